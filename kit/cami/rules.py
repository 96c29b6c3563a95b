"""Which of the four C.A.M.I. dimensions an action belongs to: from its metadata first, from its words as a hint.  Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.cami.door import check_table
from kit.inference import rate_interval

if TYPE_CHECKING:
    import pandas as pd

CONTENT, ADVERTISING, MESSAGING, INFLUENCE = "content", "advertising", "messaging", "influence"
DIMENSIONS = (CONTENT, ADVERTISING, MESSAGING, INFLUENCE)
METADATA = ("a_pagamento", "chi_pubblica", "visibile_a", "compenso")
FIRM, CREATOR, CUSTOMER, BOT = "azienda", "influencer", "cliente", "chatbot"
PRIVATE, LIST, EVERYBODY = "una persona", "una lista", "tutti"
OWNED, PAID, EARNED = "propri", "pagati", "guadagnati"
NONE = "nessuna"

# How often each rule is right, counted on the bundled actions; a test holds them to within ten points.
SURE, DISCLOSES, ADDRESSES, TELLS, SELLS, NOTHING = 0.99, 0.95, 0.88, 0.85, 0.40, 0.45

DISCLOSED = re.compile(r"#adv\b|#ad\b|#pubblicità|\badv:|pubblicità\.|in collaborazione con|#prodottoregalato", re.I)
PERSONAL = re.compile(
    r"^(?:ciao|buongiorno|buonasera|salve|ehi|gentile|cara|caro)\b[^.!?\n]{0,25}[,!.]|rispondi (?:sì|stop|ok)"
    r"|grazie per averci scritto|assistente automatico|il tuo ordine|la tua taglia|ti (?:teniamo|mettiamo|spediamo)",
    re.I,
)
SELLING = re.compile(
    r"\d\s?€|€\s?\d|\d+\s?%|scont|offert|promo|gratis|omaggio|acquist|ordina|prenota|scopri|link in bio|ti aspettiamo"
    r"|vi aspettiamo|ultim[iae] (?:pezz|giorn|or)|approfitta|in negozio",
    re.I,
)
FIRST_PERSON = re.compile(r"\b(?:ho|mi sono|mi|mio|mia|miei|mie|io)\b", re.I)


class Ruling(NamedTuple):
    """La decisione di una regola."""

    first: str
    second: str
    rule: str
    sure: float


def classify(actions: pd.DataFrame, use: str = "both") -> pd.DataFrame:
    """Assegna ogni azione a una o due dimensioni del metodo C.A.M.I.

    Parameters
    ----------
    actions : DataFrame
        Una riga per azione, con ``testo`` e i metadati che hai: ``a_pagamento`` (1 o 0), ``chi_pubblica`` ("azienda",
        "influencer", "cliente", "chatbot"), ``visibile_a`` ("tutti", "una lista", "una persona"), ``compenso`` (euro).
        Un metadato può mancare, in tutta la colonna o in qualche riga.
    use : {"both", "metadata", "text"}
        Che cosa guardare: i metadati e, dove non bastano, le parole; solo i metadati; solo le parole.

    Returns
    -------
    DataFrame
        Stesso indice: ``dimensione``, ``seconda`` ("nessuna" se è una sola), ``regola`` (che cosa ha deciso, in parole),
        ``sicurezza`` (quota di volte in cui quella regola ha ragione sui dati del corso) e ``mezzi`` (propri, pagati,
        guadagnati). Dove i metadati mancano e le parole non si guardano, ``dimensione`` è "non so".

    Raises
    ------
    TypeError, KeyError, ValueError
        Se non è una tabella, è vuota, o manca la colonna ``testo``; se un metadato ha un valore sconosciuto.

    Notes
    -----
    Le parole da sole non distinguono content e advertising: lo stesso testo può essere gratuito o pagato. Le quattro
    dimensioni si sovrappongono, perciò le etichette possono essere due.
    """
    import pandas as pd

    if use not in ("both", "metadata", "text"):
        raise ValueError(f'use="{use}" non esiste: scegli tra both, metadata, text.')
    check_table(actions, ["testo"] if use != "metadata" else [])
    known = {name: actions[name].tolist() if name in actions else [None] * len(actions) for name in METADATA}
    _check_values(actions)
    texts = actions["testo"].fillna("").astype(str).tolist() if "testo" in actions else [""] * len(actions)
    found = []
    for place, text in enumerate(texts):
        facts = {name: _known(values[place]) for name, values in known.items()}
        ruling = _by_metadata(facts, text if use == "both" else "") if use != "text" else None
        if ruling is None:
            ruling = _by_text(text) if use != "metadata" else Ruling("non so", NONE, "metadati insufficienti", 0.0)
        found.append(ruling)
    table = pd.DataFrame(found, index=actions.index)
    table.columns = ["dimensione", "seconda", "regola", "sicurezza"]
    table["mezzi"] = [
        _means(first, second) for first, second in zip(table["dimensione"], table["seconda"], strict=True)
    ]
    return table


def classification_scores(actions: pd.DataFrame) -> pd.DataFrame:
    """Quanto ci prende la classificazione con i metadati, con le parole, con entrambi.

    Parameters
    ----------
    actions : DataFrame
        Come in `classify`, con la verità in ``dimensione`` e ``seconda``.

    Returns
    -------
    DataFrame
        Indice ``guarda``. Colonne: ``quota`` (prima dimensione giusta), ``limite_inf``, ``limite_sup``, ``quota_entrambe``
        (giuste tutte e due) e ``quota_content_advertising`` (giusta, fra le azioni che sono content o advertising).

    Raises
    ------
    TypeError, KeyError, ValueError
        Come in `classify`.
    """
    import pandas as pd

    check_table(actions, ["testo", "dimensione", "seconda"])
    plain = actions.drop(columns=["dimensione", "seconda"])
    close = actions["dimensione"].isin([CONTENT, ADVERTISING])
    rows = {}
    for use, name in (("both", "metadati e parole"), ("metadata", "solo metadati"), ("text", "solo parole")):
        found = classify(plain, use)
        right = found["dimensione"] == actions["dimensione"]
        both = right & (found["seconda"] == actions["seconda"])
        interval = rate_interval(int(right.sum()), len(right))
        rows[name] = (
            interval.stima,
            interval.limite_inf,
            interval.limite_sup,
            float(both.mean()),
            float(right[close].mean()),
        )
    columns = ["quota", "limite_inf", "limite_sup", "quota_entrambe", "quota_content_advertising"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("guarda")


def _by_metadata(facts: dict[str, Any], text: str) -> Ruling | None:
    who, seen, paid, fee = (facts[name] for name in ("chi_pubblica", "visibile_a", "a_pagamento", "compenso"))
    if who == BOT or seen == PRIVATE:
        return Ruling(MESSAGING, NONE, "arriva a una persona sola", SURE)
    if seen == LIST:
        return Ruling(MESSAGING, ADVERTISING, "inviata a una lista di contatti", SURE)
    if who == CREATOR and fee is not None and fee > 0:
        return Ruling(INFLUENCE, ADVERTISING, "pubblica un influencer pagato", SURE)
    if who == CREATOR and fee is None and DISCLOSED.search(text):
        return Ruling(INFLUENCE, ADVERTISING, "pubblica un influencer che dichiara la pubblicità", DISCLOSES)
    if who in (CREATOR, CUSTOMER):
        return Ruling(INFLUENCE, NONE, f"pubblica un {who}, senza compenso", SURE)
    if who == FIRM and paid == 1:
        return Ruling(ADVERTISING, NONE, "pubblica l'azienda, a pagamento", SURE)
    if who == FIRM and paid == 0:
        return Ruling(CONTENT, NONE, "pubblica l'azienda, senza pagare", SURE)
    return None


def _by_text(text: str) -> Ruling:
    if DISCLOSED.search(text):
        return Ruling(INFLUENCE, ADVERTISING, "parole: dichiara la pubblicità", DISCLOSES)
    if PERSONAL.search(text):
        return Ruling(MESSAGING, NONE, "parole: si rivolge a una persona", ADDRESSES)
    if SELLING.search(text):
        return Ruling(ADVERTISING, NONE, "parole: prezzi, sconti, inviti", SELLS)
    if len(FIRST_PERSON.findall(text)) >= 2:
        return Ruling(INFLUENCE, NONE, "parole: racconta in prima persona", TELLS)
    return Ruling(CONTENT, NONE, "parole: nessun segno particolare", NOTHING)


def _means(first: str, second: str) -> str:
    """Return owned, paid, earned: whoever pays for the space makes it paid; what others say by themselves is earned."""
    if first == "non so":
        return "non so"
    if ADVERTISING in (first, second) and first != MESSAGING:
        return PAID
    return EARNED if first == INFLUENCE else OWNED


def _known(value: Any) -> Any:
    return None if value is None or value != value or type(value).__name__ == "NAType" else value


def _check_values(actions: pd.DataFrame) -> None:
    allowed: dict[str, tuple[Any, ...]] = {
        "a_pagamento": (0, 1),
        "chi_pubblica": (FIRM, CREATOR, CUSTOMER, BOT),
        "visibile_a": (EVERYBODY, LIST, PRIVATE),
    }
    for name, values in allowed.items():
        if name not in actions:
            continue
        wrong = actions[name].dropna()
        wrong = wrong[~wrong.isin(values)]
        if len(wrong):
            raise ValueError(
                f"La colonna «{name}» ha il valore «{wrong.iloc[0]}» (riga {wrong.index[0]}), che non conosco. "
                f"I valori previsti sono: {', '.join(map(str, values))}."
            )
    if "compenso" in actions and (actions["compenso"].dropna() < 0).any():
        row = actions.index[(actions["compenso"] < 0).fillna(False)][0]
        raise ValueError(
            f"La colonna «compenso» ha un numero negativo (riga {row}): un compenso non scende sotto zero."
        )
