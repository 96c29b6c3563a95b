"""Files as they arrive: what is recognised, what is doubted, what is refused, with the words a beginner reads."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kit.datasets import DataError, load, read_italian


class Reader:
    """Writes a file, reads it, keeps the report at hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: str = ""
        self.doubts: str = ""

    def __call__(self, content: str | bytes, name: str = "vendite.csv", **options: Any) -> pd.DataFrame:
        path = self.folder / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        table = read_italian(path, quiet=True, **options)
        report = table.attrs["lettura"]
        self.found, self.doubts = "\n".join(report["riconosciuto"]), "\n".join(report["dubbi"])
        return table


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def test_the_bundled_italian_file_is_the_table_post(capsys: pytest.CaptureFixture[str]) -> None:
    table = read_italian("esempi/post_excel.csv")
    plain = load("post")
    for italian, name in zip(table.columns, plain.columns, strict=True):
        pd.testing.assert_series_equal(table[italian], plain[name], check_names=False)
    printed = capsys.readouterr().out
    assert "48 righe, 7 colonne" in printed
    assert "Nessun dubbio." in printed
    assert "«4.222» → 4222" in printed


def test_the_report_prints_the_doubts_unless_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.csv"
    path.write_text("giorno;n\n03/04/2025;1\n", encoding="utf-8")
    read_italian(path)
    assert "Dubbi da controllare:\n  ? Nella colonna «giorno»" in capsys.readouterr().out
    read_italian(path, quiet=True)
    assert capsys.readouterr().out == ""


# -- encodings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "bom", "label"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", b"\xef\xbb\xbf", "UTF-8 con BOM"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16 senza BOM"),
        ("utf-16-be", b"", "UTF-16 senza BOM"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "UTF-32"),
        ("cp1252", b"", "cp1252"),
        ("latin-1", b"", "cp1252"),
    ],
)
def test_encodings(reader: Reader, encoding: str, bom: bytes, label: str) -> None:
    table = reader(bom + "città;età\nForlì;34\nCantù;50\n".encode(encoding))
    assert table.columns.tolist() == ["città", "età"]
    assert table["città"].tolist() == ["Forlì", "Cantù"]
    assert label in reader.found


def test_the_euro_sign_of_windows(reader: Reader) -> None:
    assert reader("nome;incasso\nè;3,50 €\n".encode("cp1252"))["incasso"].tolist() == [3.5]


def test_accents_of_a_mac_are_doubted_or_read(reader: Reader) -> None:
    assert reader("nome\tn\nperché\t1\ncosì\t2\npiù\t3\nc'è\t4\n".encode("mac_roman"))["nome"].tolist()[0] == "perché"
    assert "codifica non è certa" in reader.doubts
    reader("nome;n\ncittà;1\n".encode("mac_roman"))
    assert "mac_roman" in reader.doubts
    assert reader("nome;n\ncittà;1\n".encode("mac_roman"), encoding="mac_roman")["nome"].tolist() == ["città"]


def test_text_saved_twice_and_the_old_euro_are_doubted(reader: Reader) -> None:
    reader("nome;n\ncittÃ\u00a0;1\nperchÃ©;2\n")
    assert "salvato due volte" in reader.doubts
    reader("nome;n\nprezzo in €, è alto;1\n".encode("iso-8859-15"))
    assert "iso-8859-15" in reader.doubts


def test_a_wrong_encoding_is_explained(reader: Reader) -> None:
    with pytest.raises(DataError, match="non è scritto in utf-8"):
        reader("città;n\nx;1\n".encode("cp1252"), encoding="utf-8")
    with pytest.raises(DataError, match="Non conosco la codifica"):
        reader("a;b\nx;1\n", encoding="italiano")


# -- separators, titles, header ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "label"),
    [
        ("canale;prezzo\nblog;1,5\nfoto;2,5\n", "punto e virgola"),
        ("canale\tprezzo\nblog\t1,5\nfoto\t2,5\n", "tabulazione"),
        ("canale|prezzo\nblog|1,5\nfoto|2,5\n", "barra verticale"),
        ('canale,prezzo\nblog,"1,5"\nfoto,"2,5"\n', "virgola"),
        ("canale,prezzo\nblog,1.5\nfoto,2.5\n", "virgola"),
        ("sep=;\r\ncanale;prezzo\r\nblog;1,5\r\nfoto;2,5\r\n", "punto e virgola"),
        ("canale,prezzo\nblog; e altro,1.5\nfoto; e altro,2.5\n", "virgola"),
        ("prezzo, euro;pezzi, numero\n1,5;2\n2,5;3\n", "punto e virgola"),
        ("prezzo;peso\n1,5;2,5\n2,5;3,5\n", "punto e virgola"),
        ("prezzo, in euro;peso, in kg\n1,5;2,5\n2,5;3,5\n", "punto e virgola"),
        ("canale; o altro\tprezzo\nblog; x\t1,5\nfoto; y\t2,5\n", "tabulazione"),
    ],
)
def test_separators(reader: Reader, content: str, label: str) -> None:
    table = reader(content)
    assert table.shape == (2, 2)
    assert table.iloc[:, 0 if "prezzo" in table.columns[0] else 1].tolist() == [1.5, 2.5]
    assert label in reader.found


