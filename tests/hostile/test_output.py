"""G5: nothing in a text becomes markup, formula or mathtext."""

import contextlib
import html
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import openpyxl
import pandas as pd
import pytest
from markdown_it import MarkdownIt
from matplotlib.text import Text

from discourse import concordance, export, load_corpus, plot_frequencies, plot_keyness, save_figure
from discourse.cli import main
from discourse.errors import DiscourseError

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
    shown = hits(study, "兩國領導人在會議上談到雙方的立場與看法。" * 3 + "\n\nשלום עולם 關係 مرحبا")._repr_html_()
    assert re.search(r"<bdi>שלום עולם </bdi>", shown)
    assert re.search(r"<bdi> مرحبا</bdi>", shown)


@pytest.mark.parametrize("node", ["<b>", ".*", "$x", "{left}", "%s", "\\input", "(", "關係|x"])
def test_a_node_is_taken_literally(study, node):
    assert all(node in hit for hit in hits(study, ATTACK, node).node)


FORMULAS = [
    "=1+1", "+1+1", "-cmd", "@SUM(A1)", "\t=1", "＝1+1", " =1", "=HYPERLINK(\"x\")", "＋1+1", "－1+1", "＠SUM(A1)",
    "﹦1+1", "\r=1", "\u3000=1", "\xa0=1", "\u200b=1", "\ufeff=1", "\u2060@x", "\u202e=1", "\u00ad=1", "\u2800=1",
    "\ufe0f=1",
]  # fmt: skip


@pytest.mark.parametrize("cell", FORMULAS, ids=ascii)
def test_a_cell_that_begins_like_a_formula_is_text(tmp_path, cell):
    sheet = openpyxl.load_workbook(export(pd.DataFrame({"t": [cell]}), tmp_path / "t.xlsx")).active
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix
    written = export(pd.DataFrame({"t": [cell]}), tmp_path / "t.csv").read_text(encoding="utf-8")
    assert written.splitlines()[1].lstrip('"').startswith("'")


def test_a_heading_an_index_and_an_object_that_begin_like_formulas_are_text(tmp_path):
    odd = pd.DataFrame({"=x": [Path("=1+1")]}, index=pd.Index(["@a"], name="+i"))
    lines = export(odd, tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["'+i,'=x", "'@a,'=1+1"]
    sheet = openpyxl.load_workbook(export(odd, tmp_path / "t.xlsx")).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


@pytest.mark.parametrize("cell", ["a=b", "2-1", "-0.5", "+3", "12 %", "'=1", "a@b.org"])
def test_what_is_no_formula_is_written_as_it_is(tmp_path, cell):
    assert export(pd.DataFrame({"t": [cell]}), tmp_path / "t.csv").read_text(encoding="utf-8") == f"t\n{cell}\n"
    assert pd.read_parquet(export(pd.DataFrame({"t": [cell]}), tmp_path / "t.parquet")).t[0] == cell


def test_a_figure_table_holds_no_formula(tmp_path):
    figure, axes = plt.subplots()
    table = pd.DataFrame({"term": ["=1+1"], "n": [-1.5]})
    save_figure(axes, "f", table=table, alt="One point and nothing else to see.", folder=tmp_path)
    plt.close(figure)
    assert (tmp_path / "f.csv").read_text(encoding="utf-8") == "term,n\n'=1+1,-1.5\n"


def test_a_missing_whole_number_is_an_empty_cell(tmp_path):
    numbers = pd.DataFrame({"n": pd.array([-1, None], dtype="Int64"), "m": [1, 2]})
    assert export(numbers, tmp_path / "t.csv").read_text(encoding="utf-8") == "n,m\n-1,1\n,2\n"


def test_an_index_is_never_lost_to_a_column_of_its_name(tmp_path):
    table = pd.DataFrame({"n": [1, 2]})
    same = table.set_index("n", drop=False)
    assert export(same, tmp_path / "t.csv").read_text(encoding="utf-8") == "n\n1\n2\n"
    with pytest.raises(DiscourseError, match="column 'n' stands twice"):
        export(table.set_index(pd.Index(["a", "b"], name="n")), tmp_path / "t.csv")


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "tex", "md", "html"])
@pytest.mark.parametrize(
    "value", [2**70, np.datetime64("2020-01-01"), datetime(1850, 1, 1), {"=a"}, Path("a"), 1 + 2j], ids=repr
)
def test_a_value_that_a_format_cannot_hold_is_written_as_text_or_refused(tmp_path, suffix, value):
    with contextlib.suppress(DiscourseError):
        assert export(pd.DataFrame({"t": pd.Series([value], dtype=object)}), tmp_path / f"t.{suffix}").is_file()


