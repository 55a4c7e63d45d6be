"""Counts read back from Parquet add up to what the tables in memory give."""

import json
import shutil

import pytest

from discourse.counting.counts import counts_table, matches_table, sentences_table
from discourse.counting.matches import Matcher
from discourse.counting.scale import count_source
from discourse.counting.settings import Settings
from discourse.counting.tally import Document, tally
from discourse.errors import CorpusError, DiscourseError
from discourse.measures.aggregates import Counted
from discourse.measures.keyness import keyness
from discourse.reading.codebook import load_codebook
from discourse.shipped import shipped

SAID = "PRESIDENT BIDEN: The rules-based order matters {}. China matters.\n\nQ: Trade? Peace {}?"
TEXTS = [SAID.format(i, i % 3) for i in range(30)]


@pytest.fixture(scope="module")
def book():
    return load_codebook(shipped("codebook.csv"))


@pytest.fixture(scope="module")
def counted(tmp_path_factory, book):
    folder = tmp_path_factory.mktemp("counted")
    lines = "".join(json.dumps({"id": f"d{i:02d}", "text": text}) + "\n" for i, text in enumerate(TEXTS))
    (folder / "a.jsonl").write_text(lines, encoding="utf-8")
    assert count_source(folder / "a.jsonl", folder / "out", settings=Settings(book, batch=1000))["n_partitions"] > 2
    return Counted(folder / "out")


@pytest.fixture(scope="module")
def whole():
    return tally(TEXTS, [Document(f"d{i:02d}", "en") for i in range(len(TEXTS))])


def test_the_rows_are_those_of_the_tables(counted, whole, book):
    assert counted.counts().values.tolist() == counts_table(whole).values.tolist()
    assert counted.matches().values.tolist() == matches_table(whole, Matcher(book, "en")).values.tolist()
    assert counted.sentences().drop(columns="text").values.tolist() == (
        sentences_table(whole).drop(columns="text").values.tolist()
    )


def test_rows_can_be_chosen(counted):
    assert set(counted.counts(voice="press").voice) == {"press"}
    assert set(counted.counts(doc_id=["d03", "d20"], side="US").doc_id) == {"d03", "d20"}


def test_frequencies_add_up_over_partitions(counted):
    table = counted.frequencies().set_index("term")
    assert table.loc["matters"].tolist() == [60, 30, "en"]  # twice in each of 30 texts
    assert table.loc["1"].tolist() == [11, 10, "en"]  # 10 texts ask for peace 1; text 1 also says matters 1


def test_the_matrix_holds_the_counts(counted, whole):
    matrix, doc_ids, terms = counted.document_terms()
    sums = counts_table(whole).groupby(["doc_id", "term"]).n.sum()
    assert int(matrix.sum()) == int(sums.sum())
    assert matrix[[doc_ids.index("d07")], [terms.index("matters")]].tolist() == [2]


def test_a_sentence_counts_once_for_a_frame(counted, whole, book):
    matches = matches_table(whole, Matcher(book, "en")).drop_duplicates(["doc_id", "sent", "frame"])
    wanted = matches.groupby(["doc_id", "frame"]).size()
    table = counted.frame_sentences()
    assert len(wanted)
    assert table.set_index(["doc_id", "frame"]).n_hits.to_dict() == wanted.to_dict()
    assert set(table.n_sentences) == {4}


def test_the_counts_are_input_of_keyness(counted):
    table = keyness(counted.counts(side="US"), counted.counts(side="PRESS"), min_n=1)
    assert table.set_index("term").n_target["matters"] == 60


def test_a_folder_without_counts_and_an_unknown_column_are_refused(counted, tmp_path):
    with pytest.raises(CorpusError, match="no finished counts"):
        Counted(tmp_path)
    with pytest.raises(DiscourseError, match="no column 'mood'"):
        counted.counts(mood="calm")


def test_a_bit_that_flipped_is_told(counted, tmp_path):
    out = shutil.copytree(counted.folder, tmp_path / "out")
    path = next((out / "counts").glob("*.parquet"))
    data = bytearray(path.read_bytes())
    data[len(data) // 4] ^= 1
    path.write_bytes(data)
    with pytest.raises(CorpusError, match="is damaged"):
        Counted(out).counts()
