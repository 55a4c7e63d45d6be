"""Folders to tables of documents."""

import os
from pathlib import Path

import pytest

from discourse.errors import CorpusError, DiscourseWarning, EncodingError
from discourse.files import sha256_of
from discourse.reading.documents import is_date, load_documents, text_path
from discourse.tables import TABLES

ROOT = Path(__file__).parents[2]
ROW = {"doc_id": "a", "title": "A title", "speakers": "Chen", "side": "TW", "lang": "zh-Hant", "date": "2024-05-01",
       "event": "", "genre": "speech", "publisher": "", "source_url": "", "rights": "", "form": "text",
       "sha256": ""}  # fmt: skip


@pytest.fixture
def corpus(tmp_path):
    def make(*rows, texts=("a",), columns=()):
        names = [*ROW, *columns]
        lines = [",".join(names)] + [",".join({**ROW, **row}.get(name, "") for name in names) for row in rows]
        (tmp_path / "documents.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (tmp_path / "texts").mkdir(exist_ok=True)
        for name in texts:
            (tmp_path / "texts" / f"{name}.txt").write_text("臺灣的安全。", encoding="utf-8")
        return tmp_path

    return make


def test_the_shipped_corpus_has_34_documents_and_its_analysis_as_text():
    df = load_documents(ROOT / "corpus")
    assert len(df) == 34
    assert list(df.columns) == list(TABLES["documents"])
    assert df.form[df.doc_id == "mac-2022-g20"].tolist() == ["text"]
    assert df.lang.value_counts().to_dict() == {"en": 20, "zh-Hans": 13, "zh-Hant": 1}  # counted in the manifest


@pytest.mark.parametrize("doc_id", ["NA", "null", "007", "7", "1e5", "a b", "習近平", "e\u0301", "🙂", "True"])
def test_an_id_is_kept_as_it_is_written(corpus, doc_id):
    folder = corpus({"doc_id": doc_id}, texts=[doc_id])
    df = load_documents(folder)
    assert df.doc_id.tolist() == [doc_id]
    assert text_path(folder, next(df.itertuples())).read_text(encoding="utf-8") == "臺灣的安全。"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"doc_id": ""}, "line 3: doc_id '' is empty"),
        ({"doc_id": "a"}, "line 3: doc_id 'a' stands already on line 2"),
        ({"doc_id": "../a"}, "line 3: doc_id '../a' is no file name"),
        ({"doc_id": "b", "lang": "zh"}, "line 3: lang 'zh' is unknown"),
        ({"doc_id": "b", "lang": ""}, "line 3: lang '' is unknown"),
        ({"doc_id": "b", "form": "audio"}, "line 3: form 'audio' is unknown"),
        ({"doc_id": "b", "date": "2022-13-40"}, r"line 3: date '2022-13-40' is not a day\. Write it as YYYY-MM-DD"),
        ({"doc_id": "b", "date": "2023-02-29"}, "line 3: date '2023-02-29' is not a day"),
        ({"doc_id": "b", "date": "03/04/2022"}, "line 3: date '03/04/2022' is not a day. Day or month first is ambig"),
        ({"doc_id": "b", "date": "14.11.2022"}, "ambiguous"),
        ({"doc_id": "b", "date": ""}, "line 3: date '' is not a day"),
        ({"doc_id": "b", "date": "２０２２"}, "is not a day"),
        ({"doc_id": "b", "sha256": "abc"}, "line 3: sha256 'abc' is no SHA-256"),
        ({"doc_id": "b"}, "line 3: document 'b' has no text: texts/b.txt is missing"),
        ({"doc_id": "b", "file": "texts/none.txt"}, "line 3: .*texts/none.txt is missing"),
        ({"doc_id": "b", "file": "../x.txt"}, r"line 3: document 'b': file '../x.txt' climbs out"),
        ({"doc_id": "b", "file": "/etc/passwd"}, "line 3: .*absolute path"),
        ({"doc_id": "b", "file": "https://example.org/x"}, "line 3: .*an address"),
        ({"doc_id": "b", "encoding": "klingon"}, "line 3: encoding 'klingon' is unknown"),
    ],
)
def test_a_broken_entry_is_refused_with_its_line(corpus, row, message):
    folder = corpus({}, row, columns=[c for c in ("file", "encoding") if c in row])
    with pytest.raises(CorpusError, match=rf"documents\.csv, {message}" if message.startswith("line") else message):
        load_documents(folder)


@pytest.mark.parametrize("date", ["2022-11-14", "2022-11", "2022", "2024-02-29"])
def test_a_day_a_month_or_a_year_is_a_date(corpus, date):
    assert load_documents(corpus({"date": date})).date.tolist() == [date]


def test_a_date_with_a_line_end_is_none():
    assert not is_date("2022\n")


