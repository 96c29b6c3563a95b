"""The IPython shell that runs the cells: no history, no pictures drawn, no commands, no questions.  Made after the fork."""

import builtins
import io
import sys
from typing import Any, NoReturn

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

NO_COMMANDS = (
    "Durante la valutazione i comandi di sistema (`!`, `%pip`, `%conda`) non funzionano: il codice usa solo Python."
)
NO_INPUT = "Durante la valutazione nessuno può rispondere a `input()`: scrivi il valore nel codice."
REFUSED_MAGICS = ("pip", "conda", "mamba", "micromamba", "uv", "system", "sx", "alias", "bookmark", "edit", "load_ext")
NOTHING = ("autosave", "connect_info", "qtconsole")  # JupyterLab's own: here they do nothing
REFUSED_CELLS = ("bash", "sh", "script", "system", "sx", "perl", "ruby", "html", "javascript", "js", "svg", "latex")


class Silent(io.TextIOBase):
    """Un'uscita che conta e butta via."""

    encoding, errors = "utf-8", "replace"

    def __init__(self) -> None:
        self.written = 0

    def write(self, text: str) -> int:
        """Conta i caratteri."""
        self.written += len(text)
        return len(text)

    def flush(self) -> None:
        """Niente da fare."""

    def writable(self) -> bool:
        """Ci si può scrivere."""
        return True

    def isatty(self) -> bool:
        """Non è un terminale."""
        return False

    def fileno(self) -> NoReturn:
        """Non è un file."""
        raise OSError("questa uscita non è un file")


class Hook(DisplayHook):
    """Tiene `_` e non disegna il risultato."""

    def __call__(self, result: Any = None) -> None:
        """L'ultima riga di una cella."""
        if result is not None:
            shell: Any = self.shell
            shell.user_ns["_"] = result


class Publisher(DisplayPublisher):
    """Conta ciò che `display` mostrerebbe."""

    shown = 0

    def publish(self, *arguments: Any, **named: Any) -> None:
        """Conta."""
        type(self).shown += 1


class Shell(InteractiveShell):
    """Una shell che esegue celle e non parla con nessuno."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)

    def init_profile_dir(self, profile_dir: Any) -> None:
        """Nessuna cartella di preferenze."""

    def enable_gui(self, gui: Any = None) -> None:
        """Nessuna finestra."""

    def enable_matplotlib(self, gui: Any = None) -> tuple[str, str]:
        """`%matplotlib inline` non fa niente: i grafici si leggono, non si disegnano."""
        return "inline", "agg"

    def system(self, *_command: Any, **_named: Any) -> NoReturn:
        """`!comando`."""
        raise RuntimeError(NO_COMMANDS)

    system_piped = system_raw = system
    getoutput: Any = system

    def ask_exit(self) -> None:
        """`exit` non chiude niente."""

    def showtraceback(self, *arguments: Any, **named: Any) -> None:
        """Gli errori si leggono dal risultato della cella."""

    showsyntaxerror = showindentationerror = showtraceback

    def _showtraceback(self, *arguments: Any, **named: Any) -> None:
        """Niente da mostrare."""


def make() -> Any:
    """Una shell nuova, con i nomi di un quaderno appena aperto."""
    from IPython.core.display_functions import display
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Minimal"
    shell: Any = Shell.instance(config=config, user_ns={"display": display})
    for kind, names in (("line", REFUSED_MAGICS), ("cell", REFUSED_CELLS)):
        for name in names:
            shell.register_magic_function(_refuse, magic_kind=kind, magic_name=name)
    for name in NOTHING:
        shell.register_magic_function(lambda *_: None, magic_kind="line", magic_name=name)
    builtins.input = _no_input
    sys.stdout = sys.stderr = Silent()
    return shell


def _refuse(*_arguments: Any) -> NoReturn:
    raise RuntimeError(NO_COMMANDS)


def _no_input(prompt: object = "", /) -> NoReturn:
    raise RuntimeError(NO_INPUT)
