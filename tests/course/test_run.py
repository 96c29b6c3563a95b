import os
import random
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kit.course.headless import headless
from kit.course.parse import parse
from kit.course.problems import CourseError
from kit.course.run import run
from kit.course.snapshot import copy_names, take

Edit = tuple[str, str]
Add = Callable[[str], Edit]
Make = Callable[..., Path]


def test_every_answer_has_its_value(lesson_with: Make) -> None:
    values = run(parse(lesson_with()), {"scheda": "", "glossario": ""}).values
    first = values["1.1"]
    assert (first.right, first.alternatives) == (0.128, [0.128])
    assert [(slug, value) for slug, _, value in first.wrong] == [
        ("denominatore_aperti", 128 / 410),
        ("solo_conteggio", 128),
    ]
    assert values["1.2"].right.round(2).to_dict() == {"a": 6.25, "b": 12.83}
    right, wrong = values["1.3"].right, values["1.3"].wrong[0][2]
    assert (right(1, 4), wrong(1, 4)) == (0.25, 4)


def test_answers_start_from_the_same_data(lesson_with: Make, add: Add) -> None:
    """A mistake that spoils a list, a table and a generator leaves nothing behind."""
    path = lesson_with(
        add(
            """
# %%
import random
import numpy as np
lista = [1, 2]
doppia = {"dentro": lista}
rng = np.random.default_rng(1)

def conta():
    return len(lista)

# %% [markdown] exercise="1.9" role="prompt" objective="A"
# ### Esercizio 1.9 · Prova
#
# **Forma:** una lista.

# %% exercise="1.9" role="answer"
### BEGIN SOLUTION
persone["nuova"] = 1
lista.append(3)
esito = [conta(), len(doppia["dentro"]), len(persone.columns), rng.random(), np.random.rand(), random.random()]
### END SOLUTION

# %% exercise="1.9" role="check"
check("1.9", esito)

# %% exercise="1.9" role="alternative"
persone["altra"] = 2
lista.append(4)
esito = [conta(), len(doppia["dentro"]), len(persone.columns), rng.random(), np.random.rand(), random.random()]

# %% exercise="1.9" role="wrong" mistake="vuota"
# Messaggio.
lista.clear()
persone.drop(columns="eta", inplace=True)
esito = [conta(), len(doppia["dentro"]), len(persone.columns), rng.random(), np.random.rand(), random.random()]

# %%
dopo = [len(lista), len(persone.columns), rng.random(), np.random.rand(), random.random()]
assert dopo[:2] == [3, 4], dopo
"""
        )
    )
    result = run(parse(path), {"scheda": "", "glossario": ""})
    values = result.values["1.9"]
    assert values.right[:3] == [3, 3, 4]
    assert values.alternatives == [values.right]
    assert values.wrong[0][2] == [0, 0, 2, *values.right[3:]]


def test_mistakes_stand_between_the_lines_that_the_learner_is_given(lesson_with: Make) -> None:
    block = "### BEGIN SOLUTION\ntasso = acquisti / contattati\n### END SOLUTION"
    edit = (block, f"doppi = acquisti * 2\n{block}\ntasso = tasso * 10")
    mistake = ("\ntasso = acquisti\n", "\ntasso = doppi\n")
    values = run(parse(lesson_with(edit, mistake)), {"scheda": "", "glossario": ""}).values["1.1"]
    assert values.right == values.alternatives[0] == 1.28
    assert values.wrong[1][2] == 2560


def test_right_values_do_not_change_afterwards(lesson_with: Make, add: Add) -> None:
    later = add("# %%\nspesa_media.iloc[0] = -1\nspesa_media.loc['z'] = 0")
    values = run(parse(lesson_with(later)), {"scheda": "", "glossario": ""}).values
    assert values["1.2"].right.to_dict() == pytest.approx({"a": 6.25, "b": 38.5 / 3})


def test_axes_can_be_an_answer(lesson_with: Make, add: Add) -> None:
    path = lesson_with(
        add(
            """
# %%
import matplotlib.pyplot as plt

# %% [markdown] exercise="1.9" role="prompt" objective="A" kind="figure"
# ### Esercizio 1.9 · Disegna
#
# **Forma:** un grafico.

# %% exercise="1.9" role="answer"
### BEGIN SOLUTION
figura, assi = plt.subplots()
assi.bar(["a", "b"], [1, 2])
### END SOLUTION

# %% exercise="1.9" role="check"
check("1.9", assi)

# %% exercise="1.9" role="wrong" mistake="al_contrario"
# Messaggio.
figura, assi = plt.subplots()
assi.bar(["a", "b"], [2, 1])

# %%
assert not plt.get_fignums()
"""
        )
    )
    values = run(parse(path), {"scheda": "", "glossario": ""}).values["1.9"]
    assert [bar.get_height() for bar in values.right.patches] == [1, 2]
    assert [bar.get_height() for bar in values.wrong[0][2].patches] == [2, 1]


