"""``voti.toml``: points, partial credit, what a person reads, weights, thresholds.  Reads one file, checked at the door."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kit.grading.errors import GradingError

COUNTS, ZERO, DECIDE = "vale", "zero", "decidi"
ROUNDINGS = ("vicino", "difetto", "eccesso", "nessuno")
SUFFICIENT, FULL = 18, 30


@dataclass(frozen=True)
class Part:
    """Una parte del voto finale: cartelle di esiti, peso, quante contano, minimo in trentesimi."""

    name: str
    folders: tuple[Path, ...]
    weight: float = 1.0
    best: int | None = None
    floor: float = 0.0


@dataclass(frozen=True)
class Scheme:
    """Come dai risultati si arriva al voto; senza file, un punto a esercizio."""

    points: Mapping[str, float] = field(default_factory=dict)
    partial: Mapping[str, float] = field(default_factory=dict)  # "1.7:mistake" → share of its points
    by_person: tuple[str, ...] = ()
    by_hand: Mapping[str, str] = field(default_factory=dict)  # exercise → vale, zero or decidi
    practice: float = 0.0
    rounding: str = "vicino"
    honours: float | None = None
    withdrawn: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    def of(self, exercise: str) -> float:
        """I punti di un esercizio."""
        return self.points.get(exercise, 1.0)


def read_scheme(path: Path | None, exercises: Collection[str] | None = None) -> Scheme:
    """
    Legge lo schema dei voti.

    Parameters
    ----------
    path : Path or None
        Il file; None dà lo schema più semplice.
    exercises : collection of str, facoltativo
        Gli esercizi della prova: quelli nominati nel file devono esserci.

    Raises
    ------
    GradingError
        Con ogni voce che non va e che cosa ci si aspettava.
    """
    if path is None:
        return Scheme()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GradingError(f"Non riesco a leggere {path}: {error.strerror or error}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GradingError(f"{path.name} non è scritto bene: {error}.") from error
    reader = _Reader(raw, path)
    scheme = reader.scheme()
    if exercises is not None:
        reader.named(scheme, exercises)
    if reader.problems:
        raise GradingError(f"In {path.name}:\n" + "\n".join(f"  - {one}" for one in reader.problems))
    return scheme


class _Reader:
    def __init__(self, raw: dict[str, Any], path: Path) -> None:
        self.raw, self.path, self.problems = raw, path, list[str]()

    def scheme(self) -> Scheme:
        self.only(self.raw, ("prova", "voto", "parti", "ritirati"), "il file")
        trial = self.table(self.raw, "prova")
        vote = self.table(self.raw, "voto")
        self.only(trial, ("punti", "parziale", "a_mano", "scritto_a_mano", "pratica"), "[prova]")
        self.only(vote, ("arrotonda", "lode_da"), "[voto]")
        honours = vote.get("lode_da")
        if honours is not None:
            honours = self.number(honours, "[voto] lode_da", 0.5, 2)
        rounding = vote.get("arrotonda", "vicino")
        if rounding not in ROUNDINGS:
            self.problems.append(f"[voto] arrotonda = {rounding!r}: serve uno di {', '.join(ROUNDINGS)}.")
        return Scheme(
            points=self.mapping(trial, "punti", lambda value, where: self.number(value, where, 0, 1000)),
            partial=self.mapping(trial, "parziale", lambda value, where: self.number(value, where, 0, 1)),
            by_person=self.texts(trial, "a_mano", "[prova]"),
            by_hand=self.mapping(trial, "scritto_a_mano", self.choice),
            practice=self.number(trial.get("pratica", 0), "[prova] pratica", 0, 1000),
            rounding=str(rounding),
            honours=honours,
            withdrawn=self.texts(self.raw, "ritirati", "il file"),
            parts=self.parts(),
        )

    def parts(self) -> tuple[Part, ...]:
        listed = self.raw.get("parti", [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            self.problems.append("le parti si scrivono con [[parti]], una volta per parte.")
            return ()
        found = []
        for number, one in enumerate(listed, 1):
            where = f"[[parti]] numero {number}"
            self.only(one, ("nome", "cartelle", "peso", "migliori", "minimo"), where)
            folders = self.texts(one, "cartelle", where)
            best = one.get("migliori")
            if best is not None and not (type(best) is int and 1 <= best <= len(folders)):
                self.problems.append(f"{where}: migliori = {best!r}: serve un intero fra 1 e {len(folders)}.")
                best = None
            if not folders:
                self.problems.append(f'{where}: mancano le cartelle, come cartelle = ["esiti/01"].')
            found.append(
                Part(
                    str(one.get("nome", f"parte {number}")),
                    tuple(self.path.parent / folder for folder in folders),
                    self.number(one.get("peso", 1), f"{where} peso", 0.001, 1000),
                    best,
                    self.number(one.get("minimo", 0), f"{where} minimo", 0, FULL),
                )
            )
        return tuple(found)

    def named(self, scheme: Scheme, exercises: Collection[str]) -> None:
        used = {*scheme.points, *scheme.by_person, *scheme.by_hand, *(key.partition(":")[0] for key in scheme.partial)}
        for one in sorted(used - set(exercises)):
            self.problems.append(f"l'esercizio {one} non è nella prova. Ci sono: {', '.join(exercises)}.")
        for key in scheme.partial:
            if ":" not in key:
                self.problems.append(f'parziale: «{key}» va scritto come "1.7:nome_errore".')

    def only(self, table: Mapping[str, Any], allowed: Collection[str], where: str) -> None:
        for key in table:
            if key not in allowed:
                near = get_close_matches(key, list(allowed), 1)
                guess = f" Forse «{near[0]}»?" if near else ""
                self.problems.append(f"{where}: la voce «{key}» non esiste.{guess} Ci sono: {', '.join(allowed)}.")

    def table(self, raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = raw.get(name, {})
        if isinstance(found, dict):
            return found
        self.problems.append(f"«{name}» va scritto come sezione: [{name}].")
        return {}

    def mapping(self, raw: Mapping[str, Any], name: str, check: Callable[[Any, str], Any]) -> dict[str, Any]:
        found = raw.get(name, {})
        if not isinstance(found, dict):
            self.problems.append(f'{name} va scritto come {{ "1.7" = … }}.')
            return {}
        return {str(key): check(value, f"{name} «{key}»") for key, value in found.items()}

    def texts(self, raw: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
        found = raw.get(name, [])
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(found)
        self.problems.append(f'{where}: {name} va scritto come ["…", "…"].')
        return ()

    def number(self, value: Any, where: str, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.problems.append(f"{where} = {value!r}: serve un numero fra {low:g} e {high:g}.")
            return low
        return float(value)

    def choice(self, value: Any, where: str) -> str:
        if value not in (COUNTS, ZERO, DECIDE):
            self.problems.append(f"{where} = {value!r}: serve {COUNTS}, {ZERO} oppure {DECIDE}.")
        return str(value)
