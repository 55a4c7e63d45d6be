"""JupyterLab in a real browser: the notebook of the frames runs from top to bottom and shows its figure."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from discourse.showing.notebooks import read_notebook

pytestmark = pytest.mark.browser
ERROR = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
IDLE = "text=/Python 3 .*\\| Idle/"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory):
    """JupyterLab on this computer alone, on a copy of the notebooks."""
    place = tmp_path_factory.mktemp("lab")
    shutil.copytree(root / "notebooks", place / "notebooks", ignore=shutil.ignore_patterns(".*"))
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
        yield f"http://127.0.0.1:{port}/lab", place / "notebooks" / "03_frames.ipynb"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        log.close()


def test_the_frames_notebook_runs_all_cells_without_an_error_and_shows_its_figure(lab, page):
    address, file = lab
    page.set_default_timeout(180_000)
    page.goto(f"{address}/tree/notebooks/03_frames.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.wait_for_selector(IDLE)
    _menu(page, "Edit", "Clear Outputs of All Cells")
    page.wait_for_function("!document.querySelector('.jp-OutputArea-output')")
    _menu(page, "Run", "Run All Cells")
    page.wait_for_selector(f".jp-RenderedImage img, {ERROR}", state="attached")
    assert page.locator(ERROR).all_inner_texts() == []
    assert page.evaluate("document.querySelector('.jp-RenderedImage img').naturalWidth") > 300
    cells = _saved_when_done(page, file)
    page.wait_for_selector(IDLE)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    assert any("image/png" in o.get("data", {}) for o in outputs)


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
