"""The seccomp filter: what a learner's process may not ask of the kernel.  Builds a BPF program and installs it.

No new process, no program, no socket, no signal to anybody else, no kernel surface that a lesson has no use for.
A refused call fails with EPERM, so that an honest library can go on without it.
"""

import ctypes
import errno
import os
import struct

from kit.grading.sandbox import kernel

ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000
LOAD, JUMP_EQ, JUMP_GE, JUMP_SET, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NR, ARCH_AT, ARGUMENTS = 0, 4, 16
CLONE_THREAD = 0x00010000
FORBIDDEN_PRCTL = (1, 35, 0x59616D61)  # SET_PDEATHSIG, SET_MM, SET_PTRACER
# A descriptor can send any signal to any process of the same user, and a lease makes whoever opens a file wait.
FORBIDDEN_FCNTL = (8, 10, 15, 1024, 1026)  # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY
FORBIDDEN_IOCTL = (0x8901, 0x8902)  # FIOSETOWN, SIOCSPGRP


def _numbers(text: str) -> dict[str, tuple[int, int]]:
    """«name x86_64 aarch64, …»; -1 where the call does not exist."""
    rows = (row.split() for row in text.split(","))
    return {name: (int(first), int(second)) for name, first, second in rows}


# Refused on every machine.
REFUSED = _numbers(
    """
    fork 57 -1, vfork 58 -1, execve 59 221, execveat 322 281, tkill 200 130, rt_sigqueueinfo 129 138,
    rt_tgsigqueueinfo 297 240, ptrace 101 117, process_vm_readv 310 270, process_vm_writev 311 271,
    kcmp 312 272, process_madvise 440 440, process_mrelease 448 448, socket 41 198, connect 42 203, bind 49 200,
    listen 50 201, accept 43 202, accept4 288 242, memfd_create 319 279, memfd_secret 447 447, shmget 29 194,
    shmctl 31 195, shmat 30 196, shmdt 67 197, semget 64 190, semctl 66 191, semtimedop 220 192, semop 65 193,
    msgget 68 186, msgctl 71 187, msgrcv 70 188, msgsnd 69 189, mq_open 240 180, mq_unlink 241 181,
    mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51, open_tree 428 428, move_mount 429 429,
    fsopen 430 430, fsconfig 431 431, fsmount 432 432, fspick 433 433, mount_setattr 442 442,
    quotactl_fd 443 443, unshare 272 97, setns 308 268, add_key 248 217, request_key 249 218, keyctl 250 219,
    bpf 321 280, perf_event_open 298 241, userfaultfd 323 282, io_uring_setup 425 425, io_uring_enter 426 426,
    io_uring_register 427 427, init_module 175 105, finit_module 313 273, delete_module 176 106,
    kexec_load 246 104, kexec_file_load 320 294, reboot 169 142, swapon 167 224, swapoff 168 225, acct 163 89,
    quotactl 179 60, syslog 103 116, settimeofday 164 170, clock_settime 227 112, clock_adjtime 305 266,
    adjtimex 159 171, sethostname 170 161, setdomainname 171 162, iopl 172 -1, ioperm 173 -1,
    name_to_handle_at 303 264, open_by_handle_at 304 265, lookup_dcookie 212 18, fanotify_init 300 262,
    fanotify_mark 301 263, personality 135 92, pidfd_open 434 434, pidfd_send_signal 424 424,
    pidfd_getfd 438 438, setuid 105 146, setgid 106 144, setreuid 113 145, setregid 114 143, setresuid 117 147,
    setresgid 119 149, setgroups 116 159, setfsuid 122 151, setfsgid 123 152, capset 126 91, mknod 133 -1,
    mknodat 259 33, uselib 134 -1, vhangup 153 58, vmsplice 278 75, migrate_pages 256 238, move_pages 279 239,
    setpriority 141 140, sched_setparam 142 118, sched_setscheduler 144 119, sched_setaffinity 203 122,
    sched_setattr 314 274, ioprio_set 251 30, io_setup 206 0, inotify_init 253 -1, inotify_init1 294 26
    """
)
# Without effect where the files of the machine can be seen: Landlock guards their content, not their attributes.
ATTRIBUTES = _numbers(
    """
    chmod 90 -1, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452, chown 92 -1, fchown 93 55, lchown 94 -1,
    fchownat 260 54, utime 132 -1, utimes 235 -1, futimesat 261 -1, utimensat 280 88, truncate 76 45,
    setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7, removexattr 197 14, lremovexattr 198 15,
    fremovexattr 199 16, setxattrat 463 463, removexattrat 466 466, file_setattr 469 469
    """
)
JUDGED = _numbers(
    """
    clone 56 220, clone3 435 435, kill 62 129, tgkill 234 131, prctl 157 167, prlimit64 302 261, fcntl 72 25, ioctl 16 29
    """
)


