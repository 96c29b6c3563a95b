"""``python -m kit test`` and ``python -m kit style``: ruff and mypy, alone or as tests among the others; pytest's summary comes last."""

from kit.launch import environment, handover
from kit.launch.say import line

# In the order of the files: xdist would leave the longest tests, alone in their files, for the end and to one worker.
TOGETHER = ("-n", "2", "--dist", "loadgroup", "--no-loadscope-reorder")
PASSED_BY_HAND = ("-n", "--numprocesses", "--pdb", "--collect-only", "--co", "-p")
CHECKS = {
    "ruff": ("ruff", "check"),
    "ruff format": ("ruff", "format", "--check"),
    "mypy": ("mypy",),
}
REPAIRS = {"ruff": ("ruff", "check", "--fix"), "ruff format": ("ruff", "format")}


def style(arguments: list[str]) -> int:
    """Controlla lo stile e i tipi; con ``--fix`` corregge ciò che si corregge da solo.

    Returns
    -------
    int
        0 se tutto è a posto.
    """
    commands = CHECKS | REPAIRS if "--fix" in arguments else CHECKS
    place = environment.ensure(environment.DEVELOPMENT)
    codes = []
    for label, command in commands.items():
        line(f"== {label}")
        codes.append(handover.run(place, ["-m", *command]))
    return max(codes, key=abs)


def test(arguments: list[str]) -> int:
    """Prepara ciò che manca, poi esegue le prove: lo stile e i tipi sono fra queste.

    Parameters
    ----------
    arguments : list of str
        Opzioni passate a pytest così come sono.

    Returns
    -------
    int
        Il codice di pytest.
    """
    place = environment.ensure(environment.DEVELOPMENT)
    parallel = [] if any(word.startswith(PASSED_BY_HAND) for word in arguments) else list(TOGETHER)
    return handover.run(place, ["-m", "pytest", *parallel, *arguments])
