"""What `load_codebook` accepts, refuses and warns of. Expected values were written down by hand."""

import warnings

import pytest

from discourse.errors import CodebookError, DiscourseWarning
from discourse.reading.codebook import load_codebook
from discourse.shipped import shipped

HEADER = "concept,frame,macro_frame,lang,term,match,excludes,requires,unless\n"
PLAIN = (
    "rules,order,global_order,en,rules-based,word,,,\n"
    "rules,order,global_order,zh-Hant,國際秩序,span,,,\n"
    "rules,order,global_order,zh-Hans,国际秩序,span,,,\n"
    "race,competition;risk,,en,arms race,word,,,\n"
    "race,competition,other,en,rivalry,word,,,\n"
    "talk,risk,other,en,guardrail,prefix,,,\n"
)


@pytest.fixture
def write(tmp_path):
    def _write(rows, header=HEADER):
        path = tmp_path / "codebook.csv"
        path.write_text(header + rows, encoding="utf-8")
        return path

    return _write


def refused(path):
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    return str(caught.value)


def test_frames_stand_in_the_order_of_the_file(write):
    assert load_codebook(write(PLAIN)).frames == ("order", "competition", "risk")


def test_a_term_of_two_frames_takes_both_macro_frames(write):
    macros = load_codebook(write(PLAIN + "cool,risk,other,en,detente,word,,,\n")).macro_frames
    assert macros == {"order": "global_order", "competition": "other", "risk": "other"}


def test_frames_that_only_stand_together_take_the_macro_frame_of_their_row(write):
    book = load_codebook(write("race,competition;risk,other,en,arms race,word,,,\n"))
    assert book.macro_frames == {"competition": "other", "risk": "other"}


def test_a_term_that_nobody_can_see_is_empty(write):
    assert "is empty" in refused(write("rules,order,global_order,en,\u200b\u2060,word,,,\n"))


def test_the_fingerprint_ignores_line_endings_and_a_byte_order_mark(write, tmp_path):
    other = tmp_path / "dos.csv"
    other.write_bytes(b"\xef\xbb\xbf" + (HEADER + PLAIN).replace("\n", "\r\n").encode())
    assert load_codebook(write(PLAIN)).sha256 == load_codebook(other).sha256


def test_the_fingerprint_changes_with_a_frame(write):
    before = load_codebook(write(PLAIN)).sha256
    assert load_codebook(write(PLAIN.replace("rivalry", "rivalries"))).sha256 != before


def test_without_a_kind_english_matches_words_and_chinese_spans(write):
    book = load_codebook(write("a,order,en,order\nb,order,zh-Hans,秩序\n", "concept,frame,lang,term\n"))
    assert book.concepts.match.tolist() == ["word", "span"]


def test_dropping_a_frame_keeps_the_other_frame_of_its_terms(write):
    book = load_codebook(write(PLAIN)).drop(frame="competition")
    assert book.concepts.set_index("term").frame["arms race"] == "risk"
    assert book.frames == ("order", "risk")


def test_only_keeps_one_frame(write):
    book = load_codebook(write(PLAIN)).only(frame="order")
    assert book.concepts.term.tolist() == ["rules-based", "國際秩序", "国际秩序"]


def test_dropping_a_term_leaves_the_first_codebook_as_it_was(write):
    book = load_codebook(write(PLAIN))
    assert (len(book.drop(term="rivalry")), len(book)) == (5, 6)


def test_dropping_an_unknown_frame_is_refused(write):
    with pytest.raises(CodebookError, match="no frame 'ordre'"):
        load_codebook(write(PLAIN)).drop(frame="ordre")


