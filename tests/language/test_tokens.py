"""Tokens: spans slice back, units follow the rules, both engines agree, the fast forms say the same."""

import csv
import os
import re
import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from discourse.errors import CorpusError, EncodingError
from discourse.language.segmenter import dictionary_sha256, load_userdict, private_jieba
from discourse.language.tokens import Token, token_spans, tokenize, words
from discourse.shipped import shipped

HOSTILE = st.text(st.characters(exclude_categories=())) | st.text(
    "中美關係习近平二〇年2017年月日,.%A.’'-‐é𠮷\udc80\u200b\u00ad\ufe0f　 \n（）。", max_size=60
)
LANGUAGES = st.sampled_from(["en", "zh-Hant", "zh-Hans"])


def texts(text: str, lang: str, **options) -> list[str]:
    return [token.text for token in tokenize(text, lang, **options)]


@pytest.fixture(scope="module")
def analysis(root) -> str:
    return (root / "corpus" / "texts" / "mac-2022-g20.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("兩國7位此次並表示", "兩 國 7 位 此 次 並 表示"),
        ("中美雙邊關係", "中美 雙邊 關係"),
        ("「二十大」後的拜習會與期中選舉", "二十大 後 的 拜習會 與 期中選舉"),
        ("求同存異的一個中國政策、全球秩序", "求同存異 的 一個中國政策 全球秩序"),
        ("2017年的G20峰會，11月14日", "2017年 的 G20 峰會 11月14日"),
        ("增長1.5%，共10,000人，二〇二二年。", "增長 1.5 共 10,000 人 二〇二二年"),
        ("U.S.與China’s、Asia-Pacific", "U.S. 與 China’s Asia-Pacific"),
        ("２０１７年ＡＰＥＣ", "２０１７年 ＡＰＥＣ"),
        ("𠮷野家", "𠮷 野 家"),
    ],
)
def test_chinese_is_cut_by_the_rules_of_the_user_dictionary(text, tokens):
    assert texts(text, "zh-Hant") == tokens.split()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("It’s the world's order—and don’t forget.", "It’s the world's order and don’t forget"),
        ("China-U.S. relations at 5:46 P.M. today.", "China-U.S. relations at 5 46 P.M. today"),
        ("50-plus years, $1.5 billion, 10,000 or 30%", "50-plus years 1.5 billion 10,000 or 30"),
        ("re- — G20/APEC (COP27) e.g. naïve", "re G20 APEC COP27 e.g. naïve"),
        ("No. 5. U.S.A x.y", "No 5 U.S.A x y"),
    ],
)
def test_english_is_cut_as_the_docstring_says(text, tokens):
    assert texts(text, "en") == tokens.split()


@given(HOSTILE, LANGUAGES)
def test_every_token_slices_back_and_holds_a_letter_or_digit(text, lang):
    tokens = tokenize(text, lang)
    assert all(text[start:end] == token for token, start, end in tokens)
    assert all(any(c.isalnum() or c == "々" or "⺀" <= c <= "⿕" for c in token.text) for token in tokens)
    assert not any(c.isspace() for token in tokens for c in token.text)
    ends = [0] + [token.end for token in tokens]
    assert all(end <= token.start for end, token in zip(ends, tokens, strict=False))


@given(HOSTILE, LANGUAGES)
def test_the_fast_forms_have_one_entry_for_every_token(text, lang):
    tokens = tokenize(text, lang)
    starts, ends = token_spans(text, lang)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [token[1:] for token in tokens]
    terms = words(text, lang)
    assert len(terms) == len(tokens)
    if lang == "en":
        assert terms == [word for token in tokens for word in words(token.text, lang)]


@given(HOSTILE, st.sampled_from(["zh-Hant", "zh-Hans"]))
def test_jieba_gives_the_same_tokens_as_rjieba(text, lang):
    """Where two cuts are exactly equally likely (one character three times in a row) rounding decides: left out."""
    assume(not re.search(r"(.)\1\1", "".join(words(text, lang))))
    assert tokenize(text, lang, engine="jieba") == tokenize(text, lang)


def test_jieba_gives_the_same_tokens_on_the_analysis(analysis):
    assert tokenize(analysis, "zh-Hant", engine="jieba") == tokenize(analysis, "zh-Hant")


