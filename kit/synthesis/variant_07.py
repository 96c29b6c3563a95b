"""The variant of lesson 07: the followers of three pages and a sample checked by hand.

Pure.  Each page has a hidden role; which page has which role belongs to the data, not to the questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from kit.synthesis.clients import REFERENCE_DAY
from kit.synthesis.followers import make_profiles
from kit.synthesis.making import Maker, Variant

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

PAGES = ("altocrinale", "fiatolungo", "quotanova", "scattofermo")
RULES = (("follower", 30), ("messaggi", 50), ("follower", 20), ("messaggi", 40))  # flagged: fewer than
PREVALENCES = (0.02, 0.05, 0.10)
CHECKED = {"persone": 260, "falsi": 140}
DAYS = 240  # days of arrivals
COLUMNS = ("follower", "seguiti", "messaggi", "immagine", "bio")
SILENT = 0.4
CLEAR = 0.004  # two shares nearer than this are no question: answers have three decimals


class Role(NamedTuple):
    """Quanti follower (da, a), quota di falsi (da, a), mi piace e condivisioni medie di persone e falsi, chi fa il picco."""

    size: tuple[int, int]
    fake: tuple[float, float]
    real: tuple[float, float]
    bought: tuple[float, float]
    peak_of_fakes: bool


ROLES = {
    "grande": Role((850, 950), (0.28, 0.40), (0.8, 0.04), (0.02, 0.0), True),  # most followers, hardly a relation
    "piaciuta": Role((480, 560), (0.18, 0.28), (0.6, 0.05), (11.0, 0.0), True),  # bought with likes
    "vicina": Role((300, 360), (0.02, 0.05), (1.9, 0.45), (0.02, 0.0), False),  # a relation; its peak is a success
}


def choose(rng: np.random.Generator) -> dict[str, Any]:
    """Sorteggia pagina, regola e quota di falsi su cui verte la prova."""
    pages = sorted(rng.permutation(PAGES)[: len(ROLES)].tolist())
    column, limit = RULES[int(rng.integers(len(RULES)))]
    return {
        "marchio": pages[int(rng.integers(len(pages)))],
        "colonna": column,
        "soglia": limit,
        "quota_ipotesi": float(rng.choice(PREVALENCES)),
        "marchi": pages,
    }


def ask(params: Mapping[str, Any]) -> dict[str, str]:
    """Le domande, in parole."""
    page, rule = params["marchio"], f"meno di {params['soglia']} nella colonna {params['colonna']}"
    percent = f"{params['quota_ipotesi'] * 100:.0f} %"
    return {
        "segnati": f"Fra i follower di {page}, quale quota è segnata dalla regola «{rule}»?",
        "sensibilita": f"Fra i falsi verificati a mano, quale quota è segnata dalla regola «{rule}»?",
        "falsi_allarmi": f"Fra le persone verificate a mano, quale quota è segnata dalla regola «{rule}»?",
        "significato": f"Se in un pubblico i falsi fossero il {percent}, quale quota dei conti segnati dalla regola sarebbe falsa?",
        "corretta": f"Qual è la quota di falsi fra i follower di {page}, corretta per gli errori della regola?",
        "giorno": f"In quale giorno sono arrivati più follower a {page}?",
        "relazione": "Quale pagina ha più condivisioni per follower?",
    }


def make(rng: np.random.Generator, params: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Inventa i follower delle tre pagine e il campione verificato a mano."""
    import pandas as pd

    roles = dict(zip(rng.permutation(params["marchi"]).tolist(), ROLES.values(), strict=True))
    parts = [_page(rng, name, roles[name]) for name in params["marchi"]]
    table = pd.concat(parts, ignore_index=True)
    table.insert(0, "account", [f"V{number:04d}" for number in rng.permutation(len(table)) + 1])
    checked = _profiles(rng, CHECKED["persone"], CHECKED["falsi"])
    checked = checked.iloc[rng.permutation(len(checked))].reset_index(drop=True)
    checked.insert(0, "account", [f"M{number:04d}" for number in range(1, len(checked) + 1)])
    return {"follower": table, "verificati": checked}


def _profiles(rng: np.random.Generator, people: int, fakes: int) -> pd.DataFrame:
    first = round(fakes * 0.47)
    table = make_profiles(rng, {"dibattito": people, "lampo": first, "ondate": fakes - first})
    return table[["falso", *COLUMNS]]


