"""The panel answers like the tables behind it; whatever stands in a text is shown, never run."""

import ipywidgets as widgets
import pandas as pd
import pytest

import discourse as dc
from discourse.counting.extraction import extract
from discourse.errors import DiscourseError
from discourse.showing.explore import explore, frame_bars
from discourse.tables import TABLES, write_table

WORDS = {
    "open": "The <b>river</b> &amp; the ferry. Our dialogue keeps the river calm.\n\nClimate change is a challenge.",
    "shut": "The river belongs to both. Nobody owns the river alone.",
}


@pytest.fixture
def corpus(tmp_path):
    """One document as text, with marks in it that a browser would take for its own, and one as features."""
    folder, source = tmp_path / "corpus", tmp_path / "source"
    (folder / "texts").mkdir(parents=True)
    source.mkdir()
    (folder / "texts" / "open.txt").write_text(WORDS["open"], encoding="utf-8")
    (source / "shut.txt").write_text(WORDS["shut"], encoding="utf-8")
    rows = [{"doc_id": d, "title": f"The {d} one", "speakers": "Ferryman", "side": side, "lang": "en", "date": date,
             "form": form} for d, side, date, form in (("open", "US", "2024-05-01", "text"),
                                                       ("shut", "CN", "2023-05-01", "features"))]  # fmt: skip
    write_table(pd.DataFrame(rows).reindex(columns=list(TABLES["documents"]), fill_value=""), folder / "documents.csv")
    extract(source, folder)
    return dc.load_corpus(folder)


def _parts(panel):
    """Query, side, year, frame, sort, points of the chart and result of a panel."""
    filters, below = panel.children
    query, side, year, frame, sort, _ = filters.children
    chart, result = below.children
    points = [line.children[1] for line in chart.children if isinstance(line, widgets.HBox)]
    return query, side, year, frame, sort, points, result


def test_a_search_shows_the_word_in_context_and_counts_where_there_is_no_text(corpus):
    query, *_, result = _parts(explore(corpus))
    query.value = "river"
    assert result.value.count("<bdi>river</bdi>") == 3  # twice in the open text, once as the counted term
    assert "discourse fetch" in result.value


def test_marks_in_a_text_are_shown_not_run(corpus):
    *_, result = _parts(explore(corpus))
    assert "&lt;b&gt;river&lt;/b&gt; &amp;amp;" in result.value
    assert "<b>" not in result.value


def test_filters_by_side_and_year_leave_only_their_sentences(corpus):
    query, side, year, *_, result = _parts(explore(corpus))
    query.value, side.value = "river", "CN"
    assert "open" not in result.value
    side.value, year.value = "", "2024"
    assert "shut" not in result.value


def test_a_click_on_a_point_shows_its_sentences(corpus):
    *_, points, result = _parts(explore(corpus))
    point = next(p for p in points if p.tooltip.startswith("Shared challenges"))
    assert point.description == "● 33.3 %"
    assert point.tooltip == "Shared challenges · United States: 33.3 % (1 of 3 sentences)"
    point.click()
    assert "Climate change is a challenge." in result.value
    assert "dialogue" not in result.value


def test_a_point_stands_at_its_share_of_an_axis_of_8_rem(corpus):
    *_, (point,), _ = _parts(explore(corpus))
    assert point.layout.margin.split()[3] == "7.62rem"  # 8 x 33.33 / 35, the axis ends at 35 %


def test_the_points_are_those_of_the_chosen_year(corpus):
    panel = explore(corpus)
    _, _, year, *_ = _parts(panel)
    year.value = "2023"  # the document of that year names no frame
    assert _parts(panel)[5] == []
    year.value = "2024"
    assert [point.description for point in _parts(panel)[5]] == ["● 33.3 %"]


def test_one_button_clears_every_filter(corpus):
    panel = explore(corpus)
    query, side, year, frame, *_, result = _parts(panel)
    everything = result.value
    query.value, side.value, year.value, frame.value = "river", "US", "2024", "challenges"
    panel.children[0].children[5].click()
    assert (query.value, side.value, year.value, frame.value, result.value) == ("", "", "", "", everything)


def test_a_point_of_a_side_that_is_not_stated_shows_its_own_sentences_alone(tmp_path):
    (tmp_path / "a.txt").write_text("Our climate change goes on.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Their climate change stopped.", encoding="utf-8")
    rows = [{"doc_id": d, "title": d, "side": side, "lang": "en", "date": "2024-05-01", "form": "text"}
            for d, side in (("a", ""), ("b", "US"))]  # fmt: skip
    table = pd.DataFrame(rows).reindex(columns=list(TABLES["documents"]), fill_value="")
    write_table(table, tmp_path / "documents.csv")
    *_, points, result = _parts(explore(dc.load_corpus(tmp_path)))
    next(p for p in points if "not stated" in p.tooltip).click()
    assert "Our climate" in result.value
    assert "Their climate" not in result.value


def test_the_sides_of_ones_own_study_are_told_apart_by_colour_and_shape(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    *_, points, _ = _parts(explore(dc.open_study(tmp_path / "s")))
    looks = {(p.tooltip.split("·")[1].split(":")[0], p.description[0], p.layout.border_left) for p in points}
    assert len(looks) == len({look[1] for look in looks}) == len({look[2] for look in looks}) == 2


def test_a_phrase_is_not_said_to_be_missing_where_only_words_are_counted(corpus):
    query, *_, result = _parts(explore(corpus))
    query.value = "belongs to both"
    assert "In 1 documents only single words are counted" in result.value
    assert "Nothing found" not in result.value


def test_the_bars_count_sentences_once(corpus):
    bars = frame_bars(corpus.sentences(), corpus.matches()).set_index(["frame", "side"])
    assert bars.loc[("challenges", "US"), ["n_hits", "n_sentences"]].tolist() == [1, 3]


def test_sorting_by_the_right_context_orders_the_lines(corpus):
    query, _, _, _, sort, _, result = _parts(explore(corpus))
    query.value, sort.value = "the", "right"
    assert result.value.index("ferry. Our") < result.value.index("river calm")


@pytest.mark.parametrize("query", ["zzz", "   ", "<script>", "(", "\\", "'\"", "河", "😀"])
def test_no_search_breaks_the_panel(corpus, query):
    box, *_, result = _parts(explore(corpus))
    box.value = query
    assert "<script>" not in result.value


def test_labels_speak_chinese(corpus):
    query, side, *_ = _parts(explore(corpus, lang="zh-Hant"))
    assert (query.description, side.options[0]) == ("搜尋", ("全部", ""))


def test_only_a_corpus_can_be_explored():
    with pytest.raises(DiscourseError, match="str is no corpus"):
        explore("corpus")
