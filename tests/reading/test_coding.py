"""What `load_coding` reads and refuses. Expected values were counted by hand in the small files."""

import pytest

from discourse.errors import CorpusError
from discourse.reading.coding import frame_ratings, load_coding, load_contrast_spans, load_heldout

UNITS = "doc_id,sent,unit_id,speaker\nd,1,u1,Biden\nd,2,u2,Xi\n"
CODES = "unit_id,coder,frames\nu1,1,risk;order\nu1,2,\nu2,1,order\nu2,2,order\n"


@pytest.fixture
def write(tmp_path):
    def _write(units=UNITS, codes=CODES):
        (tmp_path / "units.csv").write_text(units, encoding="utf-8")
        (tmp_path / "codings.csv").write_text(codes, encoding="utf-8")
        return tmp_path

    return _write


def refused(folder):
    with pytest.raises(CorpusError) as caught:
        load_coding(folder)
    return str(caught.value)


def test_one_row_per_unit_and_coder_in_the_order_of_the_units(write):
    coding = load_coding(write(codes="unit_id,coder,frames\nu2,1,\nu1,2,\nu1,1,\n"))
    assert list(zip(coding.unit_id, coding.coder, strict=True)) == [("u1", "1"), ("u1", "2"), ("u2", "1")]


def test_frames_are_sorted_and_named_once(write):
    coding = load_coding(write(codes="unit_id,coder,frames\nu1,1,risk; order;risk\nu2,1,\n"))
    assert coding.frames.tolist() == ["order;risk", ""]


def test_a_unit_may_bring_its_own_text_instead_of_a_place(write):
    coding = load_coding(write(units="unit_id,doc_id,lang,text\nu1,x,en,One.\nu2,x,en,Two.\n"))
    assert coding.sent.unique().tolist() == [0]


@pytest.mark.parametrize(
    ("units", "codes", "said"),
    [
        (UNITS + "d,3,u1,Xi\n", CODES, "units.csv, line 4: unit 'u1' stands twice"),
        (UNITS + "d,2,u3,Xi\n", CODES, "units.csv, line 4: sentence 2 of d is two units"),
        (UNITS + "d,x,u3,Xi\n", CODES, "units.csv, line 4: sentence 'x' is not a number"),
        (UNITS + "d,,u3,Xi\n", CODES, "line 4: unit 'u3' has neither sentence number nor text"),
        (UNITS + "d,3,u3,Xi\n", CODES, "unit 'u3' is coded by nobody"),
        (UNITS, CODES + "u9,1,\n", "codings.csv, line 6: unit 'u9' is not in units.csv"),
        (UNITS, CODES + "u2,2,risk\n", "codings.csv, line 6: coder '2' coded unit 'u2' twice"),
        (UNITS, CODES + "u2,1\u200b,order\n", "line 6: coder '1\\u200b' holds a character that nobody sees"),
        (UNITS, CODES + "u2,3,or\x07der\n", "line 6: frames 'or\\x07der' holds a character that nobody sees"),
        (UNITS, CODES + "u2,3,order\ufe0f\n", "line 6: frames"),
        (UNITS + "d\u2060,3,u3,Xi\n", CODES, "units.csv, line 4: doc_id 'd\\u2060' holds a character that nobody sees"),
        (UNITS + "d ,3,u3,Xi\n", CODES, "units.csv, line 4: doc_id 'd ' begins or ends with a blank"),
        (UNITS, "unit_id,coder,frames,actor\nu1,1,,UK\nu2,1,,US\n", "codings.csv, line 2: actor 'UK' is unknown"),
        (UNITS, "unit_id,coder,frames,reported\nu1,1,,maybe\nu2,1,,no\n", "line 2: reported is 'maybe'"),
    ],
)
def test_a_broken_coding_is_refused_with_file_and_line(write, units, codes, said):
    assert said in refused(write(units, codes))


def test_a_folder_without_units_is_refused(tmp_path):
    assert "units.csv" in refused(tmp_path)


def test_the_shipped_coding_has_two_coders_for_each_of_231_sentences():
    coding = load_coding()
    assert coding.groupby("unit_id").coder.nunique().eq(2).all()
    assert coding.unit_id.nunique() == 231


def test_the_shipped_coding_holds_no_text():
    assert set(load_coding().text) == {""}


def test_both_coders_found_four_contrast_spans():
    assert load_contrast_spans().groupby("coder").size().to_dict() == {"1": 4, "2": 4}


def test_ratings_are_missing_where_a_coder_did_not_code(write):
    coding = load_coding(write(codes="unit_id,coder,frames\nu1,1,risk\nu1,2,\nu2,2,risk\n"))
    one, two = frame_ratings(coding, "risk").tolist()
    assert (one[0], two) == (1.0, [0.0, 1.0])
    assert one[1] != one[1]


@pytest.mark.parametrize("frames", ["order,risk", "order、risk", "order|risk", "order；risk"])
def test_frames_joined_by_another_sign_than_a_semicolon_are_refused(write, frames):
    assert "line 2: frames" in refused(write(codes=f'unit_id,coder,frames\nu1,1,"{frames}"\nu2,1,\n'))


def test_one_frame_in_two_spellings_is_refused(write):
    codes = "unit_id,coder,frames\nu1,1,order\nu1,2,Order\nu2,1,\nu2,2,\n"
    assert "line 3: frame 'Order' is also written 'order'" in refused(write(codes=codes))


def test_a_coder_with_a_blank_behind_is_refused(write):
    codes = "unit_id,coder,frames\nu1,1,order\nu1,1 ,order\nu2,1,\n"
    assert "line 3: coder '1 ' begins or ends with a blank" in refused(write(codes=codes))


def test_a_unit_in_an_unknown_language_is_refused(write):
    units = "unit_id,doc_id,lang,text\nu1,x,fr,Un.\nu2,x,en,Two.\n"
    assert "line 2: lang 'fr' is unknown" in refused(write(units=units))


def test_a_sentence_of_no_document_is_refused(write):
    said = refused(write(units="unit_id,doc_id,sent\nu1,,1\n"))
    assert "line 2: unit 'u1' has a sentence number, but no doc_id" in said


def test_a_held_out_figure_that_is_no_number_is_refused(tmp_path):
    head = "round,n,n_codes,n_hits,lang,macro_f1,precision,recall,note\n"
    (tmp_path / "h.csv").write_text(head + "1,10,5,4,en,0.5,,0.5,\n2,ten,5,4,en,0.5,0.5,0.5,\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"h\.csv, line 3: n 'ten' is no number"):
        load_heldout(tmp_path / "h.csv")
