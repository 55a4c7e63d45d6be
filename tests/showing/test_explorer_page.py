"""The static page holds what may be shared and nothing else, in the same bytes every time."""

import base64
import hashlib
import json
import re

import pandas as pd
import pytest

import discourse as dc
from discourse.counting.extraction import extract
from discourse.showing.explorer_page import explorer_data, explorer_page
from discourse.tables import TABLES, write_table

SECRET = "Nobody owns the winding river alone, whatever the miller says. Climate change is a challenge."
OPEN = "</script><script>alert(1)</script> 雙邊關係 & <!-- dialogue -->.\n\nClimate change is a challenge."


@pytest.fixture
def corpus(tmp_path):
    """One text that may be shown and holds marks of HTML, one that may not."""
    folder, source = tmp_path / "corpus", tmp_path / "source"
    (folder / "texts").mkdir(parents=True)
    source.mkdir()
    (folder / "texts" / "open.txt").write_text(OPEN, encoding="utf-8")
    (source / "shut.txt").write_text(SECRET, encoding="utf-8")
    rows = [{"doc_id": "open", "title": "<i>Open</i>", "side": "US", "lang": "en", "date": "2024-05-01", "form": "text",
             "source_url": "javascript:alert(1)"},
            {"doc_id": "shut", "title": "Shut", "side": "CN", "lang": "en", "date": "2023", "form": "features",
             "source_url": "https://example.org/a"}]  # fmt: skip
    write_table(pd.DataFrame(rows).reindex(columns=list(TABLES["documents"]), fill_value=""), folder / "documents.csv")
    extract(source, folder)
    return dc.load_corpus(folder)


def _page(corpus, tmp_path, **options):
    return explorer_page(corpus, None, tmp_path / "explore.html", **options).read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes(corpus, tmp_path):
    assert _page(corpus, tmp_path) == _page(dc.load_corpus(corpus.folder), tmp_path)


def test_words_that_may_not_be_shared_stay_out_also_after_fetching(corpus, tmp_path):
    before = _page(corpus, tmp_path)
    (corpus.folder / "texts" / "shut.txt").write_text(SECRET, encoding="utf-8")
    fetched = dc.load_corpus(corpus.folder)
    assert fetched.has_text("shut")
    assert _page(fetched, tmp_path) == before
    assert "winding river" not in before


def test_the_data_cannot_leave_their_script(corpus, tmp_path):
    page = _page(corpus, tmp_path)
    inside = page.split('id="data">')[1].split("</script>")[0]
    assert json.loads(inside)["sents"][0][8].startswith("</script><script>")
    assert "alert(1)</script>" not in page


def test_the_policy_names_exactly_the_one_script(corpus, tmp_path):
    page = _page(corpus, tmp_path)
    script = re.findall(r"<script>(.*?)</script>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()
    assert (len(script), f"script-src 'sha256-{digest}'" in page) == (1, True)


def test_nothing_outside_is_asked_for(corpus, tmp_path):
    page = re.sub(r'(?s)<script type="application/json".*?</script>', "", _page(corpus, tmp_path))
    assert not re.findall(r"""(?:\bsrc=|srcset|@import|url\(|fetch\(|XMLHttpRequest|<link|<img|innerHTML)""", page)


def test_only_web_addresses_become_links(corpus):
    docs = explorer_data(corpus, corpus.codebook)["docs"]
    assert [d["url"] for d in docs] == ["", "https://example.org/a"]


def test_counts_and_sizes_are_those_of_the_tables(corpus):
    data = explorer_data(corpus, corpus.codebook)
    shut = data["docs"][1]
    at = str(data["terms"].index("river"))
    assert (shut["counts"]["CN"][at], shut["sizes"], shut["tokens"]["CN"]) == (1, {"CN": 2}, 15)  # counted by hand


def test_either_chinese_script_finds_the_other(corpus):
    left, right = explorer_data(corpus, corpus.codebook)["fold"]
    assert dict(zip(left, right, strict=True))["關"] == "关"


def test_every_label_stands_in_both_languages(corpus, tmp_path):
    page = _page(corpus, tmp_path)
    words = explorer_data(corpus, corpus.codebook)["words"]
    assert set(re.findall(r'data-i="(\w+)"', page)) <= set(words)
    assert all(len(pair) == 2 and all(pair) for pair in words.values())
