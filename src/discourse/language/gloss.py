"""Chinese terms enter, in either script; a table with their pinyin and their meaning in English leaves."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike

import pandas as pd

from discourse.errors import CorpusError, DiscourseError
from discourse.language.script import to_simplified
from discourse.shipped import shipped
from discourse.tables import read_table

COLUMNS = ("term", "pinyin", "gloss_en")


def gloss(terms: str | Iterable[str], *, path: str | PathLike | None = None) -> pd.DataFrame:
    """Say what Chinese terms mean.

    Parameters
    ----------
    terms : str or iterable of str
        Terms in Traditional or Simplified characters; a column of a table will do. Doubled ones are said once.
    path : path, optional
        A CSV file with the columns term, pinyin (may be empty) and gloss_en; the shipped ``corpus/gloss.csv`` by
        default.

    Returns
    -------
    DataFrame
        One row per term in the order given: term as it came, pinyin, gloss_en. Both are empty for a term that the
        file does not know; terms without a Chinese character are left out.

    Raises
    ------
    CorpusError
        If the file is broken or a term stands in it twice.

    Examples
    --------
    >>> gloss(["关系", "多邊主義", "G20"]).gloss_en.tolist()
    ['relations; relationship', 'multilateralism']
    """
    if not isinstance(terms, Iterable):
        raise DiscourseError(f"{terms!r} is neither a term nor a list of terms", remedy="Give terms as text.")
    wanted = [terms] if isinstance(terms, str) else [str(term) for term in terms]
    known = _known(path if path is not None else shipped("gloss.csv"))
    chosen = [term for term in dict.fromkeys(wanted) if any(_is_han(c) for c in term)]
    rows = [(term, *known.get(to_simplified(term), ("", ""))) for term in chosen]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char > "\U0001ffff"


def _known(path: str | PathLike) -> dict[str, tuple[str, str]]:
    table = read_table(path, required=COLUMNS, what="table of glosses")
    simple = table.term.map(to_simplified)
    for bad, problem in ((simple.duplicated(), "stands here twice"), (table.gloss_en == "", "has no gloss")):
        if bad.any():
            line = int(table.index[bad][0])
            raise CorpusError(f"{table.term[line]!r} {problem}", path=path, line=line, remedy="Correct the row.")
    return dict(zip(simple, zip(table.pinyin, table.gloss_en, strict=True), strict=True))
