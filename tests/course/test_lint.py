"""Each rule has lessons that break it and it alone: the clean lesson with one edit."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.course import cli
from kit.course.build import Place, build, write
from kit.course.lint.ladder import STEPS
from kit.course.lint.pictures import PALETTE, ratio
from kit.course.lint.rules import RULES, Finding, lint, table
from kit.course.lint.words import gulpease

Edit = tuple[str, str]
Make = Callable[..., Path]

QUIZ_CELL = 'quiz("1.a")\n'
LIMITS = "# ## Che cosa non puoi concludere\n#\n"
KEY_POINTS = "# ## Punti chiave\n#\n"
TRIAL_TEXT = "# Qui usi dati solo tuoi."


def cell(code: str, metadata: str = "") -> Edit:
    """A code cell more, at the end of the last base section before the widget."""
    anchor = "# %% [markdown] minutes=2\n# ## Muovi il cursore"
    return anchor, f"# %%{metadata}\n{code}\n\n{anchor}"


def prose(text: str) -> Edit:
    """A line more in the section on what one cannot conclude."""
    return LIMITS, f"{LIMITS}# {text}\n#\n"


# rule → (what is wrong, edits, words of the message)
BREAKS: list[tuple[str, str, tuple[Edit, ...], str]] = [
    ("OIF01", "solution in a code span", (prose("Basta scrivere `acquisti / contattati`."),), "dell'esercizio 1.1"),
    ("OIF01", "solution in another cell", (cell("prova_mia = round(acquisti / contattati, 2)"),), "dell'esercizio 1.1"),
    ("OIF01", "body of a function", (prose("La riga è `compra / riceve`."),), "dell'esercizio 1.3"),
    ("OIF01", "the value, in Italian", (prose("Il tasso è 0,128."),), "il risultato dell'esercizio 1.1"),
    ("OIF01", "the value, as a percentage", (prose("Compra il 12,8 % delle persone."),), "il risultato dell'esercizio 1.1"),
    ("OIF01", "the value, from a placeholder", (prose("Il tasso è {{ pct(tasso) }}."),), "il risultato dell'esercizio 1.1"),
    ("OIF01", "the values of a series", (prose("Le medie sono 6,25 e 12,83 euro."),), "il risultato dell'esercizio 1.2"),
    ("OIF04", "title", (("# # 01. Confronta due tassi", "# # 01. Due tassi"),), "il titolo dell'intestazione"),
    (
        "OIF04",
        "title without a verb",
        (("title: Confronta due tassi", "title: Due tassi"), ("# # 01. Confronta due tassi", "# # 01. Due tassi")),
        "non ha un verbo",
    ),
    ("OIF04", "no card", (("{{ scheda }}", "Una lezione."),), "manca la scheda"),
    ("OIF04", "objective nobody can see", (("A: Calcoli un", "A: Capisci un"),), "non si può osservare"),
    ("OIF04", "no set-up", (('\nready("01")', ""),), "preparazione"),
    ("OIF04", "no question", (("## La domanda", "## Nives"),), "«la domanda»"),
    ("OIF04", "no prediction", (("## Prima di calcolare", "## Un foglio"),), "«la previsione»"),
    ("OIF04", "nothing to move", (("## Muovi il cursore", "## Un cursore"),), "«qualcosa da muovere»"),
    ("OIF04", "no quiz", ((QUIZ_CELL, 'print("quiz")\n'),), "non ha un quiz"),
    ("OIF04", "no limits", (("## Che cosa non puoi concludere", "## Altro"),), "«i limiti»"),
    (
        "OIF04",
        "order",
        (("## Punti chiave", "## Le parole di oggi"), ("## Le parole della lezione", "## Punti chiave")),
        "viene prima di",
    ),
    ("OIF04", "no glossary", (("# {{ glossario }}", "# Parole."),), "manca il glossario"),
    ("OIF04", "no way to take the work", (("## Scarica il mio lavoro", "## Fine"),), "portare via il lavoro"),
    ("OIF04", "graded outside", (("decimals=3\n", "decimals=3 graded=true\n"),), "sta fuori da"),
    ("OIF04", "practice inside", ((" graded=true", ""),), "sta in *Mettiti"),
    ("OIF04", "no data for the trial", (('# %% role="load"', "# %%"),), "non carica i suoi dati"),
    ("OIF04", "one hint", (("# %% [markdown] exercise=\"1.4\" role=\"hint\"\n# Servono due somme.\n\n", ""),), "ha un solo indizio"),
    (
        "OIF04",
        "no typical mistake",
        (
            (
                '# %% exercise="1.2" role="wrong" mistake="somma"\n'
                "# Hai sommato la spesa. Serve la media: quale comando la calcola?\n"
                'spesa_media = persone.groupby("gruppo")["spesa"].sum()\n',
                "",
            ),
        ),
        "non ha errori tipici",
    ),
    ("OIF05", "Markdown image", (prose("![](figura.png)"),), "non ha testo alternativo"),
    ("OIF05", "empty words", (prose("![grafico](figura.png)"),), "non ha testo alternativo"),
    ("OIF05", "HTML image", (prose('<img src="figura.png">'),), "`<img>`"),
    ("OIF05", "show without alt", (cell('show = print\nshow("figura")'),), "`show` non ha testo alternativo"),
    ("OIF05", "chart without show", (cell('persone.plot.bar(x="gruppo", y="eta")'),), "un grafico si mostra"),
    ("OIF06", "promise", (("base: 30", "base: 60"),), "promette 60 minuti, le celle ne sommano 30"),
    ("OIF06", "exercise without minutes", (('objective="B" minutes=4', 'objective="B"'), ("base: 30", "base: 26")), "non ha minuti"),
    ("OIF07", "objective nothing tests", (("#       C: Scrivi", "#       D: Leggi un grafico.\n#       C: Scrivi"),), "l'obiettivo D"),
    ("OIF08", "number", ((TRIAL_TEXT, f"{TRIAL_TEXT} Sono 700 persone."),), "c'è il numero 700"),
    ("OIF08", "placeholder", ((TRIAL_TEXT, f"{TRIAL_TEXT} Sono {{{{ len(persone) }}}}."),), "c'è un segnaposto"),
    ("OIF08", "image", ((TRIAL_TEXT, f"{TRIAL_TEXT} ![barre: vince la seconda campagna](a.png)"),), "c'è un'immagine"),
    ("OIF08", "number in a message", (("Hai fatto la media dei tassi.", "Hai scritto 0,10."),), "c'è il numero 0,10"),
    (
        "OIF08",
        "name from the data",
        (
            ("prova = pd.DataFrame({", 'mese = "marzo"\nprova = pd.DataFrame({"mese": ["marzo", "aprile"], '),
            (TRIAL_TEXT, f"{TRIAL_TEXT} In aprile vanno meglio."),
        ),
        "c'è «aprile»",
    ),
    ("OIF09", "deep minutes", (("deep: 6", "deep: 20"),), "promette 20 minuti, le celle ne sommano 6"),
    ("OIF10", "later construct", (cell('persone["gruppo"].value_counts()'),), "che introduce la lezione 02"),
    ("OIF10", "only in depth", (cell('for _ in "ab":\n    print(1)'),), "un ciclo, che sta solo negli approfondimenti"),
    ("OIF10", "never", (cell("doppio = lambda x: 2 * x"),), "`lambda`, che il corso non chiede mai"),
    ("OIF10", "in depth, but never", (("for gruppo in [", "[nome for nome in 'ab']\nfor gruppo in ["),), "non chiede mai"),
    ("OIF11", "vague text", (prose("Leggi [qui](https://example.org)."),), "«qui» non dice dove porta"),
    ("OIF11", "address as text", (prose("[https://example.org](https://example.org)"),), "non dice dove porta"),
    ("OIF11", "bare address", (prose("Vedi https://example.org per altro."),), "indirizzo nudo"),
    ("OIF12", "skipped level", (("### Esercizio 1.2", "#### Esercizio 1.2"),), "salta dal livello 2 al livello 4"),
    ("OIF12", "second title", ((KEY_POINTS, f"# # Fine\n#\n{KEY_POINTS}"),), "secondo titolo di livello 1"),
    ("OIF12", "no space", (prose("##Titolo"),), "non diventa un titolo"),
    ("OIF13", "pale mark", (cell('colori = dict(color="#FFD700")'),), "contrasto 1,4:1"),
    ("OIF13", "pale text", (prose('<span style="color:#999999">grigio</span>'),), "serve almeno 4,5:1"),
    (
        "OIF14",
        "word that is not in the text",
        (
            ("tasso di acquisto: {en", "tasso di clic: {en"),
            ("**tasso di acquisto** (in inglese *purchase rate*)", "tasso"),
        ),
        "non nel testo",
    ),
    ("OIF14", "term that is not in the glossary", (prose("Il **lead** è un contatto."),), "«lead» è un termine"),
    ("OIF14", "glossed term", (prose("La **soglia** (in inglese *threshold*) divide."),), "«soglia» è un termine"),
    ("OIF15", "voi", (prose("Ora potete concludere."),), "«potete» dà del *voi*"),
    ("OIF15", "imperative", (prose("Guardate la tabella."),), "«Guardate» dà del *voi*"),
    ("OIF15", "Lei", (prose("Per questo Lei decide."),), "«Lei» dà del *Lei*"),
    (
        "OIF16",
        "long sentence",
        (
            prose(
                "L'incomprensibilità dell'organizzazione amministrativa internazionale caratterizza inevitabilmente "
                "l'insoddisfazione generalizzata dei consumatori contemporanei, particolarmente quando "
                "l'industrializzazione precipitosa, l'individualizzazione esasperata, la spettacolarizzazione "
                "pubblicitaria e la frammentazione comunicativa contribuiscono congiuntamente all'impoverimento "
                "progressivo delle conversazioni quotidiane."
            ),
        ),
        "l'indice Gulpease è",
    ),
    ("OIF17", "name of a solution", (cell("doppio = tasso * 2"),), "solo la soluzione dell'esercizio 1.1"),
]  # fmt: skip


def findings(source: Path) -> list[Finding]:
    place = Place(source.parent, source.parent.parent / "lessons")
    return lint(build(source, place), place)


def told(found: list[Finding]) -> str:
    return "\n".join(str(finding) for finding in found)


def test_the_clean_lesson_breaks_no_rule(lesson_with: Make) -> None:
    source = lesson_with()
    place = Place(source.parent, source.parent.parent / "lessons")
    write(build(source, place))
    assert told(findings(source)) == ""


@pytest.mark.parametrize(
    ("code", "edits", "words"), [pytest.param(b[0], b[2], b[3], id=f"{b[0]}: {b[1]}") for b in BREAKS]
)
def test_a_rule_is_broken_and_it_alone(code: str, edits: tuple[Edit, ...], words: str, lesson_with: Make) -> None:
    found = findings(lesson_with(*edits))
    assert {finding.code for finding in found} == {code}, told(found)
    assert words in told(found)
    assert "Rimedio: " in told(found)
    assert "01_pulita.py:" in told(found)


def more_base_exercises(source: Path, count: int) -> Path:
    """Exercise 1.2 again and again, under other ids and names."""
    text = source.read_text(encoding="utf-8")
    start, end = (
        text.index('# %% [markdown] exercise="1.2"'),
        text.index("# %% [markdown] minutes=2\n# ## Muovi il cursore"),
    )
    group = text[start:end]
    more = "".join(
        group.replace("1.2", f"1.{20 + i}").replace("spesa_media", f"spesa_{i}").replace("minutes=4", "minutes=1")
        for i in range(count)
    )
    source.write_text(text[:end] + more + text[end:], encoding="utf-8")
    return source


def test_at_most_six_base_exercises(lesson_with: Make) -> None:
    """The copies show each other's solution, so OIF01 speaks too."""
    six = findings(more_base_exercises(lesson_with(("base: 30", "base: 34")), 4))
    assert {finding.code for finding in six} <= {"OIF01"}
    seven = findings(more_base_exercises(lesson_with(("base: 30", "base: 35")), 5))
    assert [finding.what for finding in seven if finding.code == "OIF09"] == [
        "gli esercizi base sono 7 (1.1, 1.2, 1.20, 1.21, 1.22, 1.23, 1.24): al massimo 6; il 1.24 è di troppo."
    ]
    parts = (
        ("# # 01. Confronta due tassi\n", "# # 01. Confronta due tassi\n"),
        (
            "# %% [markdown] minutes=2\n# ## Una riga per gruppo",
            "# %% [markdown]\n# # Parte b\n\n# %% [markdown] minutes=2\n# ## Una riga per gruppo",
        ),
    )
    divided = findings(more_base_exercises(lesson_with(*parts, ("base: 30", "base: 35")), 5))
    assert "OIF09" not in {finding.code for finding in divided}


