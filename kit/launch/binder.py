"""Binder: the one place that knows the repository's owner and name, the badge, and what repo2docker would do.

Prints the badge for README with ``python -m kit.launch.binder``; runs repo2docker without building anything.
"""

import subprocess
from pathlib import Path

from kit.launch import copies, tools
from kit.launch.say import accents, line

# The only place: the README's badge is generated from here and a test compares the two.
REPOSITORY = "oltre-i-follower/oltre-i-follower"
BRANCH = "main"
FIRST_LESSON = f"lab/tree/lessons/mie/{copies.FIRST}"


def badge() -> str:
    """Il distintivo per il README, in Markdown: porta alla prima lezione."""
    address = f"https://mybinder.org/v2/gh/{REPOSITORY}/{BRANCH}?urlpath={FIRST_LESSON}"
    return f"[![Apri la prima lezione su Binder](https://mybinder.org/badge_logo.svg)]({address})"


def dry_run(root: Path) -> str:
    """Che cosa farebbe Binder di questa cartella: il Dockerfile che repo2docker scriverebbe.

    Parameters
    ----------
    root : Path
        Una cartella del corso.

    Returns
    -------
    str
        Il Dockerfile; non serve Docker e non si costruisce niente.
    """
    python = tools.ensure().python
    command = [str(python), "-m", "repo2docker", "--no-build", "--debug"]
    command += ["--user-id", "1000", "--user-name", "jovyan", str(root)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


if __name__ == "__main__":
    accents()
    line(badge())
