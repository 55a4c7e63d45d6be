"""The ledger on the command line: a table to look at, a CSV to work with, in either language."""

import io

import pandas as pd
import pytest

import discourse as dc
from discourse.cli import main

HEAD = "claim_id,part,title_en,title_zh,sentence,test,parameters,documents,expectation\n"
ROW = "1,,Beijing [bold] spoke first,北京首先發言,句,first_voice,voice=Huang,mac-2022-g20,the first sentence,\n"


@pytest.fixture
def corpus(tmp_path):
    """The analysis alone, with one claim about it."""
    shipped = dc.load_corpus().folder
    (tmp_path / "texts").mkdir()
    lines = (shipped / "documents.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for n, line in enumerate(lines) if n == 0 or line.startswith("mac-2022-g20")]
    (tmp_path / "documents.csv").write_text("".join(kept), encoding="utf-8")
    for name in ("mac-2022-g20.txt", "mac-2022-g20.raw.txt"):
        (tmp_path / "texts" / name).write_bytes((shipped / "texts" / name).read_bytes())
    (tmp_path / "claims.csv").write_text(HEAD + ROW.rstrip(",\n") + "\n", encoding="utf-8")
    return tmp_path


def test_the_ledger_shows_verdict_claim_and_finding(corpus, capsys):
    assert main(["claims", "--corpus", str(corpus)]) == 0
    said = capsys.readouterr().out
    assert "1. Beijing [bold] spoke first" in said
    assert "holds" in said


def test_the_ledger_speaks_chinese(corpus, capsys):
    assert main(["claims", "--corpus", str(corpus), "--zh"]) == 0
    said = capsys.readouterr().out
    assert "北京首先發言" in said
    assert "成立" in said


def test_csv_is_the_whole_ledger(corpus, capsys):
    assert main(["claims", "--corpus", str(corpus), "--csv"]) == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out), dtype=str, keep_default_na=False)
    assert table[["claim_id", "title_en", "verdict"]].values.tolist() == [["1", "Beijing [bold] spoke first", "holds"]]


def test_a_written_ledger_carries_what_it_rests_on(corpus, tmp_path, capsys):
    assert main(["claims", "--corpus", str(corpus), "--out", str(tmp_path / "ledger.csv")]) == 0
    assert '"corpus_sha256"' in (tmp_path / "ledger.csv.json").read_text(encoding="utf-8")
