"""`python -m kit data [--check]`: writes the generated files of datasets/, or says which differ.

The only module of this room that writes, and only inside datasets/; it never touches the cards.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from kit import paths


def main(argv: Sequence[str] | None = None) -> int:
    """Rigenera i dati del corso, o controlla che siano quelli generati.

    Parameters
    ----------
    argv : lista di str, facoltativa
        `--check` per controllare soltanto.

    Returns
    -------
    int
        0 se tutto è a posto, 1 se con `--check` qualche file è diverso o di troppo.
    """
    parser = argparse.ArgumentParser(
        prog="python -m kit data", description="Rigenera i dati in datasets/.", add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help="mostra questo aiuto")
    parser.add_argument("--check", action="store_true", help="non scrive: dice soltanto quali file sono diversi")
    check = parser.parse_args(argv).check

    from kit.synthesis.bundle import bundled_files

    files = bundled_files(paths.DATASETS)
    different = []
    for name, content in files.items():
        path = paths.DATASETS / name
        if path.is_file() and path.read_bytes() == content:
            continue
        different.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    strangers = sorted(_found() - set(files))
    for name in different:
        print(f"{'diverso' if check else 'scritto'}: datasets/{name}")
    for name in strangers:
        print(f"di troppo: datasets/{name} (nessun generatore lo fa; cancellalo o aggiungi il generatore)")
    if check and (different or strangers):
        print("I dati non sono quelli generati. Rimedio: python -m kit data")
        return 1
    for name in sorted(path[:-4] for path in files if path.endswith(".csv") and "/" not in path):
        if not (paths.DATASETS / f"{name}.md").is_file():
            print(f"manca la scheda: datasets/{name}.md (scrivila a mano, poi ripeti python -m kit data)")
            return 1
    size = sum(map(len, files.values())) / 1e6
    print(f"Dati a posto: {len(files)} file, {size:.2f} MB.".replace(".", ",", 1))
    return 0


def _found() -> set[str]:
    """Return the data files that are there, generated or not."""
    return {
        path.relative_to(paths.DATASETS).as_posix()
        for pattern in ("*.csv", "*.json")
        for path in paths.DATASETS.rglob(pattern)
    }
