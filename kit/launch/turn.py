"""One set-up at a time: a lock held by the operating system, so a crash always lets go of it.

Touches one small file beside the environment; the file itself means nothing and may stay.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _take(handle: BinaryIO) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

    def _leave(handle: BinaryIO) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: BinaryIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _leave(handle: BinaryIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


BUSY = (BlockingIOError, PermissionError)  # flock, msvcrt


@contextmanager
def turn(file: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Tiene il turno finché dura il blocco; chi arriva dopo aspetta.

    Parameters
    ----------
    file : Path
        Il file su cui il sistema operativo tiene il turno.
    waiting : callable
        Chiamata una volta sola, se c'è da aspettare.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as handle:
        said = False
        held = True
        while True:
            try:
                _take(handle)
                break
            except BUSY:
                if not said:
                    waiting()
                    said = True
                time.sleep(0.3)
            except OSError:  # a network disk without locks: better two starts than none
                held = False
                break
        try:
            yield
        finally:
            if held:
                _leave(handle)
