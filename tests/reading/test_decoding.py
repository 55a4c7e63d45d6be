"""Bytes to text: exact, or refused with the byte."""

import codecs
import gzip
import io
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import DiscourseWarning, EncodingError
from discourse.reading.decoding import decode

TRADITIONAL = "習近平與拜登在峇里島會晤，臺灣的安全與國際關係。"
SIMPLIFIED = "习近平与拜登在巴厘岛会晤，中国的安全与国际关系。"
ENGLISH = "The leaders met in Bali — “face to face”."


@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED, ENGLISH, "", "𠮷野家🙂"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_needs_no_declaration(text, codec):
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("text", [TRADITIONAL, ENGLISH])
@pytest.mark.parametrize(("mark", "codec"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")])
def test_big_endian_marks_are_known(text, mark, codec):
    assert decode(mark + text.encode(codec)) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "cp950"),
        ("香港嘅關係係咁㗎喇", "big5hkscs"),
        ("碁銹裏墻恒粧嫺", "cp950"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gbk"),
        ("㐂𠮷🙂", "gb18030"),
        (ENGLISH, "cp1252"),
        (SIMPLIFIED, "gb2312"),
        (SIMPLIFIED, "utf-16-le"),
    ],
)
def test_a_declared_encoding_is_exact(text, codec):
    assert decode(text.encode(codec), codec) == text


@pytest.mark.parametrize("name", ["Big5-HKSCS", "big5_hkscs", "GB18030", "gb-18030", "CP950", "windows-1252"])
def test_spellings_of_an_encoding_are_understood(name):
    assert decode(b"plain", name) == "plain"


@pytest.mark.parametrize("name", ["klingon", "rot13", "zlib", "idna", "unicode_escape", "latin-1", "utf-7", 5])
def test_an_unknown_or_unsafe_encoding_is_refused(name):
    with pytest.raises(EncodingError, match="is unknown"):
        decode(b"plain", name)


@pytest.mark.parametrize(
    ("data", "codec", "place"),
    [
        (b"abc\xff", None, "byte 3: 0xff is not UTF-8"),
        (b"\xef\xbb\xbfabc\xff", None, "byte 6: 0xff is not UTF-8"),
        ("臺灣".encode()[:-1], None, "byte 3: the text ends in the middle of a character of UTF-8"),
        ("臺灣".encode("utf-16")[:-1], None, "byte 4: the text ends in the middle of a character of UTF-16-LE"),
        ("臺灣".encode("big5")[:-1], "big5", "byte 2: the text ends in the middle of a character of BIG5"),
        ("臺灣".encode() + "臺灣".encode("big5"), None, "byte 6: 0x"),
        ("关系".encode("gb18030") + b"\xffab", "gb18030", "byte 4: 0xff is not GB18030"),
        (b"\xed\xa0\x80", None, "byte 0: 0xed is not UTF-8"),
        (b"\xc0\x80", None, "byte 0: 0xc0 is not UTF-8"),
        (b"abc\0def", None, "byte 3: NUL byte"),
        ("關\0".encode(), None, "byte 3: NUL byte"),
        (b"\xff\xfe\x00\xd8", None, "byte 2: .*UTF-16-LE"),
    ],
)
def test_a_wrong_byte_is_named(data, codec, place):
    with pytest.raises(EncodingError, match=place):
        decode(data, codec)


@pytest.mark.parametrize(
    ("text", "codec"),
    [(TRADITIONAL, "big5"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "utf-16-le"), (ENGLISH * 3, "cp1252")],
)
def test_a_likely_encoding_is_proposed_but_not_taken(text, codec):
    with pytest.raises(EncodingError, match=f"It may be {codec}: check, then declare"):
        decode(text.encode(codec))


def test_a_mark_that_contradicts_the_declaration_is_refused():
    with pytest.raises(EncodingError, match="declared as big5, but begins with the byte order mark of utf-8"):
        decode("\ufeff臺灣".encode(), "big5")


def test_utf_16_without_its_mark_is_refused():
    with pytest.raises(EncodingError, match="no byte order mark"):
        decode("臺灣".encode("utf-16-le"), "utf-16")


def zipped(name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize("codec", [None, "gb18030", "big5"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (zipped("a.txt"), "a ZIP archive"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("xl/workbook.xml"), "an Excel workbook"),
        (gzip.compress(b"x"), "a gzip archive"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"\x80\x04\x95\x05\0\0\0", "a Python pickle"),
    ],
)
def test_a_binary_file_is_named_as_such(data, kind, codec):
    with pytest.raises(EncodingError, match=f"is {kind}"):
        decode(data, codec)


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_likely_mojibake_is_warned_of(wrong):
    garbled = "America’s relationship — “candid” — isn’t over".encode().decode(wrong, "ignore")
    with pytest.warns(DiscourseWarning, match="look garbled"):
        assert decode(garbled.encode()) == garbled


def test_accents_are_no_mojibake():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decode("Übergroße Fêtes, São Tomé, Łódź, naïve “café” — «garçon» é".encode())


def test_utf_8_declared_as_gbk_is_warned_of():
    data = "习近平主席".encode() + b"a" * (len("习近平主席".encode()) % 2)
    with pytest.warns(DiscourseWarning, match="also valid UTF-8"):
        decode(data, "gb18030")


@given(st.binary(max_size=60), st.sampled_from([None, "big5", "cp950", "big5hkscs", "gbk", "gb18030", "utf-16"]))
def test_any_bytes_are_exact_text_or_refused(data, codec):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            text = decode(data, codec)
        except EncodingError:
            return
    assert "\0" not in text
    text.encode("utf-8")
