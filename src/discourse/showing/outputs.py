"""Traces of executed notebooks enter; ``figures/provenance.json`` leaves, and later a table of what is stale."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pandas as pd

from discourse import __version__
from discourse.counting.corpus import Corpus, load_corpus
from discourse.counting.provenance import document_marks, library_versions, metadata_sha256
from discourse.errors import DiscourseError, DiscourseWarning
from discourse.files import read_bytes, sha256_of
from discourse.reading.documents import text_path
from discourse.shipped import shipped
from discourse.showing.tracing import Event, changed_since
from discourse.writing import make_folder, write_text

FILE = "figures/provenance.json"
DOCUMENTS = "documents.csv"
COLUMNS = ("output", "notebook", "state", "because", "n_documents")
COUNTED_WITH = ("cues.csv", "procedure.csv", "userdict.txt", "voices.csv")
"""Knowledge behind every count, read where texts are at hand and already in the features where not."""
_SHIPPED = "shipped/"


def study_corpus(study: Path) -> Corpus:
    """Corpus of a study folder; the shipped one where it has none of its own."""
    own = study / "corpus"
    there = (own / DOCUMENTS).is_file() or (own.is_dir() and any(own.glob("*.txt")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)  # the notebooks have said it
        return load_corpus(own if there else None)


def record_outputs(study: Path, traces: dict[Path, list[Event]]) -> Path:
    """Write down on which documents and which knowledge each output rests.

    An output rests on whatever its notebook had read when it was written: never on less than it uses, sometimes on
    more. It is the same record whether documents are at hand as texts or as features. Records of notebooks that were
    not executed this time are kept.

    Parameters
    ----------
    study : Path
        Folder with ``notebooks/`` and ``figures/``.
    traces : dict of Path to list of Event
        What each executed notebook read and wrote, in order.

    Returns
    -------
    Path
        ``figures/provenance.json``: versions, hashes of documents and knowledge, and for each output its files with
        their hashes, its notebook, its documents, its knowledge. The same run gives the same bytes.
    """
    corpus = study_corpus(study)
    now, texts = _marks(study, corpus), _text_files(corpus)
    for path in {path for events in traces.values() for path in changed_since(events)}:
        if mark := _mark_of(Path(path), corpus, texts):  # what is there now is not what was read
            now[mark[0]][mark[1]] = ""
    made: dict[str, dict] = {}
    for notebook, events in traces.items():
        read: set[str] = set()
        name = notebook.relative_to(study).as_posix()
        for event in events:
            if event.written and Path(event.path).parent == study / "figures":
                output = f"figures/{Path(event.path).stem.partition('.')[0]}"
                made.setdefault(output, {"notebook": name, "files": set(), "read": set()})
                made[output]["files"].add(Path(event.path).name)
                made[output]["read"] |= read
            elif not event.written and (mark := _mark_of(Path(event.path), corpus, texts)):
                read.add(mark)
        made[name] = {"notebook": name, "files": {notebook.name}, "read": read}
    for about in made.values():
        if any(kind == "documents" for kind, _ in about["read"]):
            about["read"] |= {("knowledge", name) for name in _counted_with(now["knowledge"])}
    old = _read(study)["outputs"]
    there = {path.relative_to(study).as_posix() for path in (study / "notebooks").glob("*.ipynb")}
    executed = {path.relative_to(study).as_posix() for path in traces}
    kept = {k: v for k, v in old.items() if v["notebook"] in there - executed and k not in made}
    outputs = {**kept, **{output: _entry(study, output, about) for output, about in made.items()}}
    used = {part: {n for o in outputs.values() for n in o[part]} for part in ("documents", "knowledge")}
    whole = {
        "discourse": __version__, "versions": library_versions(),
        **{part: {n: now[part].get(n, "") for n in sorted(names)} for part, names in used.items()}, "outputs": outputs,
    }  # fmt: skip
    make_folder(study / "figures")
    write_text(study / FILE, json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return study / FILE


def _counted_with(knowledge: dict[str, str]) -> list[str]:
    """Names of the files behind every count: the study's own where it has them, the shipped ones otherwise."""
    names = (name if name in knowledge else _SHIPPED + name for name in COUNTED_WITH)
    return [name for name in names if name in knowledge]


def _entry(study: Path, output: str, about: dict) -> dict:
    folder = (study / output).parent
    return {
        "notebook": about["notebook"],
        "files": {name: sha256_of(folder / name) for name in sorted(about["files"])},
        "documents": sorted(name for kind, name in about["read"] if kind == "documents"),
        "knowledge": sorted(name for kind, name in about["read"] if kind == "knowledge"),
    }


