"""G1: a corpus in other encodings gives the same numbers, or is refused by file and byte."""

import gzip
import io
import warnings
import zipfile

import pytest

from discourse import load_corpus, load_text
from discourse.cli import main
from discourse.errors import CorpusError, DiscourseWarning, EncodingError
from discourse.reading.textfile import clean

TEXT = "兩國的關係需要穩定。臺灣的安全與國際秩序有關。\n\n雙方同意保持溝通。"


@pytest.mark.parametrize("encoding", ["big5", "cp950", "Big5-HKSCS", "gb18030", "gbk", "utf-16", "utf-8-sig"])
def test_a_declared_encoding_gives_the_counts_of_utf_8(study, encoding):
    data = TEXT.encode(encoding.lower().replace("-hkscs", "hkscs"))
    other = load_corpus(study({"a": data}, encoding=encoding)).counts()
    plain = load_corpus(study({"a": TEXT})).counts()
    assert other.to_dict("list") == plain.to_dict("list")


@pytest.mark.parametrize("encoding", ["big5", "gb18030"])
def test_an_undeclared_encoding_is_one_line_and_exit_2_on_the_command_line(study, encoding, capsys):
    assert main(["freq", "--corpus", str(study({"a": TEXT.encode(encoding)})), "--lang", "zh-Hant"]) == 2
    err = capsys.readouterr().err
    assert "a.txt, byte 0: 0x" in err
    assert f"It may be {encoding}" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (TEXT.encode() + TEXT.encode("big5"), f"a.txt, byte {len(TEXT.encode())}: 0x"),
        (TEXT.encode()[:-2], f"a.txt, byte {len(TEXT.encode()) - 3}: the text ends in the middle"),
        (b"%PDF-1.7\n", "a.txt: is a PDF, not text"),
        (b"\x89PNG\r\n\x1a\n", "a.txt: is a PNG image"),
    ],
)
def test_mixed_truncated_and_binary_files_are_named(study, data, message):
    with pytest.raises(EncodingError, match=message):
        load_corpus(study({"a": data})).counts()


def test_the_wrong_declaration_is_refused_with_the_byte(study):
    with pytest.raises(EncodingError, match=r"a\.txt, byte \d+"):
        load_corpus(study({"a": TEXT.encode("gb18030")}, encoding="big5")).counts()


def test_a_language_that_does_not_fit_is_warned_of(study):
    with pytest.warns(DiscourseWarning, match="declared as zh-Hant, but reads like zh-Hans"):
        load_corpus(study({"a": "两国的关系需要稳定，台湾的安全与国际秩序有关。"})).counts()


SIMPLIFIED = "两国的关系需要稳定，我们说国际秩序很重要。"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (TEXT.encode("big5"), "gb18030", "declared as gb18030, but it reads like big5"),
        ("两国关系".encode("gbk"), "big5", "declared as big5, but it reads like gb18030"),
        (TEXT.encode(), "gb18030", "It may be utf-8"),
        (b"The order of the world.", "utf-16-le", "It may be utf-8"),
        (b"The order of our worlds.", "utf-16-le", "also valid UTF-8"),
    ],
)
def test_a_wrong_declaration_that_decodes_is_warned_of(tmp_path, data, encoding, message):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises((DiscourseWarning, EncodingError), match=message):
        load_text(tmp_path / "a.txt", encoding)


@pytest.mark.parametrize("wrong", ["gb18030", "latin-1"])
def test_text_garbled_before_it_was_saved_is_warned_of(tmp_path, wrong):
    (tmp_path / "a.txt").write_text((SIMPLIFIED * 3).encode().decode(wrong, "ignore"), encoding="utf-8")
    with pytest.warns(DiscourseWarning, match="garbled"):
        load_text(tmp_path / "a.txt")


def zipped(name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "words")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(TEXT.encode()), "a gzip archive"),
        (zipped("a.txt"), "a ZIP archive"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("xl/workbook.xml"), "an Excel workbook"),
        (b"PK\x05\x06" + bytes(18), "a ZIP archive"),
        (b"\n\n%PDF-1.4\n\xe2\xe3", "a PDF"),
        (b"\xef\xbb\xbf%PDF-1.4", "a PDF"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office document"),
        (b"{\\rtf1 words}", "an RTF document"),
        (b"\0\0\0\x18ftypheic", "a video or photo"),
    ],
)
@pytest.mark.parametrize("encoding", [None, "gb18030"])
def test_a_binary_file_under_the_name_of_a_text_is_called_what_it_is(tmp_path, data, kind, encoding):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(EncodingError, match=f"a.txt: is {kind}"):
        load_text(tmp_path / "a.txt", encoding)


