"""A figure knows how it was drawn, so that it can be drawn again in another language."""

import doctest
import inspect
import pickle

import pandas as pd
import pytest

import discourse as dc
from discourse.showing.figures.again import in_language
from discourse.showing.figures.frequencies import plot_frequencies
from discourse.showing.figures.saving import render

TABLE = pd.DataFrame({"term": ["關係", "order"], "n": [5, 3]})
PLOTS = [getattr(dc, name) for name in dc.__all__ if name.startswith("plot_")]


def test_a_figure_drawn_again_is_the_one_drawn_in_that_language_at_once():
    again = in_language(plot_frequencies(TABLE, n_terms=1, side="CN").figure, "zh-Hant")
    at_once = plot_frequencies(TABLE, n_terms=1, side="CN", lang="zh-Hant").figure
    assert render(again, "svg") == render(at_once, "svg")


def test_a_figure_can_still_be_pickled_and_is_then_drawn_again_alike():
    figure = plot_frequencies(TABLE, side="CN").figure
    copy = pickle.loads(pickle.dumps(figure))
    assert render(in_language(copy, "zh-Hant"), "svg") == render(in_language(figure, "zh-Hant"), "svg")


def test_a_figure_of_somebody_else_cannot_be_drawn_again():
    import matplotlib.pyplot as plt

    assert in_language(plt.figure(), "zh-Hant") is None


@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.__name__)
def test_every_plot_function_remembers_and_takes_at_most_six_parameters(plot):
    assert hasattr(plot, "__wrapped__")
    assert len(inspect.signature(plot).parameters) <= 6


def test_the_examples_of_the_plot_functions_hold():
    """Doctest does not look into wrapped functions by itself."""
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    found = [test for plot in PLOTS for f in [inspect.unwrap(plot)] for test in finder.find(f, globs=f.__globals__)]
    assert sum(len(test.examples) for test in found) >= 2
    assert [test.name for test in found if runner.run(test).failed] == []
