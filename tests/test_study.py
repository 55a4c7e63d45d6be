"""A study is made, runs at once, and shows what is put into it; an existing folder is never touched."""

import re

import docx
import pytest

import discourse as dc
from discourse.errors import CorpusError, DiscourseError, DiscourseWarning
from discourse.showing.notebooks import read_notebook, run_notebooks
from discourse.study import starter_codebook


@pytest.fixture
def own(tmp_path):
    """Five texts as a student might keep them."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "2024-05-01 ferry.txt").write_text("Our dialogue keeps the river calm. Thank you.", encoding="utf-8")
    (folder / "weir.md").write_text(
        "---\nside: LOWER\ndate: 2024-05-02\n---\n# The weir\n\nClimate change.", encoding="utf-8"
    )
    (folder / "渡口 20240503.txt").write_text("我們要保持溝通，應對氣候變化。", encoding="utf-8")
    file = docx.Document()
    file.add_paragraph("May 4, 2024. The mill stands still.")
    file.save(folder / "mill.docx")
    (folder / "table.csv").write_text("id,title,date,text\nbridge,Bridge,2024-05-05,It holds.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", ["en", "zh-Hant", "zh-Hans"])
def test_a_new_study_has_two_sides_and_hits_in_its_language(tmp_path, lang):
    table = dc.new_study(tmp_path / "s", lang=lang)
    corpus = dc.open_study(tmp_path / "s")
    assert (set(table.side), set(table.lang)) == ({"UPPER", "LOWER"}, {lang})
    assert set(corpus.matches().frame) >= {"order", "challenges", "relationship", "communication", "risk"}


def test_the_invented_upper_town_speaks_of_order_and_the_lower_of_talking(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    shares = dc.frame_shares(dc.frame_sentences(dc.open_study(tmp_path / "s")), by="side").set_index(["side", "frame"])
    assert shares.n_hits["UPPER", "order"] > shares.n_hits["LOWER", "order"]
    assert shares.n_hits["LOWER", "communication"] > shares.n_hits["UPPER", "communication"]


def test_texts_of_every_format_are_taken_in_with_their_dates(tmp_path, own):
    table = dc.new_study(tmp_path / "s", source=own).set_index("doc_id")
    assert table.date.to_dict() == {"2024-05-01-ferry": "2024-05-01", "bridge": "2024-05-05", "mill": "2024-05-04",
                                    "weir": "2024-05-02", "渡口-20240503": "2024-05-03"}  # fmt: skip
    assert table.date_from.to_dict()["mill"] == "text"
    assert len(dc.open_study(tmp_path / "s").documents) == 5


def test_the_language_of_most_texts_is_the_language_of_the_study(tmp_path, own):
    dc.new_study(tmp_path / "s", source=own)
    assert '"en"' in (tmp_path / "s" / "notebooks" / "01_terms.ipynb").read_text(encoding="utf-8").replace("\\", "")
    assert set(dc.open_study(tmp_path / "s").codebook.concepts.lang) == {"en", "zh-Hant"}


@pytest.mark.parametrize(("lang", "glossed"), [("en", False), ("zh-Hant", True), ("zh-Hans", True)])
def test_chinese_terms_come_with_a_gloss_and_english_ones_need_none(tmp_path, lang, glossed):
    dc.new_study(tmp_path / "s", lang=lang)
    cells = read_notebook(tmp_path / "s" / "notebooks" / "01_terms.ipynb").cells
    assert ("dc.gloss(terms.term)" in [cell.source for cell in cells]) is glossed
    assert any(cell.source.startswith("What the terms mean") for cell in cells) is glossed


def test_a_language_of_which_there_is_no_text_is_told_and_not_counted(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "2024-05-01-a.txt").write_text("The weir needs care.", encoding="utf-8")
    with pytest.warns(DiscourseWarning, match="no text is in zh-Hant; the notebooks begin with en"):
        dc.new_study(tmp_path / "s", lang="zh-Hant", source=tmp_path / "own")
    cells = [cell.source for cell in read_notebook(tmp_path / "s" / "notebooks" / "01_terms.ipynb").cells]
    assert not any("zh-Hant" in source for source in cells)


def test_texts_of_another_language_have_their_own_list_of_terms(tmp_path):
    source = tmp_path / "own"
    source.mkdir()
    for name, words in (("a", "The weir needs care."), ("b", "The ferry waits."), ("c", "渡口需要對話。")):
        (source / f"2024-05-0{ord(name) - 96}-{name}.txt").write_text(words, encoding="utf-8")
    dc.new_study(tmp_path / "s", source=source)
    cells = [cell.source for cell in read_notebook(tmp_path / "s" / "notebooks" / "01_terms.ipynb").cells]
    assert [re.search('lang="(.*?)"', source)[1] for source in cells if source.startswith("selected")] == ["en"]
    assert [re.search('lang="(.*?)"', source)[1] for source in cells if source.startswith("others")] == ["zh-Hant"]
    assert "dc.gloss(others.term)" in cells
    assert "dc.gloss(terms.term)" not in cells


@pytest.mark.filterwarnings("error:::discourse")
def test_it_runs_at_once_and_shows_a_text_put_in_later(tmp_path, monkeypatch):
    monkeypatch.delenv("DISCOURSE_FIGURES", raising=False)
    dc.new_study(tmp_path / "s", lang="en")
    (tmp_path / "s" / "corpus" / "texts" / "2024-09-01-bridge.md").write_text(
        "The bridge needs dialogue.", encoding="utf-8"
    )
    books = sorted((tmp_path / "s" / "notebooks").glob("*.ipynb"))
    run_notebooks(books[:1])
    shown = str([cell.get("outputs") for cell in read_notebook(books[0]).cells])
    assert "2024-09-01-bridge" in shown
    drawn = {p.name for p in (tmp_path / "s" / "figures").glob("*.png")}
    assert drawn == {"01_terms.png", "01_terms.zh-Hant.png"}


def test_a_text_put_in_later_joins_once(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    dc.add_text(tmp_path / "s", "2024-09-01-bridge.md", "---\nside: UPPER\n---\nThe bridge needs dialogue.")
    dc.open_study(tmp_path / "s")
    documents = dc.open_study(tmp_path / "s").documents
    assert documents.doc_id.tolist().count("2024-09-01-bridge") == 1
    assert documents.set_index("doc_id").side["2024-09-01-bridge"] == "UPPER"


def test_a_word_file_put_in_later_becomes_text_and_stays_beside(tmp_path, own):
    dc.new_study(tmp_path / "s", lang="en")
    texts = tmp_path / "s" / "corpus" / "texts"
    (texts / "mill.docx").write_bytes((own / "mill.docx").read_bytes())
    assert dc.open_study(tmp_path / "s").text("mill") == "May 4, 2024. The mill stands still."
    assert (texts / "mill.docx").exists()


def test_what_was_corrected_in_documents_stays_corrected(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    path = tmp_path / "s" / "corpus" / "documents.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Opening of the river talks, Lower Mill", "Mine"), encoding="utf-8"
    )
    dc.add_text(tmp_path / "s", "2024-09-01-bridge.txt", "The bridge.")
    assert "Mine" in dc.open_study(tmp_path / "s").documents.title.tolist()


def test_one_changed_concept_shows_in_the_matches(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    before = len(dc.open_study(tmp_path / "s").matches())
    path = tmp_path / "s" / "corpus" / "codebook.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write("gates,communication,bilateral_stability,en,third gate,word,,,,,,mine\n")
    assert len(dc.open_study(tmp_path / "s").matches()) == before + 1  # the Lower Mill report names it once


def test_a_document_without_a_date_is_told(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    with pytest.warns(dc.DiscourseWarning, match="no date was found for 'bridge'"):
        dc.add_text(tmp_path / "s", "bridge.txt", "The bridge.")


def test_an_existing_folder_is_never_overwritten(tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DiscourseError, match="exists already and is never overwritten"):
        dc.new_study(tmp_path / "s")
    assert [p.name for p in (tmp_path / "s").iterdir()] == ["thesis.txt"]


def test_one_broken_file_is_refused_by_name_and_the_others_go_on(tmp_path, own):
    (own / "broken.docx").write_bytes(b"no zip")
    with pytest.warns(dc.DiscourseWarning, match=r"broken\.docx: the Word file cannot be read .* left out"):
        table = dc.new_study(tmp_path / "s", source=own)
    assert (table.file.nunique(), [row["file"] for row in table.attrs["refused"]]) == (5, ["broken.docx"])


def test_a_source_of_broken_files_alone_leaves_nothing_behind(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "broken.docx").write_bytes(b"no zip")
    with (
        pytest.warns(dc.DiscourseWarning, match="left out"),
        pytest.raises(DiscourseError, match=r"none of its 1 files can be read; broken\.docx"),
    ):
        dc.new_study(tmp_path / "s", source=tmp_path / "mine")
    assert not (tmp_path / "s").exists()


def test_what_is_passed_over_in_a_source_is_told_but_not_the_locks_of_word_processors(tmp_path, own):
    (own / "photo.jpg").write_bytes(b"x")
    (own / "older").mkdir()
    (own / "~$mill.docx").write_bytes(b"lock")
    with pytest.warns(dc.DiscourseWarning, match=r"known format: older/, photo\.jpg\.$"):
        table = dc.new_study(tmp_path / "s", source=own)
    assert table.attrs["refused"] == []


@pytest.mark.filterwarnings("ignore:.* have no row")
def test_a_broken_file_put_in_later_is_told_and_the_study_still_opens(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    (tmp_path / "s" / "corpus" / "texts" / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    with pytest.warns(dc.DiscourseWarning, match=r"torn\.pdf: the PDF cannot be read"):
        assert len(dc.open_study(tmp_path / "s").documents) == 4


def test_a_text_put_in_under_an_odd_name_stands_once_and_is_kept_as_it_came(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    texts = tmp_path / "s" / "corpus" / "texts"
    (texts / "2024-09-01 New weir.txt").write_text("---\nside: UPPER\n---\nThe new weir.", encoding="utf-8")
    for _ in range(2):
        corpus = dc.open_study(tmp_path / "s")
        assert corpus.text("2024-09-01-New-weir") == "The new weir."
    names = ["2024-09-01-New-weir.raw.txt", "2024-09-01-New-weir.txt"]
    assert sorted(p.name for p in texts.glob("2024-09*")) == names


def test_a_text_in_an_old_encoding_is_told_to_be_saved_as_utf_8(tmp_path, own):
    (own / "big5.txt").write_bytes("我們要保持溝通，管控分歧，應對氣候變化。".encode("big5"))
    with pytest.warns(dc.DiscourseWarning, match=r"big5\.txt: byte 0: .* may be big5: check, then save"):
        dc.new_study(tmp_path / "s", source=own)


def test_ids_differ_by_more_than_capitals(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "Weir 2024-01-02.txt").write_text("The weir.", encoding="utf-8")
    (tmp_path / "mine" / "weir 2024-01-02.md").write_text("The other weir.", encoding="utf-8")
    table = dc.new_study(tmp_path / "s", source=tmp_path / "mine")
    assert table.doc_id.tolist() == ["Weir-2024-01-02", "weir-2024-01-02-2"]


@pytest.mark.parametrize(("n", "by"), [(3, "doc_id"), (9, "side")])
def test_few_texts_are_compared_one_by_one_and_many_by_side(tmp_path, n, by):
    (tmp_path / "mine").mkdir()
    for i in range(n):
        (tmp_path / "mine" / f"2024-01-0{i + 1}.txt").write_text("Our dialogue.", encoding="utf-8")
    dc.new_study(tmp_path / "s", source=tmp_path / "mine")
    cells = read_notebook(tmp_path / "s" / "notebooks" / "02_frames.ipynb").cells
    assert any(f'by="{by}"' in cell.source for cell in cells)


def test_the_receipts_of_fetch_are_no_text_of_a_study(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    texts = tmp_path / "s" / "corpus" / "texts"
    (texts / "fetched.csv").write_text("doc_id,sha256,recorded_sha256,result,url\n", encoding="utf-8")
    (texts / "2024-03-04-lower-mill-opening.fetched.txt").write_text("Another text.", encoding="utf-8")
    assert len(dc.open_study(tmp_path / "s").documents) == 4


def test_a_text_without_words_is_refused_and_not_kept(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    with pytest.raises(CorpusError, match="holds no text"):
        dc.add_text(tmp_path / "s", "2024-09-01-nothing.md", "---\nside: UPPER\n---\n")
    assert not (tmp_path / "s" / "corpus" / "texts" / "2024-09-01-nothing.md").exists()


def test_rows_of_a_table_without_a_text_are_told(tmp_path, own):
    (own / "table.csv").write_text("date,text\n2024-05-05,It holds.\n2024-05-06,\n", encoding="utf-8")
    with pytest.warns(dc.DiscourseWarning, match=r"table\.csv: rows without a text are left out: 2"):
        assert len(dc.new_study(tmp_path / "s", source=own)) == 5


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"lang": "fr"}, "language 'fr' is unknown"),
        ({"source": "nowhere"}, "is no folder"),
        ({"source": "."}, "holds no text"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(tmp_path, monkeypatch, options, said):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(DiscourseError, match=said):
        dc.new_study(tmp_path / "s", **options)


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "sub/evil.txt", "evil.exe", "evil", ""])
def test_a_text_cannot_leave_its_folder(tmp_path, name):
    dc.new_study(tmp_path / "s", lang="en")
    with pytest.raises(CorpusError):
        dc.add_text(tmp_path / "s", name, "words")


def test_the_starter_codebook_speaks_each_language_and_has_five_frames():
    for lang in ("en", "zh-Hant", "zh-Hans"):
        table = starter_codebook([lang])
        assert set(table.frame) == {"order", "challenges", "relationship", "communication", "risk"}
        assert set(table.lang) == {lang}


def test_the_sides_of_ones_own_study_are_told_apart_by_colour_and_marker(tmp_path):
    dc.new_study(tmp_path / "s", lang="en")
    shares = dc.frame_shares(dc.frame_sentences(dc.open_study(tmp_path / "s")), by="side")
    dots = [line for line in dc.plot_frame_shares(shares).lines if line.get_label().startswith(("LOWER", "UPPER"))]
    assert len({(dot.get_color(), dot.get_marker()) for dot in dots}) == len(dots) == 2
