"""What to cite is what the project says of itself, with versions, hashes and settings."""

import tomllib

import pytest

import discourse as dc
from discourse.cli import main
from discourse.counting.provenance import provenance
from discourse.errors import DiscourseError
from discourse.showing.citation import citation_file, cite, default_settings


def test_the_citation_file_names_the_version_of_the_package(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation_file()["version"] == dc.__version__ == project["version"]


def test_lists_and_folded_text_of_the_citation_file_are_read():
    fields = citation_file()
    assert fields["authors"] == ["The discourse maintainers"]
    assert fields["license"] == ["MIT", "CC-BY-4.0"]
    assert str(fields["abstract"]).startswith("Discourse analysis across Traditional Chinese")


@pytest.mark.parametrize("style", ["text", "bibtex"])
def test_title_version_and_hashes_are_said(style):
    corpus = dc.load_corpus()
    origin, said = provenance(corpus), cite(corpus, style=style)
    for part in (str(citation_file()["title"]), dc.__version__, "34 documents", origin["versions"]["pandas"]):
        assert part in said
    for name in ("corpus", "codebook", "userdict", "voices", "cues"):
        assert f"{name} {origin[f'{name}_sha256'][:16]}" in said


def test_the_settings_are_those_that_the_functions_declare():
    assert default_settings() == {
        "level": "frame", "denominator": "all", "confidence": 0.95, "n_resamples": 2000, "seed": 0,
        "segment_tokens": 40, "segmenter": "rjieba without HMM, after OpenCC t2s",
    }  # fmt: skip


def test_a_setting_of_ones_own_replaces_the_default():
    said = cite(level="macro_frame", seed=7)
    assert "level = macro_frame" in said
    assert "seed = 7" in said
    assert "level = frame," not in said


def test_braces_of_the_entry_are_balanced_and_underscores_escaped():
    entry = cite(style="bibtex")
    assert entry.count("{") == entry.count("}")
    assert r"n\_resamples" in entry


def test_the_same_corpus_gives_the_same_words():
    assert cite() == cite()


def test_an_unknown_style_is_refused():
    with pytest.raises(DiscourseError, match="'apa'"):
        cite(style="apa")


def test_the_command_prints_the_entry(capsys):
    assert main(["cite", "--bibtex"]) == 0
    assert capsys.readouterr().out == cite(style="bibtex")


def test_the_command_writes_a_file(tmp_path, capsys):
    assert main(["cite", "--out", str(tmp_path / "cite.txt")]) == 0
    assert (tmp_path / "cite.txt").read_text(encoding="utf-8") == cite()
