"""The pages open offline, say what their pictures show, and are the same bytes every time."""

import base64
import re
from html.parser import HTMLParser

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from discourse.counting.corpus import load_corpus
from discourse.errors import DiscourseError
from discourse.showing.figures.frequencies import plot_frequencies
from discourse.showing.figures.saving import save_figure
from discourse.showing.site import describe, notebook_html, write_site
from discourse.study import new_study

LEDGER = pd.DataFrame({
    "claim_id": ["1", "4"], "part": ["", "Bali 2022"], "title_en": ["Biden spoke <first>", "The US on order"],
    "title_zh": ["拜登首先發言", ""], "verdict": ["holds", "not testable"], "verdict_zh": ["成立", "無法檢驗"],
    "sentence_en": ["In 1 of 1 documents.", "Not seen in texts."], "sentence_zh": ["1 份文件中有 1 份。", ""],
})  # fmt: skip

TABLE = pd.DataFrame({"term": ["關係", "<order>"], "n": [5, 3]})
FIRST = """# Who speaks of *order*?
**摘要** 誰談「秩序」？

**Question.** Who? **Data.** Two texts. **Answer.** The one side, <clearly>; cell 3 is the evidence."""


each_page = pytest.mark.parametrize("name", ["index.html", "index.zh-Hant.html", "01_terms.html"])


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def build(folder, *extra_outputs, **also):
    books = folder / "notebooks"
    books.mkdir(parents=True)
    ax, alt = plot_frequencies(TABLE), 'Bars: "關係" is longest.'
    zh = "長條圖：「關係」最長。"
    figure = save_figure(ax, "01_terms", table=TABLE, alt=alt, alt_zh=zh, folder=folder / "figures")
    data, about = figure._repr_mimebundle_()
    data["image/png"] = base64.b64encode(data["image/png"]).decode("ascii")
    outputs = [new_output("display_data", {"text/html": TABLE.to_html()})]
    outputs += [new_output("display_data", data, metadata=about)]
    cell = new_code_cell("dc.show('關係')", outputs=[*outputs, *extra_outputs], id="second")
    nbformat.write(new_notebook(cells=[new_markdown_cell(FIRST, id="first"), cell]), books / "01_terms.ipynb")
    return write_site([books / "01_terms.ipynb"], folder / "site", figures=folder / "figures", **also)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    return {path.name: path.read_text(encoding="utf-8") for path in build(folder, ledger=LEDGER)}


def test_there_is_an_index_and_a_page_for_each_notebook(pages):
    assert list(pages) == ["index.html", "index.zh-Hant.html", "01_terms.html"]


@each_page
def test_a_page_asks_nothing_of_the_network(pages, name):
    page = Page(pages[name])
    assert page.all("script") + page.all("link") + page.all("iframe") == []
    assert [a for a in page.all("img") if not re.match(r"data:|figures/", a["src"])] == []
    assert "url(" not in pages[name]


@each_page
def test_every_picture_says_what_it_shows_in_the_language_of_the_page(pages, name):
    alts = [a.get("alt") for a in Page(pages[name]).all("img")]
    assert alts == ["長條圖：「關係」最長。" if "zh-Hant" in name else 'Bars: "關係" is longest.']


def test_a_picture_without_chinese_words_is_marked_as_english_on_the_chinese_page(tmp_path):
    build(tmp_path)
    (tmp_path / "figures" / "01_terms.zh-Hant.txt").unlink()
    pages = write_site([tmp_path / "notebooks" / "01_terms.ipynb"], tmp_path / "site", figures=tmp_path / "figures")
    (image,) = Page(pages[1].read_text(encoding="utf-8")).all("img")
    assert (image["alt"], image["lang"]) == ('Bars: "關係" is longest.', "en")
    assert image["src"] == "figures/01_terms.png"


def test_each_index_shows_the_figure_with_labels_in_its_language(pages):
    shown = {name: Page(pages[name]).all("img")[0]["src"] for name in ("index.html", "index.zh-Hant.html")}
    assert shown == {"index.html": "figures/01_terms.png", "index.zh-Hant.html": "figures/01_terms.zh-Hant.png"}


@each_page
def test_a_picture_says_its_size_and_can_be_moved_sideways(pages, name):
    page = Page(pages[name])
    (image,) = page.all("img")
    assert image["style"] == f"--wide: {image['width']}"
    assert int(image["height"]) > 100
    assert [a["class"] for a in page.all("div") if a.get("class") == "picture"] == ["picture"]


@pytest.mark.parametrize("name", ["index.html", "index.zh-Hant.html"])
def test_a_picture_of_the_index_leads_to_its_drawing(pages, name):
    drawing = Page(pages[name]).all("img")[0]["src"].replace(".png", ".svg")
    assert drawing in [a["href"] for a in Page(pages[name]).all("a")]


