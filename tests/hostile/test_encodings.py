"""G1: a corpus in other encodings gives the same numbers, or is refused by file and byte."""

import pytest

from discourse import load_corpus
from discourse.cli import main
from discourse.errors import DiscourseWarning, EncodingError

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
