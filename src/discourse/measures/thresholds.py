"""A keyness table enters; how many of its terms pass which threshold leaves."""

from __future__ import annotations

import pandas as pd
from scipy.stats import chi2

from discourse.measures.columns import need_columns


def key_terms_passing(key: pd.DataFrame, *, alpha: float = 0.05) -> pd.DataFrame:
    """Count the terms that a keyness table calls different, by one criterion after another.

    Parameters
    ----------
    key : DataFrame
        Of ``keyness`` at 95%, with log_ratio_low and _high, conservative_log_ratio, g2_full and both p.
    alpha : float
        Level of the tests.

    Returns
    -------
    DataFrame
        One row per criterion: criterion, n_terms (that pass), share (of the terms tested; NaN where the table has no
        such values, for example against a frequency list).

    Examples
    --------
    >>> row = {"log_ratio_low": 0.2, "log_ratio_high": 2, "conservative_log_ratio": 0, "g2_full": 9.0,
    ...        "permutation_p": 0.01, "p_adjusted": 0.2}
    >>> key_terms_passing(pd.DataFrame([row])).n_terms.tolist()
    [1, 1, 1, 0, 0]
    """
    needs = ["log_ratio_low", "log_ratio_high", "conservative_log_ratio", "g2_full", "permutation_p", "p_adjusted"]
    need_columns(key, [], "keyness table", "Pass a table of keyness.", numbers=needs)
    criteria = {
        f"|g2_full| above {chi2.isf(alpha, 1):.2f}, tokens as if independent": key.g2_full.abs() > chi2.isf(alpha, 1),
        "interval of log_ratio over segments leaves out 0": (key.log_ratio_low > 0) | (key.log_ratio_high < 0),
        f"permutation_p below {alpha:g}, segments relabelled": key.permutation_p < alpha,
        f"p_adjusted below {alpha:g}, corrected for all terms": key.p_adjusted < alpha,
        "conservative_log_ratio differs from 0": key.conservative_log_ratio != 0,
    }
    needed = [key.g2_full, key.log_ratio_low, key.permutation_p, key.p_adjusted, key.conservative_log_ratio]
    rows = [
        (name, int(passing.sum()), passing.mean() if values.notna().any() else float("nan"))
        for (name, passing), values in zip(criteria.items(), needed, strict=True)
    ]
    return pd.DataFrame(rows, columns=["criterion", "n_terms", "share"])
