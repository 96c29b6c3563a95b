"""Every file under a folder of hand-ins, zips opened in memory: nothing is ever unpacked on disk, no link is followed.

Reads files, writes none.
"""

import contextlib
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kit.grading import arrivals
from kit.grading.notebook import LARGEST

DEEPEST = 3  # zips inside zips
MOST_ENTRIES = 30_000
MOST_BYTES = 600_000_000  # of one zip, opened
MOST_FILES = 200_000
OPENED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are inflated whole before anybody can say stop


@dataclass(frozen=True)
class Item:
    """Un file arrivato: il percorso (cartelle e zip compresi), il contenuto, o il motivo per cui non si legge."""

    path: PurePosixPath
    content: bytes = b""
    refused: str = ""  # a key of arrivals.WORDS

    @property
    def label(self) -> str:
        """Il percorso come si legge."""
        return str(self.path)

    @property
    def trail(self) -> tuple[str, ...]:
        """I nomi che portano al file, dal più lontano al più vicino."""
        return self.path.parts


@dataclass
class _Room:
    """How much may still be opened of one file that was handed in, the zips inside it included."""

    size: int = MOST_BYTES
    entries: int = MOST_ENTRIES

    def take(self, entries: list[zipfile.ZipInfo]) -> bool:
        """Make room for these; false when there is no more."""
        self.entries -= len(entries)
        self.size -= sum(min(entry.file_size, LARGEST) for entry in entries)
        return self.entries >= 0 and self.size >= 0


def whole(name: str) -> str:
    """Un nome di file che si può scrivere ovunque: i byte che non sono testo diventano �."""
    return os.fsencode(name).decode("utf-8", "replace")


def items(folder: Path) -> Iterator[Item]:
    """
    I file consegnati, in ordine di nome, senza ciò che non è una consegna.

    Parameters
    ----------
    folder : Path
        Una cartella, oppure lo zip scaricato da Moodle.
    """
    if folder.is_file():
        yield from _opened(PurePosixPath(folder.stem), _read(folder), 0, None)
        return
    seen = 0
    for root, folders, files in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted(files):
            path = Path(root) / name
            relative = PurePosixPath(whole(path.relative_to(folder).as_posix()))
            if arrivals.is_junk(relative):
                continue
            seen += 1
            if seen > MOST_FILES:
                yield Item(relative, refused="too_many")
                return
            yield from _file(path, relative)
        for name in [one for one in folders if (Path(root) / one).is_symlink()]:
            yield Item(PurePosixPath(whole((Path(root) / name).relative_to(folder).as_posix())), refused="link_on_disk")


def empty_folders(folder: Path) -> Iterator[PurePosixPath]:
    """Le cartelle senza nemmeno un file: qualcuno ha consegnato niente."""
    if folder.is_file():
        return
    for one in sorted(folder.iterdir()):
        if one.is_dir() and not one.is_symlink() and not any(path.is_file() for path in one.rglob("*")):
            yield PurePosixPath(whole(one.name))


def _file(path: Path, relative: PurePosixPath) -> Iterator[Item]:
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            yield Item(relative, refused="link_on_disk")
            return
        content = _read(path)
    except OSError:
        yield Item(relative, refused="other")
        return
    yield from _opened(relative, content, 0, _Room())


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(min(os.fstat(file.fileno()).st_size, MOST_BYTES))  # a buffer as large as the file, no larger


def _opened(path: PurePosixPath, content: bytes, depth: int, room: _Room | None) -> Iterator[Item]:
    """What a file holds; `room` is None for the zip of the whole class, where every file has its own."""
    if not content.startswith(b"PK\x03\x04") or arrivals.kind(path.name, b"x") == "office":
        yield Item(path, content, "too_big" if len(content) > LARGEST else "")
        return
    if depth >= DEEPEST:
        yield Item(path, refused="bomb")
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = [entry for entry in archive.infolist() if entry.filename and not entry.is_dir()]
    except Exception:  # a stranger's bytes: whatever its reader says, it is broken
        yield Item(path, refused="broken_zip")
        return
    if not (room or _Room()).take(entries):
        yield Item(path, refused="bomb")
        return
    found = False
    for entry in sorted(entries, key=lambda one: one.filename):
        inner = PurePosixPath(
            *[part for part in PurePosixPath(_name(entry)).parts if part.strip("/") not in ("", "..")]
        )
        if not inner.parts or arrivals.is_junk(inner):
            continue
        found = True
        yield from _entry(archive, entry, path / inner, depth, room or _Room())
    if not found:
        yield Item(path, refused="nothing")


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: PurePosixPath, depth: int, room: _Room
) -> Iterator[Item]:
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield Item(path, refused="link_on_disk")
        return
    if entry.flag_bits & 1:
        yield Item(path, refused="locked")
        return
    if entry.compress_type not in OPENED:
        yield Item(path, refused="archive")
        return
    if entry.file_size > LARGEST:
        yield Item(path, refused="too_big")
        return
    try:
        with archive.open(entry) as file:
            content = file.read(LARGEST + 1)  # what it says of its own size is not believed
    except Exception:
        yield Item(path, refused="broken_zip")
        return
    yield from _opened(path, content, depth + 1, room)


def _name(entry: zipfile.ZipInfo) -> str:
    """Old Windows tools write names in the DOS code page; backslashes are folders."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")
