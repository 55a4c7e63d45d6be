"""Counts enter, numbers leave: every measure of the field under one name, in one variant, with its source.

All kernels take array_like, check it, and return numpy arrays (a numpy scalar where all arguments are scalars).
Counts and sizes are whole numbers of tokens. A ``ValueError`` answers counts that are negative, fractional, NaN,
infinite or boolean, sizes that are not positive, counts above their size, and shapes that do not fit together.
"""

from discourse.measures.statistics.agreement import cohen_kappa, krippendorff_alpha
from discourse.measures.statistics.cooccurrence import (
    delta_p,
    dice,
    log_dice,
    t_score,
)
from discourse.measures.statistics.correction import benjamini_hochberg, bonferroni, holm
from discourse.measures.statistics.deviation import dp, dp_norm
from discourse.measures.statistics.dispersion import (
    carroll_d2,
    dispersion_da,
    juilland_d,
    rosengren_s,
)
from discourse.measures.statistics.divergence import entropy, jensen_shannon
from discourse.measures.statistics.effect import (
    conservative_log_ratio,
    log_ratio,
    odds_ratio,
    percent_diff,
    relative_risk,
)
from discourse.measures.statistics.evidence import bic, chi2, g2_full, g2_two_cell
from discourse.measures.statistics.information import mi3, mutual_information, npmi
from discourse.measures.statistics.odds import log_odds_dirichlet
from discourse.measures.statistics.resampling import bootstrap_interval, permutation_p
from discourse.measures.statistics.richness import herdan_c, mattr, ttr, yule_k
from discourse.measures.statistics.spacing import arf

__all__ = [
    "arf", "benjamini_hochberg", "bic", "bonferroni", "bootstrap_interval", "carroll_d2", "chi2", "cohen_kappa",
    "conservative_log_ratio", "delta_p", "dice", "dispersion_da", "dp", "dp_norm", "entropy", "g2_full",
    "g2_two_cell", "herdan_c", "holm", "jensen_shannon", "juilland_d", "krippendorff_alpha", "log_dice",
    "log_odds_dirichlet", "log_ratio", "mattr", "mi3", "mutual_information", "npmi", "odds_ratio", "percent_diff",
    "permutation_p", "relative_risk", "rosengren_s", "t_score", "ttr", "yule_k",
]  # fmt: skip
