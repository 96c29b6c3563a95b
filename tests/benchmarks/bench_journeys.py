"""Journeys against the attribution library and the process-mining library that people use: time, error, memory, parts.

Each measure runs in a process of its own; ours and the peer's take turns, the median of five (three at ten million events)
is printed, and a target that is not reached is printed as such.  The peers (GPL-3 and AGPL) live in an environment made
here when it is missing; the kit never imports them.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".venv-peers"
PINNED = ("channelattribution==2.2.5", "pm4py==2.7.23.11")
TURNS, LONG_TURNS = 5, 3
CHANNELS = [f"canale_{i:02d}" for i in range(12)]
WON = "conversione"
MANY = 10_000_000
COLUMNS = {"utente": "case:concept:name", "canale": "concept:name", "data_ora": "time:timestamp"}


def strings(paths: int, aggregated: bool) -> Any:
    """Journeys as text: different ones with counts, or one row per journey."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(7)
    weight = rng.dirichlet(np.full(len(CHANNELS), 1.2))
    if aggregated:
        found: set[str] = set()
        while len(found) < paths:
            found.add(" > ".join(rng.choice(CHANNELS, size=rng.geometric(0.23), p=weight)))
        texts = sorted(found)
        return pd.DataFrame({"p": texts, "c": rng.poisson(0.6, paths), "n": rng.poisson(3, paths) + 1, "v": 1.0})
    length = rng.geometric(0.234, paths)
    codes = rng.choice(len(CHANNELS), size=int(length.sum()), p=weight)
    names, ends = [CHANNELS[code] for code in codes], np.cumsum(length)
    texts = [" > ".join(names[end - size : end]) for end, size in zip(ends, length, strict=True)]
    won = (rng.random(paths) < 0.12).astype(int)
    return pd.DataFrame({"p": texts, "c": won, "n": 1 - won, "v": 1.0})


