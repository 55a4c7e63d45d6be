"""How often two things occur together and apart enters; how strongly they attract each other leaves.

Throughout, `joint` is the number of units (tokens, windows or segments) that hold both, `f_node` and `f_collocate`
the numbers that hold each, `n` the number of all units; the expectation is ``E = f_node * f_collocate / n``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from discourse.measures.statistics.contingency import broadcast, positive_numbers, product_difference, whole_numbers


class DeltaP(NamedTuple):
    """The two directions of delta P."""

    collocate_given_node: np.ndarray
    node_given_collocate: np.ndarray


def t_score(joint, f_node, f_collocate, n):
    """t-score ``(O - E)/sqrt(O)``, a ranking by evidence that favours frequent pairs; no test of significance.

    Parameters
    ----------
    joint, f_node, f_collocate : array_like of int, shape (T,)
        Units that hold both, the node, the collocate.
    n : array_like of int
        All units.

    Returns
    -------
    ndarray of float, shape (T,)
        -inf where the two never meet although both occur; NaN where one of them never occurs.

    Raises
    ------
    ValueError
        If a count is negative, fractional or not finite, `n` is not positive, `joint` exceeds `f_node` or
        `f_collocate`, or one of these exceeds `n`.

    References
    ----------
    Church, Gale, Hanks & Hindle (1991), Using statistics in lexical analysis, in: Zernik, Lexical Acquisition.

    Examples
    --------
    >>> round(float(t_score(8, 15828, 4675, 14_307_668)), 6)
    0.999932
    """
    o, f1, f2, total = pair_table(joint, f_node, f_collocate, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (product_difference(o, total, f1, f2) / total / np.sqrt(o))[()]


def delta_p(joint, f_node, f_collocate, n):
    """Delta P in both directions: how much one of the two raises the probability of the other.

    Parameters
    ----------
    joint, f_node, f_collocate : array_like of int, shape (T,)
        Units that hold both, the node, the collocate.
    n : array_like of int
        All units; at least ``f_node + f_collocate - joint``.

    Returns
    -------
    collocate_given_node, node_given_collocate : ndarray of float, shape (T,)
        ``P(collocate | node) - P(collocate | not node)`` and the converse, from -1 to 1. NaN where the condition
        holds in no unit, or in all.

    Raises
    ------
    ValueError
        As `t_score`, or if `n` is too small for the two frequencies.

    References
    ----------
    Gries (2013), 50-something years of work on collocations, IJCL 18(1), p. 144.

    Examples
    --------
    >>> [round(float(p), 3) for p in delta_p(5610, 174548, 7867, 10409868)]
    [0.032, 0.697]
    """
    o, f1, f2, total = pair_table(joint, f_node, f_collocate, n)
    if (f1 + f2 - o > total).any():
        raise ValueError("n must be at least f_node + f_collocate - joint")
    surplus = product_difference(o, total, f1, f2)
    with np.errstate(divide="ignore", invalid="ignore"):
        both = (np.clip(surplus / (f * (total - f)), -1, 1)[()] for f in (f1, f2))
        return DeltaP(*both)


def dice(joint, f_node, f_collocate):
    """Dice coefficient ``2 O / (f_node + f_collocate)``.

    Parameters
    ----------
    joint, f_node, f_collocate : array_like of int, shape (T,)
        Units that hold both, the node, the collocate.

    Returns
    -------
    ndarray of float, shape (T,)
        From 0 (never together) to 1 (never apart); NaN where neither occurs. Does not depend on corpus size.

    Raises
    ------
    ValueError
        If a count is negative, fractional or not finite, or `joint` exceeds `f_node` or `f_collocate`.

    References
    ----------
    Dice (1945), Ecology 26(3); Smadja, McKeown & Hatzivassiloglou (1996), Computational Linguistics 22(1), p. 13.

    Examples
    --------
    >>> round(float(dice(130, 3121, 143)), 2)
    0.08
    """
    o, f1, f2 = pair(joint, f_node, f_collocate)
    with np.errstate(invalid="ignore"):
        return (2 * o / (f1 + f2))[()]


def log_dice(joint, f_node, f_collocate):
    """Logarithmic Dice ``14 + log2(2 O / (f_node + f_collocate))``, the score of the Sketch Engine.

    Parameters
    ----------
    joint, f_node, f_collocate : array_like of int, shape (T,)
        Units that hold both, the node, the collocate.

    Returns
    -------
    ndarray of float, shape (T,)
        At most 14; one point more means twice as strong; -inf where the two never meet, NaN where neither occurs.

    Raises
    ------
    ValueError
        As `dice`.

    References
    ----------
    Rychlý (2008), A lexicographer-friendly association score, RASLAN, p. 9.

    Examples
    --------
    >>> log_dice([7, 1], [7, 16384], [7, 16384]).tolist()
    [14.0, 0.0]
    """
    with np.errstate(divide="ignore"):
        return 14 + np.log2(dice(joint, f_node, f_collocate))


def pair(joint, f_node, f_collocate) -> list[np.ndarray]:
    """Return joint and single frequencies, checked against each other."""
    o, f1, f2 = broadcast(
        whole_numbers(joint, "joint"), whole_numbers(f_node, "f_node"), whole_numbers(f_collocate, "f_collocate")
    )  # fmt: skip
    if (o > f1).any() or (o > f2).any():
        raise ValueError("joint must not exceed f_node or f_collocate")
    return [o, f1, f2]


def pair_table(joint, f_node, f_collocate, n) -> list[np.ndarray]:
    """Return joint and single frequencies and the number of units, checked against each other."""
    table = broadcast(*pair(joint, f_node, f_collocate), positive_numbers(n, "n"))
    if (table[1] > table[3]).any() or (table[2] > table[3]).any():
        raise ValueError("f_node and f_collocate must not exceed n")
    return table
