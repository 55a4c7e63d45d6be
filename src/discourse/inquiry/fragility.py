"""The cells of a multiverse enter; how often the claim holds, on which choice and on which document, leaves."""

from __future__ import annotations

import pandas as pd

from discourse.errors import DiscourseError
from discourse.inquiry.grid import CHOICES
from discourse.measures.columns import need_columns

ROBUST = 0.95
"""A claim is called robust if it holds in at least this share of the cells."""


def multiverse_summary(table: pd.DataFrame) -> pd.DataFrame:
    """One line on each multiverse: in which share of the cells does the claim hold, and how is it labelled?

    Parameters
    ----------
    table : DataFrame
        Of :func:`multiverse`, or several of them joined.

    Returns
    -------
    DataFrame
        One row per contrast: contrast, label, share_holds (sign and interval), share_sign, n_cells (with an
        estimate), n_without (cells without one), median, lowest, highest (of the estimates in shares, not in h),
        turned_by (what, left out, turns it), fixed (dimensions not varied). The label is ``fragile`` if leaving
        out one document (or segment, where there is only one document) turns the claim, else ``robust`` (at least
        95% of the cells), ``mostly`` (at least half) or ``not held``.

    Raises
    ------
    DiscourseError
        If a contrast has no cell with an estimate.
    """
    _judged(table)
    return pd.DataFrame([_summary(part) for _, part in table.groupby("contrast", sort=False)])


def _summary(table: pd.DataFrame) -> dict:
    judged = _judged(table)
    raw = judged.estimate[judged.baseline == "none"]
    turned = fragility(table).query("turns").left_out.tolist()
    holds = float(judged.holds.mean())
    return {
        "contrast": judged.contrast.iloc[0],
        "label": "fragile" if turned else "robust" if holds >= ROBUST else "mostly" if holds >= 0.5 else "not held",
        "share_holds": holds,
        "share_sign": float(judged.sign_holds.mean()),
        "n_cells": len(judged),
        "n_without": len(table) - len(judged),
        "median": raw.median(),
        "lowest": raw.min(),
        "highest": raw.max(),
        "turned_by": "; ".join(turned),
        "fixed": "; ".join(name for name in (*CHOICES, "segmenter") if (table[name].astype("str") == "fixed").all()),
    }


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    need_columns(table, ["contrast", "left_out", *CHOICES, "segmenter"], "multiverse", "Pass a table of multiverse.",
                 numbers=["estimate", "holds", "sign_holds"])  # fmt: skip
    judged = table[table.estimate.notna()]
    if judged.empty:
        raise DiscourseError("no cell has an estimate", remedy="Widen the grid or the selection.")
    return judged


def fragility(table: pd.DataFrame) -> pd.DataFrame:
    """What leaving out one document (or segment) does to the claim.

    Parameters
    ----------
    table : DataFrame
        Of :func:`multiverse`, with ``leave_out``.

    Returns
    -------
    DataFrame
        One row per document left out: left_out, n_cells, median_with, median_without (of the estimates in shares),
        holds_with, holds_without, sign_with, sign_without (shares of cells), turns (the
        claim, or its sign, holds in at least half of the cells with the document, and in less than half as many
        without it). Empty if nothing was left out.

    Raises
    ------
    DiscourseError
        If the table has no cell with an estimate.
    """
    judged = _judged(table)
    whole = judged[judged.left_out == ""]
    with_all = _shares(whole)
    rows = []
    for left_out, part in judged[judged.left_out != ""].groupby("left_out", sort=True):
        without = _shares(part)
        turns = any(with_all[name] >= 0.5 and without[name] < with_all[name] / 2 for name in ("holds", "sign"))
        named = {f"{name}_{when}": values[name] for name in ("median", "holds", "sign")
                 for when, values in (("with", with_all), ("without", without))}  # fmt: skip
        rows.append({"left_out": left_out, "n_cells": len(part), **named, "turns": turns})
    lost = sorted(set(table.left_out) - set(judged.left_out))
    rows += [
        {"left_out": what, "n_cells": 0, **{f"{n}_with": with_all[n] for n in with_all}, "turns": True} for what in lost
    ]
    names = [f"{name}_{when}" for name in ("median", "holds", "sign") for when in ("with", "without")]
    return pd.DataFrame(rows, columns=["left_out", "n_cells", *names, "turns"]).astype({"turns": bool})


def _shares(part: pd.DataFrame) -> dict[str, float]:
    raw = part.estimate[part.baseline == "none"]
    return {"median": float(raw.median()), "holds": float(part.holds.mean()), "sign": float(part.sign_holds.mean())}


def choices_that_matter(table: pd.DataFrame) -> pd.DataFrame:
    """Share of cells that hold for every value of every dimension that was varied.

    Parameters
    ----------
    table : DataFrame
        Of :func:`multiverse`.

    Returns
    -------
    DataFrame
        One row per dimension and value: dimension, value, n_cells, share_holds, share_sign, median (of the
        estimates in shares); the dimension whose values differ most in share_holds comes first.

    Raises
    ------
    DiscourseError
        If the table has no cell with an estimate.
    """
    judged = _judged(table)
    parts = []
    for name in [n for n in (*CHOICES, "left_out") if judged[n].nunique() > 1]:
        part = judged.assign(raw=judged.estimate.where(judged.baseline == "none")).groupby(name, sort=True)
        shares = part.agg(n_cells=("holds", "size"), share_holds=("holds", "mean"), share_sign=("sign_holds", "mean"),
                          median=("raw", "median")).reset_index(names="value")  # fmt: skip
        spread = float(shares.share_holds.max() - shares.share_holds.min())
        value = shares.value.astype("str").replace("", "nothing")
        parts.append((-spread, name, shares.assign(dimension=name, value=value)))
    ordered = [part for *_, part in sorted(parts, key=lambda p: p[:2])]
    columns = ["dimension", "value", "n_cells", "share_holds", "share_sign", "median"]
    return pd.concat(ordered, ignore_index=True)[columns] if ordered else pd.DataFrame(columns=columns)
