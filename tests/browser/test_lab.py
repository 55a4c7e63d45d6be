"""JupyterLab in a real browser: the notebook of the frames runs and shows its figure; the panel can be worked."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

import discourse as dc
from discourse.showing.notebooks import KERNELSPEC, read_notebook

pytestmark = pytest.mark.browser
ERROR = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
IDLE = "text=/Python 3 .*\\| Idle/"
EXPLORE = "import discourse as dc\n\ndc.explore(dc.load_corpus())"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory):
    """JupyterLab on this computer alone, on a copy of the notebooks."""
    place = tmp_path_factory.mktemp("lab")
    shutil.copytree(root / "notebooks", place / "notebooks", ignore=shutil.ignore_patterns(".*"))
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(EXPLORE)], metadata={"kernelspec": KERNELSPEC})
    nbformat.write(book, place / "notebooks" / "explore.ipynb")
    own = {name: str(place / name.lower()) for name in (
        "HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR",
        "DISCOURSE_FIGURES")}  # fmt: skip
    port = _free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
               "--IdentityProvider.token=", "--ServerApp.password=", f"--notebook-dir={place}",
               "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"]  # fmt: skip
    log = (place / "log.txt").open("wb")
    process = subprocess.Popen(command, env={**os.environ, **own}, stdout=log, stderr=log, start_new_session=True)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=2).close()
                break
            except OSError:
                assert process.poll() is None, (place / "log.txt").read_text(errors="replace")[-2000:]
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/lab", place / "notebooks"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        log.close()


def test_the_frames_notebook_runs_all_cells_without_an_error_and_shows_its_figure(lab, page):
    address, folder = lab
    _open(page, address, "03_frames.ipynb")
    _menu(page, "Edit", "Clear Outputs of All Cells")
    page.wait_for_function("!document.querySelector('.jp-OutputArea-output')")
    _menu(page, "Run", "Run All Cells")
    page.wait_for_selector(f".jp-RenderedImage img, {ERROR}", state="attached")
    assert page.locator(ERROR).all_inner_texts() == []
    assert page.evaluate("document.querySelector('.jp-RenderedImage img').naturalWidth") > 300
    cells = _saved_when_done(page, folder / "03_frames.ipynb")
    page.wait_for_selector(IDLE)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    assert any("image/png" in o.get("data", {}) for o in outputs)


@pytest.fixture(scope="module")
def panel(lab, browser):
    """The panel of `explore` on the shipped corpus, its boxes empty."""
    page = browser.new_page()
    _open(page, lab[0], "explore.ipynb")
    _menu(page, "Run", "Run All Cells")
    page.wait_for_selector(".dc-found table")
    yield page
    page.close()


def _look_for(panel, word):
    panel.fill(".widget-text input", word)
    panel.keyboard.press("Enter")
    panel.wait_for_function("(w) => !w || document.querySelector('.dc-found td.node')?.innerText === w", arg=word)
    return [re.sub(r"\s", "", line) for line in panel.locator(".dc-found td.right").all_inner_texts()]


def test_the_panel_finds_every_place_and_sorts_by_the_words_after(panel):
    hits = dc.concordance(dc.load_corpus().select(doc_id="mac-2022-g20"), "多邊主義", sort="right")
    _look_for(panel, "多邊主義")
    box = panel.locator(".widget-dropdown select").nth(3)
    seen = panel.locator(".dc-found td.right").all_inner_texts()
    box.select_option(index=2)
    panel.wait_for_function("(t) => [...document.querySelectorAll('.dc-found td.right')].map((e) => e.innerText)"
                            ".join('|') !== t", arg="|".join(seen))  # fmt: skip
    assert [t.strip() for t in panel.locator(".dc-found td.right").all_inner_texts()] == hits.right.str.strip().tolist()


def test_a_point_of_the_panel_leads_to_its_sentences(panel):
    _look_for(panel, "")
    point = panel.locator("button[title^='Communication · Taiwan']")
    n = int(re.search(r"\((\d+) of", point.get_attribute("title"))[1])
    point.click()
    panel.wait_for_function("(n) => document.querySelector('.dc-found p').innerText === `Sentences: ${n}`", arg=n)
    assert panel.locator(".dc-found tbody tr").count() == n
    assert [panel.locator(".widget-dropdown select").nth(i).evaluate("s => s.selectedOptions[0].label")
            for i in range(3)] == ["Taiwan", "all", "Communication"]  # fmt: skip


def test_what_the_panel_found_stands_beside_its_chart_and_can_be_seen(panel):
    chart, found = (panel.locator(n).first.bounding_box() for n in ("button[title^='Communication']", ".dc-found"))
    assert found["x"] > chart["x"] + chart["width"]
    assert abs(found["y"] - chart["y"]) < 200


def _open(page, address, name):
    """Open a notebook and wait for its kernel."""
    page.set_default_timeout(180_000)
    page.goto(f"{address}/tree/notebooks/{name}?reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.wait_for_selector(IDLE)


def _saved_when_done(page, file, seconds=180):
    """Save until the last cell has run, and give the code cells of the file."""
    deadline = time.monotonic() + seconds
    while True:
        _menu(page, "File", "Save Notebook")
        page.wait_for_timeout(1000)
        cells = [cell for cell in read_notebook(file).cells if cell.cell_type == "code"]
        if all(cell.execution_count for cell in cells) or time.monotonic() > deadline:
            return cells


def _menu(page, menu, entry):
    page.click(f"css=.lm-MenuBar-itemLabel >> text=/^{menu}$/")
    page.click(f"css=.lm-Menu-itemLabel >> text=/^{entry}/")
