"""Generator of `eventi` and `collegamenti`: three months of what people did before and after buying, device by device.

Pure: a numpy Generator and the clients in, tables out.  The planted effects are the constants below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from kit.synthesis.clients import propensity

if TYPE_CHECKING:
    import pandas as pd

FIRST_DAY, DAYS = "2025-03-03", 91  # a Monday; thirteen weeks, and the clock changes on 30 March
PEOPLE, STRANGERS = 2_100, 500  # clients with a journey; visitors whom nobody ever identified

STAGES = ("scoperta", "considerazione", "intenzione", "acquisto", "fedelta")
CHANNELS = (
    "creator", "diretto", "gruppo", "negozio", "newsletter", "passaparola",
    "recensioni", "retargeting", "ricerca", "ricerca_marca", "social_foto", "social_video",
)  # fmt: skip
EARNED, PAID = ("passaparola", "recensioni"), ("creator", "retargeting")
# Where each stage happens: weights of the channels.
PLACES = {
    "scoperta": {"social_video": 26, "social_foto": 24, "creator": 16, "passaparola": 8, "gruppo": 8, "newsletter": 8, "ricerca": 10},
    "considerazione": {"ricerca": 22, "recensioni": 20, "gruppo": 13, "social_foto": 12, "social_video": 9, "passaparola": 8,
                       "newsletter": 8, "retargeting": 8},
    "intenzione": {"ricerca_marca": 22, "retargeting": 20, "diretto": 18, "newsletter": 12, "recensioni": 10, "negozio": 10,
                   "passaparola": 8},
    "fedelta": {"gruppo": 34, "newsletter": 30, "social_foto": 20, "diretto": 16},
}  # fmt: skip
HUB = 0.35  # share of touches that go to one's own favourite channel, whatever the stage
# What the last two touches call for, and how often it happens: a memory of two touches, not of one.
HABITS = {
    ("ricerca", "recensioni"): "ricerca",
    ("social_foto", "ricerca"): "recensioni",
    ("social_video", "ricerca"): "recensioni",
    ("retargeting", "ricerca_marca"): "diretto",
}
BY_HABIT = 0.85
ADVANCE = {"scoperta": 0.42, "considerazione": 0.30, "intenzione": 0.0, "fedelta": 0.0}  # to the next stage, per touch
BACK = {"considerazione": 0.10, "intenzione": 0.22}  # to the stage before, per touch
LEAVE = {"scoperta": 0.22, "considerazione": 0.12, "intenzione": 0.14, "fedelta": 0.35}
BUY = -2.0  # log-odds of buying at a touch of «intenzione»
BUY_AFTER_EARNED = 1.1  # more, if one of the last three touches was earned; paid touches and brand search add nothing
BUY_BY_PROPENSITY = 0.5  # more per unit of log-odds of the client's own propensity
HOURS, HOURS_AFTER_EARNED = 40.0, 13.0  # median hours to the next touch
SPREAD_OF_HOURS = 1.0  # of the logarithm
SAME_SITTING, SITTING_MINUTES = (
    0.35,
    8.0,
)  # the next touch comes within the same sitting: how often, how long after the first minute
STAYS_LOYAL, BUYS_AGAIN = 0.55, 0.35
BROADCAST_DAY, BROADCAST_HOUR, BROADCAST_SHARE = (
    3,
    21,
    0.30,
)  # Thursdays at nine the race is on: touches of social_video then

TALKS = {"gruppo": 0.55, "social_foto": 0.22, "negozio": 0.0}  # a touch there is a message of a conversation
ANSWERED, ANSWER_HOURS = 0.72, 3.5  # by the brand: how often, after how many hours (median)
JOINS = 0.45  # a message in the group goes on in a conversation that somebody else opened

DEVICES = {"telefono": 0.62, "computer": 0.30, "tablet": 0.08}
COMPUTER_TO_BUY = 0.60  # share of online purchases made on the computer
LOGGED_IN = {"newsletter": 0.80, "diretto": 0.35, "gruppo": 0.70}  # elsewhere the device alone is known
DEVICE_LINKED = 0.85  # of the devices of a person who logged in at least once
SHARED_HOMES, SHOP_TABLET = 40, 30  # pairs of people with one tablet; people linked to the tablet of the shop
SHOP_TABLET_ID = "D00001"
COSTS = {
    "creator": 1.20,
    "retargeting": 0.60,
    "social_foto": 0.25,
    "social_video": 0.30,
    "newsletter": 0.02,
}  # euro a touch
ITEMS = {29.90: 0.35, 59.90: 0.40, 89.90: 0.25}
IN_SHOP = 0.40  # of the purchases


@dataclass
class _Diary:
    """What is written down, one list per column."""

    person: list[int] = field(default_factory=list)
    hour: list[float] = field(default_factory=list)
    channel: list[str] = field(default_factory=list)
    event: list[str] = field(default_factory=list)
    stage: list[str] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def add(self, person: int, hour: float, channel: str, event: str, stage: str, value: float = 0.0) -> None:
        self.person.append(person)
        self.hour.append(hour)
        self.channel.append(channel)
        self.event.append(event)
        self.stage.append(stage)
        self.value.append(value)


class _Dice:
    """Uniform numbers one at a time, drawn in blocks."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.left: list[float] = []

    def roll(self) -> float:
        if not self.left:
            self.left = self.rng.random(65_536).tolist()
        return self.left.pop()

    def pick(self, weights: Mapping[str, float]) -> str:
        at = self.roll() * sum(weights.values())
        for name, weight in weights.items():
            at -= weight
            if at < 0:
                return name
        return name

    def hours(self, median: float) -> float:
        return median * float(np.exp(SPREAD_OF_HOURS * self.rng.standard_normal()))

    def minutes(self, mean: float) -> float:
        return float(self.rng.exponential(mean))