def test_features_become_text_where_the_text_is_at_hand(corpus):
    df = load_documents(corpus({"form": "features"}, {"doc_id": "b", "form": "features"}))
    assert df.form.tolist() == ["text", "features"]


def test_a_text_other_than_the_recorded_one_is_told(corpus):
    folder = corpus({"sha256": "0" * 64})
    with pytest.warns(DiscourseWarning, match=r"documents\.csv: the text of 'a' is not the one whose sha256"):
        assert load_documents(folder).form.tolist() == ["text"]


def test_the_recorded_text_is_the_raw_one_where_there_is_one(corpus, tmp_path):
    folder = corpus({"sha256": sha256_of(b"raw")})
    (folder / "texts" / "a.raw.txt").write_bytes(b"raw")
    df = load_documents(folder)
    assert text_path(folder, next(df.itertuples())).name == "a.txt"


def test_a_raw_text_alone_is_found(corpus):
    folder = corpus({}, texts=["a.raw"])
    assert text_path(folder, next(load_documents(folder).itertuples())).name == "a.raw.txt"


def test_the_column_file_names_the_text(corpus):
    folder = corpus({"file": "texts/odd name 演講.txt"}, texts=["odd name 演講"], columns=["file"])
    assert text_path(folder, next(load_documents(folder).itertuples())).name == "odd name 演講.txt"


def test_a_text_that_is_a_link_out_of_the_folder_is_refused(corpus, tmp_path):
    folder = corpus({}, texts=[])
    (folder / "texts" / "a.txt").symlink_to("/etc/hostname")
    with pytest.raises(CorpusError, match=r"line 2: document 'a': is a symbolic link that leaves the folder"):
        load_documents(folder)


def test_a_text_that_is_a_pipe_is_refused(corpus):
    folder = corpus({}, texts=[])
    os.mkfifo(folder / "texts" / "a.txt")
    with pytest.raises(CorpusError, match="pipe, socket or device"):
        load_documents(folder)


def test_documents_csv_that_leads_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "documents.csv").write_text(",".join(ROW), encoding="utf-8")
    (tmp_path / "corpus" / "documents.csv").symlink_to(tmp_path / "documents.csv")
    with pytest.raises(CorpusError, match="leaves the folder"):
        load_documents(tmp_path / "corpus")


@pytest.mark.parametrize("drop", list(ROW))
def test_a_missing_column_is_named(corpus, drop):
    folder = corpus({})
    path = folder / "documents.csv"
    header, row = (line.split(",") for line in path.read_text(encoding="utf-8").splitlines())
    at = header.index(drop)
    path.write_text("\n".join(",".join(c for i, c in enumerate(x) if i != at) for x in (header, row)), encoding="utf-8")
    with pytest.raises(CorpusError, match=f"line 1: column {drop} missing"):
        load_documents(folder)


def test_an_unknown_column_is_refused(corpus):
    with pytest.raises(CorpusError, match="column 'encodng' is unknown"):
        load_documents(corpus({}, columns=["encodng"]))


def test_a_folder_without_documents_csv_loads_with_a_warning(tmp_path):
    (tmp_path / "007.txt").write_text("臺灣關係", encoding="utf-8")
    (tmp_path / "NA.txt").write_text("台湾关系", encoding="utf-8")
    (tmp_path / "b c.TXT").write_text("the relationship", encoding="utf-8")
    with pytest.warns(DiscourseWarning, match="ids are file names and languages were guessed"):
        df = load_documents(tmp_path)
    assert df.set_index("doc_id").lang.to_dict() == {"007": "zh-Hant", "NA": "zh-Hans", "b c": "en"}
    assert [text_path(tmp_path, row).name for row in df.itertuples()] == ["007.txt", "NA.txt", "b c.TXT"]


def test_files_that_are_no_plain_text_are_named_not_lost(tmp_path):
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-")
    with pytest.warns(DiscourseWarning) as seen:
        load_documents(tmp_path)
    assert any("1 files are no plain text and were not read: b.pdf" in str(w.message) for w in seen)


def test_an_undeclared_encoding_in_such_a_folder_is_refused_with_the_file(tmp_path):
    (tmp_path / "a.txt").write_bytes("臺灣的安全".encode("big5"))
    with pytest.raises(EncodingError, match=r"a\.txt, byte 0"):
        load_documents(tmp_path)


@pytest.mark.parametrize("name", ["missing", "file.txt", "empty"])
def test_what_is_no_corpus_folder_is_refused(tmp_path, name):
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CorpusError, match=name):
        load_documents(tmp_path / name)


def test_voices_of_ones_own_are_told_not_to_be_read(corpus):
    (corpus({}) / "voices.csv").write_text("voice,side\nLee,OTHER\n", encoding="utf-8")
    with pytest.warns(DiscourseWarning, match=r"voices\.csv not read: what ships with discourse is taken"):
        load_documents(corpus({}))
