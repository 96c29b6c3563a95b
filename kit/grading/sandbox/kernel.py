"""Linux system calls that Python does not offer, by ctypes; constants as in the kernel's own headers.

Each function does one call and raises OSError with its name.  Nothing here decides anything.
"""

import ctypes
import os
import platform
import struct
import sys
from typing import Any

# unshare(2)
NEWNS, NEWCGROUP, NEWUTS, NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
# mount(2), umount2(2), mount_setattr(2)
MS_NOSUID, MS_NODEV, MS_NOEXEC = 0x2, 0x4, 0x8
MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 0x1000, 0x4000, 0x40000, 0x2
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV = 0x1, 0x2, 0x4
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
# prctl(2)
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP, PR_SET_SECCOMP = 1, 4, 38, 24, 22
SECCOMP_MODE_FILTER = 2
LAST_CAP = 63

# numbers of the calls made here, where they differ
NUMBERS = {"x86_64": {"pivot_root": 155, "capset": 126}, "aarch64": {"pivot_root": 41, "capset": 91}}
SAME = {"mount_setattr": 442, "landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446}
SAME |= {"close_range": 436}


def machine() -> str:
    """x86_64 o aarch64; un testo vuoto dove questa stanza non sa lavorare."""
    name = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    known = sys.platform == "linux" and name in NUMBERS and struct.calcsize("P") == 8
    return name if known else ""


_libc: Any = None


def _library() -> Any:
    global _libc
    if _libc is None:
        _libc = ctypes.CDLL(None, use_errno=True)
        _libc.syscall.restype = ctypes.c_long
    return _libc


def _checked(name: str, result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def syscall(name: str, *arguments: Any) -> int:
    """Una chiamata di sistema per nome.

    Raises
    ------
    OSError
        Con il nome della chiamata.
    """
    number = SAME.get(name) or NUMBERS[machine()][name]
    return _checked(name, int(_library().syscall(ctypes.c_long(number), *arguments)))


def unshare(flags: int) -> None:
    """Entra in spazi dei nomi nuovi."""
    _checked("unshare", int(_library().unshare(ctypes.c_int(flags))))


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """Monta un file system o lega una cartella a un'altra."""
    arguments = (source.encode(), target.encode(), kind.encode() or None, ctypes.c_ulong(flags), data.encode() or None)
    _checked(f"mount {target}", int(_library().mount(*arguments)))


def umount(target: str) -> None:
    """Stacca un file system, anche se è in uso."""
    _checked(f"umount {target}", int(_library().umount2(target.encode(), MNT_DETACH)))


def pivot_root(new: str, old: str) -> None:
    """Cambia la radice dei file."""
    syscall("pivot_root", new.encode(), old.encode())


def lock_mount(path: str, attributes: int) -> None:
    """Rende un albero di file di sola lettura (e senza dispositivi), con tutto ciò che vi è montato."""
    data = struct.pack("=QQQQ", attributes, 0, 0, 0)
    flags = ctypes.c_uint(AT_RECURSIVE)
    syscall("mount_setattr", ctypes.c_int(AT_FDCWD), path.encode(), flags, data, ctypes.c_size_t(len(data)))


def prctl(option: int, *values: Any) -> None:
    """Una scelta di questo processo."""
    padded = [value if isinstance(value, ctypes._Pointer) else ctypes.c_ulong(value) for value in values]
    padded += [ctypes.c_ulong(0)] * (4 - len(padded))
    _checked(f"prctl {option}", int(_library().prctl(ctypes.c_int(option), *padded)))


def drop_bounding() -> None:
    """Nessun programma avviato da qui potrà più ricevere poteri speciali."""
    for capability in range(LAST_CAP + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # beyond the last one this kernel knows, or not ours to drop
            break


def drop_capabilities() -> None:
    """Rinuncia per sempre a ogni potere speciale."""
    syscall("capset", struct.pack("=II", 0x20080522, 0), b"\0" * 24)


def close_from(first: int) -> None:
    """Chiude ogni descrittore da `first` in su."""
    try:
        syscall("close_range", ctypes.c_uint(first), ctypes.c_uint(0xFFFFFFFF), ctypes.c_uint(0))
    except OSError:
        os.closerange(first, 65_536)
