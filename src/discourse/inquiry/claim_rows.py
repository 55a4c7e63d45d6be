"""A table of claims enters; its rows leave checked, their parameters as values."""

from __future__ import annotations

import inspect
import re
from os import PathLike
from typing import Any

import pandas as pd

from discourse.errors import CorpusError, DiscourseError
from discourse.inquiry.claim_tests import TESTS
from discourse.shipped import shipped
from discourse.tables import read_table

REQUIRED = ("claim_id", "part", "title_en", "title_zh", "sentence", "test", "parameters", "documents", "expectation")
OPTIONAL = ("note_en", "note_zh")


def load_claims(path: str | PathLike | None = None) -> pd.DataFrame:
    """Read and check a table of claims.

    Parameters
    ----------
    path : path, optional
        A CSV file with the columns claim_id, part (of a claim that is tested in several parts), title_en, title_zh,
        sentence (that makes the claim), test (a name in ``discourse.inquiry.claim_tests.TESTS``), parameters
        (``key=value;key=a|b``), documents (ids joined by ``;``), expectation (what would be seen if it were true),
        and optionally note_en and note_zh. The shipped ``corpus/claims.csv`` by default.

    Returns
    -------
    DataFrame
        The rows of the file, all cells text; the index is the line.

    Raises
    ------
    CorpusError
        With file and line: a test or a parameter that does not exist, a value that does not fit, an empty cell, a
        claim that stands twice.

    Examples
    --------
    >>> load_claims().claim_id.nunique() >= 10
    True
    """
    path = path if path is not None else shipped("claims.csv")
    table = read_table(path, required=REQUIRED, optional=OPTIONAL, what="table of claims")
    table = table.reindex(columns=[*REQUIRED, *OPTIONAL], fill_value="")
    for column in ("claim_id", "title_en", "sentence", "test", "documents", "expectation"):
        empty = table.index[table[column].str.strip() == ""]
        if len(empty):
            raise CorpusError(f"the {column} is empty", path=path, line=int(empty[0]), remedy="Fill it in.")
    doubled = table.index[table.duplicated(["claim_id", "part"])]
    if len(doubled):
        row = table.loc[doubled[0]]
        raise CorpusError(f"claim {row.claim_id!r}, part {row.part!r}, stands twice", path=path, line=int(doubled[0]),
                          remedy="Give each part its own name.")  # fmt: skip
    for row in table.itertuples():
        try:
            parsed_parameters(row.test, row.parameters)
        except DiscourseError as error:
            raise CorpusError(error.problem, path=path, line=int(row.Index), remedy=error.remedy) from None
    return table


def parsed_parameters(test: str, cell: str) -> dict[str, Any]:
    """Parameters of a test from a cell, checked against what the test takes.

    Parameters
    ----------
    test : str
        Name of the test.
    cell : str
        ``key=value;key=value``; a value that is a list joins its items by ``|``.

    Raises
    ------
    CorpusError
        If the test, a parameter or a value is wrong; nothing is ever evaluated.

    Examples
    --------
    >>> parsed_parameters("before", "voice=Xi;frame=risk;others=order|challenges")
    {'voice': 'Xi', 'frame': 'risk', 'others': ('order', 'challenges')}
    """
    if not isinstance(test, str) or test not in TESTS:
        raise CorpusError(f"there is no test {test!r}", remedy=f"Choose from {', '.join(TESTS)}.")
    taken = {n: p for n, p in inspect.signature(TESTS[test]).parameters.items() if p.kind is p.KEYWORD_ONLY}
    given: dict[str, Any] = {}
    for part in filter(None, (piece.strip() for piece in cell.split(";"))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not value or name in given:
            raise CorpusError(f"parameter {part!r} is not one key=value", remedy="Write key=value;key=a|b.")
        if name not in taken:
            raise CorpusError(f"test {test} has no parameter {name!r}", remedy=f"It takes {', '.join(taken)}.")
        given[name] = _value(name, value, str(taken[name].annotation))
    if missing := [n for n, p in taken.items() if p.default is p.empty and n not in given]:
        raise CorpusError(f"test {test} needs the parameter {missing[0]!r}", remedy="Add it.")
    return given


def _value(name: str, value: str, kind: str) -> Any:
    if kind == "int":
        if not re.fullmatch("[0-9]{1,6}", value):
            raise CorpusError(f"parameter {name}={value!r} is no whole number", remedy="Write digits.")
        return int(value)
    if kind == "str":
        return value
    items = tuple(item.strip() for item in value.split("|"))
    if not all(items):
        raise CorpusError(f"parameter {name}={value!r} has an empty item", remedy="Join the items by a single |.")
    return items