def test_titles_blank_rows_notes_and_empty_columns(reader: Reader) -> None:
    table = reader(
        "Fiatolungo;;;;\nVendite di marzo;;;;\n;;;;\nCanale;Pezzi;Incasso;;\nblog;3;10,50;;\n;;;;\nfoto;4;20,00;;\n;;;;\n"
        "Fonte: gestionale del negozio;;;;\n;;;;\n"
    )
    assert table.columns.tolist() == ["Canale", "Pezzi", "Incasso"]
    assert table["Incasso"].tolist() == [10.5, 20.0]
    assert "righe di titolo saltate sopra: 2" in reader.found
    assert "senza nome e senza dati, tolte: 2" in reader.found
    assert "note sotto la tabella, saltate: «Fonte: gestionale del negozio»" in reader.found
    assert "righe vuote saltate: 1" in reader.found
    assert reader.doubts == ""


def test_metadata_as_wide_as_the_table(reader: Reader) -> None:
    table = reader("Periodo;marzo\nSede;Borgo Malvento\n\nCanale;Pezzi\nblog;3\nfoto;4\n")
    assert table["Pezzi"].tolist() == [3, 4]
    assert "header_row=1" in reader.doubts


def test_metadata_with_a_value(reader: Reader) -> None:
    table = reader("Dal;01/03/2025\nCanale;Pezzi\nblog;3\nfoto;4\n")
    assert table["Pezzi"].tolist() == [3, 4]
    assert "riga 2" in reader.doubts


def test_header_row_can_be_told(reader: Reader) -> None:
    content = "uno;due\ntre;quattro\ncanale;pezzi\nblog;3\n"
    assert reader(content, header_row=3)["pezzi"].tolist() == [3]
    with pytest.raises(DataError, match="riga 9"):
        reader(content, header_row=9)


def test_a_table_without_names_gets_invented_ones(reader: Reader) -> None:
    assert reader("blog;3;1,5\nfoto;4;2,5\n").columns.tolist() == ["colonna_1", "colonna_2", "colonna_3"]
    assert "Non trovo i nomi di colonna" in reader.doubts


def test_years_as_names_are_doubted(reader: Reader) -> None:
    assert reader("Canale;2023;2024\nblog;12;15\n").columns.tolist() == ["Canale", "2023", "2024"]
    assert "gli anni come nomi" in reader.doubts


def test_nameless_and_repeated_names(reader: Reader) -> None:
    table = reader("canale;;pezzi;pezzi\nblog;x;3;4\nfoto;y;5;6\n")
    assert table.columns.tolist() == ["canale", "colonna_2", "pezzi", "pezzi_2"]
    assert "La colonna 2 ha dati ma non ha nome" in reader.doubts
    assert "«pezzi» c'è più di una volta" in reader.doubts


def test_names_on_two_lines(reader: Reader) -> None:
    assert reader('"Persone\nraggiunte";Canale\n10;blog\n').columns.tolist() == ["Persone raggiunte", "Canale"]


def test_one_column_is_doubted(reader: Reader) -> None:
    assert reader("canale\nblog\nfoto\n").shape == (2, 1)
    assert "colonna sola" in reader.doubts


def test_short_rows_total_rows_and_repeated_headers_are_said(reader: Reader) -> None:
    table = reader("canale;pezzi;incasso\nblog;3;1,5\ncanale;pezzi;incasso\nfoto;4\nTotale;7;1,5\n")
    assert len(table) == 3
    assert "riga 4" in reader.doubts
    assert "righe di totale" in reader.doubts and "righe 5" in reader.doubts
    assert "ripetuti fra i dati, saltati: 1" in reader.found


def test_a_swallowed_line_is_doubted(reader: Reader) -> None:
    reader('canale;nota;n\nblog;"bello;1\nfoto;brutto";2\nvideo;x;3\nrete;y;4\n')
    assert "riga 2" in reader.doubts and "virgolette" in reader.doubts


