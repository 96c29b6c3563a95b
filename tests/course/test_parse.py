from collections.abc import Callable
from pathlib import Path

import pytest

from kit.course.markers import MarkerError, blocks, stub, unanswered, without_markers
from kit.course.parse import parse
from kit.course.problems import CourseError

ANSWER = "tasso = acquisti / contattati\n### END SOLUTION"
CHECK = 'check("1.1", tasso)'
PROMPT = 'exercise="1.1" role="prompt" objective="A" minutes=4 decimals=3'


def test_the_clean_lesson(lesson_with: Callable[..., Path]) -> None:
    lesson = parse(lesson_with())
    assert lesson.header.lesson == "01"
    assert lesson.header.words[0].english == "purchase rate"
    assert [exercise.id for exercise in lesson.exercises] == ["1.1", "1.2", "1.3", "1.4"]
    first, _, third, last = lesson.exercises
    assert first.title == "Calcola il tasso"
    assert first.form == "un numero con 3 decimali"
    assert (first.objective, first.names, first.spec) == ("A", ("tasso",), {"decimals": 3})
    assert first.wrongs[0].message.startswith("Hai diviso per i messaggi aperti. Qui serve dividere")
    assert first.wrongs[0].message.endswith("contattate: quale nome le conta?")
    assert third.probes == [(3, 100), (8, 50)]
    assert third.layer == "deep"
    assert last.graded
    assert lesson.minutes("base") == 30
    assert lesson.minutes("deep") == 6


def test_a_deep_section_ends_at_the_next_heading_of_its_level(lesson_with: Callable[..., Path]) -> None:
    layers = [cell.layer for cell in parse(lesson_with()).cells]
    first, last = layers.index("deep"), len(layers) - layers[::-1].index("deep")
    assert set(layers[first:last]) == {"deep"}
    assert layers[last] == "base"


def test_lines_are_those_of_the_file(lesson_with: Callable[..., Path]) -> None:
    path = lesson_with()
    lines = path.read_text(encoding="utf-8").splitlines()
    for cell in parse(path).cells:
        assert lines[cell.line - 1].lstrip("# ") == cell.source.split("\n")[0].lstrip("# ")


