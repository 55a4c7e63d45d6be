"""JupyterLab in a real browser: the notebook that everybody opens first runs from top to bottom and shows its figure."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

pytestmark = pytest.mark.browser


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
        yield f"http://127.0.0.1:{port}/lab"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        log.close()


def test_the_frames_notebook_runs_all_cells_without_an_error_and_shows_its_figure(lab, page):
    page.set_default_timeout(180_000)
    page.goto(f"{lab}/tree/notebooks/03_frames.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    page.wait_for_selector("text=/Python 3 .*\\| Idle/")
    page.click("css=.lm-MenuBar-itemLabel >> text=Edit")
    page.click("css=.lm-Menu-itemLabel >> text=/Clear Outputs of All Cells/")
    page.wait_for_function("!document.querySelector('.jp-OutputArea-output')")
    page.click("css=.lm-MenuBar-itemLabel >> text=Run")
    page.click("css=.lm-Menu-itemLabel >> text=/^Run All Cells/")
    page.wait_for_selector(".jp-RenderedImage img", state="attached")
    page.wait_for_function(
        "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every((p) => !p.textContent.includes('*'))"
    )
    page.wait_for_selector("text=/Python 3 .*\\| Idle/")
    prompts = page.locator(".jp-CodeCell .jp-InputArea-prompt").all_inner_texts()
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert all(re.fullmatch(r"\[(\d+| )?\]:?", text.strip()) for text in prompts)
    assert page.evaluate("document.querySelector('.jp-RenderedImage img').naturalWidth") > 300
