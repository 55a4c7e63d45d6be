"""A text as somebody typed it enters; text that reads like a cleaned one leaves, with offsets back to the first."""

from __future__ import annotations

from functools import cache

import numpy as np

from discourse.language.characters import (
    codepoints,
    composed,
    flagged,
    from_codepoints,
    invisible,
    plain_forms,
)

_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
_NARROW = {"｡": "。", "｢": "「", "｣": "」", "､": "、", **dict.fromkeys(_BREAKS, "\n")}
_ODD = (f"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2e80-\u2fdf\uf900-\ufaff\uff10-\uff5a\uff61-\uff64"
        f"\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f\u0300-\u036f{_BREAKS}]+")  # fmt: skip


def legible(text: str) -> tuple[str, np.ndarray | None, np.ndarray | None]:
    r"""Take out what nobody sees; make odd spaces, line ends, letters and Chinese characters ordinary ones.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    text : str
        The same text where nothing was odd.
    starts, ends : ndarray of int64 or None
        Where each of its characters starts and ends in the text given; None where all offsets stay.

    Examples
    --------
    >>> text, starts, ends = legible("習\u200b近平：｢好｣\r\n")
    >>> text, starts.tolist()
    ('習近平：「好」\n', [0, 2, 3, 4, 5, 6, 7, 9])
    """
    if not _odd()[codepoints(text)].any():
        return text, None, None
    whole, joiners = composed(text)
    codes = codepoints(whole)
    hidden = invisible()[codes]
    hidden[:-1] |= (codes[:-1] == ord("\r")) & (codes[1:] == ord("\n"))
    plain = _table()[codes]
    if not hidden.any():
        return from_codepoints(plain), None, None
    starts = np.flatnonzero(~hidden)
    ends = starts + 1
    if joiners is not None:  # a letter ends behind its accents
        np.maximum.at(ends, np.searchsorted(starts, joiners) - 1, joiners + 1)
    return from_codepoints(plain[~hidden]), starts, ends


@cache
def _odd() -> np.ndarray:
    """One flag per code point: whether it keeps a text from being legible as it is."""
    return flagged(_ODD) | invisible()


@cache
def _table() -> np.ndarray:
    """Ordinary form of every code point; quotation marks and signs of Chinese stay."""
    table = plain_forms().copy()
    for sign in "‘’":
        table[ord(sign)] = ord(sign)
    for odd, plain in _NARROW.items():
        table[ord(odd)] = ord(plain)
    table.flags.writeable = False
    return table