def events(rows: int, ordered: bool = False) -> Any:
    """An event log with text ids, as a process miner wants it; a purchase is an activity."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(11)
    person = rng.integers(0, rows // 10, rows)
    second = rng.integers(0, 180 * 86_400, rows)
    kind = np.where(rng.random(rows) < 0.04, len(CHANNELS), rng.integers(0, len(CHANNELS), rows))
    if ordered:
        order = np.lexsort((second, person))
        person, second, kind = person[order], second[order], kind[order]
    names = np.array([f"utente-{i:08d}" for i in range(rows // 10)], dtype=object)
    return pd.DataFrame(
        {
            "case:concept:name": names[person],
            "concept:name": np.array([*CHANNELS, WON], dtype=object)[kind],
            "time:timestamp": pd.Timestamp("2025-01-01", tz="UTC") + pd.to_timedelta(second, unit="s"),
        }
    )


def timed(task: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = task()
    return time.perf_counter() - start, result


def strings_of_events(table: Any) -> Any:
    """What the attribution library wants from an event log, as its users make it: sorted, grouped, joined."""
    import pandas as pd

    person = "case:concept:name"
    table = table.sort_values([person, "time:timestamp"], kind="stable")
    won = table["concept:name"].eq(WON).astype(int)
    keys = [table[person], (won.groupby(table[person]).cumsum() - won).rename("giro")]
    joined = table["concept:name"].where(won == 0).dropna().groupby(keys, sort=False).agg(" > ".join)
    frame = pd.DataFrame({"p": joined, "c": won.groupby(keys, sort=False).sum().reindex(joined.index)})
    return frame.assign(n=1 - frame["c"])


def our_credits(start: str, rows: int, order: int) -> dict[str, Any]:
    """From journeys as text, aggregated or not, or from an event log, to credits; and the model alone."""
    from kit.journeys import Paths, attribute, build_paths, paths_from_strings, read_events

    def read(table: Any) -> Paths:
        if start != "events":
            return paths_from_strings(table, "p", "c", nulls="n")
        log = read_events(table, columns=COLUMNS, ties="rows")
        return build_paths(log, lookback=None, after_conversion="cut", repeats="keep")

    table = events(rows) if start == "events" else strings(rows, start == "aggregated")
    attribute(read(table.head(20_000)), "markov", replicates=0)  # libraries loaded
    seconds, coded = timed(lambda: read(table))
    solved, credits = timed(lambda: attribute(coded, "markov", order, replicates=0))
    return {
        "seconds": seconds + solved,
        "model": solved,
        "credits": dict(zip(credits["canale"], credits["merito"], strict=True)),
    }


def peer_credits(start: str, rows: int, order: int, tolerance: float) -> dict[str, Any]:
    import ChannelAttribution as peer

    read = strings_of_events if start == "events" else lambda table: table
    table = events(rows) if start == "events" else strings(rows, start == "aggregated")
    peer.markov_model(read(table.head(20_000)), "p", "c", var_null="n", verbose=False)
    seconds, texts = timed(lambda: read(table))
    solved, found = timed(
        lambda: peer.markov_model(texts, "p", "c", var_null="n", order=order, conv_par=tolerance, verbose=False)
    )
    column = next(name for name in found.columns if "conv" in name)
    return {
        "seconds": seconds + solved,
        "model": solved,
        "credits": dict(zip(found["channel_name"], found[column].astype(float), strict=True)),
    }


def our_events(rows: int, ordered: bool) -> dict[str, Any]:
    """From the frame with text ids to Markov credits, and the parts."""
    import warnings

    from kit.journeys import attribute, build_paths, read_events

    warnings.simplefilter("ignore")
    table = events(rows, ordered)
    build_paths(read_events(table.head(1000), columns=COLUMNS, ties="rows"), after_conversion="cut")
    read, log = timed(lambda: read_events(table, columns=COLUMNS, ties="rows"))
    built, paths = timed(lambda: build_paths(log, after_conversion="cut"))
    solved, _ = timed(lambda: attribute(paths, "markov", replicates=0))
    parts = {"seconds": read + built + solved, "read": read, "paths": built, "markov": solved}
    return parts | {"megabytes": peak(), "paths_found": len(paths)}


def peer_events(rows: int) -> dict[str, Any]:
    import warnings

    warnings.simplefilter("ignore")
    import pm4py

    table = events(rows)
    pm4py.discover_dfg(table.head(1000))
    seconds, _ = timed(lambda: pm4py.discover_dfg(table))
    return {"seconds": seconds, "megabytes": peak()}


def our_intervals(people: int) -> dict[str, Any]:
    """A thousand resamplings of the people, twelve channels."""
    from kit.journeys import attribute, paths_from_strings

    table = strings(people, False)
    table["chi"] = range(people)
    paths = paths_from_strings(table, "p", "c", nulls="n", person="chi")
    attribute(paths, "markov", replicates=100)
    seconds, _ = timed(lambda: attribute(paths, "markov", replicates=1000))
    return {"seconds": seconds}


def peak() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peer_python() -> Path:
    """Return the Python of the peers' environment, made at the first use."""
    python = PEERS / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = PEERS / "ready"
    if not done.exists() or done.read_text() != " ".join(PINNED):
        from kit.launch import tools

        uv = tools.uv()
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, PEERS], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *PINNED], check=True)
        done.write_text(" ".join(PINNED))
    return python


def run(python: str | Path, name: str, *arguments: Any) -> dict[str, Any]:
    """Run one measure in a process of its own."""
    command = [str(python), str(Path(__file__)), name, json.dumps(arguments)]
    out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment()).stdout
    found: dict[str, Any] = json.loads(out.split("MISURA", 1)[1])
    return found


def environment() -> dict[str, str]:
    import os

    return os.environ | {"PYTHONPATH": str(ROOT)}


