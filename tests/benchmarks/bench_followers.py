"""Features and rules against a forest's predict on the same accounts; audit of a million accounts: time, memory, slope.

The promises: features and rules together cost less than a 300-tree forest's predict; the audit fits 2 GB and its cost grows
in a straight line.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from kit.launch.bench import Figure

DAY = "2025-02-28"
TURNS = 3
SIZES = (100_000, 500_000, 1_000_000)
# In a process of its own, so that its memory is its own.
AUDIT = """
import resource, sys, time
from kit.followers.cli import main
start = time.perf_counter()
code = main([sys.argv[1], "--giorno", "2025-02-28", "--out", sys.argv[2]])
print("MISURA", time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
sys.exit(code)
"""


def best(task: Callable[[], object]) -> float:
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return min(times)


def audit(size: int) -> tuple[float, float]:
    """Seconds and megabytes of `python -m kit audit` on a file of so many accounts."""
    from kit.datasets.tables import to_csv
    from kit.synthesis.followers import make_profiles

    with tempfile.TemporaryDirectory() as folder:
        file, report = Path(folder, "conti.csv"), Path(folder, "rapporto.html")
        sizes = {"dibattito": round(size * 0.9), "lampo": round(size * 0.05), "ondate": round(size * 0.05)}
        with file.open("wb") as stream:
            for start in range(0, size, 100_000):  # in pieces: the generator's memory is not what is measured
                part = {name: count * 100_000 // size for name, count in sizes.items()}
                table = make_profiles(np.random.default_rng(start), part).drop(columns=["falso", "gruppo"])
                lines = to_csv(table).split(b"\n", 1)
                stream.write(lines[0] + b"\n" + lines[1] if start == 0 else lines[1])
        command = [sys.executable, "-c", AUDIT, str(file), str(report)]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        seconds, megabytes = out.split("MISURA")[1].split()
        return float(seconds), float(megabytes)


def measure() -> Iterator[Figure]:
    from kit.datasets import load
    from kit.followers import FakeFollowerClassifier, evaluate_rules, features
    from kit.followers.rulesets import RULESETS

    labelled = load("follower_etichettati")
    classifier = FakeFollowerClassifier(reference_date=DAY, trees=300).fit(labelled, labelled["falso"])
    accounts = labelled.sample(20_000, replace=True, random_state=0, ignore_index=True)
    numbers = classifier.table(accounts)

    def ours() -> None:
        features(accounts, "A", DAY)
        for ruleset in RULESETS:
            evaluate_rules(accounts, ruleset, DAY)

    forest = classifier.core_.model_.set_params(n_jobs=1)
    ours_seconds, theirs = best(ours), best(lambda: forest.predict(numbers))
    per_account = 1e6 / len(accounts)
    yield Figure(
        "caratteristiche A e tutte le regole, per conto (promesso meno della foresta)",
        ours_seconds * per_account,
        "µs",
        theirs * per_account,
        "predict di 300 alberi",
    )
    found = {size: audit(size) for size in SIZES}
    small, middle, large = (found[size] for size in SIZES)
    yield Figure("audit di 1.000.000 di conti, dal file al rapporto", large[0])
    yield Figure("audit di 1.000.000 di conti, memoria massima (promessi meno di 2048)", large[1], "MB")
    first, second = (b[0] - a[0] for a, b in ((small, middle), (middle, large)))
    yield Figure(
        "audit, ogni conto in più oltre i 500.000 (lineare: rapporto vicino a 1)",
        second / (SIZES[2] - SIZES[1]) * 1e6,
        "µs",
        first / (SIZES[1] - SIZES[0]) * 1e6,
        "prima dei 500.000",
    )