@pytest.mark.parametrize(
    ("code", "spoil", "words"),
    [
        ("OIF02", lambda cells: cells[1].update(id="a1b2c3"), "ha un id che non è del corso: a1b2c3"),
        ("OIF02", lambda cells: cells[1].update(id=cells[0]["id"]), "ripete l'id"),
        ("OIF03", lambda cells: cells[1].update(execution_count=3), "contiene un output"),
        ("OIF03", lambda cells: cells[1]["outputs"].append({"output_type": "stream"}), "contiene un output"),
    ],
)
def test_rules_on_the_generated_notebooks(
    code: str, spoil: Callable[[list[dict[str, object]]], None], words: str, lesson_with: Make
) -> None:
    source = lesson_with()
    place = Place(source.parent, source.parent.parent / "lessons")
    write(build(source, place))
    student = place.outputs(source.stem)[0]
    notebook = json.loads(student.read_text(encoding="utf-8"))
    spoil(notebook["cells"])
    student.write_text(json.dumps(notebook), encoding="utf-8")
    found = findings(source)
    assert {finding.code for finding in found} == {code}
    assert words in told(found)
    assert "python -m kit build 01" in told(found)


def test_every_rule_is_in_the_table_and_has_a_lesson_that_breaks_it() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert set(codes) == {b[0] for b in BREAKS} | {"OIF02", "OIF03"}
    printed = table()
    assert all(rule.code in printed and rule.asks in printed and rule.remedy in printed for rule in RULES)
    assert {rule.code for rule in RULES if rule.warns} == {"OIF15", "OIF16"}


