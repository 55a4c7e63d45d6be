"""A decoded text in, reasons to doubt it out: read in another encoding than it was written in, now or long ago.

Nothing is decided here. Chinese is told from garbage by its most frequent characters: of a Chinese text they are a
third and more, of one that was decoded wrongly a few in a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SAMPLE = 20_000
_FREQUENT = frozenset(
    "的一是不了在人有我他這这中大來来上國国個个到說说們们為为和地也時时年就要以生會会對对可後后與与之發发出成自方"
    "多經经行作得家關关政主美平面於于所民全同進进動动能新重力本合公工高理安理日外系係定展開开最過过兩两將将實实現"
    "现事化其制部世界好長长法問问議议題题社加沒没分體体並并點点共都世強强雙双三十二下從从業业務务流"
)
_FAMILY = {"big5": "big5", "cp950": "big5", "big5hkscs": "big5", "gbk": "gb18030", "gb2312": "gb18030"}
_CONTINUATION = "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030" \
                "\u2039\u203a\u20ac\u2122"
_SEQUENCES = re.compile(f"[\u00c2-\u00c5\u00ce-\u00d1][{_CONTINUATION}]|[\u00e0-\u00ef][{_CONTINUATION}]{{2}}"
                        f"|\u00f0[{_CONTINUATION}]{{3}}")
_CERTAIN = ("\u00e2\u20ac", "\u00ef\u00bb\u00bf", "\u00c3\u00a9", "\u00c3\u00a8", "\u00c3\u00bc",
            "锟斤拷", "烫烫烫", "屯屯屯")
_SIGNS = "抯抰抣抮抳抎抦"  # ’s, ’t, ’l, … of cp1252 read as GBK
_APOSTROPHES = re.compile(f"[A-Za-z][{_SIGNS}](?![\u3400-\u9fff])")
_ESCAPES = (
    ("&", "HTML character references", re.compile("&(?:#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5}|nbsp|[lr][sd]quo|[mn]dash);")),
    ("\\u", "JSON escapes", re.compile(r"\\u[0-9A-Fa-f]{4}")),
    ("=", "quoted-printable signs", re.compile("=(?:E[2-9]|C[23])=[89AB][0-9A-F]")),
)
LATIN_SIGNS = frozenset("‘’“”–—…€éèüöäñçá\u00a0")
_UTF_8 = re.compile(b"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]){3,}")
_USUAL = re.compile(f"[{''.join(sorted(_FREQUENT))}]")
_STRETCH = 300
_CHINESE = re.compile("[\u2e80-\u9fff\ue000-\ufaff\uff00-\uffef]")
_LATIN = re.compile("[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]")
_SEVEN_BITS = (
    ("ISO-2022", re.compile(r"\x1b\$[@-D)*]")),
    ("HZ", re.compile(r"~\{(?:[!-~]{2}){2,200}~\}")),
    ("UTF-7", re.compile(r"\+[A-Za-z0-9+/]{6,800}+-|[A-Za-z ]\+IB[M-Zg-z0-9]-")),
)
_ASCII = re.compile("[\x00-\x7f]")
_ORDINARY = re.compile("[\x00-\x7f\\s]+")
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<head\b|<\?xml)", re.I)
_EARLIER = (("gb18030", "utf-8"), ("cp950", "utf-8"), ("gb18030", "cp950"), ("cp950", "gb18030"))
_EARLIER_LATIN = (("cp1252", "utf-8"), ("cp1252", "gb18030"), ("cp1252", "cp950"))


def doubts(text: str) -> str:
    """Say why a text, decoded without error, is perhaps not what its author wrote; empty if nothing speaks against it.

    Parameters
    ----------
    text : str
        The text as decoded; its first 20,000 characters are looked at, and all of it for the surest signs.

    Returns
    -------
    str
        A clause for a warning.

    Examples
    --------
    >>> doubts("itâ€™s our rÃ©sumÃ©")
    '3 sequences look garbled (a text decoded wrongly before it was saved)'
    >>> doubts("兩國的關係需要穩定，美國說".encode().decode("gb18030", "ignore"))
    'looks garbled: UTF-8 that was read as GB18030 before it was saved'
    >>> doubts("“A café,” he said — “São Paulo’s.”")
    ''
    """
    certain = 0 if text.isascii() else sum(map(text.count, _CERTAIN))
    if not text.isascii() and any(sign in text for sign in _SIGNS):
        certain += len(_APOSTROPHES.findall(text))
    accented = not text.isascii() and b"\xc3" in text.encode("utf-8", "surrogatepass")  # any letter from À to ÿ
    found = len(_SEQUENCES.findall(text, 0, 10 * _SAMPLE)) if accented else 0
    if found >= 3 or certain:
        found = max(found, certain)
        return f"{found} sequence{'s look' if found > 1 else ' looks'} garbled (a text decoded wrongly before it was " \
               "saved)"
    if name := next((name for sign, name, form in _ESCAPES if sign in text and form.search(text)), ""):
        return f"holds {name} where letters should be, which are read as words"
    whole, text = text, text[:_SAMPLE]
    if text.isascii():
        name = next((name for name, signs in _SEVEN_BITS if signs.search(text)), "")
        if name and not (name == "UTF-7" and not _is_utf7(text)):
            return f"looks like {name}, an encoding that is not read; convert the file to UTF-8"
        return "looks like a web page or XML: its markup is read as words" if _MARKUP.match(text) else ""
    found = _earlier_misreading(text)
    return found or next(filter(None, (_earlier_misreading(part) for _, part in stretches(whole[: 10 * _SAMPLE]))), "")


def misread(text: str, others: Iterable[tuple[str, str]]) -> str:
    """Name the one of several readings that reads like Chinese where `text` does not, or give an empty string.

    Parameters
    ----------
    text : str
        The text as decoded.
    others : iterable of (str, str)
        Name of an encoding and the text that it would give.

    Examples
    --------
    >>> misread("ㄢ瓣闽玒惠璶铆﹚", [("big5", "兩國的關係需要穩定")])
    'big5'
    """
    if _share(text)[1] >= 0.15:
        return ""
    scores = {name: _share(other) for name, other in others}
    best = max(scores, key=lambda name: scores[name][1], default="")
    return best if best and scores[best][0] >= 3 and scores[best][1] >= 0.3 else ""


def latin_misread(text: str, others: Iterable[tuple[str, str]]) -> str:
    """Name the one of several readings that is plain Latin text where `text` is not, or give an empty string.

    Parameters
    ----------
    text, others
        As for `misread`.

    Examples
    --------
    >>> latin_misread("It抯 fine.", [("cp1252", "It’s fine.")])
    'cp1252'
    """
    odd = len(text) - len(_ASCII.findall(text))
    for name, other in others:
        strange = [c for c in other if not c.isascii()]
        if "\0" in other:
            continue
        if name.startswith("utf-16"):
            if len(other) > 5 and 2 * odd > len(text) and 10 * len(strange) <= len(other):
                return name
        elif strange and 5 * len(strange) <= len(other) and LATIN_SIGNS.issuperset(strange):
            return name
    return ""


def stretch_of_utf8(data: bytes) -> int:
    """Give the first byte of a stretch of Chinese UTF-8 in data that are something else, -1 if there is none.

    Examples
    --------
    >>> stretch_of_utf8("两国".encode("gbk") + "关系稳".encode())
    4
    """
    found = _UTF_8.search(data)
    return found.start() if found else -1


def stretches(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield stretches of whole lines with their offsets, those only that do not read like Chinese at first sight.

    Examples
    --------
    >>> [begin for begin, _ in stretches("我們的國家" * 100 + "\n" + "謗弊壽炵" * 70)]
    [501]
    """
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin + _STRETCH, begin + 2 * _STRETCH) + 1 or begin + _STRETCH
        part = text[begin:end]
        if not part.isascii() and 12 * len(_USUAL.findall(part)) < len(part):
            yield begin, part
        begin += len(part)


