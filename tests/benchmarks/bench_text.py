"""Markers and classification of Italian posts against scikit-learn's TfidfVectorizer of 1–2-grams, per text, in one run.

The promise: neither costs more per text than TF-IDF on the same texts, in the same process, and memory grows in a straight
line.  Markers learn nothing, so they are compared with `transform` of a vectorizer already fitted, the cheaper half of its
work; classifying is compared with `transform` too, though a peer would still have to multiply by the weights.
The posts of `contenuti` and `azioni`, each once: no text is met twice, because repeated words would flatter the room.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterator

from kit.launch.bench import Figure

TURNS = 7
SIZES = (2_000, 8_000, 14_000)


def best(*tasks: Callable[[], object]) -> list[float]:
    """The shortest CPU time of each task, taking turns."""
    times: list[list[float]] = [[] for _ in tasks]
    for _ in range(TURNS):
        for task, seen in zip(tasks, times, strict=True):
            start = time.process_time()
            task()
            seen.append(time.process_time() - start)
    return [min(seen) for seen in times]


def peak(task: Callable[[], object]) -> float:
    """Megabytes at the highest point of a task."""
    tracemalloc.start()
    task()
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest / 2**20


def measure() -> Iterator[Figure]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    from kit.datasets import load
    from kit.text import ContentClassifier, markers

    contents = load("contenuti")
    texts = list(dict.fromkeys([*contents["testo"], *load("azioni")["testo"]]))
    per_text = 1e6 / len(texts)
    peer = TfidfVectorizer(ngram_range=(1, 2)).fit(texts)
    models = {
        features: ContentClassifier(features).fit(contents["testo"], contents["tipo"])
        for features in ("markers", "words", "both")
    }
    seconds = best(
        lambda: peer.transform(texts),
        lambda: markers(texts),
        *(lambda model=model: model.predict(texts) for model in models.values()),  # type: ignore[misc]
    )
    theirs = seconds[0] * per_text
    yield Figure("marcatori, per testo", seconds[1] * per_text, "µs", theirs, "TF-IDF, transform")
    for features, spent in zip(models, seconds[2:], strict=True):
        yield Figure(f"classificare con {features}, per testo", spent * per_text, "µs", theirs, "TF-IDF, transform")
    small, middle, large = (
        peak(lambda size=size: markers((texts * 9)[:size]))  # type: ignore[misc]
        for size in SIZES
    )
    yield Figure(
        "marcatori, memoria per testo oltre gli 8.000 (lineare: rapporto vicino a 1)",
        (large - middle) / (SIZES[2] - SIZES[1]) * 1024,
        "kB",
        (middle - small) / (SIZES[1] - SIZES[0]) * 1024,
        "prima degli 8.000",
    )
