"""The published rule sets, rule by rule: what each asks, what it needs, what it says of an account.

Pure: `evaluate_rules` reads a table and never scores it (see scoring.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.datasets.errors import DataError
from kit.followers.columns import COLUMNS, Inputs

HUMAN, FAKE = "persona", "falso"
TWO_MONTHS = 60  # days
Test = Callable[[Inputs], NDArray[np.bool_]]


@dataclass(frozen=True)
class Rule:
    """Una regola pubblicata.

    Attributes
    ----------
    number : int
        Il numero che ha nella fonte.
    slug : str
        Il nome breve della colonna.
    text : str
        La regola, a parole.
    needs : tuple of str
        Le colonne senza le quali non è valutabile.
    test : function
        Vero dove la regola, come è scritta, è soddisfatta.
    says : {"persona", "falso"}
        Che cosa dice chi la soddisfa.
    human, bot : int
        Punti da persona se soddisfatta, punti da bot se non lo è (solo Camisani-Calzolari).
    note : str
        Che cosa sappiamo di sbagliato o di contestato nella fonte.
    """

    number: int
    slug: str
    text: str
    needs: tuple[str, ...]
    test: Test
    says: str = HUMAN
    human: int = 1
    bot: int = 1
    note: str = ""

    @property
    def cost(self) -> str:
        """La classe di costo più alta fra le colonne che servono."""
        return max(COLUMNS["creato" if name == "eta" else name].cost for name in self.needs)


def _yes(name: str) -> Test:
    return lambda inputs: inputs[name] == 1


def _at_least(name: str, least: float) -> Test:
    return lambda inputs: inputs[name] >= least


def _more_than(name: str, most: float) -> Test:
    return lambda inputs: inputs[name] > most


def _ratio(least: float) -> Test:
    return lambda inputs: inputs.ratio() >= least


def _human(
    number: int,
    slug: str,
    text: str,
    needs: str,
    test: Test | None = None,
    human: int = 1,
    bot: int = 1,
    note: str = "",
) -> Rule:
    return Rule(number, slug, text, (needs,), test or _yes(needs), human=human, bot=bot, note=note)


def _fake(number: int, slug: str, text: str, needs: tuple[str, ...], test: Test, note: str = "") -> Rule:
    return Rule(number, slug, text, needs, test, FAKE, note=note)


SWAPPED = "Nella tabella 8 le righe delle regole 15 e 16 sono scambiate."
NO_SENSE = "La correlazione stampata nella tabella 8 non torna con le altre cifre della riga."
WRONG_COLUMNS = "Nella tabella 8 la riga è nelle colonne sbagliate: la «precisione» ripete l'accuratezza, il «richiamo» è la specificità."

CAMISANI_CALZOLARI = (
    _human(1, "nome", "ha un nome", "nome"),
    _human(2, "immagine", "ha un'immagine", "immagine"),
    _human(3, "indirizzo", "ha un luogo", "indirizzo"),
    _human(4, "bio", "ha una presentazione", "bio"),
    _human(5, "follower_30", "ha almeno 30 follower", "follower", _at_least("follower", 30)),
    _human(6, "in_lista", "è in una lista", "liste", _at_least("liste", 1)),
    _human(7, "messaggi_50", "ha scritto almeno 50 messaggi", "messaggi", _at_least("messaggi", 50)),
    _human(8, "geotag", "almeno un messaggio dice dove è stato scritto", "geotag", bot=0),
    _human(9, "url", "ha un indirizzo web nel profilo", "url"),
    _human(10, "preferito", "è fra i preferiti di qualcuno", "preferito_da_altri"),
    _human(11, "punteggiatura", "usa la punteggiatura", "punteggiatura"),
    _human(12, "hashtag", "ha usato almeno un hashtag", "hashtag"),
    _human(13, "iphone", "ha scritto da iPhone", "client_iphone", bot=0),
    _human(14, "android", "ha scritto da Android", "client_android", bot=0),
    _human(15, "foursquare", "ha scritto da Foursquare", "client_foursquare", bot=0, note=SWAPPED),
    _human(16, "instagram", "ha scritto da Instagram", "client_instagram", bot=0, note=SWAPPED),
    _human(17, "sito", "ha scritto dal sito", "client_web", bot=0),
    _human(18, "menzioni", "almeno una risposta o menzione", "menzioni"),
    Rule(
        19,
        "follower_doppi",
        "il doppio dei follower è almeno quanto i conti seguiti",
        ("follower", "seguiti"),
        lambda inputs: 2 * inputs["follower"] >= inputs["seguiti"],
    ),
    _human(20, "non_solo_link", "non pubblica soltanto collegamenti", "non_solo_link", note=NO_SENSE),
    _human(21, "ritwittato", "almeno un suo messaggio è stato rilanciato", "ritwittato", human=2, bot=2),
    _human(
        22,
        "client_diversi",
        "scrive da programmi diversi",
        "client_diversi",
        human=3,
        note="Contestata: dice che il 94 % dei falsi usa più programmi, mentre la regola vdb5 dice che il 78 % non lascia mai il sito.",
    ),
)

VAN_DEN_BELD = (
    _fake(1, "bio_bot", "«bot» nella presentazione", ("bio_bot",), _yes("bio_bot")),
    _fake(
        2,
        "rapporto_100",
        "segue circa 100 conti per ogni follower",
        ("seguiti", "follower"),
        _ratio(100),
        WRONG_COLUMNS,
    ),
    _fake(3, "stessa_frase", "la stessa frase a molti", ("stessa_frase",), _yes("stessa_frase"), WRONG_COLUMNS),
    _fake(
        4,
        "immagine_ripetuta",
        "la stessa immagine di almeno tre conti",
        ("immagine_ripetuta",),
        _yes("immagine_ripetuta"),
        WRONG_COLUMNS,
    ),
    _fake(5, "usa_api", "scrive da fuori del sito", ("usa_api",), _yes("usa_api"), "Segna il 98 % delle persone."),
    _fake(
        6,
        "risposta_istantanea",
        "risponde in millesimi di secondo",
        ("risposta_istantanea",),
        _yes("risposta_istantanea"),
        "Mai applicata nella fonte.",
    ),
    _fake(
        7,
        "segue_e_lascia",
        "segue e lascia entro 24 ore",
        ("segue_e_lascia",),
        _yes("segue_e_lascia"),
        "Mai applicata nella fonte.",
    ),
)

SOCIALBAKERS = (
    _fake(1, "rapporto_50", "segue almeno 50 conti per ogni follower", ("seguiti", "follower"), _ratio(50), NO_SENSE),
    _fake(
        2, "spam_30", "oltre il 30 % di frasi da venditore", ("quota_spam",), _more_than("quota_spam", 0.30), NO_SENSE
    ),
    _fake(
        3,
        "ripete_3",
        "lo stesso messaggio più di 3 volte",
        ("stesso_messaggio",),
        _more_than("stesso_messaggio", 3),
        NO_SENSE,
    ),
    _fake(4, "retweet_90", "oltre il 90 % di rilanci", ("quota_retweet",), _more_than("quota_retweet", 0.90), NO_SENSE),
    _fake(5, "link_90", "oltre il 90 % di collegamenti", ("quota_link",), _more_than("quota_link", 0.90), NO_SENSE),
    _fake(6, "zero_messaggi", "nessun messaggio", ("messaggi",), lambda inputs: inputs["messaggi"] == 0),
    _fake(
        7,
        "senza_immagine_2_mesi",
        "più di due mesi con l'immagine predefinita",
        ("immagine", "eta"),
        lambda inputs: (inputs["immagine"] == 0) & (inputs["eta"] > TWO_MONTHS),
    ),
    _fake(
        8,
        "vuoto_e_segue_100",
        "né presentazione né luogo, e segue più di 100 conti",
        ("bio", "indirizzo", "seguiti"),
        lambda inputs: (inputs["bio"] == 0) & (inputs["indirizzo"] == 0) & (inputs["seguiti"] > 100),
        NO_SENSE,
    ),
)

RULESETS: dict[str, tuple[str, tuple[Rule, ...]]] = {
    "camisani_calzolari": ("cc", CAMISANI_CALZOLARI),
    "van_den_beld": ("vdb", VAN_DEN_BELD),
    "socialbakers": ("sb", SOCIALBAKERS),
}


def ruleset_of(name: str) -> tuple[str, tuple[Rule, ...]]:
    """Le regole di un insieme, con la sigla delle colonne.

    Raises
    ------
    DataError
        Se l'insieme non esiste.
    """
    if name not in RULESETS:
        raise DataError(f"Non conosco l'insieme di regole «{name}». Scegli fra: {', '.join(RULESETS)}.")
    return RULESETS[name]


def rules(ruleset: str) -> pd.DataFrame:
    """Le regole di un insieme pubblicato, una riga ciascuna.

    Parameters
    ----------
    ruleset : {"camisani_calzolari", "van_den_beld", "socialbakers"}

    Returns
    -------
    DataFrame
        ``regola`` (il nome della colonna in `evaluate_rules`), ``testo``, ``chi_la_soddisfa_e``, ``punti_persona``,
        ``punti_bot``, ``costo`` (A, B, C), ``serve``, ``nota`` (errori noti della fonte).

    Raises
    ------
    DataError
        Se l'insieme non esiste.
    """
    prefix, found = ruleset_of(ruleset)
    weighted = ruleset == "camisani_calzolari"
    return pd.DataFrame(
        {
            "regola": [f"{prefix}{rule.number}_{rule.slug}" for rule in found],
            "testo": [rule.text for rule in found],
            "chi_la_soddisfa_e": [rule.says for rule in found],
            "punti_persona": [rule.human if weighted else 0 for rule in found],
            "punti_bot": [rule.bot for rule in found],
            "costo": [rule.cost for rule in found],
            "serve": [", ".join("creato" if name == "eta" else name for name in rule.needs) for rule in found],
            "nota": [rule.note for rule in found],
        }
    )


def evaluate_rules(
    accounts: pd.DataFrame, ruleset: str, reference_date: str | pd.Timestamp | None = None
) -> pd.DataFrame:
    """Dice, conto per conto, quali regole pubblicate sono soddisfatte.

    Parameters
    ----------
    accounts : DataFrame
        Una riga per conto, con le colonne canoniche (vedi `load`).
    ruleset : {"camisani_calzolari", "van_den_beld", "socialbakers"}
    reference_date : str or Timestamp, optional
        Il giorno in cui i conti sono stati letti: serve alle regole sull'età.

    Returns
    -------
    DataFrame
        Una colonna per regola, di tipo ``boolean``, con lo stesso indice: vero dove la regola **come è scritta** è
        soddisfatta, mancante dove non è valutabile perché manca un dato. Il numero pubblicato è nel nome:
        ``cc5_follower_30``.

    Raises
    ------
    DataError
        Se l'insieme non esiste, o un valore è impossibile.

    Notes
    -----
    Camisani-Calzolari (2012), Van den Beld (State of Search), Socialbakers, come riportati da Cresci e altri,
    *Decision Support Systems* 80 (2015), tabelle 2–4. Una regola senza il suo dato non è falsa: contarla come falsa è
    l'errore che ha guastato le repliche note. Con zero follower il rapporto si calcola come se ce ne fosse uno.
    """
    prefix, found = ruleset_of(ruleset)
    inputs = Inputs(accounts, reference_date)
    return pd.DataFrame(
        {f"{prefix}{rule.number}_{rule.slug}": _evaluate(rule, inputs) for rule in found}, index=accounts.index
    )


def _evaluate(rule: Rule, inputs: Inputs) -> pd.arrays.BooleanArray:
    missing = np.zeros(len(inputs), dtype=bool)
    for name in rule.needs:
        missing |= np.isnan(inputs[name])
    with np.errstate(invalid="ignore"):
        return pd.arrays.BooleanArray(np.where(missing, False, rule.test(inputs)), missing)
