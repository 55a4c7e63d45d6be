"""Characters of some patterns enter; a long text then becomes one byte for each of its characters, fast to search in.

What the patterns never use needs no byte of its own: it is a letter (1) or something else (0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np

from discourse.language.characters import codepoints

MOST = 250
"""So many different characters fit."""
_REMOVED = 255


class Alphabet:
    r"""One byte for each character of patterns.

    Parameters
    ----------
    characters : iterable of str
        At most `MOST`, spelt as `comparable` spells.
    comparable : callable
        Text -> its comparable spelling, and offsets or None.
    is_letter : callable
        Whether a comparable character belongs to a spaced word.

    Attributes
    ----------
    letters : bytes
        For each byte whether it stands for a letter.

    Examples
    --------
    >>> abc = Alphabet("abc", lambda text: (text.replace("A", "a"), None), str.isalpha)
    >>> abc.encode("Ab c!x"), abc.spell("b")
    ((b'\x02\x03\x00\x04\x00\x01', None), b'\x03')
    """

    def __init__(self, characters: Iterable[str], comparable: Callable, is_letter: Callable[[str], bool]):
        known = sorted(set(characters))
        self._bytes = {char: 2 + i for i, char in enumerate(known)}
        self.letters = bytes([0, 1, *(is_letter(char) for char in known)]).ljust(256, b"\0")
        folded, kinds = _kinds(comparable, is_letter)
        own = kinds.copy()
        own[[ord(char) for char in known]] = list(self._bytes.values())
        self._table = np.where(folded < 0, np.uint8(_REMOVED), own[folded])

    def spell(self, phrase: str) -> bytes:
        """Bytes of a comparable phrase of known characters."""
        return bytes(map(self._bytes.__getitem__, phrase))

    def encode(self, text: str) -> tuple[bytes, np.ndarray | None]:
        """Bytes of a text, and the place of each in it, with its length at the end; None where nothing was left out."""
        data = self._table[codepoints(text)]
        hidden = data == _REMOVED
        if not hidden.any():
            return data.tobytes(), None
        return data[~hidden].tobytes(), np.append(np.flatnonzero(~hidden), len(text))


@lru_cache(maxsize=4)
def _kinds(comparable: Callable, is_letter: Callable[[str], bool]) -> tuple[np.ndarray, np.ndarray]:
    """Comparable code point of every code point, -1 for none; and for each whether it is a letter."""
    folded, offsets = comparable("".join(map(chr, range(0x110000))))
    table = np.full(0x110000, -1, dtype=np.int32)
    table[np.arange(0x110000) if offsets is None else offsets[:-1]] = codepoints(folded)
    letters = np.fromiter(map(is_letter, map(chr, range(0x110000))), dtype=np.uint8, count=0x110000)
    return table, letters
