"""A real JupyterLab in a real Chromium: fixtures for every browser test.

The project is copied to a temporary folder and served on loopback from there, so that a test writes into nobody's
work; every request that leaves the machine is refused and remembered.  Skipped with the reason where there is no
Chromium (tests/conftest.py turns that into a failure under CI).  KIT_SCREENSHOTS=folder keeps the screenshots.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from kit.launch.browser import chromium
from kit.paths import LESSONS, ROOT

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90_000  # milliseconds: a fresh kernel that imports seaborn, two cores, a busy machine
PANEL = "[...jupyterapp.shell.widgets('main')].find(one => one.context?.path === path)"


class Lab:
    """A running JupyterLab: `write` puts a notebook into it."""

    def __init__(self, folder: Path, url: str, token: str):
        self.folder, self.url, self.token = folder, url, token

    def write(self, name: str, cells: list[str]) -> str:
        """A notebook made of these code cells; returns its path for `open_notebook`."""
        book = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source) for source in cells],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}},
        )
        nbformat.write(book, self.folder / "lessons" / name)
        return f"lessons/{name}"


class Notebook:
    """One open notebook.  Cells are counted from 0 or found by their text; locators are Playwright's."""

    def __init__(self, page: Any, path: str, pictures: Path):
        self.page, self.path, self.pictures = page, path, pictures
        self.foreign: list[str] = []

    def js(self, body: str, **values: Any) -> Any:
        """Run JavaScript with `panel` (the notebook) and the named values at hand."""
        names = ", ".join(["path", *values])
        code = f"async ({{{names}}}) => {{ const panel = {PANEL}; {body} }}"
        return self.page.evaluate(code, {"path": self.path, **values})

    def wait_ready(self) -> None:
        """Until the kernel is really there and idle (the indicator alone lies)."""
        self.page.wait_for_function(
            f"""path => {{ const session = window.jupyterapp && {PANEL}?.sessionContext;
            return session && session.isReady && session.kernelDisplayStatus === 'idle'
                && session.session?.kernel?.connectionStatus === 'connected'; }}""",
            arg=self.path,
            timeout=PATIENCE,
        )

    def run_all(self) -> None:
        self.js("jupyterapp.shell.activateById(panel.id); await jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait_ready()

    def run_cell(self, n: int) -> None:
        self.js("panel.content.activeCellIndex = n; await jupyterapp.commands.execute('notebook:run-cell')", n=n)
        self.wait_ready()

    def restart(self) -> None:
        """A fresh kernel, without the dialog."""
        self.js("await panel.sessionContext.restartKernel()")
        self.wait_ready()

    def find(self, text: str) -> int:
        """The first cell whose source contains the text."""
        sources = self.js("return panel.content.widgets.map(cell => cell.model.sharedModel.getSource())")
        return next(n for n, source in enumerate(sources) if text in source)

    def errors(self) -> list[str]:
        """Errors in the outputs of cells that are not expected to raise."""
        return self.js(
            """return panel.content.widgets.filter(cell => cell.model.type === 'code'
                && !(cell.model.getMetadata('tags') || []).includes('raises-exception'))
            .flatMap(cell => cell.model.outputs.toJSON()).filter(output => output.output_type === 'error')
            .map(output => `${output.ename}: ${output.evalue}`)"""
        )

    def cell(self, n: int) -> Any:
        """The n-th cell, scrolled into view."""
        self.js(
            """panel.content.widgets.forEach((cell, i) => cell.node.setAttribute('data-test-cell', i));
            await panel.content.scrollToItem(n)""",
            n=n,
        )
        return self.page.locator(f'[data-test-cell="{n}"]')

    def outputs(self, n: int) -> Any:
        """What the n-th cell shows."""
        return self.cell(n).locator(".jp-OutputArea-output")

    def shows(self, n: int, piece: str) -> None:
        """Wait until the output of a cell shows a piece of text (JupyterLab draws it a moment after the kernel is done)."""
        self.outputs(n).filter(has_text=piece).first.wait_for()

    def says(self, exercise: str, piece: str) -> None:
        """Wait until the check of an exercise shows a piece of text."""
        self.shows(self.find(f'check("{exercise}"'), piece)

    def answer(self, exercise: str, source: str, *pieces: str) -> None:
        """Type an answer above the check, run both, read the verdict."""
        check = self.find(f'check("{exercise}"')
        self.type_in_cell(check - 1, source)
        self.run_cell(check - 1)
        self.run_cell(check)
        for piece in pieces:
            self.shows(check, piece)

    def type_in_cell(self, n: int, source: str) -> None:
        """Replace the source of a cell by typing."""
        editor = self.cell(n).locator(".cm-content")
        editor.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)

    def open_deep(self) -> None:
        """Open the optional part, closed at first, with the keyboard."""
        deep = self.find("## Approfondimento")
        assert not self.cell(deep + 1).is_visible()
        self.js("panel.content.activeCellIndex = n", n=deep)
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("ArrowRight")
        self.cell(deep + 1).wait_for(state="visible")

    def screenshot(self, name: str, what: Any = None) -> Path:
        """A picture of the page, or of one locator."""
        file = self.pictures / f"{name}.png"
        (what or self.page).screenshot(path=file)
        return file

    def faults(self, text: str) -> list[str]:
        """Serious and critical accessibility faults of what the cell that contains the text draws."""
        n = self.find(text)
        self.cell(n)
        return self.axe(f'[data-test-cell="{n}"] .jp-OutputArea-output')

    def axe(self, selector: str) -> list[str]:
        """Serious and critical accessibility faults of what the selector matches."""
        from axe_playwright_python.base import AXE_SCRIPT

        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(
            "selector => axe.run(selector, {resultTypes: ['violations']}).then(result => result.violations)", selector
        )
        return [
            f"{fault['impact']} {fault['id']}: {node['html'][:200]}"
            for fault in found
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]