# -- numbers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1,5", "2"], [1.5, 2.0]),
        (["1.234,50", "12,00"], [1234.5, 12.0]),
        (["1.234.567", "12"], [1234567, 12]),
        (["1,234.50", "12.00"], [1234.5, 12.0]),
        (["0,123", "1,5"], [0.123, 1.5]),
        ([",5", "1,5"], [0.5, 1.5]),
        (["+3", "-4"], [3, -4]),
        (["1,5E+3", "2,0"], [1500.0, 2.0]),
        (["€ 5", "6,50 EUR"], [5.0, 6.5]),
        (["(5,00)", "3,00"], [-5.0, 3.0]),
        (["1 234", "5"], [1234, 5]),
        (["1’234", "5"], [1234, 5]),
        (["1.234", "1,5"], [1234.0, 1.5]),
        (["1.234", "1.5"], [1.234, 1.5]),
        (["1,234", "1.234.567"], [1.234, 1234567.0]),
        (["1,5", "1.5"], None),
        (["1.234", "1,234"], None),
        (["3 €", "4 $"], None),
        (["12%", "0,12"], None),
    ],
)
def test_numbers(reader: Reader, cells: list[str], values: list[float] | None) -> None:
    table = reader("nome;v\n" + "".join(f"x;{cell}\n" for cell in cells))
    if values is None:
        assert table["v"].tolist() == cells
        assert "«v»" in reader.doubts
    else:
        assert table["v"].tolist() == values
        assert table["v"].dtype == ("int64" if isinstance(values[0], int) else "float64")


def test_a_thousand_or_a_decimal(reader: Reader) -> None:
    assert reader("nome;v\nx;1.234\ny;2.500\n")["v"].tolist() == [1234, 2500]
    assert "«1.234» come 1234, ma potrebbe essere 1,234" in reader.doubts
    assert 'decimal="."' in reader.doubts
    assert reader("nome;v\nx;1.234\ny;2.500\n", decimal=".")["v"].tolist() == [1.234, 2.5]
    assert reader.doubts == ""
    assert reader("nome;v\nx;1,234\ny;2,500\n")["v"].tolist() == [1.234, 2.5]
    assert "potrebbe essere 1234" in reader.doubts


def test_other_columns_help_to_decide(reader: Reader) -> None:
    assert reader("v;prezzo\n1.234;1,5\n892;2,5\n")["v"].tolist() == [1234, 892]
    assert reader.doubts == ""
    assert reader("v;prezzo\n1.234;1,5\n1500;2,5\n")["v"].tolist() == [1234, 1500]
    assert "«v»" in reader.doubts, "1.234 beside 1500: is the dot a thousands sign?"
    assert reader("v,prezzo\n1.234,1.5\n0.892,2.5\n")["v"].tolist() == [1.234, 0.892]


def test_a_column_that_disagrees_with_the_file_is_doubted(reader: Reader) -> None:
    assert reader("a;b\n1,5;45.46\n2,5;9.19\n")["b"].tolist() == [45.46, 9.19]
    assert "al contrario di altre colonne" in reader.doubts


def test_codes_stay_text(reader: Reader) -> None:
    table = reader(
        'cap;iban;tel;protetto\n00184;12345678901234567890;+39 333 1234567;="00123"\n20121;2;+39 02 12345678;4\n'
    )
    assert table["cap"].tolist() == ["00184", "20121"]
    assert table["iban"].tolist()[0] == "12345678901234567890"
    assert table["tel"].tolist()[0] == "+39 333 1234567"
    assert table["protetto"].tolist() == ["00123", "4"]
    assert "codici lasciati come testo" in reader.found


def test_a_column_can_be_kept_as_text(reader: Reader) -> None:
    assert reader("codice;n\n101;1\n102;2\n", text=["codice"])["codice"].tolist() == ["101", "102"]
    assert reader("codice;n\n101;1\n", text="codice")["codice"].tolist() == ["101"]
    with pytest.raises(DataError, match=r"«codce».*codice, n"):
        reader("codice;n\n101;1\n", text=["codce"])


def test_junk_among_numbers_is_named_with_its_row(reader: Reader) -> None:
    rows = "".join(f"x;{number}\n" for number in range(9))
    table = reader(f"nome;pezzi\n{rows}y;circa 20\n")
    assert table["pezzi"].tolist()[:9] == list(range(9))
    assert pd.isna(table["pezzi"].iloc[9])
    assert "riga 11 «circa 20»" in reader.doubts
    assert 'text=["pezzi"]' in reader.doubts


