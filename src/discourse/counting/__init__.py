"""Tokens become counts: the corpus, its segments, counts and frame matches."""
