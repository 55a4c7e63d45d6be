"""voices.csv and cues.csv: read, checked, and refused with file, line and remedy."""

import pytest

from discourse.errors import CorpusError
from discourse.reading.voices import KINDS, SIDES, load_cues, load_voices


def write(tmp_path, text):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_voices_name_both_leaders_in_both_languages():
    voices = {(v.alias, v.lang): (v.voice, v.side) for v in load_voices()}
    assert [voices[key] for key in [("Biden", "en"), ("拜登", "zh"), ("Xi", "en"), ("习近平", "zh")]] == [
        ("Biden", "US"),
        ("Biden", "US"),
        ("Xi", "CN"),
        ("Xi", "CN"),
    ]


def test_every_shipped_alias_has_a_known_side_and_kind():
    assert {v.side for v in load_voices()} == set(SIDES)
    assert {v.kind for v in load_voices()} == set(KINDS)


def test_the_shipped_cues_know_reports_stages_and_blocks():
    assert {c.mode for c in load_cues()} == {"direct", "indirect", "stage", "interpreted", "block"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("voice,side,lang,alias\nA,US,en,A\n", "kind missing"),
        ("voice,side,lang,alias,kind,note\nA,UK,en,A,person,\n", "'UK'"),
        ("voice,side,lang,alias,kind,note\nA,US,en,,person,\n", "empty"),
        ("voice,side,lang,alias,kind,note\nA,US,en,A,person,\nB,US,en,A,person,\n", "second time"),
        ("voice,side,lang,alias,kind,note\nA,US,fr,A,person,\n", "'fr'"),
    ],
)
def test_a_broken_table_of_voices_is_refused(tmp_path, text, problem):
    with pytest.raises(CorpusError, match=problem):
        load_voices(write(tmp_path, text))


def test_a_cue_of_unknown_mode_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="'shout'"):
        load_cues(write(tmp_path, "cue,lang,mode,needs_clause,kind,note\nsay,en,shout,true,say,\n"))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CorpusError):
        load_voices(tmp_path / "nowhere.csv")
