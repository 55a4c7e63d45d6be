"""What all tests share: no home folder touched, no display, the same random draws every time, paths of the data."""

import os
import tempfile
from pathlib import Path

_SCRATCH = tempfile.TemporaryDirectory(prefix="discourse-tests-")
for _name in ("IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "DISCOURSE_FIGURES"):
    os.environ.setdefault(_name, str(Path(_SCRATCH.name) / _name.lower()))
os.environ.update(JUPYTER_PREFER_ENV_PATH="1", TQDM_DISABLE="1")
for _name in ("COLUMNS", "LINES", "PYTHONSTARTUP", "MPLBACKEND"):
    os.environ.pop(_name, None)

import matplotlib as mpl  # noqa: E402
import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

mpl.use("agg")
settings.register_profile(
    "same", derandomize=True, deadline=None, max_examples=60, database=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.register_profile("search", deadline=None, max_examples=1000)
settings.register_profile("nightly", deadline=None, max_examples=12_500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def sources() -> Path:
    """Folder of the full texts, which are not part of the project; tests that need them say that they skip."""
    folder = ROOT.parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("the full texts (../shared/sources) are not at hand")
    return folder


@pytest.fixture(autouse=True)
def _close_figures():
    """Leave no figure of one test open in the next."""
    yield
    plt = __import__("sys").modules.get("matplotlib.pyplot")
    if plt is not None:
        plt.close("all")