def turns(times: int, *tasks: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
    """Measure in turns; return the run of median time of each."""
    rounds = [[task() for task in tasks] for _ in range(times)]
    return [median(list(runs)) for runs in zip(*rounds, strict=True)]


def median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    middle = statistics.median_low(run["seconds"] for run in runs)
    return next(run for run in runs if run["seconds"] == middle)


def verdict(promise: str, held: bool) -> str:
    return f"promesso {promise}: {'raggiunto' if held else 'NON raggiunto'}"


def measure() -> Iterator[Any]:
    peers, ours = peer_python(), sys.executable
    yield from against_attribution(peers, ours)
    yield from against_mining(peers, ours)
    found = median([run(ours, "our_intervals", 10_000) for _ in range(TURNS)])
    yield figure("1.000 ricampionamenti di 10.000 persone, 12 canali", found["seconds"])


def figure(name: str, value: float, unit: str = "s", peer: float | None = None, peer_name: str = "") -> Any:
    from kit.launch.bench import Figure  # the peers' Python, which reads this file too, has no need of the kit

    return Figure(name, value, unit, peer, peer_name)


def against_attribution(peers: Path, ours: str) -> Iterator[Any]:
    """The promises are about journeys already aggregated and about events; long lists of text are shown beside them."""
    who = "ChannelAttribution"
    for label, start, rows, tolerance, wanted in (
        ("10.000 percorsi aggregati, confronto all'1 %", "aggregated", 10_000, 0.01, 50),
        ("1.000.000 di eventi, confronto predefinito", "events", 1_000_000, 0.05, 6),
        ("234.000 percorsi scritti uno per uno, confronto predefinito", "text", 234_000, 0.05, None),
    ):
        for order in (1, 3):
            our, peer = turns(
                TURNS,
                lambda case=(start, rows, order): run(ours, "our_credits", *case),
                lambda case=(start, rows, order, tolerance): run(peers, "peer_credits", *case),
            )
            worst = max(abs(peer["credits"][name] / exact - 1) for name, exact in our["credits"].items() if exact > 0)
            ratio = peer["seconds"] / our["seconds"]
            said = "" if wanted is None else f" ({verdict(f'{wanted} volte', ratio >= wanted)})"
            name = f"{label}, ordine {order}: {ratio:.1f} volte più veloce{said}"
            yield figure(name, our["seconds"], "s", peer["seconds"], who)
            name = f"  di cui il modello: {peer['model'] / our['model']:.1f} volte più veloce"
            yield figure(name, our["model"], "s", peer["model"], who)
            yield figure("  errore peggiore di un canale (il nostro è 0)", 0.0, "%", 100 * worst, who)


def against_mining(peers: Path, ours: str) -> Iterator[Any]:
    our, peer, ordered, small = turns(
        LONG_TURNS,
        lambda: run(ours, "our_events", MANY, False),
        lambda: run(peers, "peer_events", MANY),
        lambda: run(ours, "our_events", MANY, True),
        lambda: run(ours, "our_events", MANY // 10, False),
    )
    ratio = peer["seconds"] / our["seconds"]
    name = f"10.000.000 di eventi non ordinati, fino a Markov: {ratio:.1f} volte ({verdict('5 volte', ratio >= 5)})"
    yield figure(name, our["seconds"], "s", peer["seconds"], "pm4py, solo grafo")
    held = verdict("4.096 MB", our["megabytes"] <= 4096)
    yield figure(f"  memoria massima, tabella compresa ({held})", our["megabytes"], "MB", peer["megabytes"], "pm4py")
    for part, words in (("read", "lettura, codici e ordine"), ("paths", "percorsi"), ("markov", "modello")):
        yield figure(f"  di cui {words}", our[part])
    gain = our["seconds"] / ordered["seconds"]
    name = f"gli stessi già in ordine: {gain:.2f} volte più veloce ({verdict('1,5 volte', gain >= 1.5)})"
    yield figure(name, ordered["seconds"], "s", our["seconds"], "non ordinati")
    growth = our["seconds"] / small["seconds"]
    name = f"da 1 a 10 milioni di eventi il tempo cresce di {growth:.1f} volte (10 = lineare)"
    yield figure(name, small["seconds"], "s", our["seconds"], "10 milioni")


if __name__ == "__main__":
    print("MISURA", json.dumps(globals()[sys.argv[1]](*json.loads(sys.argv[2]))))
