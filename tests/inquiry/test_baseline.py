"""Effects against documents in the speaker's own language, over tables small enough to count."""

import math

import numpy as np
import pandas as pd
import pytest

from discourse.errors import CorpusError, DiscourseError, DiscourseWarning
from discourse.inquiry.baseline import one_sided_concepts, standardised_contrast, standardised_shares
from discourse.inquiry.references import baseline_shares, load_baseline
from discourse.measures.frames import PLACE
from discourse.reading.codebook import codebook_from_table


def framed(lang: str, hits: list[bool], side: str = "US") -> pd.DataFrame:
    table = pd.DataFrame({**dict.fromkeys(PLACE, ""), "doc_id": "d", "sent": range(1, len(hits) + 1), "side": side,
                          "segment": [i // 2 for i in range(len(hits))], "lang": lang})  # fmt: skip
    return table.assign(order=hits)


def folder(tmp_path, frames: str, index: str = "en-ref,en,x\nzh-ref,zh-Hans,x\n"):
    (tmp_path / "frames.csv").write_text("reference,doc_id,date,n_sentences,frame,n_hits\n" + frames, encoding="utf-8")
    (tmp_path / "index.csv").write_text("reference,lang,codebook_sha256\n" + index, encoding="utf-8")
    return tmp_path


DOCUMENTS = (
    "en-ref,a,2021-01-01,10,,0\nen-ref,a,2021-01-01,10,order,5\nen-ref,b,2021-06-01,10,,0\n"
    "zh-ref,c,2013-01-01,10,,0\nzh-ref,c,2013-01-01,10,order,1\n"
)


def test_a_document_without_a_hit_counts_with_its_sentences(tmp_path):
    shares = baseline_shares(load_baseline(folder(tmp_path, DOCUMENTS))).set_index("lang").share
    assert shares.to_dict() == {"en": 0.25, "zh": 0.1}


def test_one_document_gets_no_interval(tmp_path):
    shares = baseline_shares(load_baseline(folder(tmp_path, DOCUMENTS))).set_index("lang")
    assert np.isnan(shares.low["zh"]) and not np.isnan(shares.low["en"])


def test_the_effect_is_cohens_h(tmp_path):
    # Cohen (1988), table 6.2.2: phi(.50) = 1.571, phi(.25) = 1.047
    effects = standardised_shares(framed("en", [True, False] * 4), load_baseline(folder(tmp_path, DOCUMENTS)))
    assert round(effects.effect.iloc[0], 3) == round(1.571 - 1.047, 3)


def test_both_chinese_scripts_meet_one_baseline(tmp_path):
    base = load_baseline(folder(tmp_path, DOCUMENTS))
    effects = [standardised_shares(framed(lang, [True] * 4), base).effect.iloc[0] for lang in ("zh-Hant", "zh-Hans")]
    assert effects[0] == effects[1] == pytest.approx(math.pi - 2 * math.asin(math.sqrt(0.1)))


def test_a_language_without_a_baseline_is_said(tmp_path):
    base = load_baseline(folder(tmp_path, "en-ref,a,2021-01-01,10,,0\n"))
    with pytest.warns(DiscourseWarning, match="no baseline for zh"):
        assert np.isnan(standardised_shares(framed("zh-Hans", [True] * 4), base).effect.iloc[0])


def test_dates_choose_the_documents(tmp_path):
    base = load_baseline(folder(tmp_path, DOCUMENTS), since="2021-01-01", until="2021-03-01")
    assert set(base.doc_id) == {"a"}


@pytest.mark.parametrize(
    ("frames", "problem"),
    [("en-ref,a,2021-01-01,ten,,0\n", "'ten' is no count"), ("other,a,2021-01-01,1,,0\n", "not in index.csv")],
)
def test_a_broken_baseline_is_refused(tmp_path, frames, problem):
    with pytest.raises(CorpusError, match=problem):
        load_baseline(folder(tmp_path, frames))


def test_a_concept_with_terms_in_one_language_is_named(tmp_path):
    rows = [("harbour", "order", "en", "harbour rules"), ("harbour", "order", "zh-Hans", "港口规则"),
            ("kites", "order", "zh-Hant", "風箏")]  # fmt: skip
    book = codebook_from_table(pd.DataFrame(rows, columns=["concept", "frame", "lang", "term"], index=[2, 3, 4]))
    assert one_sided_concepts(book).values.tolist() == [["order", "kites", "zh", 1]]
    index = f"en-ref,en,{book.sha256}\nzh-ref,zh-Hans,{book.sha256}\n"
    with pytest.warns(DiscourseWarning, match=r"kites \(order, zh only\)"):
        standardised_shares(framed("en", [True] * 4), load_baseline(folder(tmp_path, DOCUMENTS, index)), codebook=book)


def test_a_baseline_counted_with_another_codebook_is_said(tmp_path):
    rows = pd.DataFrame([("harbour", "order", "en", "quay"), ("harbour", "order", "zh-Hans", "码头")],
                        columns=["concept", "frame", "lang", "term"], index=[2, 3])  # fmt: skip
    with pytest.warns(DiscourseWarning, match="another codebook"):
        standardised_shares(framed("en", [True] * 4), load_baseline(folder(tmp_path, DOCUMENTS)),
                            codebook=codebook_from_table(rows))  # fmt: skip


def test_two_speakers_are_compared_by_squaring_and_adding():
    # by hand: 0.6 - 0.1; low 0.5 - hypot(0.3, 0.4), high 0.5 + hypot(0.5, 1.2)
    left = pd.DataFrame({"frame": ["order"], "effect": [0.6], "low": [0.3], "high": [1.1], "lang": "en"})
    right = pd.DataFrame({"frame": ["order"], "effect": [0.1], "low": [-1.1], "high": [0.5], "lang": "zh"})
    row = standardised_contrast(left, right).iloc[0]
    assert np.allclose([row.difference, row.low, row.high], [0.5, 0.0, 1.8], atol=1e-12)


def test_a_table_of_two_speakers_is_refused():
    rows = pd.DataFrame({"frame": ["order"] * 2, "effect": 0.0, "low": 0.0, "high": 0.0, "lang": "en"})
    with pytest.raises(DiscourseError, match="stands twice"):
        standardised_contrast(rows, rows)
