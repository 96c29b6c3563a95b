"""A second round, written with the source of the marker at hand and none of the first list.

It aims at what reads a submission (text, names, trees, errors), at the recorder inside the cage and at what is written last.
"""

from grading_attacks import Attack, Notebook, before_all
from grading_handins import cell_of, new_cell

INSIDE = "import kit.grading.sandbox.inside as inside\n"
FORGED_ENTRY = "{'t': 'scalar', 'k': 'number', 'v': [1], 'note': ''}"
DEEP = "vuota = []\nfor _ in range(200000): vuota = [vuota]\nmedia = vuota"


def odd_metadata(notebook: Notebook) -> None:
    """Half a character wherever a name is read; 90.2 answered wrongly."""
    notebook["metadata"]["kit"]["release"]["matricola"] = "\ud800"
    notebook["cells"][0]["metadata"]["kit"] = {"exercise": "\ud800", "role": "\udfff"}
    cell_of(notebook, "90.2", "answer")["source"] = "media = -77.0"


def many_dying_cells(notebook: Notebook) -> None:
    """Forty cells that kill the process, each in its own way to be restarted."""
    notebook["cells"][0:0] = [new_cell(f"import os; os._exit({number % 7})") for number in range(40)]
    cell_of(notebook, "90.2", "answer")["source"] = "media = -77.0"


def code_as_numbers(notebook: Notebook) -> None:
    """The lines of the answer are not text."""
    cell_of(notebook, "90.2", "answer")["source"] = [1, None, {"a": []}, "media = -77.0"]


ATTACKS: dict[str, Attack] = {
    # what reads the text of an answer, of an error, of a name
    "half_a_character_as_text": Attack(answers=(("90.3", "migliore = '\\ud800x'"),), forged=("90.3",)),
    "half_a_character_in_an_error": Attack("raise ValueError('\\udfff boom')"),
    "half_a_character_as_type": Attack("media = type('C\\ud801', (), {})()"),
    "half_a_character_in_a_table": Attack(
        answers=(("90.4", "totali = pd.Series([1.0, 2.0], index=['a\\ud800', 'b'])"),), forged=("90.4",)
    ),
    "half_a_character_in_metadata": Attack(change=odd_metadata),
    "nul_in_text": Attack("media = 'a\\x00b'"),
    "page_in_the_text": Attack(answers=(("90.3", "migliore = '</p><script>alert(1)</script>'"),), forged=("90.3",)),
    "formula_in_the_text": Attack(answers=(("90.3", "migliore = '=cmd|calc!A1'"),), forged=("90.3",)),
    "page_in_the_error": Attack("raise type('<script>', (Exception,), {})('<img src=x onerror=alert(1)>')"),
    "direction_marks": Attack(answers=(("90.3", "migliore = 'fiera\\u202e\\u2066'"),), forged=("90.3",)),
    # what reads the tree of a cell
    "thousands_of_parentheses": Attack("media = " + "(" * 5000 + "1" + ")" * 5000),
    "thousands_of_signs": Attack("media = " + "-" * 150_000 + "1"),
    "source_that_is_not_text": Attack(change=code_as_numbers),
    # errors that do not behave
    "error_that_exits_when_said": Attack(
        "class E(Exception):\n    def __str__(self): raise SystemExit(3)\nmedia = 1\nraise E()"
    ),
    "custom_handler_swallows_all": Attack(
        "get_ipython().set_custom_exc((Exception,), lambda *a: None)\nmedia = -77.0\n1 / 0"
    ),
    "trace_that_exits": Attack("import sys\nsys.settrace(lambda *a: sys.exit())\nmedia = -77.0"),
    "number_that_interrupts": Attack(
        "class B:\n    def __float__(self): raise KeyboardInterrupt\n    def __index__(self): raise SystemExit\nmedia = B()"
    ),
    "list_deeper_than_anything": Attack(DEEP),
    # the recorder, the replies, the clocks inside
    "recorder_answers_for_another": Attack(
        INSIDE
        + "inside.RECORDER.taken['90.3'] = {'t': 'scalar', 'k': 'text', 'v': 'negozio', 'note': ''}\nmedia = -77.0",
        forged=("90.2",),
    ),
    "recorder_removed": Attack(INSIDE + "inside.RECORDER = None\nmedia = -77.0", others=False),
    "replies_replaced": Attack(
        INSIDE
        + "inside.ANSWERS['cell'] = lambda *a: {'ok': True, 'taken': {'90.2': "
        + FORGED_ENTRY
        + "}}\nmedia = -77.0",
        others=False,
    ),
    "value_carried_replaced": Attack(
        INSIDE
        + "inside._carried = lambda kind, value: {'t': 'scalar', 'k': 'number', 'v': float('nan'), 'note': ''}\nmedia = -77.0",
        others=False,
    ),
    "clock_that_lies": Attack("import time\ntime.process_time = lambda: float('nan')\nmedia = -77.0"),
    "says_something_at_exit": Attack(
        "import atexit, os\natexit.register(lambda: os.write(3, b'x' * 99))\nmedia = -77.0"
    ),
    # the shape of the whole
    "forty_cells_that_die": Attack(change=many_dying_cells),
    "kit_shadowed_by_a_file": Attack(
        change=before_all("open('kit.py', 'w').write('raise SystemExit')\nimport sys\nsys.path.insert(0, '.')")
    ),
}
