"""Landlock: which files a process may read and write from now on, whoever it runs as.  Restricts the caller for ever."""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from kit.grading.sandbox import kernel

WRITE_FILE, READ_FILE, READ_DIR = 1 << 1, 1 << 2, 1 << 3
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
FILES_ABI_1 = (1 << 13) - 1
READ = READ_FILE | READ_DIR
MAKE = sum(1 << bit for bit in (4, 5, 7, 8))  # remove folders and files, make folders and regular files
NETWORK, SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals
ON_A_FILE = WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
VERSION_FLAG = 1
PATH_BENEATH = 1


def version() -> int:
    """La versione di Landlock di questo sistema; 0 se non c'è."""
    if not kernel.machine():
        return 0
    try:
        return kernel.syscall("landlock_create_ruleset", None, ctypes.c_size_t(0), ctypes.c_uint(VERSION_FLAG))
    except OSError:
        return 0


def restrict(readable: Iterable[Path], writable: Iterable[Path]) -> None:
    """
    Da qui in poi si leggono solo `readable` e si scrive solo in `writable`; niente rete.

    Raises
    ------
    OSError
        Se il sistema non ha Landlock.
    """
    abi = version()
    handled = FILES_ABI_1
    handled |= REFER if abi >= 2 else 0
    handled |= TRUNCATE if abi >= 3 else 0
    handled |= IOCTL_DEV if abi >= 5 else 0
    attributes = struct.pack("=Q", handled)
    if abi >= 4:
        attributes += struct.pack("=Q", NETWORK)
    if abi >= 6:
        attributes += struct.pack("=Q", SCOPES)
    rules = kernel.syscall("landlock_create_ruleset", attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    try:
        for path in readable:
            _allow(rules, path, READ & handled)
        for path in writable:
            _allow(rules, path, (READ | WRITE_FILE | MAKE | REFER | TRUNCATE) & handled)
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.syscall("landlock_restrict_self", ctypes.c_int(rules), ctypes.c_uint(0))
    finally:
        os.close(rules)


def _allow(rules: int, path: Path, access: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not path.is_dir():
            access &= ON_A_FILE
        attributes = struct.pack("=Qi", access, handle)
        kernel.syscall(
            "landlock_add_rule", ctypes.c_int(rules), ctypes.c_int(PATH_BENEATH), attributes, ctypes.c_uint(0)
        )
    finally:
        os.close(handle)
