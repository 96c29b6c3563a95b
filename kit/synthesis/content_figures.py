"""`python -m kit.synthesis.content_figures`: how hard the corpus is, and the three conditions without which it is worthless.

On posts written from a few templates everything looks perfect and proves nothing.  `check` stops the build when random folds,
or one marker alone, separate the two kinds too well, or when grouped folds are not clearly worse than random ones.
Prints; writes nothing.  Uses kit.text, the room that the corpus is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.formats import it, pct

if TYPE_CHECKING:
    import pandas as pd

MOST_RANDOM = 0.97  # macro-F1 of a bag of words with random folds
MOST_MARKER = 0.90  # area under the curve of one marker, either way
LEAST_GAP = 0.03  # random less grouped


class Figures(NamedTuple):
    """Quanto è difficile il corpus.

    Attributes
    ----------
    random, grouped : float
        Macro-F1 delle parole (TF-IDF e regressione logistica) con pieghe a caso e per famiglia.
    markers_random, markers_grouped : float
        Lo stesso con i soli marcatori.
    markers : Series
        Area sotto la curva di ogni marcatore da solo, per outbound.
    kappa, alpha : float
        Accordo dei tre annotatori.
    right : dict
        Annotatore → quota di etichette uguali al tipo vero.
    """

    random: float
    grouped: float
    markers_random: float
    markers_grouped: float
    markers: pd.Series[float]
    kappa: float
    alpha: float
    right: dict[str, float]

    @property
    def best_marker(self) -> tuple[str, float]:
        """Il marcatore che da solo separa meglio, e quanto (da 0.5 a 1)."""
        strength = (self.markers - 0.5).abs() + 0.5
        return str(strength.idxmax()), float(strength.max())


class WorthlessCorpusError(ValueError):
    """Il corpus non rispetta una delle tre condizioni."""


def measure(contents: pd.DataFrame) -> Figures:
    """Misura il corpus: pochi secondi.

    Parameters
    ----------
    contents : DataFrame
        La tabella `contenuti`.

    Returns
    -------
    Figures
    """
    import pandas as pd
    from sklearn.metrics import roc_auc_score

    from kit.text import ContentClassifier, agreement, grouped_scores, markers
    from kit.text.scores import GROUPED, RANDOM

    texts, kind, family = contents["testo"], contents["tipo"], contents["famiglia_id"]
    scores = {
        features: grouped_scores(ContentClassifier(features), texts, kind, family) for features in ("words", "markers")
    }

    def score(features: str, folds: str) -> float:
        return float(scores[features]["quota"].to_numpy(dtype=float)[scores[features].index.get_loc(folds)])

    counts = markers(texts)
    counts = counts.fillna(counts.mean()).fillna(0.0)  # texts all too short have no Gulpease at all
    areas = {name: float(roc_auc_score(kind == "outbound", counts[name])) for name in counts}
    names = [name for name in contents.columns if name.startswith("annota_")]
    people = agreement(contents[names])
    return Figures(
        random=score("words", RANDOM),
        grouped=score("words", GROUPED),
        markers_random=score("markers", RANDOM),
        markers_grouped=score("markers", GROUPED),
        markers=pd.Series(areas, name="area"),
        kappa=people.kappa,
        alpha=people.alpha,
        right={name: float((contents[name] == kind).mean()) for name in names},
    )


def broken_conditions(found: Figures) -> list[str]:
    """Le condizioni non rispettate, in parole; vuota se il corpus va bene."""
    name, area = found.best_marker
    broken = []
    if found.random > MOST_RANDOM:
        broken.append(f"pieghe a caso {it(found.random, 3)}, al massimo {it(MOST_RANDOM, 2)}")
    if area > MOST_MARKER:
        broken.append(f"il marcatore «{name}» da solo {it(area, 3)}, al massimo {it(MOST_MARKER, 2)}")
    if found.random - found.grouped < LEAST_GAP:
        broken.append(f"per famiglia perde {it(found.random - found.grouped, 3)}, almeno {it(LEAST_GAP, 2)}")
    return broken


def check(contents: pd.DataFrame) -> Figures:
    """Misura il corpus e si ferma se non rispetta una delle tre condizioni.

    Raises
    ------
    WorthlessCorpusError
        Con le condizioni non rispettate.
    """
    found = measure(contents)
    broken = broken_conditions(found)
    if broken:
        raise WorthlessCorpusError(f"I contenuti sono troppo facili, non provano niente: {'; '.join(broken)}.")
    return found


_CHECKED: set[int] = set()


def check_once(contents: pd.DataFrame) -> None:
    """Come `check`, ma la stessa tabella si misura una volta sola per processo.

    Raises
    ------
    WorthlessCorpusError
        Come in `check`.
    """
    import pandas as pd

    same = int(pd.util.hash_pandas_object(contents[["testo", "tipo", "famiglia_id"]], index=False).sum())
    if same not in _CHECKED:
        check(contents)
        _CHECKED.add(same)


def report(found: Figures) -> str:
    """Le misure in parole, su più righe."""
    name, area = found.best_marker
    lines = [
        f"parole, pieghe a caso:         macro-F1 {it(found.random, 3)} (limite: al massimo {it(MOST_RANDOM, 2)})",
        f"parole, pieghe per famiglia:   macro-F1 {it(found.grouped, 3)} (limite: almeno {it(LEAST_GAP, 2)} in meno)",
        f"marcatori, pieghe a caso:      macro-F1 {it(found.markers_random, 3)}",
        f"marcatori, pieghe per famiglia: macro-F1 {it(found.markers_grouped, 3)}",
        f"miglior marcatore da solo:     {name}, area {it(area, 3)} (limite: al massimo {it(MOST_MARKER, 2)})",
        f"annotatori: kappa {it(found.kappa, 2)}, alpha {it(found.alpha, 2)}; uguali al tipo vero: "
        + ", ".join(f"{one.removeprefix('annota_')} {pct(share, 0)}" for one, share in found.right.items()),
        "area di ogni marcatore (sopra 0,5 verso outbound): "
        + ", ".join(f"{one} {it(value, 2)}" for one, value in found.markers.sort_values(ascending=False).items()),
    ]
    return "\n".join(lines)


def main() -> int:
    """Stampa le misure dei contenuti inclusi nel corso; 1 se non rispettano le condizioni."""
    from kit.datasets import load

    found = measure(load("contenuti"))
    print(report(found))
    broken = broken_conditions(found)
    print(f"Condizioni non rispettate: {'; '.join(broken)}." if broken else "Le tre condizioni sono rispettate.")
    return int(bool(broken))


if __name__ == "__main__":
    raise SystemExit(main())
