"""A table enters that somebody else may have made; what it lacks is refused by name, before anything is measured."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from discourse.errors import CorpusError


def need_columns(
    table: pd.DataFrame, columns: Sequence[str], what: str, remedy: str = "", *, empty: Sequence[str] = (),
    numbers: Sequence[str] = (),
) -> None:  # fmt: skip
    """Refuse what is no table with these columns, each standing once and without an empty cell.

    Parameters
    ----------
    table : DataFrame
        Anything; only a table passes.
    columns : sequence of str
        The columns that will be read.
    what : str
        Name of the table, for the message.
    remedy : str, optional
        Where to get such a table.
    empty : sequence of str
        Columns in which cells may be empty.
    numbers : sequence of str
        More columns, which must hold numbers (or True and False); they may be empty.

    Raises
    ------
    CorpusError
        Naming the column.

    Examples
    --------
    >>> need_columns(pd.DataFrame({"term": ["peace"]}), ["term", "n"], "table of counts")
    Traceback (most recent call last):
        ...
    discourse.errors.CorpusError: the table of counts has no column 'n'. It has term.
    """
    if not isinstance(table, pd.DataFrame):
        raise CorpusError(f"a {what} is asked for, not a {type(table).__name__}", remedy=remedy)
    for column in dict.fromkeys([*columns, *numbers]):
        if not isinstance(column, str) or column not in table.columns:
            raise CorpusError(f"the {what} has no column {column!r}",
                              remedy=remedy or f"It has {', '.join(map(str, table.columns)) or 'none'}.")  # fmt: skip
        cells = table[column]
        if isinstance(cells, pd.DataFrame):
            raise CorpusError(f"the {what} has two columns {column!r}", remedy="Drop one of them.")
        if cells.dtype == object and not _hashable(cells):
            raise CorpusError(f"column {column} of the {what} holds a list or the like",
                              remedy="Write one value in a cell.")  # fmt: skip
        if column in numbers:
            if len(cells) and not pd.api.types.is_numeric_dtype(cells):
                raise CorpusError(f"column {column} of the {what} must hold numbers", remedy="Read it as numbers.")
        elif column not in empty and cells.hasnans:
            raise CorpusError(f"column {column} of the {what} has an empty cell",
                              remedy="Read the file with discourse, or with keep_default_na=False.")  # fmt: skip


def _hashable(cells: pd.Series) -> bool:
    try:
        pd.unique(cells)
    except TypeError:
        return False
    return True


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Write out columns of categories, whose order is not that of their names, as plain values.

    Examples
    --------
    >>> terms = pd.Categorical(["we", "war"], categories=["we", "war"], ordered=True)
    >>> plain(pd.DataFrame({"term": terms})).sort_values("term").term.tolist()
    ['war', 'we']
    """
    categorical = [name for name in table.columns if isinstance(table[name].dtype, pd.CategoricalDtype)]
    return table.astype({name: table[name].cat.categories.dtype for name in categorical}) if categorical else table
