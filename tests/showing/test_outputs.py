"""Change one character of one document, and exactly what depends on it is stale and runs again."""

import hashlib
import json
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import discourse as dc
from discourse.cli import main
from discourse.errors import DiscourseError
from discourse.showing.outputs import output_status
from discourse.showing.reruns import pending
from discourse.showing.tracing import read_trace

WORDS = {
    "ferry": "Our dialogue keeps the river calm.", "weir": "The order belongs to both towns.", "mill": "It stands.",
}  # fmt: skip
HEAD = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256,file\n"
FILES = {"ferry": "texts/ferry.txt", "weir": "texts/a name of its own.txt", "mill": "texts/mill.txt"}
CODEBOOK = "concept,frame,lang,term\norder,order,en,order\ntalk,communication,en,dialogue\n"
SAVE = 'dc.save_figure(dc.plot_frequencies(n), "{name}", table=n, alt="Bars of the most frequent terms.")'


def notebook(path, name, *lines):
    cells = [new_markdown_cell("# Which?\n\n**Answer.** This.", id="a"), new_code_cell("\n".join(lines), id="b")]
    cells.append(new_code_cell(SAVE.format(name=name), id="c"))
    nbformat.write(new_notebook(cells=cells), path / f"{name}.ipynb")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A study of three documents: one figure rests on ferry, the other on weir and the codebook, none on mill."""
    study = tmp_path_factory.mktemp("outputs") / "study"
    for part in ("corpus/texts", "notebooks"):
        (study / part).mkdir(parents=True)
    rows = [f"{doc_id},{doc_id},,US,en,2024,,speech,,,,text,,{FILES[doc_id]}\n" for doc_id in WORDS]
    (study / "corpus" / "documents.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    (study / "corpus" / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    for doc_id, words in WORDS.items():
        (study / "corpus" / FILES[doc_id]).write_text(words, encoding="utf-8")
    load = 'import discourse as dc\ncorpus = dc.load_corpus("../corpus")'
    notebook(study / "notebooks", "01_ferry", load, 'n = dc.frequencies(corpus.select(doc_id="ferry").counts())')
    notebook(study / "notebooks", "02_weir", load, 'weir = corpus.select(doc_id="weir")',
             "n = dc.frequencies(weir.counts()).assign(hits=len(weir.matches()))")  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DISCOURSE_FIGURES", raising=False)
        assert main(["run", str(study), "--workers", "1"]) == 0
    return study


@pytest.fixture
def study(made, tmp_path, monkeypatch):
    """The executed study, copied so that a test may change it."""
    monkeypatch.delenv("DISCOURSE_FIGURES", raising=False)
    copy = tmp_path / "study"
    shutil.copytree(made, copy)
    return copy


def states(study):
    table = output_status(study).set_index("output")
    return {name: (row.state, row.because) for name, row in table.iterrows()}


def names(paths):
    return [path.name for path in paths]


def test_after_a_run_everything_is_current(study):
    everything = ("figures/01_ferry", "figures/02_weir", "notebooks/01_ferry.ipynb", "notebooks/02_weir.ipynb")
    assert states(study) == dict.fromkeys(everything, ("current", ""))
    assert pending(study) == []


def test_one_character_of_a_document_makes_stale_what_rests_on_it_and_nothing_else(study):
    (study / "corpus" / "texts" / "ferry.txt").write_text("Our dialogue keeps the river calm!", encoding="utf-8")
    assert states(study) == {
        "figures/01_ferry": ("stale", "document ferry"), "notebooks/01_ferry.ipynb": ("stale", "document ferry"),
        "figures/02_weir": ("current", ""), "notebooks/02_weir.ipynb": ("current", ""),
    }  # fmt: skip
    assert names(pending(study)) == ["01_ferry.ipynb"]


def test_a_document_that_no_output_uses_makes_nothing_stale(study):
    (study / "corpus" / "texts" / "mill.txt").write_text("It stands!", encoding="utf-8")
    assert {state for state, _ in states(study).values()} == {"current"}
    assert pending(study) == []


def test_one_term_of_the_codebook_makes_stale_what_matched_frames(study):
    (study / "corpus" / "codebook.csv").write_text(CODEBOOK.replace("en,order", "en,orders"), encoding="utf-8")
    found = states(study)
    assert found["figures/02_weir"] == ("stale", "codebook.csv")
    assert found["figures/01_ferry"] == ("current", "")
    assert names(pending(study)) == ["02_weir.ipynb"]


def test_what_documents_csv_says_matters_to_everything_because_a_selection_may_depend_on_it(study):
    table = (study / "corpus" / "documents.csv").read_text(encoding="utf-8").replace("mill,mill", "mill,Mill")
    (study / "corpus" / "documents.csv").write_text(table, encoding="utf-8")
    assert set(states(study).values()) == {("stale", "documents.csv")}


def test_a_figure_changed_by_hand_is_told_and_made_anew(study):
    (study / "figures" / "01_ferry.csv").write_text("term,n\n", encoding="utf-8")
    assert states(study)["figures/01_ferry"] == ("edited", "")
    assert names(pending(study)) == ["01_ferry.ipynb"]


def test_a_figure_that_is_gone_is_told_and_made_anew(study):
    (study / "figures" / "02_weir.svg").unlink()
    assert states(study)["figures/02_weir"][0] == "missing"
    assert names(pending(study)) == ["02_weir.ipynb"]


def test_a_changed_notebook_and_a_new_one_must_run(study):
    path = study / "notebooks" / "01_ferry.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Which?", "What?"), encoding="utf-8")
    notebook(study / "notebooks", "03_new", "n = 1")
    assert names(pending(study)) == ["01_ferry.ipynb", "03_new.ipynb"]


def test_a_new_file_in_the_corpus_makes_everything_run(study):
    (study / "corpus" / "userdict.txt").write_text("", encoding="utf-8")  # takes the place of the shipped one
    assert names(pending(study)) == ["01_ferry.ipynb", "02_weir.ipynb"]


def test_without_the_local_memory_everything_runs_and_the_record_still_judges(study):
    shutil.rmtree(study / ".discourse")
    assert names(pending(study)) == ["01_ferry.ipynb", "02_weir.ipynb"]
    assert {state for state, _ in states(study).values()} == {"current"}


def test_a_broken_memory_is_no_memory(study):
    (study / ".discourse" / "runs.json").write_text('{"01_ferry.ipynb": 3', encoding="utf-8")
    assert names(pending(study)) == ["01_ferry.ipynb", "02_weir.ipynb"]


@pytest.mark.parametrize("text", ["", "[]", '{"outputs": {"x": {}}}', '{"outputs": 3}', "[" * 100_000], ids=len)
def test_a_broken_record_is_named(study, text):
    (study / "figures" / "provenance.json").write_text(text, encoding="utf-8")
    with pytest.raises(DiscourseError, match=r"provenance\.json: is no record of outputs"):
        output_status(study)


def test_another_version_of_a_library_makes_everything_stale_and_says_which(study):
    path = study / "figures" / "provenance.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    now = record["versions"]["numpy"]
    record["versions"]["numpy"] = "1.0"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert {because for _, because in states(study).values()} == {f"numpy 1.0 → {now}"}


def test_the_record_holds_neither_path_nor_time(study, made):
    text = (study / "figures" / "provenance.json").read_text(encoding="utf-8")
    assert str(made) not in text
    assert set(json.loads(text)) == {"discourse", "versions", "documents", "knowledge", "outputs"}


def test_a_second_run_executes_nothing_and_changes_no_byte(study, capsys):
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file() and ".discourse" not in path.parts}
    assert main(["run", str(study), "--force", "--workers", "1"]) == 0
    assert {path: path.read_bytes() for path in before} == before
    capsys.readouterr()
    assert main(["run", str(study)]) == 0
    assert capsys.readouterr().err.startswith("Nothing has changed since the last run (2 notebooks")
    assert {path: path.read_bytes() for path in before} == before


def test_a_run_that_has_nothing_to_do_loads_no_heavy_package(study):
    heavy = ["numpy", "pandas", "matplotlib", "nbformat", "jinja2"]
    run = f"import sys, discourse.cli as c; c.main(['run', {str(study)!r}])"
    code = f"{run}; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert out.stderr.startswith("Nothing has changed")
    assert out.stdout.splitlines()[-1] == "[]"


def test_a_change_runs_what_depends_on_it_and_keeps_the_record_of_the_rest(study, capsys):
    (study / "corpus" / "texts" / "ferry.txt").write_text("Our dialogue keeps the river calm!", encoding="utf-8")
    assert main(["run", str(study)]) == 0
    assert "Executing 1 of 2 notebooks" in capsys.readouterr().err
    assert set(states(study).values()) == {("current", "")}


def test_the_status_command_names_what_is_stale(study, capsys):
    (study / "corpus" / FILES["weir"]).write_text("The order belongs to both towns!", encoding="utf-8")
    assert main(["status", "--corpus", str(study)]) == 0
    said = capsys.readouterr().out
    assert "Outputs: 2 current, 2 stale" in said
    assert "document weir" in said


def test_a_log_that_was_never_written_holds_nothing(tmp_path):
    assert read_trace(tmp_path / "none") == []


def test_the_record_is_the_same_from_features_and_from_texts(tmp_path, monkeypatch):
    monkeypatch.delenv("DISCOURSE_FIGURES", raising=False)
    study = tmp_path / "study"
    corpus = study / "corpus"
    for part in (corpus / "texts", study / "notebooks"):
        part.mkdir(parents=True)
    rows = []
    for doc_id, words in WORDS.items():
        (corpus / "texts" / f"{doc_id}.txt").write_text(words, encoding="utf-8")
        sha256 = hashlib.sha256(words.encode()).hexdigest()
        rows.append(f"{doc_id},{doc_id},,US,en,2024,,speech,,,,features,{sha256}\n")
    (corpus / "documents.csv").write_text(HEAD.replace(",file\n", "\n") + "".join(rows), encoding="utf-8")
    (corpus / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    load = 'import discourse as dc\ncorpus = dc.load_corpus("../corpus")'
    notebook(study / "notebooks", "01_ferry", load, 'n = dc.frequencies(corpus.select(doc_id="ferry").counts())')
    dc.extract(corpus, corpus, doc_ids=list(WORDS))
    records = []
    for texts_at_hand in (True, False):
        if not texts_at_hand:
            shutil.rmtree(corpus / "texts")
        assert main(["run", str(study), "--force", "--workers", "1"]) == 0
        records.append((study / "figures" / "provenance.json").read_text(encoding="utf-8"))
    assert records[0] == records[1]
    figure = json.loads(records[0])["outputs"]["figures/01_ferry"]
    assert figure["documents"] == ["ferry"]  # the others' checksums were compared, their words were not read
    assert {"shipped/voices.csv", "shipped/procedure.csv"} <= set(figure["knowledge"])
