"""Shares and contrasts of frames over a small table of sentences that can be checked by eye."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.measures.frames import PLACE, frame_contrast, frame_shares


def framed(*rows: tuple[str, int, bool, bool]) -> pd.DataFrame:
    """Build sentences of (voice, segment, order, risk)."""
    table = pd.DataFrame(rows, columns=["voice", "segment", "order", "risk"])
    fill = {"doc_id": "d", "para": 1, "side": "", "reports": "", "lang": "en", "date": "", "event": "", "genre": ""}
    place = table.assign(**fill, sent=range(1, len(table) + 1), n_tokens=10)
    return place[[*PLACE, "order", "risk"]]


TALK = framed(
    ("Biden", 1, True, False), ("Biden", 1, True, True), ("Biden", 2, False, False), ("Biden", 2, True, False),
    ("Xi", 3, False, False), ("Xi", 4, False, True),
)  # fmt: skip


def share(table: pd.DataFrame, voice: str, frame: str) -> pd.Series:
    return table[(table.voice == voice) & (table.frame == frame)].iloc[0]


def test_a_share_is_sentences_with_the_frame_over_all_sentences():
    row = share(frame_shares(TALK, by="voice"), "Biden", "order")
    assert (row.n_hits, row.n_sentences, row.share) == (3, 4, 0.75)


def test_a_frame_nobody_invokes_keeps_its_row():
    assert share(frame_shares(TALK, by="voice"), "Xi", "order").share == 0


def test_an_interval_spans_the_resampled_segments():
    # Biden's segments hold 2 of 2 and 1 of 2: their resamples have the shares 1/2, 3/4 and 1
    row = share(frame_shares(TALK, by="voice"), "Biden", "order")
    assert (row.low, row.high) == (0.5, 1.0)


def test_one_segment_gets_no_interval():
    row = frame_shares(TALK[TALK.segment == 1], by="voice").iloc[0]
    assert np.isnan(row.low) and np.isnan(row.high)


def test_a_contrast_is_the_difference_of_the_shares():
    table = frame_contrast(TALK, "Biden", "Xi", by="voice").set_index("frame")
    assert table.difference.to_dict() == {"order": 0.75, "risk": -0.25}


def test_swapping_target_and_reference_mirrors_the_interval():
    there, back = (frame_contrast(TALK, *pair, by="voice") for pair in (("Biden", "Xi"), ("Xi", "Biden")))
    assert (there.difference == -back.difference).all() and (there.low == -back.high).all()


def test_the_order_of_rows_does_not_change_an_interval():
    shuffled = TALK.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(frame_shares(TALK, by="voice"), frame_shares(shuffled, by="voice"))


def test_an_unknown_voice_is_named_with_those_there_are():
    with pytest.raises(DiscourseError, match=r"voice 'Putin'.*Biden, Xi"):
        frame_contrast(TALK, "Biden", "Putin", by="voice")


def test_a_share_of_zero_keeps_wilsons_limit():
    # Wilson (1927) for 0 of 2 at 95%: z2 / (n + z2) = 3.841459 / 5.841459 = 0.6576198
    row = share(frame_shares(TALK, by="voice"), "Xi", "order")
    assert (row.low, round(row.high, 7)) == (0, 0.6576198)


def test_a_contrast_with_zero_agrees_with_newcombe():
    # Newcombe (1998), table II, (h) 0/10 against 0/20: score interval without continuity correction -0.1611, 0.2775
    rows = [("Biden", i, False, False) for i in range(10)] + [("Xi", i + 10, False, False) for i in range(20)]
    row = frame_contrast(framed(*rows), "Biden", "Xi", by="voice").iloc[0]
    assert (round(row.low, 4), round(row.high, 4)) == (-0.1611, 0.2775)