def test_dropping_everything_is_refused(write):
    with pytest.raises(CodebookError, match="no term is left"):
        load_codebook(write(PLAIN)).drop(frame=["order", "competition", "risk"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("rules,order,global_order,en,,word,,,", "line 8: the term is empty"),
        ("rules,,global_order,en,norms,word,,,", "line 8: the frame is empty"),
        ("rules,order,global_order,en,Rules based,word,,,", "line 8: term 'Rules based' stands twice (first in"),
        ("rules,risk,other,en,rivalry,word,,,", "'rivalry' stands in frame 'competition' (line 6) and in 'risk'"),
        ("rules,risk,other,zh-Hans,國際秩序,span,,,", "stands in frame 'order' (line 3) and in 'risk'"),
        ("rules,order,global_order,en,or.er,regex,,,", "line 8: kind of match 'regex' is unknown"),
        ("rules,order,global_order,fr,ordre,word,,,", "line 8: language 'fr' is unknown"),
        ("rules,order,other,en,norms,word,,,", "line 8: frame 'order' has the macro-frames 'global_order'"),
    ],
)
def test_a_broken_row_is_refused_with_its_line(write, row, said):
    assert said in refused(write(PLAIN + row + "\n"))


def test_a_missing_column_is_refused(write):
    assert "lang" in refused(write("rules,order,norms\n", "concept,frame,term\n"))


def test_an_unknown_column_is_refused(write):
    assert "regex" in refused(write("rules,order,en,norms,x\n", "concept,frame,lang,term,regex\n"))


def test_a_file_that_is_not_there_is_a_codebook_error(tmp_path):
    assert "nowhere.csv" in refused(tmp_path / "nowhere.csv")


def test_one_spelling_may_stand_in_two_frames_under_different_conditions(write):
    rows = "a,order,global_order,en,win-win,word,,,China\nb,risk,other,en,win-win,word,,China,\n"
    assert len(load_codebook(write(rows))) == 2


def test_a_simplified_character_in_a_traditional_row_is_said(write):
    with pytest.warns(DiscourseWarning, match="line 2: term '国际秩序': 国 is a Simplified character"):
        load_codebook(write("a,order,global_order,zh-Hant,国际秩序,span,,,\n"))


def test_a_traditional_character_in_a_simplified_row_is_said(write):
    with pytest.warns(DiscourseWarning, match="Traditional script"):
        load_codebook(write("a,order,global_order,zh-Hans,國際秩序,span,,,\n"))


def test_characters_of_both_scripts_give_no_warning(write):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_codebook(write("a,taiwan,other,zh-Hant,台海,span,,,\nb,taiwan,other,zh-Hant,皇后,span,,,\n"))


def test_a_term_that_excludes_itself_is_said(write):
    with pytest.warns(DiscourseWarning, match="excludes itself"):
        load_codebook(write("a,order,global_order,en,order,word,Order,,\n"))


def test_fifty_thousand_terms_load(write):
    path = write("".join(f"c{i % 900},f{i % 10},,en,term number {i},word,,,\n" for i in range(50_000)))
    assert len(load_codebook(path)) == 50_000


def test_the_shipped_codebook_has_ten_frames_and_no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = load_codebook(shipped("codebook.csv"))
    assert sorted(book.frames) == ["challenges", "communication", "competition", "leadership", "multilateralism",
                                   "openness", "order", "relationship", "risk", "taiwan"]  # fmt: skip


@pytest.mark.parametrize("frame", ["order", "challenges", "relationship", "communication"])
def test_the_four_headline_frames_have_twelve_concepts(frame):
    assert load_codebook(shipped("codebook.csv")).only(frame=frame).concepts.concept.nunique() >= 12


def test_every_concept_is_in_three_scripts_or_says_why_not():
    table = load_codebook(shipped("codebook.csv")).concepts
    for (frame, concept), rows in table.groupby(["frame", "concept"]):
        if ";" not in frame:
            assert set(rows.lang) == {"en", "zh-Hant", "zh-Hans"} or rows.note.str.len().min() > 0, concept


def test_no_term_or_condition_of_the_shipped_codebook_holds_a_star():
    """A star is a character like others and would match nothing: word forms are written out."""
    table = load_codebook(shipped("codebook.csv")).concepts
    columns = ["term", "excludes", "requires", "unless"]
    assert not [cell for name in columns for cell in table[name] if "*" in cell]
