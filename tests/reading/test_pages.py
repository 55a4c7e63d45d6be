"""Pages in the structure of the three sites, with words of our own: the body comes out, the rest stays behind."""

import io

import pytest

from discourse.errors import CorpusError
from discourse.reading.fetch import Page
from discourse.reading.pages import body_text, html_text, linked_pdf, pdf_text

WHITE_HOUSE = """<!DOCTYPE html><html lang="en-US"><head><title>Remarks | The White House</title>
<script>track("menu")</script></head><body><header><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
<main><article><section class="page-header"><h1 class="page-title">Remarks by the Ferryman</h1></section>
<section class="body-content"><div class="container"><p class="has-text-align-center">Landing Stage</p>
<p>5:41 P.M. local time</p><p>THE FERRYMAN:&nbsp; Neighbors, the river\u2019s ours &#8212; yours\u00a0and mine.&nbsp;
<em>(Laughter.)</em>&nbsp; Thank you.</p><ul><li>One rope;</li><li>Two oars.</li></ul><p><br></p>
<p>5:47 P.M. local time</p></div></section></article></main><footer><p>1 Landing Stage</p></footer></body></html>"""

XINHUA = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>渡口讲话-新华网</title></head><body>
<div class="header"><a href="/">新华网</a></div><h1><span class="title">渡口讲话</span></h1>
<div id="detail"><span id="detailContent"><p>　　新华社渡口五月一日电</p><p>　　<strong>各位邻居：</strong></p>
<p>　　这条河属于我们大家。</p><p align="center"><img src="a.jpg" alt=""></p><p>　　谢谢。</p></span>
<div id="articleEdit">【责任编辑:某某】</div></div><div class="foot">版权所有</div></body></html>"""

DEBATE = """<html><head><title>Upriver | General Debate</title></head><body><nav><a href="/en">Home</a></nav>
<div class="statement"><a href="/sites/default/files/gastatements/79/up_fr.pdf">FR</a>
<a href="/sites/default/files/gastatements/79/up_en.pdf">EN</a>
<a href="/sites/default/files/gastatements/79/up_zh.pdf">ZH</a></div></body></html>"""


def _page(html, url, *, encoding="utf-8", declared="utf-8"):
    return Page(url, html.encode(encoding), "text/html", declared)


def test_a_white_house_page_gives_its_body_in_paragraphs():
    text = body_text(_page(WHITE_HOUSE, "https://bidenwhitehouse.archives.gov/remarks/"))
    assert text.split("\n\n") == [
        "Landing Stage", "5:41 P.M. local time",
        "THE FERRYMAN: Neighbors, the river\u2019s ours \u2014 yours and mine. (Laughter.) Thank you.",
        "One rope;", "Two oars.", "5:47 P.M. local time",
    ]  # fmt: skip


def test_a_xinhua_page_gives_its_body_without_editor_and_indents():
    text = body_text(_page(XINHUA, "http://www.news.cn/politics/c_1.htm"), lang="zh-Hans")
    assert text == "新华社渡口五月一日电\n\n各位邻居：\n\n这条河属于我们大家。\n\n谢谢。"


def test_a_page_of_an_unknown_site_loses_its_menu():
    words = "".join(
        f"<p>The {n} boat carries bread, salt and news to the other bank.</p>" for n in ("first", "second", "third")
    )
    html = f"<html><body><nav><a href='/'>Home</a> <a href='/x'>Menu</a></nav><article>{words}</article></body></html>"
    text = body_text(_page(html, "https://example.org/"))
    assert (text.count("bread, salt"), "Menu" in text) == (3, False)


def test_the_debate_page_leads_to_the_statement_in_the_wanted_language():
    page = _page(DEBATE, "https://gadebate.un.org/en/79/upriver")
    assert linked_pdf(page, lang="en") == "https://gadebate.un.org/sites/default/files/gastatements/79/up_en.pdf"
    assert linked_pdf(page, lang="zh-Hans").endswith("up_zh.pdf")


def test_other_sites_are_never_searched_for_pdfs():
    assert linked_pdf(_page(DEBATE, "https://example.org/")) == ""


@pytest.mark.parametrize("declared", ["gb2312", "GBK", ""])
def test_a_chinese_page_in_an_old_encoding_is_read(declared):
    html = XINHUA.replace('charset="utf-8"', 'charset="gb2312"')
    page = _page(html, "http://www.news.cn/c_1.htm", encoding="gb18030", declared=declared)
    assert "这条河属于我们大家。" in body_text(page)


def test_a_page_without_text_is_an_error_with_its_address():
    with pytest.raises(CorpusError, match=r"https://example\.org/: holds no text"):
        body_text(_page("<html><body></body></html>", "https://example.org/"))


@pytest.mark.parametrize(
    "html", ["", " ", "<", "<?xml version='1.0'?>", "\0" * 100, "<p>" * 2000, "<div>" * 5000 + "x"]
)
def test_a_broken_page_breaks_nothing(html):
    assert isinstance(html_text(html, host="www.news.cn"), str)


def test_plain_text_is_taken_as_it_is():
    page = Page("https://example.org/a.txt", "一\r\n\r\n二".encode(), "text/plain", "")
    assert body_text(page) == "一\n\n二"


def test_a_pdf_that_is_none_is_one_line():
    with pytest.raises(CorpusError, match="cannot be read"):
        pdf_text(b"%PDF-1.7 broken")


def test_a_pdf_of_pictures_asks_for_ocr():
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    with pytest.raises(CorpusError, match="pictures of text"):
        pdf_text(out.getvalue())


def test_the_menu_of_a_short_page_stays_behind():
    page = (
        "<html><body><nav><a href='/'>首頁</a><a href='/x'>關於</a></nav><article><h1>港口週報</h1>"
        "<p>北港與南港本週再次會面，雙方同意保持溝通。</p></article></body></html>"
    )
    assert html_text(page) == "港口週報\n\n北港與南港本週再次會面，雙方同意保持溝通。"
