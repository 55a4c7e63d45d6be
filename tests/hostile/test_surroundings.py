"""G7: a notebook and a command give the same bytes wherever, by whom and under whatever settings they are run."""

import os
import subprocess
import sys

import nbformat
import pytest

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
