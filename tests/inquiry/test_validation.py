"""Scores of `validate_frames`. Expected values were worked out by hand from the tables below."""

import math
from pathlib import Path

import pytest

from discourse.counting.corpus import load_corpus
from discourse.errors import CorpusError
from discourse.inquiry.validation import validate_frames
from discourse.reading.codebook import load_codebook
from discourse.reading.coding import load_coding

# unit: text, coder 1, coder 2. The codebook fires on order, talk, risk.
UNITS = [
    ("u1", "en", "order", "order", "order"),  # hit, both coded
    ("u2", "en", "order and talk", "order;talk", "talk"),  # order: hit, one of two coded
    ("u3", "en", "order", "", ""),  # order: false hit
    ("u4", "en", "nothing here", "talk", "talk"),  # talk: missed
    ("u5", "zh-Hant", "秩序", "order", "order"),  # hit, both coded
    ("u6", "zh-Hant", "天氣", "risk", ""),  # risk: half missed
]


@pytest.fixture
def study(tmp_path):
    (tmp_path / "codebook.csv").write_text(
        "concept,frame,lang,term\na,order,en,order\na,order,zh-Hant,秩序\nb,talk,en,talk\nc,risk,en,risk\nd,never,en,never\n",
        encoding="utf-8",
    )
    rows = "".join(f"{u},invented,{lang},{text}\n" for u, lang, text, _, _ in UNITS)
    codes = "".join(f"{u},1,{one}\n{u},2,{two}\n" for u, _, _, one, two in UNITS)
    (tmp_path / "units.csv").write_text("unit_id,doc_id,lang,text\n" + rows, encoding="utf-8")
    (tmp_path / "codings.csv").write_text("unit_id,coder,frames\n" + codes, encoding="utf-8")
    return load_codebook(tmp_path / "codebook.csv"), load_coding(tmp_path)


def row(result, lang, frame):
    table = result.table
    return table[(table.lang == lang) & (table.frame == frame)].iloc[0]


def test_coders_count_as_judges_of_equal_weight(study):
    found = row(validate_frames(load_corpus(), *study), "en", "order")
    # coded 1 + 1/2, hits 3, match 1 + 1/2: precision 1/2, recall 1, F1 2*1.5/(3+1.5)
    assert (found.n_coded, found.n_hits, found.n_match) == (1.5, 3, 1.5)
    assert (found.precision, found.recall, found.f1) == (0.5, 1.0, pytest.approx(2 / 3))


@pytest.mark.parametrize(("gold", "coded", "match"), [("all", 1, 1), ("any", 2, 2)])
def test_other_golds_take_what_all_or_any_coded(study, gold, coded, match):
    found = row(validate_frames(load_corpus(), *study, gold=gold), "en", "order")
    assert (found.n_coded, found.n_match) == (coded, match)


def test_the_macro_average_takes_the_frames_that_were_coded(study):
    result = validate_frames(load_corpus(), *study)
    # en: order 2/3; talk: coded 2, hits 1, match 1: 2/3; risk and never coded nowhere
    assert result.macro_f1("en") == pytest.approx(2 / 3)
    # zh-Hant: order 1, risk 0
    assert result.macro_f1("zh-Hant") == 0.5


def test_a_frame_without_codes_and_hits_has_no_scores(study):
    found = row(validate_frames(load_corpus(), *study), "all", "never")
    assert all(math.isnan(found[name]) for name in ("precision", "recall", "f1", "f1_low", "f1_high"))


def test_the_micro_row_counts_all_frames_together(study):
    found = row(validate_frames(load_corpus(), *study), "all", "micro")
    # coded: order 2.5, talk 2, risk 0.5; hits: order 4, talk 1; match: order 2.5, talk 1
    assert (found.n_coded, found.n_hits, found.n_match) == (5, 5, 3.5)


def test_intervals_hold_the_value_and_stay_between_zero_and_one(study):
    table = validate_frames(load_corpus(), *study).table.dropna(subset=["f1"])
    assert (table.f1_low <= table.f1).all() and (table.f1 <= table.f1_high).all()
    assert table.f1_low.ge(0).all() and table.f1_high.le(1).all()


def test_the_same_seed_gives_the_same_intervals(study):
    one, two = (validate_frames(load_corpus(), *study, seed=4).table for _ in range(2))
    assert one.equals(two)


def test_every_disagreement_is_listed_with_the_terms_that_fired(study):
    errors = validate_frames(load_corpus(), *study).errors
    assert list(zip(errors.unit_id, errors.frame, errors.kind, errors.coders, errors.terms, strict=True)) == [
        ("u2", "order", "false hit", "1/2", "order"),
        ("u3", "order", "false hit", "0/2", "order"),
        ("u4", "talk", "missed", "2/2", ""),
        ("u6", "risk", "missed", "1/2", ""),
    ]


def test_a_coded_document_that_the_corpus_lacks_is_named(study):
    coding = load_coding().assign(doc_id="elsewhere")
    with pytest.raises(CorpusError, match="document 'elsewhere' is coded, but not in the corpus"):
        validate_frames(load_corpus(), study[0], coding)


def test_a_sentence_that_the_document_lacks_is_named():
    coding = load_coding()
    coding = coding[coding.unit_id == "mac-s01"].assign(sent=900)
    corpus = load_corpus()
    with pytest.raises(CorpusError, match="unit 'mac-s01' is sentence 900"):
        validate_frames(corpus, corpus.codebook, coding)


def test_an_empty_coding_is_refused(study):
    with pytest.raises(CorpusError, match="coding is empty"):
        validate_frames(load_corpus(), study[0], study[1].iloc[:0])


def test_a_gold_that_is_none_of_the_three_is_refused(study):
    with pytest.raises(CorpusError, match="gold is 'first'"):
        validate_frames(load_corpus(), *study, gold="first")


def test_on_the_analysis_the_codebook_reaches_the_goal_of_the_project():
    corpus, coding = load_corpus(), load_coding()
    result = validate_frames(corpus, corpus.codebook, coding[coding.doc_id == "mac-2022-g20"], n_resamples=50)
    assert result.macro_f1("zh-Hant") >= 0.85


SOURCES = Path(__file__).parents[3] / "shared" / "sources" / "texts"


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the speeches' full texts are not beside the project")
def test_the_coded_sentences_of_the_openings_are_the_corpus_own_sentences():
    """Sentence numbers of units.csv against the sentence texts that were coded (shared/coding/units.csv)."""
    from dataclasses import replace

    coded = Path(__file__).parents[3] / "shared" / "coding"
    theirs = load_coding(coded).drop_duplicates("unit_id").set_index("unit_id").text
    corpus = load_corpus().select(genre="opening remarks")
    files = {d: SOURCES / f"{d}.txt" for d in corpus.documents.doc_id}
    full = replace(corpus, documents=corpus.documents.assign(form="text"), texts=files, _cache={})
    sentences = full.sentences().set_index(["doc_id", "sent"]).text
    ours = load_coding().drop_duplicates("unit_id")
    ours = ours[ours.doc_id != "mac-2022-g20"]
    squeeze = lambda text: "".join(text.replace("(Laughter.)", "").split())  # noqa: E731
    for unit in ours.itertuples():
        assert squeeze(sentences[unit.doc_id, unit.sent]) == squeeze(theirs[unit.unit_id])