@pytest.mark.parametrize(
    "text",
    ["RIFFRAFF came.", "GIF8 is no format.", "BZh is a name.", "PAR1 golf.", "PK is a fan.", "BM means benchmark.",
     "MZ wrote this.", "The ftyp box.", "ID3 is a tag."],
)  # fmt: skip
def test_words_that_look_like_the_marks_of_binary_files_are_read(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_text(tmp_path / "a.txt") == text


@pytest.mark.parametrize(
    ("data", "encoding", "byte"),
    [
        (b"abc\xc0\xafdef", None, 3),  # overlong
        (b"abc\xed\xa0\xbd\xed\xb8\x80", None, 3),  # surrogates in UTF-8 (CESU-8)
        (b"abc\xf4\x90\x80\x80", None, 3),  # beyond U+10FFFF
        (b"abc\0def", None, 3),
        ("臺灣".encode("big5")[:-1], "big5", 2),
        ("关系".encode("gb18030")[:-1], "gb18030", 2),
        ("a𠮷".encode("gb18030")[:-1], "gb18030", 1),
        ("臺灣".encode("utf-16")[:-1], None, 4),
        (b"\xff\xfe\x00\xd8a\x00", None, 2),  # a lone surrogate
        ("臺灣".encode("utf-32")[:-2], None, 8),
        ("香港嘅嘢係咁㗎".encode("big5hkscs"), "big5", 4),
        ("中文ab".encode("utf-16-le") + "臺".encode(), "utf-16-le", 10),
    ],
)
def test_a_byte_that_does_not_fit_is_named(tmp_path, data, encoding, byte):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(EncodingError, match=f"byte {byte}[,:]"):
        load_text(tmp_path / "a.txt", encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("香港嘅嘢係咁㗎", "big5-hkscs"),
        ("價格€1，恒裏碁", "cp950"),
        ("𠮷野家㐀", "gb18030"),
        ("两国关系", "gb2312"),
        ("兩國🙂", "utf-16-le"),
        ("兩國🙂", "utf-16-be"),
        ("兩國🙂", "UTF-32-LE"),
        ("it’s “so” — 5 €", "Windows-1252"),
    ],
)
def test_a_declared_encoding_is_exact(tmp_path, text, encoding):
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert load_text(tmp_path / "a.txt", encoding) == text


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\ufeff\u2060".encode()])
def test_a_file_without_text_is_empty_and_told(tmp_path, data):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.warns(DiscourseWarning, match="holds no text"):
        assert load_text(tmp_path / "a.txt") == ""


