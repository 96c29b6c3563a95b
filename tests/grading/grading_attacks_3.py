"""Hostile and broken submissions, third list: written from the marker's source, looking for where it trusts too much.

Three kinds.  A lie: `forged` must not earn a point.  A probe: the answer is right only if the system refuses everything it
tries.  An honest oddity (`HONEST` code, nothing forged): every point must be given.
"""

from collections.abc import Callable
from typing import Any

from grading_attacks import WRONG, Attack, Notebook
from grading_handins import cell_of, new_cell

HONEST = "media = vendite[vendite['canale'] == prova['canale']]['prezzo'].mean()\n"
EVERYTHING = tuple(f"90.{number}" for number in range(2, 8))
QUOTA = "def quota(parte, totale):\n    return 0.0 if totale == 0 else parte / totale\n"
INSIDE = "from kit.grading.sandbox import inside, frames\n"
RAW = """
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
def raw(number, *arguments):
    return libc.syscall(ctypes.c_long(number), *(ctypes.c_long(one) for one in arguments))
"""
CHANNEL = """
import json, socket, struct
line = socket.socket(fileno=3)
line.setblocking(True)
def say(reply):
    body = json.dumps(reply).encode()
    line.sendall(struct.pack("!I", len(body)) + body)
def hear():
    size = b""
    while len(size) < 4:
        size += line.recv(4 - len(size))
    (left,), body = struct.unpack("!I", size), b""
    while len(body) < left:
        body += line.recv(left - len(body))
    return json.loads(body)
"""


def probe(*tries: str, before: str = "") -> str:
    """Right unless one of the tries (an expression that raises, or is negative, when it is refused) gets through."""
    lines = ["got = []", "def attempt(action):", "    try:", "        found = action()"]
    lines += ["    except BaseException:", "        return", "    if not (isinstance(found, int) and found < 0):"]
    lines += ["        got.append(found)"]
    lines += [f"attempt(lambda: {one})" for one in tries]
    return before + "\n".join(lines) + f"\n{HONEST}if got:\n    media = repr(got)\n"


def each_cell(change: Callable[[dict[str, Any]], None]) -> Callable[[Notebook], None]:
    def all_of_them(notebook: Notebook) -> None:
        for cell in notebook["cells"]:
            change(cell)

    return all_of_them


def old_format(notebook: Notebook) -> None:
    """Notebook format 3, as an old program saves it."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    notebook["worksheets"] = [{"cells": notebook.pop("cells")}]
    notebook["nbformat"] = 3


def letter_by_letter(cell: dict[str, Any]) -> None:
    cell["source"] = list(cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"]))


def shy_metadata(cell: dict[str, Any]) -> None:
    """An id that looks the same and is not."""
    kit = cell["metadata"].get("kit", {})
    if kit.get("exercise") == "90.2":
        kit["exercise"] = "90\u2024\u0662\u200b"


def saved_value(notebook: Notebook) -> None:
    """Every value that could be right in the outputs of the check, as `check` itself would have left them."""
    cell_of(notebook, "90.3", "answer")["source"] = "migliore = 'nessuno'"
    outputs = []
    for word in ("sito", "fiera", "negozio"):
        kept = {"format": 1, "exercise": "90.3", "value": {"t": "scalar", "k": "text", "v": word, "note": ""}}
        data = {"application/vnd.oltre-i-follower.risposta+json": kept}
        outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
    cell_of(notebook, "90.3", "check")["outputs"] = outputs


def sleepers(notebook: Notebook) -> None:
    """Cells that wait a little less than is allowed, one after the other, where the marker does not leave them out."""
    place = notebook["cells"].index(cell_of(notebook, "90.2", "answer"))
    made = [new_cell("import time\ntime.sleep(0.9)") for _ in range(80)]
    for number, cell in enumerate(made):
        cell["metadata"] = {"kit": {"role": "load"}}
        cell["id"] = f"sonno-{number}"
    cell_of(notebook, "90.2", "answer")["source"] = WRONG
    notebook["cells"][place:place] = made


def drowned(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            text = {"output_type": "stream", "name": "stdout", "text": "x" * 400_000}
            rich = {
                "output_type": "display_data",
                "data": {"text/html": ["<b>"] * 20_000, "image/png": 7},
                "metadata": None,
            }
            cell["outputs"] = [text, rich, None, 3, {"data": []}]


ATTACKS: dict[str, Attack] = {
    # --- the channel between inside and outside
    "answers the marker itself, instead of the kit": Attack(
        CHANNEL
        + """
