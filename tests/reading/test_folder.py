"""Which files of a folder become documents, and what is said of the others; files made here, expected by eye."""

import os
import warnings

import pytest

from discourse import load_corpus
from discourse.errors import CorpusError, DiscourseError
from discourse.reading.folder import look_alike

HEADER = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256,file"


@pytest.fixture
def folder(tmp_path):
    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("The order of the world.", encoding="utf-8")
        return tmp_path

    return make


def table(folder, *rows):
    lines = [f"{doc_id},T,Chen,{side},en,2024,e,speech,,,,text,,{file}" for doc_id, side, file in rows]
    (folder / "documents.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return folder


def told(folder):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        ids = load_corpus(folder).documents.doc_id.tolist()
    return ids, "\n".join(str(w.message) for w in seen)


@pytest.mark.parametrize(
    "name",
    ["a b", "演講", "🙂", "a\nb", "é", "e\u0301", "-x", "~x", "~$x", "$HOME", "%s{}", "<b>", " a ", "=1+1", "a;b",
     "\u202ex", "a*?", "007", "NA", "nan", "x.", "'", '"q"', "`id`", "x" * 251],
)  # fmt: skip
def test_an_odd_file_name_is_an_id_as_it_stands(folder, name):
    ids, _ = told(folder(f"{name}.txt"))
    assert ids == [name]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("a.txt", "a.TXT"), "would be one document"),
        (("a.raw.txt", "a.RAW.txt"), "would be one document"),
        (("é.txt", "e\u0301.txt"), "spelt with different code points"),
        (("a.txt", "texts/a.txt"), "stands also in texts/"),
    ],
)
def test_two_files_that_would_be_one_document_are_refused(folder, names, message):
    with pytest.raises(CorpusError, match=message):
        load_corpus(folder(*names))


def test_names_that_differ_in_case_stay_two_documents_and_are_told(folder):
    ids, said = told(folder("Talks.txt", "talks.txt"))
    assert ids == ["Talks", "talks"]
    assert "'Talks' and 'talks' are two documents" in said


def test_files_and_folders_that_are_not_read_are_told(folder):
    ids, said = told(folder("a.txt", "b.text", "c", "d.md", "README.md", "codebook.csv", "more/e.txt"))
    assert ids == ["a"]
    assert "3 files are no plain text and were not read: b.text, c, d.md." in said
    assert "folders inside were not read: more." in said


def test_a_texts_folder_that_is_a_link_out_is_not_even_listed(folder, tmp_path_factory):
    place = folder("a.txt")
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    (place / "texts").symlink_to(outside)
    with pytest.raises(CorpusError, match="leaves the folder"):
        load_corpus(place)


def test_a_link_loop_in_place_of_the_texts_is_survived(folder):
    place = folder("a.txt")
    os.symlink("texts", place / "texts")
    assert told(place)[0] == ["a"]


def test_a_text_without_a_row_is_told(folder):
    place = table(folder("texts/a.txt", "texts/b.txt", "texts/a.raw.txt", "texts/a.fetched.txt"), ("a", "CN", ""))
    ids, said = told(place)
    assert ids == ["a"]
    assert said == f"{place / 'documents.csv'}: 1 texts have no row and were not read: b.txt."


def test_two_rows_of_one_file_are_told(folder):
    place = table(folder("texts/a.txt"), ("a", "CN", ""), ("b", "US", "a.txt"), ("c", "US", "texts/./a.txt"))
    assert "documents 'b' and 'c' are one file, which is counted twice" in told(place)[1]


@pytest.mark.parametrize("side", ["cn", "CN\u200b", "ＣＮ", "C N"])
def test_a_side_that_is_nearly_a_known_one_is_told(folder, side):
    place = table(folder("texts/a.txt"), ("a", side, ""))
    assert "are counted apart; write one of US, CN, TW" in told(place)[1]


@pytest.mark.parametrize("side", ["CN", "US;CN", "US; CN", "", "JP"])
def test_another_side_is_nobodys_mistake(folder, side):
    assert told(table(folder("texts/a.txt"), ("a", side, "")))[1] == ""


