"""An archive that marks the same again years later: hand-ins, the data themselves, the lesson, the code, the results.

Writes one zip, readable by its owner only; the secret is not in it.  `remark` runs it again and compares.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kit import paths
from kit.datasets.tables import from_csv
from kit.datasets.trial import PARAMS
from kit.grading.batch import STATE, Grading
from kit.grading.errors import GradingError, plural
from kit.grading.mark import Job
from kit.grading.packages import DATE, dump_json
from kit.grading.pool import Pool, Terms
from kit.grading.reference import Reference, reference_on, without_mistakes
from kit.grading.release import write
from kit.grading.sandbox.levels import Level
from kit.grading.sandbox.terms import Limits
from kit.grading.sources import Source, open_source, versions
from kit.grading.state import State
from kit.synthesis.making import Variant

INDEX, FIRST, FRESH = "archivio.json", "prima", "nuova"
ROOMS = ("course", "datasets", "exercises", "grading", "inference", "plots", "synthesis", "widgets")
README = """\
Archivio di una valutazione di «Oltre i follower».
Si rivaluta con:  python -m kit grade --from-archive FILE --out CARTELLA
Se il corso di oggi è cambiato: estrai la cartella `corso`, crea l'ambiente con requirements.lock e usa quello.
Contiene dati personali: conservalo come gli altri documenti d'esame.
"""


def archive(asked: Grading, target: Path) -> str:
    """Mette da parte una valutazione finita; restituisce la frase da dire."""
    state = State(asked.out / STATE)
    try:
        marked = state.marked(asked.judge)
        files: dict[str, bytes] = {"LEGGIMI.txt": README.encode()}
        index: dict[str, Any] = {
            "format": 1,
            "lesson": asked.source.number,
            "edition": asked.edition,
            "level": asked.level.name if asked.level else "valori",
            "versions": versions(),
            "source": f"lezione/{asked.source.path.name}",
            "limits": asdict(asked.limits),
            "units": {},
        }
        for number, (unit, one) in enumerate(marked.items()):
            place = f"unita/{number:04d}"
            files[f"{place}/consegna.ipynb"] = state.content(unit)
            for name, made in (
                (FIRST, asked.setup.job(unit).supply.first(mistakes=False)),
                (FRESH, asked.setup.job(unit).supply.fresh()),
            ):
                files |= {
                    f"{place}/{name}/{file}": content for file, content in made.files(asked.source.number).items()
                }
            index["units"][unit] = {"place": place, "label": one.label, "result": one.result}
        for folder in (asked.source.path, asked.source.path.with_name(f"variante_{asked.source.number}.py")):
            if folder.is_file():
                files[f"lezione/{folder.name}"] = folder.read_bytes()
        files |= _code()
        for name in ("identita.csv", "da_correggere.csv", "esiti.csv"):
            if (asked.out / name).is_file():
                files[name] = (asked.out / name).read_bytes()
        files[INDEX] = dump_json(index)
    finally:
        state.close()
    write(target.absolute(), _zip(files))
    target.chmod(0o600)
    return f"Archivio di {plural(len(marked), 'consegna', 'consegne')} in {target}."


@dataclass(frozen=True)
class Kept:
    """Un archivio aperto."""

    path: Path

    @cached_property
    def index(self) -> dict[str, Any]:
        """L'indice.

        Raises
        ------
        GradingError
            Se non è un archivio.
        """
        try:
            found: dict[str, Any] = json.loads(self.read(INDEX))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise GradingError(f"{self.path} non è un archivio di una valutazione ({error}).") from error
        return found

    def read(self, name: str) -> bytes:
        """Un file dell'archivio."""
        with zipfile.ZipFile(self.path) as archive_:
            return archive_.read(name)

    def under(self, folder: str) -> dict[str, bytes]:
        """I file di una cartella dell'archivio."""
        with zipfile.ZipFile(self.path) as archive_:
            names = [name for name in archive_.namelist() if name.startswith(f"{folder}/")]
            return {name.removeprefix(f"{folder}/"): archive_.read(name) for name in names}