said = {"t": "scalar", "k": "number", "v": {typed}, "note": ""}
taken = {"90.2": said, "90.3": {"t": "scalar", "k": "text", "v": "sito", "note": ""}, "90.4": said,
         "90.5": {"t": "function", "callable": True, "unfinished": False, "name": "quota"}, "90.6": said,
         "90.7": {"t": "model", "predicts": True, "fitted": True, "probabilities": True, "features": None}}
while True:
    say({"ok": True, "error": None, "taken": taken, "value": said, "cpu": 0})
    hear()
""",
        forged=EVERYTHING,
    ),
    "speaks before it is asked": Attack(
        CHANNEL
        + 'for _ in range(40):\n    say({"ok": True, "taken": {"90.2": {"t": "scalar", "k": "number", "v": {typed}}}})\n',
        others=False,
    ),
    "hangs up": Attack(CHANNEL + "line.shutdown(socket.SHUT_RDWR)\n"),
    "a reply that never ends": Attack(
        CHANNEL
        + 'import time\nline.sendall(struct.pack("!I", 20_000_000))\nwhile True:\n    line.sendall(b" ")\n    time.sleep(0.05)\n'
    ),
    "a reply of millions of empty dictionaries": Attack(
        CHANNEL + 'body = b"[" + b"{}," * 7_000_000 + b"{}]"\nline.sendall(struct.pack("!I", len(body)) + body)\n'
    ),
    "a reply as deep as a well": Attack(
        CHANNEL + 'body = b"[" * 20_000_000\nline.sendall(struct.pack("!I", len(body)) + body)\n'
    ),
    "numbers that JSON has not": Attack(
        CHANNEL
        + """
body = b'{"ok": true, "taken": {"90.2": {"t": "scalar", "k": "number", "v": Infinity, "note": "whole"}}, "error": {"line": 1e400}}'
line.sendall(struct.pack("!I", len(body)) + body)
import os
os._exit(0)
""",
        others=False,
    ),
    "writes into every reply": Attack(
        INSIDE
        + WRONG
        + """
real = frames.Plain.write
def write(self, reply):
    if "taken" in reply:
        reply["taken"]["90.2"] = {"t": "scalar", "k": "number", "v": {typed}, "note": ""}
    real(self, reply)
frames.Plain.write = write
"""
    ),
    "changes what every exercise is taken as": Attack(
        INSIDE + WRONG + 'inside.RECORDER.kinds["90.5"] = inside.RECORDER.kinds["90.7"] = "value"\n',
        forged=("90.2", "90.5", "90.7"),
    ),
    "a function named as a book is long": Attack(
        INSIDE
        + WRONG
        + """
real = inside._carried
def carried(kind, value):
    made = real(kind, value)
    if kind == "function":
        made["name"] = "a" * 9_000_000
    if kind == "model":
        made["features"] = ["b" * 300] * 30_000
    return made
inside._carried = carried
""",
        forged=("90.2", "90.5", "90.7"),
        answers=(("90.5", "def quota(parte, totale):\n    return -1\n"),),
    ),
    "answers every call with the same thing": Attack(
        INSIDE
        + WRONG
        + """
one = {"ok": True, "value": {"t": "table", "shape": "x" * 40, "keys": 0, "columns": [
    {"name": None, "k": "number", "v": ["nan"] * 200, "null": [0] * 200}] * 2}}
inside.ANSWERS["call"] = inside.ANSWERS["predict"] = lambda *_: one
""",
        forged=("90.2", "90.5", "90.7"),
    ),
    # --- lies told by values
    "a number that is never the same twice": Attack(
        """
import itertools, numbers
class Mobile(float):
    giro = itertools.cycle([-1e308, float("inf"), float("nan"), 0.0])
    def __float__(self):
        return next(Mobile.giro)
    __eq__ = lambda self, other: True
    __hash__ = float.__hash__
    __class__ = property(lambda self: next(Mobile.giro) and float)
media = Mobile(3)
"""
    ),
    "a column that lies about its type": Attack(
        WRONG,
        forged=("90.2", "90.4"),
        answers=(
            (
                "90.4",
                """
