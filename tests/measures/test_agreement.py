"""The agreement table against Krippendorff's data, its kernels, and codings by hand."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import CorpusError, DiscourseError
from discourse.measures.agreement import agreement
from discourse.measures.statistics import bootstrap_interval, cohen_kappa, krippendorff_alpha

X = np.nan
FOUR = np.array([[1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
                 [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X]])  # fmt: skip


def long(cells, column="frames"):
    rows = [(f"s{u:02}", c, cell) for c, coder in enumerate(cells, 1) for u, cell in enumerate(coder)
            if cell is not None]  # fmt: skip
    return pd.DataFrame(rows, columns=["unit_id", "coder", column])


CODES = long([["order;risk", "", "risk", "taiwan", None], ["order", "", "risk", "taiwan;risk", "order"]])


@pytest.mark.parametrize(("level", "printed"), [("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)])
def test_alpha_meets_krippendorff_2011(level, printed):
    codes = long([[None if np.isnan(v) else v for v in coder] for coder in FOUR], "rating")
    [row] = agreement(codes, column="rating", level=level).to_dict("records")
    assert round(row["alpha"], 3) == printed
    assert (row["n_units"], row["n_coders"]) == (11, 4)
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]


def test_nominal_values_have_a_row_for_the_whole():
    codes = long([[None if np.isnan(v) else str(int(v)) for v in coder] for coder in FOUR], "rating")
    table = agreement(codes, column="rating").set_index("label")
    assert round(table.alpha["(all)"], 3) == 0.743
    assert table.index.tolist() == ["(all)", "1", "2", "3", "4", "5"]


def test_labels_of_a_cell_are_measured_one_by_one():
    table = agreement(CODES).set_index("label")
    assert table.index.tolist() == ["order", "risk", "taiwan"]
    given = [[1, 0, 1, 0], [0, 0, 1, 1]]
    assert table.alpha["risk"] == pytest.approx(krippendorff_alpha(given), abs=1e-12)
    assert table.kappa["risk"] == pytest.approx(cohen_kappa(*given), abs=1e-12)
    assert table.percent_agreement["risk"] == 50.0
    assert table.n_given["risk"] == 3


def test_a_unit_that_one_coder_did_not_see_does_not_count():
    assert set(agreement(CODES).n_units) == {4}


def test_an_empty_cell_read_as_nan_means_no_label():
    read_back = CODES.assign(frames=CODES.frames.replace("", np.nan))
    pd.testing.assert_frame_equal(agreement(read_back), agreement(CODES))


def test_the_fast_bootstrap_is_the_plain_one():
    rng = np.random.default_rng(0)
    given = rng.integers(0, 2, (30, 2))
    given[:20, 1] = given[:20, 0]
    codes = long([["x" if v else "" for v in coder] for coder in given.T])
    row = agreement(codes).set_index("label").loc["x"]
    plain = bootstrap_interval(given.astype(float), lambda units: krippendorff_alpha(units.T))
    assert (row.alpha_low, row.alpha_high) == pytest.approx(tuple(plain), abs=1e-12)


def test_the_seed_and_the_confidence_decide_the_interval():
    rng = np.random.default_rng(1)
    codes = long([["x" if v else "" for v in rng.integers(0, 2, 25)] for _ in range(2)])
    wide, narrow = (agreement(codes, confidence=c).iloc[-1] for c in (0.99, 0.5))
    assert wide.alpha_high - wide.alpha_low > narrow.alpha_high - narrow.alpha_low


def test_three_coders_have_no_kappa():
    assert agreement(long([["x", ""], ["x", ""], ["", "x"]])).kappa.isna().all()


def test_a_label_given_by_all_to_all_has_no_alpha():
    row = agreement(long([["x", "x"], ["x", "x"]])).set_index("label").loc["x"]
    assert np.isnan(row.alpha)
    assert row.percent_agreement == 100.0


@pytest.mark.parametrize(
    ("codes", "said"),
    [(CODES.drop(columns="coder"), "coder"), (CODES.drop(columns="frames"), "frames"),
     (CODES[CODES.coder == 1], "1 coder"),
     (pd.concat([CODES, CODES]), "twice"), (long([["x", None], [None, "x"]]), "no unit"), ("codings.csv", "table")],
)  # fmt: skip
def test_codings_that_cannot_be_compared_are_named(codes, said):
    with pytest.raises(CorpusError, match=said):
        agreement(codes)


def test_words_at_an_ordinal_level_are_refused():
    with pytest.raises(DiscourseError, match="not a number"):
        agreement(CODES, level="ordinal")


def test_an_unknown_level_is_refused():
    with pytest.raises(DiscourseError, match="nominal"):
        agreement(CODES, level="cardinal")
