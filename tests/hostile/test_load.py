"""G9: one line without end, neither sentence nor word boundary in it, takes time in proportion to its length."""

import warnings

import pytest

import discourse as dc
from discourse.language.attribution import speech
from discourse.shipped import shipped


@pytest.mark.parametrize(
    ("piece", "lang"), [("中美關係", "zh-Hant"), ("a", "en"), ("Order. ", "en"), ("會談。", "zh-Hant")]
)
def test_a_line_of_a_million_characters_is_read_to_its_end(piece, lang):  # a quadratic step would take hours
    text = piece * (1_000_000 // len(piece))
    book = dc.load_codebook(shipped("codebook.csv"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        speech(text, lang, speakers=(), side="", publisher="")
        dc.attribute(text, lang)
        dc.match_frames(text, lang, book)
        assert len(dc.tokenize(text, lang)) > 0
