"""Files as people keep them become plain documents; every file is made here, in memory or by its own library."""

import os
import zipfile

import docx
import pytest

from discourse.errors import CorpusError
from discourse.reading.formats import find_date, front_matter, read_documents

WORDS = "The ferry sails at noon. 船在正午開。"


def _docx(path, *paragraphs):
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    file.save(path)
    return path


def _pdf(*lines):
    """Build a PDF of one page by hand: pypdf reads PDFs but does not write words."""
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines).encode()
    stream = b"BT /F1 12 Tf 50 700 Td " + shown + b" ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    out += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(out) - len(table) - 27)
    return bytes(out)


def test_a_word_file_gives_its_paragraphs_and_table_cells_in_order(tmp_path):
    file = docx.Document()
    file.add_paragraph("First.")
    file.add_table(1, 2).rows[0].cells[0].text = "Second."
    file.add_paragraph("第三段。")
    file.save(tmp_path / "a.docx")
    assert read_documents(tmp_path / "a.docx")[0].text == "First.\n\nSecond.\n\n第三段。"


def test_a_pdf_gives_its_words(tmp_path):
    (tmp_path / "2024-05-01.pdf").write_bytes(_pdf("The ferry sails", "at noon."))
    (found,) = read_documents(tmp_path / "2024-05-01.pdf")
    assert (found.text, found.fields["date"]) == ("The ferry sails at noon.", "2024-05-01")


def test_a_web_page_gives_its_body_and_title(tmp_path):
    words = "".join(f"<p>Ferry {n} sails at noon and comes back at dusk, every day of the year.</p>" for n in range(5))
    page = f"<html><head><title>Ferry &amp; weir</title></head><body><article>{words}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (found,) = read_documents(tmp_path / "a.html")
    assert (found.fields["title"], found.text.count("noon")) == ("Ferry & weir", 5)


def test_markdown_loses_its_marks_and_keeps_its_words(tmp_path):
    (tmp_path / "a.md").write_text(
        "# 標題\n\n- one\n- **two**\n\n[link](http://x)\n\n<script>x</script>", encoding="utf-8"
    )
    assert read_documents(tmp_path / "a.md")[0].text.split("\n\n")[:4] == ["標題", "one", "two", "link"]


def test_each_row_of_a_table_is_a_document(tmp_path):
    (tmp_path / "a.csv").write_text(
        "標題,日期,全文\n甲,2024-05-01,船在正午開。\n乙,2024-05-02,船不開。\n", encoding="utf-8"
    )
    found = read_documents(tmp_path / "a.csv")
    assert [(d.doc_id, d.fields["title"], d.fields["date"], d.fields["lang"]) for d in found] == [
        ("a-1", "甲", "2024-05-01", "zh-Hant"), ("a-2", "乙", "2024-05-02", "zh-Hant")]  # fmt: skip


def test_a_table_without_texts_says_what_it_found(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"no column holds the texts; found x, y"):
        read_documents(tmp_path / "a.csv")


def test_front_matter_says_who_when_and_in_which_language(tmp_path):
    head = "---\ntitle: 渡口講話\nspeakers: Ferryman\nside: OTHER\ndate: 2024-05-01\nlang: zh-Hant\n---\n"
    (tmp_path / "a.txt").write_text(head + WORDS, encoding="utf-8")
    (found,) = read_documents(tmp_path / "a.txt")
    assert found.fields == {"title": "渡口講話", "speakers": "Ferryman", "side": "OTHER", "date": "2024-05-01",
                            "lang": "zh-Hant"}  # fmt: skip
    assert (found.text, found.date_from) == (WORDS, "front matter")


@pytest.mark.parametrize("text", ["---\nno pairs here\n---\nx", "---\ntitle: never closed", "x\n---\na: b\n---", ""])
def test_what_only_looks_like_front_matter_stays_text(text):
    assert front_matter(text) == ({}, text)


def test_no_front_matter_is_executed():
    fields, _ = front_matter("---\ntitle: !!python/object/apply:os.system [ls]\n---\nx")
    assert fields == {"title": "!!python/object/apply:os.system [ls]"}


@pytest.mark.parametrize(
    ("name", "day"),
    [("2022-11-14-remarks", "2022-11-14"), ("20221114_remarks", "2022-11-14"), ("2022.11.14", "2022-11-14"),
     ("民國講話 2022年11月14日", "2022-11-14"), ("remarks 14 November 2022", "2022-11-14"), ("2022-02-30", "2022-02"),
     ("version 12345678901", ""), ("room 101", "")],
)  # fmt: skip
def test_the_date_is_read_from_a_file_name(name, day):
    assert find_date(name, loose=True) == day


