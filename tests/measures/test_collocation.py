"""Collocates of small corpora made here, counted by hand, and of the shipped features."""

import numpy as np
import pytest

import discourse as dc
from discourse.errors import DiscourseError, MixedLanguages, NoRunningText
from discourse.measures.collocation import collocates
from discourse.measures.statistics import delta_p, g2_full, log_dice, mutual_information

HEADER = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256\n"
CODEBOOK = ("concept,frame,macro_frame,lang,term,match,excludes,polarity_note,note,source\n"
            "trust,trust,bilateral_stability,en,needs trust,word,,,,test\n"
            "peace,peace,bilateral_stability,en,peace,word,,,,test\n")  # fmt: skip
ONE = {"a": "The pact brings peace. The pact needs trust. Trust needs time. Peace needs the pact."}
THREE = {"a": "The pact brings peace.", "b": "The pact needs trust.", "c": "Peace needs time."}


@pytest.fixture
def make(tmp_path):
    def build(texts, langs=None):
        (tmp_path / "texts").mkdir()
        rows = []
        for doc_id, text in texts.items():
            (tmp_path / "texts" / f"{doc_id}.txt").write_text(text, encoding="utf-8")
            lang = (langs or {}).get(doc_id, "en")
            rows.append(f"{doc_id},T,Lee,US,{lang},2022-11-14,E,speech,P,,,text,\n")
        (tmp_path / "documents.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
        (tmp_path / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
        return dc.load_corpus(tmp_path)

    return build


def test_windows_are_counted_as_by_hand(make):
    # pact three times; one token to each side within the sentence: the brings | the needs | the
    table = collocates(make(ONE), "pact", span=1).set_index("term")
    assert table[["joint", "n_collocate"]].T.to_dict("list") == {"the": [3, 3], "brings": [1, 1], "needs": [1, 3]}
    assert set(table.n_window) == {5}
    assert set(table.n_units) == {12}
    assert set(table.n_node) == {3}
    assert set(table.window) == {"1 tokens to each side"}


def test_measures_are_those_of_the_kernels(make):
    row = collocates(make(ONE), "pact", span=1).set_index("term").loc["needs"]
    assert row.log_dice == log_dice(1, 5, 3)
    assert row.mutual_information == mutual_information(1, 5, 3, 12)
    assert (row.delta_p_collocate, row.delta_p_node) == tuple(delta_p(1, 5, 3, 12))
    assert row.g2_full == g2_full(1, 2, 5, 7)
    assert row.expected == pytest.approx(1.25, rel=1e-12)


def test_windows_do_not_cross_sentences(make):
    table = collocates(make({"a": "Peace came. The pact. Trust grew."}), "pact", span=5)
    assert table.term.tolist() == ["the"]


def test_overlapping_windows_count_a_token_once(make):
    table = collocates(make({"a": "The pact and pact we keep."}), "pact", span=3).set_index("term")
    assert table.joint.to_dict() == {"and": 1, "keep": 1, "the": 1, "we": 1}


def test_a_frame_can_be_the_node(make):
    corpus = make(ONE)
    table = collocates(corpus, "trust", span=1, codebook=corpus.codebook).set_index("term")
    assert table.joint.to_dict() == {"pact": 1}
    assert (table.n_node["pact"], table.n_units["pact"]) == (1, 13)


def test_segments_are_counted_as_by_hand(make):
    table = collocates(make(THREE), "pact", window="segment").set_index("term")
    assert table.joint.to_dict() == {"the": 2, "brings": 1, "trust": 1, "needs": 1, "peace": 1}
    assert (table.n_collocate["peace"], table.n_window["peace"], table.n_units["peace"]) == (2, 2, 3)
    assert set(table.window) == {"same segment"}


def test_a_frame_by_segment_leaves_out_its_own_terms(make):
    corpus = make(THREE)
    table = collocates(corpus, "peace", window="segment", codebook=corpus.codebook).set_index("term")
    assert "peace" not in table.index
    assert (table.joint["pact"], table.n_node["pact"]) == (1, 2)


def test_the_strongest_come_first_and_ties_by_term(make):
    table = collocates(make(ONE), "pact", span=2)
    expected = table.sort_values(["log_dice", "term"], ascending=[False, True])
    assert table.term.tolist() == expected.term.tolist()


def test_rare_company_can_be_left_out(make):
    assert collocates(make(ONE), "pact", span=1, min_joint=2).term.tolist() == ["the"]


def test_nothing_left_is_an_empty_table(make):
    assert collocates(make(ONE), "pact", span=1, min_joint=9).empty


def test_a_chinese_node_is_found_in_either_script(make):
    corpus = make({"a": "我們重視兩國關係。兩國關係穩定。"}, {"a": "zh-Hant"})
    one, other = (collocates(corpus, node, span=2) for node in ("關係", "关系"))
    assert one.equals(other)
    assert "穩定" in one.term.tolist()


def test_every_unit_near_the_node_leaves_no_elsewhere(make):
    table = collocates(make({"a": "We keep the pact."}), "pact")
    assert table.g2_full.isna().all()
    assert np.isfinite(table.log_dice).all()


def test_features_are_measured_by_segment_and_say_so():
    shipped = dc.load_corpus().select(doc_id="cn-2022-11-15-g20")
    if shipped.has_text("cn-2022-11-15-g20"):
        pytest.skip("the full text was fetched")
    assert set(collocates(shipped, "发展").window) == {"same segment"}


def test_a_window_on_features_is_refused():
    shipped = dc.load_corpus().select(doc_id="cn-2022-11-15-g20")
    if shipped.has_text("cn-2022-11-15-g20"):
        pytest.skip("the full text was fetched")
    with pytest.raises(NoRunningText, match="discourse fetch"):
        collocates(shipped, "发展", window="tokens")


def test_two_languages_are_refused(make):
    corpus = make({"a": "The pact.", "b": "兩國關係。"}, {"b": "zh-Hant"})
    with pytest.raises(MixedLanguages, match="compare frames"):
        collocates(corpus, "pact")


@pytest.mark.parametrize("bad", [{"node": "absent"}, {"node": "the pact"}, {"span": 0}, {"span": 1.5}, {"min_joint": 0},
                                 {"window": "sentence"}])  # fmt: skip
def test_what_cannot_be_asked_is_named(make, bad):
    with pytest.raises(DiscourseError):
        collocates(make(ONE), **{"node": "pact", **bad})


def test_an_unknown_frame_is_named(make):
    corpus = make(ONE)
    with pytest.raises(DiscourseError, match="no frame"):
        collocates(corpus, "pact", codebook=corpus.codebook)
