"""A line of JSON or a row of Parquet enters; its cells leave as text, or the reason why it is no document."""

from __future__ import annotations

import datetime
import json
import re

_LONE = re.compile("[\ud800-\udfff]")


class Unfit(ValueError):
    """What was read is no document; the message is the reason."""


def json_row(line: bytes) -> dict[str, object]:
    r"""Parse one line of JSON.

    Parameters
    ----------
    line : bytes
        An object in UTF-8. Halves of characters (lone surrogates) outside its id become U+FFFD.

    Returns
    -------
    dict of str to object

    Raises
    ------
    Unfit
        If the line is no such object, if a key stands twice, or if the id holds half a character.

    Examples
    --------
    >>> json_row(b'{"id": "a", "text": "Trade."}')
    {'id': 'a', 'text': 'Trade.'}
    >>> json_row(b'{"id": "a", "id": "b"}')
    Traceback (most recent call last):
        ...
    discourse.counting.rows.Unfit: key 'id' stands twice
    """
    try:
        row = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_once)
    except Unfit:
        raise
    except (ValueError, RecursionError) as error:
        raise Unfit(f"is not JSON in UTF-8 ({str(error)[:100]})") from None
    if not isinstance(row, dict):
        raise Unfit("is no JSON object")
    if b"\\u" not in line:
        return row
    if _LONE.search(str(row.get("id", row.get("doc_id")))):
        raise Unfit("its id holds half a character (a lone surrogate)")
    return {key: _LONE.sub("\ufffd", cell) if isinstance(cell, str) else cell for key, cell in row.items()}


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row = dict(pairs)
    if len(row) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Unfit(f"key {next(key for key in keys if keys.count(key) > 1)!r} stands twice")
    return row


def row_id(row: dict[str, object]) -> str:
    """Id of a row, under ``id`` or ``doc_id``; a whole number is taken as it is written.

    Raises
    ------
    Unfit
        If there is none, or it is neither text nor a whole number.

    Examples
    --------
    >>> row_id({"id": 7}), row_id({"doc_id": "007"})
    ('7', '007')
    """
    doc_id = row.get("id", row.get("doc_id"))
    if isinstance(doc_id, int) and not isinstance(doc_id, bool):
        return str(doc_id)
    if isinstance(doc_id, str) and doc_id.strip():
        return doc_id
    if isinstance(doc_id, str) or _is_nothing(doc_id):
        raise Unfit("lacks an id")
    raise Unfit(f"its id {repr(doc_id)[:40]} is no text")


def cell_text(row: dict[str, object], column: str) -> str:
    """Text of a cell: numbers and days as they are written, names joined by semicolons, nothing for null and NaN.

    Raises
    ------
    Unfit
        If the cell is anything else.

    Examples
    --------
    >>> row = {"date": datetime.date(2022, 11, 14), "speakers": ["Biden", "Xi"], "title": None}
    >>> [cell_text(row, column) for column in ("date", "speakers", "title", "genre")]
    ['2022-11-14', 'Biden; Xi', '', '']
    """
    value = row.get(column)
    if isinstance(value, str):
        return value
    if _is_nothing(value):
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    raise Unfit(f"its {column} {repr(value)[:40]} is no text")


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, float) and value != value)  # NaN, which pandas writes for nothing
