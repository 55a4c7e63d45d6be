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


FRENCH = "La France et la Chine ont une relation importante pour la paix. Nous sommes convaincus du dialogue."
ENGLISH = "The order of the world needs rules, and we agree on many of these things that matter to all of us. "


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Привет, мир, это тест", "en", "Cyrillic script"),
        ("สวัสดีชาวโลก", "zh-Hant", "Thai script"),
        ("한국과 미국의 관계", "zh-Hans", "Hangul script"),
        ("مرحبا بالعالم", "en", "Arabic script"),
        ("日本の関係は安定しています", "zh-Hant", "Japanese"),
        ("アメリカとの関係", "zh-Hans", "Japanese"),
        (FRENCH * 3, "en", "a language other than English"),
        (FRENCH * 3, "zh-Hant", "a language other than English"),
    ],
)
def test_a_text_in_none_of_the_three_languages_fits_none(text, lang, found):
    assert misfit(text, lang) == f"declared as {lang}, but reads like {found}"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (ENGLISH, "en"),
        (ENGLISH + "Привет, мир", "en"),
        ("Names: " + "Sullivan Zhang Klein Rice " * 9, "en"),
        (ENGLISH.translate({ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz"}), "en"),
        ("日本の「読売」と臺灣的安全與國際秩序有關，兩國應該溝通。", "zh-Hant"),
        ("ㄅㄆㄇㄈㄉ是注音", "zh-Hant"),
        ("々〇〇〇〇〇", "zh-Hant"),
        ("αβγδε", ""),
        ("🙂🙂🙂🙂🙂🙂", "en"),
    ],
)
def test_some_letters_of_another_script_are_no_misfit(text, lang):
    assert misfit(text, lang or "en") == "" or lang == ""
