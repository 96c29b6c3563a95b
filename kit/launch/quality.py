"""``python -m kit test`` and ``python -m kit style``: ruff, mypy, then pytest, whose summary line comes last."""

from kit.launch import environment, handover
from kit.launch.say import line

# In the order of the files: xdist would leave the longest tests, alone in their files, for the end and to one worker.
TOGETHER = ("-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder")
PASSED_BY_HAND = ("-n", "--numprocesses", "--pdb", "--collect-only", "--co", "-p")


def style(arguments: list[str]) -> int:
    """Controlla lo stile e i tipi; con ``--fix`` corregge ciò che si corregge da solo.

    Returns
    -------
    int
        0 se tutto è a posto.
    """
    fix = "--fix" in arguments
    place = environment.ensure(environment.DEVELOPMENT)
    codes = []
    for label, command in (
        ("ruff", ["ruff", "check", *(["--fix"] if fix else [])]),
        ("ruff format", ["ruff", "format", *([] if fix else ["--check"])]),
        ("mypy", ["mypy"]),
    ):
        line(f"== {label}")
        codes.append(handover.run(place, ["-m", *command]))
    return max(codes, key=abs)


def test(arguments: list[str]) -> int:
    """Prepara ciò che manca, controlla lo stile e i tipi, poi esegue le prove.

    Parameters
    ----------
    arguments : list of str
        Opzioni passate a pytest così come sono.

    Returns
    -------
    int
        Il codice di pytest, o quello dello stile se le prove passano ma lo stile no.
    """
    place = environment.ensure(environment.DEVELOPMENT)
    shape = style([])
    if shape:
        line("\nStile o tipi non sono a posto (vedi sopra): il comando finirà in rosso anche se le prove passano.")
    line("== pytest")
    parallel = [] if any(word.startswith(PASSED_BY_HAND) for word in arguments) else list(TOGETHER)
    tests = handover.run(place, ["-m", "pytest", *parallel, *arguments])
    return tests or shape