def program(machine: str, *, pid: int, attributes: bool) -> bytes:
    """
    Il filtro, come programma BPF.

    Parameters
    ----------
    machine : str
        x86_64 o aarch64.
    pid : int
        Il processo che lo porterà: può mandare segnali solo a sé stesso.
    attributes : bool
        Se non lasciar cambiare permessi, proprietario e date dei file (la chiamata finge di riuscire).
    """
    place = list(ARCH).index(machine)
    out = [_op(LOAD, 0, 0, ARCH_AT), _op(JUMP_EQ, 1, 0, ARCH[machine]), _op(RETURN, 0, 0, KILL), _op(LOAD, 0, 0, NR)]
    if machine == "x86_64":
        out += [_op(JUMP_GE, 0, 1, X32_BIT), _op(RETURN, 0, 0, KILL)]
    for numbers in REFUSED.values():
        if numbers[place] >= 0:
            out += [_op(JUMP_EQ, 0, 1, numbers[place]), _refuse(errno.EPERM)]
    for numbers in ATTRIBUTES.values() if attributes else ():
        if numbers[place] >= 0:
            out += [_op(JUMP_EQ, 0, 1, numbers[place]), _refuse(0)]  # says it is done, does nothing: copies go on
    out += _when(JUDGED["clone3"][place], [_refuse(errno.ENOSYS)])
    out += _when(JUDGED["clone"][place], _only_if(JUMP_SET, CLONE_THREAD))
    for name in ("kill", "tgkill"):
        out += _when(JUDGED[name][place], _only_if(JUMP_EQ, pid))
    out += _when(JUDGED["prlimit64"][place], _only_if(JUMP_EQ, 0))
    for name, argument, values in (
        ("prctl", 0, FORBIDDEN_PRCTL),
        ("fcntl", 1, FORBIDDEN_FCNTL),
        ("ioctl", 1, FORBIDDEN_IOCTL),
    ):
        options: list[bytes] = [_op(LOAD, 0, 0, ARGUMENTS + 8 * argument)]
        for option in values:
            options += [_op(JUMP_EQ, 0, 1, option), _refuse(errno.EPERM)]
        out += _when(JUDGED[name][place], [*options, _op(RETURN, 0, 0, ALLOW)])
    return b"".join([*out, _op(RETURN, 0, 0, ALLOW)])


def install(*, attributes: bool) -> None:
    """Chiude questo processo nel filtro, per sempre.

    Raises
    ------
    OSError
        Se il sistema non ha seccomp.
    """
    code = program(kernel.machine(), pid=os.getpid(), attributes=attributes)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer)))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    pointer = ctypes.pointer(header)
    kernel.prctl(kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, pointer)


def _op(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value & 0xFFFFFFFF)


def _refuse(number: int) -> bytes:
    return _op(RETURN, 0, 0, ERRNO | number)


def _when(number: int, then: list[bytes]) -> list[bytes]:
    """Run `then` (which always returns) when the call is this one."""
    return [_op(JUMP_EQ, 0, len(then), number), *then]


def _only_if(test: int, value: int) -> list[bytes]:
    """Allow when the first argument passes the test, else refuse."""
    return [
        _op(LOAD, 0, 0, ARGUMENTS),
        _op(test, 0, 1, value),
        _op(RETURN, 0, 0, ALLOW),
        _refuse(errno.EPERM),
    ]
