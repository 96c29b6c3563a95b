"""Class lists: Italian CSV forms, Moodle's export, what Excel ruins; every refusal names the row."""

from pathlib import Path

import pytest

from kit.grading import csvfile, moodle
from kit.grading.errors import GradingError
from kit.grading.people import Person, individually, participant_id, read_class, with_moodle


def write(folder: Path, text: str, encoding: str = "utf-8", name: str = "elenco.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


FORMS = {
    "semicolon, BOM": ("Matricola;Cognome;Nome;Email\n0123;Però;Ada;a@x.it\n", "utf-8-sig"),
    "comma": ("matricola,cognome,nome,email\n0123,Però,Ada,a@x.it\n", "utf-8"),
    "tab, Windows": ("MATRICOLA\tCognome\tNome\tE-mail\n0123\tPerò\tAda\ta@x.it\n", "cp1252"),
    "UTF-16": ("N. matricola;Cognome;Nome;Posta elettronica\n0123;Però;Ada;a@x.it\n", "utf-16"),
    "lines above": (
        "Università di Borgo Malvento\n\nAppello;del 3/2\nNumero di matricola;Cognome;Nome;Mail\n0123;Però;Ada;a@x.it\n",
        "utf-8",
    ),
    "formula text": ('Matricola;Cognome;Nome;Email\n"=""0123""";Però;Ada;a@x.it\n', "utf-8"),
    "apostrophe": ("Matricola;Cognome;Nome;Email\n'0123;Però;Ada;a@x.it\n", "utf-8"),
    "non-breaking spaces, CRLF": (
        "Matricola;Cognome;Nome;Email\r\n 0123\u00a0;Però ;Ada; a@x.it\r\n\r\n;;;\r\n",
        "utf-8",
    ),
    "decomposed accent": ("Matricola;Cognome;Nome;Email\n0123;Pero\u0300;Ada;a@x.it\n", "utf-8"),
    "one column name": ("Matricola;Cognome e Nome;Email\n0123;PERÒ Ada;a@x.it\n", "utf-8"),
    "Moodle participants": (
        'Nome,Cognome,"Codice identificativo","Indirizzo email",Ruoli,"Ultimo accesso"\nAda,Però,0123,a@x.it,Studente,"1 g"\n'
        "Capo,Corso,9,c@x.it,Docente,mai\n",
        "utf-8",
    ),
    "Moodle in English": ('"Full name","ID number","Email address"\n"Ada Però",0123,a@x.it\n', "utf-8"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_person(form: str, tmp_path: Path) -> None:
    text, encoding = FORMS[form]
    (person,) = read_class(write(tmp_path, text, encoding)).people
    assert (person.matricola, person.cognome.title(), person.nome, person.email) == ("0123", "Però", "Ada", "a@x.it")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Matricola;Nome\n1;a\n2;b\n1;c\n", ["riga 4", "riga 2"]),
        ("Matricola;Nome\n1;a\n;b\n", ["riga 3", "vuota"]),
        ("Matricola;Nome\n0123;a\n123;b\n", ["riga 3", "zeri iniziali"]),
        ("Matricola;Nome\na/b;a\na-b;b\n", ["riga 3", "stesso nome ai file"]),
        ("Matricola;Nome\n1,23E+08;a\n", ["riga 2", "rovinata da Excel"]),
        ("Matricola;Nome\n../../etc;a\n", ["riga 2", "caratteri"]),
        ("Matricola;Nome\n1;a\n1;b\n;c\n", ["riga 3", "riga 4"]),
        ("Matricola;Nome\n", ["nessuno studente"]),
        ("Cognome;Nome\nRossi;Ada\n", ["matricola"]),
        ("", ["matricola"]),
    ],
)
def test_refusals_name_the_row(text: str, rows: list[str], tmp_path: Path) -> None:
    with pytest.raises(GradingError) as refused:
        read_class(write(tmp_path, text))
    assert all(word in str(refused.value) for word in rows), str(refused.value)


def test_an_excel_file_says_how_to_save_it(tmp_path: Path) -> None:
    (tmp_path / "elenco.xlsx").write_bytes(b"PK\x03\x04...")
    with pytest.raises(GradingError, match="CSV UTF-8"):
        read_class(tmp_path / "elenco.xlsx")
    with pytest.raises(GradingError, match="Non riesco a leggere"):
        read_class(tmp_path / "manca.csv")


def test_groups_are_used_only_when_asked_for(tmp_path: Path) -> None:
    people = read_class(write(tmp_path, "Matricola;Gruppo\n1;Rossi\n2;Rossi\n3;\n"))
    assert {unit: [one.matricola for one in members] for unit, members in people.units().items()} == {
        "gruppo:Rossi": ["1", "2"],
        "3": ["3"],
    }
    assert list(individually(people).units()) == ["1", "2", "3"]


def test_an_unknown_matricola_gets_the_nearest_ones(tmp_path: Path) -> None:
    people = read_class(write(tmp_path, "Matricola;Nome\n0123456;a\n9999999;b\n"))
    with pytest.raises(GradingError, match="0123456"):
        people.get("0123457")


SHEET = (
    'Identificativo,"Nome completo","Numero ID","Indirizzo email",Stato,Valutazione,"Valutazione massima",'
    '"Valutazione modificabile","Ultima modifica (consegna)","Ultima modifica (valutazione)","Commenti"\n'
    '"Partecipante 501","Ada Però",0123,a@x.it,"Consegnato",,"30,00",Sì,"lunedì, 2 marzo","-",\n'
    '"Partecipante 502","Bruno_Maria Neri",,b@x.it,"Nessuna consegna",,"30,00",Sì,-,-,"già scritto"\n'
    '"Partecipante 503","=SOMMA(A1)",,,"Nessuna consegna","7,00","30,00",Sì,-,-,\n'
)


def test_worksheet_is_filled_and_everything_else_stays(tmp_path: Path) -> None:
    sheet = moodle.read_sheet(write(tmp_path, SHEET, "utf-8-sig", "foglio.csv"))
    filled = moodle.fill(sheet, {"501": "27", "502": "18"}, {"501": "Vedi il file"})
    before, after = csvfile.raw(sheet.content, ","), csvfile.raw(filled, ",")
    assert filled.startswith(b"\xef\xbb\xbf") and b"\r\n" not in filled
    assert before[0] == after[0]
    changed = {
        (row, column): cell
        for row, cells in enumerate(after)
        for column, cell in enumerate(cells)
        if before[row][column] != cell
    }
    assert changed == {(1, 5): "27", (2, 5): "18", (1, 10): "Vedi il file"}
    again = moodle.read_sheet(write(tmp_path, filled.decode("utf-8-sig"), "utf-8", "riletto.csv"))
    assert [cells[again.grade] for _, cells in again.rows.rows] == ["27", "18", "7,00"]


def test_a_worksheet_saved_again_by_excel_gets_its_commas_back(tmp_path: Path) -> None:
    text = "\n".join(";".join(row) for row in csvfile.raw(SHEET.encode(), ","))
    sheet = moodle.read_sheet(write(tmp_path, text + "\n", "cp1252", "foglio.csv"))
    assert sheet.notes and "Excel" in sheet.notes[0]
    filled = moodle.fill(sheet, {"501": "30"})
    assert csvfile.raw(filled, ",")[1][5] == "30" and "Sì" in filled.decode("utf-8")


def test_participant_ids_reach_the_class_by_matricola_email_or_a_name_that_is_unique(tmp_path: Path) -> None:
    people = read_class(
        write(tmp_path, "Matricola;Cognome;Nome;Email\n0123;Però;Ada;\n2;Neri;Bruno_Maria;B@x.it\n3;Verdi;Ugo;\n")
    )
    ids = moodle.read_sheet(write(tmp_path, SHEET, name="foglio.csv")).ids(people)
    assert ids == {"0123": "501", "2": "502"}
    assert [one.moodle for one in with_moodle(people, ids)] == ["501", "502", ""]
    with pytest.raises(GradingError, match="foglio di valutazione"):
        moodle.read_sheet(write(tmp_path, "Nome;Voto\na;1\n", name="altro.csv"))


@pytest.mark.parametrize(
    ("text", "name", "participant", "rest"),
    [
        ("Ada Però_501_assignsubmission_file", "Ada Però", "501", ""),
        ("Ada Però_501_assignsubmission_file_", "Ada Però", "501", ""),
        ("Bruno_Maria Neri_502_assignsubmission_file_", "Bruno_Maria Neri", "502", ""),
        ("Ada_7_assignsubmission_file_501_assignsubmission_file_", "Ada_7_assignsubmission_file", "501", ""),
        ("Gruppo 1-Ada Però_501_assignsubmission_onlinetext", "Gruppo 1-Ada Però", "501", ""),
        ("Ada Però_501_assignsubmission_file_mio compito.ipynb", "Ada Però", "501", "mio compito.ipynb"),
    ],
)
def test_folder_names_of_moodle(text: str, name: str, participant: str, rest: str) -> None:
    assert moodle.read_name(text) == moodle.MoodleName(name, participant, rest)


def test_what_is_not_a_folder_of_moodle() -> None:
    assert moodle.read_name("Ada Però") is None
    assert moodle.read_name("Ada_x_assignsubmission_file") is None


def moodle_finds(folder: str) -> str | None:
    """What Moodle's importer does with a name: five pieces at most, cut at underscores; the second is the number."""
    pieces = folder.split("_", 4)
    good = len(pieces) == 5 and pieces[1].isdigit() and pieces[2:4] == ["assignsubmission", "file"]
    return pieces[1] if good else None


@pytest.mark.parametrize("name", ["Ada", "Bruno_Maria", "A/B", 'X"<>|', ""])
def test_our_feedback_folders_are_understood_by_moodle(name: str) -> None:
    person = Person("1", "Neri_Rossi", name, moodle="502")
    assert moodle_finds(moodle.folder(person)) == "502"
    assert "/" not in moodle.folder(person)


def test_participant_id() -> None:
    assert participant_id("Partecipante 12345") == "12345"
    assert participant_id("Participant 7 ") == "7"
    assert participant_id("") == ""


@pytest.mark.parametrize("cell", ["=1+1", "@x", "+39 333", "-a"])
def test_a_cell_is_never_a_formula(cell: str) -> None:
    assert csvfile.dump([[cell]]).decode("utf-8-sig").strip().strip('"').startswith("'")


@pytest.mark.parametrize("cell", ["-3,5", "+2", "27", "1e5", "Rossi"])
def test_numbers_and_names_stay_themselves(cell: str) -> None:
    assert csvfile.dump([[cell]]).decode("utf-8-sig").strip().strip('"') == cell