def test_a_chinese_alt_text_without_a_chinese_picture_stands_beside_the_english_one(tmp_path):
    build(tmp_path)
    (tmp_path / "figures" / "01_terms.zh-Hant.png").unlink()
    pages = write_site([tmp_path / "notebooks" / "01_terms.ipynb"], tmp_path / "site", figures=tmp_path / "figures")
    (image,) = Page(pages[1].read_text(encoding="utf-8")).all("img")
    assert (image["alt"], image["src"]) == ("長條圖：「關係」最長。", "figures/01_terms.png")


def test_an_answer_on_the_index_does_not_point_to_cells_of_another_page(tmp_path):
    prose = "# Which?\n\n**Answer.** Both, by an interval (cell 2). Cells 3 to 5 and 7 show it."
    nbformat.write(new_notebook(cells=[new_markdown_cell(prose, id="a")]), tmp_path / "01_a.ipynb")
    assert describe(tmp_path / "01_a.ipynb")["answer"] == "Both, by an interval (cell 2)."


def test_code_cells_carry_the_numbers_that_the_prose_names(tmp_path):
    nb = new_notebook(cells=[new_markdown_cell("# a", id="a"), new_code_cell("1", execution_count=3, id="b")])
    body = notebook_html(nb)
    assert body.count("input_prompt") == 1
    assert "In\xa0[3]:" in body


@each_page
def test_a_page_names_its_language_and_marks_the_chinese_parts(pages, name):
    page = Page(pages[name])
    assert page.all("html") == [{"lang": "zh-Hant" if "zh-Hant" in name else "en"}]
    assert any(attrs.get("lang") == "zh-Hant" for _, attrs in page.tags)


def test_the_index_shows_question_answer_and_abstract_of_the_notebook(pages):
    index = pages["index.html"]
    assert "Who speaks of order?" in index
    assert "The one side, &lt;clearly&gt;; cell 3 is the evidence." in index
    assert "誰談「秩序」？" in pages["index.zh-Hant.html"]


def test_the_index_shows_the_ledger_with_the_verdict_in_words_and_counts_them(pages):
    index = pages["index.html"]
    assert "Of 2 tests 1 holds, 1 cannot be tested." in index
    assert "<strong>1. Biden spoke &lt;first&gt;</strong><br>In 1 of 1 documents." in index
    assert '<span aria-hidden="true">?</span> not testable' in index


def test_the_chinese_index_shows_the_ledger_in_chinese_and_in_english_where_there_is_no_chinese(pages):
    index = pages["index.zh-Hant.html"]
    assert "共 2 項檢驗：成立 1 項、無法檢驗 1 項。" in index
    assert "<strong>1. 拜登首先發言</strong><br>1 份文件中有 1 份。" in index
    assert "<strong>4. The US on order (Bali 2022)</strong><br>Not seen in texts." in index


def test_without_a_ledger_the_index_shows_none(tmp_path):
    index = build(tmp_path)[0].read_text(encoding="utf-8")
    assert "claim by claim" not in index


def test_both_indexes_lead_to_each_other(pages):
    links = {name: [a["href"] for a in Page(pages[name]).all("a")] for name in ("index.html", "index.zh-Hant.html")}
    assert "index.zh-Hant.html" in links["index.html"]
    assert "index.html" in links["index.zh-Hant.html"]


def test_tables_that_scroll_have_names_of_their_own(pages):
    names = [a["aria-label"] for a in Page(pages["01_terms.html"]).all("div") if a.get("role") == "region"]
    assert names == ["Table 1"]


def test_links_of_the_index_lead_to_files_that_are_there(tmp_path):
    for index in build(tmp_path)[:2]:
        targets = [a["href"] for a in Page(index.read_text(encoding="utf-8")).all("a") if not a["href"].startswith("#")]
        assert [t for t in targets if not (index.parent / t).is_file()] == []


def test_two_builds_give_the_same_bytes(tmp_path, pages):
    again = {path.name: path.read_text(encoding="utf-8") for path in build(tmp_path, ledger=LEDGER)}
    assert again == pages


def test_table_cells_stay_escaped(pages):
    assert "&lt;order&gt;" in pages["01_terms.html"]


@pytest.mark.parametrize("evil", ['<script src="x.js"></script>', '<img src="https://example.org/x.png">'])
def test_an_output_that_asks_for_something_outside_is_refused(tmp_path, evil):
    with pytest.raises(DiscourseError, match="asks for something outside"):
        build(tmp_path, new_output("display_data", {"text/html": evil}))


def test_the_index_of_a_study_of_ones_own_speaks_of_it_and_not_of_bali(tmp_path):
    new_study(tmp_path / "ferry", lang="en")
    pages = build(tmp_path / "ferry" / "out", corpus=load_corpus(tmp_path / "ferry" / "corpus"))
    english, chinese = (page.read_text(encoding="utf-8") for page in pages[:2])
    assert not re.search("Bali|Biden|峇里|拜登|run.py test", english + chinese)
    assert "4 documents in English, 2024-03-04 – 2024-06-18" in english
    assert "4 份英文文件（2024-03-04 – 2024-06-18）" in chinese
    assert "discourse run out" in english