def test_half_numbers_stay_text(reader: Reader) -> None:
    assert reader("nome;v\nx;1\ny;due\nz;3\n")["v"].tolist() == ["1", "due", "3"]
    assert "mescola numeri e testo" in reader.doubts and "riga 3 «due»" in reader.doubts


def test_numbers_that_a_spreadsheet_turned_into_dates(reader: Reader) -> None:
    rows = "".join(f"x;{number},5\n" for number in range(9))
    reader(f"nome;v\n{rows}y;01-mag\n")
    assert "trasformato dei numeri in date" in reader.doubts


def test_signs_for_missing_and_spreadsheet_errors(reader: Reader) -> None:
    table = reader("nome;v;w\na;1;2\nb;n.d.;#DIV/0!\nc;-;4\nd;5;####\ne;;6\n")
    assert table["v"].isna().sum() == 3
    assert table["w"].isna().sum() == 2
    assert "v («n.d.», «-»: 2)" in reader.found
    assert "riga 3 «#DIV/0!», riga 5 «####»" in reader.doubts
    assert "celle vuote, cioè valori mancanti: v 1" in reader.found


def test_naples_is_not_a_missing_value(reader: Reader) -> None:
    table = reader("provincia;n\nNA;1\nMI;2\nNA;3\n")
    assert table["provincia"].tolist() == ["NA", "MI", "NA"]


def test_rounded_long_numbers_and_serial_dates_are_doubted(reader: Reader) -> None:
    reader("codice;data vendita\n1,23457E+12;45740\n1,23457E+12;45741\n")
    assert "cifre perse" in reader.doubts
    assert "sembrano date di un foglio di calcolo" in reader.doubts


def test_hours_written_with_a_dot_are_doubted(reader: Reader) -> None:
    reader("ora;n\n10.30;1\n11.45;2\n")
    assert "sembrano orari" in reader.doubts


def test_titles_among_the_data_are_doubted(reader: Reader) -> None:
    assert len(reader("canale;n;v\nMarzo;;\nblog;1;2\nAprile;;\nfoto;3;4\n")) == 4
    assert "riga 2 «Marzo», riga 4 «Aprile»" in reader.doubts


def test_invisible_spaces_are_stripped(reader: Reader) -> None:
    table = reader("canale;n\n\u00a0blog\u200b ; 1\u202f234\nfoto;5\n")
    assert table["canale"].tolist() == ["blog", "foto"]
    assert table["n"].tolist() == [1234, 5]


def test_true_and_false(reader: Reader) -> None:
    table = reader("nome;segue\na;VERO\nb;FALSO\n")
    assert table["segue"].tolist() == [True, False]
    assert table["segue"].dtype == "bool"
    assert reader("nome;segue\na;VERO\nb;\n")["segue"].dtype != "bool" or reader.doubts


def test_empty_column_and_values_that_differ_by_case(reader: Reader) -> None:
    table = reader("canale;note\nblog;\nBlog;\nfoto;\n")
    assert table["note"].isna().all()
    assert "«note» è tutta vuota" in reader.doubts
    assert "Blog / blog" in reader.doubts


def test_numbers_too_long_for_an_integer(reader: Reader) -> None:
    assert reader("nome;v\nx;1.234.567.890.123.456.789.012\n")["v"].tolist() == [1.234567890123456789012e21]


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["3 aprile 2025", "3 apr 2025", "03-apr-25", "gio 3 aprile 2025", "giovedì 3 aprile 2025", "2025-04-03", "3/4/25"],
)
def test_ways_to_write_a_day(reader: Reader, cell: str) -> None:
    assert reader(f"giorno;n\n{cell};1\n")["giorno"].tolist() == [pd.Timestamp("2025-04-03")]


def test_day_or_month_first(reader: Reader) -> None:
    reader("giorno;n\n03/04/2025;1\n")
    assert "«03/04/2025» (riga 2) come 3 aprile 2025" in reader.doubts
    assert reader("giorno;n\n03/04/2025;1\n", dates="mm/gg")["giorno"].tolist() == [pd.Timestamp("2025-03-04")]
    reader("giorno;n\n03/04/2025;1\n13/04/2025;2\n")
    assert reader.doubts == ""
    assert reader("giorno;n\n03/04/2025;1\n04/13/2025;2\n")["giorno"].tolist()[0] == pd.Timestamp("2025-03-04")
    assert "uso americano" in reader.doubts
    assert reader("giorno;n\n13/04/2025;1\n04/13/2025;2\n")["giorno"].dtype == "str"
    assert "giorno prima e date con il mese prima" in reader.doubts