def test_placeholders(lesson_with: Make) -> None:
    path = lesson_with(
        (
            "Ecco l'età media.",
            "{{ it(acquisti / 3, 1) }}; {{ pct(acquisti / contattati) }}; {{ euro(acquisti) }}; {{ 1000 + len(persone) }};"
            " {{ persone['gruppo'][0] }}",
        )
    )
    lesson = parse(path)
    prose = run(lesson, {"scheda": "SCHEDA", "glossario": ""}).prose
    text = next(text for text in prose.values() if "groupby" in text)
    assert "42,7; 12,8\u00a0%; 128,00\u00a0€; 1.005; a" in text
    assert prose[1].endswith("SCHEDA")


@pytest.mark.parametrize(
    ("edit", "line", "expected"),
    [
        (("persone\n\n", "persone\nboh\n\n"), "boh", "NameError: name 'boh'"),
        (("{{ len(persone) }}", "{{ len(boh) }}"), "# La tabella ha", "il segnaposto `len(boh)` si ferma"),
        (("{{ len(persone) }}", "{{ 1 / 3 }}"), "# La tabella ha", "scrivilo con `it("),
        (
            ("tasso = acquisti\n", "tasso = acquisti / 0\n"),
            "tasso = acquisti / 0",
            "«wrong» si ferma: ZeroDivisionError",
        ),
        (("tasso = acquisti\n", "quota = acquisti\n"), "# Hai consegnato un conteggio", "«wrong» non crea «tasso»"),
        (("persone\n\n", "persone\nraise SystemExit\n\n"), "raise SystemExit", "la cella si ferma"),
        (("persone\n\n", "persone\n1 +\n\n"), "1 +", "SyntaxError"),
    ],
)
def test_what_stops_is_named_by_its_line(lesson_with: Make, edit: Edit, line: str, expected: str) -> None:
    path = lesson_with(edit)
    number = next(i for i, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text.startswith(line))
    with pytest.raises(CourseError) as error:
        run(parse(path), {"scheda": "", "glossario": ""})
    assert expected in str(error.value)
    assert f":{number}: " in str(error.value)


def test_errors_met_on_purpose(lesson_with: Make, add: Add) -> None:
    meet = add('# %% tags=["raises-exception"]\nprint("ciao)\n\n# %% tags=["raises-exception"]\npersone["boh"]')
    assert run(parse(lesson_with(meet)), {"scheda": "", "glossario": ""}).values
    miss = add('# %% tags=["raises-exception"]\nprint("ciao")')
    with pytest.raises(CourseError, match="l'errore era voluto"):
        run(parse(lesson_with(miss)), {"scheda": "", "glossario": ""})


def test_the_network_is_refused(lesson_with: Make, add: Add) -> None:
    fetch = add('# %%\npd.read_csv("https://example.org/a.csv")')
    with pytest.raises(CourseError, match="funzionano senza rete"):
        run(parse(lesson_with(fetch)), {"scheda": "", "glossario": ""})


def test_warnings_are_told(lesson_with: Make, add: Add) -> None:
    noisy = add('# %%\nimport warnings\nwarnings.warn("occhio")\npersone["eta"].to_numpy() / 0')
    warnings = run(parse(lesson_with(noisy)), {"scheda": "", "glossario": ""}).warnings
    assert [problem.what.split(":")[0] for problem in warnings] == ["UserWarning", "RuntimeWarning"]
    assert warnings[1].line == warnings[0].line + 1


def test_everything_is_put_back() -> None:
    before = (Path.cwd(), dict(os.environ), socket.socket.connect, sys.stdout)
    import kit.exercises

    check = kit.exercises.check
    with headless():
        assert Path.cwd() != before[0]
        assert kit.exercises.check is not check
        first = (random.random(), np.random.rand())  # noqa: NPY002
        print("non si vede")
    assert (Path.cwd(), dict(os.environ), socket.socket.connect, sys.stdout) == before
    assert kit.exercises.check is check
    with headless():
        assert (random.random(), np.random.rand()) == first  # noqa: NPY002


def test_copies_keep_aliases_and_share_what_cannot_be_copied() -> None:
    table = pd.DataFrame({"a": [1]})
    one = [1]
    lock = (value for value in "ab")
    names = {"table": table, "again": table, "one": one, "other": one, "lock": lock, "pd": pd}
    made = copy_names(names)
    made["one"].append(2)
    made["table"]["b"] = 1
    assert made["one"] is made["other"] is not one
    assert made["table"] is made["again"]
    assert (one, list(table.columns)) == ([1], ["a"])
    assert made["lock"] is lock
    assert made["pd"] is pd


def test_a_snapshot_is_fresh_every_time() -> None:
    names = {"one": [1]}
    snapshot = take(names)
    snapshot.fresh()["one"].append(2)
    assert snapshot.fresh()["one"] == [1]