@pytest.fixture(scope="session")
def program() -> str:
    """The Chromium to drive."""
    found = chromium()
    if not found:
        pytest.skip("no Chromium on this machine (install it, or name one in KIT_BROWSER)")
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (requirements-dev.lock)")
    pytest.importorskip("axe_playwright_python", reason="axe is not installed (requirements-dev.lock)")
    return found


@pytest.fixture(scope="module")
def browser(program: str) -> Iterator[Any]:
    """Chromium, driven by Playwright; closed after each file, because its event loop would break others' asyncio.run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def lab(program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a copy of the project; `program` first, so that nothing starts where there is none."""
    folder = tmp_path_factory.mktemp("browser") / "corso"
    for part in ("kit", "lessons", "solutions", "datasets"):
        if (ROOT / part).exists():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("mie", "__pycache__", ".ipynb_*"))
    (folder / "lessons").mkdir(exist_ok=True)
    private = folder.parent / "jupyter"
    runtime = private / "runtime"
    names = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    environment = os.environ | {name: str(private / place) for name, place in names.items()}
    environment |= {"PYTHONPATH": str(folder), "JUPYTER_PREFER_ENV_PATH": "1"}
    options = ["--no-browser", "--expose-app-in-browser", "--ServerApp.port=0", "--ServerApp.ip=127.0.0.1"]
    options += ["--JupyterNotebookApp.expose_app_in_browser=True"]  # Notebook 7 is served beside JupyterLab
    options += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    log = folder.parent / "lab.log"
    with log.open("wb") as diary:
        server = subprocess.Popen(
            [sys.executable, "-m", "kit.launch.quick", *options],
            cwd=folder,
            env=environment,
            stdout=diary,
            stderr=diary,
        )
        try:
            for _ in range(PATIENCE // 100):
                if server.poll() is not None or any(runtime.glob("jpserver-*.json")):
                    break
                time.sleep(0.1)
            try:
                said = json.loads(next(runtime.glob("jpserver-*.json")).read_text(encoding="utf-8"))
            except StopIteration:
                pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")
            yield Lab(folder, said["url"], said["token"])
        finally:
            server.terminate()
            server.wait(30)


@pytest.fixture
def mine(lab: Lab) -> Iterator[Path]:
    """The learner's copies, fresh for each test."""
    folder = lab.folder / "lessons" / "mie"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for lesson in LESSONS.glob("[0-9][0-9]_*.ipynb"):
        shutil.copy(lesson, folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def done(mine: Path, open_notebook: Callable[[str], Notebook]) -> Callable[[str], Notebook]:
    """The learner's own copy of a lesson (`done("03")`), run from top to bottom as it comes, without an error."""

    def open_one(number: str) -> Notebook:
        (copy,) = mine.glob(f"{number}_*.ipynb")
        opened = open_notebook(f"lessons/mie/{copy.name}")
        opened.run_all()
        assert opened.errors() == []
        return opened

    return open_one


@pytest.fixture
def open_notebook(lab: Lab, browser: Any, tmp_path: Path) -> Iterator[Callable[[str], Notebook]]:
    """Open a notebook of the lab: `open_notebook("lessons/01_….ipynb")`; ready when it returns.  `app="notebooks"`: Notebook 7."""
    yield from _opener(lab, browser, tmp_path)


@pytest.fixture(scope="module")
def open_for_file(
    lab: Lab, browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Notebook]]:
    """The same for a whole file of tests: a notebook and its kernel stay open until the last."""
    yield from _opener(lab, browser, tmp_path_factory.mktemp("immagini"))


def _opener(lab: Lab, browser: Any, place: Path) -> Iterator[Callable[[str], Notebook]]:
    pictures = Path(os.environ.get("KIT_SCREENSHOTS") or place)
    pictures.mkdir(parents=True, exist_ok=True)
    opened: list[Notebook] = []

    def open_one(path: str, app: str = "lab/tree") -> Notebook:
        context = browser.new_context(locale="it-IT", viewport={"width": 1280, "height": 1000})
        context.set_default_timeout(PATIENCE)  # a busy machine is not a wrong answer
        page = context.new_page()
        notebook = Notebook(page, path, pictures)

        def door(route: Any) -> None:
            if route.request.url.startswith(lab.url):
                route.continue_()
            else:
                notebook.foreign.append(route.request.url)
                route.abort()

        context.route("http*://**", door)
        opened.append(notebook)
        page.goto(f"{lab.url}{app}/{path}?reset&token={lab.token}")
        notebook.wait_ready()
        return notebook

    yield open_one
    for notebook in opened:
        notebook.js("await panel?.sessionContext.shutdown()")
        notebook.page.context.close()
