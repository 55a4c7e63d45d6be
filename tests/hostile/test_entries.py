"""G3, G4: tables, term lists and features as people and programs really hand them over."""

import os
import shutil
import warnings

import pytest

from discourse import extract, load_codebook, load_corpus, match_frames
from discourse.cli import main
from discourse.errors import CodebookError, CorpusError, DiscourseWarning

HEAD = "concept,frame,macro_frame,lang,term\n"


@pytest.fixture
def codebook(tmp_path):
    def write(rows, head=HEAD):
        path = tmp_path / "codebook.csv"
        path.write_text(head + rows, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,order,,en,\n", "line 2: the term is empty"),
        ("a,order,,en,rules\nb,order,,en,Rules\n", "line 3: term 'Rules' stands twice"),
        ("a,order,,en,rules\nb,risk,,en,rules\n", "line 3: term 'rules' stands in frame 'order'"),
        ("a,order,,zh,秩序\n", "line 2: language 'zh' is unknown"),
        ("a,,,en,rules\n", "line 2: the frame is empty"),
        ("", "no rows|no term"),
        ("a,order,,en,rules,more\n", "line 2: 6 cells where the header has 5"),
        ('a,order,,en,"rules\n', "line 2: a double quote is never closed"),
    ],
)
def test_a_broken_codebook_is_refused_with_its_line(codebook, rows, message):
    with pytest.raises(CodebookError, match=message):
        load_codebook(codebook(rows))


@pytest.mark.parametrize("term", ["U.S.", "(a+)+$", "[order]", "a|b", "a.*", "C++", "\\d+", "$1", "a^b", "a{2}"])
def test_signs_of_regular_expressions_are_only_signs(codebook, term):
    book = load_codebook(codebook(f"a,order,,en,{term}\nb,risk,,en,never\n", head=HEAD))
    text = f"xx {term} yy aaaaaaaaaaaaaaaaaaaaaaaaaaaa! 12 ab"
    assert [text[m.start : m.end] for m in match_frames(text, "en", book)] in ([term], [])
    assert not match_frames("zz 77 qq", "en", book)


def test_a_simplified_term_in_a_traditional_row_is_warned_of(codebook):
    with pytest.warns(DiscourseWarning, match="line 2: term '关系': .* Simplified"):
        load_codebook(codebook("a,relationship,,zh-Hant,关系\n"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("en,оrder,,", "mixes the letters of Latin and Cyrillic"),
        ("en,國際,,", "an English row with Chinese characters"),
        ("en,𠮷,,", "an English row with Chinese characters"),
        ("en,or\x07der,,", r"no text holds the character U\+0007"),
        ("en,rule*,,", "the star is taken literally"),
        ("en,world order,,order", "the term itself holds what its unless forbids"),
        ("zh-Hant,國際秩序,,秩序", "the term itself holds what its unless forbids"),
        ("en,rules,world peace,peace;war", "what it requires holds what its unless forbids"),
        ("en,rules,國際,", "it requires Chinese characters"),
    ],
)
def test_a_term_that_can_never_match_is_warned_of(codebook, row, message):
    with pytest.warns(DiscourseWarning, match=f"line 2: term .*{message}"):
        load_codebook(codebook(f"a,order,,{row}\n", head=HEAD.strip() + ",requires,unless\n"))


@pytest.mark.parametrize(
    "row", ["en,border,,order", "en,rules,peace;war,peace", "zh-Hant,APEC峰會,,PEC", "en,résumé,,"]
)
def test_a_term_that_can_match_is_not_warned_of(codebook, row):
    load_codebook(codebook(f"a,order,,{row}\n", head=HEAD.strip() + ",requires,unless\n"))


@pytest.mark.parametrize("name", ["\u200b", "\ufe0f", "or\u200bder", "a\x1bb", "\u202eorder", "a;\u2060"], ids=ascii)
@pytest.mark.parametrize("cells", ["{},order,", "a,{},", "a,order,{}"])
def test_a_name_with_a_character_that_nobody_sees_is_refused(codebook, name, cells):
    with pytest.raises(CodebookError, match=r"line 2: the (concept|frame|macro_frame) .* nobody sees"):
        load_codebook(codebook(f"{cells.format(name)},en,rules\n"))


@pytest.mark.parametrize("other", ["Order", "ｏｒｄｅｒ"])
def test_frames_that_differ_only_in_spelling_are_warned_of(codebook, other):
    with pytest.warns(DiscourseWarning, match="frames 'order' and '.*' differ only in their spelling"):
        load_codebook(codebook(f"a,order,,en,rules\nb,{other},,en,treaty\n"))


