"""discourse: who frames an event how, and how sure can we be?

Every public name is loaded on first use, so that ``import discourse`` stays instant.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_ROOMS = {
    "errors": "DiscourseError CorpusError CodebookError EncodingError NoRunningText StaleFeatures MixedLanguages "
    "DiscourseWarning",
    "reading.textfile": "load_text",
    "reading.codebook": "Codebook load_codebook",
    "reading.references": "load_reference",
    "reading.coding": "frame_ratings load_coding load_contrast_spans load_heldout",
    "reading.guess": "guess_language",
    "language.script": "to_simplified",
    "language.sentences": "split_sentences",
    "language.tokens": "Token tokenize",
    "language.segmenter": "dictionary_sha256",
    "language.gloss": "gloss",
    "language.attribution": "Attribution attribute",
    "counting.matches": "Match match_frames",
    "counting.corpus": "Corpus load_corpus",
    "counting.retrieval": "fetch accept_fetched",
    "counting.status": "status",
    "counting.attributions": "attributions",
    "counting.extraction": "extract",
    "counting.index": "Index",
    "counting.indexing": "build_index",
    "counting.provenance": "provenance",
    "measures.frequency": "frequencies stopwords",
    "measures.keyness": "keyness",
    "measures.priors": "log_odds",
    "measures.shift": "word_shift",
    "measures.dispersion": "dispersion",
    "measures.collocation": "collocates",
    "measures.agreement": "agreement",
    "measures.richness": "richness rank_frequency vocabulary_growth",
    "measures.space": "correspondence similarity",
    "measures.thresholds": "key_terms_passing",
    "measures.voices": "voice_sizes",
    "measures.frames": "frame_sentences frame_shares frame_contrast frame_strip",
    "measures.mention": "mention_order first_by_chance",
    "measures.cooccurrence": "frame_cooccurrence",
    "measures.polarity": "load_polarity sentence_polarity frame_polarity",
    "measures.concordance": "Concordance concordance",
    "measures.search": "search search_frame",
    "inquiry.references": "load_baseline baseline_shares",
    "inquiry.baseline": "standardised_shares standardised_contrast one_sided_concepts",
    "inquiry.contrasts": "Contrast",
    "inquiry.grid": "Grid",
    "inquiry.claim_rows": "load_claims",
    "inquiry.claims": "check_claims claim_evidence claim_verdicts claim_contrast",
    "inquiry.robustness": "multiverse",
    "inquiry.fragility": "multiverse_summary fragility choices_that_matter",
    "inquiry.reporting": "reported_sides reported_sides_agreement contrast_spans_found",
    "inquiry.lost": "lost_terms",
    "inquiry.segmentation": "validate_segmentation",
    "inquiry.validation": "FrameValidation validate_frames",
    "showing.figures.frames": "plot_frame_shares plot_frame_contrast plot_meetings",
    "showing.figures.claims": "plot_claims",
    "showing.figures.robustness": "plot_multiverse",
    "showing.figures.cooccurrence": "plot_cooccurrence",
    "showing.figures.mention": "plot_mention plot_polarity",
    "showing.figures.voices": "plot_voices",
    "showing.figures.attribution": "plot_attribution",
    "showing.figures.frequencies": "plot_frequencies",
    "showing.figures.keyness": "plot_keyness plot_word_shift plot_collocates",
    "showing.figures.spread": "plot_dispersion plot_agreement",
    "showing.figures.validation": "plot_validation",
    "showing.figures.space": "plot_correspondence plot_similarity",
    "showing.figures.vocabulary": "plot_zipf plot_growth",
    "showing.figures.saving": "save_figure",
    "showing.figures.journal": "export_figure",
    "showing.export": "export",
    "showing.citation": "cite",
    "showing.statements": "Statement state_contrast",
    "showing.explore": "explore",
    "showing.explorer_page": "explorer_page",
    "study": "new_study open_study add_text",
}
_ORIGIN = {name: room for room, names in _ROOMS.items() for name in names.split()}

__all__ = sorted(_ORIGIN)


def __getattr__(name: str):
    if name not in _ORIGIN:
        raise AttributeError(f"module 'discourse' has no attribute {name!r}")
    value = getattr(import_module(f"discourse.{_ORIGIN[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
