"""A text becomes a list of attributions: who is heard or reported, from where to where, and by which cue."""

from __future__ import annotations

from discourse.language.speech import Speech, speech
from discourse.language.turns import Turn

__all__ = ["Speech", "Turn", "speech"]