def test_a_frame_written_in_two_normal_forms_is_one(codebook):
    book = load_codebook(codebook("a,café,,en,rules\nb,cafe\u0301,,en,treaty\n"))
    assert book.frames == ("café",)


def test_thousands_of_odd_rows_are_warned_of_in_a_few_lines(codebook):
    with pytest.warns(DiscourseWarning) as said:
        load_codebook(codebook("".join(f"a,order,,zh-Hant,关{i}\n" for i in range(3000))))
    assert len(said) == 21
    assert "2,980 more terms" in str(said[-1].message)


@pytest.mark.parametrize("term", ["ab" * 60_000, "國" * 120_000], ids=["en", "zh"])
def test_a_term_as_long_as_a_book_loads_and_matches(codebook, term):  # a table of its states would take minutes
    book = load_codebook(codebook(f"a,order,,{'en' if term[0] == 'a' else 'zh-Hant'},{term}\n"))
    assert len(match_frames(f" {term} ", "en" if term[0] == "a" else "zh-Hant", book)) == 1
    with pytest.raises(CodebookError, match="stands twice") as refused:
        load_codebook(codebook(f"a,order,,en,{term}\na,order,,en,{term}\n"))
    assert len(str(refused.value)) < 2000


def test_fifty_thousand_terms_load_and_match(codebook):
    rows = "".join(f"c{i},order,,zh-Hant,{i:05d}條\n" for i in range(50_000))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_codebook(codebook(rows))
    hits = match_frames("第00007條。" * 10_000, "zh-Hant", book)
    assert len(hits) == 10_000


@pytest.fixture
def features(study, tmp_path):
    """A study of which only features are left."""
    folder = study({"a": "The order of the world needs rules. We talk.\n\nTrade is open and trade is free."}, lang="en")
    table = (folder / "documents.csv").read_text(encoding="utf-8")
    (folder / "documents.csv").write_text(table.replace(",text,", ",features,"), encoding="utf-8")
    extract(folder, folder, doc_ids=["a"])
    shutil.rmtree(folder / "texts")
    assert len(load_corpus(folder).counts()) > 5
    return folder


@pytest.mark.parametrize("n", ["-1", "nan", "inf", "1.5", "True", "9" * 25, "", "1e2", "0"])
def test_a_count_that_is_none_is_refused_with_its_line(features, n):
    path = features / "features" / "a.counts.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].rpartition(",")[0] + f",{n}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"a\.counts\.csv, line 3: n "):
        load_corpus(features).counts()


def change(features, part, edit):
    path = features / "features" / f"a.{part}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    edit(lines)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("part", "edit", "message"),
    [
        ("counts", lambda x: x.insert(2, x[2]), "line 4: the term stands twice in one segment"),
        ("counts", lambda x: x.__setitem__(1, x[1].rpartition(",")[0] + ",500"), "line 2: n is larger than"),
        ("counts", lambda x: x.__setitem__(1, x[1][:9]), r"line 2: \d cells where the header has 7"),
        ("counts", lambda x: x.__setitem__(0, "x" + x[0]), "line 1: column doc_id missing"),
        ("sentences", lambda x: x.insert(1, x[1]), "line 3: a sentence number stands twice"),
        ("segments", lambda x: x.insert(1, x[1]), "line 3: a segment number stands twice"),
        ("counts", lambda x: x.pop(), "do not add up"),
        ("sentences", lambda x: x.__setitem__(1, x[1].replace("CN", "US")), r"matches\.csv, line 2: voice or"),
        ("sentences", lambda x: x.__setitem__(2, x[2].replace("CN", "US")), "changed after they were counted"),
        ("sentences", lambda x: x.__setitem__(1, x[1][:-1] + "7"), "line 2: procedure is neither 0 nor 1"),
        ("counts", lambda x: x.__setitem__(3, x[3].replace("Chen", "Xi")), "line 4: voice or side differ"),
        ("counts", lambda x: x.__setitem__(3, x[3].replace(",en,", ",zh-Hant,")), "line 4: the language is not en"),
    ],
    ids=str,
)
def test_damaged_features_are_refused(features, part, edit, message):
    change(features, part, edit)
    with pytest.raises(CorpusError, match=message):
        load_corpus(features).counts()


