"""Copia i nomi di una lezione, così che ogni risposta parta dagli stessi dati e nessuna ne sporchi un'altra."""

import copy
import random
import sys
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Snapshot:
    """I nomi com'erano in un punto della lezione, con lo stato dei generatori casuali."""

    names: dict[str, Any]
    python_random: object
    numpy_random: Any

    def fresh(self) -> dict[str, Any]:
        """Una copia da usare e buttare; rimette anche i generatori casuali com'erano."""
        self.rewind()
        return copy_names(self.names)

    def rewind(self) -> None:
        """Rimette i generatori casuali com'erano."""
        random.setstate(self.python_random)  # type: ignore[arg-type]
        if self.numpy_random is not None:
            sys.modules["numpy"].random.set_state(self.numpy_random)


def take(names: Mapping[str, Any]) -> Snapshot:
    """Fotografa i nomi adesso."""
    numpy = sys.modules.get("numpy")
    state = numpy.random.get_state() if numpy else None
    return Snapshot(copy_names(names), random.getstate(), state)


def copy_names(names: Mapping[str, Any]) -> dict[str, Any]:
    """Copia un dizionario di nomi: i dati che si possono cambiare sono copiati, il resto è condiviso.

    Le funzioni scritte nella lezione guardano i nomi della copia.  Figure, widget e ciò che non si copia restano quelli.
    """
    memo: dict[int, Any] = {}
    made: dict[str, Any] = {}
    for name, value in names.items():
        if name == "__builtins__" or isinstance(value, types.ModuleType | type):
            made[name] = value
        elif isinstance(value, types.FunctionType):
            made[name] = _function(value, names, made)
        else:
            made[name] = _copy(value, memo)
    return made


def _function(value: types.FunctionType, old: Mapping[str, Any], new: dict[str, Any]) -> types.FunctionType:
    if value.__globals__ is not old:
        return value
    made = types.FunctionType(value.__code__, new, value.__name__, value.__defaults__, value.__closure__)
    made.__kwdefaults__ = value.__kwdefaults__
    made.__doc__ = value.__doc__
    return made


def _copy(value: Any, memo: dict[int, Any]) -> Any:
    pandas = sys.modules.get("pandas")
    if pandas and isinstance(value, pandas.DataFrame | pandas.Series):
        # Copy-on-write: a shallow copy costs nothing and writing to it leaves the original alone.
        return memo.setdefault(id(value), value.copy(deep=False))
    if type(value).__module__.split(".")[0] in ("matplotlib", "mpl_toolkits", "ipywidgets", "traitlets"):
        return value
    if isinstance(value, dict):
        for inner in value.values():  # tables inside, as in `prova`, are found in the memo
            _copy(inner, memo)
    try:
        return copy.deepcopy(value, memo)
    except Exception:  # generators, locks, open files: shared, as in the notebook itself
        return value
