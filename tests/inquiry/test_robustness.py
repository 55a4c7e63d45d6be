"""Multiverses over small invented corpora in which the truth is planted."""

import numpy as np
import pandas as pd
import pytest

from discourse import Contrast, load_corpus, multiverse
from discourse.errors import DiscourseError, DiscourseWarning
from discourse.inquiry.fragility import choices_that_matter, fragility, multiverse_summary

CODEBOOK = """concept,frame,macro_frame,lang,term
harbour,order,global_order,en,harbour rules
harbour,order,global_order,en,moorings
tides,order,global_order,en,tide tables
tides,order,global_order,en,currents
kites,kites,,en,kites
"""
PLAIN = "the baker counts the loaves on the long table and thinks about nothing else in the world this morning"
TERMS = ("harbour rules", "moorings", "tide tables", "currents")
ORDER = Contrast("order", "US", "CN")


def corpus(folder, with_order: dict[str, int], *, sentences: int = 24):
    """Build one document per id, in which the first sentences of that many paragraphs speak of order."""
    (folder / "texts").mkdir()
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    head = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256"
    rows = [head]
    for doc_id, n in with_order.items():
        rows.append(f"{doc_id},,,{doc_id[:2].upper()},en,2022-01-01,fair,speech,,,,text,")
        paragraphs = [
            f"{PLAIN} and so do {TERMS[i % 4]}." if i < n else f"{PLAIN} and so do the geese."
            for i in range(sentences)
        ]  # fmt: skip
        rest = f"{PLAIN.capitalize()} again and again until the bell rings."
        text = "\n\n".join(f"{p.capitalize()} {rest}" for p in paragraphs)
        (folder / "texts" / f"{doc_id}.txt").write_text(text + "\n", encoding="utf-8")
    (folder / "documents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return load_corpus(folder)


GRID = {"n_resamples": 200, "baseline": "none"}


@pytest.fixture(scope="module")
def true_claim(tmp_path_factory):
    names = {**{f"us-{i}": 20 for i in range(3)}, **{f"cn-{i}": 1 for i in range(3)}}
    return corpus(tmp_path_factory.mktemp("true"), names)


@pytest.fixture(scope="module")
def one_document(tmp_path_factory):
    names = {"us-0": 24, "us-1": 0, "us-2": 0, "cn-0": 1, "cn-1": 1, "cn-2": 1}
    return corpus(tmp_path_factory.mktemp("fragile"), names)


def test_a_planted_truth_holds_in_at_least_95_percent_of_the_cells(true_claim):
    summary = multiverse_summary(multiverse(true_claim, ORDER, GRID, progress=False)).iloc[0]
    assert summary.n_cells >= 200 and summary.share_holds >= 0.95 and summary.label == "robust"


def test_a_claim_carried_by_one_document_is_fragile(one_document):
    table = multiverse(one_document, ORDER, GRID, progress=False)
    assert multiverse_summary(table).label.iloc[0] == "fragile"
    assert fragility(table).query("turns").left_out.tolist() == ["us-0"]


def test_a_false_claim_is_not_held(true_claim):
    table = multiverse(true_claim, ORDER._replace(sign=-1), GRID, progress=False)
    assert multiverse_summary(table).label.iloc[0] == "not held"


def test_the_number_of_workers_does_not_change_a_cell(true_claim, tmp_path):
    again = corpus(tmp_path, {**{f"us-{i}": 20 for i in range(3)}, **{f"cn-{i}": 1 for i in range(3)}})
    one = multiverse(true_claim, ORDER, GRID, progress=False)
    pd.testing.assert_frame_equal(one, multiverse(again, ORDER, GRID, workers=3, progress=False))


def test_the_full_cell_is_the_plain_difference_of_shares(true_claim):
    # 20 of 48 sentences against 1 of 48, by hand
    table = multiverse(true_claim, ORDER, {**GRID, "unit": "sentence", "denominator": "all"}, progress=False)
    plain = table[(table.codebook == "full") & (table.left_out == "") & (table.level == "frame")]
    assert np.allclose(plain.estimate, 20 / 48 - 1 / 48, atol=1e-12)


def test_english_texts_fix_script_and_user_dictionary(true_claim):
    table = multiverse(true_claim, ORDER, GRID, progress=False)
    assert set(table.script) == set(table.user_dictionary) == set(table.segmenter) == {"fixed"}


def test_a_choice_that_empties_the_frame_says_so(true_claim):
    # kites have one single word: nothing is left of them in phrases only
    table = multiverse(true_claim, Contrast("kites", "US", "CN"), GRID, progress=False)
    notes = table[table.codebook == "phrases only"].note
    assert set(notes) == {"the codebook has no term left for this frame"}


def test_a_result_from_the_disk_equals_the_one_that_was_written(true_claim, tmp_path):
    first = multiverse(true_claim, ORDER, GRID, progress=False, cache=tmp_path)
    pd.testing.assert_frame_equal(first, multiverse(true_claim, ORDER, GRID, progress=False, cache=tmp_path))
    assert len(list(tmp_path.glob("multiverse-*.csv"))) == 1


def test_a_broken_file_in_the_cache_is_computed_again(true_claim, tmp_path):
    first = multiverse(true_claim, ORDER, GRID, progress=False, cache=tmp_path)
    file = next(tmp_path.glob("multiverse-*.csv"))
    file.write_text(file.read_text(encoding="utf-8").replace("True", "Yes"), encoding="utf-8")
    with pytest.warns(DiscourseWarning, match="broken"):
        pd.testing.assert_frame_equal(first, multiverse(true_claim, ORDER, GRID, progress=False, cache=tmp_path))


def test_a_changed_text_is_not_served_from_the_cache(tmp_path):
    for name, n in (("a", 20), ("b", 2)):
        (tmp_path / name).mkdir()
        world = corpus(tmp_path / name, {"us-0": n, "us-1": n, "cn-0": 1, "cn-1": 1})
        multiverse(world, ORDER, {**GRID, "unit": "sentence"}, progress=False, cache=tmp_path)
    assert len(list(tmp_path.glob("multiverse-*.csv"))) == 2


@pytest.mark.parametrize(
    ("grid", "problem"),
    [({"codebok": "full"}, "no dimension 'codebok'"), ({"unit": "word"}, "unit 'word' is unknown"),
     ({"unit": ()}, "unit has no value"), ({"confidence": 95.0}, "confidence 95.0"),
     ({"n_resamples": 0}, "n_resamples")],
)  # fmt: skip
def test_a_grid_that_cannot_be_run_is_refused(true_claim, grid, problem):
    with pytest.raises(DiscourseError, match=problem):
        multiverse(true_claim, ORDER, grid, progress=False)


def test_an_unknown_frame_is_refused_before_anything_runs(true_claim):
    with pytest.raises(DiscourseError, match="no frame 'sails'"):
        multiverse(true_claim, Contrast("sails", "US", "CN"), GRID, progress=False)


def test_the_choice_that_moves_most_comes_first(one_document):
    table = multiverse(one_document, ORDER, GRID, progress=False)
    assert choices_that_matter(table).dimension.iloc[0] == "left_out"


def test_a_variant_of_the_codebook_filters_what_the_full_one_found(true_claim):
    # harbour rules and tide tables: 10 of the 20 sentences in each US document, the 1 in each Chinese one
    table = multiverse(true_claim, ORDER, {**GRID, "unit": "sentence", "leave_out": False}, progress=False)
    few = table[(table.codebook == "phrases only") & (table.denominator == "all") & (table.level == "frame")]
    assert np.allclose(few.estimate, 10 / 48 - 1 / 48, atol=1e-12)
