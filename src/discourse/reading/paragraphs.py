r"""Lines as a page or an editor broke them in, paragraphs out: joined by one blank line, unbroken inside.

Three layouts are told apart, for a whole text at a time:

printed page
    Every line is followed by a blank line or a page break, and a paragraph ends where a line ends in a space. Taken
    only if some lines end in a space and two or more do not, nine in ten of these are at least half as wide as the
    widest line (at most 100 columns), and fewer than half of them end a sentence. A lone line break is then a page
    break inside a paragraph.
wrapped
    Blank lines separate paragraphs whose lines an editor filled: nine in ten single line breaks stand where the next
    word would not have fitted (into at least 20 and at most 120 columns), and fewer than half end a sentence.
plain
    Everything else: every line break ends a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_SENTENCE_END = tuple("。！？….!?」』”\"")
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6" \
        "\U00020000-\U0003ffff"
_IS_WIDE = re.compile(f"[{_WIDE}]")
_CJK = re.compile(f"[{_WIDE}\u2018-\u201d\u2014\u2026\u00b7]")
_FIRST_WORD = re.compile(f"[{_WIDE}]|[^{_WIDE} ]+")


def to_paragraphs(text: str) -> str:
    r"""Join the lines of a text into paragraphs separated by exactly one blank line.

    Parameters
    ----------
    text : str
        Line ends are ``\n`` and blanks ordinary spaces.

    Returns
    -------
    str
        No line break inside a paragraph, no blank at its ends. Chinese lines join with nothing between them, Latin
        words with one space.

    Examples
    --------
    >>> to_paragraphs("一\n二\n\n\n三")
    '一\n\n二\n\n三'
    >>> to_paragraphs("The words of a long sentence\nwere wrapped by its editor.\n\nNext.")
    'The words of a long sentence were wrapped by its editor.\n\nNext.'
    """
    newlines = text.count("\n")
    if newlines == 2 * text.count("\n\n") and not any(odd in text for odd in ("\n\n\n", " \n", "\n ")):
        return text.strip(" \n")
    lines = text.split("\n")
    if _is_printed_page(lines):
        return "\n\n".join(_page_paragraphs(lines))
    blocks = [[line.strip(" ") for line in block] for block in _blocks(lines)]
    if _is_wrapped(blocks):
        return "\n\n".join(join_lines(block) for block in blocks)
    return "\n\n".join(line for block in blocks for line in block)


def join_lines(lines: list[str]) -> str:
    """Join lines of one paragraph: nothing beside a Chinese character or after a hyphen, one space between words.

    Examples
    --------
    >>> join_lines(["二", "十大 G20", "summit of self-", "reliance"])
    '二十大 G20 summit of self-reliance'
    """
    parts: list[str] = []
    for line in lines:
        if parts and line:
            left, right = parts[-1][-1:], line[0]
            hyphened = left == "-" and len(parts[-1]) > 1 and parts[-1][-2].isalpha()
            if not (hyphened or _CJK.match(left) or _CJK.match(right)):
                parts.append(" ")
        if line:
            parts.append(line)
    return "".join(parts)


def _is_printed_page(lines: list[str]) -> bool:
    """Whether paragraph ends are marked by a space at the line end and line ends by blank lines."""
    full = [i for i, line in enumerate(lines) if line.strip(" ")]
    broken = [lines[i] for i in full if not lines[i].endswith(" ")]
    if len(broken) < 2 or len(broken) == len(full):
        return False
    runs_on = sum(b == a + 1 and not lines[b].startswith(" ") for a, b in pairwise(full))
    if runs_on:
        return False
    if max(len(lines[i]) for i in full) > 100:
        return False
    widest = max(_width(lines[i].strip(" ")) for i in full)
    filled = sum(_width(line.strip(" ")) >= 0.5 * widest for line in broken)
    ends = sum(line.endswith(_SENTENCE_END) for line in broken)
    return widest <= 100 and filled >= 0.9 * len(broken) and 2 * ends < len(broken)


def _page_paragraphs(lines: list[str]) -> list[str]:
    """Paragraphs of a printed page: a line that ends in a space ends its paragraph."""
    paragraphs, current = [], []
    for line in lines:
        if line.strip(" "):
            current.append(line.strip(" "))
        if line.endswith(" ") and current:
            paragraphs.append(join_lines(current))
            current = []
    return [*paragraphs, join_lines(current)] if current else paragraphs


def _blocks(lines: list[str]) -> list[list[str]]:
    """Split lines into runs that are not blank."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip(" "):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Whether single line breaks stand where the next word did not fit."""
    breaks = [(a, b) for block in blocks for a, b in pairwise(block)]
    if not breaks or max(len(line) for block in blocks for line in block) > 120:
        return False
    widest = max(_width(line) for block in blocks for line in block)
    if not 20 <= widest <= 120:
        return False
    ends = sum(a.endswith(_SENTENCE_END) for a, _ in breaks)
    forced = sum(_width(a) + 1 + _width(_FIRST_WORD.match(b)[0]) >= widest - 2 for a, b in breaks)
    return forced >= 0.9 * len(breaks) and 2 * ends < len(breaks)


def _width(line: str) -> int:
    """Columns that a line takes on a page: a Chinese character takes two, a combining mark none."""
    if line.isascii():
        return len(line)
    return len(line) + len(_IS_WIDE.findall(line)) - sum(unicodedata.combining(c) > 0 for c in line)
