"""The shipped corpus and small folders made here: selection, both forms alike, refusals."""

import re
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

SOURCES = Path(__file__).parents[3] / "shared" / "sources"
need_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the full texts (../shared/sources) are not at hand")


@pytest.fixture(scope="module")
def corpus():
    return dc.load_corpus()


@pytest.fixture(scope="module")
def analysis(corpus):
    return corpus.select(doc_id="mac-2022-g20")


@pytest.fixture
def study(tmp_path) -> Path:
    """Two short documents, one in each script."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("我們重視中美關係。兩國應該加強對話。", encoding="utf-8")
    (tmp_path / "texts" / "b.txt").write_text("MR. LEE: We value guardrails. Trade grows.", encoding="utf-8")
    (tmp_path / "documents.csv").write_text(
        "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256\n"
        "a,A,Wang,CN,zh-Hant,2022-11-14,E,speech,P,,,text,\n"
        "b,B,Lee,US,en,2022-11-15,E,speech,P,,,text,\n",
        encoding="utf-8",
    )
    return tmp_path


def test_all_thirty_four_documents_can_be_counted(corpus):
    assert set(corpus.counts().doc_id) == set(corpus.documents.doc_id)
    assert len(corpus) == 34


@pytest.mark.parametrize(("term", "n"), [("關係", 20), ("習近平", 17), ("臺灣", 5), ("多邊主義", 5)])
def test_terms_that_raw_jieba_loses_are_tokens_or_inside_one(analysis, term, n):
    # occurrences as counted by hand in the rejoined analysis
    assert sum(token.count(term) for token in analysis.tokens().token) == n


def test_every_token_slices_back_to_the_text(analysis):
    text, tokens = analysis.text("mac-2022-g20"), analysis.tokens()
    assert [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)] == tokens.token.tolist()


@pytest.mark.parametrize(("node", "n"), [("中美關係", 4), ("真正的多邊主義", 3), ("中美关系", 4)])
def test_the_analysis_is_searched_in_either_script(analysis, node, n):
    assert len(dc.concordance(analysis, node)) == n


def test_the_party_congress_report_never_names_the_united_states(corpus):
    terms = corpus.select(doc_id="cn-2022-10-16-party-congress").counts().term
    assert not terms.str.contains("美国|中美", regex=True).any()


def test_counts_of_a_segment_add_up_to_its_tokens(corpus):
    key = ["doc_id", "segment"]
    counted = corpus.counts().groupby(key).n.sum()
    assert counted.equals(corpus.segments().set_index(key).n_tokens.loc[counted.index])


def test_in_the_openings_each_sentence_has_one_leader(corpus):
    openings = corpus.select(genre="opening remarks").sentences()
    assert set(zip(openings.voice, openings.side, strict=True)) == {("Biden", "US"), ("Xi", "CN")}


def test_select_finds_one_speaker_among_several(corpus):
    assert corpus.select(speakers="Xi", genre="opening remarks").documents.doc_id.str.endswith("opening").all()


def test_select_refuses_an_unknown_column(corpus):
    with pytest.raises(dc.CorpusError, match="no column 'year'"):
        corpus.select(year="2022")


def test_select_refuses_to_come_back_empty(corpus):
    with pytest.raises(dc.CorpusError, match="no document has event='Bali 2032'"):
        corpus.select(event="Bali 2032")


def test_tables_are_new_every_time(analysis):
    counts = analysis.counts()
    counts["n"] = 0
    assert analysis.counts().n.sum() > 0


def test_what_is_counted_does_not_depend_on_the_selection(corpus, analysis):
    whole = corpus.sentences()
    part = whole[whole.doc_id == "mac-2022-g20"].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, analysis.sentences())


def test_a_concordance_of_features_names_documents_and_remedy(corpus):
    features = corpus.select(doc_id="cn-2022-11-15-g20")
    if features.has_text("cn-2022-11-15-g20"):
        pytest.skip("the full text was fetched")
    with pytest.raises(dc.NoRunningText, match=r"cn-2022-11-15-g20.*discourse fetch"):
        dc.concordance(features, "合作")


def test_a_folder_of_text_files_alone_loads_with_a_warning(tmp_path):
    (tmp_path / "讲话.txt").write_text("我们讨论国际关系和经济问题。", encoding="utf-8")
    with pytest.warns(dc.DiscourseWarning, match="guessed"):
        small = dc.load_corpus(tmp_path)
    assert small.documents[["doc_id", "lang"]].values.tolist() == [["讲话", "zh-Hans"]]


def test_features_hold_no_running_text(study):
    dc.extract(study, study, doc_ids=["a", "b"])
    counts = pd.read_csv(study / "features" / "a.counts.csv")
    assert all(group.term.is_monotonic_increasing for _, group in counts.groupby("segment"))
    assert not {"texts", "text"} & set(pd.read_csv(study / "features" / "a.sentences.csv", keep_default_na=False).text)
    assert (pd.read_csv(study / "features" / "a.matches.csv")[["start", "end"]] == -1).all(axis=None)


def tables(corpus: dc.Corpus, codebook=None) -> list[pd.DataFrame]:
    """All tables, less what only running text can give."""
    order = ["doc_id", "sent", "frame", "term"]
    matches = corpus.matches(codebook).drop(columns=["start", "end"]).sort_values(order, ignore_index=True)
    return [corpus.sentences().drop(columns="text"), corpus.segments(), corpus.counts(), matches]


def without_texts(study: Path) -> dc.Corpus:
    """Take the texts away, so that only features are left."""
    for path in (study / "texts").glob("*.txt"):
        path.unlink()
    table = (study / "documents.csv").read_text(encoding="utf-8").replace(",text,", ",features,")
    (study / "documents.csv").write_text(table, encoding="utf-8")
    return dc.load_corpus(study)


def with_hashes(study: Path) -> None:
    """Record the sha256 of both texts in documents.csv."""
    from discourse.files import sha256_of

    lines = (study / "documents.csv").read_text(encoding="utf-8").splitlines()
    new = [lines[0]] + [line + sha256_of(study / "texts" / f"{line[0]}.txt") for line in lines[1:]]
    (study / "documents.csv").write_text("\n".join(new) + "\n", encoding="utf-8")


def test_features_and_text_give_identical_tables(study):
    with_hashes(study)
    from_text = tables(dc.load_corpus(study))
    dc.extract(study, study, doc_ids=["a", "b"])
    for text_table, feature_table in zip(from_text, tables(without_texts(study)), strict=True):
        pd.testing.assert_frame_equal(text_table, feature_table)


@need_sources
def test_the_shipped_features_equal_what_the_full_texts_give(corpus, tmp_path):
    chosen = [
        "us-cn-2022-11-14-opening",
        "us-2022-11-14-readout",
        "cn-2022-11-15-g20",
        "us-2022-11-14-press-conference",
    ]
    texts = {doc_id: SOURCES / "texts" / f"{doc_id}.txt" for doc_id in chosen}
    features = corpus.select(doc_id=chosen)
    from_text = dc.Corpus(features.documents.assign(form="text"), corpus.folder, texts=texts)
    for text_table, feature_table in zip(tables(from_text), tables(features), strict=True):
        pd.testing.assert_frame_equal(text_table, feature_table)


def edited(study: Path, *rows: str) -> dc.Codebook:
    """Write a codebook of these rows."""
    path = study / "edited.csv"
    path.write_text("concept,frame,lang,term\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return dc.load_codebook(path)


@pytest.fixture
def counted(study) -> dc.Corpus:
    """Build the two documents as features, counted with a codebook of two terms."""
    with_hashes(study)
    (study / "codebook.csv").write_text(
        "concept,frame,lang,term\nrails,risk,en,guardrails\nties,relationship,zh-Hant,中美關係\n", encoding="utf-8"
    )
    dc.extract(study, study, doc_ids=["a", "b"])
    return without_texts(study)


def test_dropped_and_moved_terms_need_no_text(counted, study):
    moved = edited(study, "rails,competition,en,guardrails")
    assert counted.matches(moved)[["doc_id", "frame", "term"]].values.tolist() == [["b", "competition", "guardrails"]]


def test_a_new_single_token_term_is_recounted_with_a_warning(counted, study):
    book = edited(study, "rails,risk,en,guardrails", "trade,openness,en,trade", "ties,relationship,zh-Hant,中美關係")
    with pytest.warns(dc.DiscourseWarning, match="trade recounted from segments"):
        hits = counted.matches(book)
    assert sorted(hits.term) == ["guardrails", "trade", "中美關係"]


def test_a_new_term_of_several_tokens_needs_the_text(counted, study):
    book = edited(
        study, "rails,risk,en,guardrails", "trade,openness,en,trade grows", "ties,relationship,zh-Hant,中美關係"
    )
    with pytest.raises(dc.NoRunningText, match=r"trade grows.*discourse fetch b"):
        counted.matches(book)


def test_features_of_another_text_are_refused(counted, study):
    table = (study / "documents.csv").read_text(encoding="utf-8")
    (study / "documents.csv").write_text(table.replace(table.split(",")[-1].strip(), "0" * 64), encoding="utf-8")
    with pytest.raises(dc.StaleFeatures, match="counted with another text"):
        dc.load_corpus(study).counts()


def test_features_whose_sums_do_not_fit_are_refused(counted, study):
    path = study / "features" / "b.counts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("trade,1", "trade,2"), encoding="utf-8")
    with pytest.raises(dc.StaleFeatures, match="do not add up"):
        dc.load_corpus(study).counts()


def test_a_truncated_features_file_is_refused_with_its_line(counted, study):
    path = study / "features" / "b.counts.csv"
    path.write_text(path.read_text(encoding="utf-8")[:-4], encoding="utf-8")
    with pytest.raises(dc.CorpusError, match=r"b\.counts\.csv"):
        dc.load_corpus(study).counts()


@need_sources
def test_no_features_file_holds_a_stretch_of_a_speech(root):
    # 18 Han characters or 10 English words in a row would be running text
    def stretches(text: str, han: bool) -> set[str]:
        units = re.findall(r"[\u4e00-\u9fff]" if han else r"[a-z']+", text.lower().replace("’", "'"))
        size = 18 if han else 10
        return {" ".join(units[i : i + size]) for i in range(len(units) - size + 1)}

    for source in sorted((SOURCES / "texts").glob("*.txt")):
        if source.name.startswith("mac-"):
            continue
        known = stretches(source.read_text(encoding="utf-8"), han=source.name.startswith("cn-"))
        for path in (root / "corpus" / "features").glob(f"{source.stem}.*.csv"):
            assert not known & stretches(path.read_text(encoding="utf-8"), han=source.name.startswith("cn-")), path


@pytest.fixture
def shadows(study) -> dc.Corpus:
    """Build features with terms inside terms: 兩國 twice in one sentence, alone and inside 兩國關係; two scripts."""
    (study / "texts" / "a.txt").write_text("兩國關係重要，兩國也好，兩國都好。", encoding="utf-8")
    with_hashes(study)
    (study / "codebook.csv").write_text(
        "concept,frame,lang,term\nlong,risk,zh-Hant,兩國關係\nshort,relationship;taiwan,zh-Hant,兩國\n"
        "edge,order,zh-Hant,關係重要\nrails,risk,en,guardrails\n",
        encoding="utf-8",
    )
    dc.extract(study, study, doc_ids=["a", "b"])
    return without_texts(study)


def terms_found(matches: pd.DataFrame) -> list[tuple[str, str]]:
    return sorted(zip(matches.term, matches.frame, strict=True))


def test_an_edit_keeps_every_occurrence_in_a_sentence(shadows, study):
    # by hand: 兩國 stands twice alone, and the row is now of one frame
    book = edited(study, "long,risk,zh-Hant,兩國關係", "short,taiwan,zh-Hant,兩國", "edge,order,zh-Hant,關係重要",
                  "rails,risk,en,guardrails")  # fmt: skip
    assert terms_found(shadows.matches(book)) == [
        ("guardrails", "risk"), ("兩國", "taiwan"), ("兩國", "taiwan"), ("兩國關係", "risk"),
    ]  # fmt: skip


def test_a_dropped_term_uncovers_the_shorter_one_inside_it(shadows, study):
    # by hand: without 兩國關係 there are three 兩國; that 關係重要 comes to light only the text can tell
    book = edited(study, "short,relationship,zh-Hant,兩國", "edge,order,zh-Hant,關係重要", "rails,risk,en,guardrails")
    with pytest.warns(dc.DiscourseWarning, match=r"a: dropped terms may have hidden more of 關係重要"):
        assert [term for term, _ in terms_found(shadows.matches(book))] == ["guardrails"] + ["兩國"] * 3


def test_a_row_in_the_other_script_is_new_and_needs_the_text(shadows, study):
    book = edited(study, "long,order,zh-Hans,两国关系", "short,relationship;taiwan,zh-Hant,兩國",
                  "edge,order,zh-Hant,關係重要", "rails,risk,en,guardrails")  # fmt: skip
    with pytest.raises(dc.NoRunningText, match="两国关系"):  # a new row, of several tokens: refused, not guessed
        shadows.matches(book)


def test_a_concordance_bridges_a_wide_gap_as_frames_do(tmp_path):
    (tmp_path / "a.txt").write_text("They spoke of the global  order today.", encoding="utf-8")
    with pytest.warns(dc.DiscourseWarning):
        hits = dc.concordance(dc.load_corpus(tmp_path), "global order")
    assert hits.node.tolist() == ["global  order"]
