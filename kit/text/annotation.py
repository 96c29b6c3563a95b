"""How much people who label the same texts agree: percentages, kappa, alpha, the hardest texts.  Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.formats import it, pct

Counts = NDArray[np.float64]
REPLICATES = 500


@dataclass(frozen=True)
class Agreement:
    """Quanto vanno d'accordo gli annotatori.

    Attributes
    ----------
    summary : DataFrame
        Una riga per misura (accordo osservato, kappa, alpha) con ``stima``, ``limite_inf``, ``limite_sup``.
    pairs : DataFrame
        Una riga per coppia: ``primo``, ``secondo``, ``testi``, ``accordo``, ``kappa``.
    hardest : DataFrame
        I testi su cui non sono d'accordo, dai più contesi, con ``accordo`` (quota di coppie d'accordo).
    """

    summary: pd.DataFrame
    pairs: pd.DataFrame
    hardest: pd.DataFrame

    @property
    def kappa(self) -> float:
        """La kappa media delle coppie."""
        return self._estimate("kappa")

    @property
    def alpha(self) -> float:
        """L'alpha di Krippendorff."""
        return self._estimate("alpha")

    def _estimate(self, name: str) -> float:
        return float(self.summary["stima"].to_numpy(dtype=float)[self.summary.index.get_loc(name)])

    def __repr__(self) -> str:
        rows = self.summary.to_dict("index")
        observed, kappa, alpha = (rows[name] for name in ("accordo", "kappa", "alpha"))
        return (
            f"Accordo osservato {pct(observed['stima'], 0)}; kappa {it(kappa['stima'], 2)} "
            f"(da {it(kappa['limite_inf'], 2)} a {it(kappa['limite_sup'], 2)}); alpha {it(alpha['stima'], 2)}. "
            f"Testi contesi: {it(len(self.hardest))}."
        )

    def _repr_html_(self) -> str:
        return f"<p>{self!r}</p>" + self.pairs.to_html(index=False, float_format=lambda one: it(one, 2))


def agreement(annotations: pd.DataFrame, annotators: Sequence[str] | None = None, *, seed: int = 0) -> Agreement:
    """Quanto vanno d'accordo due o più persone che hanno etichettato gli stessi testi.

    Parameters
    ----------
    annotations : DataFrame
        Una riga per testo, una colonna per annotatore. Una cella vuota è un testo che quella persona non ha guardato.
    annotators : list of str, facoltativa
        Le colonne da confrontare; se manca, tutte.
    seed : int
        Stesso seme, stessi intervalli.

    Returns
    -------
    Agreement

    Raises
    ------
    KeyError, ValueError
        Se manca una colonna, se gli annotatori sono meno di due, o se nessun testo ne ha due.

    Notes
    -----
    Kappa: media delle coppie (Cohen, *Educational and Psychological Measurement* 20, 1960). Alpha: Krippendorff, etichette
    senza ordine. Entrambe valgono 1 se sono sempre d'accordo e 0 se lo sono quanto tirando a sorte. Gli intervalli al 95 %
    ricampionano i testi. Essere d'accordo non vuol dire avere ragione.
    """
    names = list(annotations.columns if annotators is None else annotators)
    missing = [name for name in names if name not in annotations.columns]
    if missing:
        present = ", ".join(map(str, annotations.columns))
        raise KeyError(f"Manca la colonna «{', '.join(map(str, missing))}». Le colonne presenti sono: {present}.")
    if len(names) < 2:
        raise ValueError(f"Servono almeno due annotatori (colonne), qui ce n'è {len(names)}.")
    codes, _ = pd.factorize(annotations[names].to_numpy(dtype=object).ravel())
    table = codes.reshape(len(annotations), len(names))
    table = table[(table >= 0).sum(axis=1) >= 2]
    if not len(table):
        raise ValueError(
            "Nessun testo ha due etichette: per misurare l'accordo serve che almeno due persone lo leggano."
        )
    labels = int(table.max()) + 1
    pairs = list(combinations(range(len(names)), 2))
    observed = _measures(_crossed(table, pairs, labels), np.ones((1, len(table))))
    weights = np.random.default_rng(seed).multinomial(len(table), np.full(len(table), 1 / len(table)), REPLICATES)
    draws = _measures(_crossed(table, pairs, labels), weights.astype(float))
    summary = pd.DataFrame(
        {
            "stima": [float(one[0]) for one in observed[:3]],
            "limite_inf": [float(np.nanquantile(one, 0.025)) for one in draws[:3]],
            "limite_sup": [float(np.nanquantile(one, 0.975)) for one in draws[:3]],
        },
        index=pd.Index(["accordo", "kappa", "alpha"], name="misura"),
    )
    rows = [
        (names[one], names[two], int(((table[:, one] >= 0) & (table[:, two] >= 0)).sum()), float(same), float(kappa))
        for (one, two), same, kappa in zip(pairs, observed[3][0], observed[4][0], strict=True)
    ]
    return Agreement(
        summary,
        pd.DataFrame(rows, columns=["primo", "secondo", "testi", "accordo", "kappa"]),
        _hardest(annotations, names),
    )


def _crossed(table: NDArray[np.intp], pairs: list[tuple[int, int]], labels: int) -> Counts:
    """Return for each text and pair which two labels it got: shape (texts, pairs, labels, labels), ones and zeros."""
    crossed = np.zeros((len(table), len(pairs), labels, labels))
    for place, (one, two) in enumerate(pairs):
        both = np.flatnonzero((table[:, one] >= 0) & (table[:, two] >= 0))
        crossed[both, place, table[both, one], table[both, two]] = 1
    return crossed


def _measures(crossed: Counts, weights: Counts) -> tuple[Counts, Counts, Counts, Counts, Counts]:
    """Return mean agreement, mean kappa, alpha (one per row of weights), then agreement and kappa of each pair."""
    counts = np.tensordot(weights, crossed, axes=1)
    total = counts.sum(axis=(2, 3))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = counts / total[..., None, None]
        same = np.trace(share, axis1=2, axis2=3)
        chance = (share.sum(axis=3) * share.sum(axis=2)).sum(axis=2)
        kappa = np.where(chance < 1, (same - chance) / (1 - chance), 1.0)
        kappa = np.where(total > 0, kappa, np.nan)
        # Krippendorff: each text counts its pairs of labels, divided by how many labels it has less one.
        read = (1 + np.sqrt(1 + 8 * crossed.sum(axis=(1, 2, 3)))) / 2
        per_text = crossed.sum(axis=1) / (read - 1)[:, None, None]
        together = np.tensordot(weights, per_text + per_text.transpose(0, 2, 1), axes=1)
        each = together.sum(axis=2)
        size = each.sum(axis=1)
        seen = 1 - np.trace(together, axis1=1, axis2=2) / size
        expected = 1 - (each * (each - 1)).sum(axis=1) / (size * (size - 1))
        alpha = np.where(expected > 0, 1 - seen / expected, 1.0)
    return np.nanmean(same, axis=1), np.nanmean(kappa, axis=1), alpha, same, kappa


def _hardest(annotations: pd.DataFrame, names: list[Any]) -> pd.DataFrame:
    labels = annotations[names]
    pairs = list(combinations(names, 2))
    same = np.zeros(len(labels))
    both = np.zeros(len(labels))
    for one, two in pairs:
        known = (labels[one].notna() & labels[two].notna()).to_numpy()
        both += known
        same += known & (labels[one] == labels[two]).fillna(False).to_numpy(dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = annotations.assign(accordo=same / both)
    return found[found["accordo"] < 1].sort_values("accordo", kind="stable")