def test_impossible_days_and_short_years(reader: Reader) -> None:
    rows = "".join(f"{day}/01/2025;1\n" for day in range(13, 20))
    table = reader(f"giorno;n\n{rows}31/02/2025;2\n")
    assert pd.isna(table["giorno"].iloc[-1])
    assert "riga 9 «31/02/2025»" in reader.doubts
    assert reader("giorno;n\n13/01/25;1\n14/01/99;1\n")["giorno"].dt.year.tolist() == [2025, 1999]
    assert "due cifre" in reader.doubts


def test_instants_with_a_zone_stay_text(reader: Reader) -> None:
    assert reader("quando;n\n2025-04-03T10:00:00Z;1\n")["quando"].dtype == "str"
    assert "fuso orario" in reader.doubts


# -- what is refused ---------------------------------------------------------------------------------------------------


def workbook() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr(zipfile.ZipInfo("xl/workbook.xml", date_time=(2026, 1, 1, 0, 0, 0)), "<workbook/>")
    return memory.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "è vuoto"),
        (b"\xef\xbb\xbf", "è vuoto"),
        (b" \r\n\r\n", "è vuoto"),
        (b";;;\n;;;\n", "nessun valore"),
        (b"canale;pezzi\n", "nessuna riga di dati"),
        (workbook(), "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "vecchia cartella di lavoro"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x1f\x8b\x08\x00abc", "archivio compresso"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "immagine"),
        (bytes(range(256)) * 4, "non è un file di testo"),
        (b"<!DOCTYPE html><html><body>Accedi</body></html>", "pagina web"),
        (b"\xef\xbb\xbf\n <html lang='it'>\n<table><tr><td>1;2</td></tr></table>", "pagina web"),
        (b"<?xml version='1.0'?><dati/>", "pagina web"),
        (b'[{"canale": "blog", "pezzi": 3}]', "JSON"),
        (
            b"Caro Tullio, ti scrivo\nperche le vendite, sai, vanno\nbene\ne poi, e poi, e poi, basta\nciao\nciao\nciao\n",
            "separatore",
        ),
        (b"canale^pezzi\nblog^3\nfoto^4\n", 'separator="\\^"'),
        (b"canale    pezzi\nblog      3\nfoto      4\n", "più spazi"),
        (b"canale,prezzo\nscarpe,19,90\ncalze,9,90\n", "la virgola separa le celle e anche i decimali"),
        (b"canale;pezzi\nblog;3\nfoto;4;5\nvideo;6\n", "riga 3 ha 3 celle"),
        (b'canale;nota\nblog;"non finisce\nfoto;x\n', "virgolette non si chiudono"),
    ],
)
def test_refused_files(reader: Reader, content: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        reader(content)


def test_a_wrong_separator_is_answered_with_the_right_one(reader: Reader) -> None:
    with pytest.raises(DataError, match=r'punto e virgola: prova separator=";"'):
        reader("canale;pezzi\nblog;3\nfoto;4\n", separator="\t")
    with pytest.raises(DataError, match="un segno solo"):
        reader("canale;pezzi\nblog;3\n", separator=";;")
    assert reader("canale^pezzi\nblog^3\n", separator="^")["pezzi"].tolist() == [3]


@pytest.mark.parametrize("options", [{"decimal": "x"}, {"dates": "mm-gg"}])
def test_wrong_options_are_explained(reader: Reader, options: dict[str, str]) -> None:
    with pytest.raises(DataError, match="Ho ricevuto"):
        reader("a;b\nx;1\n", **options)


def test_no_such_file_a_folder_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vendite_marzo.csv").write_text("a;b\nx;1\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"Non trovo.*«vendite_marzo\.csv»"):
        read_italian(tmp_path / "vendite_marz.csv")
    with pytest.raises(DataError, match="è una cartella"):
        read_italian(tmp_path)
    with pytest.raises(DataError, match="indirizzo web"):
        read_italian("https://esempio.it/dati.csv")
    with pytest.raises(DataError, match="Non trovo"):
        read_italian(tmp_path / "manca" / "x.csv")
    monkeypatch.chdir(tmp_path)
    assert len(read_italian("vendite_marzo.csv", quiet=True)) == 1


def test_a_file_that_cannot_be_opened(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(DataError, match="aperto in un altro programma"):
        reader("a;b\nx;1\n")
