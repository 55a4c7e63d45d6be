"""G9: of whatever comes in, only `DiscourseError` comes out. HYPOTHESIS_PROFILE=nightly tries 100,000 cases."""

import warnings
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError
from discourse.reading.documents import load_documents
from discourse.reading.textfile import clean, load_text
from discourse.shipped import shipped
from discourse.tables import TABLES, check_table, read_contract, read_table

BOOK = dc.load_codebook(shipped("codebook.csv"))
LANG = st.sampled_from(["en", "zh-Hant", "zh-Hans"])
PIECES = st.sampled_from(
    ["關係", "习近平", "臺灣", "order", "Mr. ", "PRESIDENT XI:", "Q ", "(As interpreted.)", "「", "」", "“", "”",
     "。", "！", "\n", "\n\n", "\u200b", "\u202e", "\ufe00", "\ud800", "\U0001f642", "\u3000", "U.S.", "-", "'",
     "2022年11月14日", "’", "said that ", "表示", "指出，", "（", "）", ":", "：", "\x00", "\x1b[31m", "$", "<b>", "&",
     "\\", "{", "%s", "=1+1", " "]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
LOOSE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def quietly(function, *args, **more):
    """Call; a refusal in our own words is as good as a result."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return function(*args, **more)
        except DiscourseError:
            return None


@given(TEXT, LANG)
def test_tokens_stand_in_order_and_slice_back(text, lang):
    tokens = quietly(dc.tokenize, text, lang) or []
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(TEXT, LANG)
def test_sentences_tile_the_text(text, lang):
    spans = quietly(dc.split_sentences, text, lang) or []
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(TEXT, LANG)
def test_matches_stand_inside_the_text(text, lang):
    for match in quietly(dc.match_frames, text, lang, BOOK) or []:
        assert 0 <= match.start < match.end <= len(text)


@given(TEXT, LANG)
def test_attributions_stand_inside_the_text(text, lang):
    for found in quietly(dc.attribute, text, lang) or []:
        assert 0 <= found.start <= found.end <= len(text)


@given(TEXT)
@example("\U000f0000\U000f0000")  # two private-use characters: one fell each time
@example("\ue000\uf06e a")
def test_cleaning_gives_clean_text(text):
    cleaned = quietly(clean, text)
    assert quietly(clean, cleaned) == cleaned
    assert "\r" not in cleaned


@LOOSE
@given(st.binary(max_size=200), st.sampled_from([None, "big5", "gb18030", "utf-16", "nonsense"]))
def test_any_file_loads_or_is_refused(tmp_path, data, encoding):
    (tmp_path / "a.txt").write_bytes(data)
    quietly(load_text, tmp_path / "a.txt", encoding)
    quietly(load_documents, tmp_path)


CELLS = st.sampled_from(
    ["", "a", "1", "-1", "1.5", "nan", "en", "zh-Hant", "9" * 30, '"', '""', '"a\nb"', "a;b", "\t", "é", "\0"]
)


@LOOSE
@given(st.sampled_from(sorted(TABLES)), st.lists(st.lists(CELLS, max_size=14), max_size=6), st.booleans())
def test_any_table_reads_or_is_refused(tmp_path, name, rows, header):
    lines = ([",".join(TABLES[name])] if header else []) + [",".join(row) for row in rows]
    path = tmp_path / "t.csv"
    path.write_bytes("\n".join(lines).encode("utf-8"))
    table = quietly(read_table, path)
    quietly(read_contract, path, name)
    if table is not None:
        quietly(check_table, table, name)


@LOOSE
@given(st.binary(max_size=300))
def test_any_bytes_as_a_table_or_codebook_are_read_or_refused(tmp_path, data):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    quietly(read_table, path)
    quietly(dc.load_codebook, path)


@LOOSE
@given(st.lists(TEXT, min_size=1, max_size=3), LANG)
def test_any_texts_are_counted_matched_shown_and_exported(tmp_path, texts, lang):
    (tmp_path / "texts").mkdir(exist_ok=True)
    rows = [",".join(TABLES["documents"])]
    for i, text in enumerate(texts):
        (tmp_path / "texts" / f"{i}.txt").write_bytes(text.encode("utf-8", "replace").replace(b"\0", b""))
        rows.append(f"{i},T,Chen,CN,{lang},2024,e,speech,p,,,text,")
    (tmp_path / "documents.csv").write_text("\n".join(rows), encoding="utf-8")
    corpus = quietly(dc.load_corpus, tmp_path)
    if corpus is None:
        return
    sentences, counts = quietly(corpus.sentences), quietly(corpus.counts)
    if counts is None:
        return
    tokens = quietly(corpus.tokens)
    assert len(tokens) == counts.n.sum() == sentences.n_tokens.sum()
    for row in tokens.itertuples():
        assert corpus.text(row.doc_id)[row.start : row.end] == row.token
    hits = quietly(dc.concordance, corpus, "關係" if lang != "en" else "order")
    assert "<script" not in (hits._repr_html_() if hits is not None else "")
    for suffix in ("csv", "md", "tex", "html"):
        dc.export(counts, tmp_path / f"t.{suffix}")


@pytest.mark.parametrize("value", [None, 5, b"bytes", ["a"], float("nan")])
@pytest.mark.parametrize("function", [dc.tokenize, dc.split_sentences, dc.attribute])
def test_what_is_no_text_is_refused_by_name(function, value):
    with pytest.raises(DiscourseError, match="not a str"):
        function(value, "en")


@pytest.mark.parametrize("lang", [None, 5, "", "zh", "EN", "de"])
@pytest.mark.parametrize("function", [dc.tokenize, dc.split_sentences, dc.attribute])
def test_an_unknown_language_is_refused_by_name(function, lang):
    with pytest.raises(DiscourseError, match=r"language .* is unknown"):
        function("text", lang)


REPEATED = ["「", '"', "Mr. ", "a-", "（", "表示", "said that ", "'", "\u200d", "A: "]


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_repetition_comes_to_an_end(piece, lang):  # a quadratic step would take hours
    text = piece * 20_000
    for function in (dc.tokenize, dc.split_sentences, dc.attribute):
        quietly(function, text, lang)
    assert len(quietly(dc.match_frames, text, lang, BOOK)) == 0