def _text_files(corpus: Corpus) -> dict[Path, str]:
    """Documents by the file of their text, for those that are at hand as text."""
    rows = [row for row in corpus.documents.itertuples() if row.form == "text"]
    return {Path(corpus.texts.get(row.doc_id) or text_path(corpus.folder, row)).resolve(): row.doc_id for row in rows}


def _mark_of(path: Path, corpus: Corpus, texts: dict[Path, str]) -> tuple[str, str] | None:
    """Which document a file belongs to, or which piece of knowledge it is; nothing for other files."""
    if path in texts:
        return "documents", texts[path]
    folder = corpus.folder.resolve()
    root = next((r for r in (folder, shipped()) if path.is_relative_to(r)), None)
    if root is None:
        return None
    inside = path.relative_to(root)
    if root == folder:
        if inside.parts[0] in ("texts", "features") and len(inside.parts) == 2:
            stem = inside.name.removesuffix(".csv").removesuffix(".txt").removesuffix(".raw")
            doc_id = next((d for d in (stem, stem.rpartition(".")[0]) if d in set(corpus.documents.doc_id)), None)
            return ("documents", doc_id) if doc_id else None  # the index repeats what the marks say
        return "knowledge", inside.as_posix()
    return "knowledge", _SHIPPED + inside.as_posix()


def _marks(study: Path, corpus: Corpus) -> dict[str, dict[str, str]]:
    """Hashes of all documents and of all knowledge as they are now."""
    knowledge = {}
    for folder, prefix in {shipped(): _SHIPPED, corpus.folder.resolve(): ""}.items():
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            inside = path.relative_to(folder)
            if inside.parts[0] not in ("texts", "features") or prefix:
                knowledge[prefix + inside.as_posix()] = sha256_of(path)
    knowledge[DOCUMENTS] = metadata_sha256(corpus)
    return {"documents": document_marks(corpus), "knowledge": knowledge}


def output_status(study: Path) -> pd.DataFrame:
    """Say of every recorded output whether it still rests on what is there now.

    Parameters
    ----------
    study : Path
        Folder with ``notebooks/`` and ``figures/``.

    Returns
    -------
    DataFrame
        One row per figure and notebook: output; notebook; state (``current``, ``stale``, ``missing``: a file of it is
        gone, ``edited``: a file is not the one the run wrote); because (the documents, the knowledge and the versions
        that changed, joined by ``; ``); n_documents it rests on.
    """
    record = _read(study)
    if not record["outputs"]:
        return pd.DataFrame(columns=list(COLUMNS))
    now = _marks(study, study_corpus(study))
    versions = {"discourse": __version__, **library_versions()}
    then = {"discourse": record.get("discourse", ""), **record.get("versions", {})}
    changes = ((name, then.get(name, "?"), value) for name, value in sorted(versions.items()))
    newer = [f"{name} {before} → {value}" for name, before, value in changes if before != value]
    rows = []
    for output, about in record["outputs"].items():
        changed = [f"{part[:8]} {name}" if part == "documents" else name for part in ("documents", "knowledge")
                   for name in about[part] if now[part].get(name, "") != record[part].get(name)]  # fmt: skip
        state, because = _state(study, output, about["files"]), [*changed, *newer]
        rows.append((output, about["notebook"], "stale" if because and state == "current" else state,
                     "; ".join(because), len(about["documents"])))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values("output", ignore_index=True)


def _state(study: Path, output: str, files: dict[str, str]) -> str:
    folder = (study / output).parent
    if not all((folder / name).is_file() for name in files):
        return "missing"
    return "current" if all(sha256_of(folder / name) == sha256 for name, sha256 in files.items()) else "edited"


def _read(study: Path) -> dict:
    """Read the record; an empty one where none was written yet."""
    path = study / FILE
    if not path.is_file():
        return {"outputs": {}}
    try:
        record = json.loads(read_bytes(path))
        for about in record["outputs"].values():
            _ = about["notebook"] + "".join(about["documents"] + about["knowledge"] + [*about["files"].values()])
        _ = record["documents"].keys() | record["knowledge"].keys() | record["versions"].keys()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        remedy = "Delete it and run `discourse run --force`."
        raise DiscourseError("is no record of outputs", path=path, remedy=remedy) from None
    return record
