"""What was fetched from where enters and leaves ``texts/fetched.csv``; known: which texts count as published."""

from __future__ import annotations

import os
from typing import NamedTuple

import pandas as pd

from discourse.files import safe_path
from discourse.tables import read_table, write_table
from discourse.writing import alone


class Receipt(NamedTuple):
    """One fetched text: its checksum, the one recorded for the document, and how the two compared."""

    doc_id: str
    sha256: str
    recorded_sha256: str
    result: str
    url: str


def read_receipts(folder: str | os.PathLike) -> dict[str, Receipt]:
    """Receipts of a corpus folder by document id; none where nothing was fetched.

    Raises
    ------
    CorpusError
        If the list is broken; it may be deleted.
    """
    path = safe_path(folder, "texts/fetched.csv")
    if not path.exists():
        return {}
    table = read_table(path, required=Receipt._fields, what="list of fetched texts")
    return {row["doc_id"]: Receipt(*(row[field] for field in Receipt._fields)) for row in table.to_dict("records")}


def write_receipt(folder: str | os.PathLike, receipt: Receipt) -> None:
    """Add or replace the receipt of one document."""
    path = safe_path(folder, "texts/fetched.csv")
    with alone(path.parent):
        known = read_receipts(folder) | {receipt.doc_id: receipt}
        rows = [known[doc_id] for doc_id in sorted(known)]
        write_table(pd.DataFrame(rows, columns=list(Receipt._fields)), path)


def counts_as_recorded(folder: str | os.PathLike, doc_id: str, sha256: str, recorded: str) -> bool:
    """Tell whether `fetch` found that exactly this text gives the counts of the recorded one."""
    receipt = read_receipts(folder).get(doc_id)
    return receipt is not None and receipt[1:4] == (sha256, recorded, "same counts")
