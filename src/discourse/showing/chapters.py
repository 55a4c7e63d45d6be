"""An executed notebook enters; its title, answer and abstract, and the body of its page leave."""

from __future__ import annotations

import base64
import itertools
import re
import struct
from pathlib import Path

from nbconvert import HTMLExporter
from nbformat import NotebookNode

from discourse.showing.notebooks import read_notebook

_WHERE = re.compile(r"\s*\bCells? \d[^.]*\.$")  # where in the notebook the evidence stands
_PICTURE = re.compile(r'<img\b([^>]*?\bsrc="data:image/png;base64,([\w+/]{32})[^>]*?)/?>')


def describe(path: Path) -> dict:
    """Title, answer and abstract of a notebook, from its Markdown cells."""
    nb = read_notebook(path)
    prose = "\n\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    title = re.search(r"^#[#\s]*(.+)$", prose, re.M)
    return {
        "stem": path.stem,
        "href": f"{path.stem}.html",
        "title": _plain(title.group(1)) if title else path.stem,
        "answer": _WHERE.sub("", _paragraph(prose, "Answer.")),
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
    exporter = HTMLExporter(template_name="basic", exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(nb)
    body = re.sub(r"(?s)<style[^>]*>.*?</style>", "", body)
    body = re.sub(r'<div class="prompt input_prompt">\s*</div>', "", body)  # of cells without code
    body = re.sub(r'<table border="1" class="dataframe">', '<table class="dataframe">', body)
    body = re.sub(r'<tr style="[^"]*">', "<tr>", body)
    body = re.sub(r"(?s)<thead>.*?</thead>", _column_heads, body).replace("<th>", '<th scope="row">')
    body = body.replace("<p><strong>摘要", '<p lang="zh-Hant"><strong>摘要')
    number = itertools.count(1)
    opening = '<div class="table" tabindex="0" role="region" aria-label="Table {}"><table'
    body = re.sub(r"<table\b", lambda _: opening.format(next(number)), body)
    shown = itertools.count(1)
    body = _PICTURE.sub(lambda found: _framed(found, next(shown)), body)
    return body.replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')


def _framed(found: re.Match, number: int) -> str:
    """A picture that keeps its letters readable on a phone, where it is moved sideways."""
    width, height = struct.unpack(">II", base64.b64decode(found.group(2))[16:24])
    frame = f'<div class="picture" tabindex="0" role="group" aria-label="Picture {number}">'
    return f'{frame}<img{found.group(1)} width="{width}" height="{height}" style="--wide: {width}"></div>'


def _column_heads(found: re.Match) -> str:
    return found.group(0).replace("<th></th>", "<td></td>").replace("<th>", '<th scope="col">')
