"""Python's errors, told to somebody who meets them for the first time: Python's own last line, where, and what to do.

`install()` changes how the running IPython shows errors (`%tb` still gives the whole trace).  Stdlib only; touches
nothing outside a notebook or an IPython prompt.
"""

import difflib
import linecache
import re
import textwrap
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any


def install() -> bool:
    """Mostra gli errori in breve e con una frase in italiano. Restituisce False fuori da IPython."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    if shell is None:
        return False
    shell.set_custom_exc((Exception,), _show)  # type: ignore[no-untyped-call]
    return True


def _show(
    shell: Any, kind: type[BaseException], error: BaseException, trace: TracebackType, tb_offset: int | None = None
) -> list[str]:
    place = _where(error, trace)
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    lines = list(place)
    if not _told_by_the_kit(trace):  # the kit's own errors are already a sentence in Italian
        known = {name: value for name, value in shell.user_ns.items() if not name.startswith("_")}
        italian = f"In italiano: {explain(error, known, place[-1] if place else '')}"
        lines += textwrap.wrap(italian, 84, break_long_words=False)
    # Python 3.13 has a private kind of SyntaxError for a cell that breaks off: learners look for the name they know.
    name = "SyntaxError" if isinstance(error, SyntaxError) and kind.__name__.startswith("_") else kind.__name__
    lines.append(f"{name}: {said}")  # last, as in Python: the line that everybody learns to read first
    shell._showtraceback(kind, error, lines)
    return [line + "\n" for line in lines]


def _told_by_the_kit(trace: TracebackType | None) -> bool:
    frames = traceback.extract_tb(trace)
    return bool(frames) and Path(frames[-1].filename).is_relative_to(Path(__file__).resolve().parent.parent)


def _where(error: BaseException, trace: TracebackType | None) -> list[str]:
    """The line of the learner's own cell: its number and its text."""
    if isinstance(error, SyntaxError):
        shown = (error.text or "").rstrip("\n")
        arrow = [" " * (max(error.offset or 1, 1) - 1) + "^"] if shown else []
        return (
            [f"Nella tua cella, riga {error.lineno}:", f"    {shown}", *(f"    {line}" for line in arrow)]
            if shown
            else []
        )
    own = [
        frame
        for frame in traceback.extract_tb(trace)
        if re.search(r"ipykernel_|<ipython-input|<stdin>", frame.filename)
    ]
    if not own:
        return []
    line = own[-1].line or linecache.getline(own[-1].filename, own[-1].lineno or 0).strip()
    return [f"Nella tua cella, riga {own[-1].lineno}:", f"    {line}"]


def explain(error: BaseException, known: Mapping[str, Any] | None = None, line: str = "") -> str:
    """
    Una frase in italiano su un errore di Python.

    Parameters
    ----------
    error : BaseException
    known : mapping, optional
        I nomi che esistono già e i loro valori, per proporre il più vicino.
    line : str
        La riga che si è fermata.
    """
    known = known or {}
    if isinstance(error, NameError):
        return _name(error, known, line)
    if isinstance(error, KeyError):
        return _key(error, known)
    if isinstance(error, IndentationError):
        return "gli spazi a inizio riga non tornano: le righe dello stesso blocco devono cominciare tutte alla stessa altezza."
    if isinstance(error, SyntaxError):
        return _syntax(error)
    if isinstance(error, ModuleNotFoundError):
        return f"il pacchetto `{error.name}` non c'è: hai eseguito la prima cella? Il nome è scritto bene?"
    if isinstance(error, AttributeError):
        return _attribute(error)
    if isinstance(error, ZeroDivisionError):
        return "hai diviso per zero: guarda il denominatore, quante righe conta?"
    if isinstance(error, FileNotFoundError):
        return f"il file `{error.filename}` non c'è: controlla il nome e la cartella."
    if isinstance(error, IndexError):
        return "hai chiesto una posizione che non c'è: le posizioni partono da 0 e finiscono una prima della lunghezza."
    if isinstance(error, TypeError):
        return _type(error)
    if isinstance(error, ValueError) and "could not convert string to float" in str(error):
        return "un testo non si può leggere come numero. Nel codice i decimali si scrivono con il punto: 3.5, non 3,5."
    return "Python non può eseguire questa riga: rileggila parte per parte, cominciando dai nomi e dalle parentesi."


def _near(name: str, names: Iterable[Any]) -> str:
    found = difflib.get_close_matches(name, [item for item in names if isinstance(item, str)], 1, 0.7)
    return found[0] if found else ""


