"""Where the data that ships with discourse lies: corpus/ in a checkout, a copy inside an installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str = "") -> Path:
    """Path of a file of the shipped corpus folder, or of the folder itself.

    Parameters
    ----------
    name : str
        Path inside ``corpus/``, for example ``"userdict.txt"``.

    Examples
    --------
    >>> shipped("codebook.csv").name
    'codebook.csv'
    """
    installed = _PACKAGE / "corpus"
    return (installed if installed.is_dir() else _PACKAGE.parents[1] / "corpus") / name