class Falsa(pd.Series):
    @property
    def _constructor(self):
        return Falsa
    dtype = property(lambda self: np.dtype("bool"))
    isna = lambda self: pd.Series([True] * 3)
    reset_index = lambda self, **_: self
    def to_numpy(self, *_, **__):
        return np.array(["\\x1f", "\\x00", "\\x1e"], dtype=object)
import numpy as np
totali = Falsa([0.0, 0.0, 0.0], index=["fiera", "negozio", "sito"])
""",
            ),
        ),
    ),
    "a dictionary whose keys and values disagree": Attack(
        WRONG,
        forged=("90.2", "90.4"),
        answers=(
            (
                "90.4",
                """
class Doppio(dict):
    def values(self):
        return [float("nan")] * 3 + [...]
    def __iter__(self):
        return iter(["fiera", "negozio", "sito"])
    def __len__(self):
        return 3
totali = Doppio(fiera=1, negozio=2, sito=3)
""",
            ),
        ),
    ),
    "an object that says yes to everything": Attack(
        """
class Si:
    def __getattr__(self, name):
        return self
    def __call__(self, *_, **__):
        return self
    def __array__(self, *_, **__):
        return [1e999]
    def __reduce__(self):
        import os
        return os._exit, (0,)
    __iter__ = lambda self: iter([self] * 3)
    __eq__ = __lt__ = __le__ = __contains__ = __bool__ = lambda self, *_: True
    __len__ = __index__ = __int__ = lambda self: 3
    __float__ = lambda self: 3.0
    __hash__ = lambda self: 0
media = migliore = totali = quota = grafico = modello = Si()
""",
        forged=EVERYTHING,
        answers=tuple((one, "pass\n") for one in EVERYTHING[1:]),
    ),
    "bars that answer as they like": Attack(
        WRONG,
        forged=("90.2", "90.6"),
        answers=(
            (
                "90.6",
                """
import itertools
grafico = pd.Series([1.0, 2.0, 3.0], index=["fiera", "negozio", "sito"]).plot.bar()
for barra in grafico.patches:
    barra.get_height = itertools.cycle([float("nan"), float("inf"), -0.0, 1e308]).__next__
""",
            ),
        ),
    ),
    "a model that ranks rows by what it should not be shown": Attack(
        WRONG,
        forged=("90.2", "90.7"),
        answers=(
            (
                "90.7",
                """
from sklearn.linear_model import LogisticRegression
vero = LogisticRegression().fit(vendite[["prezzo", "visite"]], vendite["comprato"])
from sklearn.base import BaseEstimator, ClassifierMixin
class Guarda(ClassifierMixin, BaseEstimator):
    classes_ = vero.classes_
    def fit(self, *_):
        return self
    def __sklearn_is_fitted__(self):
        return True
    def predict(self, righe):
        return vero.predict(righe[["prezzo", "visite"]])
    def predict_proba(self, righe):
        buone = vero.predict_proba(righe[["prezzo", "visite"]])
        return buone if "canale" in righe else buone * 0 + 0.5
modello = Guarda()
""",
            ),
        ),
    ),
    # --- looking for what is right
    "looks for the answers in the memory of Python": Attack(
        """
import gc, sys
media = -77.0
for thing in gc.get_objects():
    if isinstance(thing, dict):
        found = dict.get(thing, "90.2")
        if isinstance(found, dict) and ("right" in found or "salt" in found):
            media = found
for name in ("kit.grading.reference", "kit.grading.mark", "kit.grading.work", "kit.course.build", "variante_90"):
    if name in sys.modules:
        raise SystemExit(name)
"""
    ),
    "asks the teacher's own code": Attack(
        """
media = -77.0
try:
    from kit.grading import secret, sources, release, reference
    desk, _ = secret.open_desk()
    unit = next(iter(release.read_registry(desk, "90", "prova").units))
    media = reference.FromSecret(sources.open_source("90"), desk, "prova", unit, {"counter": 0}).first(mistakes=False).right("90.2")
except BaseException:
    pass
"""
    ),
    "reads every process and every file it can": Attack(
        """
import glob, os, re
media, seen = -77.0, ""
top = [f"/{name}" for name in os.listdir("/") if name not in ("proc", "sys", "dev", "usr", "lib", "lib64")]
for place in ("/proc/*/environ", "/proc/*/cmdline", "/proc/*/mem", "/proc/self/mountinfo", "/dev/*", "/sys/*", "../**/*",
              *(f"{folder}/**/*" for folder in top)):
    for path in glob.iglob(place, recursive=True):
        try:
            seen += open(path, errors="replace").read(100_000)
        except OSError:
            pass
