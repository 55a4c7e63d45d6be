"""A file in, its clean text out: paragraphs separated by one blank line, nothing invisible, nothing replaced.

What cleaning removes or changes, and what it leaves to matching:

===========================================================  =========================================================
removed                                                      zero-width space, word joiner, byte order mark inside the
                                                             text, soft hyphen (with the line break behind it),
                                                             bidirectional controls, variation selectors, fillers, tag
                                                             characters, annotation marks; zero-width (non-)joiners
                                                             unless they join an emoji or a script that needs them
removed, with a warning                                      control characters; private-use bullets (symbol fonts at
                                                             U+F000 to U+F0FF anywhere, any private-use character that
                                                             begins a line and has no other beside it)
turned into an ordinary space                                tab, no-break, ideographic and every other odd space
turned into a line break                                     CR, CR LF, NEL, U+2028, VT, and FF unless one stands beside
turned into a paragraph break                                U+2029
composed                                                     NFC, which also unifies compatibility ideographs
left as written, folded by the matching of terms             full-width Latin and digits, radicals, case, script
left as written, with a warning                              ligatures such as ﬁ (written out where a PDF is read),
                                                             Cyrillic letters inside Latin words, other private-use
                                                             characters, U+FFFD, likely mojibake
===========================================================  =========================================================
"""

from __future__ import annotations

import os
import re
import unicodedata

from discourse.files import MAX_BYTES, read_bytes
from discourse.reading.decoding import decode
from discourse.reading.notes import note
from discourse.reading.paragraphs import to_paragraphs

# Nothing to do for a text of these characters only: all are visible, single, composed, no odd space, not Cyrillic.
_PLAIN = ("\n -~\u00a1-\u00ac\u00ae-\u00ff\u0100-\u02ff\u0370-\u0373\u0391-\u03a1\u03a3-\u03ff"
          "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2125\u2190-\u2328\u2460-\u26ff\u3001-\u3029\u3041-\u3096"
          "\u309d-\u30ff\u4e00-\u9fff\uff01-\uffdc")
_ODD = re.compile(f"[^{_PLAIN}]")
_BREAK = re.compile("\r\n?|[\x0b\x85\u2028]")
_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("\u00ad\n(?=[^\\W\\d_])|[\u00ad\u034f\u061c\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
                        "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
                        "\U000e0000-\U000e0fff]")
_NEIGHBOUR = "\n -~\u00a1-\u024f\u2010-\u205e\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_JOINER = re.compile(f"(?<![^{_NEIGHBOUR}])[\u200c\u200d]+|[\u200c\u200d]+(?![^{_NEIGHBOUR}])")
_NO_CHARACTERS = "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
_CONTROL = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffc{_NO_CHARACTERS}]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_MIXED = re.compile("[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]")
_WORD = re.compile("[A-Za-z\u0400-\u052f]++")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_SYMBOL = re.compile("[\uf000-\uf0ff]")
_SPACED_SYMBOL = re.compile("(?:(?m:^)|(?<= ))[\uf000-\uf0ff]+ ?")
_BULLET = re.compile("(?m:^( *)([\ue000-\uf8ff\U000f0000-\U0010fffd])(?! *[\ue000-\uf8ff\U000f0000-\U0010fffd]) ?)")


def load_text(path: str | os.PathLike, encoding: str | None = None) -> str:
    r"""Read one text file and clean it.

    Parameters
    ----------
    path : str or PathLike
        A text file of at most 64 MB.
    encoding : str, optional
        Needed unless the file is UTF-8 or begins with a byte order mark: big5, big5hkscs, cp950, gb18030, gbk and a
        few more.

    Returns
    -------
    str
        Paragraphs separated by one blank line. All offsets in all tables count in this text.

    Raises
    ------
    EncodingError
        If the bytes are not text in that encoding, with the byte position.
    CorpusError
        If the file is missing, unreadable, too large, or not a regular file.

    Warns
    -----
    DiscourseWarning
        If the file holds no text at all, or something of it was dropped or looks garbled.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.txt"
    >>> _ = path.write_bytes("臺\u200b灣　安全。\r\n\r\n\r\nPeace.\r\n".encode())
    >>> load_text(path)
    '臺灣 安全。\n\nPeace.'
    """
    text = _cleaned(decode(read_bytes(path, max_bytes=MAX_BYTES), encoding, path=path), path)
    if not text:
        note("holds no text", path)
    elif not any(map(str.isalnum, text)):
        note("holds signs, but no letter and no digit", path)
    return text


def clean(text: str) -> str:
    r"""Clean a text that is already decoded, as `load_text` does.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Paragraphs separated by one blank line; cleaning it once more changes nothing.

    Examples
    --------
    >>> clean("\ufeffone\u2029two\x85three ")
    'one\n\ntwo\n\nthree'
    """
    return _cleaned(text, None)


def _cleaned(text: str, path: str | os.PathLike | None) -> str:
    """Clean a text and say what of it was dropped."""
    if _ODD.search(text):
        text = _without_oddities(text, path)
        if _CYRILLIC.search(text) and _MIXED.search(text):
            words = ", ".join(sorted({word[:20] for word in _WORD.findall(text) if _MIXED.search(word)})[:5])
            note(f"Latin words with Cyrillic letters in them ({words}) are counted apart", path)
    return to_paragraphs(text)


def _without_oddities(text: str, path) -> str:
    """Line ends, spaces and invisible characters put right; composed; private-use bullets dropped."""
    text = _BREAK.sub("\n", text).replace("\u2029", "\n\n")
    if "\f" in text:
        text = re.sub(r"\n\f+|(?<!\f)\f++\n", "\n", text).replace("\f", "\n")
    text = _INVISIBLE.sub("", _SPACE.sub(" ", text))
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    text, n = _CONTROL.subn("", text)
    if n:
        note(f"{n} control character{'s' if n > 1 else ''} removed", path)
    if _PRIVATE.search(text):
        text = _without_bullets(text, path)
    if n := len(_LIGATURE.findall(text)):
        note(f"{n} ligature{'s' if n > 1 else ''} such as \ufb01 kept; words with them are counted apart", path)
    if (n := text.count("\ufffd")):
        note(f"{n} replacement character{'s' if n > 1 else ''} U+FFFD: something was lost before the file was saved",
             path)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _without_bullets(text: str, path) -> str:
    """Drop private-use bullets, keep and name other private-use characters."""
    n = len(_SYMBOL.findall(text))
    text = _SYMBOL.sub("", _SPACED_SYMBOL.sub("", text))
    text, more = _BULLET.subn(r"\1", text)
    if n := n + more:
        note(f"{n} private-use bullet{'s' if n > 1 else ''} dropped", path)
    if found := _PRIVATE.findall(text):
        names = ", ".join(sorted({f"U+{ord(c):04X}" for c in found})[:5])
        note(f"{len(found)} private-use characters kept ({names}); no font shows them alike", path)
    return text
