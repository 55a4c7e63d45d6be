"""The strip of an attributed document draws the rows it is given, in the colours of the sides."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from discourse.errors import DiscourseError
from discourse.showing.figures.attribution import plot_attribution
from discourse.showing.figures.style import GRID, SIDES

ROWS = pd.DataFrame({"sent": [1, 2, 3], "reports": ["US", "", "CN"], "frames": ["order", "", "order;risk"]})


def test_every_sentence_is_a_bar_in_the_colour_of_the_side_it_reports():
    bars = plot_attribution(ROWS).patches
    assert [bar.get_x() + bar.get_width() / 2 for bar in bars] == [1, 2, 3]
    assert [to_hex(bar.get_facecolor()) for bar in bars] == [SIDES["US"].color, GRID, SIDES["CN"].color]


def test_every_frame_is_a_row_of_markers():
    drawn = [(line.get_xdata().tolist(), line.get_ydata().tolist()) for line in plot_attribution(ROWS).lines]
    assert drawn == [([1, 3], [1, 1]), ([3], [2])]


def test_frames_may_be_left_out():
    assert [t.get_text() for t in plot_attribution(ROWS[["sent", "reports"]]).get_yticklabels()] == ["Reported"]


def test_the_legend_counts_sentences():
    labels = [t.get_text() for t in plot_attribution(ROWS).get_legend().get_texts()]
    assert labels == ["United States (n = 1)", "China (n = 1)", "the author (n = 1)"]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (ROWS.drop(columns="reports"), "no column reports"),
        (ROWS.iloc[:0], "no rows"),
        (ROWS.assign(reports="UK"), "'UK' is not a side"),
        (ROWS.assign(doc_id=["a", "a", "b"]), "2 documents"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused(table, problem):
    with pytest.raises(DiscourseError, match=problem):
        plot_attribution(table)
