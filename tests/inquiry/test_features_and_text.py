"""The shipped answers on features and on full text: the same ledger, the same multiverse, cell by cell."""

import pandas as pd
import pytest

import discourse as dc

GRID = {"n_resamples": 100, "confidence": 0.95, "unit": ("sentence", "segment"), "user_dictionary": "on"}
"""A third of the default cells; features cannot vary the user dictionary."""


@pytest.fixture(scope="module")
def both(sources):
    """The shipped corpus as features, and the same documents from their full texts, which are not in the project."""
    corpus = dc.load_corpus()
    features = corpus.select(form="features")
    files = {doc: sources / "texts" / f"{doc}.txt" for doc in features.documents.doc_id}
    missing = [doc for doc, file in files.items() if not file.is_file()]
    if missing:
        pytest.skip(f"no full text of {', '.join(missing)}")
    forms = corpus.documents.form.where(~corpus.documents.doc_id.isin(files), "text")
    return corpus, dc.Corpus(corpus.documents.assign(form=forms), corpus.folder, texts=files)


def test_the_ledger_is_the_same_from_text(both):
    pd.testing.assert_frame_equal(*map(dc.check_claims, both))


def test_the_multiverse_is_the_same_from_text(both):
    claims = dc.load_claims()
    claim = claims[claims.test == "balance"].iloc[0]
    tables = [dc.multiverse(corpus, claim, GRID, progress=False) for corpus in both]
    assert len(tables[0]) > 100
    pd.testing.assert_frame_equal(*(table.drop(columns="user_dictionary") for table in tables))
