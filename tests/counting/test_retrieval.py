"""Fetched texts are used only if they count as published; tried on pages of our own from this computer."""

import html
import shutil
import threading
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse.counting.comparison import compare, counted
from discourse.counting.extraction import extract
from discourse.counting.retrieval import accept_fetched, fetch
from discourse.errors import CorpusError
from discourse.files import sha256_of
from discourse.reading.features import load_features
from discourse.reading.fetch import Limits, Page
from discourse.reading.pages import body_text
from discourse.tables import TABLES, write_table

SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources" / "texts"
HERE = Limits(loopback=True, seconds=5)
WORDS = {
    "ferry": "Our dialogue keeps the river calm. Our two towns must keep lines of communication open, and the world "
    "expects no less of the two of us.\n\nClimate change is a challenge for both banks, and no bank can meet it alone.",
    "weir": "The weir belongs to both towns. We will talk about it again in spring, in the old school, at noon.",
    "mill": "The mill stands still. Nobody grinds flour there, and nobody has asked why in all these years.",
}


PAGES: dict[str, bytes] = {}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        data = PAGES.get(self.path)
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def corpus(tmp_path, server):
    """Three documents of which only features are at hand, and their pages."""
    folder, source = tmp_path / "corpus", tmp_path / "source"
    (folder / "texts").mkdir(parents=True)
    source.mkdir()
    rows = []
    for doc_id, words in WORDS.items():
        (source / f"{doc_id}.txt").write_bytes(words.encode())
        rows.append({"doc_id": doc_id, "title": f"The {doc_id}", "lang": "en", "date": "2024-05-01", "form": "features",
                     "source_url": f"http://127.0.0.1:{server.server_port}/{doc_id}",
                     "sha256": sha256_of(words.encode())})  # fmt: skip
        PAGES[f"/{doc_id}"] = _page(words, f"The {doc_id}")
    table = pd.DataFrame(rows).reindex(columns=list(TABLES["documents"]), fill_value="")
    write_table(table, folder / "documents.csv")
    extract(source, folder)
    return folder


def _page(words, title):
    body = "".join(f"<p>{html.escape(p)}</p>" for p in words.split("\n\n"))
    return f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>".encode()


def _fetch(folder, *doc_ids, **options):
    return fetch(folder, doc_ids or None, limits=HERE, pause=0, progress=False, **options).set_index("doc_id")


def test_a_page_with_the_recorded_words_is_the_same_byte_for_byte(corpus):
    assert _fetch(corpus).result.to_dict() == dict.fromkeys(WORDS, "same")


def test_every_table_is_the_same_before_and_after(corpus):
    before = dc.load_corpus(corpus)
    tables = [before.segments(), before.counts(), before.matches().drop(columns=["start", "end"])]
    _fetch(corpus)
    after = dc.load_corpus(corpus)
    found = [after.segments(), after.counts(), after.matches().drop(columns=["start", "end"])]
    order = ["sent", "frame", "term"]
    for a, b in zip(tables, found, strict=True):
        by = [c for c in ("doc_id", *order) if c in a.columns]
        pd.testing.assert_frame_equal(
            a.sort_values(by, kind="stable", ignore_index=True), b.sort_values(by, kind="stable", ignore_index=True),
            check_dtype=False,
        )  # fmt: skip


def test_after_it_the_words_stand_in_context(corpus):
    _fetch(corpus, "ferry")
    hits = dc.concordance(dc.load_corpus(corpus).select(doc_id="ferry"), "river")
    assert (hits.left[0], hits.right[0][:5]) == ("Our dialogue keeps the ", " calm")


def test_blanks_and_quotes_that_count_alike_are_the_same_counts(corpus):
    PAGES["/weir"] = _page(WORDS["weir"].replace(" talk ", "  talk&nbsp; ").replace(", at noon", " , at noon"), "T")
    assert _fetch(corpus, "weir").result["weir"] == "same counts"


def test_a_text_of_the_same_counts_loads_without_a_warning(corpus):
    PAGES["/weir"] = _page(WORDS["weir"].replace(", at noon", " , at noon"), "T")
    _fetch(corpus, "weir")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert dc.load_corpus(corpus).has_text("weir")


