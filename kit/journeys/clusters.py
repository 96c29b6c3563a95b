"""Journeys that look alike, grouped and described.  Pure; scikit-learn is imported when asked for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.journeys.errors import JourneyError
from kit.journeys.paths import Floats, Paths, sum_by

TRIED = range(2, 9)
SAMPLE = 3_000  # journeys on which the number of groups is judged


def cluster_paths(paths: Paths, groups: int | None = None, seed: int = 0) -> tuple[pd.Series, pd.DataFrame]:
    """Raggruppa i percorsi che si somigliano: per canali usati e per lunghezza.

    Parameters
    ----------
    paths : Paths
        I percorsi.
    groups : int, optional
        Quanti gruppi; se manca, quelli (da 2 a 8) che si separano meglio.
    seed : int
        Stesso seme, stessi gruppi.

    Returns
    -------
    tuple
        Il gruppo di ogni percorso (Series ``gruppo``, "A" il più numeroso, nell'ordine di ``paths.to_frame()``) e il profilo:
        ``gruppo``, ``percorsi``, ``quota``, ``lunghezza_media``, ``tasso_conversione``, ``esempio`` (il percorso più vicino al
        centro), poi la quota di tocchi di ogni canale (``quota_newsletter`` e così via).

    Raises
    ------
    JourneyError
        Se i gruppi sono meno di 2 o più dei percorsi diversi.

    Notes
    -----
    k-medie sulle radici delle quote di tocchi per canale (distanza di Hellinger) e sul logaritmo della lunghezza; numero di gruppi
    per silhouette (Rousseeuw, *Journal of Computational and Applied Mathematics* 20, 1987, 53–65). I gruppi dipendono da queste scelte:
    sono un riassunto, non tipi di persone.
    """
    from sklearn.cluster import KMeans

    size = len(paths.channels)
    touches = sum_by(paths.path_of_touch * size + paths.codes, None, len(paths) * size).reshape(len(paths), size)
    share = touches / paths.lengths[:, None]
    length = np.log(paths.lengths)
    features = np.column_stack([np.sqrt(share), length / max(2 * float(length.std()), 1.0)])
    distinct, which = np.unique(features.round(9), axis=0, return_inverse=True)
    weight = sum_by(which, paths.conversions + paths.nulls, len(distinct))
    if groups is None:
        groups = _best(distinct, weight, seed)
    if not 2 <= groups <= len(distinct):
        raise JourneyError(
            f"I gruppi vanno da 2 a {len(distinct)}, quanti sono i percorsi diversi (hai scritto {groups})."
        )
    model = KMeans(groups, n_init=10, random_state=seed).fit(distinct, sample_weight=weight)
    label = model.labels_[which]
    times = paths.conversions + paths.nulls
    many = sum_by(label, times, groups)
    rank = np.argsort(np.argsort(-many, kind="stable"), kind="stable")
    names = np.array([chr(ord("A") + i) for i in range(groups)], dtype=object)
    distance = ((features - model.cluster_centers_[label]) ** 2).sum(axis=1)
    rows = []
    for group in np.argsort(rank):
        inside = label == group
        nearest = int(np.flatnonzero(inside)[np.argmin(distance[inside])])
        total = many[group]
        row = {
            "gruppo": names[rank[group]],
            "percorsi": round(total),
            "quota": total / many.sum(),
            "lunghezza_media": float((paths.lengths * times)[inside].sum() / total),
            "tasso_conversione": float(paths.conversions[inside].sum() / total),
            "esempio": _written(paths, nearest),
        }
        mean = (touches * times[:, None])[inside].sum(axis=0)
        names_of_share = [f"quota_{channel}" for channel in paths.channels]
        rows.append(row | dict(zip(names_of_share, mean / mean.sum(), strict=True)))
    return pd.Series(names[rank[label]], name="gruppo", dtype="str"), pd.DataFrame(rows)


def _best(distinct: Floats, weight: Floats, seed: int) -> int:
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    most = min(TRIED.stop, len(distinct))
    if most <= TRIED.start:
        return len(distinct)
    sample = np.random.default_rng(seed).choice(len(distinct), min(SAMPLE, len(distinct)), p=weight / weight.sum())
    points = distinct[sample]
    found = {}
    for groups in range(TRIED.start, most):
        label = KMeans(groups, n_init=4, random_state=seed).fit(distinct, sample_weight=weight).labels_[sample]
        found[groups] = silhouette_score(points, label) if 1 < len(set(label)) < len(points) else -1.0
    return max(found, key=lambda groups: found[groups])


def _written(paths: Paths, at: int) -> str:
    codes = paths.codes[paths.offsets[at] : paths.offsets[at + 1]]
    return " > ".join(paths.channels[code] for code in codes)
