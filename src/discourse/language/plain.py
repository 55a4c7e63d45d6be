"""Text in either Chinese script becomes Simplified text of the same length, for matching reports only."""

from __future__ import annotations

import re

from discourse.language.script import to_simplified

_PARTICLE = re.compile(r"(?<![显土原名编论专卓昭巨译拙遗新合])著(?![名作称述者书])")  # 接著, 著重; not 顯著, 著作


def simplified(text: str) -> str:
    """Convert to Simplified characters, the particle 著 to 着; every offset stays what it was.

    Examples
    --------
    >>> simplified("習近平接著強調")
    '习近平接着强调'
    """
    return _PARTICLE.sub("着", to_simplified(text))
