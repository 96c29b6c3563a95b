"""Randomly corrupted notebooks and zips (1,000 with KIT_LONG=1): each ends with a mark or a clear Italian reason."""

import copy
import io
import json
import os
import random
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from grading_class import classroom
from grading_handins import answered, package_notebook
from grading_lesson import write_lesson

from kit.grading import batch, sources
from kit.grading.release import Order, release
from kit.grading.sandbox.levels import detect
from kit.grading.sandbox.terms import Limits
from kit.grading.secret import Desk
from kit.grading.state import State

HOW_MANY, STUDENTS = (1000, 250) if os.environ.get("KIT_LONG") else (60, 60)
BATCH = HOW_MANY // STUDENTS  # editions of the same class: one hand-in each
LIMITS = Limits(cpu=0.5, memory=700, times=1.0, grace=0.75)
ODD: list[Any] = [None, True, -1, 3.5, "", "x" * 2000, [], {}, ["a", 1], {"a": {}}, "\x00", "\ud800", 10**30]


def flipped(draw: random.Random, content: bytes) -> bytes:
    """A few bytes changed, lost, added or moved, or the end cut off."""
    data = bytearray(content)
    for _ in range(draw.randint(1, 6)):
        place = draw.randrange(len(data))
        how = draw.randrange(5)
        if how == 0:
            data[place] = draw.randrange(256)
        elif how == 1:
            del data[place : place + draw.randint(1, 200)]
        elif how == 2:
            data[place:place] = bytes(draw.randrange(256) for _ in range(draw.randint(1, 40)))
        elif how == 3:
            data[place : place + 50] = data[draw.randrange(len(data)) :][:50]
        else:
            del data[max(place, 10) :]
        data = data or bytearray(b"{")
    return bytes(data)


def twisted(draw: random.Random, notebook: dict[str, Any]) -> bytes:
    """The structure changed: a value somewhere replaced, removed, or put twice."""
    made = copy.deepcopy(notebook)
    for _ in range(draw.randint(1, 4)):
        node: Any = made
        for _ in range(draw.randint(1, 6)):
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = draw.choice(keys)
            if not isinstance(node[key], dict | list) or draw.random() < 0.3:
                if draw.random() < 0.6:
                    node[key] = copy.deepcopy(draw.choice(ODD))
                elif isinstance(node, list) and draw.random() < 0.5:
                    node.insert(key, copy.deepcopy(draw.choice(node)))
                else:
                    del node[key]
                break
            node = node[key]
    return json.dumps(made).encode("utf-8")


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="isolation is Linux's; elsewhere the marker refuses to run code")
def test_each_ends_with_a_mark_or_a_reason(tmp_path: Path, desk: Desk) -> None:
    source = sources.open_source(str(write_lesson(tmp_path / "lezione", light=True)))
    people = classroom(STUDENTS)
    release(Order(source, people, "prova", tmp_path / "pacchetti"), desk)
    notebooks = {
        person.matricola: answered(
            package_notebook(next((tmp_path / "pacchetti").glob(f"*_{person.matricola}"))), source
        )
        for person in people
    }
    level = detect()
    draw = random.Random(20261127)
    marked = refused = 0
    for number in range(BATCH):
        folder = tmp_path / f"consegne-{number}"
        for person in people:
            where = folder / f"{person.cognome}_{person.nome}_{person.matricola}"
            where.mkdir(parents=True)
            notebook = notebooks[person.matricola]
            kind = draw.randrange(3)
            if kind == 2:
                (where / "consegna.zip").write_bytes(
                    flipped(draw, zipped("90_prova.ipynb", json.dumps(notebook).encode()))
                )
            else:
                content = twisted(draw, notebook) if kind else flipped(draw, json.dumps(notebook).encode())
                (where / "90_prova.ipynb").write_bytes(content)
        out = tmp_path / f"esiti-{number}"
        planned = batch.plan(source, people, desk, "prova", out=out, level=level, workers=2, limits=LIMITS)
        batch.grade(planned, folder)
        state = State(out / batch.STATE)
        results = state.marked(planned.judge)
        told = {one.label: one for one in state.problems()}
        state.close()
        for person in people:
            here = [one for label, one in told.items() if person.matricola in label]
            assert person.unit in results or here, f"{number}: nothing is said of {person.matricola}"
            assert all(" " in one.reason for one in here)
            if person.unit in results:
                marked += 1
                failed = results[person.unit].result.get("failed", "")
                assert "errore interno" not in failed, failed
                assert set(results[person.unit].result.get("exercises", {})) or failed
            else:
                refused += 1
        assert (out / "problemi.html").is_file()
    assert marked + refused == HOW_MANY
    assert marked > HOW_MANY / 10  # the corruption is not so heavy that nothing is ever marked
    assert refused > HOW_MANY / 10
    print(f"\n{HOW_MANY} corrupted: {marked} marked, {refused} refused with a reason")
