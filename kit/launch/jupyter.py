"""JupyterLab's defaults, written inside the environment, and the variables that keep an old Anaconda's away.

Never sets the address JupyterLab listens on: its own default is loopback with a token, and Binder needs its own.
"""

import json
import os
from pathlib import Path
from typing import Any

from kit.launch import copies
from kit.launch.place import Place

# JupyterLab's own list, then what a learner has no use for in the file browser.
HIDDEN = [
    *("__pycache__", "*.pyc", "*.pyo", ".DS_Store", "*~"),
    *("*.checks.json", "*.lock", "requirements*.in", "pyproject.toml", "postBuild", "environment.yml", "avvia.*"),
]

OVERRIDES: dict[str, Any] = {
    "@jupyterlab/translation-extension:plugin": {"locale": "it_IT"},
    # No question about news, no call home.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
    # Data cards and README open as pages, not as source.
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
}


def server_settings() -> dict[str, Any]:
    """Le scelte del server: che cosa apre e che cosa non mostra nell'elenco dei file."""
    return {
        "LabApp": {"default_url": copies.first_page()},
        "ContentsManager": {"hide_globs": HIDDEN},
    }


def write_settings(place: Place) -> None:
    """Scrive le scelte di JupyterLab dentro l'ambiente, se non ci sono già così."""
    folder = place.prefix / "etc" / "jupyter"
    for file, values in (
        (folder / "labconfig" / "default_setting_overrides.json", OVERRIDES),
        (folder / "jupyter_server_config.json", server_settings()),
    ):
        text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


UNWANTED = ("PYTHONHOME", "PYTHONPATH", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH")


def environment(place: Place) -> dict[str, str]:
    """Variabili d'ambiente per tutto ciò che gira nell'ambiente del corso.

    Returns
    -------
    dict of str to str
        Quelle di adesso, senza ciò che porterebbe altrove: Python e JupyterLab leggono solo da questo ambiente.
    """
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    kept |= {
        "PYTHONNOUSERSITE": "1",
        "PATH": f"{place.scripts}{os.pathsep}{kept.get('PATH', '')}",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_DIR": str(place.private / "config"),
        "JUPYTER_DATA_DIR": str(place.private / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(place.private / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(place.private / "workspaces"),
        "IPYTHONDIR": str(place.private / "ipython"),
    }
    kept.setdefault("JUPYTER_RUNTIME_DIR", str(runtime_folder(place)))
    if place.own:
        kept["VIRTUAL_ENV"] = str(place.prefix)
    return kept


def runtime_folder(place: Place) -> Path:
    """Dove i server in funzione di questo corso scrivono il proprio indirizzo."""
    return Path(os.environ.get("JUPYTER_RUNTIME_DIR") or place.private / "runtime")
