"""Types, tokens and spectra enter; how rich a vocabulary is leaves. All but K and MATTR depend on text length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from discourse.measures.statistics.contingency import broadcast, positive_numbers, regular, whole_numbers


def ttr(n_types, n_tokens):
    """Type-token ratio ``V/N``, which falls with text length: compare only samples of one length.

    Parameters
    ----------
    n_types, n_tokens : array_like of int
        Different terms and running tokens.

    Returns
    -------
    ndarray of float
        From above 0 to 1.

    Raises
    ------
    ValueError
        If a number is not a positive whole number, or there are more types than tokens.

    References
    ----------
    Johnson (1944), Studies in language behavior, Psychological Monographs 56(2).

    Examples
    --------
    >>> float(ttr(5, 100))
    0.05
    """
    v, n = _types(n_types, n_tokens)
    return (v / n)[()]


def herdan_c(n_types, n_tokens):
    """Herdan's C: ``ln V / ln N``.

    Parameters
    ----------
    n_types, n_tokens : array_like of int
        Different terms and running tokens.

    Returns
    -------
    ndarray of float
        From 0 (one type repeated) to 1 (no repetition); NaN for a text of one token.

    Raises
    ------
    ValueError
        As `ttr`.

    References
    ----------
    Herdan (1960), Type-token mathematics, Mouton.

    Examples
    --------
    >>> float(herdan_c(10, 100))
    0.5
    """
    v, n = _types(n_types, n_tokens)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (np.log(v) / np.log(n))[()]


def _types(n_types, n_tokens) -> list[np.ndarray]:
    """Types and tokens, checked against each other."""
    v, n = broadcast(positive_numbers(n_types, "n_types"), positive_numbers(n_tokens, "n_tokens"))
    if (v > n).any():
        raise ValueError("n_types must not exceed n_tokens")
    return [v, n]


def mattr(tokens, window):
    """Moving-average type-token ratio: the mean TTR of all windows of fixed length.

    Parameters
    ----------
    tokens : sequence of str
        Running tokens in order.
    window : int
        Length of the window in tokens.

    Returns
    -------
    float
        From above 0 to 1; NaN where the text is shorter than the window.

    Raises
    ------
    ValueError
        If `window` is not a positive whole number, or `tokens` is a single string.

    References
    ----------
    Covington & McFall (2010), Cutting the Gordian knot: the moving-average type-token ratio, JQL 17(2).

    Examples
    --------
    >>> mattr("a b a a".split(), 2)
    0.8333333333333334
    """
    size = positive_numbers(window, "window")
    if size.ndim:
        raise ValueError("window must be one number")
    if isinstance(tokens, str):
        raise ValueError("tokens must be a sequence of tokens, not one string: tokenize it first")
    try:
        tokens, width = list(map(str, tokens)), int(size)
    except TypeError:
        raise ValueError(f"tokens must be a sequence of tokens, not {type(tokens).__name__}") from None
    if len(tokens) < width:
        return float("nan")
    seen = Counter(tokens[:width])
    total = len(seen)
    for left, entered in zip(tokens, tokens[width:], strict=False):
        seen[entered] += 1
        seen[left] -= 1
        if not seen[left]:
            del seen[left]
        total += len(seen)
    return total / (width * (len(tokens) - width + 1))


def yule_k(spectrum):
    """Yule's characteristic K: ``10**4 (sum m**2 V_m - N) / N**2``, nearly independent of text length.

    Parameters
    ----------
    spectrum : array_like of int, or mapping of int to int
        Frequency spectrum: how many types occur once, twice, and so on; as an array from m = 1, or as {m: V_m}.

    Returns
    -------
    float
        0 where nothing is repeated, towards 10,000 where one type is; NaN without any token. Higher is poorer.

    Raises
    ------
    ValueError
        If a number is negative, fractional or not finite, a mapping names an m below 1, or the shape is not (m,).

    References
    ----------
    Yule (1944), The statistical study of literary vocabulary, Cambridge University Press.

    Examples
    --------
    >>> yule_k([3, 1]), yule_k({1: 3, 2: 1})
    (800.0, 800.0)
    """
    if isinstance(spectrum, Mapping):
        m = positive_numbers(list(spectrum), "m") if spectrum else np.zeros(0)
        v = whole_numbers(list(spectrum.values()), "spectrum") if spectrum else np.zeros(0)
    else:
        v = whole_numbers(spectrum, "spectrum") if regular(spectrum, "spectrum").size else np.zeros(0)
        m = np.arange(1, v.size + 1.0)
    if v.ndim != 1:
        raise ValueError(f"spectrum must have shape (m,), got {v.shape}")
    n = (m * v).sum()
    return float(1e4 * ((m * (m - 1) * v).sum()) / n**2) if n > 0 else float("nan")
