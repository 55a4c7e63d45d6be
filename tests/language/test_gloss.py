"""Every Chinese term that a figure shows can be read by somebody who knows no Chinese."""

import pandas as pd
import pytest

from discourse.errors import CorpusError
from discourse.language.gloss import gloss


def test_either_script_finds_the_same_gloss():
    assert gloss("習近平").gloss_en[0] == gloss("习近平").gloss_en[0] == "Xi Jinping"


def test_terms_keep_their_order_and_are_said_once():
    assert gloss(["合作", "關係", "合作"]).term.tolist() == ["合作", "關係"]


def test_a_term_that_is_not_known_stays_with_an_empty_gloss():
    assert gloss(["魑魅魍魎"]).values.tolist() == [["魑魅魍魎", "", ""]]


def test_words_without_chinese_characters_need_no_gloss():
    assert gloss(["G20", "order", ""]).empty


def test_a_column_of_a_table_is_taken():
    assert gloss(pd.Series(["秩序"])).gloss_en.tolist() == ["order"]


@pytest.mark.parametrize("rows", ["關係,,a\n关系,,b\n", "關係,,\n"])
def test_a_doubled_or_empty_row_is_named_with_its_line(tmp_path, rows):
    (tmp_path / "gloss.csv").write_text(f"term,pinyin,gloss_en\n{rows}", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"gloss\.csv, line [23]: .* (stands here twice|has no gloss)"):
        gloss("關係", path=tmp_path / "gloss.csv")


@pytest.mark.parametrize("name", ["02_traditional", "02_simplified"])
def test_every_chinese_term_in_a_chart_of_terms_has_a_gloss(root, name):
    shown = gloss(pd.read_csv(root / "figures" / f"{name}.csv").term)
    assert shown.term[shown.gloss_en == ""].tolist() == []
