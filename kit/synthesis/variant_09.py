"""The variant of lesson 09: a short event log on several devices, the links between them, and marks by stage.

Pure.  Which channel leads where, and which stage loses or displeases people, belongs to the data, not to the questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from kit.synthesis.making import Maker, Variant

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

STAGES = ("scoperta", "considerazione", "intenzione", "acquisto", "fedelta")
CHANNELS = ("gruppo", "newsletter", "passaparola", "recensioni", "ricerca", "social_foto", "social_video")
PEOPLE, MOST, DAYS, FIRST_DAY = 170, 9, 28, "2025-09-01"
GAPS = (20, 45, 60, 90)  # minutes; 30 is the lesson's own, left unchanged by mistake
STAGE_OF = {  # weights of the channels at each stage, in the order of a shuffled list of channels
    "scoperta": (4, 4, 2, 1, 1, 1, 1),
    "considerazione": (1, 1, 4, 4, 2, 1, 1),
    "intenzione": (1, 1, 1, 2, 4, 4, 1),
    "fedelta": (1, 1, 1, 1, 1, 1, 6),
}
BACK = (0.12, 0.24)  # share of moves to the stage before
KEEPS = 0.80  # of the people at a stage who get to the next one
LOSES = 0.42  # at the stage that loses most
SECOND_DEVICE, KNOWN = 0.75, 0.35  # people with two devices; events with the person known
MARK, LOW_MARK, MARKS_PER_STAGE = 4.0, 2.8, 60
CLEAR = 0.03


def choose(rng: np.random.Generator) -> dict[str, Any]:
    """Sorteggia il silenzio che chiude una sessione e i canali su cui verte la prova."""
    first, second = rng.permutation(CHANNELS)[:2].tolist()
    return {"silenzio": int(rng.choice(GAPS)), "canale": first, "prossimo": second}


def ask(params: Mapping[str, Any]) -> dict[str, str]:
    """Le domande, in parole."""
    return {
        "sessioni": f"Unisci gli identificativi. Quante sessioni ci sono, se ognuna finisce dopo più di {params['silenzio']} minuti "
        "di silenzio?",
        "dopo": f"Unisci gli identificativi e conta una volta sola le ripetizioni di fila. Fra i passaggi che partono da "
        f"{params['canale']}, quale quota va a {params['prossimo']}?",
        "tappa_persa": "A quale tappa arriva la quota più bassa di chi era alla tappa precedente?",
        "tappa_scontenta": "In quale tappa il voto medio è più basso?",
        "ritorni": "Quale quota dei passaggi fra tappe diverse torna indietro?",
    }


def make(rng: np.random.Generator, params: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Inventa registro, collegamenti e voti."""
    import pandas as pd

    lost, sad = rng.permutation(np.arange(1, 4))[:2]  # where people stop is not where they are displeased
    keeps = np.full(4, KEEPS)
    keeps[lost - 1] = LOSES
    weight = {stage: np.array(STAGE_OF[stage])[rng.permutation(len(CHANNELS))] for stage in STAGE_OF}
    up_to = {stage: np.cumsum(parts / parts.sum()) for stage, parts in weight.items()}
    back = rng.uniform(*BACK)
    rows = [row for person in range(PEOPLE) for row in _walk(rng, person, keeps, up_to, back)]
    table = pd.DataFrame(rows, columns=["person", "minute", "canale", "evento", "tappa"])
    table, links = _devices(rng, table)
    marks = pd.DataFrame(
        {
            "tappa": np.repeat(STAGES, MARKS_PER_STAGE),
            "voto": np.clip(np.round(rng.normal(MARK, 0.8, len(STAGES) * MARKS_PER_STAGE)), 1, 5).astype(int),
        }
    )
    here = marks["tappa"] == STAGES[sad]
    marks.loc[here, "voto"] = np.clip(np.round(rng.normal(LOW_MARK, 0.9, int(here.sum()))), 1, 5).astype(int)
    marks = marks.iloc[rng.permutation(len(marks))].reset_index(drop=True).astype({"tappa": "str"})
    return {"eventi": table, "collegamenti": links, "soddisfazione": marks}


