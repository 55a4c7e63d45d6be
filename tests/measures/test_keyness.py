"""The keyness table: its columns, its promises, its refusals. Tables are invented."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from discourse.errors import CorpusError, DiscourseError, MixedLanguages
from discourse.measures.keyness import keyness
from discourse.measures.priors import log_odds
from discourse.measures.statistics import bonferroni, dp_norm, g2_full, holm, log_ratio, permutation_p

COLUMNS = ["term", "n_target", "n_reference", "per_10k_target", "per_10k_reference", "log_ratio", "log_ratio_low",
           "log_ratio_high", "conservative_log_ratio", "g2_full", "g2_two_cell", "log_odds_z", "dp_norm",
           "dp_norm_reference", "n_documents_target", "n_documents_reference", "permutation_p",
           "p_adjusted"]  # fmt: skip


def table(segments, lang="en", name="d", per_document=2):
    """Counts from one dict of term: n per segment."""
    rows = [(f"{name}{i // per_document}", i % per_document + 1, "v", "US", lang, term, n)
            for i, segment in enumerate(segments) for term, n in segment.items() if n]  # fmt: skip
    return pd.DataFrame(rows, columns=["doc_id", "segment", "voice", "side", "lang", "term", "n"])


BIDEN = [{"order": 3, "we": 10, "talk": 2}, {"order": 1, "we": 12, "talk": 4}, {"we": 9, "climate": 1, "talk": 3}]
XI = [{"relationship": 5, "we": 11}, {"relationship": 2, "we": 9, "order": 1}, {"we": 14, "talk": 1},
      {"relationship": 1, "we": 8}]  # fmt: skip
FIRST, SECOND = table(BIDEN, name="us"), table(XI, name="cn")


def random_table(seed, k=8, name="d", terms=30, lang="en"):
    rng = np.random.default_rng(seed)
    return table([{f"t{j}": int(n) for j, n in enumerate(rng.poisson(rng.gamma(1.5, 2, terms)))} for _ in range(k)],
                 lang, name)  # fmt: skip


def test_the_columns_are_these():
    assert keyness(FIRST, SECOND).columns.tolist() == COLUMNS


def test_a_term_absent_from_the_target_keeps_its_row():
    row = keyness(FIRST, SECOND).set_index("term").loc["relationship"]
    assert (row.n_target, row.n_reference, row.n_documents_target, row.n_documents_reference) == (0, 8, 0, 2)


def test_numbers_are_those_of_the_kernels():
    result = keyness(FIRST, SECOND).set_index("term")
    n1, n2 = FIRST.n.sum(), SECOND.n.sum()
    assert result.loc["talk", "log_ratio"] == log_ratio(9, 1, n1, n2)
    assert result.loc["talk", "g2_full"] == g2_full(9, 1, n1, n2)
    assert result.loc["talk", "per_10k_target"] == pytest.approx(1e4 * 9 / n1, rel=1e-12)


def test_dp_norm_is_that_of_the_targets_segments():
    sizes = [sum(segment.values()) for segment in BIDEN]
    result = keyness(FIRST, SECOND).set_index("term")
    assert result.loc["order", "dp_norm"] == pytest.approx(dp_norm([3, 1, 0], sizes), rel=1e-12)
    assert np.isnan(result.loc["relationship", "dp_norm"])


def test_permutation_p_is_that_of_the_kernel_over_segment_rates():
    rates = [np.array([s.get("talk", 0) / sum(s.values()) for s in side]) for side in (BIDEN, XI)]
    result = keyness(FIRST, SECOND)
    assert result.set_index("term").loc["talk", "permutation_p"] == permutation_p(*rates)
    assert result.attrs["permutation"] == "exact over 35 labellings"


def test_documents_can_be_the_parts():
    result = keyness(FIRST, SECOND, per="document")
    assert result.attrs["permutation"] == "exact over 6 labellings"
    assert result.attrs["n_parts_target"] == 2


def test_document_rates_are_relabelled_when_documents_are_the_parts():
    rates = [(6 / 34, 3 / 13), (0 / 28, 1 / 24)]
    result = keyness(FIRST, SECOND, per="document").set_index("term")
    assert result.loc["talk", "permutation_p"] == permutation_p(*rates)


def test_swapping_the_tables_flips_the_signs():
    there, back = (keyness(*pair).set_index("term").sort_index() for pair in ((FIRST, SECOND), (SECOND, FIRST)))
    for column in ("log_ratio", "conservative_log_ratio", "g2_full", "g2_two_cell", "log_odds_z"):
        assert np.allclose(there[column], -back[column], rtol=1e-12, atol=1e-12)
    assert np.allclose(there.log_ratio_low, -back.log_ratio_high)
    assert (there.permutation_p == back.permutation_p).all()


def test_tripling_the_corpora_leaves_effects_unchanged():
    both = keyness(random_table(1), random_table(2, name="e")).set_index("term")
    larger = [t.assign(n=t.n * 3) for t in (random_table(1), random_table(2, name="e"))]
    larger = keyness(*larger).set_index("term").loc[both.index]
    present = (both.n_target > 0) & (both.n_reference > 0)
    for column in ("log_ratio", "log_ratio_low", "log_ratio_high", "dp_norm", "permutation_p", "per_10k_target"):
        assert np.allclose(both[column][present], larger[column][present], equal_nan=True)


def test_the_interval_covers_the_truth_nineteen_times_in_twenty():
    # Simulated: two sides with the same gamma-varying rates, so the true log ratio is 0; 40 tables, 30 terms each.
    # The binomial 99.9% range around 95% of 1200 is 0.93 to 0.97; t with few parts errs on the wide side.
    covered = [keyness(random_table(seed, 20), random_table(seed + 500, 20, "e")) for seed in range(40)]
    share = np.mean([(t.log_ratio_low <= 0) & (t.log_ratio_high >= 0) for t in covered])
    assert 0.92 <= share <= 0.98


def test_the_interval_is_close_to_a_bootstrap_of_segments():
    first, second = random_table(3, 40), random_table(4, 40, "e")
    row = keyness(first, second).set_index("term").loc["t5"]
    rng = np.random.default_rng(0)

    def rates(t):
        wide = t.pivot_table(index=["doc_id", "segment"], columns="term", values="n", fill_value=0)
        return wide["t5"].to_numpy(), wide.sum(axis=1).to_numpy()

    (v1, s1), (v2, s2) = rates(first), rates(second)
    draws = []
    for _ in range(2000):
        i, j = rng.integers(len(v1), size=len(v1)), rng.integers(len(v2), size=len(v2))
        draws.append(np.log2(v1[i].sum() / s1[i].sum() / (v2[j].sum() / s2[j].sum())))
    assert (row.log_ratio_high - row.log_ratio_low) / np.ptp(np.quantile(draws, [0.025, 0.975])) == pytest.approx(
        1, abs=0.15
    )


def test_shuffled_labels_give_uniform_p_values():
    pool = random_table(9, 16, terms=4)
    places = pool[["doc_id", "segment"]].drop_duplicates().to_numpy().tolist()
    p = []
    for seed in range(200):
        chosen = {tuple(places[i]) for i in np.random.default_rng(seed).permutation(16)[:8]}
        own = np.array([place in chosen for place in zip(pool.doc_id, pool.segment, strict=True)])
        result = keyness(pool[own], pool[~own]).set_index("term")
        p.append(result.loc["t0", "permutation_p"])
    assert stats.kstest(p, "uniform").pvalue > 0.05


@pytest.mark.parametrize(("adjust", "method"), [("holm", holm), ("bonferroni", bonferroni)])
def test_p_values_are_adjusted_over_the_rows(adjust, method):
    result = keyness(FIRST, SECOND, adjust=adjust)
    assert (result.p_adjusted == method(result.permutation_p)).all()


def test_one_segment_on_a_side_gets_no_interval_and_says_why():
    result = keyness(table([BIDEN[0]]), SECOND)
    assert result.log_ratio_low.isna().all()
    assert result.log_ratio_high.isna().all()
    assert "single part" in result.attrs["interval"]


def test_identical_corpora_have_no_key_terms():
    result = keyness(FIRST, FIRST)
    assert (result.log_ratio == 0).all()
    assert (result.g2_full == 0).all()
    assert (result.permutation_p == 1).all()
    assert result.term.tolist() == sorted(result.term)


def test_rare_terms_get_no_row_but_count_for_the_sizes():
    all_of_it, frequent = keyness(FIRST, SECOND), keyness(FIRST, SECOND, min_n=8)
    assert frequent.term.tolist() == [t for t in all_of_it.term if t != "climate" and t != "order"]
    assert frequent.set_index("term").per_10k_target["we"] == all_of_it.set_index("term").per_10k_target["we"]


def test_the_order_is_effect_then_evidence_then_term():
    result = keyness(random_table(1), random_table(2, name="e"))
    expected = result.sort_values(["conservative_log_ratio", "g2_full", "term"], ascending=[False, False, True])
    assert result.term.tolist() == expected.term.tolist()


def test_the_order_of_the_rows_does_not_matter():
    shuffled = FIRST.sample(frac=1, random_state=0)
    pd.testing.assert_frame_equal(keyness(shuffled, SECOND), keyness(FIRST, SECOND))


def test_the_inputs_stay_untouched():
    before = FIRST.copy()
    keyness(FIRST, SECOND)
    pd.testing.assert_frame_equal(FIRST, before)


def test_a_frequency_list_can_be_the_reference():
    listed = pd.DataFrame({"term": ["we", "order", "trade"], "n": [1000, 20, 80], "n_documents": [50, 10, 12]})
    result = keyness(FIRST, listed).set_index("term")
    assert (result.loc["trade", "n_target"], result.loc["trade", "n_documents_reference"]) == (0, 12)
    assert result.loc["order", "log_ratio"] == log_ratio(4, 20, FIRST.n.sum(), 1100)
    assert result[["log_ratio_low", "permutation_p", "dp_norm_reference"]].isna().all(axis=None)
    assert result.dp_norm.notna().any()
    assert "frequency list" in result.attrs["permutation"]


def test_a_frequency_list_in_another_script_is_refused():
    listed = pd.DataFrame({"term": ["我們", "關係", "合作"], "n": [5, 3, 2]})
    with pytest.raises(MixedLanguages, match="compare frames"):
        keyness(FIRST, listed)


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_a_chinese_and_an_english_table_are_refused_with_a_remedy(lang):
    with pytest.raises(MixedLanguages, match="compare frames instead"):
        keyness(FIRST, table([{"關係": 2}, {"合作": 1}], lang))


def test_two_scripts_of_chinese_are_refused():
    with pytest.raises(MixedLanguages, match="one script"):
        keyness(table([{"關係": 2}], "zh-Hant"), table([{"关系": 2}], "zh-Hans"))


def test_chinese_tables_of_one_script_are_compared():
    result = keyness(table([{"關係": 2, "我們": 5}], "zh-Hant"), table([{"合作": 1, "我們": 4}], "zh-Hant"))
    assert result.term.tolist() == ["關係", "我們", "合作"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [(FIRST.iloc[:0], "no rows"), (FIRST.drop(columns="term"), "term"), (FIRST.assign(n=0), "whole numbers"),
     (FIRST.assign(n=0.5), "whole numbers"), (FIRST.assign(n=np.nan), "whole numbers"), (FIRST.assign(n=-1), "whole"),
     (FIRST.assign(n="3"), "whole"), (FIRST.assign(n=True), "whole"), (FIRST.drop(columns="segment"), "segment"),
     ("counts.csv", "table")],
)  # fmt: skip
def test_a_broken_table_is_named(broken, said):
    for pair in ((broken, SECOND), (SECOND, broken)):
        with pytest.raises(CorpusError, match=said):
            keyness(*pair)


@pytest.mark.parametrize("bad", [{"per": "token"}, {"adjust": "none"}, {"min_n": 0}, {"min_n": 1.5}, {"min_n": True}])
def test_an_unknown_argument_is_named(bad):
    with pytest.raises(DiscourseError):
        keyness(FIRST, SECOND, **bad)


def test_many_segments_are_sampled_with_the_seed():
    first, second = random_table(1, 20), random_table(2, 20, "e")
    one, again, other = (keyness(first, second, seed=seed).permutation_p for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)


def test_log_odds_names_its_prior_in_every_row():
    background = pd.DataFrame({"term": ["we", "order", "talk"], "n": [1000, 20, 80]})
    for prior, more in (("none", {}), ("uniform", {}), ("background", {"background": background})):
        assert set(log_odds(FIRST, SECOND, prior=prior, **more).prior) == {prior}


def test_a_background_prior_is_in_proportion_to_the_background():
    background = pd.DataFrame({"term": ["we", "order"], "n": [300, 100]})
    result = log_odds(FIRST, SECOND, prior="background", background=background, strength=10).set_index("term")
    # five terms, half an occurrence more each: 300.5 and 100.5 of 402.5
    assert result.pseudo_count["we"] == pytest.approx(10 * 300.5 / 402.5, rel=1e-12)
    assert result.pseudo_count.sum() == pytest.approx(10, rel=1e-12)


def test_a_background_shrinks_common_words():
    background = pd.DataFrame({"term": ["we", "order"], "n": [10**6, 10]})
    shrunk = log_odds(FIRST, SECOND, prior="background", background=background, strength=1e5).set_index("term")
    plain = log_odds(FIRST, SECOND).set_index("term")
    assert abs(shrunk.delta["we"]) < abs(plain.delta["we"])


@pytest.mark.parametrize("bad", [{"prior": "flat"}, {"prior": "background"}, {"background": SECOND}, {"strength": 0},
                                 {"strength": np.nan}])  # fmt: skip
def test_an_impossible_prior_is_refused(bad):
    with pytest.raises(DiscourseError):
        log_odds(FIRST, SECOND, **bad)
