"""`python -m kit audit FILE [--out report.html]`: examines the followers in a file and writes a report.

Reads one file, writes the report (and the mapping of columns, if told); prints a summary.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from kit.datasets.errors import DataError

EXAMPLES = """Esempi:
  python -m kit audit followers_1.json --out rapporto.html
  python -m kit audit utenti.csv --giorno 2025-02-28 --totale 48000
  python -m kit audit mio.csv --colonne "Seguaci=follower,Segue=seguiti"
"""


# What the functions' messages ask for, as this command asks for it.
WORDS = (
    (r'reference_date="([^"]*)"', r"--giorno \1"),
    (r"reference_date", "--giorno"),
    (r'duplicates="first"', "--doppioni"),
    (r'encoding="([^"]*)"', r"--codifica \1"),
    (r"`audience`", "--totale"),
    (r"con mapping=…", "con --colonne"),
)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Si scrive: ")


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Italian."""

    def error(self, message: str) -> NoReturn:
        """Say what to write, and stop."""
        raise DataError(
            f"Non capisco il comando ({_italian(message)}). Si scrive: python -m kit audit FILE [--out RAPPORTO.html]. "
            "Tutte le opzioni: python -m kit audit --help."
        )


def _italian(message: str) -> str:
    for english, ours in (
        ("the following arguments are required", "manca"),
        ("unrecognized arguments", "opzioni che non conosco"),
        ("expected one argument", "qui manca il valore"),
        ("invalid int value", "non è un numero intero"),
        ("argument ", ""),
    ):
        message = message.replace(english, ours)
    return message


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m kit audit",
        usage="python -m kit audit FILE [--out RAPPORTO.html] [altre opzioni]",
        description="Esamina i follower di un file: quota di falsi con intervallo, segnali di gruppo, esempi.",
        epilog=EXAMPLES,
        formatter_class=_Help,
        add_help=False,
    )
    parser._positionals.title, parser._optionals.title = "che cosa serve", "opzioni"
    parser.add_argument("file", metavar="FILE", help="l'elenco dei follower (CSV o JSON)")
    parser.add_argument("--out", metavar="RAPPORTO.html", help="dove scrivere il rapporto; se manca, solo il riassunto")
    parser.add_argument(
        "--formato", default="auto", help="se non va riconosciuto: mib, twibot20, instagram_export, csv…"
    )
    parser.add_argument("--giorno", help="il giorno in cui i conti sono stati letti, per esempio 2025-02-28")
    parser.add_argument("--colonne", help='per un CSV qualunque: "nome nel file=nome canonico,…"')
    parser.add_argument("--nome", help="come chiamare il pubblico nel rapporto")
    parser.add_argument("--totale", type=int, help="quanti follower ci sono in tutto, se il file è un campione")
    parser.add_argument("--codifica", help="la codifica del file, se non va riconosciuta")
    parser.add_argument("--doppioni", action="store_true", help="se un conto c'è due volte, tiene la prima")
    parser.add_argument("-h", "--help", action="help", help="mostra questo aiuto")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Esamina un file di follower.

    Parameters
    ----------
    argv : list of str, optional
        Le parole dopo ``python -m kit audit``.

    Returns
    -------
    int
        0 se è andato tutto bene, 1 se c'è una frase da leggere, 130 se interrotto.
    """
    try:
        return _run(_parser().parse_args(argv))
    except DataError as error:
        print(_for_terminal(str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrotto: nessun rapporto scritto.", file=sys.stderr)
        return 130


def _run(options: argparse.Namespace) -> int:
    from kit.followers.auditing import audit
    from kit.followers.progress import Bar
    from kit.followers.reading import load

    out = _checked_out(options.out)
    mapping = _mapping(options.colonne)
    reading = Bar("Leggo i conti")
    accounts = load(
        options.file,
        options.formato,
        mapping=mapping,
        reference_date=options.giorno,
        duplicates="first" if options.doppioni else "error",
        encoding=options.codifica,
        progress=reading,
    )
    reading.close()
    bar: list[Bar] = []

    def show(label: str, done: int, total: int) -> None:
        if not bar:
            bar.append(Bar(label, total))
        bar[0](done)

    name = options.nome or Path(options.file).stem
    found = audit(accounts, name=name, audience=options.totale, progress=show)
    if bar:
        bar[0].close()
    print(f"\n{found!r}")
    if out is not None:
        found.save(out)
        print(f"\nRapporto scritto in {out}: aprilo con il browser, oppure stampalo.")
    return 0


def _for_terminal(text: str) -> str:
    """Turn the options of functions into those of the command."""
    for theirs, ours in WORDS:
        text = re.sub(theirs, ours, text)
    asked = re.search(r"load\(…, mapping=\{(.*)\}\)", text)
    if asked is None:
        return text
    pairs = ",".join(f"…={name}" for name in re.findall(r'"…": "(\w+)"', asked[1]))
    return text.replace(asked[0], f'--colonne "{pairs}"')


def _checked_out(out: str | None) -> Path | None:
    if out is None:
        return None
    path = Path(out)
    if path.suffix.lower() not in (".html", ".htm"):
        raise DataError(f"Il rapporto è una pagina HTML: chiamalo «{path.stem}.html».")
    if not path.parent.is_dir():
        raise DataError(f"La cartella «{path.parent}» non esiste: creala, o scegline un'altra con --out.")
    return path


def _mapping(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    pairs = [one.rpartition("=") for one in text.split(",")]
    if any(not theirs.strip() or not ours.strip() for theirs, _, ours in pairs):
        raise DataError(
            '--colonne si scrive così: "Seguaci=follower,Segue=seguiti" (nome nel file, uguale, nome canonico).'
        )
    return {theirs.strip(): ours.strip() for theirs, _, ours in pairs}


if __name__ == "__main__":
    sys.exit(main())