def _walk(
    rng: np.random.Generator,
    person: int,
    keeps: NDArray[np.float64],
    up_to: Mapping[str, NDArray[np.float64]],
    back: float,
) -> list[tuple[int, int, str, str, str]]:
    rows: list[tuple[int, int, str, str, str]] = []
    minute, stage = int(rng.integers(DAYS * 1440 // 2)), 0
    while len(rows) < MOST and minute < DAYS * 1440:
        name = STAGES[stage]
        if name == "acquisto":
            rows.append((person, minute, "negozio", "conversione", name))
        else:
            channel = CHANNELS[int(np.searchsorted(up_to[name], rng.random()))]
            rows.append((person, minute, channel, "contatto", name))
        if 0 < stage < 3 and rng.random() < back:
            stage -= 1
        elif stage < 4 and rng.random() < 0.62:
            if rng.random() > keeps[stage]:
                return rows
            stage += 1
        elif stage == 4:
            return rows
        minute += 1 + int(rng.exponential(12 if rng.random() < 0.45 else 1500))
    return rows


def _devices(rng: np.random.Generator, table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    person = table["person"].to_numpy()
    names = np.array([f"V{number:03d}" for number in rng.permutation(PEOPLE) + 1], dtype=object)
    codes = np.array([f"K{number:03d}" for number in rng.permutation(2 * PEOPLE) + 1], dtype=object)
    two = rng.random(PEOPLE) < SECOND_DEVICE
    second = two[person] & (rng.random(len(person)) < 0.4)
    known = (rng.random(len(person)) < KNOWN) | (table["evento"] == "conversione").to_numpy()
    device = codes[2 * person + second]
    pairs = sorted(set(zip(names[person], device, strict=True)))
    links = pd.DataFrame(pairs, columns=["utente", "id_collegato"]).astype("str")
    log = pd.DataFrame(
        {
            "utente": np.where(known, names[person], device),
            "data_ora": pd.Timestamp(FIRST_DAY)
            + pd.to_timedelta(table["minute"] * 60 + rng.integers(0, 60, len(table)), unit="s"),
            "canale": table["canale"],
            "evento": table["evento"],
            "tappa": table["tappa"],
        }
    ).sort_values("data_ora", ignore_index=True)
    log["data_ora"] = log["data_ora"].dt.strftime("%Y-%m-%d %H:%M:%S")
    return log.astype("str"), links


@lru_cache(maxsize=1)  # every invariant of a variant asks for it
def _prepared(variant: Variant) -> pd.DataFrame:
    """The log in order of person and time: identities joined (`utente`) and not (`prima`), both as numbers."""
    import pandas as pd

    log, links = variant.tables["eventi"], variant.tables["collegamenti"]
    owner = dict(zip(links["id_collegato"], links["utente"], strict=True))
    seen = list(log["utente"])
    table = pd.DataFrame(
        {
            "utente": _numbered([owner.get(name, name) for name in seen]),
            "prima": _numbered(seen),
            "secondo": np.asarray(log["data_ora"], dtype="datetime64[s]").astype(np.int64),
            "canale": np.array(log["canale"], dtype=object),
            "compra": [name == "conversione" for name in log["evento"]],
            "posto": [STAGES.index(name) for name in log["tappa"]],
        }
    )
    return table.sort_values(["utente", "secondo"], kind="stable", ignore_index=True)


def _numbered(names: list[str]) -> list[int]:
    place = {name: at for at, name in enumerate(sorted(set(names)))}
    return [place[name] for name in names]


def _identity_matters(variant: Variant) -> bool:
    table = _prepared(variant)
    return bool(table["prima"].nunique() >= 1.3 * table["utente"].nunique())


def _sessions(table: pd.DataFrame, who: str, minutes: int) -> int:
    ordered = table if who == "utente" else table.sort_values([who, "secondo"], kind="stable")
    gap = ordered["secondo"].diff() > minutes * 60
    return int((gap | (ordered[who] != ordered[who].shift())).sum())


def _sessions_differ(variant: Variant) -> bool:
    table, minutes = _prepared(variant), variant.params["silenzio"]
    right = _sessions(table, "utente", minutes)
    others = [
        _sessions(table, "prima", minutes),
        *(_sessions(table, "utente", gap) for gap in (30, *GAPS) if gap != minutes),
    ]
    return all(abs(right - other) >= 2 for other in others)


def _steps_after(variant: Variant) -> tuple[int, int, int]:
    """Steps from the channel asked for, those that go to the other channel, and those counted with repeats.

    As `build_paths(…, lookback="30D", after_conversion="cut")` counts them: the log is shorter than the window, so a
    journey ends at a purchase or with the log.
    """
    table, params = _prepared(variant), variant.params
    person, channel, won = (table[name].to_numpy() for name in ("utente", "canale", "compra"))
    path = np.cumsum(np.append(False, won[:-1])) + 1000 * person
    path, channel = path[~won], channel[~won]
    same = path[:-1] == path[1:]
    last = np.append(same & (channel[:-1] == channel[1:]), False)
    start = (channel == params["canale"]) & ~last
    goes = start[:-1] & same & (channel[1:] == params["prossimo"])
    return int(start.sum()), int(goes.sum()), int((channel == params["canale"]).sum())


def _next_step_is_a_question(variant: Variant) -> bool:
    start, goes, with_repeats = _steps_after(variant)
    return start >= 40 and goes >= 5 and goes / start - goes / max(with_repeats, 1) >= 0.004


@lru_cache(maxsize=1)
def _reached(variant: Variant) -> list[int]:
    """People at each stage who got there through all those before, in order."""
    table = _prepared(variant)
    reached = dict.fromkeys(range(len(STAGES)), 0)
    before, at = -1, -1
    for name, stage in zip(table["utente"], table["posto"], strict=True):
        if name != before:
            before, at = name, -1
        if stage == at + 1:
            at = stage
            reached[stage] += 1
    return list(reached.values())


def _losing_stage_is_clear(variant: Variant) -> bool:
    people = _reached(variant)
    if min(people[:-1]) == 0:
        return False
    shares = sorted(after / before for before, after in pairwise(people))
    return shares[1] - shares[0] >= CLEAR


def _stages_differ(variant: Variant) -> bool:
    people, marks = _reached(variant), variant.tables["soddisfazione"].groupby("tappa")["voto"].mean()
    if min(people[:-1]) == 0:
        return False
    lost = int(np.argmin([after / before for before, after in pairwise(people)])) + 1
    low = marks.sort_values()
    return bool(low.index[0] != STAGES[lost] and low.iloc[1] - low.iloc[0] >= 0.2)


def _returns_are_seen(variant: Variant) -> bool:
    table = _prepared(variant)
    stage = table["posto"]
    move = (stage - stage.shift())[(table["utente"] == table["utente"].shift()) & (stage != stage.shift())]
    raw = table.sort_values(["prima", "secondo"], kind="stable")
    raw_stage = raw["posto"]
    raw_move = (raw_stage - raw_stage.shift())[
        (raw["prima"] == raw["prima"].shift()) & (raw_stage != raw_stage.shift())
    ]
    return bool((move < 0).mean() > CLEAR and abs((move < 0).mean() - (raw_move < 0).mean()) >= 0.004)


MAKER = Maker(
    choose,
    ask,
    make,
    {
        "dal canale chiesto partono abbastanza passaggi, e le ripetizioni cambiano la quota": _next_step_is_a_question,
        "senza unire gli identificativi le persone sembrano molte di più": _identity_matters,
        "dimenticare gli identificativi o il silenzio cambia il numero di sessioni": _sessions_differ,
        "la tappa che perde più persone si stacca dalle altre": _losing_stage_is_clear,
        "la tappa con il voto più basso non è quella che perde più persone": _stages_differ,
        "i ritorni ci sono, e senza unire gli identificativi la quota cambia": _returns_are_seen,
    },
)
