"""The only door: ``python -m kit``.  Standard library only; sets up what is missing, then hands over.

Must parse on Python 3.6: an older Python meets one Italian sentence here, not a SyntaxError.
Everything that may use today's Python is behind it, in kit/launch.
"""

import os
import sys

OLDEST = (3, 11)
HERE = os.path.abspath(__file__)
ROOT = os.path.dirname(os.path.dirname(HERE))


def newer_python() -> "str | None":
    """How to call a newer Python that is already here, or None."""
    import subprocess

    candidates = [["py", "-3.%d" % minor] if os.name == "nt" else ["python3.%d" % minor] for minor in (14, 13, 12, 11)]
    for command in candidates:
        try:  # asked to run, not only looked for: version managers leave names that answer nothing
            if subprocess.call([*command, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
                return " ".join(command)
        except OSError:
            pass
    return None


def why_not() -> "str | None":
    """Return the sentence that says why this start cannot go on, or None."""
    if not os.path.isfile(HERE):
        return (
            "Il corso è ancora dentro un file zip. Estrai prima tutta la cartella (tasto destro, Estrai tutto), "
            "poi riparti da lì."
        )
    if sys.version_info < OLDEST:
        found = newer_python()
        return "Hai Python %d.%d: al corso serve Python 3.11 o più nuovo. %s" % (
            sys.version_info[0],
            sys.version_info[1],
            "Ce n'è già uno: scrivi %s -m kit" % found
            if found
            else "Scaricalo da python.org/downloads, installalo e riparti.",
        )
    return None


def main() -> int:
    """Say why not, or hand over to kit.launch."""
    problem = why_not()
    if problem:
        try:
            sys.stderr.write(problem + "\n")
        except UnicodeEncodeError:  # a terminal without accents
            sys.stderr.write(problem.encode("ascii", "replace").decode("ascii") + "\n")
        return 1
    # Started as `python kit` or from elsewhere: this folder's package must be the one that answers.
    if os.path.abspath(sys.path[0] or ".") == os.path.dirname(HERE):
        sys.path[0] = ROOT
    elif ROOT not in sys.path:
        sys.path.insert(0, ROOT)
    from kit.launch.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