@dataclass(frozen=True)
class FromFiles:
    """I dati di un'unità così come furono consegnati."""

    source: Source
    first_files: Mapping[str, bytes]
    fresh_files: Mapping[str, bytes]

    def first(self, *, mistakes: bool) -> Reference:
        """Il riferimento sui dati consegnati."""
        part = self.source.part if mistakes else without_mistakes(self.source.part)
        return reference_on(self.source.number, part, variant_of(self.first_files))

    def fresh(self) -> Reference:
        """Il riferimento sui dati mai visti."""
        return reference_on(self.source.number, without_mistakes(self.source.part), variant_of(self.fresh_files))


@dataclass(frozen=True)
class FromArchiveSetup:
    """I riferimenti vengono dai dati messi da parte."""

    kept: Path
    source: Path
    limits: Limits

    def job(self, unit: str) -> Job:
        """Il lavoro di un'unità."""
        found = Kept(self.kept)
        place = found.index["units"][unit]["place"]
        source = open_source(str(self.source))
        supply = FromFiles(source, found.under(f"{place}/{FIRST}"), found.under(f"{place}/{FRESH}"))
        return Job(source, supply, self.limits)


def remark(path: Path, out: Path, level: Level | None, workers: int, step: Callable[[int, int], None]) -> list[str]:
    """
    Rivaluta un archivio e dice che cosa cambia rispetto ad allora.

    Returns
    -------
    list of str
        Una frase per differenza, poi il conto.
    """
    kept = Kept(path.absolute())
    index = kept.index
    limits = Limits(**index["limits"])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in kept.under("lezione").items():
            (Path(folder) / Path(name).name).write_bytes(content)
        setup = FromArchiveSetup(kept.path, Path(folder) / Path(index["source"]).name, limits)
        units: dict[str, Any] = index["units"]

        def handed_in(unit: str) -> bytes:
            return kept.read(f"{units[unit]['place']}/consegna.ipynb")

        pool = Pool(setup, Terms(level.layers if level else None, limits), workers, handed_in)
        found = {}
        step(0, len(units))
        for done, (unit, result) in enumerate(pool.results(sorted(units)), 1):
            result.pop("cpu", None)
            found[unit] = json.loads(json.dumps(result))
            step(done, len(units))
    write(out / "rivalutazione.json", dump_json(found))
    said = [line for unit in sorted(units) for line in _changes(unit, units[unit]["result"], found[unit])]
    same = (
        "tutti gli esiti sono quelli di allora"
        if not said
        else f"{plural(len(said), 'esito diverso', 'esiti diversi')}"
    )
    then, now = index["versions"], versions()
    changed = ", ".join(f"{name} {then.get(name)} → {now[name]}" for name in now if then.get(name) != now[name])
    said.append(f"{plural(len(units), 'consegna rivalutata', 'consegne rivalutate')}: {same}.")
    said.append(f"Versioni cambiate da allora: {changed or 'nessuna'}.")
    return said


def variant_of(files: Mapping[str, bytes]) -> Variant:
    """La variante scritta nei file di una prova."""
    params = json.loads(files[PARAMS])
    tables = {name: from_csv(files[f"{name}.csv"], one["colonne"]) for name, one in params["tabelle"].items()}
    return Variant(tables, params["parametri"], params["domande"])


def _changes(unit: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    if "failed" in before or "failed" in after:
        return (
            []
            if before.get("failed") == after.get("failed")
            else [f"{unit}: {before.get('failed')} → {after.get('failed')}"]
        )
    return [
        f"{unit}, esercizio {exercise}: {one['outcome']} → {after['exercises'][exercise]['outcome']}"
        for exercise, one in before["exercises"].items()
        if (one["outcome"], one["by_hand"])
        != (after["exercises"][exercise]["outcome"], after["exercises"][exercise]["by_hand"])
    ]


def _code() -> dict[str, bytes]:
    """The rooms that make a mark, and the lock of their libraries."""
    files = sorted(paths.ROOT.glob("kit/*.py"))
    for room in ROOMS:
        files += sorted((paths.ROOT / "kit" / room).rglob("*.py"))
    files += [paths.ROOT / "requirements.lock"]
    return {f"corso/{file.relative_to(paths.ROOT).as_posix()}": file.read_bytes() for file in files if file.is_file()}


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            made.writestr(info, files[name])
    return out.getvalue()
