"""A folder of counts enters; what its last finished run wrote and answered leaves."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

from discourse.counting.settings import TABLES
from discourse.errors import CorpusError
from discourse.files import read_bytes

PART = re.compile(r"part-(\d{6,})-([0-9a-f]{20})\.parquet")


def summary(out: Path) -> dict:
    """What ``summary.json`` says: asked, partitions by table, result; nothing if it is missing or broken."""
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        known = json.loads(read_bytes(out / "summary.json"))
        names = [name for partition in known["partitions"].values() for name in partition]
        if set(known["partitions"]) == set(TABLES) and all(PART.fullmatch(name) for name in names):
            return known
    return {}


def is_whole(path: Path) -> bool:
    """Tell whether a file ends as Parquet files do."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        file.seek(-4, 2)
        return file.read(4) == b"PAR1"
    return False


def are_whole(out: Path, partitions: dict[str, list[str]]) -> bool:
    """Tell whether all files of a summary are there and whole."""
    return all(is_whole(out / table / name) for table, names in partitions.items() for name in names)


def finished_partitions(out: str | Path) -> dict[str, list[Path]]:
    """Files of the last run that came to its end, by table; what an interrupted run left beside them is not named.

    Raises
    ------
    CorpusError
        If there was no such run, or files of it are gone.
    """
    out = Path(out)
    partitions = summary(out).get("partitions")
    if not partitions or not are_whole(out, partitions):
        problem = "holds no finished counts" if not partitions else "lacks files of its last finished run"
        raise CorpusError(problem, path=out, remedy="Run `discourse count SOURCE --out FOLDER`.")
    return {table: [out / table / name for name in sorted(names)] for table, names in partitions.items()}
