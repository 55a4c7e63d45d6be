"""A corpus enters; the citation, the versions, the hashes and the settings behind its numbers leave, to be pasted."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from discourse.counting.corpus import Corpus, load_corpus
from discourse.counting.provenance import provenance
from discourse.counting.tally import SEGMENT_TOKENS
from discourse.errors import DiscourseError
from discourse.measures.frames import frame_contrast, frame_sentences
from discourse.showing.statements import Statement

STYLES = ("text", "bibtex")
_PACKAGE = Path(__file__).resolve().parents[1]


def cite(corpus: Corpus | None = None, *, style: str = "text", **settings: object) -> Statement:
    """Say how to cite discourse, and with what the numbers were made, for a methods section.

    Parameters
    ----------
    corpus : Corpus, optional
        The documents used; by default the corpus that ships with discourse.
    style : {"text", "bibtex"}
        A paragraph, or an entry whose note says the same.
    **settings
        Arguments that were not left at their defaults; they replace the defaults named.

    Returns
    -------
    Statement
        A str that a notebook shows as it is.

    Raises
    ------
    DiscourseError
        If the style is unknown.

    Examples
    --------
    >>> cite(style="bibtex").splitlines()[0]
    '@software{discourse,'
    """
    if style not in STYLES:
        raise DiscourseError(f"citation style {style!r} is unknown", remedy=f"Choose {' or '.join(STYLES)}.")
    about = citation_file()
    origin = provenance(corpus if corpus is not None else load_corpus(), **{**default_settings(), **settings})
    return Statement((_text if style == "text" else _bibtex)(about, origin))


def default_settings() -> dict[str, object]:
    """Give the settings that decide shares, contrasts and their intervals, as the functions themselves declare them."""
    defaults = {
        name: parameter.default
        for function in (frame_sentences, frame_contrast)
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.default is not parameter.empty
    }
    kept = {name: defaults[name] for name in ("level", "denominator", "confidence", "n_resamples", "seed")}
    return {**kept, "segment_tokens": SEGMENT_TOKENS, "segmenter": "rjieba without HMM, after OpenCC t2s"}


def citation_file() -> dict[str, object]:
    """Fields of CITATION.cff: title, version, license and authors (a list), and date, doi and url where they stand.

    Raises
    ------
    DiscourseError
        If this installation has no CITATION.cff.
    """
    places = (_PACKAGE / "CITATION.cff", _PACKAGE.parents[1] / "CITATION.cff")
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise DiscourseError("is missing", path=places[0], remedy="Install discourse anew.")
    fields: dict[str, object] = {}
    for key, block in re.findall(r"(?ms)^([a-z-]+):(.*?)(?=^[a-z-]+:|\Z)", path.read_text(encoding="utf-8")):
        items = re.findall(r"(?m)^\s+-\s+(?:name:\s*)?(.+?)\s*$", block)
        fields[key] = items or re.sub(r"\s+", " ", block.strip().removeprefix(">-")).strip().strip("\"'")
    return fields


def _text(about: dict, origin: dict) -> str:
    year = f" ({str(about['date-released'])[:4]})" if "date-released" in about else ""
    where = next((f" {about[key]}" for key in ("doi", "url", "repository-code") if key in about), "")
    return (
        f"{' and '.join(about['authors'])}{year}. {about['title']} Version {origin['discourse']} [software].{where}\n\n"
        + _made_with(origin)
    )


def _made_with(origin: dict) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in origin["versions"].items() if number)
    settings = ", ".join(f"{name} = {value}" for name, value in origin["settings"].items())
    made_of = ("corpus", "codebook", "userdict", "voices", "cues")
    hashes = [f"{name} {origin[f'{name}_sha256'][:16]}" for name in made_of]
    return (
        f"Made with discourse {origin['discourse']} ({versions}) from {origin['n_documents']} documents.\n"
        f"SHA-256 (first 16 digits): {', '.join(hashes)}.\n"
        f"Settings: {settings}.\n"
    )


def _bibtex(about: dict, origin: dict) -> str:
    fields = {
        "title": f"{{{about['title']}}}",
        "author": " and ".join(f"{{{name}}}" for name in about["authors"]),
        "version": origin["discourse"],
        "license": " and ".join(about["license"]) if isinstance(about["license"], list) else about["license"],
        "year": str(about.get("date-released", ""))[:4],
        "doi": about.get("doi", ""),
        "url": about.get("url", about.get("repository-code", "")),
        "note": re.sub(r"([&%$#_])", r"\\\1", " ".join(_made_with(origin).split())),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join(["@software{discourse,", *lines, "}", ""])
