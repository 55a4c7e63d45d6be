"""A folder of counted Parquet files enters; frequencies, frame shares and rows of counts leave, read file by file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from scipy.sparse import csr_array

from discourse.counting.finished import finished_partitions
from discourse.errors import CorpusError, DiscourseError

_COLUMNS = ("doc_id", "voice", "side", "lang", "frame", "term")


class Counted:
    """Counts that `discourse count` made, of any size: every method reads one partition after the other.

    Parameters
    ----------
    folder : path
        What ``--out`` named.

    Raises
    ------
    CorpusError
        If the folder holds no counts of a run that came to its end.

    Examples
    --------
    >>> import tempfile
    >>> from discourse.counting.scale import count_source
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Trade is good. Trade is peace.", encoding="utf-8")
    >>> _ = count_source(folder / "a.txt", folder / "out")
    >>> Counted(folder / "out").frequencies().values.tolist()[:2]
    [['is', 2, 1, 'en'], ['trade', 2, 1, 'en']]
    """

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        finished_partitions(self.folder)

    def documents(self) -> pd.DataFrame:
        """Documents read, with their sizes; `refused` says why one was not counted."""
        return self._table("documents", {}).to_pandas()

    def counts(self, **where: str | list[str]) -> pd.DataFrame:
        """Rows of the table `counts`, for `keyness`, `dispersion` and the like.

        Parameters
        ----------
        **where : str or list of str
            Values of doc_id, voice, side, lang or term.
        """
        return self._house("counts", where)

    def sentences(self, **where: str | list[str]) -> pd.DataFrame:
        """Rows of the table `sentences`."""
        return self._house("sentences", where)

    def segments(self, **where: str | list[str]) -> pd.DataFrame:
        """Rows of the table `segments`."""
        return self._house("segments", where)

    def matches(self, **where: str | list[str]) -> pd.DataFrame:
        """Rows of the table `matches`; values of frame choose, too."""
        return self._house("matches", where)

    def frequencies(self, **where: str | list[str]) -> pd.DataFrame:
        """Add up the terms: term, n, n_documents, lang; the most frequent first. A reference for `keyness`."""

        def reduce(table: pa.Table) -> pa.Table:
            by_document = _plain(table).group_by(["doc_id", "term", "lang"]).aggregate([("n", "sum")])
            sums = by_document.group_by(["term", "lang"]).aggregate([("n_sum", "sum"), ("n_sum", "count")])
            return sums.rename_columns({"n_sum_sum": "n", "n_sum_count": "n_documents"})

        whole = self._reduced("counts", where, reduce).group_by(["term", "lang"])
        table = whole.aggregate([("n", "sum"), ("n_documents", "sum")])
        df = table.rename_columns({"n_sum": "n", "n_documents_sum": "n_documents"}).to_pandas()
        df = df[["term", "n", "n_documents", "lang"]].sort_values(["n", "term", "lang"], ascending=[False, True, True])
        return df.reset_index(drop=True)

    def frame_sentences(self, **where: str | list[str]) -> pd.DataFrame:
        """Add up by document the sentences that invoke each frame: doc_id, frame, n_hits, n_sentences."""

        def reduce(table: pa.Table) -> pa.Table:
            different = _plain(table).group_by(["doc_id", "sent", "frame"]).aggregate([])
            return different.group_by(["doc_id", "frame"]).aggregate([("sent", "count")])

        hits = self._reduced("matches", where, reduce).rename_columns({"sent_count": "n_hits"}).to_pandas()
        sizes = self.documents().set_index("doc_id").n_sentences
        hits["n_sentences"] = hits.doc_id.map(sizes).astype("int64")
        return hits.sort_values(["doc_id", "frame"]).reset_index(drop=True)

    def document_terms(self, **where: str | list[str]) -> tuple[csr_array, list[str], list[str]]:
        """Give the document–term matrix, its documents and its terms, both in code-point order.

        Returns
        -------
        matrix : csr_array of int64, shape (D, T)
        doc_ids, terms : list of str
        """

        def reduce(table: pa.Table) -> pa.Table:
            return _plain(table).group_by(["doc_id", "term"]).aggregate([("n", "sum")])

        table = self._reduced("counts", where, reduce).combine_chunks()
        sides = []
        for column in ("doc_id", "term"):
            coded = table[column].combine_chunks().dictionary_encode()
            names = coded.dictionary.to_pylist()
            rank = np.empty(len(names), dtype=np.int64)
            rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
            sides.append((rank[coded.indices.to_numpy()], sorted(names)))
        (rows, doc_ids), (columns, terms) = sides
        matrix = csr_array((table["n_sum"].to_numpy(), (rows, columns)), shape=(len(doc_ids), len(terms)))
        matrix.sort_indices()
        return matrix, doc_ids, terms

    def _parts(self, name: str) -> list[Path]:
        return finished_partitions(self.folder)[name]

    def _table(self, name: str, where: dict) -> pa.Table:
        return self._reduced(name, where, _plain)

    def _house(self, name: str, where: dict) -> pd.DataFrame:
        df = self._table(name, where).to_pandas()
        return df.astype({column: "int64" for column in df.columns if df[column].dtype.kind == "i"})

    def _reduced(self, name: str, where: dict, reduce: Callable[[pa.Table], pa.Table]) -> pa.Table:
        """Reduce every partition by itself and put the results together."""
        parts = [reduce(_chosen(_read(path), where)) for path in self._parts(name)]
        if not parts:
            raise CorpusError(f"holds no {name}", path=self.folder, remedy="Run `discourse count` again.")
        return pa.concat_tables(parts).combine_chunks()


def _read(path: Path) -> pa.Table:
    """Read a partition and compare the checksums of its pages."""
    try:
        return pq.read_table(path, use_threads=False, page_checksum_verification=True)
    except (OSError, pa.ArrowException) as error:
        raise CorpusError(f"is damaged ({str(error)[:100]})", path=path,
                          remedy="Delete it and run `discourse count` again.") from None  # fmt: skip


def _chosen(table: pa.Table, where: dict) -> pa.Table:
    for column, wanted in where.items():
        if column not in table.column_names or column not in _COLUMNS:
            raise DiscourseError(f"there is no column {column!r} to choose by", remedy=f"Use {', '.join(_COLUMNS)}.")
        values = [wanted] if isinstance(wanted, str) else list(wanted)
        table = table.filter(pc.is_in(table[column].cast(pa.string()), pa.array(values, pa.string())))
    return table


def _plain(table: pa.Table) -> pa.Table:
    """Write names out, so that partitions with different lists of names fit together."""
    return table.cast(pa.schema([
        (f.name, pa.string() if pa.types.is_dictionary(f.type) else f.type) for f in table.schema
    ]))  # fmt: skip
