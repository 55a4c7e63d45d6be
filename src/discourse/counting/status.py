"""A corpus enters; a table leaves that says of every document what is at hand, what is stale, and what to do."""

from __future__ import annotations

import warnings

import pandas as pd

from discourse import __version__
from discourse.counting.corpus import Corpus
from discourse.counting.counts import REPORTING_GENRES
from discourse.counting.recorded import fingerprints
from discourse.errors import DiscourseError, DiscourseWarning
from discourse.files import safe_path, sha256_of
from discourse.reading.documents import text_path
from discourse.reading.features import PARTS, load_features, read_index
from discourse.reading.receipts import counts_as_recorded
from discourse.reading.textfile import load_text

STATUS = ("doc_id", "form", "text", "features", "remedy")


def status(corpus: Corpus) -> pd.DataFrame:
    """Say of every document what is at hand and whether it is up to date.

    Parameters
    ----------
    corpus : Corpus
        Any corpus.

    Returns
    -------
    DataFrame
        One row per document: doc_id; form; text (``recorded``: the checksum is the recorded one, ``same counts``:
        `fetch` found that it counts alike, ``changed``, ``edited``: it is not what discourse makes of the recorded
        raw file beside it, ``present``: no checksum is recorded, ``broken``, ``missing``); features (``current``,
        ``stale: …`` with what changed since they were counted: text, userdict, voices, cues, codebook, version;
        ``broken``, ``missing``, or ``not needed``); remedy, empty where nothing is to be done.

    Examples
    --------
    >>> from discourse import load_corpus
    >>> table = status(load_corpus().select(doc_id="mac-2022-g20"))
    >>> table.text[0], table.features[0]
    ('recorded', 'not needed')
    """
    if not isinstance(corpus, Corpus):
        raise TypeError(f"status() takes a Corpus, not {type(corpus).__name__}; use discourse.load_corpus(path)")
    index = _index(corpus)
    now = {**fingerprints(corpus.folder), "codebook_sha256": corpus.codebook.sha256, "version": __version__}
    rows = []
    for row in corpus.documents.itertuples():
        text, features = _text(corpus, row), _features(corpus, row, index, now)
        if features == "missing" and text not in ("missing", "broken"):
            features = "not needed"
        rows.append((row.doc_id, row.form, text, features, _remedy(row.doc_id, text, features)))
    return pd.DataFrame(rows, columns=list(STATUS))


def _index(corpus: Corpus) -> dict[str, dict[str, str]]:
    folder = corpus.folder / "features"
    return read_index(folder) if (folder / "index.csv").is_file() else {}


def _text(corpus: Corpus, row) -> str:
    """Compare the text at hand with the recorded checksum."""
    try:
        path = corpus.texts.get(row.doc_id) or text_path(corpus.folder, row)
        raw = path.with_name(f"{row.doc_id}.raw.txt")
        sha256 = sha256_of(raw if raw.is_file() else path)
    except DiscourseError:
        return "missing" if row.form == "features" else "broken"
    if not row.sha256:
        return "present"
    if sha256 == row.sha256:
        return "recorded" if path == raw or not raw.is_file() or _cleaned(path) == _cleaned(raw) else "edited"
    return "same counts" if counts_as_recorded(corpus.folder, row.doc_id, sha256, row.sha256) else "changed"


def _cleaned(path) -> str:
    """Text as it is counted; ``""`` where it cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)
        try:
            return load_text(path)
        except DiscourseError:
            return ""


def _features(corpus: Corpus, row, index: dict[str, dict[str, str]], now: dict[str, str]) -> str:
    """Compare what the features were counted from with what is there now."""
    recorded = index.get(row.doc_id)
    folder = corpus.folder / "features"
    try:
        if recorded is None or not all(safe_path(folder, f"{row.doc_id}.{part}.csv").is_file() for part in PARTS):
            return "missing"
        load_features(folder, row.doc_id)
    except DiscourseError:
        return "broken"
    expected = {**now, "text_sha256": row.sha256 or recorded["text_sha256"]}
    if row.genre not in REPORTING_GENRES:
        del expected["cues_sha256"]  # only who reports whom is read by them
    changed = [what for what, value in expected.items() if recorded.get(what, "") != value]
    order = ("text_sha256", "userdict_sha256", "voices_sha256", "cues_sha256", "codebook_sha256", "version")
    named = [what.removesuffix("_sha256") for what in order if what in changed]
    return f"stale: {', '.join(named)}" if named else "current"


def _remedy(doc_id: str, text: str, features: str) -> str:
    """Name the command that puts a document right."""
    usable = features == "current" or features in ("stale: codebook", "stale: version", "stale: codebook, version")
    if text == "changed":
        return "record the new sha256 in documents.csv, or restore the text"
    if text == "edited":
        return f"delete texts/{doc_id}.txt to have it made anew from the raw file, or keep it as edited"
    if text == "broken":
        return f"put the text into texts/{doc_id}.txt"
    if text == "missing" and not usable:
        return f"discourse fetch {doc_id}"
    if features == "broken" or features.startswith("stale"):
        return "discourse extract" if text != "missing" else f"discourse fetch {doc_id}, then discourse extract"
    return ""
