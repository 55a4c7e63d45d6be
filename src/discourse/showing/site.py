"""Executed notebooks and figures enter; static pages leave that open offline and ask nothing of the network."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbformat import NotebookNode

import discourse
from discourse.counting.corpus import Corpus
from discourse.errors import DiscourseError
from discourse.files import read_bytes
from discourse.showing.explorer_page import explorer_page
from discourse.showing.notebooks import read_notebook
from discourse.tables import write_bytes, write_text

N_FIGURES = 3
_LEAD = ("07_claims", "03_frames")
_EXTERNAL = re.compile(r"""<(?:script|link|iframe|object|embed)\b|\b(?:src|srcset)=["']?(?:https?:)?//|url\(""", re.I)


def write_site(
    notebooks: Iterable[str | os.PathLike],
    folder: str | os.PathLike,
    *,
    figures: str | os.PathLike | None = None,
    main_figures: Iterable[str] = (),
    corpus: Corpus | None = None,
) -> list[Path]:
    """Write ``index.html``, one page for each notebook, and copies of the figures.

    Parameters
    ----------
    notebooks : iterable of path
        Executed notebooks.
    folder : path
        Where the pages go; made if missing.
    figures : path, optional
        Folder with the saved figures; NAME.txt is the alt text of NAME.png.
    main_figures : iterable of str
        Names of the figures for the index; by default those of the leading notebooks.
    corpus : Corpus, optional
        Writes ``explore.html`` too, a page to search and filter what may be shared of it.

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
    answer = lead["answer"] if lead else next((b["answer"] for b in books if b["answer"]), "")
    render = _renderer(books, explorer=corpus is not None)
    pages = {"index.html": render("index.html", "en", "Question and answer", books=books, answer=answer, figures=shown)}
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


def describe(path: Path) -> dict:
    """Title, answer and abstract of a notebook, from its Markdown cells."""
    nb = read_notebook(path)
    prose = "\n\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    title = re.search(r"^#[#\s]*(.+)$", prose, re.M)
    return {
        "stem": path.stem,
        "href": f"{path.stem}.html",
        "title": _plain(title.group(1)) if title else path.stem,
        "answer": _paragraph(prose, "Answer."),
        "abstract": _paragraph(prose, "摘要"),
        "nb": nb,
    }


def _paragraph(prose: str, label: str) -> str:
    """Text that follows a bold label, up to the next bold label or empty line."""
    head, end = rf"\*\*{re.escape(label)}[。：:]?\*\*[。：:]?\s*", r"(?=\n\s*\n|\s\*\*[A-Z摘][^*]*\*\*|\Z)"
    found = re.search(head + r"(.+?)" + end, prose, re.S)
    return _plain(found.group(1)) if found else ""


def _plain(markdown: str) -> str:
    """Text without Markdown marks, on one line."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"\s+", " ", re.sub(r"\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", text)).strip()


def notebook_html(nb: NotebookNode) -> str:
    """Body of a page: cells with their outputs, tables that scroll, pictures with their alt texts."""
    exporter = HTMLExporter(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(nb)
    body = re.sub(r"(?s)<style[^>]*>.*?</style>", "", body)
    body = re.sub(r'<table border="1" class="dataframe">', '<table class="dataframe">', body)
    body = re.sub(r'<tr style="[^"]*">', "<tr>", body)
    body = re.sub(r"(?s)<thead>.*?</thead>", _column_heads, body).replace("<th>", '<th scope="row">')
    body = body.replace("<p><strong>摘要", '<p lang="zh-Hant"><strong>摘要')
    body = re.sub(r"(<table\b)", r'<div class="table" tabindex="0" role="region" aria-label="Table">\1', body)
    return body.replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')


def _column_heads(found: re.Match) -> str:
    return found.group(0).replace("<th></th>", "<td></td>").replace("<th>", '<th scope="col">')


def _renderer(books: list[dict], *, explorer: bool):
    templates = files("discourse.showing") / "templates"
    sources = {name: (templates / name).read_text(encoding="utf-8") for name in ("page.html", "index.html")}
    engine = jinja2.Environment(loader=jinja2.DictLoader(sources), autoescape=True, undefined=jinja2.StrictUndefined)
    css = Markup((templates / "style.css").read_text(encoding="utf-8"))  # noqa: S704  our own file

    def render(template: str, lang: str, title: str, **values) -> str:
        links = [{"href": "index.html", "text": "Start · 首頁", "here": template == "index.html"}]
        links += [{"href": "explore.html", "text": "Explore · 瀏覽", "here": False}] if explorer else []
        links += [{"href": b["href"], "text": b["stem"], "here": b["title"] == title} for b in books]
        page = engine.get_template(template)
        about = {"lang": lang, "title": title, "css": css, "links": links, "version": discourse.__version__}
        return page.render(**about, **values).rstrip() + "\n"

    return render


def _copy_figures(source, target: Path, books: list[dict], wanted: tuple[str, ...]) -> list[dict]:
    """Copy all figures with their tables and return those for the index."""
    if source is None or not Path(source).is_dir():
        return []
    known = {}
    for picture in sorted(Path(source).glob("*.png")):
        for suffix in (".png", ".svg", ".csv"):
            if (file := picture.with_suffix(suffix)).is_file():
                write_bytes(target / file.name, read_bytes(file))
        note = picture.with_suffix(".txt")
        if note.is_file():
            width, height = _png_size(read_bytes(picture), picture)
            page = next((b["href"] for b in books if b["stem"][:3] == picture.stem[:3]), "")
            known[picture.stem] = {
                "src": f"figures/{picture.name}", "table": f"figures/{picture.stem}.csv", "page": page,
                "alt": read_bytes(note).decode("utf-8").strip(), "width": width, "height": height,
            }  # fmt: skip
    order = [name for prefix in ("07", "03", "04", "") for name in known if name.startswith(prefix)]
    chosen = wanted or tuple(dict.fromkeys(order))[:N_FIGURES]
    if unknown := [name for name in chosen if name not in known]:
        raise DiscourseError(f"holds no figure {unknown[0]!r} with an alt text", path=source, remedy="Save it first.")
    return [known[name] for name in chosen]


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


