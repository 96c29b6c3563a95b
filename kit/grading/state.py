"""What marking remembers: SQLite with a write-ahead log.  Killed at any instant, it loses nothing and repeats nothing.

One process writes it.  Every public method is one transaction.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.grading.errors import GradingError
from kit.grading.identity import Handin, Problem

FORMAT = "1"
TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS handins (
  unit TEXT PRIMARY KEY, label TEXT NOT NULL, digest TEXT NOT NULL, notes TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS problems (
  place INTEGER PRIMARY KEY, label TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL, reply TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS results (
  unit TEXT NOT NULL, digest TEXT NOT NULL, judge TEXT NOT NULL, result TEXT NOT NULL, cpu REAL NOT NULL,
  PRIMARY KEY (unit, digest, judge));
CREATE TABLE IF NOT EXISTS manual (
  unit TEXT NOT NULL, exercise TEXT NOT NULL, digest TEXT NOT NULL, points TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (unit, exercise));
"""


@dataclass(frozen=True)
class Marked:
    """Il risultato di un'unità: la consegna e che cosa ne è uscito."""

    unit: str
    label: str
    digest: str
    notes: tuple[str, ...]
    result: dict[str, Any]


@dataclass(frozen=True)
class Decision:
    """Ciò che una persona ha deciso di un esercizio: punti (testo), nota, e di quale consegna si trattava."""

    digest: str
    points: str
    note: str


class State:
    """Lo stato di una valutazione, in un file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        try:
            self._base = sqlite3.connect(path, isolation_level=None, timeout=5)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.executescript(TABLES)
        except sqlite3.DatabaseError as error:
            raise GradingError(
                f"Lo stato della valutazione ({path}) non si apre: {error}. Se un'altra valutazione è in corso nella stessa "
                "cartella aspetta che finisca; altrimenti rinominalo e ricomincia (le correzioni a mano restano nel loro CSV)."
            ) from error
        path.chmod(0o600)
        found = self.about().setdefault("format", FORMAT)
        if found != FORMAT:
            raise GradingError(f"{path} è di un'altra versione del corso: usa un'altra cartella di uscita.")
        self.tell({"format": FORMAT})

    def close(self) -> None:
        """Chiude il file."""
        self._base.close()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield self._base
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def about(self) -> dict[str, str]:
        """Che cosa si sta valutando: lezione, edizione, livello, versioni."""
        return dict(self._base.execute("SELECT name, value FROM about"))

    def tell(self, facts: Mapping[str, str]) -> None:
        """Scrive che cosa si sta valutando."""
        with self._change() as base:
            base.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", facts.items())

    def keep_handins(self, handins: Iterable[Handin], problems: Iterable[Problem], *, replace: bool = True) -> None:
        """Le consegne trovate adesso; quelle di prima che non ci sono più non contano."""
        with self._change() as base:
            if replace:
                base.execute("DELETE FROM handins")
                base.execute("DELETE FROM problems")
            base.executemany(
                "INSERT OR REPLACE INTO handins VALUES (?, ?, ?, ?, ?)",
                [(one.unit, one.label, one.digest, json.dumps(one.notes), one.content) for one in handins],
            )
            base.executemany(
                "INSERT INTO problems (label, person, reason, reply) VALUES (?, ?, ?, ?)",
                [(one.label, one.person, one.reason, one.reply) for one in problems],
            )

    def content(self, unit: str) -> bytes:
        """I byte della consegna di un'unità."""
        (content,) = self._base.execute("SELECT content FROM handins WHERE unit = ?", (unit,)).fetchone()
        return bytes(content)

    def digests(self) -> dict[str, str]:
        """Unità → impronta della sua consegna."""
        return dict(self._base.execute("SELECT unit, digest FROM handins ORDER BY unit"))

    def problems(self) -> list[Problem]:
        """Ciò che non si è potuto valutare."""
        rows = self._base.execute("SELECT label, person, reason, reply FROM problems ORDER BY label, reason")
        return [Problem(*row) for row in rows]

    def waiting(self, judge: str) -> list[str]:
        """Le unità la cui consegna non ha ancora un risultato di questo giudice."""
        rows = self._base.execute(
            "SELECT unit FROM handins WHERE NOT EXISTS (SELECT 1 FROM results WHERE results.unit = handins.unit "
            "AND results.digest = handins.digest AND results.judge = ?) ORDER BY unit",
            (judge,),
        )
        return [unit for (unit,) in rows]

    def keep_result(self, unit: str, digest: str, judge: str, result: Mapping[str, Any], cpu: float) -> None:
        """Un risultato; da qui in poi non si rifà."""
        text = json.dumps(result, sort_keys=True)  # ASCII: a learner's text may hold half a character
        with self._change() as base:
            base.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", (unit, digest, judge, text, cpu))

    def marked(self, judge: str) -> dict[str, Marked]:
        """I risultati delle consegne di adesso, per unità."""
        rows = self._base.execute(
            "SELECT handins.unit, label, handins.digest, notes, result FROM handins JOIN results ON "
            "results.unit = handins.unit AND results.digest = handins.digest WHERE judge = ? ORDER BY handins.unit",
            (judge,),
        )
        return {
            unit: Marked(unit, label, digest, tuple(json.loads(notes)), json.loads(result))
            for unit, label, digest, notes, result in rows
        }

    def cpu(self, judge: str) -> float:
        """I secondi di CPU spesi in tutto per i risultati di adesso."""
        rows = self._base.execute("SELECT TOTAL(cpu) FROM results WHERE judge = ?", (judge,))
        return float(rows.fetchone()[0])

    def decide(self, decisions: Mapping[tuple[str, str], Decision]) -> None:
        """Le correzioni fatte a mano: (unità, esercizio) → decisione. Non si perdono mai."""
        with self._change() as base:
            base.executemany(
                "INSERT OR REPLACE INTO manual VALUES (?, ?, ?, ?, ?)",
                [(*key, one.digest, one.points, one.note) for key, one in decisions.items()],
            )

    def decisions(self) -> dict[tuple[str, str], Decision]:
        """Le correzioni fatte a mano."""
        rows = self._base.execute("SELECT unit, exercise, digest, points, note FROM manual ORDER BY unit, exercise")
        return {(unit, exercise): Decision(*rest) for unit, exercise, *rest in rows}

    def merge(self, other: "State") -> None:
        """Aggiunge ciò che un'altra parte della stessa valutazione ha fatto."""
        with self._change() as base:
            for table in ("handins", "results", "manual"):
                rows = other._base.execute(f"SELECT * FROM {table}").fetchall()
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    base.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)
            known = {one.label for one in self.problems()}
            base.executemany(
                "INSERT INTO problems (label, person, reason, reply) VALUES (?, ?, ?, ?)",
                [(one.label, one.person, one.reason, one.reply) for one in other.problems() if one.label not in known],
            )
