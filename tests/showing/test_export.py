"""Tables reach other programs whole: numbers as numbers, Chinese intact, no cell that runs as a formula."""

import json
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import DiscourseError
from discourse.showing.export import export
from discourse.showing.markup import html_table, md_table, tex_table

TABLE = pd.DataFrame({"term": ["關係", "=1+1", "-3.5"], "n": [5, -2, 3], "share": [0.25, -1.5, float("nan")]})


def test_csv_puts_an_apostrophe_before_a_formula_and_leaves_numbers_alone(tmp_path):
    text = export(TABLE, tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert text == "term,n,share\n關係,5,0.25\n'=1+1,-2,-1.5\n-3.5,3,\n"


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "=1"])
def test_a_spreadsheet_would_run_none_of_these_cells(tmp_path, text):
    written = export(pd.DataFrame({"x": [text]}), tmp_path / "t.csv").read_text(encoding="utf-8")
    assert written.splitlines()[1].lstrip('"').startswith("'")


def test_a_csv_with_chinese_says_its_encoding_to_spreadsheets_and_a_plain_one_needs_not(tmp_path):
    chinese = export(pd.DataFrame({"term": ["關係"]}), tmp_path / "zh.csv").read_bytes()
    plain = export(pd.DataFrame({"term": ["trade"]}), tmp_path / "en.csv").read_bytes()
    assert (chinese, plain) == ("\ufeffterm\n關係\n".encode(), b"term\ntrade\n")


def test_xlsx_keeps_numbers_as_numbers_and_text_as_text(tmp_path):
    sheet = openpyxl.load_workbook(export(TABLE, tmp_path / "t.xlsx")).active
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        ["term", "n", "share"], ["關係", 5, 0.25], ["=1+1", -2, -1.5], ["-3.5", 3, None],
    ]  # fmt: skip
    assert [c.data_type for c in sheet["A"]] == ["s"] * 4
    assert [c.data_type for c in sheet["B"]] == ["s", "n", "n", "n"]


def test_xlsx_holds_no_formula_element(tmp_path):
    with zipfile.ZipFile(export(TABLE, tmp_path / "t.xlsx")) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".tex", ".md", ".html"])
def test_the_same_table_gives_the_same_bytes(tmp_path, suffix):
    first, second = (export(TABLE, tmp_path / f"{n}{suffix}", caption="c").read_bytes() for n in "ab")
    assert first == second


def test_parquet_gives_the_table_back(tmp_path):
    pd.testing.assert_frame_equal(pd.read_parquet(export(TABLE, tmp_path / "t.parquet")), TABLE)


def test_parquet_with_mixed_values_in_a_column_is_refused(tmp_path):
    with pytest.raises(DiscourseError, match="does not fit Parquet"):
        export(pd.DataFrame({"x": [1, "a"]}, dtype=object), tmp_path / "t.parquet")


def test_provenance_travels_with_the_table(tmp_path):
    table = TABLE.copy()
    table.attrs["provenance"] = {"corpus": "ab12", "seed": 0}
    export(table, tmp_path / "t.csv")
    assert json.loads((tmp_path / "t.csv.json").read_text(encoding="utf-8")) == {"corpus": "ab12", "seed": 0}
    book = openpyxl.load_workbook(export(table, tmp_path / "t.xlsx"))
    assert [[c.value for c in row] for row in book["provenance"].iter_rows()] == [["corpus", "ab12"], ["seed", "0"]]
    assert "ab12" in export(table, tmp_path / "t.html").read_text(encoding="utf-8")


def test_an_unknown_suffix_names_the_known_ones(tmp_path):
    with pytest.raises(DiscourseError, match=r"suffix '\.doc' is unknown\. Choose \.csv, \.xlsx"):
        export(TABLE, tmp_path / "t.doc")


def test_a_named_index_becomes_columns_and_a_nameless_one_is_left_out(tmp_path):
    grouped = pd.DataFrame({"n": [1]}, index=pd.Index(["US"], name="side"))
    assert export(grouped, tmp_path / "t.csv").read_text(encoding="utf-8") == "side,n\nUS,1\n"


def test_a_cell_too_long_for_a_sheet_is_refused(tmp_path):
    with pytest.raises(DiscourseError, match="does not fit a sheet"):
        export(pd.DataFrame({"x": ["a" * 40_000]}), tmp_path / "t.xlsx")


def test_latex_escapes_what_would_act():
    assert r"50\% \& \textbackslash{}x\_1 \#1 \$ \{a\} \textasciitilde{}" in tex_table(
        pd.DataFrame({"x": [r"50% & \x_1 #1 $ {a} ~"]})
    )


def test_markdown_cells_hold_their_bars_and_line_breaks():
    assert md_table(pd.DataFrame({"a": ["x|y\nz"]})).splitlines()[2] == r"| x\|y z |"


def test_html_cells_run_no_script_and_a_comment_cannot_end_early():
    page = html_table(pd.DataFrame({"<b>": ["<script>alert(1)</script>"]}), comment="--><script>")
    assert "<script" not in page


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_any_text_can_be_written_as_a_sheet_or_refused_by_name(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("x") / "t.xlsx"
    try:
        export(pd.DataFrame({"x": texts}, dtype=object), path)
    except DiscourseError:
        return
    sheet = openpyxl.load_workbook(path).active
    assert [c.data_type for c in sheet["A"][1:]] != ["f"]
