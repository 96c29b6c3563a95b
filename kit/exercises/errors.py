"""Python's errors, told to somebody who meets them for the first time: Python's own last line, where, and what to do.

`install()` changes how the running IPython shows errors (`%tb` still gives the whole trace).  Stdlib only; touches
nothing outside a notebook or an IPython prompt.
"""

import builtins
import difflib
import linecache
import re
import textwrap
import traceback
from collections.abc import Iterable
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
    names = [name for name in shell.user_ns if not name.startswith("_")]
    place = _where(error, trace)
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    italian = f"In italiano: {explain(error, names, place[-1] if place else '')}"
    lines = [*place, f"{kind.__name__}: {said}", "", *textwrap.wrap(italian, 84, break_long_words=False)]
    lines.append("(Per vedere tutto il percorso dell'errore: %tb)")
    sys_lines = [line + "\n" for line in lines]
    shell._showtraceback(kind, error, lines)
    return sys_lines


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


def explain(error: BaseException, names: Iterable[str] = (), line: str = "") -> str:
    """
    Una frase in italiano su un errore di Python.

    Parameters
    ----------
    error : BaseException
    names : iterable of str
        I nomi che esistono già, per proporre il più vicino.
    line : str
        La riga che si è fermata.
    """
    if isinstance(error, NameError):
        return _name(error, list(names), line)
    if isinstance(error, KeyError):
        return _key(error, line)
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


def _near(name: str, names: Iterable[str]) -> str:
    found = difflib.get_close_matches(name, [item for item in names if isinstance(item, str)], 1, 0.6)
    return f" Forse volevi `{found[0]}`?" if found else ""


def _name(error: NameError, names: list[str], line: str) -> str:
    name = error.name or (re.findall(r"'(\w+)'", str(error)) or [""])[0]
    if re.match(r"\s*check\(", line):
        return f"il nome `{name}` non esiste ancora: prima esegui la cella qui sopra, quella con la risposta."
    near = _near(name, [*names, *dir(builtins)])
    return (near and f"il nome `{name}` non esiste.{near}") or (
        f"il nome `{name}` non esiste ancora: hai eseguito la cella che lo crea? Se è un testo, mancano le virgolette."
    )


def _key(error: KeyError, line: str) -> str:
    key = error.args[0] if error.args else ""
    return (
        f"qui non c'è niente che si chiami {key!r}: spesso è una colonna scritta in modo diverso "
        "(contano maiuscole, accenti e spazi). Guarda i nomi con `tabella.columns`."
    )


def _attribute(error: AttributeError) -> str:
    name, thing = error.name or "", error.obj
    near = _near(name, dir(thing)) if thing is not None else ""
    if thing is ... or thing is None:
        return (
            f"prima del punto c'è {'`...`' if thing is ... else 'None'}, cioè una risposta non ancora scritta o vuota."
        )
    return f"`.{name}` non esiste per questo oggetto ({type(thing).__name__}).{near or ' Controlla come è scritto.'}"


def _syntax(error: SyntaxError) -> str:
    message = error.msg or ""
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
    if "str" in message and ("int" in message or "float" in message or "concatenate" in message):
        return "stai mescolando un testo e un numero: un numero fra virgolette è un testo."
    if "argument" in message:
        return "al comando hai dato troppi o troppo pochi valori fra parentesi, o un nome che non conosce."
    return "questi due tipi di valore non vanno insieme in questa operazione: guarda che cosa contengono."