def test_jieba_gives_the_same_tokens_on_the_whole_corpus(sources, root):
    with (sources / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        names = {row["id"]: row["lang"] for row in csv.DictReader(lines)}
    chinese = {name: lang for name, lang in names.items() if lang.startswith("zh") and not name.startswith("mac")}
    assert len(chinese) == 13
    for name, lang in chinese.items():
        text = (sources / "texts" / f"{name}.txt").read_text(encoding="utf-8")
        assert tokenize(text, lang, engine="jieba") == tokenize(text, lang), name


@pytest.mark.parametrize(("word", "n"), [("關係", 20), ("習近平", 17), ("臺灣", 5), ("多邊主義", 5)])
def test_these_words_are_tokens_wherever_they_stand_in_the_analysis(analysis, word, n):
    assert analysis.count(word) == n  # counted in the PDF's text with its lines joined
    assert sum(token.text.count(word) for token in tokenize(analysis, "zh-Hant")) == n


def test_a_word_with_a_zero_width_space_inside_is_one_token():
    text = "對習\u200b近平說"
    assert Token("習\u200b近平", 1, 5) in tokenize(text, "zh-Hant")
    assert words(text, "zh-Hant") == ["對", "習近平", "說"]


def test_terms_are_plain_small_and_keep_their_script():
    assert words("ＡＰＥＣ與關\u200b係，İstanbul", "zh-Hant") == ["apec", "與", "關係", "istanbul"]
    assert words("The World’s co\u00adoperation IS Über", "en") == ["the", "world's", "cooperation", "is", "über"]


def test_a_long_text_is_cut_as_its_parts_are():
    once = words("中美關係，2017年。", "zh-Hant")
    assert words("中美關係，2017年。" * 30_000, "zh-Hant") == once * 30_000


def test_a_text_without_any_separator_ends():
    assert sum(len(token) for token in words("關係" * 200_000, "zh-Hant")) == 400_000


def test_without_a_user_dictionary_its_words_fall_apart():
    assert texts("拜習會", "zh-Hant", userdict="") == ["拜", "習", "會"]


@pytest.mark.parametrize("engine", ["rjieba", "jieba"])
def test_an_own_user_dictionary_joins_and_splits(tmp_path, engine):
    path = tmp_path / "own.txt"
    path.write_text("# mine\n藍綠對話\n世界經濟  # joined\n經濟 0\n", encoding="utf-8-sig")
    assert load_userdict(path) == (("蓝绿对话", None), ("世界经济", None), ("经济", 0))
    options = {"userdict": path, "engine": engine}
    assert texts("藍綠對話與世界經濟的經濟", "zh-Hant", **options) == ["藍綠對話", "與", "世界經濟", "的", "經", "濟"]


@pytest.mark.parametrize("line", ["習近平 100 nr", "習近平 -1", "習近平 nr", "習近平 1.5", "習近平 9999999999"])
def test_a_broken_entry_is_refused_with_its_line(tmp_path, line):
    path = tmp_path / "own.txt"
    path.write_text(f"# one\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="line 2"):
        tokenize("好", "zh-Hant", userdict=path)


def test_an_entry_in_both_scripts_is_refused(tmp_path):
    path = tmp_path / "own.txt"
    path.write_text("關係\n关系\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="line 2: '关系' stands here twice"):
        load_userdict(path)


def test_a_user_dictionary_that_is_missing_a_folder_or_not_utf8_is_refused(tmp_path):
    path = tmp_path / "own.txt"
    path.write_bytes("關係".encode("big5"))
    with pytest.raises(EncodingError, match="byte 0"):
        load_userdict(path)
    for wrong in (tmp_path, tmp_path / "absent.txt", "a\0b"):
        with pytest.raises(CorpusError):
            load_userdict(wrong)


@pytest.mark.parametrize("options", [{"lang": "zh"}, {"lang": "zh-Hant", "engine": "hanlp"}])
def test_an_unknown_language_or_engine_is_refused(options):
    with pytest.raises(ValueError, match=r"zh|hanlp"):
        tokenize("好", **options)


def test_the_checksum_follows_the_entries_and_not_the_comments(tmp_path):
    path = tmp_path / "own.txt"
    sums = set()
    for text in ("關係\n", "# note\n關係\n", "關係 9\n"):
        path.write_text(text, encoding="utf-8")
        sums.add(dictionary_sha256(path))
    assert len(sums) == 2 and dictionary_sha256("") not in sums


def test_no_entry_of_the_user_dictionary_makes_a_word_rarer():
    known = private_jieba().FREQ
    assert [word for word, frequency in load_userdict() if frequency and frequency < known.get(word, 0)] == []


def test_a_poisoned_jieba_cache_changes_nothing(tmp_path):
    """A planted cache file in the temporary folder is what jieba would load without any check."""
    code = (
        "import marshal, pathlib, sys\n"
        f"pathlib.Path({str(tmp_path)!r}, 'jieba.cache').write_bytes(marshal.dumps(({{'世': 1}}, 1)))\n"
        "from discourse.language.tokens import words\n"
        "print(words('世界經濟', 'zh-Hant', engine='jieba'))\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert (done.stdout.decode().strip(), done.stderr.decode()) == ("['世界', '經濟']", "")
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]


def test_stop_words_are_listed_once_in_every_language():
    with shipped("stopwords.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["lang"], row["term"]) for row in csv.DictReader(lines)]
    assert len(set(rows)) == len(rows)
    assert {"en", "zh-Hant", "zh-Hans"} == {lang for lang, _ in rows}
    assert {("en", "the"), ("zh-Hant", "與"), ("zh-Hans", "与")} <= set(rows)