found = re.search(r"segreto|BEGIN SOLUTION|matricola", seen)
if found and "media" not in found[0]:
    media = {typed} if "variante_90" in seen else -77.0
"""
    ),
    "leaves the value where the second run could find it": Attack(
        """
import os, pathlib, tempfile
media = {typed}
places = ["/", "/tmp", "/var/tmp", "/dev/shm", "/lavoro", "..", tempfile.gettempdir(), os.path.expanduser("~"), "/run"]
for place in places:
    note = pathlib.Path(place, "visto.txt")
    try:
        if note.exists():
            media = float(note.read_text())
        note.write_text("{typed}")
    except OSError:
        pass
"""
    ),
    "makes the data fit the value": Attack(
        """
import pathlib
vero = pathlib.Path("prova/vendite.csv").read_bytes()
pathlib.Path("prova/vendite.csv").write_text("canale,prezzo\\n")
copia = vendite.copy()
copia["prezzo"] = {typed}
media = copia[copia["canale"] == prova["canale"]]["prezzo"].mean()
pathlib.Path("prova/vendite.csv").write_bytes(vero)
"""
    ),
    "keeps the right value in the saved output": Attack(WRONG, change=saved_value, forged=("90.2", "90.3")),
    "a function that tells what it was asked": Attack(
        WRONG,
        forged=("90.2", "90.6"),
        answers=(
            (
                "90.5",
                "viste = []\ndef quota(parte, totale):\n    viste.append((parte, totale))\n"
                "    return 0.0 if totale == 0 else parte / totale\n",
            ),
            ("90.6", "raise ValueError(str(viste))\n"),
        ),
    ),
    "a function that tells what it was asked the time before": Attack(
        WRONG,
        forged=("90.2", "90.5"),
        answers=(
            (
                "90.5",
                "viste = []\ndef quota(parte, totale):\n    viste.append((parte, totale))\n    if len(viste) > 6:\n"
                "        raise ValueError(str(viste))\n    return 0.0 if totale == 0 else parte / totale\n"
                "check('90.5', quota)\n",
            ),
        ),
    ),
    # --- what outlives its cell
    "everything that happens at the end": Attack(
        WRONG
        + """
import atexit, gc, os, sys, threading, weakref
def fine(*_, **__):
    os._exit(3)
atexit.register(fine)
sys.excepthook = sys.unraisablehook = threading.excepthook = fine
class Ultimo:
    __del__ = fine
ultimo = Ultimo()
giro = [ultimo]
giro.append(giro)
class Vivo: pass
vivo = Vivo()
weakref.finalize(vivo, fine)
"""
    ),
    "a thread that ends Python a little later": Attack(
        WRONG + "import os, threading\nthreading.Timer(0.03, os._exit, (0,)).start()\n"
    ),
    "a thread that nobody started by name": Attack(
        WRONG
        + "import _thread, os, time\ndef dopo():\n    time.sleep(0.03)\n    os._exit(0)\n_thread.start_new_thread(dopo, ())\n"
    ),
    "threads that never rest": Attack(
        WRONG
        + "import threading\ndef gira():\n    while True:\n        sum(range(10_000))\n"
        + "for _ in range(4):\n    threading.Thread(target=gira, daemon=True).start()\n",
        others=False,
    ),
    "alarms of every kind": Attack(
        WRONG
        + """
import signal
for which in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
    signal.setitimer(which, 0.02, 0.02)
signal.alarm(1)
"""
    ),
    "no signal is heard": Attack(
        """
