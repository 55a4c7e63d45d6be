"""A large corpus enters; an index on disk leaves, in which words and frames are found without reading it again.

A folder holds, for each part of some million characters: the texts as one array of code points, every word and every
Chinese character with the places where it begins, and the codebook's terms with theirs. ``index.json`` is written last,
so a run broken off leaves the old index or the new one.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
from tqdm.auto import tqdm

from discourse.counting.folders import locked
from discourse.counting.index import ARRAYS, index_contents, is_part, is_sound, part_names
from discourse.counting.matches import Matcher
from discourse.counting.partitions import Batch, batches
from discourse.counting.postings import Postings
from discourse.counting.settings import knowledge
from discourse.counting.sources import Raw, files_sha256, read_source, source_files
from discourse.counting.stretches import Stretch, gapped_documents
from discourse.reading.codebook import Codebook, load_codebook
from discourse.reading.guess import guess_language
from discourse.reading.textfile import clean
from discourse.shipped import shipped
from discourse.tables import LANGUAGES
from discourse.writing import write_bytes, write_text

PART = 1 << 25
"""A part is full at so many characters."""


def build_index(
    source: str | Path,
    out: str | Path,
    *,
    codebook: Codebook | None = None,
    lang: str = "",
    progress: bool = False,
) -> dict[str, int]:
    """Index a corpus of any size for `search` and `search_frame`.

    Parameters
    ----------
    source : path
        A ``.txt``, ``.jsonl``, ``.jsonl.gz`` or ``.parquet`` file, or a folder of them; see `read_source`.
    out : path
        Folder of the index; made if missing. What is up to date in it is not made again.
    codebook : Codebook, optional
        Whose terms `search_frame` finds; the shipped one by default.
    lang : str
        Language of documents that do not say theirs; guessed from the script where empty.
    progress : bool
        Show a progress bar.

    Returns
    -------
    dict
        ``n_read`` (= ``n_used`` + ``n_refused``), ``n_characters``, ``n_parts`` and ``n_made``, the parts that were not
        there already.

    Raises
    ------
    CorpusError
        If the source is missing or holds no documents.
    DiscourseError
        If `out` holds other things or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("China and the United States compete.", encoding="utf-8")
    >>> build_index(folder / "a.txt", folder / "index")["n_used"]
    1
    >>> build_index(folder / "a.txt", folder / "index")["n_made"]
    0
    """
    files, out = source_files(source, without=Path(out)), Path(out)
    book = codebook or load_codebook(shipped("codebook.csv"))
    settings = "\x1f".join([*knowledge(), book.sha256, lang, str(PART)])
    with locked(out, lambda name: name == "index.json" or is_part(name)):
        state = {"fingerprint": hashlib.sha256(f"{files_sha256(files)}\x1f{settings}".encode()).hexdigest()}
        known = index_contents(out)
        if known.get("fingerprint") == state["fingerprint"] and all(is_sound(out, name) for name in known["parts"]):
            return {**known["result"], "n_made": 0}
        parts, refused, sizes = [], [], {"n_read": 0, "n_used": 0, "n_characters": 0}
        n_made = 0
        with tqdm(desc="indexing", unit=" documents", disable=not progress) as bar:
            for batch in batches(read_source(files), PART):
                key = hashlib.sha256(f"{batch.sha256}{settings}".encode()).hexdigest()[:20]
                name = f"part-{batch.number:06d}-{key}"
                if not is_sound(out, name):
                    _write_part(out / name, batch, book, lang)
                    n_made += 1
                about = part_names(out / name)
                parts.append(name)
                refused += about["refused"]
                sizes["n_used"] += len(about["ids"])
                sizes["n_read"] += len(batch.documents)
                sizes["n_characters"] += about["n_characters"]
                bar.update(len(batch.documents))
        result = {**sizes, "n_refused": len(refused), "n_parts": len(parts)}
        write_text(out / "index.json", json.dumps({**state, "codebook_sha256": book.sha256, "parts": parts,
                                                   "result": result, "refused": refused}, indent=1) + "\n")  # fmt: skip
        for path in out.iterdir():
            if is_part(path.name) and path.name.split(".")[0] not in parts:
                path.unlink()
        return {**result, "n_made": n_made}


def _write_part(path: Path, batch: Batch, codebook: Codebook, lang: str) -> None:
    """Index the documents of a batch; the names come last and say that the part is whole."""
    documents, refused = [], []
    for raw in batch.documents:
        text = "" if raw.refused else clean(raw.text)
        if text:
            documents.append((raw, text))
        else:
            refused.append([raw.file, raw.line, raw.doc_id, raw.refused or "holds no text"])
    stretch = Stretch.of([raw.doc_id for raw, _ in documents], [text for _, text in documents])
    postings = Postings.of(stretch)
    arrays = {"codes": stretch.codes, "bounds": stretch.bounds, "offsets": postings.offsets,
              "places": postings.places, "odd": postings.odd, "gapped": gapped_documents(stretch)}  # fmt: skip
    marks = {}
    for name in ARRAYS:
        sink = io.BytesIO()
        np.save(sink, arrays[name], allow_pickle=False)
        marks[f"{name}.npy"] = _write(f"{path}.{name}.npy", sink)
    marks["matches.arrow"] = _write(f"{path}.matches.arrow", _matches(documents, stretch.bounds, codebook, lang))
    names = {"ids": stretch.ids, "words": postings.words, "frames": sorted(codebook.frames), "refused": refused,
             "n_characters": sum(len(text) for _, text in documents), "sha256": marks}  # fmt: skip
    content = json.dumps(names)
    write_text(f"{path}.names.json", f"{content}\n{hashlib.sha256(content.encode()).hexdigest()}\n")


def _write(path: str, sink: io.BytesIO) -> str:
    """Write a file and return its checksum."""
    write_bytes(path, sink.getbuffer())
    return hashlib.sha256(sink.getbuffer()).hexdigest()


def _matches(documents: list[tuple[Raw, str]], bounds: np.ndarray, codebook: Codebook, lang: str) -> io.BytesIO:
    """Find the codebook's terms in every document; an Arrow file."""
    matchers = {name: Matcher(codebook, name) for name in LANGUAGES}
    columns: dict[str, list] = {"frame": [], "term": [], "start": [], "end": []}
    for (raw, text), begin in zip(documents, bounds.tolist(), strict=False):
        matcher = matchers[raw.lang or lang or guess_language(text)]
        for start, end, entry in zip(*matcher.find(text), strict=True):
            for frame in matcher.entries[entry].frames:
                row = (frame, matcher.entries[entry].term, start + begin, end + begin)
                for column, value in zip(columns.values(), row, strict=True):
                    column.append(value)
    kinds = {"frame": pa.dictionary(pa.int32(), pa.string()), "term": pa.dictionary(pa.int32(), pa.string()),
             "start": pa.int64(), "end": pa.int64()}  # fmt: skip
    table = pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})
    sink = io.BytesIO()
    with pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)
    return sink