def test_a_changed_page_is_put_beside_and_never_used(corpus):
    PAGES["/mill"] = _page(WORDS["mill"].replace("flour", "rye flour"), "T")
    found = _fetch(corpus, "mill").loc["mill"]
    assert found.result == "differs"
    assert found.detail.startswith("18 tokens instead of 17; 1 term counted differently; first in paragraph 1;")
    assert sorted(p.name for p in (corpus / "texts").iterdir()) == ["mill.fetched.txt"]
    assert not dc.load_corpus(corpus).has_text("mill")


def test_a_changed_page_is_used_once_it_is_accepted(corpus):
    PAGES["/mill"] = _page(WORDS["mill"].replace("flour", "rye flour"), "T")
    _fetch(corpus, "mill")
    accept_fetched(corpus, ["mill"])
    with pytest.warns(dc.DiscourseWarning, match="not the one whose sha256 is recorded"):
        assert "rye flour" in dc.load_corpus(corpus).text("mill")


def test_one_failure_leaves_the_others_and_what_is_there(corpus):
    _fetch(corpus, "ferry")
    before = (corpus / "texts" / "ferry.txt").read_bytes()
    PAGES["/ferry"] = b""
    found = _fetch(corpus, "ferry", "mill")
    assert found.result.to_dict() == {"ferry": "failed", "mill": "same"}
    assert "answers 404" in found.detail["ferry"]
    assert (corpus / "texts" / "ferry.txt").read_bytes() == before


def test_a_text_at_hand_is_not_overwritten_by_a_changed_page(corpus):
    _fetch(corpus, "ferry")
    PAGES["/ferry"] = _page("Something else.", "T")
    assert _fetch(corpus, "ferry").result["ferry"] == "differs"
    assert (corpus / "texts" / "ferry.txt").read_text(encoding="utf-8") == WORDS["ferry"]


def test_without_ids_only_what_is_missing_is_fetched(corpus):
    _fetch(corpus, "ferry")
    assert _fetch(corpus).index.tolist() == ["mill", "weir"] or _fetch(corpus).empty


def test_an_unknown_document_is_refused_before_anything_is_asked(corpus):
    with pytest.raises(CorpusError, match="no document 'bridge'"):
        _fetch(corpus, "ferry", "bridge")
    assert not list((corpus / "texts").iterdir())


def test_an_address_that_is_not_public_is_refused_in_the_report(corpus):
    report = fetch(corpus, ["ferry"], limits=Limits(loopback=False), pause=0, progress=False)
    assert report.result.tolist() in (["refused"], ["failed"])
    assert not list((corpus / "texts").iterdir())


def test_a_document_without_an_address_is_refused_in_the_report(corpus):
    table = pd.read_csv(corpus / "documents.csv", keep_default_na=False, dtype=str)
    table.loc[table.doc_id == "mill", "source_url"] = ""
    write_table(table, corpus / "documents.csv")
    assert _fetch(corpus, "mill").loc["mill", ["result", "detail"]].tolist() == [
        "refused", "documents.csv records no address for it"]  # fmt: skip


SITE = {
    "en": "<main><section class='page-header'><h1>{title}</h1></section><section class='body-content'><div>{body}</div>"
    "</section></main><footer><p>Footer</p></footer>",
    "zh-Hans": "<h1>{title}</h1><div id='detail'><span id='detailContent'>{body}</span><p>【责任编辑】</p></div>",
}


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the full texts of ../shared/sources are not at hand")
@pytest.mark.parametrize("doc_id", ["us-cn-2022-11-14-opening", "us-2022-10-12-nss-fact-sheet", "cn-2022-11-15-g20"])
def test_a_real_speech_in_the_frame_of_its_site_counts_as_shipped(doc_id, tmp_path):
    folder = tmp_path / "corpus"
    shutil.copytree(dc.load_corpus().folder, folder)
    extract(SOURCES, folder, doc_ids=[doc_id])
    corpus = dc.load_corpus(folder)
    row = next(r for r in corpus.documents.itertuples() if r.doc_id == doc_id)
    lines = dc.load_text(SOURCES / f"{doc_id}.txt").split("\n\n")
    body = "".join(f"<p>{'　　' if row.lang != 'en' else ''}{html.escape(line)}</p>\n" for line in lines)
    filled = SITE[row.lang].format(title=html.escape(row.title), body=body)
    page = Page(row.source_url, filled.encode(), "text/html", "utf-8")
    after = counted(corpus, doc_id, body_text(page, lang=row.lang))
    assert compare(load_features(folder / "features", doc_id), after).same
