"""Word shifts add up, point the right way, and keep every term."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import MixedLanguages
from discourse.measures.shift import word_shift
from discourse.measures.statistics import jensen_shannon

ONE = pd.DataFrame({"doc_id": "a", "lang": "en", "term": ["we", "order", "war"], "n": [6, 3, 1]})
TWO = pd.DataFrame({"doc_id": "b", "lang": "en", "term": ["we", "peace", "war"], "n": [12, 6, 2]})


def test_contributions_add_up_to_the_divergence_of_the_kernel():
    table = word_shift(ONE, TWO)
    whole = jensen_shannon([6, 3, 1, 0], [12, 0, 2, 6]).divergence
    assert table.contribution.sum() == pytest.approx(whole, abs=1e-12)
    assert table.attrs["divergence"] == whole
    assert table.share.sum() == pytest.approx(1, abs=1e-12)


def test_every_term_of_either_side_has_a_row_with_its_direction():
    table = word_shift(ONE, TWO).set_index("term")
    assert table.direction.to_dict() == {"order": "target", "peace": "reference", "we": "", "war": ""}


def test_swapping_turns_the_directions():
    assert word_shift(TWO, ONE).set_index("term").direction["order"] == "reference"


def test_identical_tables_have_no_divergence_and_no_shares():
    table = word_shift(ONE, ONE)
    assert (table.contribution == 0).all()
    assert np.isnan(table.share).all()
    assert table.term.tolist() == sorted(table.term)


def test_two_languages_are_refused():
    with pytest.raises(MixedLanguages):
        word_shift(ONE, TWO.assign(lang="zh-Hans"))
