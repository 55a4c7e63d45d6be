"""Reported sides and contrast spans against the project's own coding of the analysis."""

import pandas as pd
import pytest

import discourse as dc


@pytest.fixture(scope="module")
def analysis():
    return dc.load_corpus().select(doc_id="mac-2022-g20")


def test_four_of_five_sentences_report_the_coded_side(analysis):
    sides = dc.reported_sides(analysis.sentences(), dc.load_coding())
    assert (dc.reported_sides_agreement(sides).share >= 0.8).all()


def test_every_contrast_span_is_found_with_its_side(analysis):
    found = dc.contrast_spans_found(dc.attributions(analysis), dc.load_contrast_spans(), analysis.text("mac-2022-g20"))
    assert len(found) == 8 and (found.share_covered >= 0.9).all()


def test_attributed_words_stand_in_the_text(analysis):
    text = analysis.text("mac-2022-g20")
    table = dc.attributions(analysis)
    assert [text[a:b] for a, b in zip(table.start, table.end, strict=True)] == table.words.tolist()


def test_a_span_given_to_the_other_side_is_not_covered():
    given = pd.DataFrame({"side": ["CN"], "start": [0], "end": [4]})
    spans = pd.DataFrame({"coder": ["1"], "actor": ["US"], "span": ["美國關注"], "frames": ["order"]})
    assert dc.contrast_spans_found(given, spans, "美國關注的是秩序").share_covered[0] == 0


def test_coding_of_other_documents_is_refused(analysis):
    with pytest.raises(dc.DiscourseError, match="no sentence has a coded actor"):
        dc.reported_sides(analysis.sentences().head(0), dc.load_coding())
