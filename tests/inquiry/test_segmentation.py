"""The segmentation table: counted by hand on three words, and the shipped gold is what it says."""

import pandas as pd
import pytest

from discourse.errors import CorpusError
from discourse.inquiry.segmentation import validate_segmentation
from discourse.shipped import shipped


@pytest.fixture(scope="module")
def gold() -> pd.DataFrame:
    return pd.read_csv(shipped("coding/segmentation_gold.csv"), dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return validate_segmentation()


def test_scores_are_counted_by_bounds_and_without_punctuation():
    """By hand: 全球秩序 / 的 / 世界 in gold; without dictionary 全球 / 秩序 / 的 / 世界, two of four right."""
    row = validate_segmentation(
        pd.DataFrame({"doc_id": ["a"], "sent": [1], "words": ["全球秩序/，/的/世界/。"]}), lang="zh-Hans"
    ).iloc[2]
    assert row[["n_gold", "n_found", "n_correct"]].tolist() == [3, 4, 2]
    assert (row.precision, row.recall, row.f1) == (2 / 4, 2 / 3, 4 / 7)


def test_the_words_of_the_gold_joined_are_the_sentences_of_the_analysis(gold, root):
    text = (root / "corpus" / "texts" / "mac-2022-g20.txt").read_text(encoding="utf-8")
    assert gold.words.str.replace("/", "").str.cat() == text.replace("\n", "")
    assert len(gold) == 43


def test_the_user_dictionary_reaches_its_target_on_the_gold(table):
    assert table.f1.iloc[-1] >= 0.95


def test_raw_jieba_is_unfit_for_traditional_text(table):
    assert table.f1.iloc[0] < 0.75 < 0.8 < table.f1.iloc[1] < table.f1.iloc[-1]


def test_both_engines_score_the_same(table):
    assert table.iloc[3, 3:].tolist() == table.iloc[4, 3:].tolist()


@pytest.mark.parametrize(
    "gold",
    [pd.DataFrame({"words": ["好"]}), pd.DataFrame({"doc_id": ["a"], "sent": [1], "words": ["。"]}), "absent.csv"],
)
def test_a_gold_without_columns_words_or_file_is_refused(gold):
    with pytest.raises(CorpusError):
        validate_segmentation(gold)
