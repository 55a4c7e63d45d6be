"""Every figure speaks both languages: the same picture, other words."""

import inspect

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import DiscourseError
from discourse.showing.figures import names
from discourse.showing.figures.keyness import plot_collocates, plot_keyness, plot_word_shift
from discourse.showing.figures.robustness import plot_multiverse
from discourse.showing.figures.space import plot_correspondence, plot_similarity
from discourse.showing.figures.spread import plot_agreement, plot_dispersion
from discourse.showing.figures.vocabulary import plot_growth, plot_zipf

NAN = float("nan")
DRAWN = {
    plot_keyness: {"term": ["a", "b"], "n_target": [8, 1], "n_reference": [1, 9], "log_ratio": [3.0, -3.0],
                   "log_ratio_low": [1.0, -5.0], "log_ratio_high": [5.0, -1.0]},
    plot_word_shift: {"term": ["a", "b"], "contribution": [0.3, 0.2], "direction": ["target", "reference"],
                      "n_target": [3, 0], "n_reference": [0, 2]},
    plot_collocates: {"term": ["a"], "joint": [5], "n_node": 12, "window": "same segment", "log_dice": [12.5]},
    plot_correspondence: {"kind": ["row", "column"], "name": ["US", "order"], "n": [3, 4], "dimension_1": [0.1, -0.1],
                          "dimension_2": [0.2, 0.3], "share_1": [0.6, 0.6], "share_2": [0.4, 0.4]},
    plot_similarity: {"doc_id_a": ["a", "a", "b", "b"], "doc_id_b": ["a", "b", "a", "b"], "cosine": [1, 0.5, 0.5, 1]},
    plot_dispersion: {"term": ["a", "b"], "n": [8, 2], "n_parts": [4, 4], "dp_norm": [0.1, 0.9]},
    plot_agreement: {"label": ["order", "risk"], "alpha": [0.8, NAN], "alpha_low": [0.6, NAN],
                     "alpha_high": [0.9, NAN], "n_given": [9, 0], "n_units": [40, 40]},
    plot_zipf: {"rank": [1, 2], "term": ["a", "b"], "n": [8, 2], "zipf": [7.0, 3.0]},
    plot_growth: {"n_tokens": [5, 10], "n_types": [4, 7]},
    plot_multiverse: {"contrast": "order, US - CN", "baseline": "none", "left_out": ["", "ferry"],
                      "estimate": [0.1, -0.1], "low": [0.05, -0.2], "high": [0.2, 0.1], "holds": [True, False],
                      "sign_holds": [True, False], "expected_sign": 1},
}  # fmt: skip
each_figure = pytest.mark.parametrize("plot", DRAWN, ids=lambda plot: plot.__name__)


def words(ax):
    legend = ax.get_legend()
    said = [ax.get_xlabel(), ax.get_ylabel(), ax.get_title(loc="left"), *(t.get_text() for t in ax.texts)]
    return [w for w in [*said, *(t.get_text() for t in (legend.texts if legend else []))] if w]


def test_every_plot_function_takes_a_language():
    plots = [name for name in dc.__all__ if name.startswith("plot_")]
    assert [n for n in plots if "lang" not in inspect.signature(getattr(dc, n)).parameters] == []


@each_figure
def test_a_chinese_figure_has_no_english_words_but_those_of_its_data(plot):
    kept = {"a", "b", "same", "segment", "log_dice", "dp_norm", "TF-IDF", "Krippendorff", "ferry", "order", "nothing",
            "target", "reference", "US", "CN", "n"}  # fmt: skip
    table = pd.DataFrame(DRAWN[plot])
    english = {w for text in words(plot(table)) for w in text.replace("(", " ").replace(":", " ").split()}
    chinese = " ".join(words(plot(table, lang="zh-Hant")))
    assert any("\u4e00" <= c <= "\u9fff" for c in chinese)
    assert [w for w in sorted(english - kept) if w.isalpha() and len(w) > 2 and w in chinese.split()] == []


@each_figure
def test_another_language_is_refused(plot):
    with pytest.raises(DiscourseError, match="no labels in 'fr'"):
        plot(pd.DataFrame(DRAWN[plot]), lang="fr")


def test_every_name_and_phrase_stands_in_both_languages():
    pairs = [*names.NAMES.items(), *names.PHRASES.items()]
    assert [key for key, pair in pairs if len(pair) != 2 or not all(part.strip() for part in pair)] == []


def test_a_phrase_fills_in_the_same_values_in_both_languages():
    import string

    fields = {key: [{f for _, f, _, _ in string.Formatter().parse(part) if f} for part in pair]
              for key, pair in names.PHRASES.items()}  # fmt: skip
    assert [key for key, (en, zh) in fields.items() if en != zh] == []
