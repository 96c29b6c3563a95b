"""What pip and uv say when they stop, word for word, and the sentence each becomes."""

import subprocess
import sys
from pathlib import Path

import pytest

from kit.launch import environment, faults, install, register
from kit.launch.packages import differences, digest, pins
from kit.launch.place import Place
from kit.launch.turn import turn
from kit.paths import ROOT

SAID = [
    (
        "network",
        "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection "
        "broken by 'NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary failure in name "
        "resolution')': /indice/six/\nERROR: Could not find a version that satisfies the requirement six==1.17.0 "
        "(from versions: none)\nERROR: No matching distribution found for six==1.17.0",
    ),
    ("network", "error: Request failed after 3 retries in 7.7s\n  cause: client error (Connect)\n  cause: dns error"),
    (
        "network",
        "cause: tunnel error: failed to create underlying connection\n  cause: Connection refused (os error 111)",
    ),
    (
        "hash",
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated…\n"
        "    six==1.17.0 from six-1.17.0-py2.py3-none-any.whl (from -r requirements.lock (line 1)):\n",
    ),
    ("hash", "error: Failed to download `six==1.17.0`\n  cause: Hash mismatch for `six==1.17.0`"),
    ("disk", "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"),
    ("disk", "error: Failed to install: six\n  cause: failed to copy file: No space left on device (os error 28)"),
    ("disk", "OSError: [WinError 112] There is not enough space on the disk"),
    ("certificate", "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate"),
    (
        "wheels",
        "ERROR: Could not find a version that satisfies the requirement six==1.17.0 (from versions: 1.16.0)\n"
        "ERROR: No matching distribution found for six==1.17.0",
    ),
    ("wheels", "cause: Because six==1.17.0 has no usable wheels and you require six==1.17.0, we can conclude"),
    ("busy", "PermissionError: [WinError 32] The process cannot access the file because it is being used by another"),
    ("", "Segmentation fault"),
]


@pytest.mark.parametrize(("why", "said"), SAID)
def test_the_cause_is_recognised(why: str, said: str) -> None:
    assert install.cause(said) == why


@pytest.mark.parametrize("said", [said for why, said in SAID if why in ("hash", "wheels")])
def test_the_sentence_names_the_package(said: str) -> None:
    assert "six" in str(install.as_fault(said, Path("/corso/.venv")))


def test_real_pip_without_a_network_is_recognised(plain_python: str, tmp_path: Path) -> None:
    if subprocess.run([plain_python, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        pytest.skip("this Python has no pip")
    lock = tmp_path / "requirements.lock"
    lock.write_text("oltre-i-follower-non-pubblicato==1.0 --hash=sha256:" + "0" * 64)
    poisoned = {"HTTPS_PROXY": "http://127.0.0.1:9", "PIP_RETRIES": "1", "PIP_CONFIG_FILE": "/dev/null"}
    where = ["--no-cache-dir", "--target", str(tmp_path / "t"), "-r", str(lock)]
    command = [plain_python, "-m", "pip", "install", *where]
    done = subprocess.run(command, env=install.environment() | poisoned, capture_output=True, text=True, check=False)
    assert done.returncode and install.cause(done.stdout + done.stderr) == "network"


def test_an_offline_folder_made_for_others_says_for_whom(tmp_path: Path) -> None:
    wheels = tmp_path / "ruote"
    wheels.mkdir()
    (wheels / "contenuto.json").write_text('{"per": ["Windows x64 con Python 3.12"], "lock": "x"}')
    fault = install.as_fault("ERROR: No matching distribution found for six==1.17.0", tmp_path, wheels)
    assert "preparata per Windows x64 con Python 3.12" in str(fault)


def test_wheels_of_another_lock_are_not_used(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("six==1.17.0")
    wheels = tmp_path / "ruote"
    wheels.mkdir()
    (wheels / "contenuto.json").write_text('{"per": [], "lock": "another"}')
    assert install.offline_wheels(lock, tmp_path) is None
    (wheels / "contenuto.json").write_text(f'{{"per": [], "lock": "{digest(lock)}"}}')
    assert install.offline_wheels(lock, tmp_path) == wheels


def test_what_would_send_packages_elsewhere_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PYTHONDONTWRITEBYTECODE", "HTTPS_PROXY", "PIP_CERT"):
        monkeypatch.setenv(name, "x")
    kept = install.environment()
    assert not {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PYTHONDONTWRITEBYTECODE"} & set(kept)
    assert kept["HTTPS_PROXY"] == "x" == kept["PIP_CERT"]
    assert kept["PYTHONNOUSERSITE"] == "1" and kept["PIP_USER"] == "0"


def test_debian_without_venv_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(faults.Fault, match=rf"sudo apt install python3\.{sys.version_info[1]}-venv"):
        environment.check_venv()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), "non c'è abbastanza spazio"),
        (PermissionError(13, "Permission denied", "/corso/.venv"), "Non posso scrivere"),
    ],
)
def test_the_disk_may_fail_at_any_moment(
    error: OSError, sentence: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setenv("KIT_HOME", str(tmp_path))
    monkeypatch.setattr(environment, "set_up", fail)
    with pytest.raises(faults.Fault, match=sentence):
        environment.ensure()


def test_an_environment_in_use_is_not_torn_down(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def busy(_: Path) -> None:
        raise PermissionError("[WinError 32]")

    monkeypatch.setattr(environment.shutil, "rmtree", busy)
    with pytest.raises(faults.Fault, match="Chiudi JupyterLab"):
        environment.make(Place(tmp_path), uv=None)


def test_this_environment_holds_the_student_lock() -> None:
    assert list(differences(ROOT / "requirements.lock")) == []


def test_a_missing_and_a_different_package_are_named(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("pandas==0.1 \\\n    --hash=sha256:0\nnever-heard-of==1.0\npywin32==1 ; sys_platform == 'beos'\n")
    assert [row.split(" (")[0] for row in differences(lock)] == ["pandas 0.1", "never-heard-of 1.0"]
    assert pins(lock)[2] == ("pywin32", "1", "sys_platform == 'beos'")


def test_the_registering_line_is_ascii_and_works(tmp_path: Path) -> None:
    root = tmp_path / "città con spazi"
    (root / "kit").mkdir(parents=True)
    (root / "kit" / "__init__.py").write_text("")
    line = register.pth_line(Place(tmp_path / "altrove"), root)
    assert line.isascii() and line.startswith("import ")
    program = f"import sys; sys.path = [p for p in sys.path if 'zip' in p or 'lib' in p]\n{line}print(sys.path[-1])"
    said = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.encode("utf-8", "surrogateescape").decode().strip() == str(root)


def test_a_killed_set_up_lets_the_next_one_go(tmp_path: Path) -> None:
    file = tmp_path / "turno.lock"
    program = (
        "import sys, time; from pathlib import Path; from kit.launch.turn import turn\n"
        "with turn(Path(sys.argv[1]), lambda: None): print('held', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(file)], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None and child.stdout.readline().strip() == b"held"
    waited: list[bool] = []

    def someone_waits() -> None:
        waited.append(True)
        child.kill()

    with turn(file, someone_waits):
        assert waited == [True]
    child.wait()
    child.stdout.close()
