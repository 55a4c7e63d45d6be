"""Something a reader should know about a text that loads all the same: a line in, a warning out."""

from __future__ import annotations

import os
import warnings

from discourse.errors import DiscourseWarning, printable


def note(message: str, path: str | os.PathLike | None = None) -> None:
    """Warn with the file in front, as errors do.

    Examples
    --------
    >>> with warnings.catch_warnings(record=True) as seen:
    ...     warnings.simplefilter("always")
    ...     note("2 bullets dropped", "a.txt")
    >>> print(seen[0].message)
    a.txt: 2 bullets dropped.
    """
    where = f"{printable(path)}: " if path is not None else ""
    warnings.warn(f"{where}{printable(message)}.", DiscourseWarning, stacklevel=3)
