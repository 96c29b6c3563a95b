"""The registry of variants, and the draw: counter 0, 1, … until every named invariant holds.  Pure; writes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kit.datasets.tables import column_kinds, fingerprint, to_csv
from kit.datasets.trial import PARAMS, PRACTICE, Trial
from kit.synthesis import variant_00, variant_01, variant_03, variant_05, variant_07, variant_09, variant_10
from kit.synthesis.making import Maker, Variant
from kit.synthesis.seeding import variant_seed

DRAWS = 20
REGISTRY: dict[str, Maker] = {
    "00": variant_00.MAKER,
    "01": variant_01.MAKER,
    "03": variant_03.MAKER,
    "05": variant_05.MAKER,
    "07": variant_07.MAKER,
    "09": variant_09.MAKER,
    "10": variant_10.MAKER,
}
# Public on purpose: everybody practises on the same data. Its draw is an example of all others.
PRACTICE_SECRET, PRACTICE_EDITION, PRACTICE_STUDENT = "fiatolungo", "esercitazione", "chiunque"


class DrawError(ValueError):
    """Dopo `DRAWS` tentativi nessuna variante va bene; il messaggio nomina che cosa non torna."""


@dataclass(frozen=True)
class Drawn:
    """Una variante accettata, e con quale tentativo."""

    variant: Variant
    counter: int


def maker(lesson: str) -> Maker:
    """Chi fa le varianti di una lezione.

    Raises
    ------
    DrawError
        Se la lezione non ne ha.
    """
    if lesson not in REGISTRY:
        raise DrawError(f"La lezione «{lesson}» non ha varianti. Le hanno: {', '.join(REGISTRY)}.")
    return REGISTRY[lesson]


def generate(lesson: str, seed: int, question_seed: int | None = None) -> Variant:
    """La variante di un seme, senza controllare gli invarianti.

    Parameters
    ----------
    lesson : str
        Per esempio "01".
    seed : int
        Il seme delle tabelle.
    question_seed : int, facoltativo
        Il seme delle domande; se manca, anche le domande vengono da `seed`.

    Returns
    -------
    Variant
    """
    made = maker(lesson)
    params = made.choose(np.random.default_rng([1, seed if question_seed is None else question_seed]))
    return Variant(made.make(np.random.default_rng([2, seed]), params), params, made.ask(params))


def broken_invariant(lesson: str, variant: Variant) -> str | None:
    """Il nome del primo invariante che la variante non rispetta; gli altri, che costano, non si guardano più."""
    return next((name for name, holds in maker(lesson).invariants.items() if not holds(variant)), None)


def draw(
    secret: bytes | str,
    lesson: str,
    edition: str,
    student: str,
    *,
    fresh: bool = False,
    also: Callable[[Variant], list[str]] | None = None,
) -> Drawn:
    """Sorteggia la variante di uno studente.

    Parameters
    ----------
    secret, lesson, edition, student
        Come in `variant_seed`.
    fresh : bool
        True per dati che nessuno ha visto, con le stesse domande: servono a riconoscere un valore scritto a mano.
    also : funzione, facoltativa
        Altre condizioni: riceve la variante, restituisce i nomi di ciò che non va.

    Returns
    -------
    Drawn

    Raises
    ------
    DrawError
        Se nessuno dei primi `DRAWS` tentativi va bene.
    """
    failures: Counter[str] = Counter()
    for counter in range(DRAWS):
        variant = redraw(secret, lesson, edition, student, counter, fresh=fresh)
        first = broken_invariant(lesson, variant)
        broken = [first] if first else also(variant) if also else []
        if not broken:
            return Drawn(variant, counter)
        failures.update(broken)
    worst = "; ".join(f"{name} ({times} volte)" for name, times in failures.most_common())
    raise DrawError(f"Lezione {lesson}: dopo {DRAWS} tentativi nessuna variante va bene. Non tornava: {worst}.")


def redraw(
    secret: bytes | str, lesson: str, edition: str, student: str, counter: int, *, fresh: bool = False
) -> Variant:
    """Il tentativo numero `counter` di `draw`, senza controllare niente: per rifare dati già accettati."""
    question_seed = variant_seed(secret, lesson, edition, student, "domande")
    seed = variant_seed(secret, lesson, edition, student, f"nuova {counter}" if fresh else counter)
    return generate(lesson, seed, question_seed)


def as_trial(lesson: str, variant: Variant, origin: str = PRACTICE) -> Trial:
    """La variante come la vede chi chiama `kit.datasets.load_variant`, senza passare dai file.

    Returns
    -------
    Trial
        Con copie delle tabelle: chi le cambia non cambia la variante.
    """
    tables = {name: table.copy() for name, table in variant.tables.items()}
    return Trial(tables | dict(variant.params) | {"domande": dict(variant.questions)}, lesson, origin)


def variant_files(lesson: str, variant: Variant, origin: str = PRACTICE) -> dict[str, bytes]:
    """I file di una prova, come li cerca `kit.datasets.load_variant`.

    Parameters
    ----------
    lesson : str
        Per esempio "01".
    variant : Variant
        La variante sorteggiata.
    origin : str
        "esercitazione" (uguale per tutti) o "consegna" (di uno studente).

    Returns
    -------
    dict
        Nome del file → contenuto. Il seme non c'è: chi ha i file non può rifarli.
    """
    files = {f"{name}.csv": to_csv(table) for name, table in variant.tables.items()}
    described = {
        name: {"sha256": fingerprint(files[f"{name}.csv"]), "colonne": column_kinds(table)}
        for name, table in variant.tables.items()
    }
    params = {
        "formato": 1,
        "lezione": lesson,
        "origine": origin,
        "parametri": dict(variant.params),
        "domande": dict(variant.questions),
        "tabelle": described,
    }
    files[PARAMS] = (json.dumps(params, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    return files


def practice_files() -> dict[str, bytes]:
    """I file delle prove per esercitarsi, incluse nel corso: percorso relativo a `datasets/prova` → contenuto."""
    files: dict[str, bytes] = {}
    for lesson in REGISTRY:
        variant = draw(PRACTICE_SECRET, lesson, PRACTICE_EDITION, PRACTICE_STUDENT).variant
        files |= {f"{lesson}/{name}": content for name, content in variant_files(lesson, variant).items()}
    return files
