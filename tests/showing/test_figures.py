"""What plot functions draw is what the table says; tests read the drawn values back."""

import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.showing.figures.frames import plot_frame_contrast, plot_frame_shares, plot_meetings
from discourse.showing.figures.frequencies import plot_frequencies
from discourse.showing.figures.names import display_name
from discourse.showing.figures.saving import render
from discourse.showing.figures.style import SIDES

SHARES = pd.DataFrame(
    [("US", "order", 20, 4, 0.20, 0.10, 0.30), ("US", "risk", 20, 2, 0.10, 0.0, 0.2),
     ("CN", "order", 30, 3, 0.10, 0.05, 0.15), ("CN", "risk", 30, 0, 0.0, float("nan"), float("nan"))],
    columns=["side", "frame", "n_sentences", "n_hits", "share", "low", "high"],
)  # fmt: skip
CONTRAST = pd.DataFrame(
    [("order", 0.2, 0.1, 0.10, 0.02, 0.18, 20, 30), ("risk", 0.1, 0.2, -0.10, -0.25, 0.05, 20, 30)],
    columns=["frame", "share_target", "share_reference", "difference", "low", "high", "n_target", "n_reference"],
)
MEETINGS = pd.DataFrame(
    [("2022-11-14", "Bali", "US", "order", 20, 0.2, 0.1, 0.3),
     ("2021-11-15", "online", "US", "order", 10, 0.1, 0.0, 0.2),
     ("2022-11-14", "Bali", "CN", "order", 30, 0.3, 0.2, 0.4)],
    columns=["date", "event", "side", "frame", "n_sentences", "share", "low", "high"],
)  # fmt: skip
FREQUENCIES = pd.DataFrame({"term": ["關係", "order"], "n": [12, 1003], "per_10k": [6.5, 4.25]})


def dots(ax, color):
    return [(round(x, 9), y) for line in ax.lines if line.get_color() == color and line.get_marker() != "None"
            for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)]  # fmt: skip


def test_shares_are_drawn_in_per_cent_with_the_colour_of_their_side():
    ax = plot_frame_shares(SHARES)
    assert [x for x, _ in dots(ax, SIDES["US"].color)] == [20.0, 10.0]
    assert [x for x, _ in dots(ax, SIDES["CN"].color)] == [10.0, 0.0]


def test_shares_of_both_sides_stand_beside_each_other_at_their_frame():
    ax = plot_frame_shares(SHARES)
    at = [y for _, y in dots(ax, SIDES["US"].color)]
    assert [round(y) for y in at] == [0, 1]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["Order", "Managing risk"]


def test_intervals_of_shares_are_drawn_from_low_to_high():
    first = plot_frame_shares(SHARES).collections[0].get_segments()[0]
    assert [round(x, 9) for x in first[:, 0]] == [10.0, 30.0]


def test_each_legend_entry_of_shares_carries_its_number_of_sentences():
    texts = [t.get_text() for t in plot_frame_shares(SHARES).get_legend().get_texts()]
    assert texts == ["United States (n = 20)", "China (n = 30)"]


def test_labels_are_in_traditional_chinese_on_request():
    ax = plot_frame_shares(SHARES, lang="zh-Hant")
    assert ax.get_yticklabels()[0].get_text() == "國際秩序"
    assert "句子比例" in ax.get_xlabel()


def test_another_language_is_refused():
    with pytest.raises(DiscourseError, match="no labels in 'fr'"):
        plot_frame_shares(SHARES, lang="fr")


def test_a_contrast_whose_interval_leaves_out_zero_is_filled_and_another_open():
    marks = [line for line in plot_frame_contrast(CONTRAST).lines if line.get_marker() != "None"]
    assert [line.get_markerfacecolor() for line in marks] == [SIDES["US"].color, "white"]


def test_a_contrast_is_drawn_in_percentage_points_with_target_to_the_right():
    ax = plot_frame_contrast(CONTRAST)
    assert dots(ax, SIDES["US"].color) == [(10.0, 0)]
    assert dots(ax, SIDES["CN"].color) == [(-10.0, 1)]
    assert "United States (n = 20)" in ax.get_title(loc="right")


def test_meetings_stand_in_the_order_of_their_dates():
    ax = plot_meetings(MEETINGS)
    assert [t.get_text() for t in ax.get_xticklabels()] == ["online\n2021-11-15", "Bali\n2022-11-14"]
    line = next(line for line in ax.lines if line.get_color() == SIDES["US"].color)
    assert [round(y, 9) for y in line.get_ydata()] == [10.0, 20.0]


def test_every_meeting_says_how_many_sentences_it_rests_on():
    ax = plot_meetings(MEETINGS)
    assert [t.get_text() for t in ax.texts][:3] == ["10", "20", "30"]  # US 2021 and 2022, then CN 2022


def test_lines_differ_by_more_than_colour():
    lines = [line for line in plot_meetings(MEETINGS).lines if line.get_marker() != "None"]
    assert len({(line.get_linestyle(), line.get_marker()) for line in lines}) == 2


def test_meetings_are_named_in_chinese_too():
    ax = plot_meetings(MEETINGS.assign(event=["Bali 2022", "virtual meeting 2021", "Bali 2022"]), lang="zh-Hant")
    assert [t.get_text().split()[0] for t in ax.get_xticklabels()] == ["視訊會晤", "峇里島"]


def test_where_nobody_leads_the_mark_has_the_colour_of_neither():
    even = CONTRAST.assign(difference=[0.1, 0.0])
    colors = [line.get_color() for line in plot_frame_contrast(even).lines if line.get_marker() != "None"]
    assert colors[1] not in (SIDES["US"].color, SIDES["CN"].color)


def test_meetings_with_two_frames_ask_which_one():
    two = pd.concat([MEETINGS, MEETINGS.assign(frame="risk")])
    with pytest.raises(DiscourseError, match="2 frames"):
        plot_meetings(two)
    assert "Managing risk" in plot_meetings(two, frame="risk").get_title(loc="left")


def test_frequency_bars_have_the_length_of_the_rate_and_the_label_of_the_count():
    ax = plot_frequencies(FREQUENCIES)
    assert [bar.get_width() for bar in ax.patches] == [6.5, 4.25]
    assert [t.get_text() for t in ax.texts] == ["12", "1,003"]


@pytest.mark.parametrize("draw", [plot_frame_shares, plot_frame_contrast, plot_meetings, plot_frequencies])
def test_an_empty_table_and_a_wrong_one_are_refused(draw):
    with pytest.raises(DiscourseError, match="no column"):
        draw(pd.DataFrame({"x": [1]}))
    with pytest.raises(DiscourseError, match="draws a table"):
        draw([1, 2])


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (plot_frame_shares, SHARES),
        (plot_frame_contrast, CONTRAST),
        (plot_meetings, MEETINGS),
        (plot_frequencies, FREQUENCIES),
    ],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_drawing_leaves_the_table_as_it_was_and_gives_the_same_bytes_twice(draw, table):
    before = table.copy()
    first, second = (render(draw(table).figure, "svg") for _ in range(2))
    pd.testing.assert_frame_equal(table, before)
    assert first == second


def test_a_term_with_dollar_signs_is_no_formula():
    render(plot_frequencies(FREQUENCIES.assign(term=[r"$\frac{1}", "$$"])).figure, "svg")


def test_a_key_without_a_name_is_its_own_name():
    assert display_name("water") == "water"
