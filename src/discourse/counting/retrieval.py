"""Official addresses of documents enter; full texts that count as published leave into texts/, others stand aside."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
from tqdm import tqdm

from discourse.counting.comparison import compare, counted
from discourse.counting.corpus import Corpus, load_corpus
from discourse.errors import CorpusError, DiscourseError, DiscourseWarning
from discourse.files import read_bytes, safe_path, sha256_of
from discourse.reading.features import load_features, read_index
from discourse.reading.fetch import Limits, download
from discourse.reading.pages import body_text, linked_pdf
from discourse.reading.receipts import Receipt, write_receipt
from discourse.writing import make_folder, write_text

REPORT = ("doc_id", "result", "detail", "n_bytes", "sha256")
_NOWHERE = "documents.csv records no address for it"


def fetch(
    corpus_folder: str | Path,
    doc_ids: Iterable[str] | None = None,
    *,
    accept: bool = False,
    limits: Limits | None = None,
    pause: float = 1.0,
    progress: bool = True,
) -> pd.DataFrame:
    """Fetch full texts from the official addresses in ``documents.csv`` and hold them against what was counted.

    Parameters
    ----------
    corpus_folder : path
        A corpus; its ``texts/`` receives the texts.
    doc_ids : iterable of str, optional
        Which documents; by default all whose text is not at hand.
    accept : bool
        Take also texts that count differently; every number that depends on them may then change.
    limits : Limits, optional
        Size, time and redirects of a download.
    pause : float
        Seconds between two requests to the same host.
    progress : bool
        Show a progress bar where there is a terminal.

    Returns
    -------
    DataFrame
        One row per document: doc_id; result (``same`` bytes, ``same counts``, ``differs``, ``failed``, ``refused``);
        detail; n_bytes and sha256 of the text. A text that differs is put beside as ``texts/<doc_id>.fetched.txt``
        and never used unless accepted. Nothing that was there is changed by a failure.

    Raises
    ------
    CorpusError
        If the corpus cannot be opened or has no such document.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)
        corpus = load_corpus(corpus_folder)
    rows = {row.doc_id: row for row in corpus.documents.itertuples()}
    chosen = list(dict.fromkeys([doc_ids] if isinstance(doc_ids, str) else doc_ids)) if doc_ids is not None else [
        d for d, row in rows.items() if row.form == "features"
    ]  # fmt: skip
    for doc_id in chosen:
        if doc_id not in rows:
            raise CorpusError(f"documents.csv has no document {doc_id!r}", path=corpus.folder,
                              remedy="`discourse status` lists what there is.")  # fmt: skip
    limits, asked, report = limits or Limits(), {}, []
    bar = tqdm(chosen, desc="fetch", unit="text", disable=None if progress else True)
    for doc_id in bar:
        bar.set_postfix_str(doc_id)
        host = urlsplit(rows[doc_id].source_url).netloc
        time.sleep(max(0.0, asked.get(host, 0.0) + pause - time.monotonic()))
        report.append(_fetched(corpus, rows[doc_id], limits, accept))
        asked[host] = time.monotonic()
    return pd.DataFrame(report, columns=list(REPORT))


def accept_fetched(corpus_folder: str | Path, doc_ids: Iterable[str]) -> pd.DataFrame:
    """Take texts that an earlier `fetch` put beside because they count differently.

    Parameters
    ----------
    corpus_folder : path
        A corpus.
    doc_ids : iterable of str
        Documents with a ``texts/<doc_id>.fetched.txt``.

    Returns
    -------
    DataFrame
        As `fetch` gives it, result ``differs``.

    Raises
    ------
    CorpusError
        If there is no such text.
    """
    folder, report = Path(corpus_folder), []
    for doc_id in doc_ids:
        aside = safe_path(folder, f"texts/{doc_id}.fetched.txt")
        data = read_bytes(aside)
        write_text(safe_path(folder, f"texts/{doc_id}.txt"), data.decode("utf-8"))
        aside.unlink()
        report.append((doc_id, "differs", f"accepted as texts/{doc_id}.txt", len(data), sha256_of(data)))
    return pd.DataFrame(report, columns=list(REPORT))


def _fetched(corpus: Corpus, row, limits: Limits, accept: bool) -> tuple:
    """Row of the report for one document; no error leaves."""
    if not row.source_url:
        return (row.doc_id, "refused", _NOWHERE, 0, "")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DiscourseWarning)
            text, url = _text_at(row, limits)
            result, detail, text = _judged(corpus, row, text)
        sha256 = sha256_of(text.encode("utf-8"))
        detail += _stored(corpus, row, text, (sha256, result, url), accept)
        return (row.doc_id, result, detail, len(text.encode("utf-8")), sha256)
    except DiscourseError as error:
        result = "refused" if "public address" in error.problem or "not on the web" in error.problem else "failed"
        return (row.doc_id, result, str(error), 0, "")
    except Exception as error:  # a stranger's page must not stop the other documents
        return (row.doc_id, "failed", f"{type(error).__name__}: {error}"[:200], 0, "")


def _text_at(row, limits: Limits) -> tuple[str, str]:
    """Text behind a document's address, and where it was found."""
    page = download(row.source_url, limits=limits)
    if link := linked_pdf(page, lang=row.lang):
        page = download(link, limits=limits, base=page.url)
    return body_text(page, lang=row.lang), page.url


def _judged(corpus: Corpus, row, text: str) -> tuple[str, str, str]:
    """Give result, detail, and the text in the variant that agrees best with what is recorded."""
    head, _, rest = text.partition("\n\n")
    variants = [text, rest] if rest and _plain(head) == _plain(row.title) else [text]
    for variant in variants:
        for spelling in (variant, variant + "\n"):
            if row.sha256 and sha256_of(spelling.encode("utf-8")) == row.sha256:
                return "same", "byte for byte the recorded text", spelling
    features = corpus.folder / "features"
    if row.doc_id in (read_index(features) if (features / "index.csv").exists() else {}):
        before = load_features(features, row.doc_id)
        found = [compare(before, counted(corpus, row.doc_id, variant)) for variant in variants]
        best = next((i for i, comparison in enumerate(found) if comparison.same), 0)
        return "same counts" if found[best].same else "differs", found[best].detail, variants[best]
    if corpus.has_text(row.doc_id):
        if corpus.text(row.doc_id) in variants:
            return "same counts", "the words at hand", corpus.text(row.doc_id)
        return "differs", "another text than the one at hand", text
    return "differs", "neither checksum nor features to compare with", text


def _plain(title: str) -> str:
    """Letters and digits of a title, to recognise it in whatever typography."""
    return "".join(c for c in title.casefold() if c.isalnum())


def _stored(corpus: Corpus, row, text: str, receipt: tuple[str, str, str], accept: bool) -> str:
    """Write a text where its result allows; what to say about it."""
    sha256, result, url = receipt
    make_folder(corpus.folder / "texts")
    target = safe_path(corpus.folder, f"texts/{row.doc_id}.txt")
    aside = safe_path(corpus.folder, f"texts/{row.doc_id}.fetched.txt")
    if target.exists() and sha256_of(target) in (row.sha256, sha256):
        return "; the text at hand is kept"
    if result == "differs" and not accept:
        write_text(aside, text)
        return f"; put beside as texts/{aside.name}, not used (take it with --accept {row.doc_id})"
    write_text(target, text)
    aside.unlink(missing_ok=True)
    write_receipt(corpus.folder, Receipt(row.doc_id, sha256, row.sha256, result, url))
    return "; accepted" if result == "differs" else ""