def make_journeys(rng: np.random.Generator, clients: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Inventa il registro degli eventi di Fiatolungo e i collegamenti tra dispositivi e persone.

    Parameters
    ----------
    rng : numpy.random.Generator
        Sorgente di numeri casuali, già seminata.
    clients : DataFrame
        L'anagrafica fatta da `make_clients`.

    Returns
    -------
    tuple
        `eventi` e `collegamenti`; colonne e unità nelle schede.
    """
    own = propensity(clients)
    weight = own**0.5
    chosen = np.sort(rng.choice(len(clients), PEOPLE, replace=False, p=weight / weight.sum()))
    logit = np.log(own[chosen] / (1 - own[chosen]))
    lean = BUY_BY_PROPENSITY * (logit - logit.mean())
    favourite = clients["canale_preferito"].to_numpy(dtype=object)[chosen]
    dice, diary = _Dice(rng), _Diary()
    for person in range(PEOPLE + STRANGERS):
        known = person < PEOPLE
        hub = str(favourite[person]) if known and isinstance(favourite[person], str) else dice.pick(PLACES["scoperta"])
        _walk(dice, diary, person, dice.roll() * DAYS * 24 * 0.8, hub, float(lean[person]) if known else -0.8)
    names = np.append(clients["utente"].to_numpy(dtype=object)[chosen], [None] * STRANGERS)
    return _written(rng, dice, diary, names)


def _walk(dice: _Dice, diary: _Diary, person: int, hour: float, hub: str, lean: float) -> None:
    """One person's touches, from the first until they leave or the log ends."""
    stage, before = "scoperta", ["", "", ""]
    while hour < DAYS * 24:
        channel = _channel(dice, stage, hub, before)
        kind = (
            "ricerca"
            if channel.startswith("ricerca")
            else "messaggio"
            if dice.roll() < TALKS.get(channel, 0)
            else "contatto"
        )
        diary.add(person, hour, channel, kind, stage)
        before = [*before[1:], channel]
        earned = any(one in EARNED for one in before)
        if stage == "intenzione" and dice.roll() < 1 / (1 + np.exp(-(BUY + lean + BUY_AFTER_EARNED * earned))):
            value = float(dice.pick({str(price): share for price, share in ITEMS.items()}))
            place = "negozio" if dice.roll() < IN_SHOP or channel == "negozio" else "sito"
            diary.add(person, hour + 0.1 + dice.roll(), place, "conversione", "acquisto", value)
            if dice.roll() > STAYS_LOYAL:
                return
            stage, before = "fedelta", ["", "", ""]
            hour += 24
        elif dice.roll() < LEAVE[stage]:
            if stage != "fedelta" or dice.roll() > BUYS_AGAIN:
                return
            stage = "considerazione"
        elif dice.roll() < ADVANCE[stage]:
            stage = STAGES[STAGES.index(stage) + 1]
        elif dice.roll() < BACK.get(stage, 0):
            stage = STAGES[STAGES.index(stage) - 1]
        if dice.roll() < SAME_SITTING:
            hour += (1 + dice.minutes(SITTING_MINUTES)) / 60
        else:
            hour += dice.hours(HOURS_AFTER_EARNED if channel in EARNED else HOURS)


def _channel(dice: _Dice, stage: str, hub: str, before: list[str]) -> str:
    called = HABITS.get((before[1], before[2]))
    if called and dice.roll() < BY_HABIT:
        return called
    if dice.roll() < HUB and hub != "negozio":
        return hub
    return dice.pick(PLACES[stage])


def _written(
    rng: np.random.Generator, dice: _Dice, diary: _Diary, names: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    from kit.synthesis.journeys_devices import devices_of, link_table

    table = pd.DataFrame(
        {
            "person": diary.person,
            "hour": _waking(rng, np.array(diary.hour), np.array(diary.channel)),
            "canale": diary.channel,
            "evento": diary.event,
            "tappa": diary.stage,
            "valore": diary.value,
        }
    ).sort_values(["person", "hour"], kind="stable", ignore_index=True)
    table = _conversations(rng, dice, table)
    table["costo"] = table["canale"].map(COSTS).fillna(0.0).where(table["evento"] != "conversione", 0.0)
    table.loc[table["mittente"] == "marca", "costo"] = 0.0
    table["dispositivo"], device, logged = devices_of(rng, table)
    table["utente"] = np.where(logged, names[table["person"]], device)
    links = link_table(rng, table, device, logged, names)
    seconds = (table["hour"] * 3600).astype(np.int64)
    instant = pd.Timestamp(FIRST_DAY) + pd.to_timedelta(seconds, unit="s")
    instant = instant.where(~instant.between("2025-03-30 02:00", "2025-03-30 03:00"), instant + pd.Timedelta("1h"))
    table["data_ora"] = instant.dt.strftime("%Y-%m-%d %H:%M:%S")
    table = table[instant < pd.Timestamp(FIRST_DAY) + pd.Timedelta(days=DAYS)]
    columns = [
        "utente",
        "data_ora",
        "canale",
        "evento",
        "tappa",
        "dispositivo",
        "conversazione",
        "mittente",
        "valore",
        "costo",
    ]
    table = table.sort_values(["data_ora", "person"], kind="stable")[columns].reset_index(drop=True)
    for name in ("utente", "data_ora", "canale", "evento", "tappa", "dispositivo", "conversazione", "mittente"):
        table[name] = table[name].astype("str").where(table[name] != "")
    return table, links


def _waking(rng: np.random.Generator, hour: np.ndarray, channel: np.ndarray) -> np.ndarray:
    """Move touches to waking hours, and some of `social_video` to the broadcast of that week."""
    day, clock = np.divmod(hour, 24)
    clock = 7 + clock * 16.9 / 24
    race = (channel == "social_video") & (rng.random(len(hour)) < BROADCAST_SHARE)
    thursday = day - (day % 7) + BROADCAST_DAY
    thursday = np.where(thursday < day, thursday + 7, thursday)
    moved = thursday * 24 + BROADCAST_HOUR + 1.5 * rng.random(len(hour))
    return np.where(race & (moved < DAYS * 24), moved, day * 24 + clock)


def _conversations(rng: np.random.Generator, dice: _Dice, table: pd.DataFrame) -> pd.DataFrame:
    """Give every message its conversation, and the brand's answers their rows."""
    import pandas as pd

    talk = np.flatnonzero(table["evento"] == "messaggio")
    talk = talk[np.argsort(table["hour"].to_numpy()[talk], kind="stable")]
    thread, count = np.full(len(table), -1), 0
    opened: dict[str, list[int]] = {name: [] for name in TALKS}
    person, channel, hour = (table[name].to_numpy() for name in ("person", "canale", "hour"))
    own: dict[int, int] = {}
    answers = []
    for row in talk:
        near = [one for one in opened[channel[row]] if hour[row] - hour[one] < 96][-12:]
        if channel[row] == "gruppo" and near and dice.roll() < JOINS:
            thread[row] = thread[near[int(dice.roll() * len(near))]]
        elif person[row] in own and dice.roll() < 0.4:
            thread[row] = own[person[row]]
        else:
            thread[row], count = count, count + 1
            opened[channel[row]].append(int(row))
        own[person[row]] = int(thread[row])
        if dice.roll() < ANSWERED:
            answers.append((row, hour[row] + dice.hours(ANSWER_HOURS)))
    table["conversazione"] = [f"C{number + 1:04d}" if number >= 0 else "" for number in thread]
    table["mittente"] = np.where(table["evento"] == "messaggio", "persona", "")
    reply = table.loc[[row for row, _ in answers]].copy()
    reply["hour"] = [at for _, at in answers]
    reply["mittente"] = "marca"
    both = pd.concat([table, reply], ignore_index=True)
    return both.sort_values(["person", "hour"], kind="stable", ignore_index=True)
