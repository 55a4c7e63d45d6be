"""A folder that `build_index` wrote enters; the places of a word or a frame leave, without reading the texts again.

Arrays are mapped into memory, not loaded. ``index.json`` names the parts that belong together.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from tokenize import TokenError

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from discourse.counting.nodes import Node
from discourse.counting.postings import Postings
from discourse.counting.stretches import Odd, Stretch
from discourse.errors import CorpusError, DiscourseError
from discourse.files import sha256_of

ARRAYS = ("codes", "bounds", "offsets", "places", "odd", "gapped")
_KEPT = 1 << 22
_PART = re.compile(rf"part-\d{{6,}}-[0-9a-f]{{20}}\.(?:(?:{'|'.join(ARRAYS)})\.npy|names\.json|matches\.arrow)")
# What numpy, json and Arrow raise for a file that is empty, cut off, or of another kind.
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, RecursionError, SyntaxError, TokenError)


class Index:
    """An index on disk, opened for search.

    Parameters
    ----------
    folder : path
        What `build_index` wrote.

    Raises
    ------
    CorpusError
        If there is no finished index, or a part of it is missing.
    """

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        contents = index_contents(self.folder)
        if not contents:
            raise CorpusError("holds no finished index", path=self.folder, remedy="Run `discourse index` on a corpus.")
        missing = [name for name in contents["parts"] if not is_whole(self.folder, name)]
        if missing:
            raise CorpusError(f"lacks a file of {missing[0]}", path=self.folder, remedy="Run `discourse index` again.")
        self.codebook_sha256, self.sizes = contents["codebook_sha256"], contents["result"]
        self._parts = [_Part(self.folder / name) for name in contents["parts"]]

    def __repr__(self) -> str:
        sizes = self.sizes
        return f"Index({sizes['n_used']:,} documents, {sizes['n_characters']:,} characters, {sizes['n_parts']} parts)"

    def find(self, node: Node) -> Iterator[tuple[Stretch, np.ndarray, np.ndarray]]:
        """Places of a node: for each part its texts, and starts and ends in them."""
        for part in self._parts:
            candidates = part.postings.candidates(node)
            if candidates is None:
                yield part.stretch, *node.find(part.stretch)
            else:
                yield part.stretch, *node.find_among(part.stretch, candidates, part.odd(phrase=node.is_phrase))

    def find_frame(self, frame: str) -> Iterator[tuple[Stretch, np.ndarray, np.ndarray, list[str]]]:
        """Places of the terms of a frame: for each part its texts, starts, ends, and the codebook's terms.

        Raises
        ------
        DiscourseError
            If no part of the index knows the frame.
        """
        known = set().union(*(part.frames for part in self._parts))
        if frame not in known:
            raise DiscourseError(f"frame {frame!r} is not in the index", path=self.folder,
                                 remedy=f"Choose from {', '.join(sorted(known)) or 'none'}.")  # fmt: skip
        for part in self._parts:
            table = part.matches.filter(pc.equal(part.matches["frame"], frame))
            yield part.stretch, table["start"].to_numpy(), table["end"].to_numpy(), table["term"].to_pylist()


class _Part:
    """One part of an index, mapped into memory when first asked for, and checked then."""

    def __init__(self, path: Path):
        self._path = path
        self._odd: dict[bool, Odd] = {}

    @cached_property
    def stretch(self) -> Stretch:
        """Its texts."""
        with self._reading("codes.npy"):
            codes, bounds = self._array("codes"), self._array("bounds")
            sound = codes.ndim == bounds.ndim == 1 and codes.dtype in ("<u2", "<u4") and bounds.dtype == np.int64
            _hold(sound and len(bounds) == len(self._names["ids"]) + 1 and bounds[0] == 1)
            _hold((np.diff(bounds) > 0).all() and bounds[-1] == len(codes))
            return Stretch(self._names["ids"], codes, bounds)

    @cached_property
    def postings(self) -> Postings:
        """Its words and their places."""
        with self._reading("places.npy"):
            offsets, places, odd = (self._array(name) for name in ("offsets", "places", "odd"))
            words = self._names["words"]
            _hold(all(array.ndim == 1 and array.dtype == np.int64 for array in (offsets, places, odd)))
            _hold(len(offsets) == len(words) + 1 and offsets[0] == 0 and offsets[-1] == len(places))
            _hold((np.diff(offsets) >= 0).all() and ((odd >= 0) & (odd < len(self.stretch.ids))).all())
            return Postings(words, offsets, places, odd)

    def odd(self, *, phrase: bool) -> Odd:
        """Its documents to be read anew, for a phrase also those with wide blanks; kept where they are few."""
        if phrase not in self._odd:
            documents = np.union1d(self.postings.odd, self._gapped) if phrase else self.postings.odd
            odd = Odd.of(self.stretch, documents)
            if len(odd.codes) > _KEPT:
                return odd
            self._odd[phrase] = odd
        return self._odd[phrase]

    @cached_property
    def _gapped(self) -> np.ndarray:
        with self._reading("gapped.npy"):
            gapped = self._array("gapped")
            _hold(gapped.ndim == 1 and gapped.dtype == np.int64)
            _hold(((gapped >= 0) & (gapped < len(self.stretch.ids))).all())
            return gapped

    @cached_property
    def matches(self) -> pa.Table:
        """What its texts hold of the codebook."""
        with self._reading("matches.arrow"), pa.memory_map(f"{self._path}.matches.arrow") as file:
            table = pa.ipc.open_file(file).read_all()
            starts, ends = table["start"].to_numpy(), table["end"].to_numpy()
            _hold(bool((0 < starts).all() and (starts <= ends).all() and (ends < len(self.stretch.codes)).all()))
            return table

    @property
    def frames(self) -> set[str]:
        """Frames that were looked for."""
        return set(self._names["frames"])

    @cached_property
    def _names(self) -> dict:
        with self._reading("names.json"):
            names = part_names(self._path)
            _hold(all(isinstance(name, str) for key in ("ids", "words", "frames") for name in names[key]))
            return names

    def _array(self, name: str) -> np.ndarray:
        return np.asarray(np.load(f"{self._path}.{name}.npy", mmap_mode="r", allow_pickle=False))

    @contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        try:
            yield
        except CorpusError:
            raise
        except _BROKEN as error:
            raise CorpusError(f"is damaged ({error})", path=f"{self._path}.{name}",
                              remedy="Delete the index and run `discourse index` again.") from None  # fmt: skip


def _hold(sound: bool) -> None:
    if not sound:
        raise ValueError("its numbers do not fit together")


def index_contents(folder: Path) -> dict:
    """Read what `index.json` says; nothing if it is missing or broken."""
    with suppress(*_BROKEN):
        contents = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        names = [contents["fingerprint"], contents["codebook_sha256"], *contents["parts"]]
        if all(isinstance(name, str) for name in names) and isinstance(contents["result"], dict):
            return contents
    return {}


def part_names(path: Path) -> dict:
    """Read what a part says of itself: a line of JSON, and below it the checksum of that line."""
    content, _, mark = Path(f"{path}.names.json").read_text(encoding="utf-8").partition("\n")
    _hold(hashlib.sha256(content.encode()).hexdigest() == mark.strip())
    return json.loads(content)


def is_sound(folder: Path, name: str) -> bool:
    """Tell whether all files of a part are there and as they were written."""
    with suppress(*_BROKEN):
        marks = part_names(folder / name)["sha256"]
        files = {"matches.arrow", *(f"{array}.npy" for array in ARRAYS)}
        return marks == {file: sha256_of(folder / f"{name}.{file}") for file in files}
    return False


def is_whole(folder: Path, name: str) -> bool:
    """Tell whether all files of a part are there."""
    files = [f"{name}.names.json", f"{name}.matches.arrow", *(f"{name}.{array}.npy" for array in ARRAYS)]
    return all(is_part(file) and (folder / file).is_file() for file in files)


def is_part(name: str) -> bool:
    """Tell whether a file name is that of a file of a part."""
    return bool(_PART.fullmatch(name))
