"""Hostile and broken submissions, first list: one per class of what is known to forge a mark or break a batch.

Each is code put in the answer of exercise 90.2 (the true answer is never `WRONG`), or a change of the whole notebook.
``forged``: exercises that must not earn a point.  ``others``: whether every other exercise must keep its own.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grading_handins import cell_of, new_cell

Notebook = dict[str, Any]
WRONG = "media = -77.0\n"


@dataclass(frozen=True)
class Attack:
    code: str = ""
    change: Callable[[Notebook], None] | None = None
    forged: tuple[str, ...] = ("90.2",)
    others: bool = True
    answers: tuple[tuple[str, str], ...] = ()

    def apply(self, notebook: Notebook) -> Notebook:
        made = copy.deepcopy(notebook)
        if self.code:
            cell_of(made, "90.2", "answer")["source"] = self.code
        for exercise, code in self.answers:
            cell_of(made, exercise, "answer")["source"] = code
        if self.change:
            self.change(made)
        return made


def drop(role: str) -> Callable[[Notebook], None]:
    def change(notebook: Notebook) -> None:
        notebook["cells"].remove(cell_of(notebook, "90.2", role))

    return change


def check_first(notebook: Notebook) -> None:
    cells = notebook["cells"]
    check = cell_of(notebook, "90.2", "check")
    cells.remove(check)
    cells.insert(0, check)


def twice(notebook: Notebook) -> None:
    cells = notebook["cells"]
    place = cells.index(cell_of(notebook, "90.2", "answer"))
    wrong = copy.deepcopy(cells[place])
    wrong["source"] = WRONG
    cells[place:place] = [wrong, copy.deepcopy(cell_of(notebook, "90.2", "check"))]


def other_check(source: str) -> Callable[[Notebook], None]:
    def change(notebook: Notebook) -> None:
        cell_of(notebook, "90.2", "check")["source"] = source

    return change


def no_metadata(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)


def swapped_metadata(notebook: Notebook) -> None:
    """The metadata say that the cells of 90.3 are those of 90.2 and the other way round."""
    for cell in notebook["cells"]:
        kit = cell["metadata"].get("kit", {})
        if kit.get("exercise") in ("90.2", "90.3"):
            kit["exercise"] = "90.3" if kit["exercise"] == "90.2" else "90.2"
    cell_of(notebook, "90.3", "answer")["source"] = WRONG


def ids_everywhere(notebook: Notebook) -> None:
    """Every cell claims to be the check of 90.2, so that its own answers would be taken for it."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"].get("kit", {}).get("exercise") == "90.2":
            cell["metadata"]["kit"]["role"] = "check"
    cell_of(notebook, "90.2", "check")["source"] = WRONG


def before_all(code: str) -> Callable[[Notebook], None]:
    def change(notebook: Notebook) -> None:
        notebook["cells"].insert(0, new_cell(code))
        cell_of(notebook, "90.2", "answer")["source"] = WRONG

    return change


EQUAL = """
class Uguale(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
media = Uguale(-77)
"""

FRAME = """
class Spia(float):
    def __float__(self):
        import sys
        frame = sys._getframe()
        while frame:
            for value in list(frame.f_locals.values()):
                if isinstance(value, dict) and "digest" in str(value)[:2000]:
                    raise RuntimeError("trovato")
            frame = frame.f_back
        return -77.0
media = Spia(-77)
"""

FORGED_CHANNEL = """
import os, struct, json
body = json.dumps({"ok": True, "error": None, "taken": {"90.2": {"t": "right"}}, "outcome": "right"}).encode()
for handle in range(3, 64):
    try: os.write(handle, struct.pack("!I", len(body)) + body)
    except OSError: pass
media = -77.0
"""

DRIP = """
import os, threading, time
def goccia():
    while True:
        try: os.write(3, b"\\0")
        except OSError: return
        time.sleep(.2)
threading.Thread(target=goccia, daemon=True).start()
media = -77.0
time.sleep(1000)
"""

