"""How often two things occur together and apart enters; how much one tells of the other leaves, in bits.

Arguments as in the module ``cooccurrence``: `joint` units hold both, `f_node` and `f_collocate` each, of `n` in all.
"""

from __future__ import annotations

import numpy as np

from discourse.measures.statistics.cooccurrence import pair_table


def mutual_information(joint, f_node, f_collocate, n):
    """Pointwise mutual information ``log2(O/E)``, base 2.

    Parameters
    ----------
    joint, f_node, f_collocate : array_like of int, shape (T,)
        Units that hold both, the node, the collocate.
    n : array_like of int
        All units.

    Returns
    -------
    ndarray of float, shape (T,)
        0 under independence; -inf where the two never meet; NaN where one of them never occurs. Favours rare pairs.

    Raises
    ------
    ValueError
        If a count is negative, fractional or not finite, `n` is not positive, `joint` exceeds `f_node` or
        `f_collocate`, or one of these exceeds `n`.

    References
    ----------
    Church & Hanks (1990), Word association norms, mutual information, and lexicography, Computational Linguistics 16.

    Examples
    --------
    >>> round(float(mutual_information(8, 1105, 44, 15_000_000)), 1)
    11.3
    """
    o, f1, f2, total = pair_table(joint, f_node, f_collocate, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2((o / f1) * (total / f2))[()]


def mi3(joint, f_node, f_collocate, n):
    """Cubic mutual information ``log2(O**3/E)``, base 2, which favours frequent pairs; it grows with corpus size.

    Parameters
    ----------
    joint, f_node, f_collocate : array_like of int, shape (T,)
        Units that hold both, the node, the collocate.
    n : array_like of int
        All units.

    Returns
    -------
    ndarray of float, shape (T,)
        -inf where the two never meet; NaN where one of them never occurs.

    Raises
    ------
    ValueError
        As `mutual_information`.

    References
    ----------
    Daille (1994), Approche mixte pour l'extraction automatique de terminologie, thesis, Paris 7.

    Examples
    --------
    >>> float(mi3(8, 16, 32, 1024))
    10.0
    """
    o, f1, f2, total = pair_table(joint, f_node, f_collocate, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (np.log2((o / f1) * (total / f2)) + 2 * np.log2(o))[()]


def npmi(joint, f_node, f_collocate, n):
    """Normalised pointwise mutual information: `mutual_information` divided by ``-log2(O/n)``.

    Parameters
    ----------
    joint, f_node, f_collocate : array_like of int, shape (T,)
        Units that hold both, the node, the collocate.
    n : array_like of int
        All units.

    Returns
    -------
    ndarray of float, shape (T,)
        From -1 (the two never meet, by the limit) over 0 (independence) to 1 (never apart). NaN where one of them
        never occurs, or both are in every unit: 0/0, for they are then independent and never apart.

    Raises
    ------
    ValueError
        As `mutual_information`.

    References
    ----------
    Bouma (2009), Normalized (pointwise) mutual information in collocation extraction, GSCL, p. 36.

    Examples
    --------
    >>> npmi([10, 1, 0], 10, 10, 100).tolist()
    [1.0, 0.0, -1.0]
    """
    o, f1, f2, total = pair_table(joint, f_node, f_collocate, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2((o / f1) * (total / f2)) / -np.log2(o / total)
    value = np.where((o == 0) & (f1 > 0) & (f2 > 0), -1.0, np.where(o == total, np.nan, value))
    return np.clip(value, -1.0, 1.0)[()]
