"""Tables that somebody else made: refused by name where they lack something, measured alike whatever their dtypes."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import CorpusError, DiscourseError
from discourse.measures.framed import frame_names

COUNTS = pd.DataFrame({
    "doc_id": ["b", "b", "a", "a"], "segment": [1, 1, 1, 2], "voice": ["Xi", "Xi", "Lin", "Lin"], "side": "CN",
    "lang": "en", "term": ["war", "peace", "peace", "calm"], "n": [100, 120, 110, 90],
})  # fmt: skip
FRAMED = pd.DataFrame({
    "doc_id": ["a", "a", "b", "b"], "para": 1, "sent": [1, 2, 1, 2], "segment": [1, 2, 1, 2],
    "voice": ["Lin", "Lin", "Xi", "Xi"], "side": ["US", "US", "CN", "CN"], "reports": "", "lang": "en",
    "date": "2022-11-14", "event": "", "genre": "", "n_tokens": 5,
    "order": [True, False, True, True], "risk": [False, True, False, True],
})  # fmt: skip
OF_COUNTS = {
    "keyness": lambda t: dc.keyness(t, COUNTS), "reference": lambda t: dc.keyness(COUNTS, t),
    "log_odds": lambda t: dc.log_odds(t, COUNTS), "word_shift": lambda t: dc.word_shift(t, COUNTS),
    "background": lambda t: dc.log_odds(COUNTS, COUNTS, prior="background", background=t),
    "dispersion": dc.dispersion, "frequencies": dc.frequencies, "richness": dc.richness,
    "by": lambda t: dc.frequencies(t, by="voice", terms=["peace"]), "rank": dc.rank_frequency,
    "growth": dc.vocabulary_growth, "similarity": dc.similarity,
    "map": lambda t: dc.correspondence(t, rows="doc_id", columns="term"),
}  # fmt: skip
OF_FRAMED = {
    "shares": dc.frame_shares, "contrast": lambda t: dc.frame_contrast(t, "US", "CN"), "strip": dc.frame_strip,
    "order": dc.mention_order, "pairs": dc.frame_cooccurrence, "baseline": dc.standardised_shares,
    "chance": lambda t: dc.first_by_chance(t, "order", ["risk"]),
}  # fmt: skip


def broken(table: pd.DataFrame, column: str):
    """Ways in which one column of a table can be broken."""
    lists = table.astype({column: object})
    lists.iat[0, table.columns.get_loc(column)] = [1]
    missing = table.astype({column: object})
    missing.iat[0, table.columns.get_loc(column)] = None
    return table.drop(columns=column), lists, missing, pd.concat([table, table[[column]]], axis=1)


@pytest.mark.parametrize("measure", OF_COUNTS.values(), ids=OF_COUNTS)
@pytest.mark.parametrize("column", ["term", "n"])
def test_a_broken_column_of_counts_is_refused_by_name(measure, column):
    absent, *others = broken(COUNTS, column)
    if (measure, column) != (OF_COUNTS["map"], "n"):  # without n every row counts once, as in the table of matches
        others.append(absent)
    for table in (*others, None, {"term": 1}, COUNTS.term):
        with pytest.raises(DiscourseError):
            measure(table)


@pytest.mark.parametrize("measure", OF_COUNTS.values(), ids=OF_COUNTS)
def test_terms_that_are_no_text_are_refused(measure):
    half = pd.Series(["\ud83d", "a", "b", "c"], dtype=object)
    for terms in (range(4), ["a", "b", "c", 1], half):
        with pytest.raises(CorpusError, match="column term must hold text"):
            measure(COUNTS.assign(term=terms))


@pytest.mark.parametrize("measure", OF_FRAMED.values(), ids=OF_FRAMED)
def test_a_broken_column_of_sentences_is_refused_by_name(measure):
    tables = [*broken(FRAMED, "order")[2:], FRAMED.drop(columns=["order", "risk"]), None, "framed.csv", FRAMED.order]
    for table in tables:
        with pytest.raises(DiscourseError):
            measure(table)


@pytest.mark.parametrize("name", ["shares", "contrast", "strip", "order", "pairs", "baseline"])
def test_sentences_without_their_place_are_refused(name):
    with pytest.raises(CorpusError, match="no column 'doc_id'"):
        OF_FRAMED[name](FRAMED.drop(columns="doc_id"))


@pytest.mark.parametrize("measure", OF_COUNTS.values(), ids=OF_COUNTS)
@pytest.mark.parametrize("dtype", ["uint8", "int8", "int32", "float32", "Int64"])
def test_narrow_numbers_do_not_overflow(measure, dtype):
    # 120 + 110 does not fit into eight bits
    table = COUNTS.assign(n=[100, 120, 110, 90])
    pd.testing.assert_frame_equal(measure(table.astype({"n": dtype})), measure(table))


@pytest.mark.parametrize("name", [*OF_COUNTS, *list(OF_FRAMED)[:-1]])
def test_categories_in_any_order_change_nothing(name):
    table = COUNTS if name in OF_COUNTS else FRAMED
    measure = {**OF_COUNTS, **OF_FRAMED}[name]
    texts = [c for c in table.columns if pd.api.types.is_string_dtype(table[c])]
    backwards = table.astype({c: pd.CategoricalDtype(sorted(set(table[c]))[::-1]) for c in texts})
    pd.testing.assert_frame_equal(measure(backwards), measure(table))


@pytest.mark.parametrize("name", [*OF_COUNTS, *OF_FRAMED])
def test_the_table_given_is_left_as_it_was(name):
    table = (COUNTS if name in OF_COUNTS else FRAMED).set_axis([7, 7, 7, 7])
    before = table.copy()
    {**OF_COUNTS, **OF_FRAMED}[name](table)
    pd.testing.assert_frame_equal(table, before)


def test_a_billion_occurrences_need_no_gigabytes():
    # by hand: K of one type repeated m times is 10,000 (m*m - m)/(m*m)
    table = pd.DataFrame({"doc_id": "a", "segment": 1, "term": ["we"], "n": [10**9]})
    assert dc.richness(table).yule_k[0] == pytest.approx(1e4 * (1 - 1e-9), rel=1e-15)


def test_a_column_that_somebody_added_is_no_frame():
    table = FRAMED.assign(year=2022, weight=1, mood="calm", score=0.5)
    assert frame_names(table) == ["order", "risk"]
    assert dc.frame_shares(table, by="year").frame.tolist() == ["order", "risk"]


def test_frames_written_as_one_and_nought_count_where_there_are_no_others():
    flags = FRAMED.astype({"order": "int64", "risk": "int8"})
    pd.testing.assert_frame_equal(dc.frame_shares(flags), dc.frame_shares(FRAMED))


@pytest.mark.parametrize("settings", [{"confidence": 95}, {"confidence": "high"}, {"n_resamples": 0}, {"seed": -1}])
def test_settings_of_an_interval_that_make_no_sense_are_refused(settings):
    for measure in (dc.frame_shares, dc.frame_cooccurrence):
        with pytest.raises(DiscourseError, match=next(iter(settings))):
            measure(FRAMED, **settings)


@pytest.mark.parametrize("settings", [{"min_n": -1}, {"min_n": True}, {"top": 0}, {"top": 1.5}, {"by": "term"}])
def test_frequencies_refuse_what_makes_no_sense(settings):
    with pytest.raises(DiscourseError):
        dc.frequencies(COUNTS, **settings)


def test_many_terms_and_parts_wait_for_no_labellings():
    # the number of labellings of 200,000 parts has 60,000 digits and need not be known
    from discourse.measures.statistics.resampling import n_exact_labellings

    assert [n_exact_labellings(200_000, k) for k in (0, 1, 2, 100_000)] == [1, 0, 0, 0]
    assert [n_exact_labellings(20_000, 1), n_exact_labellings(16, 8), n_exact_labellings(17, 8)] == [20_000, 12_870, 0]


def test_documents_are_counted_once_whatever_the_order_of_rows():
    rows = pd.DataFrame({"doc_id": list("abab"), "segment": [1, 1, 2, 2], "term": "we", "n": 1})
    key = dc.keyness(pd.concat([rows, rows.assign(term="war").iloc[[0, 2]]]), rows.assign(term="war"))
    assert dict(zip(key.term, key.n_documents_target, strict=True)) == {"war": 1, "we": 2}
    assert np.issubdtype(key.n_documents_target.dtype, np.int64)


@pytest.mark.parametrize(
    "measure",
    [dc.agreement, dc.claim_verdicts, dc.key_terms_passing, dc.voice_sizes, dc.reported_sides_agreement,
     dc.multiverse_summary, dc.fragility, dc.choices_that_matter, dc.baseline_shares,
     lambda t: dc.standardised_contrast(t, t), lambda t: dc.reported_sides(t, t),
     lambda t: dc.check_claims(dc.load_corpus(), claims=t)],
)  # fmt: skip
def test_a_wrong_table_is_refused_by_name(measure):
    for table in (COUNTS, COUNTS.head(0), COUNTS.n, [1]):
        with pytest.raises(DiscourseError):
            measure(table)