def _columns(known: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The column names of each table, and the row labels of each Series, by the name of the table."""
    tables = {name: list(value.columns) for name, value in known.items() if type(value).__name__ == "DataFrame"}
    return tables | {name: list(value.index[:50]) for name, value in known.items() if type(value).__name__ == "Series"}


def _name(error: NameError, known: Mapping[str, Any], line: str) -> str:
    name = error.name or (re.findall(r"'(\w+)'", str(error)) or [""])[0]
    if re.match(r"\s*check\(", line):
        return f"il nome `{name}` non esiste ancora: prima esegui la cella qui sopra, quella con la risposta."
    owners = [table for table, columns in _columns(known).items() if name in columns]
    if owners:
        owner = next((table for table in owners if re.search(rf"\b{table}\b", line)), owners[-1])
        return f'`{name}` è una colonna, non un nome da solo: scrivi `{owner}["{name}"]`, con le virgolette.'
    near = _near(name, known)
    if near:
        return f"il nome `{name}` non esiste. Forse volevi `{near}`?"
    return (
        f"il nome `{name}` non esiste ancora: hai eseguito la cella che lo crea? Se è un testo, mancano le virgolette."
    )


def _key(error: KeyError, known: Mapping[str, Any]) -> str:
    key = error.args[0] if error.args else ""
    key = key.partition("not found: ")[2] or key if isinstance(key, str) else key
    if key in ("True", "False"):
        return f"`{key}` qui va senza virgolette: `[{key}]`."
    near = _near(str(key), [item for columns in _columns(known).values() for item in columns])
    if near:
        return f"{key!r} non c'è. Forse volevi {near!r}? Contano maiuscole, accenti, spazi e trattini."
    return f"{key!r} non c'è: controlla i nomi scritti in cima alla tabella. Contano maiuscole, accenti e spazi."


def _attribute(error: AttributeError) -> str:
    name, thing = error.name or "", error.obj
    near = _near(name, dir(thing)) if thing is not None else ""
    hint = f" Forse volevi `{near}`?" if near else " Controlla come è scritto."
    if thing is ... or thing is None:
        return (
            f"prima del punto c'è {'`...`' if thing is ... else 'None'}, cioè una risposta non ancora scritta o vuota."
        )
    return f"`.{name}` non esiste per questo oggetto ({type(thing).__name__}).{hint}"


SIGNS = {
    "“”«»„": 'le virgolette devono essere quelle dritte, `"`: le altre arrivano copiando da un testo.',
    "×÷·": "per moltiplicare si usa `*`, per dividere `/`.",
    "€%": "nel codice si scrivono solo i numeri, senza simboli come € o %.",
}


def _syntax(error: SyntaxError) -> str:
    message = error.msg or ""
    line = re.sub(r'"[^"]*"|\'[^\']*\'', "", error.text or "")  # signs inside a text are fine
    for signs, told in SIGNS.items():
        if any(sign in line for sign in signs):
            return told
    if any(part in message for part in ("never closed", "unexpected EOF", "incomplete input")):
        return "una parentesi è stata aperta e mai chiusa: contale, o riscrivi la riga un pezzo alla volta."
    if "unterminated string" in message:
        return "un testo comincia con le virgolette e non le chiude."
    if "Maybe you meant '=='" in message or "cannot assign" in message:
        return "un solo `=` assegna un nome, due `==` confrontano: quale dei due ti serve?"
    if "unmatched" in message or "does not match" in message:
        return "c'è una parentesi in più o di tipo diverso da quella aperta."
    if "expected ':'" in message:
        return "mancano i due punti `:` in fondo alla riga."
    return (
        "Python non riesce a leggere questa riga, vicino al segno ^. Manca una virgola, una parentesi o una virgoletta? "
        "I nomi non possono contenere spazi."
    )


def _type(error: TypeError) -> str:
    message = str(error)
    if "ellipsis" in message.lower():
        return "in una risposta ci sono ancora i tre puntini `...`: scrivila, poi esegui di nuovo."
    if "not callable" in message:
        return 'dopo questo nome ci sono parentesi tonde, ma non è un comando: le colonne vogliono le quadre, `tabella["colonna"]`.'
    if "not subscriptable" in message:
        return "le parentesi quadre vogliono una tabella o una lista: i comandi si chiamano con le tonde."
    if "ufunc" in message or "dtype" in message:
        return "una delle due parti è un testo e l'altra un numero: un numero fra virgolette è un testo, togli le virgolette."
    if "str" in message and ("int" in message or "float" in message or "concatenate" in message):
        return "stai mescolando un testo e un numero: un numero fra virgolette è un testo."
    if "argument" in message:
        return "al comando hai dato troppi o troppo pochi valori fra parentesi, o un nome che non conosce."
    return "questi due tipi di valore non vanno insieme in questa operazione: guarda che cosa contengono."
