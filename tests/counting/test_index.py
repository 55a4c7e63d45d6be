"""The index of a large corpus: what it finds is what a scan finds, and it is whole or not there."""

import gzip
import json

import numpy as np
import pytest

from discourse.counting import indexing as module
from discourse.counting.index import Index
from discourse.counting.indexing import build_index
from discourse.counting.nodes import Node
from discourse.counting.postings import Postings
from discourse.counting.stretches import Odd, Stretch
from discourse.errors import CorpusError, DiscourseError
from discourse.measures.search import search, search_frame
from discourse.reading.codebook import load_codebook
from discourse.reading.textfile import clean
from discourse.shipped import shipped

TEXTS = {
    "en-1": "China will compete. Competition is not conflict; guardrails help.\n\nChina-U.S. ties, CHINA's ties.",
    "en-2": "The rules-based order, the Rules Based order and out-competing others. co\u00adoperation",
    "page": "A printed  page has wide  gaps in a rules-based  order.",
    "zh-1": "中美關係，是當今世界最重要的雙邊關係。ＡＰＥＣ與多邊主義。",
    "zh-2": "中美关系 𠀀 相互尊重，和平共处。关系",
}
CLEAN = {name: clean(text) for name, text in TEXTS.items()}
NODES = ["china", "compet", "U.S.", "rules-based order", "关系", "中美", "apec", "ties", "𠀀", "，", "operation",
         "s ba", "nothing here", "cooperation", "order", "wide gaps"]  # fmt: skip


def write_source(folder):
    path = folder / "texts.jsonl"
    path.write_text("".join(json.dumps({"id": k, "text": v}) + "\n" for k, v in TEXTS.items()), encoding="utf-8")
    return path


@pytest.fixture
def source(tmp_path):
    return write_source(tmp_path)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("indexed")
    build_index(write_source(folder), folder / "index")
    return Index(folder / "index")


@pytest.mark.parametrize("match", ["word", "prefix", "span"])
@pytest.mark.parametrize("node", NODES)
def test_an_index_gives_the_hits_of_a_scan(index, node, match):
    found = search(index, node, match=match)
    assert found.equals(search(CLEAN, node, match=match))
    assert len(found) > 0 or match != "span" or node == "nothing here"


@pytest.mark.parametrize("frame", ["competition", "risk"])
def test_an_index_gives_the_frames_of_a_scan(index, frame):
    found = search_frame(index, frame)
    assert found.equals(search_frame(CLEAN, frame)) and len(found) > 0


def test_parts_make_no_difference(index, source, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PART", 100)
    assert build_index(source, tmp_path / "many")["n_parts"] > 1
    for node in NODES:
        assert search(Index(tmp_path / "many"), node).equals(search(index, node))


def test_a_second_run_does_only_what_changed(source, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "PART", 100)
    first = build_index(source, tmp_path / "index")
    assert first["n_made"] == first["n_parts"] == 5
    assert build_index(source, tmp_path / "index")["n_made"] == 0
    with source.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "en-3", "text": "A last text, about China."}) + "\n")
    assert build_index(source, tmp_path / "index")["n_made"] == 1
    assert search(Index(tmp_path / "index"), "last text").doc_id.tolist() == ["en-3"]


def test_what_an_earlier_run_left_is_swept_away(source, tmp_path):
    build_index(source, tmp_path / "index")
    before = {path.name for path in (tmp_path / "index").iterdir()}
    source.write_text(json.dumps({"id": "a", "text": "Another corpus."}) + "\n", encoding="utf-8")
    build_index(source, tmp_path / "index")
    after = {path.name for path in (tmp_path / "index").iterdir()}
    assert before & after == {"index.json", ".lock"}


def test_documents_read_are_used_or_refused_with_a_reason(tmp_path):
    lines = [{"id": "a", "text": "One."}, {"id": "a", "text": "Two."}, {"id": "b", "text": " "}, {"id": "c"}]
    path = tmp_path / "texts.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    result = build_index(path, tmp_path / "index")
    assert (result["n_read"], result["n_used"], result["n_refused"]) == (4, 1, 3)
    refused = json.loads((tmp_path / "index" / "index.json").read_text(encoding="utf-8"))["refused"]
    assert [row[1] for row in refused] == [2, 3, 4] and all(row[3] for row in refused)


