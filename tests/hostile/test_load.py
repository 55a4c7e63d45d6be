"""G9: one line without end, neither sentence nor word boundary in it, takes time in proportion to its length."""

import time
import warnings

import pytest

import discourse as dc
from discourse.language.attribution import speech
from discourse.shipped import shipped


@pytest.mark.parametrize(
    ("piece", "lang"), [("中美關係", "zh-Hant"), ("a", "en"), ("Order. ", "en"), ("會談。", "zh-Hant")]
)
def test_a_line_of_two_million_characters_is_read_in_seconds(piece, lang):
    text = piece * (2_000_000 // len(piece))
    book = dc.load_codebook(shipped("codebook.csv"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dc.attribute("中美", lang), dc.match_frames("中美", lang, book), dc.tokenize("中美", lang)  # tables loaded once
        start = time.process_time()
        speech(text, lang, speakers=(), side="", publisher="")
        dc.attribute(text, lang)
        dc.match_frames(text, lang, book)
        assert len(dc.tokenize(text, lang)) > 0
    assert time.process_time() - start < 20  # 2 to 5 s here; a quadratic step took 25
