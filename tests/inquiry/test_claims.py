"""The ledger: how claims are read, what each test decides, and that features give the same verdicts."""

import numpy as np
import pandas as pd
import pytest

from discourse import check_claims, claim_contrast, claim_evidence, claim_verdicts, load_claims, load_corpus
from discourse.errors import CorpusError, DiscourseError

HEADER = "claim_id,part,title_en,title_zh,sentence,test,parameters,documents,expectation\n"
TALK = """PRESIDENT BIDEN: Good morning to the harbour. We need norms for every ship. The harbour rules matter to all.

PRESIDENT XI: (As interpreted.) The kites are splendid this year. We flew kites together once. Norms come later.
"""
CODEBOOK = """concept,frame,macro_frame,lang,term
harbour,order,,en,harbour rules
harbour,order,,en,norms
kites,kites,,en,kites
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("talk")
    (folder / "texts").mkdir()
    (folder / "texts" / "talk.txt").write_text(TALK, encoding="utf-8")
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    (folder / "documents.csv").write_text(
        "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256\n"
        "talk,,Biden; Xi,US;CN,en,2022-01-01,fair,opening remarks,,,,text,\n",
        encoding="utf-8",
    )
    return load_corpus(folder)


def claims(tmp_path, *rows: str, name: str = "claims.csv"):
    path = tmp_path / name
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def verdict(talk, tmp_path, test: str, parameters: str, documents: str = "talk") -> pd.Series:
    path = claims(tmp_path, f"1,,A claim,主張,句子,{test},{parameters},{documents},something")
    return check_claims(talk, claims=load_claims(path)).iloc[0]


def test_who_speaks_first_leads_by_counted_sentences(talk, tmp_path):
    row = verdict(talk, tmp_path, "first_voice", "voice=Biden")
    assert (row.verdict, row.figure) == ("holds", 3)


def test_who_speaks_second_does_not_speak_first(talk, tmp_path):
    assert verdict(talk, tmp_path, "first_voice", "voice=Xi").verdict == "fails"


def test_words_must_be_said_by_the_voice_that_is_named(talk, tmp_path):
    assert verdict(talk, tmp_path, "says", "items=Xi:kites+splendid").verdict == "holds"
    assert verdict(talk, tmp_path, "says", "items=Biden:kites").verdict == "fails"


def test_half_of_the_statements_is_a_mixed_verdict(talk, tmp_path):
    row = verdict(talk, tmp_path, "says", "items=Xi:kites|Xi:harbour")
    assert (row.verdict, row.verdict_zh, row.figure) == ("mixed", "部分成立", 1)


def test_a_frame_that_comes_first_leads_by_sentences(talk, tmp_path):
    # Xi: kites in his first sentence, norms in his third
    row = verdict(talk, tmp_path, "before", "voice=Xi;frame=kites;others=order")
    assert (row.verdict, row.figure) == ("holds", 2)


def test_a_string_is_found_inside_longer_terms(talk, tmp_path):
    assert verdict(talk, tmp_path, "absent", "strings=harb").figure == 2
    assert verdict(talk, tmp_path, "absent", "strings=zeppelin").verdict == "holds"


def test_a_codebook_term_is_counted_where_it_matches(talk, tmp_path):
    row = verdict(talk, tmp_path, "present", "terms=norms;at_least=2")
    assert (row.verdict, row.figure, row.evidence) == ("holds", 2, "talk ¶1: norms; talk ¶2: norms")


def test_a_balance_is_the_difference_of_two_differences(talk, tmp_path):
    # Biden: order 2 of 3, kites 0 of 3; Xi: order 1 of 3, kites 2 of 3; (2/3 - 0) - (1/3 - 2/3) = 1
    row = verdict(talk, tmp_path, "balance", "target=US;reference=CN;target_frame=order;reference_frame=kites")
    assert np.isclose(row.figure, 100)
    assert np.isnan(row.low)


def test_a_document_that_is_not_at_hand_makes_a_claim_untestable(talk, tmp_path):
    row = verdict(talk, tmp_path, "first_voice", "voice=Biden", documents="lost")
    assert row.verdict == "not testable" and "'lost' is not in the corpus" in row.sentence_en


def test_a_frame_that_the_codebook_lacks_makes_a_claim_untestable(talk, tmp_path):
    row = verdict(talk, tmp_path, "before", "voice=Xi;frame=sails;others=order")
    assert row.verdict == "not testable" and "no frame 'sails'" in row.sentence_en


def test_a_claim_about_what_was_not_collected_is_never_decided(talk, tmp_path):
    assert verdict(talk, tmp_path, "untestable", "genre=press conference").verdict == "not testable"


def test_evidence_shows_the_sentence_where_there_is_text(talk, tmp_path):
    table = load_claims(claims(tmp_path, "1,,A,主,句,present,terms=harbour rules,talk,x"))
    assert claim_evidence(talk, claims=table).text.tolist() == ["The harbour rules matter to all."]


def test_evidence_of_words_that_stand_together_is_their_segment(talk, tmp_path):
    table = load_claims(claims(tmp_path, "1,,A,主,句,says,items=Xi:kites+splendid,talk,x"))
    shown = claim_evidence(talk, claims=table).text.tolist()
    assert shown == ["The kites are splendid this year. We flew kites together once. Norms come later."]


def test_features_show_no_text_as_evidence():
    corpus = load_corpus().select(doc_id=["us-cn-2022-11-14-opening"])
    table = load_claims().query("claim_id == '1'")
    assert corpus.has_text("us-cn-2022-11-14-opening") or claim_evidence(corpus, claims=table).text.tolist() == [""]


@pytest.mark.parametrize(
    ("test", "parameters", "problem"),
    [("guess", "", "no test 'guess'"), ("says", "", "needs the parameter 'items'"),
     ("says", "items=a;items=b", "not one key=value"), ("says", "words=a", "has no parameter 'words'"),
     ("says", "items=a||b", "empty item"), ("says", "items=a;first=one", "no whole number"),
     ("says", "items", "not one key=value"), ("first_voice", "__class__=x", "no parameter")],
)  # fmt: skip
def test_a_row_that_cannot_be_tested_is_refused_with_its_line(tmp_path, test, parameters, problem):
    path = claims(tmp_path, "1,,A,主,句,untestable,,talk,x", f"2,,A,主,句,{test},{parameters},talk,x")
    with pytest.raises(CorpusError, match=problem) as caught:
        load_claims(path)
    assert "line 3" in str(caught.value)


def test_a_claim_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="stands twice"):
        load_claims(claims(tmp_path, *["1,,A,主,句,untestable,,talk,x"] * 2))


def test_only_a_comparison_makes_a_contrast():
    table = load_claims()
    with pytest.raises(DiscourseError, match="compares nobody"):
        claim_contrast(table[table.test == "says"].iloc[0])


def test_every_claim_quotes_the_analysis_word_for_word():
    text = load_corpus().text("mac-2022-g20")
    squeezed = "".join(text.split())
    assert [s for s in load_claims().sentence if "".join(s.split()) not in squeezed] == []


def test_the_ten_claims_of_the_plan_have_their_verdicts():
    # read in the sources by hand: 1, 2, 3, 6, 7 hold, 8 holds but for the motive, 10 cannot be seen
    ledger = claim_verdicts(check_claims(load_corpus())).set_index("claim_id").verdict
    expected = {**dict.fromkeys(["1", "2", "3", "6", "7"], "holds"), "8": "mixed", "10": "not testable"}
    assert ledger[list(expected)].to_dict() == expected


def test_the_american_half_of_the_contrast_fails_after_bali():
    # what two coders saw: clear in 2022, the US half fails in 2023 and 2024
    ledger = check_claims(load_corpus(), claims=load_claims().query("claim_id == '4'")).set_index("part")
    assert ledger.verdict.to_dict() == {
        "Bali 2022": "holds", "virtual meeting 2021": "fails", "Woodside 2023": "mixed", "Lima 2024": "mixed",
    }  # fmt: skip
