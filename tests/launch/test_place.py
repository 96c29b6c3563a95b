"""Where the environment goes, and the folders a start refuses."""

from pathlib import Path

import pytest

from kit.launch import place
from kit.launch.faults import Fault, short


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KIT_HOME", "OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        monkeypatch.delenv(name, raising=False)


def test_usually_inside_the_folder() -> None:
    root = Path("/home/ada/corso di marketing è qui")
    chosen = place.choose(root)
    assert chosen.prefix == root / ".venv" and chosen.why == ""


@pytest.mark.parametrize(
    "root",
    [
        "/Users/ada/Library/CloudStorage/OneDrive-Ateneo/corso",
        "/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/corso",
        "/home/ada/Dropbox/corso",
        "/home/ada/OneDrive - Università/corso",
        "/home/ada/Google Drive/corso",
    ],
)
def test_a_synchronised_folder_keeps_the_environment_out(root: str) -> None:
    chosen = place.choose(Path(root))
    assert not chosen.prefix.is_relative_to(root) and "sincronizzata" in chosen.why


def test_onedrive_under_any_name_is_known_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", "/home/ada/Ateneo di Fiatolungo")
    assert place.choose(Path("/home/ada/Ateneo di Fiatolungo/corso")).why
    assert not place.choose(Path("/home/ada/altro/corso")).why


def test_a_long_path_counts_on_windows_only() -> None:
    fits, too_long = Path("/" + "a" * 88), Path("/" + "a" * 89)
    assert place.choose(fits, windows=True).why == ""
    assert "troppo lungo" in place.choose(too_long, windows=True).why
    assert place.choose(too_long, windows=False).why == ""


def test_two_copies_never_share_an_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIT_HOME", str(tmp_path))
    one, two = place.choose(Path("/a/corso")), place.choose(Path("/b/corso"))
    assert one.prefix != two.prefix and one.prefix.parent == tmp_path == two.prefix.parent


def test_a_32_bit_python_is_refused(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.check_folder(course)
    monkeypatch.setattr(place.struct, "calcsize", lambda _: 4)
    with pytest.raises(Fault, match="32 bit"):
        place.check_folder(course)


def test_a_folder_that_cannot_be_written(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place.os, "access", lambda path, mode: False)
    with pytest.raises(Fault, match="Copia tutta la cartella del corso in un posto tuo"):
        place.check_folder(course)


def test_paths_are_shown_without_the_persons_name() -> None:
    assert short(Path.home() / "corso") == str(Path("~/corso"))
    assert short(Path("/altrove/corso")) == str(Path("/altrove/corso"))
