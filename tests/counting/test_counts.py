"""Segments, counts and sentences of short texts that can be checked by eye."""

import pandas as pd
import pytest

from discourse.counting.counts import counts_table, segments_table, sentence_segments, sentences_table
from discourse.counting.tally import Document, Tally, tally

DIALOGUE = (
    "Blue Room\n\n3:00 P.M. EST\n\nPRESIDENT BIDEN: Good to see you. Trade matters, and trade grows.\n\n"
    "PRESIDENT XI: (As interpreted.) Peace matters. (Laughter.) We agree.\n\n3:05 P.M. EST"
)
TALK = Document("talk", "en", "US;CN", ("Biden", "Xi"), "opening remarks")


def counted(text: str, document: Document) -> Tally:
    """Count one document."""
    return tally([text], [document])


def paragraphs(*sizes: int) -> str:
    """One paragraph of so many words for each size."""
    return "\n\n".join(" ".join(["word"] * size) + "." for size in sizes)


def segment_sizes(*sizes: int) -> list[int]:
    """Tokens of the segments of one voice with paragraphs of these sizes."""
    table = segments_table(counted(paragraphs(*sizes), Document("d", "en", "US", ("Biden",))))
    return table.n_tokens.tolist()


def test_paragraphs_are_joined_until_a_segment_holds_forty_tokens():
    assert segment_sizes(15, 15, 15, 50, 41) == [45, 50, 41]


def test_a_short_rest_joins_the_segment_before_it():
    assert segment_sizes(45, 10, 12) == [67]


def test_a_voice_that_says_little_stands_alone():
    assert segment_sizes(3) == [3]


def test_a_segment_never_mixes_two_voices():
    table = segments_table(counted(DIALOGUE, TALK))
    assert table[["voice", "side", "first_sent", "last_sent", "n_tokens"]].values.tolist() == [
        ["Biden", "US", 1, 2, 9],
        ["Xi", "CN", 3, 4, 4],
    ]


def test_header_times_labels_and_stage_directions_are_counted_for_nobody():
    terms = counts_table(counted(DIALOGUE, TALK))
    assert set(terms.term) == {"good", "to", "see", "you", "trade", "matters", "and", "grows", "peace", "we", "agree"}


def test_terms_stand_in_code_point_order_inside_a_segment():
    terms = counts_table(counted(DIALOGUE, TALK))
    assert all(group.term.is_monotonic_increasing for _, group in terms.groupby("segment"))


def test_counts_are_those_counted_by_hand():
    terms = counts_table(counted(DIALOGUE, TALK)).set_index(["segment", "term"]).n
    assert (terms[1, "trade"], terms[1, "matters"], terms[2, "matters"]) == (2, 1, 1)


def test_a_sentence_keeps_the_stage_direction_inside_it_but_not_its_tokens():
    text = "PRESIDENT XI: We spent — (laughs) — many years."
    table = sentences_table(counted(text, TALK))
    assert table[["text", "n_tokens"]].values.tolist() == [["We spent — (laughs) — many years.", 4]]


def test_thanks_are_procedure_and_content_is_not():
    text = "Thank you very much. Trade keeps both of our countries prosperous."
    assert sentences_table(counted(text, TALK)).procedure.tolist() == [1, 0]


def test_traditional_and_simplified_twins_give_equal_counts():
    hant = counts_table(counted("兩國關係穩定。臺灣問題重要。", Document("d", "zh-Hant")))
    hans = counts_table(counted("两国关系稳定。台湾问题重要。", Document("d", "zh-Hans")))
    assert sorted(hant.n) == sorted(hans.n)


def test_traditional_terms_keep_their_own_characters():
    assert "關係" in set(counts_table(counted("中美關係穩定。", Document("d", "zh-Hant"))).term)


def test_segments_can_be_derived_from_the_sentences_alone():
    text = paragraphs(15, 15, 15, 50, 41, 3)
    t = counted(text, Document("d", "en", "US", ("Biden",)))
    twice = pd.concat([sentences_table(t), sentences_table(t).assign(doc_id="e")], ignore_index=True)
    assert sentence_segments(twice).tolist() == [1, 1, 1, 2, 3, 3] * 2


@pytest.mark.parametrize("text", ["", "\n\n", "— …", "3:00 P.M. EST"])
def test_a_text_in_which_nobody_speaks_gives_empty_tables(text):
    t = counted(text, TALK)
    assert (len(sentences_table(t)), len(counts_table(t)), len(segments_table(t))) == (0, 0, 0)


def test_documents_counted_together_give_what_each_gives_alone():
    documents = [Document(name, "en", "US;CN", ("Biden", "Xi")) for name in ("a", "b", "c")]
    texts = [DIALOGUE, "", paragraphs(50, 3)]
    together = tally(texts, documents)
    for table in (counts_table, segments_table, sentences_table):
        alone = pd.concat([table(tally([t], [d])) for t, d in zip(texts, documents, strict=True)], ignore_index=True)
        pd.testing.assert_frame_equal(table(together), alone, check_dtype=False)
