"""Every public format: columns, traps, label kept apart, order kept, and what each cannot say."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from follower_files import FILES, INSTAFAKE, KAGGLE_HEADER, MIB_HEADER, MIB_ROWS, TWIBOT, as_json, as_lines, follow

from kit.datasets import DataError
from kit.followers import add_timeline, features, load, load_labelled, score_rules
from kit.followers.columns import COLUMNS


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def one(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return one


@pytest.mark.parametrize("name", FILES)
def test_each_format_is_recognised_and_read(write: Any, capsys: pytest.CaptureFixture[str], name: str) -> None:
    file, content, size = FILES[name]
    path = write(file, content)
    accounts = load(path)
    said = capsys.readouterr().out
    assert f"formato {name}" in said
    assert accounts["account"].tolist() == [f"F{place:06d}" for place in range(1, size + 1)]
    assert set(accounts.columns) <= {"account", *COLUMNS}
    again = load(path, name, quiet=True)
    pd.testing.assert_frame_equal(accounts, again)
    assert capsys.readouterr().out == ""


def test_mib_traps(write: Any) -> None:
    accounts, labels = load_labelled(write(*FILES["mib"][:2]), quiet=True)
    assert labels["falso"].tolist() == [True, False, True]
    assert labels["gruppo"].tolist() == ["TWT", "E13", "FSF"]
    assert "falso" not in accounts.columns
    assert accounts["immagine"].tolist() == [True, False, True]  # an empty default_profile_image means false
    assert accounts["protetto"].tolist() == [False, False, True]
    assert accounts["bio"].tolist() == [True, False, True]
    assert accounts["bio_bot"].tolist() == [False, False, True]
    assert accounts["url"].tolist() == [False, True, False]  # NULL is no address
    assert accounts["preferiti"].isna().tolist() == [False, False, True]  # missing stays missing
    assert accounts["follower"].iloc[2] == 9223372036854775809
    assert accounts["creato"].iloc[0] == accounts["creato"].iloc[1] == pd.Timestamp("2011-09-08 13:20:34")
    assert accounts.attrs["data_riferimento"] == "2013-05-01"
    assert features(accounts)["eta_giorni"].iloc[1] == pytest.approx(600.4, abs=0.1)
    assert any("dataset, lang, updated" in line for line in accounts.attrs["lettura"]["riconosciuto"])


def test_cresci2017_reads_the_day_from_the_file(write: Any) -> None:
    accounts = load(write(*FILES["cresci2017"][:2]), quiet=True)
    assert accounts.attrs["data_riferimento"] == "2015-05-02"
    assert (accounts["creato"] == pd.Timestamp("2010-08-31 17:35:31")).iloc[0]  # milliseconds with an L
    assert features(accounts).loc[1, "eta_giorni"] > 1_700


def test_a_picture_of_three_accounts_is_repeated(write: Any) -> None:
    row = "{},A,a{},1,1,1,1,1,Thu Sep 08 13:20:34 +0000 2011,,it,,,1,{},1,{},,,,2015,E13"
    rows = [row.format(code, code, "", picture) for code, picture in enumerate(["p", "p", "p", "q", "q", ""])]
    rows += [row.format(9, 9, 1, "p")]
    accounts = load(write("u.csv", as_lines(MIB_HEADER, *rows)), quiet=True)
    assert accounts["immagine_ripetuta"].astype("object").tolist()[:5] == [True, True, True, False, False]
    assert accounts["immagine_ripetuta"].isna().tolist() == [False] * 5 + [True, False]
    assert not accounts["immagine_ripetuta"].iloc[6]  # the default picture is nobody's


def test_twibot_values_have_a_trailing_blank_and_the_label_may_be_missing(write: Any) -> None:
    accounts, labels = load_labelled(write(*FILES["twibot20"][:2]), quiet=True)
    assert accounts["follower"].tolist() == [10, 3]
    assert accounts["immagine"].tolist()[0] is False
    assert accounts.loc[0, ["bio", "url", "indirizzo"]].tolist() == [False, False, False]
    assert accounts.loc[1, ["bio", "url", "immagine", "messaggi", "hashtag"]].isna().all()
    assert accounts.loc[0, ["hashtag", "menzioni", "non_solo_link"]].tolist() == [True, True, True]
    assert accounts.loc[0, "quota_retweet"] == accounts.loc[0, "quota_link"] == 0.5
    assert labels["falso"].isna().tolist() == [False, True]
    with pytest.raises(DataError, match="reference_date"):
        features(accounts)


def test_instagram_sets(write: Any) -> None:
    accounts, labels = load_labelled(write(*FILES["kaggle_instagram"][:2]), quiet=True)
    assert labels["falso"].tolist() == [False, True]
    assert accounts["bio"].tolist() == [True, False]
    assert accounts["nome"].tolist() == [True, False]
    assert accounts["nome_cifre"].tolist() == [0.27, 0.5]
    table = features(accounts)  # no dates: no day is asked for
    assert table["eta_giorni"].isna().all()
    assert table["follower"].tolist() == [1000, 0]
    accounts, labels = load_labelled(write(*FILES["instafake"][:2]), quiet=True)
    assert labels["falso"].tolist() == [True, False]
    assert accounts[["bio", "protetto"]].values.tolist() == [[False, True], [True, False]]


def test_an_export_says_what_it_cannot_answer(write: Any, capsys: pytest.CaptureFixture[str]) -> None:
    accounts = load(write(*FILES["instagram_export"][:2]))
    assert "Nessuna regola di profilo è valutabile" in capsys.readouterr().out
    assert accounts["seguito_il"].tolist() == [
        pd.Timestamp(1_700_000_000, unit="s"),
        pd.Timestamp(1_700_000_100, unit="s"),
    ]
    assert accounts["nome_cifre"].tolist() == [0, pytest.approx(2 / 3)]
    assert score_rules(accounts, "camisani_calzolari")["verdetto"].tolist() == ["non valutabile"] * 2
    load(write(*FILES["x_archive"][:2]))
    assert "solo dire quanti sono" in capsys.readouterr().out


def test_what_one_follows_is_not_who_follows(write: Any) -> None:
    path = write("following.json", as_json({"relationships_following": [follow("anna", 1_700_000_000)]}))
    assert "non i tuoi follower" in " ".join(load(path, quiet=True).attrs["lettura"]["dubbi"])
    newer = [{"title": "anna", "string_list_data": [{"href": "https://example.com/anna", "timestamp": 1_700_000_000}]}]
    newer_path = write("following2.json", as_json({"relationships_following": newer}))
    assert load(newer_path, quiet=True, keep_names=True)["nome_utente"].tolist() == ["anna"]


def test_names_are_kept_only_when_asked(write: Any) -> None:
    path = write(*FILES["mib"][:2])
    plain = load(path, quiet=True)
    assert not {"id", "nome_utente"} & set(plain.columns)
    assert not any("nives" in str(value).lower() or "101" in str(value) for value in plain.to_numpy().ravel())
    named = load(path, quiet=True, keep_names=True)
    assert named["id"].tolist() == ["101", "102", "103"]
    assert named["nome_utente"].tolist() == ["nives1", "tullio", "ombra22"]


def test_a_mapping_is_asked_for_once_and_remembered(write: Any) -> None:
    path = write("mio.csv", as_lines("Chi;Quanti;Segue lui", "a;1200;15", "b;3;900"))
    with pytest.raises(DataError, match=r"non riconosco «follower».*«seguiti».*Chi, Quanti, Segue lui.*mapping="):
        load(path, quiet=True)
    first = load(path, mapping={"Quanti": "follower", "Segue lui": "seguiti", "Chi": "account"}, quiet=True)
    assert first["follower"].tolist() == [1200, 3]
    assert json.loads(path.with_name("mio.csv.colonne.json").read_text())["Quanti"] == "follower"
    pd.testing.assert_frame_equal(load(path, quiet=True), first, check_like=True)
    with pytest.raises(DataError, match="non c'è la colonna «Quante»"):
        load(path, mapping={"Quante": "follower"}, quiet=True)
    with pytest.raises(DataError, match="«seguaci» non è una colonna che conosco"):
        load(path, mapping={"Quanti": "seguaci"}, quiet=True)
    path.with_name("mio.csv.colonne.json").write_text("rotto")
    with pytest.raises(DataError, match="cancellalo"):
        load(path, quiet=True)


def test_a_text_or_a_yes_or_no_in_the_same_column(write: Any) -> None:
    texts = load(write("a.csv", as_lines("follower,seguiti,bio", "1,2,corro", "3,4,")), quiet=True)
    answers = load(write("b.csv", as_lines("follower,seguiti,bio", "1,2,1", "3,4,0", "5,6,")), quiet=True)
    assert texts["bio"].tolist() == [True, False]
    assert answers["bio"].astype("object").tolist()[:2] == [True, False]
    assert answers["bio"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["12", "1.234", "5.000"], [12, 1234, 5000]),
        (["12.0", "1234.0", "5.000"], [12, 1234, 5]),
        (["1.234,0", "5.000"], [1234, 5000]),
        (["1.234.567", "12"], [1_234_567, 12]),
        (["1 234", "1e6", "+7"], [1234, 1_000_000, 7]),
        (["", "nan", "N/A", "-", "0"], [np.nan, np.nan, np.nan, np.nan, 0]),
    ],
)
def test_counts_as_people_write_them(write: Any, cells: list[str], values: list[float]) -> None:
    lines = [f"{cell};{place}" for place, cell in enumerate(cells)]
    found = load(write("c.csv", as_lines("follower;seguiti", *lines)), quiet=True)["follower"]
    np.testing.assert_array_equal(found.to_numpy(), np.array(values, dtype=float))


def test_an_ambiguous_count_is_said(write: Any) -> None:
    accounts = load(write("c.csv", as_lines("follower;seguiti", "5.000;1")), quiet=True)
    assert accounts["follower"].tolist() == [5000]
    assert any("«5.000»" in doubt for doubt in accounts.attrs["lettura"]["dubbi"])


def test_dates_as_people_write_them(write: Any) -> None:
    dates = ["2013-04-03", "2013-04-03T10:00:00Z", "03/04/2013", "03/04/2013 10:00", "1364947200", "1364947200000"]
    lines = [f"1,2,{date}" for date in dates]
    accounts = load(write("d.csv", as_lines("follower,seguiti,created_at", *lines)), quiet=True)
    assert (accounts["creato"].dt.date == pd.Timestamp("2013-04-03").date()).all()
    assert any("giorno/mese/anno" in doubt for doubt in accounts.attrs["lettura"]["dubbi"])


def test_encodings_and_separators(write: Any) -> None:
    text = "name;followers;following\nPerché;1;2\nCittà 🏃;3;4\n"
    for name, data in {
        "utf8": text.encode(), "bom": text.encode("utf-8-sig"), "utf16": text.encode("utf-16"),
        "cp1252": text.replace(" 🏃", "").encode("cp1252"), "crlf": text.replace("\n", "\r\n").encode(),
        "tab": text.replace(";", "\t").encode(), "pipe": text.replace(";", "|").encode(),
    }.items():  # fmt: skip
        found = load(write(f"{name}.csv", data), quiet=True)
        assert found[["follower", "seguiti"]].to_numpy().tolist() == [[1, 2], [3, 4]], name


@pytest.mark.parametrize(
    "lines",
    [
        ("sep=;", "follower;seguiti", "1;2", "3;4"),  # Excel's own first row
        ("", "follower;seguiti", "1;2", "3;4"),
        (";follower;seguiti;;", "0;1;2;;", "1;3;4;;"),  # an index and empty columns, as spreadsheets leave them
    ],
)
def test_what_spreadsheets_leave_around_a_table(write: Any, lines: tuple[str, ...]) -> None:
    found = load(write("foglio.csv", as_lines(*lines)), quiet=True)
    assert found[["follower", "seguiti"]].to_numpy().tolist() == [[1, 2], [3, 4]]


def test_a_row_without_any_value_is_no_account_and_is_said(write: Any) -> None:
    path = write("vuote.csv", as_lines("follower;seguiti;bio", "1;2;a", ";;", "3;4;", "-5;4;", ";;"))
    with pytest.raises(DataError, match="riga 5, colonna «follower»: «-5»"):
        load(path, quiet=True)
    accounts = load(write("vuote.csv", path.read_bytes().replace(b"-5", b"5")), quiet=True)
    assert accounts["follower"].tolist() == [1, 3, 5]
    assert "Righe senza nessun valore, saltate: 2." in accounts.attrs["lettura"]["dubbi"]


def test_quotation_marks_escaped_in_either_way(write: Any) -> None:
    doubled = as_lines("name,followers,following,note", '"A ""x"", b",1,2,"c"')
    slashed = as_lines("name,followers,following,note", '"A \\"x, y\\", b",1,2,"c"')
    for content in (doubled, slashed):
        assert load(write("q.csv", content), quiet=True)["follower"].tolist() == [1]


def test_a_csv_that_says_it_is_synthetic(write: Any) -> None:
    accounts = load(write("s.csv", as_lines("follower,seguiti,origine", "1,2,sintetico", "3,4,sintetico")), quiet=True)
    assert accounts.attrs["sintetico"] is True


WRONG: list[tuple[str, bytes, str]] = [
    ("vuoto.csv", b"", "è vuoto"),
    ("spazi.csv", b"\n \n", "è vuoto"),
    ("pagina.csv", b"<!DOCTYPE html><html><body>Accedi</body></html>", "pagina web"),
    ("foglio.csv", b"PK\x03\x04xxxx", "Excel"),
    ("foto.csv", b"\x89PNG\r\n\x1a\n", "immagine"),
    ("byte.csv", b"a,b\x00\x01\n", "non è un file di testo"),
    ("una.csv", as_lines("follower", "12"), "una colonna sola"),
    ("testa.csv", as_lines("follower,seguiti"), "nessun conto"),
    ("due.csv", as_lines("follower,seguiti,follower", "1,2,3"), "c'è due volte"),
    ("negativo.csv", as_lines("follower,seguiti", "1,2", "-5,3"), "riga 3, colonna «follower»: «-5» è negativo"),
    ("decimale.csv", as_lines("follower,seguiti", "1.5,2"), "riga 2, colonna «follower»: «1.5» ha dei decimali"),
    ("virgola.csv", as_lines("follower;seguiti", "12,5;3"), "riga 2, colonna «follower»: «12,5» ha dei decimali"),
    (
        "tondo.csv",
        as_lines("follower,seguiti", "1,2", "1.2 mln,3"),
        "riga 3, colonna «follower»: «1.2 mln» è arrotondato",
    ),
    ("parola.csv", as_lines("follower,seguiti", "tanti,3"), "riga 2, colonna «follower»: «tanti» non è un numero"),
    ("infinito.csv", as_lines("follower,seguiti", "1e999,3"), "riga 2, colonna «follower».*senza fine"),
    (
        "data.csv",
        as_lines("follower,seguiti,creato", "1,2,2013-02-30"),
        "riga 2, colonna «creato»: «2013-02-30» non è una data",
    ),
    ("zero.csv", as_lines("follower,seguiti,creato", "1,2,1970-01-01"), "01/01/1970, una data impossibile"),
    ("mese.csv", as_lines("follower,seguiti,creato", "1,2,04/25/2013"), "riga 2, colonna «creato»"),
    (
        "sino.csv",
        as_lines("follower,seguiti,immagine", "1,2,forse"),
        "riga 2, colonna «immagine»: «forse» non è né sì né no",
    ),
    (
        "quota.csv",
        as_lines("follower,seguiti,reciproci", "1,2,35"),
        "riga 2, colonna «reciproci»: «35» non sta fra 0 e 1",
    ),
    (
        "doppio.csv",
        as_lines("id,follower,seguiti", "7,1,2", "7,3,4"),
        r"un conto è ripetuto nella colonna «id» \(riga 3\)",
    ),
    ("corta.csv", as_lines("follower,seguiti,bio", "1,2,a", "3,4"), "riga 3 ha 2 celle, ma i nomi di colonna sono 3"),
    ("lunga.csv", as_lines("follower,seguiti", "1,2,9"), "riga 2 ha 3 celle"),
    ("aperta.csv", b'follower,seguiti,bio\n1,2,"ciao\n3,4,b\n', "riga 2 ha|non si chiude"),
    (
        "misto.csv",
        "follower,seguiti,bio\n1,2,città\n".encode() + "3,4,però\n".encode("cp1252"),
        "la riga 2 è UTF-8, la riga 3 no",
    ),
    ("tronco.json", as_json(INSTAFAKE)[:-30], "JSON interrotto o rotto, alla riga"),
    ("righe.json", b'{"a": 1}\n{"a": 2}\n', "un oggetto JSON per riga"),
    (
        "due_modi.csv",
        as_lines("follower,seguiti", "1.234,2", "1234.0,3"),
        "riga 2, colonna «follower»: «1.234» si può leggere in due modi",
    ),
    ("elenco.json", b"[]", "elenco è vuoto"),
    ("altro.json", b'{"a": 1}', "non un elenco di conti"),
    ("numero.json", b"[1, 2]", "elemento 1 non è un conto"),
    ("ignoto.json", b'[{"a": 1}]', "formato che non conosco"),
    ("profilo.json", as_json([TWIBOT[0], {"ID": "3"}]), "elemento 2 non ha il profilo"),
    ("nidi.json", as_json([{**INSTAFAKE[0], "userFollowerCount": [1]}]), "elemento 1 ha nel campo «userFollowerCount»"),
    (
        "meno.json",
        as_json([{**INSTAFAKE[0], "userFollowerCount": -1}]),
        "elemento 1, colonna «userFollowerCount»: «-1» è negativo",
    ),
    (
        "seguaci.json",
        as_json([follow("a", 1), {"string_list_data": []}]),
        "elemento 2 non ha il suo «string_list_data»",
    ),
    (
        "istante.json",
        as_json([{"string_list_data": [{"value": "a", "timestamp": "ieri"}]}]),
        "data che non è un numero",
    ),
    ("follower.js", b"window.YTD.follower.part0 = [ {} ", "interrotto o rotto"),
    ("codice.js", b'window.YTD.follower.part0 = [{"follower": {}}]', "accountId|formato che non conosco"),
]


@pytest.mark.parametrize(("name", "content", "words"), WRONG, ids=[name for name, *_ in WRONG])
def test_a_wrong_file_gets_an_italian_sentence(write: Any, name: str, content: bytes, words: str) -> None:
    with pytest.raises(DataError, match=words) as caught:
        load(write(name, content), quiet=True)
    assert name in str(caught.value)
    assert str(caught.value).strip().endswith((".", ").", "»."))


def test_a_wrong_format_or_path_is_said(write: Any, tmp_path: Path) -> None:
    path = write(*FILES["instafake"][:2])
    with pytest.raises(DataError, match="Scegli fra: auto, mib"):
        load(path, "cresci")
    with pytest.raises(DataError, match="sembra del formato instafake, non twibot20"):
        load(path, "twibot20")
    with pytest.raises(DataError, match="è un JSON, non un CSV"):
        load(path, "mib")
    with pytest.raises(DataError, match="non è un JSON"):
        load(write("k.csv", as_lines(KAGGLE_HEADER, "1,0,0,0,0,0,0,0,1,1,1,0")), "twibot20")
    with pytest.raises(DataError, match="non è un file mib"):
        load(tmp_path / "k.csv", "mib")
    with pytest.raises(DataError, match="Non trovo il file"):
        load(tmp_path / "assente.csv")
    with pytest.raises(DataError, match="cartella"):
        load(tmp_path)
    with pytest.raises(DataError, match="nome di un file"):
        load(3)  # type: ignore[arg-type]


def test_duplicates_can_be_left_out_and_are_said(write: Any) -> None:
    path = write("doppio.csv", as_lines("id,follower,seguiti", "7,1,2", "8,3,4", "7,5,6"))
    accounts = load(path, duplicates="first", quiet=True)
    assert accounts["follower"].tolist() == [1, 3]
    assert any("righe tolte 1" in doubt for doubt in accounts.attrs["lettura"]["dubbi"])
    with pytest.raises(DataError, match="error"):
        load(path, duplicates="last")


def test_a_mixed_encoding_can_be_forced(write: Any) -> None:
    path = write("m.csv", "name,followers,following\ncittà,1,2\n".encode() + "però,3,4\n".encode("cp1252"))
    accounts = load(path, encoding="utf-8", quiet=True)
    assert accounts["follower"].tolist() == [1, 3]
    assert any("«�»" in doubt for doubt in accounts.attrs["lettura"]["dubbi"])
    with pytest.raises(DataError, match="Non conosco la codifica"):
        load(path, encoding="marziano")


def test_a_file_without_a_last_newline_is_doubted(write: Any) -> None:
    accounts = load(write("t.csv", b"follower,seguiti\n1,2\n3,45"), quiet=True)
    assert any("troncato" in doubt for doubt in accounts.attrs["lettura"]["dubbi"])


def test_messages_make_the_costly_columns(write: Any) -> None:
    accounts = load(write(*FILES["mib"][:2]), quiet=True, keep_names=True)
    messages = pd.DataFrame(
        {
            "user_id": [101, 101, 101, 102],
            "text": ["Ciao @tullio! #corsa", "uno due tre quattro cinque", "uno due tre quattro sei", "http://t.co/x"],
            "source": ["web", "Twitter for iPhone", "web", "web"],
            "geo": [None, "POINT", None, None],
            "retweet_count": [0, 2, 0, 0],
        }
    )
    found = add_timeline(accounts, messages)
    assert found["client_iphone"].tolist() == [True, False, False]
    assert found["client_diversi"].tolist() == [True, False, False]
    assert found["usa_api"].tolist() == [True, False, False]
    assert found["quota_api"].iloc[0] == pytest.approx(1 / 3)
    assert found["messaggi_simili"].tolist() == [True, False, False]
    assert found["non_solo_link"].tolist() == [True, False, False]
    assert found["geotag"].tolist() == [True, False, False]
    assert found["ritwittato"].tolist() == [True, False, False]
    assert "preferito_da_altri" not in found.columns
    with pytest.raises(DataError, match="manca «testo»"):
        add_timeline(accounts, messages.drop(columns="text"))
    with pytest.raises(DataError, match="keep_names=True"):
        add_timeline(load(write(*FILES["mib"][:2]), quiet=True), messages)


def test_rows_of_the_file_are_named_even_after_cells_of_several_lines(write: Any) -> None:
    broken = MIB_ROWS[1].replace(",90,200,", ",-90,200,")
    with pytest.raises(DataError, match="riga 4, colonna «followers_count»: «-90»"):
        load(write("u.csv", as_lines(MIB_HEADER, MIB_ROWS[0], broken)), quiet=True)
