"""The rooms a learner's process is shut in: its own file tree, processes, network, users.  Runs in the warm process.

`move_in` is called once, after the imports; `enter` once per run, in the keeper; `shut` last, in the process that runs
the cells.  Each raises OSError where the system refuses.
"""

import contextlib
import os
import resource
from pathlib import Path

from kit.grading.sandbox import filter as seccomp
from kit.grading.sandbox import kernel, landlock
from kit.grading.sandbox.places import DEVICES
from kit.grading.sandbox.terms import Layers

WORK = Path("/lavoro")
DISK_MB, FILES = 64, 4096
FILE_BYTES = 32 << 20
HANDLES, THREADS = 256, 64
STRANGER = 0x7E00_0000  # a user nobody is, where the marker runs as root
NOBODY = 65_534


def move_in(root: Path, readable: list[Path]) -> None:
    """Sposta questo processo in un albero di file fatto solo di `readable`, in sola lettura."""
    privileged = os.geteuid() == 0
    uid, gid = os.geteuid(), os.getegid()
    kernel.unshare(kernel.NEWNS if privileged else kernel.NEWNS | kernel.NEWUSER)
    if not privileged:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1", encoding="ascii")
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("tmpfs", str(root), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,nr_inodes=4096,mode=755")
    for path in readable:
        _bind(root, path, kernel.ATTR_RDONLY | kernel.ATTR_NOSUID | kernel.ATTR_NODEV)
    for device in DEVICES:
        with contextlib.suppress(OSError):
            _bind(root, Path(device), kernel.ATTR_RDONLY | kernel.ATTR_NOSUID)
    for link in ("/lib", "/lib64"):  # the loader's own path, where /lib is a link to /usr/lib
        if Path(link).is_symlink() and not (root / link[1:]).exists():
            (root / link[1:]).symlink_to(Path(link).readlink())
    (root / WORK.relative_to("/")).mkdir()
    old = root / "vecchia"
    old.mkdir()
    kernel.pivot_root(str(root), str(old))
    os.chdir("/")
    kernel.umount("/vecchia")
    Path("/vecchia").rmdir()
    kernel.lock_mount("/", kernel.ATTR_RDONLY | kernel.ATTR_NOSUID)


def enter(user: int) -> None:
    """Spazi nuovi per un'esecuzione, e una cartella di lavoro vuota che appartiene a `user`."""
    kernel.unshare(kernel.NEWNS | kernel.NEWPID | kernel.NEWNET | kernel.NEWIPC | kernel.NEWUTS)
    options = f"size={DISK_MB}m,nr_inodes={FILES},mode=700,uid={user}"
    kernel.mount("tmpfs", str(WORK), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC, options)


def shut(layers: Layers, user: int, readable: list[Path], work: Path, *, cpu: int, memory: int) -> None:
    """Chiude questo processo: utente senza poteri, limiti, Landlock, seccomp. Non si torna indietro."""
    if not (layers.namespaces or layers.seccomp):
        _limits(cpu, memory)
        return
    kernel.drop_bounding()
    if user != os.geteuid():
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        if layers.namespaces:
            kernel.unshare(kernel.NEWUSER)
            kernel.drop_bounding()
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
    _limits(cpu, memory)
    if layers.landlock:
        landlock.restrict([*readable, *(Path(one) for one in DEVICES)], [work, Path("/dev/null")])
    if layers.seccomp:
        seccomp.install(attributes=not layers.namespaces)


def stranger(slot: int, readable: list[Path], *, namespaces: bool) -> int:
    """
    L'utente che eseguirà il codice.

    Returns
    -------
    int
        Dove si valuta come root, un utente che non possiede niente (se può arrivare a leggere le librerie); altrimenti
        quello di adesso, che nel nuovo albero di file non possiede niente.
    """
    if os.geteuid() != 0 or not (namespaces or all(_others_may_enter(path) for path in readable)):
        return os.geteuid()
    for line in Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines():
        first, _, count = (int(word) for word in line.split())
        if first <= STRANGER + slot < first + count:
            return STRANGER + slot
    return NOBODY


def _others_may_enter(path: Path) -> bool:
    return all(one.stat().st_mode & 0o001 for one in path.parents)


def _limits(cpu: int, memory: int) -> None:
    wanted = {
        "RLIMIT_AS": memory,
        "RLIMIT_CPU": cpu,
        "RLIMIT_FSIZE": FILE_BYTES,
        "RLIMIT_NOFILE": HANDLES,
        "RLIMIT_NPROC": THREADS,
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
        "RLIMIT_RTPRIO": 0,
        "RLIMIT_MEMLOCK": 1 << 20,
    }
    for name, value in wanted.items():
        which = getattr(resource, name, None)
        if which is None:
            continue
        hard = resource.getrlimit(which)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(OSError, ValueError):  # macOS refuses RLIMIT_AS
            resource.setrlimit(which, (value, value))


def _bind(root: Path, path: Path, attributes: int) -> None:
    target = root / path.relative_to("/")
    if path.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    kernel.mount(str(path), str(target), "", kernel.MS_BIND | kernel.MS_REC)
    kernel.lock_mount(str(target), attributes)
