"""Text in either Chinese script becomes Simplified text of the same length, for matching only."""

from __future__ import annotations

import re
from functools import lru_cache

from opencc import OpenCC

_PARTICLE = re.compile(r"(?<![显土原名编论专卓昭巨译拙遗新合])著(?![名作称述者书])")  # 接著, 著重; not 顯著, 著作


def simplified(text: str) -> str:
    """Convert to Simplified characters one by one, so that every offset stays what it was.

    Examples
    --------
    >>> simplified("習近平強調")
    '习近平强调'
    """
    try:
        converted = _converter().convert(text)
    except UnicodeEncodeError:  # lone surrogates
        return simplified("".join("?" if "\ud800" <= c <= "\udfff" else c for c in text))
    if len(converted) == len(text):
        return _PARTICLE.sub("着", converted)
    return "".join(new if len(new) == 1 else old for old in text for new in [_converter().convert(old)])


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")
