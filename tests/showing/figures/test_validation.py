"""The figure of validation draws the scores it is given, means below the frames."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import DiscourseError
from discourse.showing.figures.validation import plot_validation

SCORES = pd.DataFrame(
    [("all", "order", 4.0, 0.5, 1.0, 0.667, 0.4, 0.8), ("all", "risk", 2.5, 1.0, 0.8, 0.9, 0.7, 1.0),
     ("all", "taiwan", 0.0, np.nan, np.nan, np.nan, np.nan, np.nan),
     ("all", "macro", np.nan, 0.75, 0.9, 0.783, 0.6, 0.9), ("zh", "order", 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)],
    columns=["lang", "frame", "n_coded", "precision", "recall", "f1", "f1_low", "f1_high"],
)  # fmt: skip


def labels(ax):
    return [tick.get_text() for tick in ax.get_yticklabels()]


def test_frames_stand_best_first_with_their_coded_sentences_and_the_mean_last():
    assert labels(plot_validation(SCORES)) == ["Managing risk (n = 2.5)", "Order (n = 4)", "Mean of the frames"]


def test_f1_precision_and_recall_stand_where_they_belong():
    marks = [(line.get_marker(), line.get_xdata()[0]) for line in plot_validation(SCORES).lines]
    assert marks[:3] == [(">", 1.0), ("<", 0.8), ("P", 0.9)]


def test_intervals_run_from_low_to_high():
    drawn = [c.get_segments()[0][:, 0].tolist() for c in plot_validation(SCORES).collections]
    assert drawn == [[0.7, 1.0], [0.4, 0.8], [0.6, 0.9]]


def test_one_language_alone_is_drawn_on_request_and_in_chinese():
    ax = plot_validation(SCORES, within="zh", lang="zh-Hant")
    assert labels(ax) == ["國際秩序 (n = 1)"]
    assert "精確率" in ax.get_xlabel()


def test_a_language_that_was_not_measured_is_refused():
    with pytest.raises(DiscourseError, match="nothing was measured in 'fr'"):
        plot_validation(SCORES, within="fr")
