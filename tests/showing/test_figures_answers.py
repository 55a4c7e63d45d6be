"""The ledger, the specification curve, meetings of frames, first mentions and stances: drawn values are read back."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.showing.figures.claims import VERDICT_LOOKS, plot_claims
from discourse.showing.figures.cooccurrence import plot_cooccurrence
from discourse.showing.figures.mention import plot_mention, plot_polarity
from discourse.showing.figures.robustness import CLEAR, plot_multiverse

LEDGER = pd.DataFrame(
    [("1", "", "First", "甲", "holds", "成立", 14.0, "sentences", np.nan, np.nan, 38),
     ("2", "x", "Second", "乙", "fails", "不成立", -5.0, "points", -10.0, 2.0, 60)],
    columns=["claim_id", "part", "title_en", "title_zh", "verdict", "verdict_zh", "figure", "unit", "low", "high", "n"],
)  # fmt: skip
CELLS = pd.DataFrame(
    {"cell": [1, 2, 3], "contrast": "order, US - CN", "baseline": "none", "codebook": ["full", "full", "phrases only"],
     "left_out": "", "estimate": [0.2, -0.1, 0.3], "low": [-0.1, -0.2, 0.1], "high": [0.4, 0.1, 0.5],
     "holds": [False, False, True], "sign_holds": [True, False, True], "expected_sign": 1}
)  # fmt: skip


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_every_verdict_stands_as_sign_and_as_word():
    ax = plot_claims(LEDGER)
    assert {"holds", "fails"} <= set(words(ax))
    signs = [line.get_marker() for line in ax.lines if list(line.get_xdata()) == [0]]
    assert signs == [VERDICT_LOOKS["holds"].marker, VERDICT_LOOKS["fails"].marker]


def test_the_ledger_speaks_chinese_on_request():
    ax = plot_claims(LEDGER, lang="zh-Hant")
    assert {"成立", "不成立"} <= set(words(ax)) and ax.get_yticklabels()[0].get_text() == "1. 甲"


def test_only_a_figure_with_limits_gets_an_interval():
    drawn = list(plot_claims(LEDGER).collections)
    assert len(drawn) == 1
    # its own largest limit, -10, reaches one unit to the left of the line at 2.6
    assert np.allclose(drawn[0].get_segments()[0][:, 0], [1.6, 2.8])


def test_claims_in_one_unit_are_drawn_on_one_scale():
    ledger = pd.concat([LEDGER.head(1)] * 2, ignore_index=True).assign(low=[-5.0, -2.0], figure=1.0, high=[10.0, 4.0])
    drawn = plot_claims(ledger).collections
    assert np.allclose([line.get_segments()[0][:, 0] for line in drawn], [[2.1, 3.6], [2.4, 3.0]])


def test_empty_cells_of_a_ledger_read_from_a_file_are_not_drawn_as_nan():
    ax = plot_claims(LEDGER.assign(part=[np.nan, "x"], title_zh=[np.nan, "乙"]), lang="zh-Hant")
    assert [t.get_text() for t in ax.get_yticklabels()] == ["1. First", "2. 乙（x）"]


def test_an_unknown_verdict_is_not_drawn():
    with pytest.raises(DiscourseError, match="verdict 'perhaps'"):
        plot_claims(LEDGER.assign(verdict="perhaps"))


def test_a_specification_curve_rises():
    points = plot_multiverse(CELLS, points=False).collections[1].get_offsets()
    assert np.allclose(points[:, 1], [-10, 20, 30])


def test_the_title_of_the_curve_counts_the_cells_that_hold():
    assert plot_multiverse(CELLS).get_title(loc="left").endswith("hold in 33%, the sign in 67%")


def test_a_cell_that_holds_has_its_own_colour():
    from matplotlib.colors import to_rgba

    colors = plot_multiverse(CELLS, points=False).collections[1].get_facecolors()
    assert [tuple(c) == to_rgba(CLEAR) for c in colors] == [False, False, True]


def test_cells_in_units_of_h_are_not_mixed_with_shares():
    with pytest.raises(DiscourseError, match="no cell has an estimate in shares"):
        plot_multiverse(CELLS.assign(baseline="own language"))


def test_the_heat_map_writes_how_often_two_frames_meet():
    table = pd.DataFrame({"frame_a": ["order"], "frame_b": ["risk"], "n_both": [3], "n_a": [5], "n_b": [4],
                          "n_sentences": [20], "npmi": [0.4]})  # fmt: skip
    ax = plot_cooccurrence(table)
    assert words(ax) == ["3"] and [t.get_text() for t in ax.get_yticklabels()] == ["Managing risk (4)"]


def test_first_mentions_stand_at_their_position():
    table = pd.DataFrame({"doc_id": "d", "voice": ["Xi", "Xi"], "frame": ["order", "risk"], "position": [0.25, np.nan],
                          "n_sentences": 24})  # fmt: skip
    ax = plot_mention(table)
    assert [line.get_xdata()[0] for line in ax.lines] == [25.0] and ax.get_yticklabels()[0].get_text() == "Xi (n = 24)"


THREE = pd.DataFrame({"doc_id": "d", "voice": "Biden", "frame": ["order", "risk", "taiwan", "openness"],
                      "position": [0.4, 0.4, 0.4, 0.9], "n_sentences": 14})  # fmt: skip


def test_frames_first_mentioned_in_one_sentence_stand_above_one_another():
    signs = [(line.get_xdata()[0], line.get_ydata()[0]) for line in plot_mention(THREE).lines]
    assert [x for x, _ in signs] == [40.0, 40.0, 40.0, 90.0]
    assert len(set(signs)) == 4


@pytest.mark.parametrize("lang", ["en", "zh-Hant"])
def test_no_two_words_of_first_mentions_overlap(lang):
    ax = plot_mention(THREE.assign(position=[0.4, 0.42, 0.45, 0.9]), lang=lang)
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not [1 for i, box in enumerate(boxes) for other in boxes[:i] if box.overlaps(other)]
    assert max(box.x1 for box in boxes) <= ax.get_window_extent().x1


def test_a_claim_is_said_in_the_units_of_the_language():
    ledger = LEDGER.assign(unit=["sentences ahead", "of 3 statements"], figure=[1.0, -2.0])
    assert "1 sentence ahead, n = 38" in words(plot_claims(ledger))
    assert "−2 項，共 3 項陳述, n = 60" in words(plot_claims(ledger, lang="zh-Hant"))


def test_pairs_that_meet_less_often_than_by_chance_are_hatched():
    table = pd.DataFrame({"frame_a": ["order", "order"], "frame_b": ["risk", "taiwan"], "n_both": [3, 1], "n_a": 5,
                          "n_b": [4, 3], "n_sentences": 20, "npmi": [0.4, -0.2]})  # fmt: skip
    assert [patch.get_hatch() for patch in plot_cooccurrence(table).patches] == ["//"]


def test_the_legend_of_the_curve_counts_the_cells_of_each_kind():
    legend = [text.get_text() for text in plot_multiverse(CELLS).get_legend().get_texts()]
    assert legend == ["sign and interval hold (n = 1)", "only the sign holds (n = 1)", "the sign does not hold (n = 1)"]


def test_the_choices_under_the_curve_are_said_in_chinese():
    said = words(plot_multiverse(CELLS, lang="zh-Hant"))
    assert {"編碼簿：完整", "編碼簿：僅多字詞組"} <= set(said)
    assert plot_multiverse(CELLS, lang="zh-Hant").get_title(loc="left").startswith("國際秩序, 美方 − 中方")
    assert plot_multiverse(CELLS).get_title(loc="left").startswith("Order, United States − China")


def test_stances_fill_a_bar():
    table = pd.DataFrame({"side": "CN", "stance": ["rejects", "open"], "share": [0.75, 0.25], "n_hits": [3, 1],
                          "n_sentences": 4})  # fmt: skip
    ax = plot_polarity(table)
    assert sum(bar.get_width() for bar in ax.patches) == 100 and words(ax) == ["3", "1"]


def test_an_unknown_stance_is_refused():
    with pytest.raises(DiscourseError, match="stance 'shrugs'"):
        plot_polarity(pd.DataFrame({"side": ["CN"], "stance": "shrugs", "share": 1.0, "n_hits": 1, "n_sentences": 1}))