@pytest.fixture
def unsealed(features):
    """Take the checksum of the tables out of the index: it is optional."""
    lines = [line.rpartition(",")[0] for line in (features / "features" / "index.csv").read_text("utf-8").splitlines()]
    (features / "features" / "index.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return features


def cell(lines, row, column, value):
    """Put a value into a cell of a table given as lines."""
    cells, at = lines[row].split(","), lines[0].split(",").index(column)
    lines[row] = ",".join([*cells[:at], value, *cells[at + 1 :]])


@pytest.mark.parametrize(
    ("part", "row", "column", "value", "message"),
    [
        ("sentences", 1, "text", "We talk", r"sentences\.csv, line 2: features hold running text"),
        ("sentences", 1, "para", "2", r"sentences\.csv, line 3: the paragraph comes before"),
        ("sentences", 2, "sent", "9", r"sentences\.csv, line 4: the sentences are not in order"),
        ("sentences", 2, "n_tokens", "3", r"segments\.csv, line 2: n_tokens of sentences and segments differ"),
        ("segments", 1, "first_sent", "2", r"segments\.csv, line 2: the segment does not begin where"),
        ("segments", 1, "last_sent", "2", r"segments\.csv, line 2: n_tokens of sentences and segments differ"),
        ("counts", 1, "term", "  ", r"counts\.csv, line 2: the term is blank"),
        ("counts", 1, "n", "3", r"segments\.csv, line 2: counts do not add up"),
        ("matches", 1, "para", "2", r"matches\.csv, line 2: the paragraph is not that of the sentence"),
        ("matches", 1, "start", "0", r"matches\.csv, line 2: features hold no places"),
        ("matches", 1, "frame", "moon", r"matches\.csv, line 2: the codebook has no term '.*' in a frame 'moon'"),
        ("matches", 1, "term", "moon", r"matches\.csv, line 2: the codebook has no term 'moon'"),
    ],
)
def test_features_that_contradict_themselves_are_refused_with_file_and_line(
    unsealed, part, row, column, value, message
):
    change(unsealed, part, lambda lines: cell(lines, row, column, value))
    with pytest.raises(CorpusError, match=message):
        load_corpus(unsealed).matches()


def test_a_codebook_beside_features_that_is_another_one_is_refused(features):
    shipped = (features / "features" / "codebook.csv").read_text("utf-8")
    (features / "features" / "codebook.csv").write_text(shipped.replace(",order,", ",rank,"), encoding="utf-8")
    assert len(load_corpus(features).matches())  # not asked for as long as the codebook is the same
    (features / "codebook.csv").write_text(HEAD + "a,order,,en,trade\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"features.codebook\.csv: is not the codebook that the features of a"):
        load_corpus(features).matches()


def test_a_doubled_match_is_refused(features):
    path = features / "features" / "a.matches.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="changed after they were counted"):
        load_corpus(features).matches()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,T,Chen,CN,en,2024-05-01,e,speech,,,,text,,", "line 3: doc_id 'a' stands already on line 2"),
        ("b,T,Chen,CN,en,31/12/2024,e,speech,,,,text,,", "line 3: date '31/12/2024'"),
        ("b,T,Chen,CN,fr,2024,e,speech,,,,text,,", "line 3: lang 'fr' is unknown"),
        ("b,T,Chen,CN,en,2024,e,speech,,,,text,,morse", "line 3: encoding 'morse' is unknown"),
        ("b,T,Chen,CN,en,2024,e,speech,,,,text,,", "line 3: document 'b' has no text"),
        ("b,T,Chen", "line 3: 3 cells where the header has 14"),
    ],
)
def test_a_broken_row_is_one_line_and_exit_2_on_the_command_line(study, row, message, capsys):
    assert main(["freq", "--corpus", str(study({"a": "臺灣"}, rows=[row]))]) == 2
    err = capsys.readouterr().err
    assert f"documents.csv, {message}" in err
    assert err.count("\n") == 1


def test_ids_that_look_like_numbers_or_nothing_stay_apart(study):
    corpus = load_corpus(study({"007": "一", "7": "二", "NA": "三", "null": "四", "1e1": "五"}))
    assert corpus.sentences().doc_id.tolist() == ["007", "7", "NA", "null", "1e1"]
    assert corpus.select(doc_id="007").counts().term.tolist() == ["一"]


def test_a_user_dictionary_that_is_a_pipe_does_not_hang(study):
    folder = study({"a": "臺灣"})
    os.mkfifo(folder / "userdict.txt")
    with pytest.raises(CorpusError, match="pipe, socket or device"):
        load_corpus(folder).counts()