def test_findings_name_line_and_cell(lesson_with: Make) -> None:
    source = lesson_with(cell("doppio = 1\nprint(tasso)"))
    (finding,) = findings(source)
    assert source.read_text(encoding="utf-8").splitlines()[finding.line - 1] == "print(tasso)"
    assert f"cella {finding.cell}: OIF17 (errore)" in str(finding)


def test_the_words_of_earlier_lessons_are_known(lesson_with: Make) -> None:
    later = lesson_with(
        ('lesson: "01"', 'lesson: "02"'),
        ("# # 01. Conf", "# # 02. Conf"),
        ("tasso di acquisto: {en: purchase rate,", "quota: {en: share,"),
        ("Il **tasso di acquisto** (in inglese", "La quota, cioè il **tasso di acquisto** (in inglese"),
        name="02_altra.py",
    )
    text = later.read_text(encoding="utf-8")
    for old in ("1.1", "1.2", "1.3", "1.4", "1.a"):
        text = text.replace(f'"{old}"', f'"2{old[1:]}"').replace(f"Esercizio {old}", f"Esercizio 2{old[1:]}")
    later.write_text(text, encoding="utf-8")
    assert "«tasso di acquisto» è un termine" in told(findings(later))
    lesson_with()
    assert told(findings(later)) == ""