@pytest.mark.parametrize("encoding", ["latin-1", "rot13", "base64", "idna", "klingon", "  ", 5, b"big5", ["big5"]])
def test_an_unknown_encoding_is_refused_by_name(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(b"words")
    with pytest.raises(EncodingError, match=r"is unknown\. One of utf-8"):
        load_text(tmp_path / "a.txt", encoding)


@pytest.mark.parametrize(
    ("data", "encoding", "proposal"),
    [
        (TEXT.encode("utf-16-le"), None, "utf-16-le"),
        ("The order of the world — it’s ours.".encode("utf-16-be"), None, "utf-16-be"),
        (TEXT.encode(), "big5", "utf-8"),
        ("it’s “so” — so".encode("cp1252"), None, "cp1252"),
    ],
)
def test_the_remedy_proposes_the_likely_encoding(tmp_path, data, encoding, proposal):
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(EncodingError, match=f"It may be {proposal}"):
        load_text(tmp_path / "a.txt", encoding)

def told(path, encoding=None):
    """Load a text and give what was warned of, or why it was refused."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        load_text(path, encoding)
    return "\n".join(str(w.message) for w in seen)


def test_the_mark_of_utf_16_before_other_bytes_is_warned_of(tmp_path):
    english = "The order of the world needs rules that all of us keep."
    cases = [(b"\xfe\xff", "utf-16-le"), (b"\xff\xfe", "utf-16-be"), (b"\xff\xfe", "utf-8")]
    for mark, real in cases:
        (tmp_path / "a.txt").write_bytes(mark + (english + "." * (len(english) % 2)).encode(real))
        assert "begins with the byte order mark of utf-16" in told(tmp_path / "a.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030", "big5"])
@pytest.mark.parametrize("text", [TEXT * 20, "We said “so”: our order is ours… " * 9], ids=["zh", "en"])
def test_a_right_declaration_is_not_doubted(tmp_path, text, encoding):
    data = text.encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_text(tmp_path / "a.txt", encoding) == text.strip()


@pytest.mark.parametrize(("real", "tail"), [("big5", "兩國關係"), ("utf-8", "关系稳定"), ("utf-8", "國際")])
def test_a_part_in_another_encoding_is_warned_of_with_its_byte(tmp_path, real, tail):
    head = (SIMPLIFIED * 30 + "\n").encode("gb18030")
    (tmp_path / "a.txt").write_bytes(head + (tail * 20).encode(real))
    assert f"from byte {len(head)} on it reads like {real}" in told(tmp_path / "a.txt", "gb18030")


def test_english_with_curly_quotes_declared_as_chinese_is_warned_of(tmp_path):
    (tmp_path / "a.txt").write_bytes("The order of the world: it’s ours.".encode("cp1252"))
    with pytest.warns(DiscourseWarning, match="declared as gbk, but it reads like cp1252"):
        load_text(tmp_path / "a.txt", "gbk")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("It&#8217;s our order.", "holds HTML character references"),
        ("&#22283;&#38555;秩序", "holds HTML character references"),
        (r"\u570b\u969b", "holds JSON escapes"),
        ("=E5=9C=8B=E9=9A=9B", "holds quoted-printable signs"),
        ("It+IBk-s our order.", "looks like UTF-7"),
        ("It抯 our order, they抮e right.", "2 sequences look garbled"),
        (TEXT * 30 + "\n\n" + (SIMPLIFIED * 20).encode().decode("gb18030", "ignore"), "looks garbled: UTF-8"),
    ],
    ids=["apostrophe", "Han", "JSON", "mail", "UTF-7", "cp1252 as GBK", "a part"],
)
def test_letters_written_as_something_else_are_warned_of(tmp_path, text, message):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert message in told(tmp_path / "a.txt")


@pytest.mark.parametrize("text", ["AT&T; R&D &c.", r"C:\users\x", "a=E4 b=C3", "x+1-y+IBM-7", "他抯衣", "a & b; #5;"])
def test_signs_that_only_look_like_escapes_are_read(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert load_text(tmp_path / "a.txt") == text


@pytest.mark.parametrize(
    ("spelling", "codec"),
    [("MS936", "gbk"), ("windows-936", "gbk"), ("EUC-CN", "gb2312"), ("GB2312-80", "gb2312"), ("Big5-TW", "big5"),
     ("GB18030-2005", "gb18030"), ("big5\u00a0hkscs", "big5hkscs"), ("UTF_16", "utf-16"), ("utf-8-sig", "utf-8")],
)  # fmt: skip
def test_an_encoding_is_known_by_its_other_names(tmp_path, spelling, codec):
    (tmp_path / "a.txt").write_bytes("我們的國家".encode(codec, "ignore"))
    assert load_text(tmp_path / "a.txt", spelling) == "我們的國家".encode(codec, "ignore").decode(codec)


@pytest.mark.parametrize("text", ["。。。！", "🙂", "\u0301\u0301", "***"], ids=ascii)
def test_a_file_of_signs_alone_is_told(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert "holds signs, but no letter and no digit" in told(tmp_path / "a.txt")


@pytest.mark.parametrize("path", ["a\0b", "\ud800", 5, None, ["a"]], ids=ascii)
def test_what_cannot_be_a_path_is_one_clear_error(path):
    with pytest.raises(CorpusError, match=r"is no path .*\. Check the path\."):
        load_text(path)


@pytest.mark.parametrize("piece", "+ +A ~{ \x0c \u0430 a\u0430 &# =E4 \\u \u8b17 \u00ad\n".split(" "), ids=ascii)
def test_a_file_of_one_sign_is_read_to_its_end(tmp_path, piece):  # a quadratic step would take hours
    (tmp_path / "a.txt").write_text(piece * 300_000, encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = load_text(tmp_path / "a.txt")
        assert clean(text) == text
