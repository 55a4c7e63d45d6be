"""What of a large corpus is read, passed over or refused; files made here, reasons expected by eye."""

import datetime
import gzip
import json
import os
import warnings

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from discourse.counting.scale import count_source
from discourse.counting.sources import read_source, source_files
from discourse.errors import DiscourseWarning

ROW = {"id": "a", "text": "Trade is good."}


def read(place):
    """Documents as (id, reason), and what was warned of."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        found = [(raw.doc_id, raw.refused) for raw in read_source(source_files(place))]
    return found, "\n".join(str(w.message) for w in seen)


def lines(path, *rows):
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ('{"id": "a", "id": "b", "text": "x"}', ("", "key 'id' stands twice")),
        ('{"id": "a", "text": "x", "text": "y"}', ("", "key 'text' stands twice")),
        ('{"id": "a\\ud83d", "text": "x"}', ("", "its id holds half a character (a lone surrogate)")),
        ('{"id": "\\ud83d\\ude42", "text": "x"}', ("🙂", "")),
        ({**ROW, "id": 7.0}, ("", "its id 7.0 is no text")),
        ({**ROW, "id": True}, ("", "its id True is no text")),
        ({**ROW, "id": ["a"]}, ("", "its id ['a'] is no text")),
        ({**ROW, "id": None}, ("", "lacks an id")),
        ({**ROW, "id": " "}, ("", "lacks an id")),
        ({**ROW, "id": 10**30}, ("1" + "0" * 30, "")),
        ({**ROW, "id": "007"}, ("007", "")),
        ({**ROW, "text": 5}, ("a", "lacks a text")),
        ({**ROW, "lang": 5}, ("a", "language '5' is unknown")),
        ({**ROW, "lang": None}, ("a", "")),
        ({**ROW, "date": {"year": 2022}}, ("a", "its date {'year': 2022} is no text")),
        ({**ROW, "date": float("nan")}, ("a", "")),
        ({**ROW, "title": 2022}, ("a", "")),
        ("[" * 100_000, None),
        ("nonsense", None),
    ],
    ids=str,
)
def test_a_line_is_a_document_or_refused_with_its_reason(tmp_path, row, found):
    (got,), _ = read(lines(tmp_path / "a.jsonl", row))
    assert got == found if found else got[1].startswith("is not JSON in UTF-8")


@pytest.mark.parametrize("ids", [("é", "e\u0301"), ("a", "a"), (7, "7")], ids=ascii)
def test_a_second_document_of_one_id_is_refused(tmp_path, ids):
    found, _ = read(lines(tmp_path / "a.jsonl", *({**ROW, "id": i} for i in ids)))
    assert [reason for _, reason in found] == ["", "another document before it has the same id"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (json.dumps(ROW).encode("utf-16"), "is UTF-16, not JSON lines"),
        (gzip.compress(json.dumps(ROW).encode()), "is a gzip archive, not JSON lines"),
        (b"PAR1\0\0PAR1", "is a Parquet table, not JSON lines"),
        (b"", "holds no documents"),
        (b"\n \n", "holds no documents"),
    ],
)
def test_a_file_that_is_no_json_lines_is_called_what_it_is(tmp_path, data, reason):
    (tmp_path / "a.jsonl").write_bytes(data)
    ((_, refused),), _ = read(tmp_path / "a.jsonl")
    assert refused.startswith(reason)


def test_a_parquet_table_keeps_days_and_names(tmp_path):
    days = [datetime.date(2022, 11, 14), datetime.datetime(2022, 11, 14, 9, 30)]
    for i, day in enumerate(days):
        row = {"id": [f"d{i}"], "text": ["x"], "date": [day], "speakers": [["Biden", "Xi"]]}
        pq.write_table(pa.table(row), tmp_path / f"{i}.parquet")
    raws = list(read_source(source_files(tmp_path)))
    assert [raw.date for raw in raws] == ["2022-11-14", "2022-11-14T09:30:00"]
    assert {raw.speakers for raw in raws} == {"Biden; Xi"}


def test_a_parquet_table_with_a_doubled_column_is_refused(tmp_path):
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["x"]), pa.array(["y"])], names=["id", "text", "text"])
    pq.write_table(table, tmp_path / "a.parquet")
    assert read(tmp_path)[0] == [("", "column 'text' stands twice")]


def test_an_empty_parquet_table_is_refused(tmp_path):
    pq.write_table(pa.table({"id": ["a"], "text": ["x"]}).slice(0, 0), tmp_path / "a.parquet")
    assert read(tmp_path)[0] == [("", "holds no documents")]


def test_a_text_in_another_encoding_is_refused_with_the_byte(tmp_path):
    (tmp_path / "a.txt").write_bytes("a 兩國".encode("big5"))
    assert read(tmp_path)[0] == [("a", "byte 2: 0xa8 is not UTF-8")]


def test_file_names_that_are_not_utf_8_are_refused_each(tmp_path):
    for name in (b"\xff.txt", b"\xfe.txt"):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(b"x")
    assert read(tmp_path)[0] == [("", "its file name is not UTF-8; rename it")] * 2


def test_what_is_passed_over_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a.raw.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.md").write_text("x", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("x", encoding="utf-8")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "d").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "e.txt")
    found, said = read(tmp_path)
    assert found == [("a", "")]
    assert said == f"{tmp_path}: passed over: a.raw.txt, b.md, c.txt (a link), d (a link), e.txt."


def test_a_raw_text_without_a_clean_one_is_read(tmp_path):
    (tmp_path / "a.raw.txt").write_text("x", encoding="utf-8")
    assert read(tmp_path) == ([("a.raw", "")], "")


def test_results_of_another_run_are_no_documents(tmp_path):
    (tmp_path / "a.txt").write_text("Trade is good.", encoding="utf-8")
    count_source(tmp_path, tmp_path / "out")
    assert read(tmp_path) == ([("a", "")], f"{tmp_path}: passed over: out.")
    with pytest.warns(DiscourseWarning, match="passed over: out"):
        assert count_source(tmp_path, tmp_path / "again")["n_read"] == 1
