"""Executed notebooks and figures enter; static pages leave that open offline and ask nothing of the network."""

from __future__ import annotations

import os
import re
import struct
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import jinja2
import pandas as pd
from markupsafe import Markup

import discourse
from discourse.counting.corpus import Corpus
from discourse.errors import DiscourseError
from discourse.files import read_bytes
from discourse.shipped import shipped
from discourse.showing.chapters import describe, notebook_html
from discourse.showing.explorer_page import explorer_page
from discourse.showing.figures.names import display_name
from discourse.showing.figures.saving import CHINESE
from discourse.tables import write_bytes, write_text

N_FIGURES = 3
_LEAD = ("07_claims", "03_frames")
_FIRST = (("03_contrast", "03"), ("04_relationship", "04_challenges", "04"), ("07_claims", "07"), ("04_challenges", ""))
_COUNTED = {"holds": ("holds", "hold"), "mixed": ("is mixed", "are mixed"), "fails": ("fails", "fail"),
            "not testable": ("cannot be tested", "cannot be tested")}  # fmt: skip
_SIGNS = {"holds": "✓", "mixed": "~", "fails": "✗", "not testable": "?"}
_TONGUES = {"en": ("English", "英文"), "zh-Hant": ("Traditional Chinese", "繁體中文"),
            "zh-Hans": ("Simplified Chinese", "簡體中文")}  # fmt: skip
_EXTERNAL = re.compile(r"""<(?:script|link|iframe|object|embed)\b|\b(?:src|srcset)=["']?(?:https?:)?//|url\(""", re.I)


def write_site(
    notebooks: Iterable[str | os.PathLike],
    folder: str | os.PathLike,
    *,
    figures: str | os.PathLike | None = None,
    main_figures: Iterable[str] = (),
    corpus: Corpus | None = None,
    ledger: pd.DataFrame | None = None,
) -> list[Path]:
    """Write ``index.html`` in English and Chinese, one page for each notebook, and copies of the figures.

    Parameters
    ----------
    notebooks : iterable of path
        Executed notebooks.
    folder : path
        Where the pages go; made if missing.
    figures : path, optional
        Folder with the saved figures; NAME.txt is the alt text of NAME.png. NAME.zh-Hant.txt and .png are the same in
        Chinese, for the Chinese index.
    main_figures : iterable of str
        Names of the figures for the index; by default those of the leading notebooks.
    corpus : Corpus, optional
        Writes ``explore.html`` too, a page to search and filter what may be shared of it.
    ledger : DataFrame, optional
        Of ``check_claims``; the index then shows every claim with its verdict.

    Returns
    -------
    list of Path
        The pages, ``index.html`` first.

    Raises
    ------
    DiscourseError
        If a page would ask something of the network, or a file cannot be read or written.
    """
    site = Path(folder)
    _make(site / "figures")
    books = [describe(path) for path in sorted(map(Path, notebooks))]
    shown = _copy_figures(figures, site / "figures", books, tuple(main_figures))
    lead = next((b for name in _LEAD for b in books if b["stem"] == name and b["answer"]), None)
    lead = lead or next((b for b in books if b["answer"]), {"answer": "", "abstract": ""})
    render = _renderer(books, explorer=corpus is not None)
    study = _own_study(corpus, site)
    about = {"books": books, "figures": shown, "answer": lead["answer"], "abstract": lead["abstract"],
             "explorer": corpus is not None, "study": study}  # fmt: skip
    titles = (study["name"], study["name"]) if study else ("Question and answer", "問題與答案")
    pages = {"index.html": render("index.html", "en", titles[0], **about, **_claims(ledger, "en"))}
    name = "index.zh-Hant.html"
    pages[name] = render(name, "zh-Hant", titles[1], **about, **_claims(ledger, "zh"))
    for book in books:
        body = Markup(notebook_html(book.pop("nb")))  # noqa: S704  checked for external references below
        pages[book["href"]] = render("page.html", "en", book["title"], body=body)
    for name, text in pages.items():
        if found := _EXTERNAL.search(re.sub(r"(?s)<pre\b[^>]*>.*?</pre>", "", text)):
            raise DiscourseError(f"the page asks for something outside: {found.group(0)!r}", path=site / name,
                                 remedy="Show tables and saved figures in the notebook, no scripts.")  # fmt: skip
        write_text(site / name, text)
    explorer = [explorer_page(corpus, None, site / "explore.html")] if corpus is not None else []
    return [*(site / name for name in pages), *explorer]


def _own_study(corpus: Corpus | None, site: Path) -> dict:
    """What the index says of a study of one's own; nothing for the project itself, whose question stands there."""
    if corpus is None or Path(corpus.folder).resolve() == shipped().resolve():
        return {}
    documents, site = corpus.documents, site.resolve()
    dates = sorted(set(documents.date) - {""})
    return {
        "name": site.parent.name if site.name == "site" else site.name,
        "n": len(documents),
        "between": " – ".join(dict.fromkeys([dates[0], dates[-1]])) if dates else "",
        "en": ", ".join(_TONGUES[lang][0] for lang in _TONGUES if lang in set(documents.lang)),
        "zh": "、".join(_TONGUES[lang][1] for lang in _TONGUES if lang in set(documents.lang)),
    }


