"""Answers become pages: figures, exports, notebooks, site."""
