"""Which browsers this machine has: one for the learner, one that tests can drive.  Looks, starts nothing."""

import os
import shutil
import sys
import webbrowser
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")


def chromium() -> str | None:
    """Il programma Chromium (o Chrome, o Edge) che le prove possono guidare, se c'è.

    Returns
    -------
    str or None
        Il percorso; la variabile ``KIT_BROWSER`` vince su ogni altro.
    """
    if chosen := os.environ.get("KIT_BROWSER"):
        return chosen
    if sys.platform == "darwin":
        return next((path for path in MAC if Path(path).exists()), None)
    if sys.platform == "win32":
        folders = [
            os.environ[name] for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if name in os.environ
        ]
        paths = (Path(folder) / path for folder in folders for path in WINDOWS)
        return next((str(path) for path in paths if path.exists()), None)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def default() -> str:
    """Il nome del browser che si aprirà, come lo conosce Python; vuoto se non ce n'è."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return ""
    return str(getattr(browser, "name", "") or type(browser).__name__)