@pytest.mark.parametrize(("cell", "fits"), [("x" * 32_767, True), ("x" * 32_768, False), ("🙂" * 16_384, False)])
def test_a_cell_too_long_for_a_sheet_is_refused_with_its_row(tmp_path, cell, fits):
    if fits:
        assert export(pd.DataFrame({"t": [cell]}), tmp_path / "t.xlsx").is_file()
    else:
        with pytest.raises(DiscourseError, match="row 2: a cell of 32,768 characters"):
            export(pd.DataFrame({"t": [cell]}), tmp_path / "t.xlsx")


@pytest.mark.parametrize("shape", [(1_048_576, 1), (1, 16_385)])
def test_a_table_too_large_for_a_sheet_is_refused(tmp_path, shape):
    with pytest.raises(DiscourseError, match="do not fit a sheet"):
        export(pd.DataFrame(np.zeros(shape, dtype="int8")), tmp_path / "t.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "wrong", [{"digits": "x"}, {"digits": None}, {"digits": True}, {"provenance": 5}, {"provenance": "x"}], ids=repr
)
def test_an_argument_of_another_kind_is_refused(tmp_path, wrong):
    with pytest.raises(DiscourseError, match=r"digits|provenance"):
        export(pd.DataFrame({"t": [1.5]}), tmp_path / "t.md", **wrong)
    with pytest.raises(DiscourseError, match="is no path"):
        export(pd.DataFrame({"t": [1.5]}), None)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet", "tex", "md", "html"])
def test_caption_and_provenance_may_hold_anything(tmp_path, suffix):
    hostile = {"a": "\ud800\x00", 1: "--><script>alert(1)</script>", "b": "x\n\\end{document}"}
    path = export(pd.DataFrame({"t": [1]}), tmp_path / f"t.{suffix}", caption="\ud800 $x$ <b>", provenance=hostile)
    text = path.read_text(encoding="utf-8") if suffix in ("tex", "md", "html") else ""
    if suffix == "tex":
        assert all(line.startswith("%") for line in text.splitlines() if "script" in line or "{document}" in line)
    else:
        assert "<script" not in text


@pytest.mark.parametrize("attack", [r"\(x^2\)", r"\[x\]", "$x$", r"\begin{align}x\end{align}", "a|b", "``", "&lt;"])
def test_a_markdown_cell_reads_as_it_was_and_opens_no_mathtext_in_jupyter(tmp_path, attack):
    path = export(pd.DataFrame({"t": [attack]}), tmp_path / "t.md")
    source = path.read_text(encoding="utf-8").splitlines()[2]
    assert not re.search(r"(?<!\\)\$|\\\\[(\[)\]]|\\(begin|end)\{", source)  # what Jupyter takes for mathematics
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text(encoding="utf-8"))
    assert html.unescape(re.search(r"<td>(.*)</td>", shown)[1]) == attack


def test_a_star_at_the_beginning_of_a_latex_row_is_not_eaten(tmp_path):
    tex = export(pd.DataFrame({"t": ["a", "*b"]}), tmp_path / "t.tex").read_text(encoding="utf-8")
    assert "{*}b" in tex  # a bare * after \\ is an argument of it


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


LABELS = ["a\x07b", "a\x1b[31mb", "a\ud800b", "a\nb", "\u2028", "\u202eorder", "\ufdd0", "$x^2$", "$", "\\frac{a}", "_",
          "{}", "%s"]  # fmt: skip


@pytest.mark.parametrize("label", LABELS, ids=ascii)
@pytest.mark.parametrize("plot", [plot_frequencies, plot_keyness], ids=["frequencies", "keyness"])
def test_a_label_of_any_characters_is_drawn_and_saved(tmp_path, plot, label):
    table = pd.DataFrame({"term": pd.Series([label, "order"], dtype=object), "n": [5, 3], "n_target": [5, 3],
                          "n_reference": [2, 1], "log_ratio": [1.0, 0.5], "log_ratio_low": [0.5, 0.1],
                          "log_ratio_high": [1.5, 0.9]})  # fmt: skip
    axes = plot(table)
    texts = [text for text in axes.figure.findobj(Text) if "$" in text.get_text()]
    assert not any(text.get_parse_math() for text in texts)
    save_figure(axes, "f", table=table, alt=f"Two words, {label}, and how often they stand.", folder=tmp_path)
    written = (tmp_path / "f.csv").read_text(encoding="utf-8") + (tmp_path / "f.txt").read_text(encoding="utf-8")
    assert not set(written) & set("\x07\x1b\ud800")
    assert table.term[0] == label


@pytest.mark.parametrize("words", [["x" * 9000], ["freq", "x" * 9000], ["freq", "--corpus", "x" * 9000]], ids=len)
def test_a_word_of_thousands_of_letters_makes_no_page_of_an_error(capsys, words):
    assert main(words) == 2
    assert len(capsys.readouterr().err) < 4000
