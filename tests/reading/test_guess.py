"""Scripts to languages."""

import pytest

from discourse.reading.guess import guess_language, misfit


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("臺灣與國際關係", "zh-Hant"),
        ("台湾与国际关系", "zh-Hans"),
        ("The order of the world", "en"),
        ("習近平出席 G20 峰會 and so on", "zh-Hant"),
        ("“Taiwan (臺灣) is an island”, he said", "en"),
        ("中山", "zh-Hant"),
        ("", "en"),
        ("123 …", "en"),
        ("𠮷", "zh-Hant"),
    ],
)
def test_the_script_decides(text, lang):
    assert guess_language(text) == lang


@pytest.mark.parametrize(
    ("text", "lang", "problem"),
    [
        ("台湾与国际关系", "zh-Hant", "declared as zh-Hant, but reads like zh-Hans"),
        ("The order of the world", "zh-Hans", "declared as zh-Hans, but reads like en"),
        ("臺灣與國際關係", "en", "declared as en, but reads like zh-Hant"),
        ("中山", "zh-Hans", ""),
        ("", "zh-Hant", ""),
        ("2022 — 11", "zh-Hant", ""),
    ],
)
def test_a_language_that_does_not_fit_is_said(text, lang, problem):
    assert misfit(text, lang) == problem