BROKEN = {
    "no kernel": (
        ("#   kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}\n", ""),
        "kernel",
    ),
    "no kit": (("#   kit:\n#     lesson", "#   altro:\n#     lesson"), "la mappa `kit:`"),
    "yaml": (("data: []", "data: ["), "jupytext non riesce"),
    "missing key": (("#     what: Conti gli acquisti di due gruppi e decidi a chi scrivere.\n", ""), "manca `what`"),
    "unknown key": (("#     base: 30", "#     base: 30\n#     bose: 3"), "forse `base`"),
    "lesson without quotes": (('lesson: "01"', "lesson: 1"), "`lesson` è 1"),
    "other number": (('lesson: "01"', 'lesson: "02"'), "il file comincia con 01"),
    "base": (("base: 30", 'base: "30"'), "`base` non è scritto"),
    "objectives": (("       A: Calcoli", "       a: Calcoli"), "`objectives` non è"),
    "words": (("{en: purchase rate,", "{inglese: purchase rate,"), "`words` non è"),
    "text before": (
        ("# %% [markdown] minutes=2\n# # 01.", "x = 1\n# %% [markdown] minutes=2\n# # 01."),
        "righe `# %%`",
    ),
    "metadata": ((PROMPT, "exercise=1.1 role=prompt"), "non si leggono"),
    "id as number": ((PROMPT, 'exercise=1.1 role="prompt"'), 'scrivi `exercise="1.1"`'),
    "unknown metadata": ((PROMPT, f"{PROMPT} minute=3"), "forse `minutes`"),
    "unknown role": ((PROMPT, PROMPT.replace("prompt", "promt")), "forse `prompt`"),
    "wrong kind of cell": (
        ('# %% exercise="1.1" role="check"', '# %% [markdown] exercise="1.1" role="check"'),
        "deve essere di codice",
    ),
    "role alone": (('exercise="1.1" role="check"', 'role="check"'), "vanno insieme"),
    "prompt's option elsewhere": (
        ('exercise="1.1" role="answer"', 'exercise="1.1" role="answer" tol=1'),
        "non è una consegna",
    ),
    "minutes": ((PROMPT, PROMPT.replace("minutes=4", 'minutes="4"')), "senza virgolette"),
    "minutes elsewhere": (
        ('exercise="1.1" role="answer"', 'exercise="1.1" role="answer" minutes=2'),
        "non ha minuti suoi",
    ),
    "tags": (('role="load"', 'role="load" tags=["nascosta"]'), '"raises-exception"'),
    "magic": (("persone = pd", "%matplotlib inline\npersone = pd"), "comando di IPython"),
    "help": (("\npersone\n", "\npersone.head?\n"), "comando di IPython"),
    "deep without heading": (('layer="deep" minutes=2\n# ## ', 'layer="deep" minutes=2\n# '), "senza titolo"),
    "id of another lesson": (
        ('# %% role="load"', '# %% [markdown] exercise="2.1" role="prompt"\n# a\n\n# %% role="load"'),
        "l'id non è di questa lezione",
    ),
    "split group": (
        (
            '# %% exercise="1.1" role="wrong" mistake="solo',
            '# %% [markdown]\n# a\n\n# %% exercise="1.1" role="wrong" mistake="solo',
        ),
        "non sono una di seguito",
    ),
    "order": (('# %% exercise="1.1" role="check"\ncheck("1.1", tasso)\n\n', ""), "prima una `prompt`"),
    "no title": (("### Esercizio 1.1 · Calcola", "### Calcola"), "senza titolo"),
    "no form": (("**Forma:** un numero con 3 decimali.", "Un numero."), "la forma attesa"),
    "objective": ((PROMPT, PROMPT.replace('"A"', '"Z"')), "l'obiettivo 'Z' non esiste"),
    "graded": ((PROMPT, f'{PROMPT} graded="si"'), "`graded='si'`"),
    "kind": ((PROMPT, f'{PROMPT} kind="numero"'), "serve uno di number"),
    "tol": ((PROMPT, f"{PROMPT} tol=0"), "numero positivo"),
    "order option": ((PROMPT, f'{PROMPT} order="a caso"'), '`order="any"`'),
    "probes missing": (('# %% exercise="1.3" role="probes"\n[(3, 100), (8, 50)]\n', ""), '`kind="function"`'),
    "probes": (("[(3, 100), (8, 50)]", "[3, 100]"), "lista di argomenti"),
    "validation missing": ((PROMPT, f'{PROMPT} kind="model"'), '`role="validation"`'),
    "check of another": ((CHECK, 'check("1.2", tasso)'), "cella di verifica"),
    "check of a computation": ((CHECK, 'check("1.1", tasso + 1)'), "cella di verifica"),
    "answer without markers": ((f"### BEGIN SOLUTION\n{ANSWER}", "tasso = 1"), "non ha `### BEGIN"),
    "solution creates another name": ((ANSWER, ANSWER.replace("tasso", "quota")), "non crea tasso"),
    "solution is not Python": ((ANSWER, ANSWER.replace("/", "/ /")), "non è Python"),
    "mistake without message": (
        ("# Hai consegnato un conteggio. Per confrontare gruppi diversi serve dividerlo: per che cosa?\n", ""),
        "non ha messaggio",
    ),
    "mistake's name": (('mistake="solo_conteggio"', 'mistake="Solo conteggio"'), "parole minuscole"),
    "mistake twice": (('mistake="solo_conteggio"', 'mistake="denominatore_aperti"'), "lo stesso nome"),
    "placeholder in a message": (
        ("# Hai consegnato un conteggio.", "# Hai consegnato {{ it(acquisti) }}."),
        "segnaposto",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_refused_at_the_door(case: str, lesson_with: Callable[..., Path]) -> None:
    edit, expected = BROKEN[case]
    path = lesson_with(edit)
    with pytest.raises(CourseError) as error:
        parse(path)
    text = str(error.value)
    assert expected in text
    assert "Rimedio: " in text
    assert "01_pulita.py:" in text


def test_a_magic_line_is_named_by_its_own_line(lesson_with: Callable[..., Path]) -> None:
    path = lesson_with(("acquisti = 128\n", "acquisti = 128\n!ls\n"))
    line = path.read_text(encoding="utf-8").splitlines().index("!ls") + 1
    with pytest.raises(CourseError, match=f":{line}: «!ls»"):
        parse(path)


def test_file_names(lesson_with: Callable[..., Path]) -> None:
    with pytest.raises(CourseError, match=r"forma NN_nome\.py"):
        parse(lesson_with(name="01_Città.py"))


def test_stubs() -> None:
    plain = "a = 1\n### BEGIN SOLUTION\nb, c = a, 2\nfig, ax = f()\n### END SOLUTION\nprint(a)"
    assert stub(plain, ["c"]) == "a = 1\nc = ...\nprint(a)"
    assert stub(plain, ["ax", "b"]) == "a = 1\nax = ...\nb = ...\nprint(a)"
    assert stub(plain, ["z"]) == "a = 1\n...\nprint(a)"
    function = "def f(x):\n    ### BEGIN SOLUTION\n    y = x\n    return y\n    ### END SOLUTION"
    assert stub(function, ["f"]) == "def f(x):\n    ..."
    assert unanswered(function, ["f", "y"]) == ["y"]
    two = "### BEGIN SOLUTION\na = 1\n### END SOLUTION\n### BEGIN SOLUTION\na = b = 2\n### END SOLUTION"
    assert stub(two, ["a", "b"]) == "a = ...\nb = ..."
    assert without_markers(two) == "a = 1\na = b = 2"


def test_names_inside_functions_and_comprehensions_are_not_assigned() -> None:
    source = "### BEGIN SOLUTION\ndef f():\n    y = 1\n    return y\nz = [i for i in (1, 2)]\n### END SOLUTION"
    assert blocks(source)[0].assigned == ("f", "z")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("### BEGIN SOLUTION\na = 1", "senza `### END"),
        ("a = 1\n### END SOLUTION", "senza `### BEGIN"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "secondo"),
        ("### BEGIN SOLUTION\n# niente\n### END SOLUTION", "vuoto"),
        ("# BEGIN SOLUTION\na = 1\n# END SOLUTION", "come serve"),
        ("### BEGIN SOLUTION\na =\n### END SOLUTION", "non è Python"),
    ],
)
def test_markers_that_do_not_match(source: str, expected: str) -> None:
    with pytest.raises(MarkerError, match=expected):
        blocks(source)
