"""Codings of the same units by several coders enter; agreement beyond chance leaves, label by label."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.errors import CorpusError, DiscourseError
from discourse.measures.columns import need_columns, plain
from discourse.measures.statistics import bootstrap_interval, cohen_kappa, krippendorff_alpha
from discourse.measures.statistics.agreement import LEVELS

N_RESAMPLES = 2000
ALL = "(all)"


def agreement(
    codings: pd.DataFrame,
    *,
    column: str = "frames",
    level: str = "nominal",
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """How far coders agree on each label, and on the whole column where every unit has one value.

    Parameters
    ----------
    codings : DataFrame
        Columns unit_id, coder and `column`, one row per unit and coder. A cell may hold several labels, separated by
        ``;``; an empty cell means that the coder gave none. A unit that a coder did not see has no row: it is missing.
    column : str
        Which column to measure.
    level : {"nominal", "ordinal", "interval", "ratio"}
        At nominal each label is measured as given or not. At the other levels the cells must be numbers, an empty
        cell is missing, and there is one row for the whole column.
    confidence : float
        Of the bootstrap interval of alpha; units are resampled.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        label, alpha (Krippendorff), alpha_low, alpha_high, kappa (Cohen; NaN unless there are two coders),
        percent_agreement (pairs of codes that are equal), n_units (coded by two at least), n_coders, n_given (units
        to which some coder gave the label), level. Labels in code-point order. If no cell holds several labels, a
        first row ``(all)`` measures the values as they are. alpha and kappa are NaN where all codes are the same.

    Raises
    ------
    DiscourseError
        If a column is missing, a coder coded a unit twice, there are fewer than two coders, no unit was coded twice,
        or a cell is not a number where one is needed.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability; Cohen (1960).

    Examples
    --------
    >>> codes = pd.DataFrame({"unit_id": ["s1", "s1", "s2", "s2", "s3", "s3"], "coder": [1, 2] * 3,
    ...                       "frames": ["order;risk", "order", "", "", "risk", "risk"]})
    >>> agreement(codes)[["label", "alpha", "percent_agreement", "n_units"]].round(3).values.tolist()
    [['order', 1.0, 100.0, 3], ['risk', 0.444, 66.667, 3]]
    """
    cells = _cells(codings, column, level)
    if level != "nominal":
        return pd.DataFrame([_row(ALL, _numbers(cells, column), level, confidence, seed)])
    split = cells.map(lambda cell: frozenset(part.strip() for part in cell.split(";")) - {""}, na_action="ignore")
    labels = sorted({label for row in split.to_numpy().ravel() if isinstance(row, frozenset) for label in row})
    rows = []
    if not any(isinstance(row, frozenset) and len(row) > 1 for row in split.to_numpy().ravel()):
        values = {label: i for i, label in enumerate(["", *labels])}
        whole = split.map(lambda row: float(values[next(iter(row), "")]), na_action="ignore")
        rows.append(_row(ALL, whole.to_numpy(dtype=float), level, confidence, seed))
    for label in labels:
        given = split.map(lambda row, label=label: float(label in row), na_action="ignore").to_numpy(dtype=float)
        rows.append(_row(label, given, level, confidence, seed))
    return pd.DataFrame(rows)


def _cells(codings: pd.DataFrame, column: str, level: str) -> pd.DataFrame:
    """Units by coders, each cell as text; NaN where a coder did not see the unit."""
    if level not in LEVELS:
        raise DiscourseError(f"level {level!r} is unknown", remedy=f"Choose {', '.join(map(repr, LEVELS))}.")
    if not isinstance(codings, pd.DataFrame):
        raise CorpusError("codings must be a table", remedy="Pass load_coding(path).")
    if missing := [c for c in ("unit_id", "coder", column) if c not in codings.columns]:
        raise CorpusError(f"codings have no column {missing[0]!r}", remedy="They need unit_id, coder and the labels.")
    need_columns(codings, ["unit_id", "coder", column], "table of codings", empty=[column])
    codings = plain(codings[["unit_id", "coder", column]])
    doubled = codings[codings.duplicated(["unit_id", "coder"])]
    if len(doubled):
        first = doubled.iloc[0]
        raise CorpusError(f"coder {first['coder']} coded unit {first['unit_id']} twice", remedy="Keep one row of them.")
    text = codings[column].map(lambda cell: "" if pd.isna(cell) else str(cell))
    cells = codings.assign(**{column: text}).pivot(index="unit_id", columns="coder", values=column).astype(object)
    if cells.shape[1] < 2:
        raise CorpusError(f"{cells.shape[1]} coder in the codings", remedy="Agreement needs two coders at least.")
    cells = cells[cells.notna().sum(axis=1) >= 2]
    if cells.empty:
        raise CorpusError("no unit was coded by two coders", remedy="Let the coders share some units.")
    return cells


def _numbers(cells: pd.DataFrame, column: str) -> np.ndarray:
    """Cells as numbers, empty ones missing."""
    def number(cell: str) -> float:
        try:
            return float(cell) if cell.strip() else np.nan
        except ValueError:
            raise CorpusError(f"{column} {cell!r} is not a number", remedy="Choose level='nominal'.") from None

    return cells.map(number, na_action="ignore").to_numpy(dtype=float)


def _row(label: str, codes: np.ndarray, level: str, confidence: float, seed: int) -> dict:
    """One row of the result from a matrix of units by coders."""
    codes = codes[(~np.isnan(codes)).sum(axis=1) >= 2]
    units, coders = codes.shape
    low, high = np.nan, np.nan
    alpha = krippendorff_alpha(codes.T, level) if units else np.nan
    if units >= 2:
        values, statistic = _resampled(codes, level)
        low, high = bootstrap_interval(values, statistic, confidence, N_RESAMPLES, seed)
    known = (~np.isnan(codes)).sum(axis=1)
    equal = sum((codes[:, i] == codes[:, j]).sum() for i in range(coders) for j in range(i))
    return {
        "label": label, "alpha": alpha, "alpha_low": float(low), "alpha_high": float(high),
        "kappa": cohen_kappa(codes[:, 0], codes[:, 1]) if coders == 2 else np.nan,
        "percent_agreement": 100 * float(equal) / (known * (known - 1) / 2).sum() if units else np.nan,
        "n_units": units, "n_coders": coders, "n_given": int((np.nan_to_num(codes) != 0).any(axis=1).sum()),
        "level": level,
    }  # fmt: skip


def _resampled(codes: np.ndarray, level: str):
    """What to resample: at nominal the sums that alpha needs, unit by unit, for speed; else the units themselves."""
    if level != "nominal":
        return codes, lambda units: krippendorff_alpha(units.T, level)
    values = np.unique(codes[~np.isnan(codes)])
    tallies = np.stack([(codes == value).sum(axis=1) for value in values], axis=1).astype(float)
    known = tallies.sum(axis=1)
    disagreement = (known**2 - (tallies**2).sum(axis=1)) / (known - 1)

    def alpha(rows: np.ndarray) -> float:
        totals = rows.sum(axis=0)
        n = totals[1:].sum()
        expected = n**2 - (totals[1:] ** 2).sum()
        return 1 - (n - 1) * totals[0] / expected if expected > 0 else np.nan

    return np.column_stack([disagreement, tallies]), alpha