def test_the_command(lesson_with: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    source = lesson_with(prose("Ora potete concludere."))
    place = Place(source.parent, source.parent.parent / "lessons")
    monkeypatch.setattr("kit.course.build.Place", lambda: place)
    assert cli.main(["lint", "01"]) == 0  # a warning does not stop
    assert "01_pulita: 0 errori, 1 avviso" in capsys.readouterr().out
    lesson_with(("base: 30", "base: 60"))
    assert cli.main(["lint"]) == 1
    assert "01_pulita: 1 errore, 0 avvisi" in capsys.readouterr().out
    lesson_with(("base: 30", "base: no"))
    assert cli.main(["lint"]) == 1
    assert "non si può costruire" in capsys.readouterr().out
    assert cli.main(["lint", "--rules"]) == 0
    assert capsys.readouterr().out.strip() == table()


def test_gulpease() -> None:
    text = "Nives scrive un messaggio. " * 10
    assert gulpease(text) == pytest.approx(89 + (300 * 10 - 10 * 22 * 10) / 40)
    assert gulpease("Nives scrive. " * 14) is None
    decorated = "## Titolo breve\n\n" + "- **Nives** [scrive](https://example.org/a) un `valore_lungo`.\n" * 10
    table_ = "\n| a | b |\n|---|---|\n| incomprensibilmente | 1 |\n\n```python\nincomprensibile = 1\n```\n"
    assert gulpease(decorated) == gulpease(decorated + table_)
    assert gulpease(decorated) == pytest.approx(89 + (300 * 11 - 10 * (11 + 17 * 10)) / 42)


@given(st.text(alphabet=st.sampled_from("aà.!? \n#*-_`|<>[]($)1"), max_size=200))
def test_any_markdown_can_be_read(text: str) -> None:
    """Whatever the decoration, a long plain paragraph after it counts in full."""
    plain = "Nives scrive un messaggio. " * 10
    fenced = sum(line.lstrip().startswith("```") for line in text.split("\n")) % 2
    index = gulpease(f"{text}\n\n{plain}")
    assert fenced or index is not None


def test_contrast() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    from kit.plots import PALETTE as DRAWN

    assert {colour.lower() for colour in DRAWN} == PALETTE
    assert all(ratio(colour, "#ffffff") >= 3 for colour in PALETTE)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ('x = tabella[tabella["eta"] > 3]', "un filtro `tabella[tabella[…] > …]`"),
        ('tabella["nuova"] = 1', "una colonna nuova `tabella[…] = …`"),
        ('tabella.sort_values("eta")', "`.sort_values`"),
        ('tabella["eta"].mean()', "`.mean`"),
        ('tabella.groupby("a")', "`.groupby`"),
        ('pd.to_datetime(tabella["a"])', "le date"),
        ("a.merge(b)", "`.merge`"),
        ("def f(x):\n    return x", "`def`"),
        ('tabella["a"].str.lower()', "i metodi del testo `.str`"),
        ("while x:\n    pass", "un ciclo"),
        ("if x:\n    y = 1", "`if`"),
        ("tabella.loc[0]", "`.loc` e `.iloc`"),
        ("class A:\n    pass", "una classe"),
        ("[x for x in y]", "una lista in forma breve (comprehension)"),
        ('tabella.groupby(["a", "b"]).size()', "un indice a più livelli (MultiIndex)"),
    ],
)
def test_constructs_are_recognised(code: str, name: str) -> None:
    import ast

    found = {step.name for node in ast.walk(ast.parse(code)) for step in STEPS if step.found(node)}
    assert name in found


def test_plain_code_uses_nothing_to_introduce() -> None:
    import ast

    plain = 'a = 1\nb = a == 2\ntabella = load("post")\ntabella["clic"].sum()\nprint(tabella["clic"].isna().sum() / 3)'
    assert not [step.name for node in ast.walk(ast.parse(plain)) for step in STEPS if step.found(node)]