def test_a_codebook_that_is_a_link_out_of_the_folder_is_refused(study, tmp_path):
    folder = study({"a": "臺灣"})
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    (folder / "codebook.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(CorpusError, match="leaves the folder"):
        load_corpus(folder).matches()


ALIKE = [
    ("en", "order", "ｏｒｄｅｒ"),
    ("en", "résumé", "re\u0301sume\u0301"),
    ("en", "order", "or\u202eder"),
    ("en", "order", "or\u3164der"),
    ("en", "rules based", "rules\uff0dbased"),
    ("zh-Hant", "中來", "中\uf92d"),
    ("zh-Hant", "日本", "⽇本"),
    ("zh-Hant", "日本", "日\ufe00本"),
    ("zh-Hant", "接著", "接着"),
    ("zh-Hant", "民主", "⺠主"),
    ("zh-Hant", "乾隆", "干隆"),
    ("en", "istanbul", "İstanbul"),
    ("en", "ΣΑΣ", "σασ"),
]


@pytest.mark.parametrize(("lang", "term", "other"), ALIKE, ids=ascii)
def test_two_spellings_of_one_term_in_two_frames_are_refused(codebook, lang, term, other):
    with pytest.raises(CodebookError, match=r"codebook\.csv, line 3: term .* stands in frame 'order' \(line 2\)"):
        load_codebook(codebook(f"a,order,,{lang},{term}\nb,risk,,{lang},{other}\n"))


@pytest.mark.parametrize(("lang", "term", "other"), ALIKE, ids=ascii)
def test_two_spellings_of_one_term_in_one_frame_are_refused(codebook, lang, term, other):
    with pytest.raises(CodebookError, match=r"codebook\.csv, line 3: term .* stands twice"):
        load_codebook(codebook(f"a,order,,{lang},{term}\nb,order,,{lang},{other}\n"))


@pytest.mark.parametrize(("lang", "term", "other"), ALIKE, ids=ascii)
def test_a_term_is_found_in_every_spelling(codebook, lang, term, other):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)  # 着 in a Traditional row
        found = match_frames(f"x {term} y", lang, load_codebook(codebook(f"a,order,,{lang},{other}\n")))
    assert [(m.start, m.end) for m in found] == [(2, 2 + len(term))]


@pytest.mark.parametrize("term", ["\u200b", "\u202e", "\ufe0f", "\u3164", "\u00ad", "-", "  ", "\U000e0041"], ids=ascii)
def test_a_term_that_nobody_sees_is_empty(codebook, term):
    with pytest.raises(CodebookError, match=r"line 2: .*is empty"):
        load_codebook(codebook(f'a,order,,en,"{term}"\n'))


@pytest.mark.parametrize("column", ["excludes", "requires", "unless"])
def test_a_condition_that_nobody_sees_is_refused(codebook, column):
    with pytest.raises(CodebookError, match=f"line 2: {column} .* holds an empty phrase"):
        load_codebook(codebook("a,order,,en,rules,x;\u200b\n", head=HEAD.strip() + f",{column}\n"))


def test_conditions_are_compared_like_terms(codebook):
    head = HEAD.strip() + ",excludes,requires\n"
    book = load_codebook(codebook("a,order,,en,café,cafe\u0301  noir,\nb,risk,,en,rules,,ｃａｆé\n", head=head))
    assert [m.term for m in match_frames("A café noir and rules. Rules. A café.", "en", book)] == ["rules", "café"]


@pytest.mark.parametrize("names", [5, 1.5, object()], ids=["int", "float", "object"])
def test_frames_that_are_no_names_are_refused(codebook, names):
    book = load_codebook(codebook("a,order,,en,rules\n"))
    with pytest.raises(CodebookError, match="neither a name nor a list"):
        book.only(frame=names)


def test_thousands_of_conditions_on_one_term_load(codebook):
    rows = "".join(f"c{i},order,,en,rules,y{i}\n" for i in range(3000))
    assert len(load_codebook(codebook(rows, head=HEAD.strip() + ",requires\n"))) == 3000


def test_a_term_of_thousands_of_characters_is_found(codebook):
    term = "國際秩序" * 500
    match, = match_frames(f"甲{term}乙", "zh-Hant", load_codebook(codebook(f"a,order,,zh-Hant,{term}\n")))
    assert (match.start, match.end) == (1, 2001)