def test_a_file_without_any_date_takes_the_day_it_was_saved_and_says_so(tmp_path):
    (tmp_path / "a.txt").write_text(WORDS, encoding="utf-8")
    os.utime(tmp_path / "a.txt", (1_700_000_000, 1_700_000_000))
    (found,) = read_documents(tmp_path / "a.txt")
    assert (found.fields["date"], found.date_from) == ("2023-11-14", "file")


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", b"%PDF-1.4 rubbish", b"\xff" * 64])
def test_a_broken_file_is_one_line_with_its_name(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CorpusError, match=name.replace(".", r"\.")) as error:
        read_documents(tmp_path / name)
    assert "\n" not in str(error.value)


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path):
    _docx(tmp_path / "a.docx", "x")
    with (
        zipfile.ZipFile(tmp_path / "a.docx", "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("word/b.xml", "w") as file,
    ):
        for _ in range(80):
            file.write(b"0" * (1 << 20))
    with pytest.raises(CorpusError, match="larger than the limit"):
        read_documents(tmp_path / "a.docx")


def test_a_format_nobody_knows_names_those_that_are_known(tmp_path):
    (tmp_path / "a.odt").write_bytes(b"x")
    with pytest.raises(CorpusError, match=r"'\.odt' is not known. Save it as one of \.txt \.md"):
        read_documents(tmp_path / "a.odt")


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_empty_file_is_refused(tmp_path, name):
    (tmp_path / name).write_text(" \n", encoding="utf-8")
    with pytest.raises(CorpusError, match="holds no text"):
        read_documents(tmp_path / name)


@pytest.mark.parametrize("name", ["../evil.txt", "CON", "a/b", "…", "x" * 300, "演講 稿（一）"])
def test_an_id_from_a_table_is_always_a_safe_file_name(tmp_path, name):
    (tmp_path / "a.csv").write_text(f'id,text\n"{name}",words\n', encoding="utf-8")
    (found,) = read_documents(tmp_path / "a.csv")
    assert "/" not in found.doc_id
    assert not found.doc_id.startswith(".")
    assert 0 < len(found.doc_id.encode()) <= 120


def test_reading_takes_bytes_not_the_locale(tmp_path):
    (tmp_path / "a.txt").write_bytes(WORDS.encode("utf-16"))
    assert read_documents(tmp_path / "a.txt")[0].text == WORDS


@pytest.mark.parametrize(
    ("text", "title"),
    [("Harbour day\n\nWords.", "Harbour day"), ("March 3, 2024\n\nWords.", "a"), ("A sentence.\n\nWords.", "a"),
     ("一句話。", "a"), ("one line only", "a"), ("x" * 81 + "\n\nWords.", "a")],
)  # fmt: skip
def test_a_first_line_is_a_title_only_if_it_reads_like_one(tmp_path, text, title):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert read_documents(tmp_path / "a.txt")[0].fields["title"] == title


@pytest.mark.parametrize("text", ["1 Jan 2024", "Jan. 1, 2024", "January 1, 2024", "1st January 2024"])
def test_english_months_may_be_cut_short(text):
    assert find_date(text) == "2024-01-01"


@pytest.mark.parametrize("text", ["Mayor 4, 2024", "decided 4, 2024", "Marching 4, 2024"])
def test_a_word_that_begins_like_a_month_is_none(text):
    assert find_date(text) == ""


@pytest.mark.parametrize(("name", "title"), [
    ("2024-05-02 市長論港口", "市長論港口"), ("Harbour statement 2024-05-05", "Harbour statement"),
    ("2022年11月14日講話", "講話"), ("2024-05-02", "2024-05-02"), ("speech", "speech"),
])  # fmt: skip
def test_a_date_in_the_file_name_is_no_part_of_the_title(tmp_path, name, title):
    (tmp_path / f"{name}.txt").write_text("The ferry runs. The weir holds.", encoding="utf-8")
    assert read_documents(tmp_path / f"{name}.txt")[0].fields["title"] == title


@pytest.mark.parametrize("head", [
    '<meta name="date" content="2024-05-07">',
    '<meta property="article:published_time" content="2024-05-07T09:00:00Z">',
    '<meta name="DC.date" content="7 May 2024"><meta name="date" content="1999-01-01">',
])  # fmt: skip
def test_a_web_page_says_its_own_date(tmp_path, head):
    words = "<p>The ferry leaves at noon and nobody waits for it.</p>" * 5
    page = f"<html><head><title>T</title>{head}</head><body><article>{words}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (found,) = read_documents(tmp_path / "a.html")
    assert (found.fields["date"], found.date_from) == ("2024-05-07", "page")


def test_a_web_page_without_a_date_takes_that_of_its_first_time_stamp(tmp_path):
    words = "<p>The ferry leaves at noon and nobody waits for it.</p>" * 5
    page = f"<html><body><article><time datetime='2023-11-15'>Wednesday</time>{words}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert read_documents(tmp_path / "a.html")[0].fields["date"] == "2023-11-15"
