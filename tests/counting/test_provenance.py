"""What numbers rest on is said without time and place, and one changed character changes it."""

import json
import shutil

import pytest

import discourse as dc
from discourse.counting.provenance import document_marks, provenance
from discourse.files import sha256_of

WORDS = {"ferry": "Our dialogue keeps the river calm.", "weir": "The weir belongs to both towns.", "mill": "It stands."}
HEAD = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "texts").mkdir()
    rows = [f"{doc_id},{doc_id},,US,en,2024,,speech,,,,text,\n" for doc_id in WORDS]
    (tmp_path / "documents.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    for doc_id, words in WORDS.items():
        (tmp_path / "texts" / f"{doc_id}.txt").write_text(words, encoding="utf-8")
    return tmp_path


def test_the_mark_of_a_text_is_its_sha256(folder):
    assert document_marks(dc.load_corpus(folder))["mill"] == sha256_of(b"It stands.")


def test_one_changed_character_changes_the_mark_of_that_document_alone(folder):
    before = document_marks(dc.load_corpus(folder))
    (folder / "texts" / "mill.txt").write_text("It stands!", encoding="utf-8")
    after = document_marks(dc.load_corpus(folder))
    assert [doc_id for doc_id in WORDS if before[doc_id] != after[doc_id]] == ["mill"]


def test_one_changed_character_changes_the_hash_of_the_corpus_and_not_that_of_a_selection_without_it(folder):
    def hashes():
        corpus = dc.load_corpus(folder)
        return [provenance(c)["corpus_sha256"] for c in (corpus, corpus.select(doc_id=["ferry", "weir"]))]

    before = hashes()
    (folder / "texts" / "mill.txt").write_text("It stands!", encoding="utf-8")
    after = hashes()
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)


def test_a_changed_title_changes_the_hash_of_the_corpus(folder):
    before = provenance(dc.load_corpus(folder))["corpus_sha256"]
    table = (folder / "documents.csv").read_text(encoding="utf-8").replace("mill,mill", "mill,Mill")
    (folder / "documents.csv").write_text(table, encoding="utf-8")
    assert provenance(dc.load_corpus(folder))["corpus_sha256"] != before


def test_the_same_corpus_elsewhere_has_the_same_provenance(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("else") / "where"
    shutil.copytree(folder, other)
    said = [json.dumps(provenance(dc.load_corpus(f), seed=3), sort_keys=True) for f in (folder, other)]
    assert said[0] == said[1]
    assert str(folder) not in said[0]


def test_the_mark_of_a_document_that_is_only_counted_is_that_of_the_recorded_text():
    corpus = dc.load_corpus()
    counted = corpus.documents[(corpus.documents.form == "features") & (corpus.documents.sha256 != "")]
    marks = document_marks(corpus)
    assert {d: marks[d] for d in counted.doc_id} == dict(zip(counted.doc_id, counted.sha256, strict=True))


def test_a_text_that_is_gone_has_no_mark(folder):
    corpus = dc.load_corpus(folder)
    (folder / "texts" / "mill.txt").unlink()
    assert document_marks(corpus)["mill"] == ""


def test_settings_are_kept_as_given(folder):
    assert provenance(dc.load_corpus(folder), level="frame", seed=7)["settings"] == {"level": "frame", "seed": 7}


def test_no_corpus_has_no_provenance():
    with pytest.raises(TypeError, match="takes a Corpus"):
        provenance("corpus")
