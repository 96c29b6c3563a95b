"""Quanto è sicuro un numero: si ricampionano le persone, non le righe; intervalli per i tassi.

Pandas in, numbers with intervals out; knows nothing of lessons.
"""

from kit.inference.interval import Interval
from kit.inference.rates import rate_difference, rate_interval
from kit.inference.resampling import bootstrap, bootstrap_by, resample
from kit.inference.statistics import Statistic, difference, incremental_profit, mean, profit, rate

__all__ = [
    "Interval",
    "Statistic",
    "bootstrap",
    "bootstrap_by",
    "difference",
    "incremental_profit",
    "mean",
    "profit",
    "rate",
    "rate_difference",
    "rate_interval",
    "resample",
]
