"""G5: nothing in a text becomes markup, formula or mathtext."""

import html
import re
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest

from discourse import concordance, export, load_corpus
from discourse.cli import main

ATTACK = (
    "兩國領導人在會議上談到雙方的立場與看法 <script>alert(1)</script> "
    '<img src=x onerror="x()"> 關係 &amp; {left} %s $x^2_1$ \\input{a}'
)


def hits(study, text, node="關係"):
    return concordance(load_corpus(study({"a": text})), node, width=200)


def test_a_concordance_shows_markup_as_text(study):
    shown = hits(study, ATTACK)._repr_html_()
    tags = set(re.findall(r"</?([a-z]+)", shown))
    assert tags == {"table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "strong", "span"}
    text = html.unescape(re.sub(r"<[^>]+>", "", shown))
    assert "<script>alert(1)</script>" in text
    assert "{left} %s $x^2_1$" in text


def test_no_two_dollar_signs_meet_in_one_element(study):
    shown = hits(study, ATTACK)._repr_html_()
    assert not re.search(r">[^<]*\$[^<]*\$", shown)
    assert shown.count("<span>$</span>") == 2


def test_text_that_turns_direction_is_isolated(study):
    shown = hits(study, "שלום עולם 關係 مرحبا")._repr_html_()
    assert re.search(r"<bdi>שלום עולם </bdi>", shown)
    assert re.search(r"<bdi> مرحبا</bdi>", shown)


@pytest.mark.parametrize("node", ["<b>", ".*", "$x", "{left}", "%s", "\\input", "(", "關係|x"])
def test_a_node_is_taken_literally(study, node):
    assert all(node in hit for hit in hits(study, ATTACK, node).node)


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-cmd", "@SUM(A1)", "\t=1", "＝1+1", " =1", "=HYPERLINK(\"x\")"])
def test_a_cell_that_begins_like_a_formula_is_text(tmp_path, cell):
    sheet = openpyxl.load_workbook(export(pd.DataFrame({"t": [cell]}), tmp_path / "t.xlsx")).active
    assert sheet["A2"].data_type == "s"
    written = export(pd.DataFrame({"t": [cell]}), tmp_path / "t.csv").read_text(encoding="utf-8")
    assert written.splitlines()[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("number", [-3, 2.5, -0.25, 1e-9])
def test_a_number_stays_a_number(tmp_path, number):
    sheet = openpyxl.load_workbook(export(pd.DataFrame({"t": [number]}), tmp_path / "t.xlsx")).active
    assert sheet["A2"].value == number
    assert export(pd.DataFrame({"t": [number]}), tmp_path / "t.csv").read_text(encoding="utf-8") == f"t\n{number}\n"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".tex", ".md", ".html"])
@pytest.mark.parametrize("cell", ["a\x07b", "a\x1b[31mb", "a\0b", "a\ud800b", "a\ufffeb"], ids=ascii)
def test_what_no_format_can_carry_becomes_a_replacement_character(tmp_path, suffix, cell):
    path = export(pd.DataFrame({"t": pd.Series([cell], dtype=object)}), tmp_path / f"t{suffix}")
    if suffix == ".xlsx":
        text = openpyxl.load_workbook(path).active["A2"].value
    elif suffix == ".parquet":
        text = pd.read_parquet(path).t[0]
    else:
        text = path.read_bytes().decode("utf-8")
    assert "a\ufffd" in text
    assert not set(text) & set("\x07\x1b\0\ufffe")


def test_markdown_and_latex_are_escaped(tmp_path):
    frame = pd.DataFrame({"a_b": [ATTACK]})
    md = export(frame, tmp_path / "t.md").read_text(encoding="utf-8")
    tex = export(frame, tmp_path / "t.tex").read_text(encoding="utf-8")
    assert "<script>" not in md
    assert r"\$x\^2\_1\$" in md
    assert r"\textbackslash{}input\{a\}" in tex
    assert r"a\_b" in tex
    assert r"\$x\textasciicircum{}2\_1\$" in tex


def test_a_terminal_gets_no_escape_sequence(study, capsys):
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert main(["kwic", "關係", "--corpus", str(study({"a": "\x1b[31m紅 \x9b2J關係\x07"}))]) == 0
    assert not set(capsys.readouterr().out) & set("\x1b\x9b\x07")


def test_a_file_name_in_an_error_prints_no_escape_sequence(tmp_path, capsys):
    folder = tmp_path / "a\x1b[2Jb\nc"
    folder.mkdir()
    assert main(["freq", "--corpus", str(folder)]) == 2
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert err.count("\n") == 1


def test_a_warning_on_the_command_line_is_one_line(tmp_path):

    (tmp_path / "a.txt").write_text("\uf06e 中美關係", encoding="utf-8")
    command = [sys.executable, "-m", "discourse.cli", "freq", "--corpus", str(tmp_path), "--lang", "zh-Hant"]
    out = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert out.returncode == 0
    assert [line.partition(": ")[2].partition(": ")[0] for line in out.stderr.splitlines()] == ["note", "note"]
    assert "1 private-use bullet dropped" in out.stderr
