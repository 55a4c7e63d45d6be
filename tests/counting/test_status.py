"""The status table says exactly what is there, and exactly what depends on a change is stale."""

import shutil

import pandas as pd
import pytest

import discourse as dc
from discourse.counting.extraction import extract
from discourse.counting.status import status
from discourse.files import sha256_of
from discourse.tables import TABLES, write_table

WORDS = {"ferry": "Our dialogue keeps the river calm.", "weir": "The weir belongs to both towns.", "mill": "It stands."}


@pytest.fixture
def folder(tmp_path):
    """One document as text, two as features."""
    corpus, source = tmp_path / "corpus", tmp_path / "source"
    (corpus / "texts").mkdir(parents=True)
    source.mkdir()
    for name in ("codebook.csv", "voices.csv", "cues.csv", "userdict.txt"):
        shutil.copy(dc.load_corpus().folder / name, corpus / name)
    rows = []
    for doc_id, words in WORDS.items():
        place = corpus / "texts" if doc_id == "ferry" else source
        (place / f"{doc_id}.txt").write_bytes(words.encode())
        rows.append({"doc_id": doc_id, "lang": "en", "date": "2024", "sha256": sha256_of(words.encode()),
                     "form": "text" if doc_id == "ferry" else "features"})  # fmt: skip
    write_table(pd.DataFrame(rows).reindex(columns=list(TABLES["documents"]), fill_value=""), corpus / "documents.csv")
    extract(source, corpus)
    return corpus


def _status(folder):
    return status(dc.load_corpus(folder)).set_index("doc_id")


def test_a_text_and_its_features_are_told_apart(folder):
    found = _status(folder)
    assert found.text.to_dict() == {"ferry": "recorded", "weir": "missing", "mill": "missing"}
    assert found.features.to_dict() == {"ferry": "not needed", "weir": "current", "mill": "current"}
    assert found.remedy.tolist() == ["", "", ""]


@pytest.mark.filterwarnings("ignore::discourse.DiscourseWarning")
def test_one_changed_character_marks_that_document_and_no_other(folder):
    (folder / "texts" / "ferry.txt").write_text("Our dialogue keeps the river calm!", encoding="utf-8")
    assert _status(folder).text.to_dict() == {"ferry": "changed", "weir": "missing", "mill": "missing"}


def test_a_cleaned_text_that_is_no_longer_what_its_raw_file_gives_is_edited(folder):
    (folder / "texts" / "ferry.raw.txt").write_bytes(WORDS["ferry"].encode())
    assert _status(folder).text["ferry"] == "recorded"
    (folder / "texts" / "ferry.txt").write_text("Our dialogue keeps the river calm!", encoding="utf-8")
    found = _status(folder).loc["ferry"]
    assert found.text == "edited"
    assert "delete texts/ferry.txt" in found.remedy


@pytest.mark.filterwarnings("ignore:.*not read. what ships:discourse.errors.DiscourseWarning")
def test_changed_cues_mark_only_the_documents_that_report_others(folder):
    path = folder / "documents.csv"
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[table.doc_id == "weir", "genre"] = "readout"
    write_table(table, path)
    extract(folder.parent / "source", folder)
    lines = (folder / "cues.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "cues.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    assert _status(folder).features[["weir", "mill"]].tolist() == ["stale: cues", "current"]


@pytest.mark.filterwarnings("ignore:.*not read. what ships:discourse.errors.DiscourseWarning")
@pytest.mark.parametrize(
    ("name", "what"), [("codebook.csv", "codebook"), ("userdict.txt", "userdict"), ("voices.csv", "voices")]
)
def test_a_changed_tool_marks_what_was_counted_with_it(folder, name, what):
    lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / name).write_text("".join(lines[:-1]), encoding="utf-8")
    found = _status(folder)
    assert found.features.to_dict() == {"ferry": "not needed", "weir": f"stale: {what}", "mill": f"stale: {what}"}


def test_lost_features_name_the_command_that_brings_the_text(folder):
    (folder / "features" / "weir.counts.csv").unlink()
    assert _status(folder).loc["weir", ["features", "remedy"]].tolist() == ["missing", "discourse fetch weir"]


def test_features_whose_sums_do_not_fit_are_broken(folder):
    path = folder / "features" / "weir.counts.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    assert _status(folder).features["weir"] == "broken"


def test_only_a_corpus_has_a_status():
    with pytest.raises(TypeError, match="takes a Corpus, not str"):
        status("corpus")
