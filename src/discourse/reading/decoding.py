"""Bytes and a declared encoding in, exact text out: detection may propose, never decide."""

from __future__ import annotations

import codecs
import os
import re

from discourse.errors import EncodingError
from discourse.reading.garbled import LATIN_SIGNS, doubts, family, latin_misread, misread, stretch_of_utf8, stretches
from discourse.reading.notes import note

ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "big5", "big5hkscs",
             "cp950", "gb18030", "gbk", "gb2312", "cp1252", "ascii")
_ALIASES = {
    **{name.replace("-", ""): name for name in ENCODINGS},
    "utf8sig": "utf-8", "utf8bom": "utf-8", "hkscs": "big5hkscs", "big5tw": "big5", "csbig5": "big5", "ms950": "cp950",
    "windows950": "cp950", "cp936": "gbk", "ms936": "gbk", "windows936": "gbk", "gb180302000": "gb18030",
    "gb180302005": "gb18030", "gb231280": "gb2312", "euccn": "gb2312", "windows1252": "cp1252", "usascii": "ascii",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARIES = (
    (rb"\x89PNG\r\n", "a PNG image"), (rb"\s{0,80}%PDF-", "a PDF"), (rb"\x1f\x8b", "a gzip archive"),
    (rb"PK(?:\x03\x04|\x05\x06)", "a ZIP archive"), (rb"\xff\xd8\xff", "a JPEG image"),
    (rb"GIF8[79]a.{4}[^ -~]", "a GIF image"), (rb"BZh[1-9]1AY&SY", "a bzip2 archive"),
    (rb"\xfd7zXZ\x00", "an xz archive"), (rb"7z\xbc\xaf", "a 7z archive"), (rb"\x28\xb5\x2f\xfd", "a zstd archive"),
    (rb"Rar!\x1a", "a RAR archive"), (rb"\xd0\xcf\x11\xe0", "an old Office document (doc, xls, ppt)"),
    (rb"\{\\rtf", "an RTF document"), (rb"SQLite format 3\x00", "an SQLite database"),
    (rb"PAR1(?=.*PAR1\Z)", "a Parquet table"), (rb"\x7fELF|MZ.{0,1024}PE\x00\x00", "a program"),
    (rb"II\*\x00|MM\x00\*", "a TIFF image"), (rb"BM.{4}\x00{4}", "a BMP image"),
    (rb"RIFF.{4}(?:WAVE|AVI |WEBP)", "a sound, video or WebP file"), (rb"ID3[\x02-\x04]", "an MP3 recording"),
    (rb"\x00{2}.{2}ftyp", "a video or photo (MP4, MOV, HEIC)"), (rb"%!PS-Adobe", "a PostScript document"),
    (rb"\x80[\x02-\x05][\x95}\](c]", "a Python pickle"),
)
_FREQUENT = frozenset("的一是不了在人有我他這这中大來来上國国個个到說说們们為为和地也時时年就要以生會会對对可後后與与")
_DECOYS = ("big5", "cp950", "big5hkscs", "gb18030", "utf-16-le", "utf-16-be", "cp1252")


def decode(data: bytes, encoding: str | None = None, *, path: str | os.PathLike | None = None) -> str:
    """Decode bytes exactly: UTF-8, UTF-16 and UTF-32 by byte order mark, anything else only as declared.

    Parameters
    ----------
    data : bytes
        The whole content of a file.
    encoding : str, optional
        One of `ENCODINGS`. Without it the bytes must be UTF-8 or begin with a byte order mark.
    path : str or PathLike, optional
        The file, for messages.

    Returns
    -------
    str
        The text without its byte order mark.

    Raises
    ------
    EncodingError
        If the encoding is unknown, the file is binary, or a byte does not fit; the place is a byte position, and a
        likely encoding is proposed.

    Examples
    --------
    >>> decode("臺灣".encode("big5"), "big5")
    '臺灣'
    >>> decode("中國的臺灣".encode("big5"))
    Traceback (most recent call last):
        ...
    discourse.errors.EncodingError: byte 0: 0xa4 is not UTF-8. It may be big5: check, then declare the encoding (in \
documents.csv or as argument).
    """
    codec = known_encoding(encoding, path)
    if kind := _binary(data):
        raise EncodingError(f"is {kind}, not text", path=path, remedy="Save its text as UTF-8 and use that file.")
    mark, marked = next(((m, c) for m, c in _MARKS if data.startswith(m)), (b"", ""))
    if mark and codec and marked != codec and not marked.startswith(f"{codec}-"):
        raise EncodingError(f"declared as {codec}, but begins with the byte order mark of {marked}", path=path,
                            place="byte 0", remedy="Correct the declared encoding.")
    if codec in ("utf-16", "utf-32") and not mark:
        raise EncodingError(f"declared as {codec}, but has no byte order mark", path=path, place="byte 0",
                            remedy="Declare utf-16-le or utf-16-be, or save it as UTF-8.")
    text = _strict(data, len(mark), marked or codec or "utf-8", path)
    if doubt := _doubts(data, len(mark), text, codec, marked) or doubts(text):
        note(doubt, path)
    return text


def known_encoding(encoding: str | None, path: str | os.PathLike | None = None) -> str | None:
    """Return the canonical name of a declared encoding, None for none; unknown ones are refused."""
    if encoding is None or encoding == "":
        return None
    codec = _ALIASES.get(re.sub(r"[-_\s]", "", encoding).lower()) if isinstance(encoding, str) else None
    if codec is None:
        raise EncodingError(f"encoding {encoding!r} is unknown", path=path, remedy=f"One of {', '.join(ENCODINGS)}.")
    return codec


def _binary(data: bytes) -> str:
    """Name of a binary format that the bytes give away, or an empty string."""
    head = data.removeprefix(codecs.BOM_UTF8)
    kind = next((name for signs, name in _BINARIES if re.match(signs, head, re.S)), "")
    if kind == "a ZIP archive":
        inside = {b"word/": "a Word document (docx)", b"xl/": "an Excel workbook (xlsx)",
                  b"application/epub": "an EPUB book", b"opendocument": "an OpenDocument file"}
        kind = next((name for mark, name in inside.items() if mark in data), kind)
    return kind


def _doubts(data: bytes, skip: int, text: str, codec: str | None, marked: str) -> str:
    """Say what speaks against a declared encoding, or a byte order mark, by which all bytes could be decoded."""
    codec, head = (marked, "begins with the byte order mark of") if skip else (codec, "declared as")
    if codec in (None, "utf-8", "ascii"):
        return ""
    wide, data = codec.startswith(("utf-16", "utf-32")), data[skip:] if skip else data
    if len(data) > (15 if wide else 3) and (wide or not data.isascii()) and _is_utf8(data) and _is_print(data):
        return f"{head} {codec}, but the bytes are also valid UTF-8; the text may be garbled"
    others = [(other, _attempt(data, other)) for other in _DECOYS if family(other) != family(codec)]
    best = misread(text, [(other, decoded) for other, decoded in others if decoded]) or latin_misread(text, others)
    if best:
        return f"{head} {codec}, but it reads like {best}; the text may be garbled"
    if not wide and (at := stretch_of_utf8(data)) >= 0:
        return f"declared as {codec}, but from byte {at + skip} on it reads like utf-8; a part may be garbled"
    return "" if wide else _doubtful_part(text, codec)


def _doubtful_part(text: str, codec: str) -> str:
    """Name the first lines of a text in a declared encoding that read like another one."""
    for begin, part in stretches(text):
        data = part.encode(codec, "ignore")
        others = [(other, data.decode(other, "ignore")) for other in ("big5", "gb18030") if other != family(codec)]
        if best := misread(part, others):
            at = len(text[:begin].encode(codec, "ignore"))
            return f"declared as {codec}, but from byte {at} on it reads like {best}; a part may be garbled"
    return ""


def _is_print(data: bytes) -> bool:
    """Whether UTF-8 bytes are letters and signs on lines, none of the control characters that UTF-16 is full of."""
    return bool(data.decode("utf-8").translate(dict.fromkeys(map(ord, "\n\r\t\f"))).isprintable())


def _strict(data: bytes, skip: int, codec: str, path) -> str:
    """Decode without replacing anything; the error names the byte."""
    try:
        text = data[skip:].decode(codec) if skip else data.decode(codec)
    except UnicodeDecodeError as error:
        at = error.start + skip
        cut = error.end + skip >= len(data) and ("unexpected end" in error.reason or "incomplete" in error.reason
                                                 or "truncated" in error.reason)
        problem = (f"the text ends in the middle of a character of {codec.upper()}" if cut
                   else f"0x{data[at]:02x} is not {codec.upper()}")
        raise EncodingError(problem, path=path, place=f"byte {at}", remedy=_proposal(data, codec, cut)) from None
    if (at := text.find("\0")) >= 0:
        place = len(text[:at].encode(codec)) + skip
        raise EncodingError("NUL byte: not text, or UTF-16 without its mark", path=path, place=f"byte {place}",
                            remedy=_proposal(data, codec, False))
    return text


def _proposal(data: bytes, codec: str, cut: bool) -> str:
    """Remedy that names the encoding in which the bytes read most like Chinese, or like English."""
    scores = {"utf-8": 1.0} if codec != "utf-8" and b"\0" not in data and _is_utf8(data) else {}
    if cut and not scores:
        return "Fetch or save the whole file again."
    for candidate in _DECOYS:
        if text := _attempt(data, candidate):
            odd = [c for c in text if not c.isascii()]
            latin = candidate == "cp1252" and bool(odd) and LATIN_SIGNS.issuperset(odd)
            blank = candidate.startswith("utf-16") and 10 * len(odd) <= len(text)
            scores[candidate] = 1.0 if latin or blank else sum(c in _FREQUENT for c in odd) / max(len(odd), 1)
    best = max(scores, key=scores.get, default="")
    if not best or scores[best] < 0.02 or best == codec:
        return "Find out its encoding and declare it, or save it as UTF-8; parts may be in different encodings."
    return f"It may be {best}: check, then declare the encoding (in documents.csv or as argument)."


def _attempt(data: bytes, candidate: str) -> str:
    """Decode the first 100,000 bytes, or give nothing where they do not fit."""
    try:
        return data[:100_000].decode(candidate)
    except UnicodeDecodeError as error:
        if error.end < 100_000 - 4 or len(data) <= 100_000:
            return ""
        return data[: error.start].decode(candidate)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
