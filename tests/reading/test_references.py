"""A reference corpus is read strictly; tables made here, expected by eye."""

import pytest

from discourse import load_reference
from discourse.errors import CorpusError

INDEX = "reference,lang\nspeeches,en\n"
TERMS = "term,n,n_documents\norder,5,2\npeace,3,3\n"


@pytest.fixture
def read(tmp_path):
    def make(index=INDEX, terms=TERMS, name="speeches"):
        (tmp_path / "index.csv").write_text(index, encoding="utf-8")
        (tmp_path / "speeches.csv").write_text(terms, encoding="utf-8")
        return load_reference(name, folder=tmp_path)

    return make


def test_the_counts_are_numbers_and_carry_the_language(read):
    table = read()
    assert table.to_dict("list") == {
        "term": ["order", "peace"], "n": [5, 3], "n_documents": [2, 3], "lang": ["en", "en"]
    }  # fmt: skip


@pytest.mark.parametrize("n", ["-1", "nan", "inf", "1.5", "True", "1e3", "0", "", "9" * 20, "٣"])
def test_a_count_that_is_none_is_refused_with_its_line(read, n):
    with pytest.raises(CorpusError, match=r"speeches\.csv, line 2: n .* is no count"):
        read(terms=TERMS.replace("order,5", f"order,{n}"))


@pytest.mark.parametrize(
    ("index", "terms", "message"),
    [
        (INDEX, TERMS + "order,1,1\n", "line 4: term 'order' is empty or stands twice"),
        (INDEX, TERMS + ",1,1\n", "line 4: term '' is empty"),
        (INDEX, TERMS + "rules,1,2\n", "line 4: n_documents 2 is more than n"),
        (INDEX + "speeches,zh-Hant\n", TERMS, r"index\.csv, line 3: reference 'speeches' stands twice"),
        ("reference,lang\nspeeches,fr\n", TERMS, r"index\.csv, line 2: lang 'fr' is unknown"),
    ],
)
def test_a_broken_reference_is_refused_with_its_line(read, index, terms, message):
    with pytest.raises(CorpusError, match=message):
        read(index, terms)


@pytest.mark.parametrize("name", ["news", "", "../speeches", None, 5, ["speeches"]], ids=repr)
def test_an_unknown_reference_is_refused_by_name(read, name):
    with pytest.raises(CorpusError, match="there is no reference"):
        read(name=name)
