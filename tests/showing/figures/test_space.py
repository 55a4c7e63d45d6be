"""The map and the matrix show the coordinates and similarities they are given."""

import pandas as pd

from discourse.measures.space import correspondence, similarity
from discourse.showing.figures.space import plot_correspondence, plot_similarity
from discourse.showing.figures.style import SIDES

HITS = pd.DataFrame({"voice": ["Xi", "Xi", "Biden", "Biden", "Huang"], "n": [8, 2, 10, 3, 4],
                     "frame": ["risk", "order", "order", "taiwan", "risk"]})  # fmt: skip
COUNTS = pd.DataFrame({"doc_id": ["a", "b", "b"], "segment": 1, "term": ["we", "we", "war"], "n": 1})


def test_points_stand_at_their_coordinates_in_the_colour_of_their_voice():
    table = correspondence(HITS)
    ax = plot_correspondence(table)
    biden = table[table.name == "Biden"].iloc[0]
    drawn = {line.get_color(): (line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines
             if line.get_marker() == "o"}  # fmt: skip
    assert drawn[SIDES["US"].color] == (biden.dimension_1, biden.dimension_2)


def test_axes_say_their_share_of_inertia():
    table = correspondence(HITS)
    assert f"{100 * table.share_1[0]:.1f}%" in plot_correspondence(table).get_xlabel()


def test_voices_carry_their_n():
    assert "Biden (n = 13)" in [t.get_text() for t in plot_correspondence(correspondence(HITS)).texts]


def test_the_matrix_holds_the_cosines():
    table = similarity(COUNTS)
    ax = plot_similarity(table)
    assert ax.images[0].get_array().ravel().tolist() == table.cosine.tolist()
    assert "n = 2 documents" in ax.get_title(loc="left")
