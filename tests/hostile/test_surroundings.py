"""G7: a notebook and a command give the same bytes wherever, by whom and under whatever settings they are run."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest

import discourse as dc

CELLS = [
    'import discourse as dc\ncorpus = dc.load_corpus("../corpus")',
    'shares = dc.frame_shares(dc.frame_sentences(corpus), by="side")\nshares',
    'dc.export(shares, "../out.xlsx")\ndc.export(corpus.counts(), "../out.csv")\nshares',
    'dc.save_figure(dc.plot_frame_shares(shares), "shares", table=shares, alt="Shares of the frames, two sides.")',
]  # fmt: skip
RUN = "import sys; from discourse.showing.notebooks import run_notebooks; run_notebooks(sys.argv[1:], progress=False)"
HOSTILE = {
    "PYTHONHASHSEED": "4711", "OMP_NUM_THREADS": "3", "TZ": "Pacific/Chatham", "LC_ALL": "C", "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1", "MPLBACKEND": "TkAgg", "COLUMNS": "20", "NO_COLOR": "1",
    "PYTHONWARNINGS": "error",
}  # fmt: skip


@pytest.fixture
def bytes_of(study, tmp_path):
    """Run a small study in its own folder under given settings; give the bytes of all that it wrote."""

    def run(name, *, env, cwd, umask, planted=()):
        folder = tmp_path / name
        (folder / "notebooks").mkdir(parents=True)
        for module in planted:
            for place in (folder, folder / "notebooks"):
                (place / f"{module}.py").write_text("raise SystemExit('planted')", encoding="utf-8")
        text = "The rules keep order. We agree to keep talking about open trade and the risk of war."
        study({"a": text}, lang="en").rename(folder / "corpus")
        cells = [nbformat.v4.new_code_cell(cell, id=f"c{i}") for i, cell in enumerate(CELLS)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "notebooks" / "n.ipynb")
        code = f"import os; os.umask({umask})\n{RUN}"
        command = [sys.executable, "-P", "-c", code, str(folder / "notebooks" / "n.ipynb")]
        done = subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, encoding="utf-8",
                              errors="replace", timeout=300)  # fmt: skip
        assert done.returncode == 0, done.stderr
        written = [p for p in sorted(folder.rglob("*")) if p.is_file() and "corpus" not in p.parts]
        written = [p for p in written if p.suffix != ".py"]
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in written}

    return run


def test_a_notebook_writes_the_same_bytes_in_any_surroundings(bytes_of, tmp_path):
    plain = {k: v for k, v in os.environ.items() if k not in ("DISCOURSE_FIGURES", *HOSTILE)}
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    names = ("jieba", "pandas", "discourse", "ipykernel", "csv", "re", "numpy", "matplotlib", "random")
    for name in names:
        (foreign / f"{name}.py").write_text("raise SystemExit('planted')", encoding="utf-8")
    (foreign / "matplotlibrc").write_text("text.usetex: True\nfigure.dpi: 33\nfont.size: 30\n", encoding="utf-8")
    (foreign / "jieba.cache").write_bytes(b"\0poison")
    gone = ("HOME", "DISPLAY", "WAYLAND_DISPLAY", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LANG")
    odd = {k: v for k, v in plain.items() if k not in gone}
    odd |= {**HOSTILE, "TMPDIR": str(foreign), "MATPLOTLIBRC": str(foreign)}
    first = bytes_of("one", env=plain, cwd=tmp_path, umask=0o022)
    second = bytes_of("two", env=odd, cwd=foreign, umask=0o077, planted=names)
    assert sorted(first) == ["figures/shares.csv", "figures/shares.png", "figures/shares.svg", "figures/shares.txt",
                             "notebooks/n.ipynb", "out.csv", "out.xlsx"]  # fmt: skip
    assert [name for name in first if first[name] != second.get(name)] == []


def test_two_studies_of_one_name_are_the_same_bytes(tmp_path):
    made = []
    for place in ("one", "two"):
        dc.new_study(tmp_path / place / "s")
        files = [p for p in sorted((tmp_path / place).rglob("*")) if p.is_file()]
        made.append({p.relative_to(tmp_path / place).as_posix(): p.read_bytes() for p in files})
    assert made[0] == made[1]


DRAW = """
import hashlib, pandas as pd, discourse as dc
from discourse.showing.figures.saving import render
table = pd.DataFrame({"term": ["關係骨", "门", "order"], "n": [1234567, 89, 3], "per_10k": [80.5, 6.5, 1.0]})
figure = dc.plot_frequencies(table.assign(n_documents=1, size=150000)).figure
print(*(hashlib.sha256(render(figure, suffix)).hexdigest() for suffix in ("svg", "png")))
"""


@pytest.mark.parametrize("locale", ["zh_TW.UTF-8", "ja_JP.EUC-JP"])
def test_a_figure_has_the_same_letters_in_every_locale(tmp_path, locale):
    name, _, charmap = locale.partition(".")
    maker = shutil.which("localedef")
    if not maker or subprocess.run([maker, "-i", name, "-f", charmap, str(tmp_path / locale)]).returncode > 1:
        pytest.skip("this system has no sources of locales (package locales)")
    env = {**os.environ, "LOCPATH": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", f"import locale; locale.setlocale(locale.LC_ALL, '')\n{DRAW}"]
    drawn = [subprocess.check_output(command, env=env | {"LC_ALL": chosen}) for chosen in ("C", locale)]
    assert drawn[0] == drawn[1]


def test_python_warnings_make_no_error_of_a_note(study):
    folder = study({"a": "兩國同意合作。", "b": "x"})
    (folder / "texts" / "c.txt").write_text("It has no row.", encoding="utf-8")
    command = [sys.executable, "-m", "discourse.cli", "freq", "--corpus", str(folder), "--lang", "zh-Hant"]
    said = [subprocess.run(command, env={**os.environ, "PYTHONWARNINGS": how}, capture_output=True, text=True,
                           encoding="utf-8", timeout=120) for how in ("default", "error", "ignore")]  # fmt: skip
    assert [run.returncode for run in said] == [0, 0, 0]
    assert "discourse: note: " in said[0].stderr
    assert {run.stderr for run in said} == {said[0].stderr}


@pytest.mark.skipif(os.name == "nt", reason="written for a shell")
def test_closed_streams_change_no_byte_of_what_is_written(study, tmp_path):
    folder, written = study({"a": "兩國同意合作。"}), []
    command = f"{sys.executable} -m discourse.cli freq --corpus {folder} --lang zh-Hant --out {tmp_path}/out.csv"
    for closed in ("", "<&- >&- 2>&-"):
        done = subprocess.run(["/bin/sh", "-c", f"{command} {closed}"], capture_output=True, timeout=120)
        assert done.returncode == 0
        written.append((tmp_path / "out.csv").read_bytes())
    assert written[0] == written[1]
