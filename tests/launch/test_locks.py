"""The locks as they lie in the folder, and what ``lock --check`` says of ones that are not right."""

import re
import sys
from pathlib import Path

import pytest

from kit.launch import locks
from kit.launch.packages import pins
from kit.launch.systems import NOT_PROMISED, PYTHONS, SYSTEMS, blocks, tags, wanted
from kit.paths import ROOT

STUDENT, DEVELOPMENT = locks.PROVED


def asked(lock: Path) -> set[str]:
    """The names in the .in file, as the lock writes them."""
    text = lock.with_suffix(".in").read_text(encoding="utf-8")
    rows = (row.split("#")[0].strip() for row in text.splitlines())
    return {
        re.split(r"[<>=!;\[ ]", row)[0].lower().replace("_", "-") for row in rows if row and not row.startswith("-")
    }


@pytest.mark.parametrize("lock", locks.ALL, ids=lambda lock: lock.name)
def test_a_lock_holds_what_its_in_file_asks_hashed_and_names_no_registry(lock: Path) -> None:
    assert asked(lock) <= {name for name, _, _ in pins(lock)}
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", row) for _, row in blocks(lock))
    assert locks.addresses(lock) == []


def test_the_development_lock_keeps_every_pin_of_the_students() -> None:
    assert set(pins(STUDENT)) <= set(pins(DEVELOPMENT))


def test_the_student_lock_leaves_out_what_it_must() -> None:
    names = {name for name, _, _ in pins(STUDENT)}
    assert not names & {"pyarrow", "pytest", "mypy", "ruff", "playwright"}
    argon = next(version for name, version, _ in pins(STUDENT) if name == "argon2-cffi-bindings")
    assert int(argon.split(".")[0]) < 26  # Intel Macs have no wheel of later ones


def test_each_system_gets_its_own_packages() -> None:
    def names(system: str, python: str) -> set[str]:
        return {row.split("==")[0] for rows in wanted(STUDENT, SYSTEMS[system], python).values() for row in rows}

    assert {"colorama", "pywinpty"} <= names("windows", "3.13")
    assert not {"colorama", "pywinpty"} & names("linux", "3.13")
    assert "appnope" in names("mac", "3.13") and "appnope" not in names("windows", "3.13")
    # Python 3.11 is not one version for this lock: both halves are wanted.
    assert len(wanted(STUDENT, SYSTEMS["linux"], "3.11")) == 2


def test_tags_are_those_of_the_system() -> None:
    windows = {str(tag) for tag in tags(SYSTEMS["windows"], "3.12")}
    assert {"cp312-cp312-win_amd64", "cp39-abi3-win_amd64", "py3-none-any"} <= windows
    assert not any("linux" in tag or "macos" in tag or "cp313-" in tag for tag in windows)
    assert "py3-none-manylinux1_x86_64" in {str(tag) for tag in tags(SYSTEMS["linux"], "3.14")}


def test_a_wheel_without_its_hash_in_the_lock_is_red(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("numpy==2.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n")
    files = {
        "numpy==2.0": [
            ("numpy-2.0-cp312-cp312-win_amd64.whl", "aa"),
            ("numpy-2.0-cp313-cp313-win_amd64.whl", "not in the lock"),
            ("numpy-2.0-cp312-cp312-macosx_11_0_arm64.whl", "bb"),
        ]
    }
    red = {
        (name, python): locks.without_wheel(locks.Cell(lock, SYSTEMS[name], python), files)
        for name in ("windows", "mac", "linux")
        for python in ("3.12", "3.13")
    }
    assert red.pop(("windows", "3.12")) == [] and red.pop(("mac", "3.12")) == []
    assert all(missing == ["numpy==2.0"] for missing in red.values())


def test_a_stale_lock_says_what_differs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("numpy==2.0 \\\n    --hash=sha256:aa\nextra==1 \\\n    --hash=sha256:bb\n")

    def compile_lock(uv: str, lock: Path, output: Path, upgrade: bool = False) -> None:
        output.write_text("numpy==2.0 \\\n    --hash=sha256:cc\nasked-for==3 \\\n    --hash=sha256:dd\n")

    monkeypatch.setattr(locks, "compile_lock", compile_lock)
    assert locks.stale("uv", lock) == ["di troppo: extra 1", "manca: asked-for 3"]


@pytest.mark.parametrize(("problem", "code"), [("", 0), ("numpy has no usable wheels", 1)])
def test_the_matrix_is_printed_and_red_is_red(
    problem: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def matrix(uv: str) -> list[locks.Cell]:
        pairs = [(s, p) for s in SYSTEMS.values() for p in PYTHONS if (s.name, p) not in NOT_PROMISED]
        cells = [locks.Cell(lock, *pair) for lock in locks.PROVED for pair in pairs]
        return [*cells[1:], locks.Cell(STUDENT, *pairs[0], problem)]

    monkeypatch.setattr(locks, "matrix", matrix)
    monkeypatch.setattr(locks, "stale", lambda uv, lock: [])
    assert locks.check("uv") == code
    said = capsys.readouterr().out
    assert said.count("Windows arm64") == 2 and said.count("–") == 3  # two cells not promised, and the legend
    assert ("NO: requirements.lock, Linux x64, Python 3.11" in said) == bool(problem)


def test_an_address_in_a_lock_is_red(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("--index-url https://example.invalid/indice\nnumpy==2.0 \\\n    --hash=sha256:aa\n")
    assert locks.addresses(lock) == ["--index-url https://example.invalid/indice"]


@pytest.mark.skipif(sys.platform == "win32", reason="pretends uv with a shell script")
def test_no_network_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\necho 'error: Request failed\n  cause: dns error' >&2\nexit 2\n")
    uv.chmod(0o755)
    monkeypatch.setattr(locks.tools, "uv", lambda: str(uv))
    assert locks.main(["--check"]) == 1
    assert capsys.readouterr().out.strip().splitlines()[-1].startswith("Per lavorare sui lock serve la rete")


@pytest.mark.slow
@pytest.mark.network
@pytest.mark.skipif(sys.platform != "linux", reason="one system asks for all of them; the tools' lock is Linux's")
def test_every_promised_system_installs_the_locks_from_the_registry(capsys: pytest.CaptureFixture[str]) -> None:
    code = locks.main(["--check"])
    said = capsys.readouterr().out
    if "serve la rete" in said:
        pytest.skip("no package registry can be reached from here")
    assert code == 0, said
    cells = len(locks.PROVED) * (len(SYSTEMS) * len(PYTHONS) - len(NOT_PROMISED))
    assert f"{cells} caselle verdi, 0 rosse" in said


def test_no_file_names_a_registry_host() -> None:
    for name in ("environment.yml", ".ci/run", ".pre-commit-config.yaml", "requirements.in", "requirements-dev.in"):
        assert "pypi.org" not in (ROOT / name).read_text(encoding="utf-8")