def family(codec: str) -> str:
    """Encodings that give the same characters for the same bytes, by the name of one of them.

    Examples
    --------
    >>> family("cp950"), family("gbk"), family("utf-8")
    ('big5', 'gb18030', 'utf-8')
    """
    return _FAMILY.get(codec, codec)


def _share(text: str) -> tuple[int, float]:
    """Count the most frequent Chinese characters, and their share of all that is not ASCII and no punctuation."""
    odd = [c for c in text[:_SAMPLE] if not c.isascii() and (c.isalnum() or not c.isprintable())]
    frequent = sum(c in _FREQUENT for c in odd)
    return frequent, frequent / max(len(odd), 1)


def _earlier_misreading(text: str) -> str:
    """Undo in turn each wrong decoding that is common, and see whether Chinese comes out."""
    odd = _ORDINARY.sub("", text)
    if len(odd) < 6 or 5 * len(odd) < len(text) or _share(odd)[1] >= 0.15:
        return ""
    chinese, latin = len(_CHINESE.findall(odd)), len(_LATIN.findall(odd))
    pairs = _EARLIER if 2 * chinese >= len(odd) else _EARLIER_LATIN if 10 * latin >= 9 * len(odd) else ()
    for wrong, right in pairs:
        if misread(odd, [(right, _bytes(text, wrong).decode(right, "ignore"))]):
            name = {"cp950": "Big5", "cp1252": "Latin script"}
            return (f"looks garbled: {name.get(right, right.upper())} that was read as "
                    f"{name.get(wrong, wrong.upper())} before it was saved")
    return ""


def _bytes(text: str, codec: str) -> bytes:
    """Bytes from which a wrong decoding may have made a text; what that decoding could not give is left out."""
    if codec != "cp1252":
        return text.encode(codec, "ignore")
    return b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252", "ignore") for c in text)


def _is_utf7(text: str) -> bool:
    try:
        read = text.encode("ascii").decode("utf-7")
        return len(_CHINESE.findall(read)) >= 2 or not LATIN_SIGNS.isdisjoint(read)
    except UnicodeDecodeError:
        return False