def _claims(ledger: pd.DataFrame | None, lang: str) -> dict:
    """Rows of the ledger for the index, and how many claims got which verdict."""
    if ledger is None or ledger.empty:
        return {"ledger": [], "tally": ""}
    rows = []
    for row in ledger.itertuples():
        chinese = lang != "en" and getattr(row, f"title_{lang}")
        part = f"（{display_name(row.part, 'zh-Hant')}）" if chinese else f" ({row.part})"
        rows.append({
            "kind": row.verdict.replace(" ", "-"), "sign": _SIGNS[row.verdict],
            "verdict": row.verdict if lang == "en" else row.verdict_zh,
            "title": f"{row.claim_id}. {getattr(row, f'title_{lang}') or row.title_en}{part if row.part else ''}",
            "found": getattr(row, f"sentence_{lang}") or row.sentence_en,
        })  # fmt: skip
    counted = Counter(zip(ledger.verdict, ledger.verdict_zh, strict=True)).most_common()
    if lang == "en":
        said = ", ".join(f"{n} {_COUNTED[word][n > 1]}" for (word, _), n in counted)
        return {"ledger": rows, "tally": f"Of {len(rows)} tests {said}"}
    said = "、".join(f"{word} {n} 項" for (_, word), n in counted)
    return {"ledger": rows, "tally": f"共 {len(rows)} 項檢驗：{said}"}


def _renderer(books: list[dict], *, explorer: bool):
    templates = files("discourse.showing") / "templates"
    names = ("page.html", "index.html", "index.zh-Hant.html")
    sources = {name: (templates / name).read_text(encoding="utf-8") for name in names}
    engine = jinja2.Environment(loader=jinja2.DictLoader(sources), autoescape=True, undefined=jinja2.StrictUndefined)
    css = Markup((templates / "style.css").read_text(encoding="utf-8"))  # noqa: S704  our own file

    def render(template: str, lang: str, title: str, **values) -> str:
        zh = lang == "zh-Hant"
        links = [("index.html", "English" if zh else "Start", "en" if zh else "")]
        links += [("index.zh-Hant.html", "首頁" if zh else "繁體中文", "" if zh else "zh-Hant")]
        links += [("explore.html", "瀏覽文本" if zh else "Explore", "")] if explorer else []
        links += [(b["href"], b["stem"], "") for b in books]
        here = template if template != "page.html" else next(b["href"] for b in books if b["title"] == title)
        marked = [{"href": h, "text": text, "lang": code, "here": h == here} for h, text, code in links]
        about = {"lang": lang, "title": title, "css": css, "links": marked, "version": discourse.__version__}
        return engine.get_template(template).render(**about, **values).rstrip() + "\n"

    return render


def _copy_figures(source, target: Path, books: list[dict], wanted: tuple[str, ...]) -> list[dict]:
    """Copy all figures with their tables and return those for the index, each in both languages."""
    if source is None or not Path(source).is_dir():
        return []
    known = {}
    for picture in sorted(p for p in Path(source).glob("*.png") if not p.stem.endswith(CHINESE)):
        for ending in (".png", ".svg", ".csv", f"{CHINESE}.png", f"{CHINESE}.svg"):
            if (file := picture.with_suffix(ending)).is_file():
                write_bytes(target / file.name, read_bytes(file))
        if english := _described(picture):
            page = next((b["href"] for b in books if b["stem"][:3] == picture.stem[:3]), "")
            chinese = _described(picture.with_suffix(f"{CHINESE}.png"), picture) or {**english, "lang": "en"}
            about = {"stem": picture.stem, "table": f"figures/{picture.stem}.csv", "page": page}
            known[picture.stem] = {**about, "en": english, "zh": chinese}
    first = [next((n for start in slot for n in known if n.startswith(start)), "") for slot in _FIRST]
    chosen = wanted or tuple(dict.fromkeys(name for name in (*first, *known) if name))[:N_FIGURES]
    if unknown := [name for name in chosen if name not in known]:
        raise DiscourseError(f"holds no figure {unknown[0]!r} with an alt text", path=source, remedy="Save it first.")
    return [known[name] for name in chosen]


def _described(picture: Path, instead: Path | None = None) -> dict:
    """Address, alt text and size of a picture, or of another one in its place; nothing without an alt text."""
    note = picture.with_suffix(".txt")
    if not note.is_file():
        return {}
    shown = picture if picture.is_file() or instead is None else instead
    width, height = _png_size(read_bytes(shown), shown)
    alt = read_bytes(note).decode("utf-8").strip()
    full = drawing if (drawing := shown.with_suffix(".svg")).is_file() else shown
    return {"src": f"figures/{shown.name}", "full": f"figures/{full.name}", "alt": alt, "width": width,
            "height": height, "lang": ""}  # fmt: skip


def _png_size(data: bytes, path: Path) -> tuple[int, int]:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        raise DiscourseError("is no PNG picture", path=path, remedy="Save the figure again.")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiscourseError(f"cannot be made ({error.strerror})", path=folder, remedy="Name another folder.") from None
