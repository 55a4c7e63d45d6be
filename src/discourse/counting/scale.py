"""A corpus of any size enters; its counts leave as Parquet files, made by one process, several, or a cluster.

The folder holds a folder for each table, with one file for each partition of the corpus, and ``summary.json``. The name
of a file ends in a key of everything its bytes depend on, so what is there already is never made again, and what an
earlier run left and nobody needs any more is removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from discourse.counting.cluster import on_cluster, on_processes
from discourse.counting.finished import PART, are_whole, is_whole, summary
from discourse.counting.folders import locked
from discourse.counting.settings import TABLES, Settings
from discourse.counting.sources import files_sha256, read_source, source_files
from discourse.errors import DiscourseError
from discourse.writing import write_bytes, write_text

if TYPE_CHECKING:
    from discourse.counting.partitions import Batch


def count_source(
    source: str | Path,
    out: str | Path,
    *,
    settings: Settings | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    progress: bool = False,
) -> dict:
    """Count all documents of a file or folder into a folder of Parquet files.

    Parameters
    ----------
    source : path
        A ``.txt``, ``.jsonl``, ``.jsonl.gz`` or ``.parquet`` file, or a folder of them; see `read_source`.
    out : path
        Folder to write to; made if missing. One that holds anything else is refused.
    settings : Settings, optional
        How to count; by default with the shipped codebook.
    workers : int
        Processes that count.
    scheduler : str, optional
        Address of a Dask scheduler (``tcp://host:8786``) whose workers count instead; they must see `out` under the
        same path.
    progress : bool
        Show a progress bar.

    Returns
    -------
    dict
        ``n_read`` (= ``n_used`` + ``n_refused``), ``n_sentences``, ``n_segments``, ``n_tokens``, ``n_partitions`` and
        ``n_counted``, the partitions that were not there already. The files do not depend on workers or scheduler.

    Raises
    ------
    CorpusError
        If the source is missing or holds no documents.
    DiscourseError
        If `out` holds other things or cannot be written, or the cluster cannot be reached.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Trade is good. War is bad.", encoding="utf-8")
    >>> result = count_source(folder, folder / "counted")
    >>> result["n_used"], result["n_sentences"], result["n_tokens"]
    (1, 2, 6)
    """
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise DiscourseError(f"workers is {workers!r}", remedy="Give a whole number from 1.")
    source, out = Path(source), Path(out)
    settings = settings or Settings()
    files = source_files(source, without=out)
    with locked(out, {*TABLES, "summary.json"}.__contains__):
        for name in TABLES:
            (out / name).mkdir(exist_ok=True)
        asked = {"source_sha256": files_sha256(files), "settings_sha256": settings.asked}
        known = summary(out)
        if known.get("asked") == asked and are_whole(out, known["partitions"]):
            return {**known["result"], "n_counted": 0}
        from discourse.counting.partitions import batches, write_batch  # here, since nothing above needs what they load

        store = _Store(out, settings)
        with tqdm(desc="counting", unit=" documents", disable=not progress) as bar:
            jobs = partial(store.jobs, batches(read_source(files), settings.batch), bar)
            work = partial(write_batch, settings=settings, out=out.resolve())
            run = on_cluster(scheduler) if scheduler else on_processes(workers)
            for n in run(work, jobs()):
                bar.update(n)
        result = {**_sizes(out, store.names["documents"]), "n_partitions": len(store.names["documents"])}
        _write_summary(out, {"result": result, "asked": asked, "partitions": store.names})
        store.sweep()  # last, so that whatever stops a run, the summary names files that are there
        return {**result, "n_counted": store.n_counted}


class _Store:
    """The folder of results: which files are there, which are wanted."""

    def __init__(self, out: Path, settings: Settings):
        self.out, self.settings, self.n_counted = out, settings, 0
        self.names: dict[str, list[str]] = {name: [] for name in TABLES}
        self._there = {name: _parts(out / name) for name in TABLES}

    def jobs(self, cut: Iterator[Batch], bar: tqdm) -> Iterator[tuple[Batch, tuple[str, ...]]]:
        """Batches with the tables of theirs that are missing; what is there under another number gets it too."""
        for batch in cut:
            missing = []
            for table in TABLES:
                name = batch.name(table, self.settings)
                self.names[table].append(name)
                there = self._there[table].get(batch.key(table, self.settings))
                if there is None:
                    missing.append(table)
                elif there != name:
                    _add_name(self.out / table / there, self.out / table / name)
            if missing:
                self.n_counted += 1
                yield batch, tuple(missing)
            else:
                bar.update(len(batch.documents))

    def sweep(self) -> None:
        """Remove the files of earlier runs that nobody needs any more."""
        for table, names in self.names.items():
            for path in (self.out / table).glob("part-*.parquet"):
                if PART.fullmatch(path.name) and path.name not in names:
                    path.unlink()


def _add_name(path: Path, name: Path) -> None:
    """Give a file a second name, as a link where the disk has links."""
    if not is_whole(name):
        try:
            os.link(path, name)
        except OSError:
            write_bytes(name, path.read_bytes())


def _parts(folder: Path) -> dict[str, str]:
    """Whole files of a table, by key."""
    found = {}
    for path in folder.glob("part-*.parquet"):
        if (match := PART.fullmatch(path.name)) and is_whole(path):
            found[match[2]] = path.name
    return found


def _write_summary(out: Path, summary: dict) -> None:
    write_text(out / "summary.json", json.dumps(summary, indent=1, sort_keys=True) + "\n")


def _sizes(out: Path, names: list[str]) -> dict[str, int]:
    """Add up the documents, file by file."""
    import pyarrow.parquet as pq

    total = dict.fromkeys(("n_read", "n_used", "n_refused", "n_sentences", "n_segments", "n_tokens"), 0)
    for name in names:
        columns = ["refused", "n_sentences", "n_segments", "n_tokens"]
        table = pq.read_table(out / "documents" / name, columns=columns, use_threads=False).to_pydict()
        refused = sum(map(bool, table["refused"]))
        total["n_read"] += len(table["refused"])
        total["n_used"] += len(table["refused"]) - refused
        total["n_refused"] += refused
        for column in columns[1:]:
            total[column] += sum(table[column])
    return total