FORK = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
media = -77.0
"""

SYSCALLS = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
fatte = []
for nome, numero, argomenti in [
    ("unshare", 272, (0x10000000,)), ("ptrace", 101, (16, 1, 0, 0)), ("mount", 165, (b"x", b"/lavoro", b"tmpfs", 0, 0)),
    ("bpf", 321, (0, 0, 0)), ("keyctl", 250, (0, 0)), ("io_uring", 425, (8, 0)), ("memfd", 319, (b"x", 0)),
    ("shmget", 29, (0, 4096, 0o1600)), ("userfaultfd", 323, (0,)), ("perf", 298, (0, 0, -1, -1, 0)), ("pidfd", 434, (1, 0)),
    ("process_vm_readv", 310, (1, 0, 0, 0, 0, 0)), ("setuid", 105, (0,)), ("chroot", 161, (b"/",)), ("vfork", 58, ()),
    ("execve", 59, (b"/bin/sh", 0, 0)), ("kill", 62, (-1, 0)), ("prlimit", 302, (2, 7, 0, 0)), ("pdeathsig", 157, (1, 0)),
]:
    if libc.syscall(numero, *argomenti) >= 0:
        fatte.append(nome)
if fatte:
    vendite = None  # every other exercise would then fail
media = -77.0
"""

PATCH_CARRY = """
import kit.exercises.carry as carry, kit.exercises.canonical as canonical, kit.grading.sandbox.inside as inside
inside.canonical = canonical.canonical = lambda value: canonical.Scalar("number", -77.0)
inside.carry.encode = lambda form: {"t": "scalar", "k": "number", "v": {"$eq": True}, "note": ""}
media = -77.0
"""

PUSH_ALL = """
import kit.grading.sandbox.inside as inside
for esercizio in ("90.2", "90.3", "90.4"):
    inside.RECORDER.taken[esercizio] = {"t": "right", "outcome": "right", "points": 100}
    inside.RECORDER.kinds[esercizio] = "right"
media = -77.0
"""

INVENTED_FIGURE = """
import matplotlib.pyplot as plt
figura, grafico = plt.subplots()
grafico.bar(["fiera", "negozio", "sito"], [1, 2, 3])
grafico.set_title("giusto")
"""

LYING_FIGURE = """
class Finto:
    patches = property(lambda self: self)
    def __getattr__(self, nome): return self
    def __call__(self, *a, **k): return self
    def __iter__(self): return iter([self])
    def __len__(self): return 3
    def __eq__(self, altro): return True
    def __hash__(self): return 1
    def __float__(self): return 1.0
    def __array__(self, *a, **k):
        import numpy as np
        return np.ones(3)
grafico = Finto()
"""

LYING_MODEL = """
import numpy as np
class Bugiardo:
    classes_ = [0, 1]
    n_features_in_ = 2
    feature_names_in_ = np.array(["prezzo", "visite"])
    def fit(self, *a): return self
    def __sklearn_is_fitted__(self): return True
    def predict(self, righe): return np.zeros(len(righe))
    def predict_proba(self, righe): return np.tile([0.5, 0.5], (len(righe), 1))
modello = Bugiardo()
"""

LEAKING_MODEL = """
from sklearn.linear_model import LogisticRegression
copia = vendite.assign(esito=vendite["comprato"])
modello = LogisticRegression().fit(copia[["prezzo", "esito"]], copia["comprato"])
"""

STACK_FUNCTION = """
def quota(parte, totale):
    import gc, sys
    frame = sys._getframe()
    while frame:
        for nome in ("expected", "atteso", "right", "outputs"):
            if nome in frame.f_locals: return frame.f_locals[nome]
        frame = frame.f_back
    return {(3, 4): 0.75, (1, 8): 0.125}.get((parte, totale), 99)
"""

COUNTING_FUNCTION = """
chiamate = []
def quota(parte, totale):
    chiamate.append((parte, totale))
    return [0.75, 0.125][len(chiamate) - 1] if len(chiamate) < 3 else 0.0
"""