def entry(folder, **cells):
    """Write a documents.csv of one row, with the column `file`."""
    row = {"doc_id": "a", "title": "T", "speakers": "Chen", "side": "CN", "lang": "en", "date": "2024", "event": "e",
           "genre": "speech", "publisher": "", "source_url": "", "rights": "", "form": "text", "sha256": "", "file": "",
           **cells}  # fmt: skip
    lines = [";".join(row), ";".join(row.values())]
    (folder / "documents.csv").write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize(
    "file",
    ["../a.txt", "texts/../texts/a.txt", "/etc/passwd", "C:\\a.txt", "C:/a.txt", "C:a.txt", "\\\\server\\a.txt",
     "//server/a", "file:///etc/passwd", "http://x/a.txt", "~/a.txt", "~root/a.txt", "a\\b.txt", "texts", "texts/b.txt",
     "texts/a.txt/b", "x" * 300, "x/" * 3000, "texts/loop.txt", "texts/out.txt", "texts/pipe.txt", "out/passwd"],
)  # fmt: skip
def test_a_file_that_is_none_of_the_corpus_is_one_line_and_exit_2(study, tmp_path, file, capsys):
    folder = entry(study({"a": "Order."}), file=file)
    (folder / "texts" / "loop.txt").symlink_to("loop.txt")
    (folder / "texts" / "out.txt").symlink_to("/etc/passwd")
    (folder / "out").symlink_to("/etc")
    os.mkfifo(folder / "texts" / "pipe.txt")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DiscourseWarning)
        with pytest.raises(CorpusError, match=r"documents\.csv, line 2: document 'a'"):
            load_corpus(folder)
    assert main(["freq", "--corpus", str(folder)]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if "note:" not in line]
    assert len(lines) == 1
    assert "Traceback" not in lines[0]


@pytest.mark.parametrize(
    "date",
    ["2022-02-30", "2022-13-01", "2023-02-29", "14/11/2022", "03.04.2022", "2022-11-14T00:00", "20221114", "2022-1-2",
     "2022/11/14", "2022年11月14日", "２０２２-11-14", "44879", "", "0000", "-2022", "2022-11-14 "],
)  # fmt: skip
def test_a_date_that_is_no_day_is_refused_with_its_line(study, date):
    with pytest.raises(CorpusError, match=r"documents\.csv, line 2: date"):
        load_corpus(entry(study({"a": "Order."}), date=date))


@pytest.mark.parametrize("date", ["2022", "2022-11", "2022-11-14", "2024-02-29"])
def test_a_year_a_month_or_a_day_is_a_date(study, date):
    assert load_corpus(entry(study({"a": "Order."}), date=date)).documents.date.tolist() == [date]


@pytest.mark.parametrize("doc_id", [*"007 NA None nan -0 1e5 =1+1 True -a 🙂 ~a a:b".split(" "), "a b"])
def test_an_id_is_what_it_is(study, doc_id):
    folder = study({doc_id: "Order."})
    corpus = load_corpus(entry(folder, doc_id=doc_id))
    assert corpus.documents.doc_id.tolist() == [doc_id]
    assert corpus.counts().doc_id.tolist() == [doc_id]


@pytest.mark.parametrize("wrong", [{"side": None}, {"side": 5}, {"date": 2024}, {"nope": "x"}, {"doc_id": []}], ids=str)
def test_a_selection_of_nothing_or_by_no_text_is_refused(study, wrong):
    with pytest.raises(CorpusError):
        load_corpus(study({"a": "臺灣"})).select(**wrong)


@pytest.mark.parametrize("doc_id", [" ", "\t", "\u200b", "\u3000", "\u202e\u200b"], ids=ascii)
def test_an_id_that_nobody_sees_is_refused(study, doc_id):
    folder = study({"a": "Order."})
    with pytest.raises(CorpusError, match=r"documents\.csv, line 2: doc_id .* shows nothing"):
        load_corpus(entry(folder, doc_id=doc_id))


@pytest.mark.parametrize("file", ["documents.csv", "codebook.csv", "userdict.txt"])
def test_a_table_of_the_corpus_is_no_text(study, file):
    with pytest.raises(CorpusError, match=rf"line 2: file '{file}' is a table of the corpus"):
        load_corpus(entry(study({"a": "Order."}), file=file))


@pytest.mark.parametrize(
    ("column", "cell"),
    [("side", "US/CN"), ("side", "US；CN"), ("speakers", "拜登；習近平"), ("speakers", "拜登、習近平")],
)
def test_names_that_are_joined_by_another_sign_are_told(study, column, cell):
    with pytest.warns(DiscourseWarning, match="is taken as one name; separate names by a semicolon"):
        load_corpus(entry(study({"a": "Order."}), **{column: cell}))


@pytest.mark.parametrize(
    ("column", "cell"), [("side", "U.S."), ("side", "R&D"), ("speakers", "Biden, Joe"), ("speakers", "A/B")]
)
def test_other_signs_in_a_name_are_nobodys_mistake(study, column, cell):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_corpus(entry(study({"a": "Order."}), **{column: cell}))
