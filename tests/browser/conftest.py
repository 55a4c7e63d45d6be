"""A real browser: Debian's chromium, headless, with an empty profile and no network but this computer.

These tests are left out of the suite unless asked for by `-m browser`; `.ci/browser` asks for them.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)


def pytest_configure(config):
    """Make the marker known."""
    config.addinivalue_line("markers", "browser: needs chromium; run by .ci/browser, left out otherwise")


def pytest_collection_modifyitems(config, items):
    """Leave the tests of this folder out unless `-m` names them."""
    if "browser" in (config.option.markexpr or ""):
        return
    here = Path(__file__).parent
    gone = [item for item in items if here in item.path.parents]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session")
def browser():
    """A browser with an empty profile."""
    if not CHROMIUM:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install -e .[test])")
    with tempfile.TemporaryDirectory(prefix="discourse-chromium-") as profile, api.sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, headless=True, args=FLAGS, viewport={"width": 1200, "height": 900}
        )
        yield context
        context.close()


class Watch:
    """What a page said and asked for."""

    def __init__(self, page):
        self.errors, self.requests = [], []
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def page(browser):
    """An empty page that is watched."""
    page = browser.new_page()
    page.watch = Watch(page)
    yield page
    page.close()


@pytest.fixture(scope="session")
def axe():
    """Source of axe-core, if somebody has put it where DISCOURSE_AXE says (`.ci/browser` tries to)."""
    path = os.environ.get("DISCOURSE_AXE", "")
    if not path or not Path(path).is_file():
        pytest.skip("axe-core is not at hand (set DISCOURSE_AXE to axe.min.js)")
    return Path(path).read_text(encoding="utf-8")