def test_a_corpus_of_which_nothing_can_be_used_gives_an_empty_index(tmp_path):
    (tmp_path / "texts.jsonl").write_text('{"id": "a", "text": " "}\n', encoding="utf-8")
    assert build_index(tmp_path / "texts.jsonl", tmp_path / "index")["n_refused"] == 1
    assert search(Index(tmp_path / "index"), "china").empty and search_frame(Index(tmp_path / "index"), "risk").empty


def test_no_index_a_broken_one_and_a_torn_part_are_said(source, tmp_path):
    with pytest.raises(CorpusError, match="holds no finished index"):
        Index(tmp_path)
    build_index(source, tmp_path / "index")
    codes = next((tmp_path / "index").glob("*.codes.npy"))
    codes.write_bytes(b"\x93NUMPY torn")
    with pytest.raises(CorpusError, match="is damaged"):
        search(Index(tmp_path / "index"), "china")
    codes.unlink()
    with pytest.raises(CorpusError, match="lacks a file"):
        Index(tmp_path / "index")
    assert build_index(source, tmp_path / "index")["n_made"] == 1
    assert len(search(Index(tmp_path / "index"), "china")) == 3


@pytest.mark.parametrize("name", ["codes.npy", "places.npy", "names.json", "matches.arrow"])
def test_a_bit_that_flipped_is_found_by_the_next_run_and_mended(source, tmp_path, name):
    build_index(source, tmp_path / "index")
    path = next((tmp_path / "index").glob(f"*.{name}"))
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    assert build_index(source, tmp_path / "index")["n_made"] == 1
    assert path.read_bytes() == whole


@pytest.mark.parametrize("damage", [b"", b"[" * 100_000, b"\x93NUMPY\x01\x00v\x00{'descr': '<u2"], ids=len)
@pytest.mark.parametrize("name", ["codes.npy", "names.json", "index.json"])
def test_a_file_of_another_kind_is_one_clear_error(source, tmp_path, name, damage):
    build_index(source, tmp_path / "index")
    next((tmp_path / "index").glob(f"*{name}")).write_bytes(damage)
    with pytest.raises(CorpusError, match=r"is damaged|no finished index"):
        search(Index(tmp_path / "index"), "china")


@pytest.mark.parametrize("name", ["bounds", "offsets", "places", "odd", "gapped"])
def test_numbers_that_do_not_fit_together_are_refused(source, tmp_path, name):
    build_index(source, tmp_path / "index")
    path = next((tmp_path / "index").glob(f"*.{name}.npy"))
    np.save(path, np.array([0, 10**9, 7]))
    with pytest.raises(CorpusError, match="is damaged"):
        search(Index(tmp_path / "index"), "of China")


def test_a_folder_with_other_things_is_refused(source, tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"precious")
    with pytest.raises(DiscourseError, match="holds other things"):
        build_index(source, tmp_path)


def test_an_index_made_with_another_codebook_says_so(source, tmp_path):
    book = load_codebook(shipped("codebook.csv"))
    build_index(source, tmp_path / "index", codebook=book.drop(frame=book.frames[0]))
    with pytest.raises(DiscourseError, match="another codebook"):
        search_frame(Index(tmp_path / "index"), book.frames[1], codebook=book)
    with pytest.raises(DiscourseError, match="is not in the index"):
        search_frame(Index(tmp_path / "index"), book.frames[0])


def test_documents_with_unseen_characters_are_kept_out_of_the_postings_and_still_found():
    stretch = Stretch.of(["a", "b"], ["China", "Chi\u200bna, China"])
    postings = Postings.of(stretch)
    assert postings.odd.tolist() == [1] and postings.places.tolist() == [1]
    starts, ends = Node("china").find_among(stretch, postings.candidates(Node("china")), Odd.of(stretch, postings.odd))
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(1, 6), (7, 13), (15, 20)]
