"""Many words become one regular expression that tries each letter once, longest word first."""

from __future__ import annotations

import re
from collections.abc import Iterable


def trie_pattern(words: Iterable[str]) -> str:
    """Build a pattern that matches any of the words, the longest where several begin alike.

    Examples
    --------
    >>> trie_pattern(["say", "said", "saying"])
    '(?:sa(?:id|y(?:ing)?))'
    """
    tree: dict = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return f"(?:{_branches(tree)})" if tree else "(?!)"


def _branches(node: dict) -> str:
    options = [re.escape(letter) + _branches(below) for letter, below in sorted(node.items()) if letter]
    if not options:
        return ""
    if "" in node:
        return f"(?:{'|'.join(options)})?"
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"