def _page(rng: np.random.Generator, name: str, role: Role) -> pd.DataFrame:
    import pandas as pd

    size = int(rng.integers(*role.size))
    fakes = round(size * rng.uniform(*role.fake))
    table = _profiles(rng, size - fakes, fakes)
    fake = table.pop("falso").to_numpy() == 1
    ago = rng.integers(0, DAYS, size)
    chosen = np.flatnonzero(fake) if role.peak_of_fakes else np.flatnonzero(~fake)
    rush = rng.choice(
        chosen, max(round(0.6 * len(chosen)) if role.peak_of_fakes else round(size * 0.1), 20), replace=False
    )
    ago[rush] = int(rng.integers(15, DAYS - 15))
    warmth = rng.gamma(1.0, 1.0, size) * (rng.random(size) >= SILENT) / (1 - SILENT)
    likes, shares = (rng.poisson(np.where(fake, role.bought[k], role.real[k] * warmth)) for k in (0, 1))
    day = pd.Series(np.datetime64(REFERENCE_DAY) - ago.astype("timedelta64[D]")).astype("datetime64[us]")
    table = table.assign(marchio=name, seguito_il=day, mi_piace=likes, condivisioni=shares)
    order = np.argsort(ago, kind="stable")  # the latest first, as the lists arrive
    return table[["marchio", "seguito_il", *COLUMNS, "mi_piace", "condivisioni"]].iloc[order].reset_index(drop=True)


def _flagged(variant: Variant, table: pd.DataFrame) -> NDArray[np.bool_]:
    return np.asarray(table[variant.params["colonna"]] < variant.params["soglia"])


def _errors(variant: Variant) -> tuple[float, float]:
    """Return the share of checked fakes and of checked people that the rule flags."""
    checked = variant.tables["verificati"]
    flagged = _flagged(variant, checked)
    fake = checked["falso"].to_numpy() == 1
    return float(flagged[fake].mean()), float(flagged[~fake].mean())


def _raw(variant: Variant) -> tuple[float, float]:
    """Return the flagged share of the page asked for, and of all pages together."""
    table = variant.tables["follower"]
    flagged = _flagged(variant, table)
    return float(flagged[(table["marchio"] == variant.params["marchio"]).to_numpy()].mean()), float(flagged.mean())


def _corrected(variant: Variant) -> float:
    caught, alarms = _errors(variant)
    return (_raw(variant)[0] - alarms) / (caught - alarms)


def _rule_tells(variant: Variant) -> bool:
    caught, alarms = _errors(variant)
    return caught - alarms >= 0.5 and alarms >= 0.02


def _correction_matters(variant: Variant) -> bool:
    return abs(_corrected(variant) - _raw(variant)[0]) >= CLEAR and CLEAR <= _corrected(variant) <= 0.95


def _page_matters(variant: Variant) -> bool:
    here, everywhere = _raw(variant)
    return abs(here - everywhere) >= CLEAR


def _flag_is_weak(variant: Variant) -> bool:
    """Tell whether a flag means much less than the share of fakes it catches."""
    caught, alarms = _errors(variant)
    share = variant.params["quota_ipotesi"]
    means = share * caught / (share * caught + (1 - share) * alarms)
    return bool(caught - means >= 0.1)


def _one_peak(variant: Variant) -> bool:
    table = variant.tables["follower"]
    days = table.loc[table["marchio"] == variant.params["marchio"], "seguito_il"].value_counts()
    return bool(days.iloc[0] >= 2 * days.iloc[1])


def _three_winners(variant: Variant) -> bool:
    pages = variant.tables["follower"].groupby("marchio")
    means = pages[["mi_piace", "condivisioni"]].mean()
    second = means["condivisioni"].nlargest(2).iloc[1]
    winners = {pages.size().idxmax(), means["mi_piace"].idxmax(), means["condivisioni"].idxmax()}
    clear: bool = means["condivisioni"].max() >= 1.3 * second
    return len(winners) == 3 and bool(clear)


MAKER = Maker(
    choose,
    ask,
    make,
    {
        "la regola distingue, e sbaglia": _rule_tells,
        "la correzione cambia la quota": _correction_matters,
        "dimenticare la pagina cambia la quota": _page_matters,
        "un conto segnato è spesso una persona": _flag_is_weak,
        "un giorno si stacca da tutti gli altri": _one_peak,
        "la pagina migliore cambia se guardi i follower, i mi piace o le condivisioni": _three_winners,
    },
)
