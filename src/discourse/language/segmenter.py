"""A user dictionary becomes a function that cuts Simplified Chinese into words: rjieba, or jieba as its reference.

Neither engine's global tokenizer, jieba's cache file nor HMM is used. The same entries with the same frequencies go
into both, so both give the same words.
"""

from __future__ import annotations

import hashlib
import logging
import unicodedata
import warnings
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from os import PathLike
from pathlib import Path

from discourse.errors import CorpusError, DiscourseError, EncodingError
from discourse.files import as_path
from discourse.language.script import to_simplified
from discourse.shipped import shipped

_AT_LEAST = 3000
_MAX_BYTES = 64 << 20


def load_userdict(path: str | PathLike | None = None) -> tuple[tuple[str, int | None], ...]:
    """Read a user dictionary.

    Parameters
    ----------
    path : str or path, optional
        A UTF-8 file with one entry a line: a word, and after a space its frequency if it needs one; 0 means that this
        is never a word. Empty lines and what follows ``#`` are ignored. The shipped ``userdict.txt`` by default;
        ``""`` for an empty dictionary.

    Returns
    -------
    tuple of (str, int or None)
        Words in Simplified characters with their frequencies, in the order of the file.

    Raises
    ------
    CorpusError
        If an entry is broken or stands there twice.

    Examples
    --------
    >>> load_userdict("")
    ()
    """
    if isinstance(path, str) and path == "":
        return ()
    path = shipped("userdict.txt") if path is None else as_path(path)
    entries: dict[str, int | None] = {}
    for number, line in enumerate(_read(path).splitlines(), 1):
        word, *frequency = line.partition("#")[0].split() or [""]
        if not word:
            continue
        if len(frequency) > 1 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in frequency):
            raise CorpusError(
                f"{line!r} is not an entry", path=path, line=number, remedy="Write: word, a space, its frequency."
            )
        simple = to_simplified(word)
        if simple in entries:
            raise CorpusError(f"{word!r} stands here twice", path=path, line=number, remedy="Delete one of the two.")
        entries[simple] = int(frequency[0]) if frequency else None
    return tuple(entries.items())


def _read(path: Path) -> str:
    try:
        if not path.is_file():
            raise CorpusError("there is no such file", path=path, remedy="Name an existing user dictionary.")
        if path.stat().st_size > _MAX_BYTES:
            raise CorpusError("is larger than 64 MB", path=path, remedy="A user dictionary holds words, not texts.")
        text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
        if (at := text.find("\0")) >= 0:
            raise CorpusError("holds a NUL byte", path=path, line=text.count("\n", 0, at) + 1,
                              remedy="Save it again as plain UTF-8 text.")  # fmt: skip
        return text
    except UnicodeDecodeError as error:
        raise EncodingError("is not UTF-8", path=path, place=f"byte {error.start}", remedy="Save as UTF-8.") from error
    except (OSError, ValueError) as error:
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(f"cannot be read ({error})", path=path, remedy="Check the file.") from error


def segmenter(userdict: str | PathLike | None = None, engine: str = "rjieba") -> Callable[[str], list[str]]:
    """Make a function that cuts Simplified text into words which, joined, are the text.

    Parameters
    ----------
    userdict : str or path, optional
        As for `load_userdict`.
    engine : {"rjieba", "jieba"}
        Where rjieba is not installed jieba takes its place.

    Raises
    ------
    ValueError
        If the engine is unknown.

    Examples
    --------
    >>> segmenter("")("世界经济合作")
    ['世界', '经济', '合作']
    """
    if engine not in ("rjieba", "jieba"):
        raise DiscourseError(f"engine is {engine!r}", remedy="Write 'rjieba' or 'jieba'.")
    path = str(shipped("userdict.txt") if userdict is None else userdict)
    return _engine(path, _version(Path(path)) if path else (), engine)


def _version(path: Path) -> tuple[int, ...]:
    """What changes when a file is written anew; nothing for a file that cannot be looked at."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return ()
    return state.st_mtime_ns, state.st_size, state.st_ino


def dictionary_sha256(userdict: str | PathLike | None = None) -> str:
    """Checksum of what segmentation depends on: jieba's dictionary and the entries of the user dictionary.

    Parameters
    ----------
    userdict : str or path, optional
        As for `load_userdict`.

    Examples
    --------
    >>> len(dictionary_sha256())
    64
    """
    entries = "\n".join(f"{word} {frequency}" for word, frequency in load_userdict(userdict))
    return hashlib.sha256(f"{_main_sha256()}\n{entries}".encode()).hexdigest()


@cache
def _main_sha256() -> str:
    return hashlib.sha256(_main_dictionary().read_bytes()).hexdigest()


def _main_dictionary() -> Path:
    return Path(find_spec("jieba").origin).with_name("dict.txt")


@lru_cache(maxsize=8)
def _engine(path: str, version: tuple[int, ...], engine: str) -> Callable[[str], list[str]]:
    """Make the segmenter for one version of a user dictionary; `version` is there for the cache only."""
    entries = load_userdict(path)
    if engine == "rjieba":
        try:
            import rjieba
        except ImportError:
            return _engine(path, version, "jieba")
        words = rjieba.Jieba()
        for word, frequency in _frequencies(entries, words.suggest_freq):
            words.add_word(word, frequency, None)
        return lambda text: words.cut(text, False)
    tokenizer = private_jieba()
    for word, frequency in _frequencies(entries, lambda word: tokenizer.suggest_freq(word, tune=False)):
        tokenizer.total += frequency - tokenizer.FREQ.get(word, 0)
        tokenizer.FREQ[word] = frequency
        for length in range(1, len(word)):
            tokenizer.FREQ.setdefault(word[:length], 0)
    return lambda text: list(tokenizer.cut(text, HMM=False))


def _frequencies(entries, suggest: Callable[[str], int]) -> list[tuple[str, int]]:
    """Give each word without a frequency the one that keeps it together, before any entry changes the dictionary."""
    return [(word, max(_AT_LEAST, suggest(word)) if given is None else given) for word, given in entries]


def private_jieba():
    """Make a jieba tokenizer straight from its dictionary, past its cache file and its global instance.

    Examples
    --------
    >>> private_jieba().lcut("世界经济")
    ['世界', '经济']
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1 warns of its own source on Python 3.12 and newer
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    with _main_dictionary().open("rb") as lines:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(lines)
    tokenizer.initialized = True
    return tokenizer
