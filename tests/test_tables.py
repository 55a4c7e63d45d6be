"""The CSV door and the contracts of the tables."""

import gzip

import numpy as np
import pandas as pd
import pytest

from discourse.errors import CorpusError, DiscourseError, DiscourseWarning, EncodingError
from discourse.tables import TABLES, check_table, read_contract, read_table, write_table

COUNTS = "doc_id,segment,voice,side,lang,term,n\n"


@pytest.fixture
def table(tmp_path):
    def write(data, name="x.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    return write


def counts(n):
    return pd.DataFrame({"doc_id": ["d"], "segment": [1], "voice": ["Xi"], "side": ["CN"], "lang": ["zh-Hans"],
                         "term": ["合作"], "n": [n]})  # fmt: skip


@pytest.mark.parametrize("cell", ["NA", "null", "nan", "None", "007", "7", "1e3", "TRUE", " x ", "", "-0"])
@pytest.mark.parametrize("quote", ["", '"'], ids=["bare", "quoted"])
def test_a_cell_comes_back_as_it_was_written(table, cell, quote):
    assert read_table(table(f"id,x\na,{quote}{cell}{quote}\n")).x.tolist() == [cell]


def test_the_index_is_the_line_on_which_a_row_begins(table):
    assert read_table(table('id\n1\n"a\nb"\n\n4\n')).index.tolist() == [2, 3, 6]


def test_the_index_counts_lines_without_quotes_too(table):
    assert read_table(table("id,n\n1,2\n3,4\n")).index.tolist() == [2, 3]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_recognised(table, delimiter):
    frame = read_table(table(delimiter.join("ab") + "\n" + delimiter.join("12") + "\n"), required=["a", "b"])
    assert frame.to_dict("list") == {"a": ["1"], "b": ["2"]}


def test_a_comma_inside_a_header_of_semicolons_splits_nothing(table):
    assert read_table(table("a;b\n1,5;2\n"), required=["a", "b"]).a.tolist() == ["1,5"]


def test_a_byte_order_mark_is_no_part_of_the_first_name(table):
    assert list(read_table(table("\ufeffid,n\n1,2\n")).columns) == ["id", "n"]


def test_line_ends_of_windows_and_old_macs_are_understood(table):
    assert read_table(table(b"a,b\r\n1,2\r\n")).b.tolist() == ["2"]
    assert read_table(table(b"a,b\r1,2\r")).b.tolist() == ["2"]


def test_separators_that_are_no_line_ends_stay_in_their_cell(table):
    assert read_table(table("a,b\n1,x\u2028y\x85z\x0b\n")).b.tolist() == ["x\u2028y\x85z\x0b"]


def test_a_gzipped_table_reads_like_a_plain_one(table):
    assert read_table(table(gzip.compress(b"id,n\n1,2\n"), "x.csv.gz")).n.tolist() == ["2"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"a,b\n", "line 1: .*no rows"),
        (b"a,b\n1,2,3\n", "line 2: 3 cells where the header has 2"),
        (b"a,b\n1,2\n3\n", "line 3: 1 cells where the header has 2"),
        (b'a,b\n"1\n2",3\n4\n', "line 4: 1 cells where the header has 2"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "line 3: a double quote is never closed"),
        (b'a,b\n1,2\n3,"4"5\n', "line 3: quoting is broken"),
        (b'a,"b\n1,2\n', "no rows|never closed|header is not well quoted"),
        (b"a,a\n1,2\n", "line 1: column 'a' stands twice"),
        (b"a,b,\n1,2,\n", "line 1: column 3 has no name"),
        (b"a,b\n1,\x00\n", "line 2: holds a NUL byte"),
        (b"a,b\n1,2\n3,\xe9\n", r"line 3: byte 10 \(0xe9\) is not UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), "perhaps UTF-16"),
        (b"a,b\n1," + b"x" * 131_073 + b'\n2,""\n', "line 2: a cell holds more than 131,072"),
        (b"sep=;\na;b\n1;2\n", "line 1: begins with 'sep=;'"),
        (b"PK\x03\x04xl/workbook.xml", "is a workbook or ZIP archive, not a CSV file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old workbook, not a CSV file"),
        (b"\x89PNG\r\n\x1a\n", "is a PNG image, not a CSV file"),
        (b"%PDF-1.7\n", "is a PDF, not a CSV file"),
        (gzip.compress(b"a,b\n1,2\n")[:-9], "gzip data end too early"),
        (b"\x1f\x8b" + b"junk" * 9, "broken gzip"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 1_000_000), "unpacks to more than"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(table, data, message):
    with pytest.raises(CorpusError, match=message):
        read_table(table(data))


def test_wrong_bytes_are_an_encoding_error(table):
    with pytest.raises(EncodingError):
        read_table(table(b"a\n\xff\n"))


def test_a_missing_and_an_unknown_column_are_named(table):
    with pytest.raises(CorpusError, match=r"line 1: column term missing; found a, b"):
        read_table(table("a,b\n1,2\n"), required=["a", "term"])
    with pytest.raises(CorpusError, match=r"column 'b' is unknown\. Known columns: a, c"):
        read_table(table("a,b\n1,2\n"), required=["a"], optional=["c"])


def test_limits_can_be_set(table):
    path = table("a\n1\n2\n3\n")
    with pytest.raises(CorpusError, match="larger than the limit of 5 bytes"):
        read_table(path, max_bytes=5)
    with pytest.raises(CorpusError, match="more than 2 rows"):
        read_table(path, max_rows=2)


@pytest.mark.parametrize(
    "n", ["-1", "0", "1.0", "1.5", "nan", "NaN", "inf", "True", "", " 3", "+3", "1e3", "007", "٣", "1_000", "9" * 30]
)
def test_a_count_that_is_no_whole_number_is_refused_with_its_line(table, n):
    path = table(COUNTS + f"d,1,,,en,order,1\nd,1,,,en,peace,{n}\n")
    with pytest.raises(CorpusError, match=r"x\.csv, line 3: n .* is not a whole number from 1 to 1,000,000,000"):
        read_contract(path, "counts")


@pytest.mark.parametrize("n", [-1, 0, 1.0, 1.5, np.nan, np.inf, True, None, 10**30, "x", pd.NA, 2**63])
def test_a_count_made_by_a_program_is_held_to_the_same_rule(n):
    with pytest.raises(CorpusError, match="row 0: n"):
        check_table(counts(n).astype({"n": object}), "counts")


@pytest.mark.parametrize("n", [3, "3", np.int32(3), np.uint64(3)])
def test_whole_numbers_of_any_kind_become_int64(n):
    checked = check_table(counts(n), "counts")
    assert checked.n.tolist() == [3]
    assert checked.n.dtype == "int64"


def test_a_boolean_column_is_no_column_of_numbers():
    with pytest.raises(CorpusError, match="n True"):
        check_table(counts(True), "counts")


def test_checking_leaves_the_table_untouched_and_orders_the_columns():
    given = counts("3")[list(TABLES["counts"])[::-1]]
    before = given.copy()
    assert list(check_table(given, "counts").columns) == list(TABLES["counts"])
    pd.testing.assert_frame_equal(given, before)


def test_an_unknown_language_is_refused():
    with pytest.raises(CorpusError, match=r"lang 'zh' is unknown\. Write one of zh-Hant, zh-Hans, en"):
        check_table(counts(1).assign(lang="zh"), "counts")


def test_a_missing_text_cell_is_refused():
    with pytest.raises(CorpusError, match="voice nan is not text"):
        check_table(counts(1).assign(voice=np.nan), "counts")


def test_something_that_is_no_table_is_refused():
    with pytest.raises(CorpusError, match="is a list, not a DataFrame"):
        check_table([1, 2], "counts")


def test_a_text_without_matches_is_a_finding(table):
    assert len(read_contract(table("doc_id,para,sent,voice,side,lang,frame,term,start,end\n"), "matches")) == 0


def test_a_table_survives_writing_and_reading(tmp_path):
    cells = ['say "hi"', "a,b", "line\nbreak", "carriage\rreturn", "NA", "", " x ", "臺灣", "=1+1", "\u2028"]
    write_table(pd.DataFrame({"a": cells, "b": "1"}), tmp_path / "x.csv")
    assert read_table(tmp_path / "x.csv").a.tolist() == cells


def test_numbers_are_written_in_their_shortest_exact_form(tmp_path):
    frame = pd.DataFrame({"x": [0.1, 1 / 3, 1e300, np.nan, 2.0], "n": [1, 2, 3, 4, 5]})
    write_table(frame, tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes() == b"x,n\n0.1,1\n0.3333333333333333,2\n1e+300,3\n,4\n2.0,5\n"


def test_a_lone_surrogate_is_refused_before_the_old_file_is_touched(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(DiscourseError, match="lone surrogate"):
        write_table(pd.DataFrame({"a": pd.Series(["\ud800"], dtype=object)}), path)
    assert path.read_text(encoding="utf-8") == "old"


def test_a_doubled_column_is_not_written(tmp_path):
    with pytest.raises(DiscourseError, match="stands twice"):
        write_table(pd.DataFrame([[1, 2]], columns=["a", "a"]), tmp_path / "x.csv")


def test_a_cell_that_swallowed_a_row_is_told(table):
    swallowed = 'a,"x,1,2\nb,x",1,2\n'
    with pytest.warns(DiscourseWarning, match=r"x\.csv, line 3: t runs over several lines and"):
        assert len(read_table(table(f"id,t,n,m\nq,x,1,2\n{swallowed}"))) == 2


def test_a_cell_of_several_lines_is_no_swallowed_row(table):
    assert len(read_table(table('id,t,n,m\na,"x, y\nz, and",1,2\n'))) == 1


def test_a_checksum_in_capitals_is_refused_with_the_remedy(table):
    row = {"doc_id": "a", "lang": "en", "form": "text", "sha256": "A" * 64}
    head = list(TABLES["documents"])
    path = table(",".join(head) + "\n" + ",".join(row.get(column, "") for column in head) + "\n")
    with pytest.raises(CorpusError, match=r"line 2: sha256 .* is no SHA-256\. Write 64 hexadecimal digits, in small"):
        read_contract(path, "documents")
