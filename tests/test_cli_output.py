"""Tables on the screen: aligned by eye also in Chinese, whole in a pipe, cut with a word in a narrow window."""

import io

import pandas as pd
import pytest
from rich.cells import cell_len

from discourse.cli import main, output

TABLE = pd.DataFrame({"term": ["關係", "[bold]on[/]"], "n": [3, 12], "share": [0.25, float("nan")]})


@pytest.fixture
def window(monkeypatch):
    """A terminal of a given width."""
    import rich.console

    class Terminal(rich.console.Console):
        def __init__(self, **options):
            super().__init__(**{"force_terminal": True, "width": window.width, "color_system": None, **options})

    def open_window(width):
        window.width = width
        monkeypatch.setattr(rich.console, "Console", Terminal)

    return open_window


def test_numbers_stand_to_the_right_and_marks_are_shown_as_they_are(capsys):
    output.show(TABLE)
    assert capsys.readouterr().out == "term          n  share\n關係          3   0.25\n[bold]on[/]  12      –\n"


def test_columns_are_aligned_for_the_eye_also_with_chinese(capsys):
    output.show(pd.DataFrame({"term": ["多邊主義", "order"], "lang": ["zh-Hant", "en"]}))
    lines = capsys.readouterr().out.splitlines()
    assert {cell_len(line[: line.index(lang)]) for line, lang in zip(lines, ("lang", "zh", "en"), strict=True)} == {10}


def test_csv_is_whole_and_runs_no_formula(capsys):
    output.show(pd.DataFrame({"term": ["=1+1", "b"], "n": [1, 2]}), top=1, csv=True)
    assert capsys.readouterr().out == "term,n\n'=1+1,1\nb,2\n"


def test_what_is_not_shown_is_said(capsys):
    output.show(TABLE, top=1)
    assert capsys.readouterr().err.startswith("1 of 2 rows;")


def test_a_narrow_window_leaves_out_the_last_columns_and_names_them(capsys, window):
    window(18)
    output.show(TABLE)
    captured = capsys.readouterr()
    assert captured.out.splitlines()[0].split() == ["term", "n"]
    assert captured.err.startswith("no room for share:")


def test_contexts_stand_with_their_nodes_under_each_other(capsys, window):
    hits = pd.DataFrame({"doc_id": "a", "para": [1, 9], "voice": "Xi", "left": ["前文很長的句子", "left "],
                         "node": ["關係", "關係"], "right": ["後文", " right of it goes on and on"]})  # fmt: skip
    window(60)
    output.show_contexts(hits)
    lines = capsys.readouterr().out.splitlines()
    assert len({cell_len(line[: line.index("[")]) for line in lines}) == 1
    assert max(map(cell_len, lines)) <= 60


def test_an_empty_table_is_said(capsys):
    output.show(TABLE.head(0))
    assert capsys.readouterr().out == "(no rows)\n"


@pytest.mark.parametrize(
    "words",
    [["freq"], ["frames"], ["keyness", "UPPER", "LOWER", "--min-n", "1"], ["kwic", "gate"], ["status"],
     ["collocates", "gate", "--lang", "en"]],
)  # fmt: skip
def test_every_table_comes_as_csv(words, study, capsys):
    assert main([*words, "--csv", "--corpus", str(study)]) == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert len(table) > 0
    assert not any(name.startswith("Unnamed") for name in table.columns)


@pytest.mark.filterwarnings("always:::discourse")
def test_a_new_study_says_how_many_files_were_used_and_refused(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "2024-05-01 gate.txt").write_text("The gate is open.", encoding="utf-8")
    (tmp_path / "mine" / "torn.docx").write_bytes(b"torn")
    assert main(["new", str(tmp_path / "s"), "--from", str(tmp_path / "mine")]) == 0
    said = capsys.readouterr().err
    assert "torn.docx: the Word file cannot be read (BadZipFile)" in said
    assert "documents: 1 from 1 of your files; 1 refused." in said


