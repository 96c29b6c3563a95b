"""The audit as one HTML page: self-contained, readable by a screen reader, printable.  Text in, text out.

No script, no address outside the page: charts are images inside it, and every table has a caption and headers.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pandas as pd

from kit.followers import charts, findings
from kit.followers.decision import UNDECIDED
from kit.followers.reasons import START, TOTAL
from kit.followers.traits import FEATURES
from kit.formats import it, pct

if TYPE_CHECKING:
    from kit.followers.auditing import Audit, Example
    from kit.plots import Picture

SYNTHETIC = "Dati sintetici"
REASONS = 5
CSS = """
:root{color-scheme:light}
body{font:1rem/1.55 system-ui,"DejaVu Sans",Verdana,sans-serif;color:#1a1a1a;background:#fff;margin:0}
main{max-width:50rem;margin:0 auto;padding:1.5rem 1.2rem 3rem}
.salta{position:absolute;left:-99rem}.salta:focus{position:static;display:inline-block;padding:.4rem}
h1{font-size:1.8rem;line-height:1.2;margin:.2rem 0 .6rem}h2{font-size:1.3rem;margin:2.2rem 0 .5rem;border-bottom:2px solid #0072B2}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem}a{color:#00507d}
.breve{border-left:6px solid #0072B2;background:#f3f7fa;padding:.6rem 1rem;margin:1rem 0}
.avviso{border-left:6px solid #D55E00;background:#fdf5ef;padding:.6rem 1rem;margin:1rem 0}
.nota{color:#4a4a4a}ul{padding-left:1.3rem}li{margin:.25rem 0}
.tabella{overflow-x:auto;margin:.8rem 0}table{border-collapse:collapse;width:100%}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #c9c9c9;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead th{border-bottom:2px solid #595959}figure{margin:1rem 0}img{max-width:100%;height:auto}
figcaption{color:#333}details summary{cursor:pointer}
@page{margin:16mm 14mm}
@media print{main{max-width:none;padding:0}body{font-size:10pt}h2,h3,h2+p{break-after:avoid}
figure,tr,.tabella,.breve,.avviso,.esempio{break-inside:avoid}.salta,details{display:none}.tabella{overflow:visible}}
"""
Cell = tuple[str, bool]  # text, and whether it is a number


def page(found: Audit) -> str:
    """Il rapporto come pagina intera.

    Parameters
    ----------
    found : Audit

    Returns
    -------
    str
        HTML completo, senza indirizzi esterni.
    """
    title = html.escape(f"Follower falsi: esame di {found.name}")
    return (
        f'<!doctype html>\n<html lang="it">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{CSS}</style>\n</head>\n<body>\n"
        '<a class="salta" href="#contenuto">Vai al contenuto</a>\n'
        f'<main id="contenuto">\n<h1>{title}</h1>\n{body(found)}\n</main>\n</body>\n</html>\n'
    )


def body(found: Audit) -> str:
    """Il contenuto del rapporto, senza l'intestazione della pagina (per mostrarlo in un notebook)."""
    mark = SYNTHETIC if found.synthetic else None
    parts = [_said(found), _counted(found)]
    if found.judged is not None:
        parts += [_share(found, mark), _trust(found), _cost(found)]
    if len(found.signals):
        parts.append(_signals(found, mark))
    if found.judged is not None:
        parts.append(_examples(found.judged.examples))
    parts += [_cannot(found), _method(found)]
    return "\n".join(parts)


def _text(value: object) -> str:
    """Escape, and turn *emphasis* into italics."""
    pieces = html.escape(str(value)).split("*")
    return "".join(f"<em>{piece}</em>" if place % 2 else piece for place, piece in enumerate(pieces))


def _p(value: object, kind: str = "") -> str:
    return f"<p{f' class={chr(34)}{kind}{chr(34)}' if kind else ''}>{_text(value)}</p>"


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{_text(line)}</li>" for line in lines) + "</ul>"


def _table(caption: str, header: list[Cell], rows: list[list[str]]) -> str:
    heads = "".join(f'<th scope="col"{_n(number)}>{_text(text)}</th>' for text, number in header)
    lines = []
    for row in rows:
        first = f'<th scope="row">{_text(row[0])}</th>'
        cells = "".join(f"<td{_n(header[place][1])}>{_text(cell)}</td>" for place, cell in enumerate(row) if place)
        lines.append(f"<tr>{first}{cells}</tr>")
    return (
        f'<div class="tabella" role="region" tabindex="0" aria-label="{html.escape(caption)}"><table>'
        f"<caption>{_text(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _n(number: bool) -> str:
    return ' class="n"' if number else ""


def _figure(picture: Picture) -> str:
    return str(picture._repr_html_())


def _said(found: Audit) -> str:
    lines = findings.brief(found)
    if found.synthetic:
        lines.append("I dati sono sintetici: nessuno di questi conti esiste.")
    return f'<section class="breve" aria-label="In breve"><h2>In breve</h2>{_list(lines)}</section>'


def _counted(found: Audit) -> str:
    rows = [["conti esaminati", it(found.accounts)], ["follower in tutto", it(found.audience)]]
    rows.append(["giorno in cui i conti sono stati letti", _day(found.reference) if found.reference else "non si sa"])
    parts = ["<h2>Che cosa è stato contato</h2>", _table("I conti", [("che cosa", False), ("quanti", True)], rows)]
    if found.reading:
        parts.append(_list([f"Letto: {'; '.join(found.reading.get('riconosciuto', []))}."]))
        parts += [_p(f"Dubbio: {doubt}", "avviso") for doubt in found.reading.get("dubbi", [])]
    if found.judged is None:
        parts.append(_p(findings.NO_PROFILE, "avviso"))
    if found.frame is not None:
        parts.append(_p(found.frame.attrs["giudizio"], "" if found.frame.attrs["sparsi"] else "avviso"))
        table = found.frame.to_dict("records")
        rows = [[str(row["parte"]), it(row["conti"]), it(row["attesi"], 1)] for row in table]
        header = [("decimo di lista (1 = i più recenti)", False), ("conti guardati", True), ("attesi", True)]
        parts.append(_table("Da quale parte della lista vengono i conti", header, rows))
    return "".join(parts)


def _day(text: str) -> str:
    return f"{pd.Timestamp(text):%d/%m/%Y}"


def _share(found: Audit, mark: str | None) -> str:
    judged = found.judged
    assert judged is not None
    rows = [
        [
            row["metodo"],
            pct(row["stima"]),
            f"da {pct(row['limite_inf'])} a {pct(row['limite_sup'])}",
            row["avviso"],
        ]
        for row in judged.shares.to_dict("records")
    ]
    header = [
        ("metodo", False),
        ("quota", True),
        ("intervallo al 95 %", True),
        ("avviso", False),
    ]
    return "".join(
        [
            "<h2>Quanti sono i falsi</h2>",
            _p(
                "Contare i conti segnati non basta: il modello segna anche delle persone e si lascia sfuggire dei falsi. Le righe "
                "corrette tolgono l'effetto di quegli errori, e il loro intervallo conta anche quanto poco li conosciamo."
            ),
            _table("Quota di falsi, secondo ogni metodo", header, rows),
            _p(
                "Intervallo al 95 %: su cento esami come questo, circa novantacinque intervalli contengono la quota vera, se gli errori "
                "del modello sono quelli misurati. La prima correzione usa soltanto quanti conti sono segnati; la seconda (EM) anche "
                "quanto il modello è sicuro di ognuno. Se danno numeri lontani, non fidarti di nessuna delle due.",
                "nota",
            ),
            _figure(charts.share_chart(judged.shares, mark)),
            _figure(charts.probability_chart(judged.probabilities, judged.thresholds, mark)),
        ]
    )


def _trust(found: Audit) -> str:
    judged = found.judged
    assert judged is not None
    labels = {"sensibilita": "falsi che il modello segna", "specificita": "persone che il modello lascia stare"}
    rows = [
        [
            labels[row["misura"]],
            pct(row["stima"]),
            f"da {pct(row['limite_inf'])} a {pct(row['limite_sup'])}",
            it(row["conti"]),
        ]
        for row in judged.validation.to_frame().to_dict("records")
    ]
    header = [("errori del modello", False), ("quota", True), ("intervallo al 95 %", True), ("conti verificati", True)]
    parts = [
        "<h2>Quanto ci si può fidare</h2>",
        _table("Su conti di cui si sa la verità, mai visti dal modello", header, rows),
    ]
    if judged.shift is not None:
        shift = judged.shift
        parts.append(_p(shift.attrs["giudizio"], "avviso" if shift.attrs["spostato"] else ""))
        worst = [
            [
                FEATURES[row["caratteristica"]].what,
                it(row["distanza"], 3),
                it(row["limite"], 3),
                "sì" if row["spostata"] else "no",
            ]
            for row in shift.head(REASONS).to_dict("records")
        ]
        header = [("caratteristica", False), ("distanza", True), ("limite del caso", True), ("spostata", False)]
        parts.append(_table("Le caratteristiche più lontane dai conti già visti (0 = uguali)", header, worst))
    rows = [
        [
            row["se_i_falsi_sono_di"],
            pct(row["sensibilita"]),
            pct(row["quota_di_falsi"]) if pd.notna(row["quota_di_falsi"]) else "impossibile: i segnati sono troppi",
        ]
        for row in judged.scenarios.to_dict("records")
    ]
    header = [("se i falsi qui sono di", False), ("falsi che il modello segna", True), ("quota di falsi", True)]
    parts.append(_table("La stessa conta, se il venditore non fosse fra quelli già visti", header, rows))
    parts.append(_p("La distanza fra la prima riga e le altre è l'incertezza che nessun intervallo contiene.", "nota"))
    return "".join(parts)


def _cost(found: Audit) -> str:
    judged = found.judged
    assert judged is not None
    rows = [
        [str(name), it(round(row["conti"])), it(round(row["segnati"])), it(round(row["non_segnati"]))]
        for name, row in zip(judged.costs.index, judged.costs.to_dict("records"), strict=True)
    ]
    header = [("chi sono", False), ("conti attesi", True), ("segnati", True), ("non segnati", True)]
    return "".join(
        [
            "<h2>Quanto costa sbagliare</h2>",
            _list(findings.cost_lines(found)),
            _table("Se la quota corretta è giusta, e si segna chi ha almeno il 50 % di probabilità", header, rows),
        ]
    )


def _signals(found: Audit, mark: str | None) -> str:
    rows = []
    for row in found.signals.to_dict("records"):
        known = pd.notna(row["valore"])
        over = "non valutabile" if not known or pd.isna(row["oltre"]) else "sì" if row["oltre"] else "no"
        rows.append([row["segnale"], over, row["che_cosa_dice"]])
    header = [("segnale", False), ("oltre il riferimento", False), ("che cosa dice", False)]
    parts = [
        "<h2>Segnali di gruppo</h2>",
        _p("Cose che nessun conto mostra da solo."),
        _table("I segnali", header, rows),
    ]
    words = {"seguito_il": "follower arrivati", "creato": "conti aperti"}
    for name, days in found.days.items():
        parts.append(f"<h3>{words[name].capitalize()} nel tempo</h3>")
        parts.append(_figure(charts.timeline_chart(days, found.bursts[name], words[name], mark)))
        if len(found.bursts[name]):
            parts.append(_bursts(found.bursts[name], name))
    if found.digits is not None:
        parts.append("<h3>Prime cifre</h3>")
        parts.append(_figure(charts.digits_chart(found.digits, "seguiti", mark)))
    return "".join(parts)


def _bursts(table: pd.DataFrame, name: str) -> str:
    header = [("dal", False), ("al", False), ("conti", True), ("attesi", True)]
    followed = "follower_mediani" in table.columns
    if followed:
        header.append(("follower mediani", True))
    together = name == "seguito_il" and "aperti_insieme" in table.columns
    if together:
        header.append(("aperti insieme", True))
    rows = []
    for row in table.head(REASONS).to_dict("records"):
        cells = [f"{row['inizio']:%d/%m/%Y}", f"{row['fine']:%d/%m/%Y}", it(row["conti"]), it(row["attesi"], 1)]
        cells += [it(row["follower_mediani"])] if followed else []
        rows.append([*cells, pct(row["aperti_insieme"])] if together else cells)
    note = "Una raffica può essere un successo, per esempio un messaggio che è piaciuto: guarda che cosa è accaduto in quei giorni."
    if together:
        note = (
            "«Aperti insieme» è la quota dei conti della raffica aperti nella stessa settimana. Una raffica può essere un successo: "
            "se i conti furono aperti in momenti diversi e hanno follower loro, probabilmente sono persone."
        )
    caption = "Le raffiche di arrivi" if name == "seguito_il" else "Le raffiche di aperture"
    return _table(caption, header, rows) + (_p(note, "nota") if name == "seguito_il" else "")


def _examples(examples: list[Example]) -> str:
    parts = [
        "<h2>Esempi, con le ragioni</h2>",
        _p(
            "I conti sono indicati con il loro posto nell'elenco: il primo è il numero 1 (in un foglio di calcolo sta alla riga 2, sotto "
            "i nomi di colonna). I contributi sono alberi su cento: sommati al punto di partenza danno il "
            "punteggio. Dicono perché *il modello* dà quel punteggio, non che cosa sia il conto."
        ),
    ]
    for one in examples:
        said = "da guardare" if one.verdict == UNDECIDED else one.verdict
        parts.append(f'<div class="esempio"><h3>{_text(one.account.capitalize())}: {_text(said)}</h3>')
        parts.append(_p(f"Probabilità di essere falso, secondo il modello: {_chance(one.probability)}."))
        reasons = one.reasons.to_dict("records")
        inner = [row for row in reasons if row["caratteristica"] not in (START, TOTAL)]
        rest = sum(float(row["contributo"]) for row in inner[REASONS:])
        rows = [["si parte da", it(reasons[0]["contributo"], 1)]]
        rows += [[row["motivo"], _signed(row["contributo"])] for row in inner[:REASONS]]
        rows += [[f"le altre {len(inner) - REASONS} caratteristiche", _signed(rest)]] if len(inner) > REASONS else []
        rows.append(["punteggio", it(reasons[-1]["contributo"], 1)])
        parts.append(_table(f"Perché: {one.account}", [("motivo", False), ("alberi su cento", True)], rows) + "</div>")
    return "".join(parts)


def _chance(probability: float) -> str:
    """Never a certainty."""
    if probability > 0.999:
        return f"oltre il {pct(0.999)}"
    return f"meno dello {pct(0.001)}" if probability < 0.001 else pct(probability)


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + it(value, 1)


def _cannot(found: Audit) -> str:
    return "<h2>Che cosa non si può concludere</h2>" + _list(findings.cannot(found))


def _method(found: Audit) -> str:
    judged = found.judged
    lines = []
    if judged is not None:
        lines.append(
            f"Foresta casuale su {len(judged.columns)} caratteristiche del profilo; probabilità calibrate su righe tenute fuori; errori "
            f"misurati sulle stesse righe. Le caratteristiche: {'; '.join(FEATURES[name].what for name in judged.columns)}."
        )
    lines.append(
        "Riferimenti dei segnali: la settimana più piena che pubblici simulati senza raffiche superano una volta su cento; per le "
        "prime cifre il limite di Nigrini, allargato per il caso."
    )
    lines.append("Nomi, presentazioni e immagini sono stati guardati solo per sapere se ci sono, poi lasciati fuori.")
    return "<h2>Metodo e fonti</h2>" + _list(lines) + _list(list(findings.SOURCES))