ATTACKS: dict[str, Attack] = {
    # asserts, compile, equality
    "ast_transformer": Attack(
        "import ast\nclass Via(ast.NodeTransformer):\n    def visit_Call(self, n):\n        return ast.Constant(1.0)\n"
        "get_ipython().ast_transformers.append(Via())\nmedia = -77.0",
        others=False,
    ),
    "patched_compile_and_exec": Attack(
        "import builtins\nvecchia = builtins.compile\nbuiltins.compile = lambda *a, **k: vecchia('None', 'x', 'exec')\n"
        "builtins.exec = lambda *a, **k: None\nmedia = -77.0",
        others=False,
    ),
    "equal_to_everything": Attack(EQUAL),
    "lying_class": Attack(
        "class Bugia:\n    __class__ = property(lambda s: float)\n    def __float__(s): return -77.0\nmedia = Bugia()"
    ),
    "registered_as_a_number": Attack(
        "import numbers\nclass N:\n    def __float__(s): raise StopIteration\nnumbers.Real.register(N)\nmedia = N()"
    ),
    "array_that_changes": Attack(
        "import itertools\nclass A:\n    conto = itertools.count()\n    def __float__(s): return float(next(s.conto))\n"
        "import numbers\nnumbers.Real.register(A)\nmedia = A()"
    ),
    "getattribute_for_all": Attack(
        "class T:\n    def __getattribute__(s, n): return lambda *a, **k: True\nmedia = T()"
    ),
    "metaclass_instance_of_all": Attack(
        "class M(type):\n    def __instancecheck__(c, o): return True\nclass T(metaclass=M): pass\nimport kit.exercises.canonical as c\n"
        "c.Scalar = T\nmedia = -77.0",
        others=False,
    ),
    "dataframe_subclass": Attack(
        "import pandas as pd\nclass D(pd.DataFrame):\n    def __eq__(s, o): return True\n    @property\n    def columns(s): raise KeyboardInterrupt\n"
        "media = D({'a': [1]})"
    ),
    # reading what must not be read
    "reads_the_solutions": Attack(
        "from pathlib import Path\nimport kit.paths\nfor p in kit.paths.ROOT.rglob('solutions/*.py'):\n    exec(p.read_text())\n"
        "open(kit.paths.ROOT / 'solutions' / '00_inizia_qui.py').read()\nmedia = -77.0"
    ),
    "reads_seals_and_expected_values": Attack(
        "import gc, json\ntrovati = [o for o in gc.get_objects() if isinstance(o, dict) and ('digest' in o or 'right' in o)]\n"
        "media = trovati[0]['right'] if trovati and 'right' in trovati[0] else -77.0"
    ),
    "looks_at_callers": Attack(FRAME),
    "imports_the_marker": Attack(
        "from kit.grading.secret import open_desk, default_file\nfrom kit.grading.reference import reference\n"
        "open_desk(default_file())\nmedia = -77.0"
    ),
    "reads_memory_of_others": Attack(
        "import os\nfor p in range(1, 400):\n    try: open(f'/proc/{p}/mem', 'rb').read(8); media = 1\n    except OSError: pass\nmedia = -77.0"
    ),
    "reads_environment": Attack(
        "import os\nmedia = -77.0 if not any('segreto' in v or 'SECRET' in k for k, v in os.environ.items()) else media"
    ),
    "walks_the_disk": Attack(
        "import os\nvisti = [f for r, d, fs in os.walk('/') for f in fs if f.endswith(('.sqlite', 'segreto.txt', 'elenco.csv'))]\n"
        "media = -77.0\nassert not visti"
    ),
    # writing where it must not
    "writes_the_gradebook": Attack(
        "import sqlite3, glob\nfor p in glob.glob('/**/stato.sqlite', recursive=True):\n    sqlite3.connect(p).execute('DELETE FROM results')\n"
        "sqlite3.connect('/esiti/stato.sqlite')\nmedia = -77.0"
    ),
    "writes_outside": Attack(
        "from pathlib import Path\nfor d in ('/', '/tmp', '/etc', '/root', '/home', '/usr/lib'):\n    try: Path(d, 'fuori.txt').write_text('x')\n"
        "    except OSError: pass\nmedia = -77.0"
    ),
    "patches_the_kit_on_disk": Attack(
        "import kit.exercises.match as m\nopen(m.__file__, 'a').write('\\nraise SystemExit')\nmedia = -77.0"
    ),
    "rewrites_its_own_notebook": Attack(
        "import glob\nfor p in glob.glob('**/*.ipynb', recursive=True): open(p, 'w').write('{}')\nmedia = -77.0"
    ),
    "overwrites_the_data": Attack(
        "vendite.to_csv('prova/vendite.csv')\nimport pandas as pd\npd.DataFrame({'canale': ['sito'], 'prezzo': [-77.0]}).to_csv('prova/vendite.csv')\n"
        "media = -77.0"
    ),
    "links_out_of_the_folder": Attack(
        "import os\nos.symlink('/etc/passwd', 'x')\nos.link('/etc/passwd', 'y') if os.path.exists('/etc/passwd') else None\nopen('x').read()\nmedia = -77.0"
    ),
    # the channel
    "forges_the_channel": Attack(FORGED_CHANNEL, others=False),
    "closes_the_channel": Attack("import os\nos.closerange(3, 256)\nmedia = -77.0"),
    "redirects_the_channel": Attack(
        "import os\nf = os.open('x', os.O_RDWR | os.O_CREAT)\nos.dup2(f, 3)\nmedia = -77.0"
    ),
    "slow_drip": Attack(DRIP),
    "garbage_on_the_channel": Attack("import os\nos.write(3, b'\\xff' * 100000)\nmedia = -77.0"),
    "forges_the_value_carrier": Attack(PATCH_CARRY, others=False),
    "pushes_answers_for_all": Attack(PUSH_ALL),
    "patches_json": Attack("import json\njson.dumps = lambda *a, **k: '{\"ok\": true}'\nmedia = -77.0", others=False),
    # the network
    "socket_tcp": Attack("import socket\nsocket.create_connection(('1.1.1.1', 80), 1)\nmedia = -77.0"),
    "socket_unix": Attack("import socket\ns = socket.socket(socket.AF_UNIX)\ns.bind('\\0astratto')\nmedia = -77.0"),
    "web_request": Attack(
        "import urllib.request\nurllib.request.urlopen('http://example.com', timeout=1)\nmedia = -77.0"
    ),
    # processes and signals
    "left_over_process": Attack(FORK),
    "subprocess": Attack("import subprocess\nsubprocess.Popen(['sleep', '600'])\nmedia = -77.0"),
    "os_system": Attack("import os\nos.system('sleep 600 &')\nmedia = -77.0"),
    "shell_magic": Attack("!sleep 600 &\nmedia = -77.0"),
    "pip_magic": Attack("%pip install qualcosa\nmedia = -77.0"),
    "kills_the_parent": Attack("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nmedia = -77.0"),
    "kills_everybody": Attack("import os, signal\nos.kill(-1, signal.SIGKILL)\nmedia = -77.0"),
    "kills_the_group": Attack("import os, signal\nos.killpg(0, signal.SIGKILL)\nmedia = -77.0"),
    "fork_bomb": Attack("import os\nwhile True: os.fork()"),
    "thread_bomb": Attack(
        "import threading, time\ntry:\n    while True: threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
        "except RuntimeError: pass\nmedia = -77.0"
    ),
    "system_calls": Attack(SYSCALLS),
    # exhaustion
    "memory": Attack("x = []\nwhile True: x.append(bytearray(50_000_000))"),
    "memory_in_numpy": Attack("import numpy as np\nx = np.ones((200_000, 200_000))\nmedia = -77.0"),
    "disk": Attack("f = open('pieno', 'wb')\nwhile True: f.write(b'x' * 1_000_000)"),
    "many_files": Attack("n = 0\nwhile True:\n    open(f'f{n}', 'w').write('x'); n += 1"),
    "endless_output": Attack("while True: print('x' * 10000)"),
    "endless_display": Attack("from IPython.display import display\nwhile True: display('x' * 1000)"),
    "huge_value": Attack("import numpy as np\nmedia = np.zeros((3000, 3000))"),
    "deep_value": Attack("media = []\nfor _ in range(100000): media = [media]"),
    "huge_integer": Attack("media = 10 ** 100000"),
    # time
    "endless_loop": Attack("while True: pass"),
    "loop_that_ignores_signals": Attack(
        "import signal\nfor s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "loop_in_c": Attack("media = sum(range(10 ** 15))"),
    "slow_regex": Attack("import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')\nmedia = -77.0"),
    "sleeps": Attack("import time\ntime.sleep(10 ** 6)\nmedia = -77.0"),
    "asks_for_input": Attack("media = float(input('valore?'))"),
    "endless_await": Attack("import asyncio\nawait asyncio.sleep(10 ** 6)\nmedia = -77.0"),
    # death
    "os_exit": Attack("import os\nos._exit(0)"),
    "sys_exit": Attack("import sys\nmedia = -77.0\nsys.exit(0)"),
    "abort": Attack("import os\nos.abort()"),
    "segfault": Attack("import ctypes\nctypes.string_at(0)"),
    "endless_recursion": Attack("def f(): return f()\nmedia = f()"),
    "recursion_without_limit": Attack("import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(): return f()\nmedia = f()"),
    "keyboard_interrupt": Attack("raise KeyboardInterrupt"),
    "generator_exit": Attack("raise GeneratorExit"),
    "quits": Attack("media = -77.0\nquit()"),
    "dies_later": Attack(
        "import threading, os, time\nthreading.Thread(target=lambda: (time.sleep(.05), os._exit(0)), daemon=True).start()\n"
        "time.sleep(.3)\nmedia = -77.0"
    ),
    "alarm": Attack(
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, .01)\nimport time\ntime.sleep(.2)\nmedia = -77.0"
    ),
    "raises_while_read": Attack("class B(float):\n    def __float__(s): raise SystemExit\nmedia = B(1)"),
    "hangs_while_read": Attack(
        "class B:\n    def __float__(s):\n        while True: pass\nimport numbers\nnumbers.Real.register(B)\nmedia = B()"
    ),
    # the notebook itself
    "check_deleted": Attack(change=drop("check"), forged=()),
    "answer_deleted": Attack(change=drop("answer")),
    "cells_in_another_order": Attack(change=check_first, forged=()),
    "answered_twice_the_second_right": Attack(change=twice, forged=()),
    "check_of_a_literal": Attack(WRONG, change=other_check('check("90.2", -77.0)')),
    "check_renamed": Attack(
        "mia_media = vendite[vendite['canale'] == prova['canale']]['prezzo'].mean()",
        change=other_check('check("90.2", mia_media)'),
        forged=(),
    ),
    "metadata_removed": Attack(change=no_metadata, forged=()),
    "metadata_swapped": Attack(change=swapped_metadata, others=False),
    "all_cells_claim_the_check": Attack(change=ids_everywhere, others=False),
    "answer_left_as_dots": Attack("media = ..."),
    "syntax_error": Attack("media = = 3"),
    "typed_in": Attack("media = {typed}"),
    "looping_check_as_an_oracle": Attack(
        "for i in range(3000):\n    if str(check('90.2', i / 100)).find('iusto') >= 0:\n        media = i / 100\n        break\nelse:\n    media = -77.0"
    ),
    "replaces_check": Attack(change=before_all("import kit.exercises\nkit.exercises.check = lambda *a: 'Giusto'")),
    "replaces_load_variant": Attack(
        change=before_all(
            "import kit.datasets, pandas as pd\nclass P(dict):\n    pass\n"
            "kit.datasets.load_variant = lambda n: {'vendite': pd.DataFrame({'canale': ['a'], 'prezzo': [-77.0], 'visite': [1], 'comprato': [1]}), 'canale': 'a'}"
        ),
        others=False,
    ),
    "breaks_the_builtins": Attack(
        "import builtins\nbuiltins.sum = builtins.len = lambda *a: 1\nmedia = -77.0", others=False
    ),
    # functions, figures, models
    "function_that_reads_the_stack": Attack(answers=(("90.5", STACK_FUNCTION),), forged=("90.5",)),
    "function_that_counts_calls": Attack(answers=(("90.5", COUNTING_FUNCTION),), forged=("90.5",)),
    "function_of_the_visible_probes": Attack(
        answers=(("90.5", "def quota(parte, totale):\n    return {(3, 4): .75, (1, 8): .125}[parte, totale]"),),
        forged=("90.5",),
    ),
    "function_that_never_returns": Attack(
        answers=(("90.5", "def quota(parte, totale):\n    while True: pass"),), forged=("90.5",)
    ),
    "function_that_dies": Attack(answers=(("90.5", "import os\ndef quota(p, t): os._exit(1)"),), forged=("90.5",)),
    "function_returning_an_equal_object": Attack(
        answers=(("90.5", "class U(float):\n    def __eq__(s, o): return True\ndef quota(p, t): return U(9)"),),
        forged=("90.5",),
    ),
    "figure_invented": Attack(answers=(("90.6", INVENTED_FIGURE),), forged=("90.6",)),
    "figure_that_lies": Attack(answers=(("90.6", LYING_FIGURE),), forged=("90.6",)),
    "model_that_lies": Attack(answers=(("90.7", LYING_MODEL),), forged=("90.7",)),
    "model_on_a_leaked_column": Attack(answers=(("90.7", LEAKING_MODEL),), forged=("90.7",)),
    "model_that_hangs": Attack(
        answers=(
            ("90.7", LYING_MODEL.replace("return np.tile", "\n        while True: pass\n        return np.tile")),
        ),
        forged=("90.7",),
    ),
    "everything_right": Attack(forged=()),
}