def test_the_next_step_is_said_in_the_words_of_who_asked(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("DISCOURSE_AS", raising=False)
    assert main(["new", str(tmp_path / "a")]) == 0
    monkeypatch.setenv("DISCOURSE_AS", "python3 run.py")
    assert main(["new", str(tmp_path / "b c")]) == 0
    said = capsys.readouterr().err
    assert f"Now: discourse run {tmp_path / 'a'}\n" in said
    assert f"Now: python3 run.py run '{tmp_path / 'b c'}'\n" in said


@pytest.mark.filterwarnings("always:::discourse")
def test_status_names_a_text_that_waits_to_be_taken_in(study, capsys):
    waiting = study / "corpus" / "texts" / "2024-09-01 weir.md"
    waiting.write_text("The weir.", encoding="utf-8")
    assert main(["status", "--corpus", str(study)]) == 0
    waiting.unlink()
    assert "Not yet in documents.csv: 2024-09-01 weir.md." in capsys.readouterr().out


def test_fetch_says_when_there_is_nothing_to_fetch(study, capsys):
    assert main(["fetch", "--corpus", str(study)]) == 0
    assert capsys.readouterr().out == "Nothing to fetch: every document has its text.\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """The study of the two invented towns, in English."""
    from discourse.study import new_study

    folder = tmp_path_factory.mktemp("cli") / "river"
    new_study(folder, lang="en")
    return folder


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A study of two English texts and one in Chinese, each of a side."""
    from discourse.study import new_study

    folder = tmp_path_factory.mktemp("mixed")
    (folder / "own").mkdir()
    for name, side, words in (("a", "EAST", "The weir needs care. The weir holds."), ("b", "WEST", "The ferry waits."),
                              ("c", "WEST", "渡口需要對話，渡口需要船。")):  # fmt: skip
        head = f"---\nside: {side}\ndate: 2024-05-01\n---\n"
        (folder / "own" / f"{name}.txt").write_text(head + words, encoding="utf-8")
    new_study(folder / "s", source=folder / "own")
    return folder / "s"


def test_a_list_of_terms_says_in_which_language_it_counted(mixed, capsys):
    assert main(["freq", "--no-stop", "--corpus", str(mixed)]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[1].split()[:2] == ["the", "3"]
    assert "counted in en; --lang zh-Hant for the others" in captured.err


def test_a_word_is_looked_for_in_the_texts_of_its_script(mixed, capsys):
    assert main(["collocates", "weir", "--corpus", str(mixed)]) == 0
    assert "care" in capsys.readouterr().out
    assert main(["collocates", "渡口", "--corpus", str(mixed)]) == 0
    assert "對話" in capsys.readouterr().out


def test_a_voice_that_is_not_there_is_answered_with_those_that_are(mixed, capsys):
    assert main(["keyness", "EAST", "NORTH", "--corpus", str(mixed)]) == 2
    assert "nothing is counted for 'NORTH' in 'en'. Choose a voice or a side: EAST, WEST." in capsys.readouterr().err


def test_a_study_without_claims_is_not_asked_for_those_of_bali(mixed, capsys):
    assert main(["claims", "--corpus", str(mixed)]) == 2
    assert "holds no claims.csv" in capsys.readouterr().err


def test_a_long_name_leaves_room_for_the_context(capsys, window):
    window(60)
    hits = pd.DataFrame({"doc_id": "Harbour-board-statement-2024-05-05", "para": [1], "voice": "", "left": "x" * 40,
                         "node": "port", "right": "y" * 40})  # fmt: skip
    output.show_contexts(hits)
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Harbour…4-05-05 ")
    assert line.count("x") == line.count("y") >= 13


def test_a_frame_is_asked_for_by_name_and_a_word_as_a_word(study, capsys):
    nodes = []
    for asked in (["--frame"], []):
        assert main(["collocates", "challenges", *asked, "--csv", "--corpus", str(study)]) == 0
        nodes.append(pd.read_csv(io.StringIO(capsys.readouterr().out)).n_node[0])
    assert nodes[0] > nodes[1] == 2  # "challenges" itself stands in two sentences, read by eye


def test_wrong_usage_is_answered_with_the_help_of_its_own_command(capsys):
    assert main(["keyness"]) == 2
    assert "`discourse keyness --help` says how." in capsys.readouterr().err


def test_columns_that_matter_most_are_shown_where_there_is_no_room_for_all(capsys, window):
    window(22)
    output.show(TABLE, first=("term", "share"))
    captured = capsys.readouterr()
    assert captured.out.splitlines()[0].split() == ["term", "share"]
    assert captured.err.startswith("no room for n:")


def test_no_word_of_the_chinese_ledger_is_cut_off(capsys, window):
    from discourse.cli.reports import _print_ledger

    window(40)
    row = dict.fromkeys(("title_en", "part", "sentence_en", "note", "note_zh", "evidence"), "")
    row |= {"claim_id": "1", "title_zh": "面對面會晤不可取代" * 4, "verdict": "holds", "verdict_zh": "成立",
            "sentence_zh": "三項"}  # fmt: skip
    _print_ledger(pd.DataFrame([row]), "zh")
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert shown.count("不") == 4


def test_names_stay_long_where_short_ones_would_be_the_same(capsys, window):
    window(60)
    names = ["2024-03-04-上渡鎮開場致詞", "2024-03-04-下磨鎮開場致詞"]
    hits = pd.DataFrame({"doc_id": names, "para": 1, "voice": "", "left": "前文", "node": "河", "right": "後文"})
    output.show_contexts(hits)
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == hits.doc_id.tolist()
