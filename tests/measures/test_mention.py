"""Order of mention, frames that meet, and polarity, over sentences counted by hand."""

import numpy as np
import pandas as pd
import pytest

from discourse import load_corpus
from discourse.errors import CodebookError, DiscourseError
from discourse.measures.cooccurrence import frame_cooccurrence
from discourse.measures.frames import PLACE
from discourse.measures.mention import first_by_chance, mention_order
from discourse.measures.polarity import STANCES, frame_polarity, load_polarity, sentence_polarity

SENTENCES = pd.DataFrame(
    {**dict.fromkeys(PLACE, ""), "doc_id": "d", "sent": [1, 2, 3, 4, 5, 6], "segment": [1, 1, 2, 2, 3, 3],
     "voice": ["Lin"] * 4 + ["Wu"] * 2, "order": [False, True, True, False, False, False],
     "risk": [False, True, False, True, False, False], "kites": [False, False, False, True, True, False]}
)  # fmt: skip


def first(voice: str, frame: str) -> pd.Series:
    table = mention_order(SENTENCES)
    return table[(table.voice == voice) & (table.frame == frame)].iloc[0]


def test_frames_that_begin_in_one_sentence_share_a_rank():
    assert (first("Lin", "order")["rank"], first("Lin", "risk")["rank"], first("Lin", "kites")["rank"]) == (1, 1, 2)


def test_a_position_counts_the_voices_own_sentences():
    assert (first("Lin", "order").position, first("Wu", "kites").position) == (0.25, 0.0)


def test_a_frame_that_is_never_mentioned_keeps_its_row():
    row = first("Wu", "order")
    assert row.n_hits == 0 and pd.isna(row["rank"]) and pd.isna(row.position)


def test_the_chance_to_come_first_is_counted_over_sentences():
    # Lin: order alone in one sentence, order with risk in one, risk without order in one
    lin = SENTENCES[SENTENCES.voice == "Lin"]
    assert first_by_chance(lin, "order", ["risk"]) == pytest.approx(1 / 3)
    assert np.isnan(first_by_chance(lin.head(1), "order", ["risk"]))


def test_an_unknown_frame_has_no_order():
    with pytest.raises(DiscourseError, match="no frame 'sails'"):
        mention_order(SENTENCES, frames=["sails"])


def test_lift_is_observed_over_expected():
    # order 2 of 6, risk 2 of 6, both once: expected 4/6
    row = frame_cooccurrence(SENTENCES, frames=["order", "risk"]).iloc[0]
    assert (row.n_both, row.expected, row.lift) == (1, pytest.approx(4 / 6), pytest.approx(1.5))


def test_frames_that_never_meet_have_the_lowest_npmi():
    assert frame_cooccurrence(SENTENCES, frames=["order", "kites"]).npmi.iloc[0] == -1


def test_one_segment_gives_no_interval_of_the_lift():
    row = frame_cooccurrence(SENTENCES[SENTENCES.segment == 1], frames=["order", "risk"]).iloc[0]
    assert row.lift == 2.0 and np.isnan(row.low)


def test_no_sentence_is_refused():
    with pytest.raises(DiscourseError, match="no sentence"):
        frame_cooccurrence(SENTENCES.head(0))


def stances(text: str, tmp_path) -> list[str]:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "documents.csv").write_text(
        "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256\n"
        "a,,,US,en,2022-01-01,,speech,,,,text,\n", encoding="utf-8")  # fmt: skip
    (tmp_path / "codebook.csv").write_text(
        "concept,frame,lang,term\nzero-sum,competition,en,zero sum\n"
        "competition between powers,competition,en,competition\n"
        "guardrails,risk,en,guardrails\nrivalry,competition,en,rival\n", encoding="utf-8")  # fmt: skip
    table = sentence_polarity(load_corpus(tmp_path))
    return [next(name for name in STANCES if row[name]) for _, row in table.iterrows()]


def test_the_words_of_a_sentence_decide_its_stance(tmp_path):
    text = (
        "Chess is no zero-sum game of competition. Competition needs guardrails. We welcome competition. "
        "My rival plays chess. Nothing here."
    )
    assert stances(text, tmp_path) == ["rejects", "manages", "accepts", "open"]


def test_the_stances_of_a_group_add_up_to_one():
    rejects = [True] * 2 + [False] * 4
    sentences = SENTENCES[PLACE].assign(rejects=rejects, manages=False, accepts=[not r for r in rejects], open=False)
    assert frame_polarity(sentences, by="voice").groupby("voice").share.sum().tolist() == [1.0, 1.0]


def test_an_unknown_polarity_is_refused_with_its_line(tmp_path):
    path = tmp_path / "polarity.csv"
    path.write_text("frame,concept,term,polarity\ncompetition,rivalry,,maybe\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="line 2: polarity 'maybe' is unknown"):
        load_polarity(path)