@pytest.mark.parametrize("other", ["A", "a ", "ａ", "a\u200b"])
def test_ids_that_look_alike_stay_apart_and_are_told(folder, other):
    place = table(folder("texts/a.txt", f"texts/{other}.txt"), ("a", "CN", ""), (other, "CN", ""))
    ids, said = told(place)
    assert ids == ["a", other]
    assert "easily mistaken for each other" in said


def test_ids_of_digits_do_not_look_alike():
    assert look_alike(["7", "007", "07", "7.0", "NA", "nan", "null", "1e5", "100000"]) is None


@pytest.mark.parametrize("path", [5, 1.5, True, [], b"texts"], ids=repr)
def test_what_is_no_path_is_refused_by_name(path):
    with pytest.raises(CorpusError, match="is no path"):
        load_corpus(path)


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b", "\ud800"], ids=["long", "NUL", "surrogate"])
def test_an_impossible_path_is_refused(path):
    with pytest.raises(CorpusError):
        load_corpus(path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed_is_named(folder):
    place = folder("texts/a.txt")
    (place / "texts").chmod(0o111)
    with pytest.raises(CorpusError, match="texts: permission denied"):
        load_corpus(place)


@pytest.mark.parametrize("name", ["Documents.csv", "DOCUMENTS.CSV", "documents.csv.txt", "ｄocuments.csv"])
def test_a_table_of_documents_under_another_name_is_not_passed_over(folder, name):
    with pytest.raises(CorpusError, match=r"would not be read\. Call it documents\.csv"):
        load_corpus(folder("a.txt", name))


@pytest.mark.parametrize("name", ["Codebook.csv", "codebook.csv.txt", "UserDict.txt", "userdict.txt.txt"])
def test_knowledge_under_another_name_is_told(folder, name):
    assert f"{name!r} is not read" in told(folder("a.txt", name))[1]


def test_a_table_that_stands_there_under_its_name_too_is_no_misspelling(folder):
    place = table(folder("texts/a.txt", "Documents.csv"), ("a", "CN", ""))
    assert told(place) == (["a"], "")


@pytest.mark.parametrize("name", ["codebook.csv", "userdict.txt"])
def test_a_link_to_knowledge_that_is_gone_is_refused(folder, name):
    place = folder("a.txt")
    (place / name).symlink_to("gone.csv")
    with warnings.catch_warnings(), pytest.raises(DiscourseError, match=f"{name}: no such file"):
        warnings.simplefilter("ignore")
        load_corpus(place).matches()


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic", "hard"])
def test_a_link_to_another_text_is_told(folder, link):
    place = folder("a.txt")
    link(place / "a.txt", place / "b.txt")
    ids, said = told(place)
    assert ids == ["a", "b"]
    assert "documents 'a' and 'b' are one file, which is counted twice" in said


def test_a_readme_that_is_counted_is_told(folder):
    ids, said = told(folder("a.txt", "README.txt"))
    assert ids == ["README", "a"]
    assert "counted as a text like the others: README.txt" in said


@pytest.mark.parametrize(
    ("names", "missed"),
    [
        (("texts/a.txt", "b.txt"), "b.txt"),
        (("texts/a.txt", "a.txt"), "a.txt (beside texts/)"),
        (("texts/a.txt", "texts/b.docx", "texts/c.md"), "b.docx, c.md"),
        (("texts/a.txt", "texts/2022/b.txt"), "2022/"),
    ],
)
def test_what_else_lies_there_without_a_row_is_told(folder, names, missed):
    ids, said = told(table(folder(*names), ("a", "CN", "")))
    assert ids == ["a"]
    assert f"have no row and were not read: {missed}." in said


@pytest.mark.parametrize("name", ["texts/a.pdf", "texts/a!.md", "texts/fetched.csv", "README.md", "userdict.txt"])
def test_what_needs_no_row_is_not_told(folder, name):
    place = table(folder("texts/a.txt"), ("a", "CN", ""))
    (place / name).write_text("order\n", encoding="utf-8")
    assert told(place) == (["a"], "")


def test_texts_in_a_folder_that_the_table_names_are_read(folder):
    place = table(folder("texts/2022/a.txt", "more/b.txt"), ("a", "CN", "texts/2022/a.txt"), ("b", "CN", "more/b.txt"))
    assert told(place) == (["a", "b"], "")