import signal
for number in signal.valid_signals():
    try:
        signal.signal(number, lambda *_: None)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
    ),
    "stops itself": Attack("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n" + WRONG),
    "never gives the memory back": Attack(
        WRONG + "blocchi = []\nfor size in (1 << 22, 1 << 16, 1 << 8):\n    try:\n        while True:\n"
        "            blocchi.append(bytearray(size))\n    except MemoryError:\n        pass\nraise MemoryError\n"
    ),
    "fills its folder": Attack(
        WRONG
        + """
for number in range(100_000):
    try:
        with open(f"f{number}", "wb") as file:
            file.write(bytes(1 << 16))
    except OSError:
        break
"""
    ),
    "a function that waits at the question nobody has seen": Attack(
        WRONG,
        forged=("90.2", "90.5"),
        answers=(("90.5", QUOTA.replace("return 0.0", "return __import__('time').sleep(99)")),),
    ),
    "eighty short sleeps": Attack(change=sleepers),
    # --- errors that are hostile themselves
    "an error that fights back": Attack(
        """
import sys
class Meta(type):
    __name__ = property(lambda cls: sys.exit(4))
class Brutto(Exception, metaclass=Meta):
    def __str__(self):
        raise KeyboardInterrupt
    __repr__ = __str__
    __traceback__ = property(lambda self: self)
raise Brutto
"""
    ),
    "an error as long as the sea": Attack(
        """
class Mare(Exception):
    def __str__(self):
        return "\\x1b]0;padrone\\x07\\x1b[2J\\u202e\\ud800<script>" * 400_000
raise Mare
"""
    ),
    # --- probes: right only if everything is refused
    "signals sent by way of a descriptor": Attack(
        probe(
            *(
                f"fcntl.fcntl(lettore, {command}, {value})"
                for command, value in ((8, "os.getpid()"), (10, 9), (1026, 1))
            ),
            "fcntl.fcntl(proprio, 1024, 1)",
            "fcntl.fcntl(proprio, 1024, 0)",
            'fcntl.fcntl(lettore, 15, struct.pack("ii", 1, os.getpid()))',
            'fcntl.ioctl(presa, 0x8901, struct.pack("i", os.getpid()))',
            'fcntl.ioctl(presa, 0x8902, struct.pack("i", os.getpid()))',
            before="import fcntl, os, socket, struct\nlettore, scrittore = os.pipe()\npresa, altra = socket.socketpair()\n"
            'proprio = os.open("mio.txt", os.O_RDWR | os.O_CREAT)\n',
        ),
        forged=(),
    ),
    "makes others wait": Attack(
        probe(
            "os.setpriority(os.PRIO_USER, 0, 19)",
            "os.setpriority(os.PRIO_PGRP, 0, 19)",
            "os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))",
            "os.sched_setaffinity(0, {0})",
            "raw(251, 3, 0, 0x6007) if machine == 'x86_64' else raw(30, 3, 0, 0x6007)",
            before=RAW + "import os, platform\nmachine = platform.machine()\n",
        ),
        forged=(),
    ),
    "tables of the kernel that everybody shares": Attack(
        probe(
            "os.memfd_create('x')",
            "libc.inotify_init()",
            "libc.inotify_init1(0)",
            "libc.shmget(0, 4096, 0o1666)",
            "libc.semget(0, 1, 0o1666)",
            "libc.msgget(0, 0o1666)",
            "libc.fanotify_init(0, 0)",
            "raw(206, 60_000, ctypes.addressof(ctypes.create_string_buffer(8))) if machine == 'x86_64' else -1",
            "__import__('multiprocessing.shared_memory').shared_memory.SharedMemory(create=True, size=9)",
            "__import__('multiprocessing').Semaphore()",
            before=RAW + "import os, platform\nmachine = platform.machine()\n",
        ),
        forged=(),
    ),
    "every way to another process": Attack(
        probe(
            "os.fork()",
            "os.forkpty()",
            "os.posix_spawn('/usr/bin/true', ['true'], {})",
            "os.execv(sys.executable, [sys.executable, '-c', '1'])",
            "__import__('subprocess').run([sys.executable, '-c', '1'])",
            "raw(56, 17, 0, 0, 0, 0) if platform.machine() == 'x86_64' else raw(220, 17, 0, 0, 0, 0)",
            "raw(435, 0, 0)",
            "os.kill(os.getppid() or 1 << 20, 0)",
            "os.kill(-1, 0)",
            "libc.ptrace(16, os.getppid(), 0, 0)",
            "libc.process_vm_readv(os.getppid(), 0, 0, 0, 0, 0)",
            "os.pidfd_open(os.getpid())",
            "socket.socket(socket.AF_UNIX)",
            "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
            "socket.socket(socket.AF_VSOCK)",
            "libc.unshare(0x10000000)",
            "libc.chroot(b'.')",
            "libc.mount(b'none', b'/lavoro', b'tmpfs', 0, None)",
            "os.setuid(0)",
            before=RAW + "import os, platform, socket, sys\n",
        ),
        forged=(),
    ),
    "every way out of its folder": Attack(
        probe(
            *(f"open({place!r}, 'w')" for place in ("/fuori.txt", "/tmp/fuori.txt", "/etc/fuori.txt", "../fuori.txt")),
            "os.symlink('/', 'radice')",
            "os.link('/dev/null', 'nulla')",
            "os.mknod('disco', 0o60600, 0x800)",
            "os.mkfifo('pipa')",
            "os.rename('/lavoro', '/altro')",
            "os.open('/', os.O_TMPFILE | os.O_RDWR)",
            "os.chroot('.')",
            "open('/proc/self/mem', 'r+b')",
            "os.truncate(kit.__file__, 0)",
            "os.utime(kit.__file__)",
            "os.chmod(kit.__file__, 0o777)",
            before="import kit, os\n",
        ),
        forged=(),
    ),
    # --- honest, only odd
    "a model fitted on bare numbers": Attack(
        HONEST,
        forged=(),
        answers=(
            (
                "90.7",
                "from sklearn.linear_model import LogisticRegression\n"
                "modello = LogisticRegression().fit(vendite[['prezzo', 'visite']].to_numpy(), vendite['comprato'].to_numpy())\n",
            ),
        ),
    ),
    "a model searched with every processor": Attack(
        HONEST,
        forged=(),
        answers=(
            (
                "90.7",
                "from sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import GridSearchCV\n"
                "from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\n"
                "modello = GridSearchCV(make_pipeline(StandardScaler(), LogisticRegression()), "
                "{'logisticregression__C': [0.1, 1]}, n_jobs=-1, cv=3).fit(vendite[['visite', 'prezzo']], vendite['comprato'])\n",
            ),
        ),
    ),
    "lines that every notebook of the internet begins with": Attack(
        "%matplotlib inline\n%config InlineBackend.figure_format = 'retina'\n%autosave 0\n%time 1 + 1\n" + HONEST,
        forged=(),
    ),
    "every warning is an error": Attack(
        "import warnings\nimport numpy as np\nwarnings.simplefilter('error')\nnp.seterr(all='raise')\n" + HONEST,
        forged=(),
    ),
    "prints in every way": Attack(
        "import logging, sys\nsys.stdout.writelines(['a\\n', 'b\\n'])\nvendite.to_csv(sys.stdout)\nvendite.info()\n"
        "logging.basicConfig(stream=sys.stderr, force=True)\nlogging.warning('x')\nassert not sys.stdout.closed\n"
        "print('x' * 2_000_000, flush=True)\n" + HONEST,
        forged=(),
    ),
    "prints nowhere": Attack(
        "import sys, os\nsys.stdout = open(os.devnull, 'w')\nsys.stderr = sys.stdout\n" + HONEST, forged=()
    ),
    "moves to another folder and takes the names of Python": Attack(
        "import os\nos.chdir('prova')\nos.environ.clear()\nsum = list = str = type = print = len = 3\n" + HONEST,
        forged=(),
    ),
    "waits in the notebook itself": Attack(
        "import asyncio\nasync def dopo():\n    await asyncio.sleep(0)\n    return 1\nawait dopo()\n"
        "lavoro = asyncio.ensure_future(asyncio.sleep(60))\n" + HONEST,
        forged=(),
    ),
    "names in other letters": Attack(HONEST.replace("media", "\uff4d\U0001d41e\uff44\u2170\uff41"), forged=()),
    "an old notebook format": Attack(HONEST, change=old_format, forged=()),
    "one letter a line": Attack(HONEST, change=each_cell(letter_by_letter), forged=()),
    "an id that only looks right": Attack(HONEST, change=each_cell(shy_metadata), forged=()),
    "outputs of every shape": Attack(HONEST, change=drowned, forged=()),
    "a drawing on a closed, moved and doubled figure": Attack(
        HONEST,
        forged=(),
        answers=(
            (
                "90.6",
                "import matplotlib.pyplot as plt\nplt.style.use('dark_background')\nplt.rcParams['axes.unicode_minus'] = False\n"
                "figura, (sinistra, destra) = plt.subplots(1, 2)\ndestra.remove()\nplt.ion()\n"
                "grafico = vendite.groupby('canale')['prezzo'].sum().plot.barh(ax=sinistra)\nplt.show(block=True)\n"
                "plt.close('all')\nfor _ in range(25):\n    plt.figure()\n",
            ),
        ),
    ),
}
