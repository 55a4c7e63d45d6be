"""A table enters; its LaTeX, Markdown or HTML source leaves, with every cell escaped."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

import numpy as np
import pandas as pd

_TEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "[": "{[}", "]": "{]}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "*": "{*}", "|": r"\textbar{}",
}  # fmt: skip
_TURNING = frozenset("R AL AN RLE RLO RLI LRE LRO LRI FSI PDF PDI".split())


def tex_table(table: pd.DataFrame, *, digits: int = 4, caption: str = "", comment: str = "") -> str:
    r"""LaTeX source of a table with booktabs rules.

    Examples
    --------
    >>> print(tex_table(pd.DataFrame({"term": ["A&B"], "share": [-0.25]})).splitlines()[7])
    A\&B & $-$0.25 \\
    """
    names, rows, numeric = _words(table, digits, tex_text)
    rows = [[re.sub("^-", "$-$", c) if n else c for c, n in zip(row, numeric, strict=True)] for row in rows]
    lines = [f"% {line}" for line in comment.splitlines()]
    lines += ["% needs \\usepackage{booktabs}; for Chinese: XeLaTeX and xeCJK", r"\begin{table}", r"\centering"]
    lines += [rf"\caption{{{tex_text(caption)}}}"] if caption else []
    lines += [rf"\begin{{tabular}}{{{''.join('r' if n else 'l' for n in numeric)}}}", r"\toprule"]
    lines += [" & ".join(names) + r" \\", r"\midrule", *(" & ".join(row) + r" \\" for row in rows), r"\bottomrule"]
    return "\n".join([*lines, r"\end{tabular}", r"\end{table}", ""])


def md_table(table: pd.DataFrame, *, digits: int = 4, caption: str = "", comment: str = "") -> str:
    """Markdown source of a table, numbers to the right."""
    names, rows, numeric = _words(table, digits, md_text)
    lines = [f"<!-- {_comment(comment)} -->", ""] if comment else []
    lines += [f"**{md_text(caption)}**", ""] if caption else []
    marks = ["---:" if n else "---" for n in numeric]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in [names, marks, *rows]), ""])


def html_table(table: pd.DataFrame, *, digits: int = 4, caption: str = "", comment: str = "") -> str:
    """HTML page that holds nothing but the table."""
    names, rows, numeric = _words(table, digits, _isolated)
    side = [' style="text-align: right"' if n else "" for n in numeric]
    title = f"<title>{html.escape(caption) or 'Table'}</title>"
    lines = ["<!DOCTYPE html>", f'<html lang="en"><head><meta charset="utf-8">{title}</head><body>']
    lines += [f"<!-- {_comment(comment)} -->"] if comment else []
    lines += ["<table>", *([f"<caption>{html.escape(caption)}</caption>"] if caption else [])]
    lines += ["<thead><tr>" + "".join(f'<th scope="col">{name}</th>' for name in names) + "</tr></thead>", "<tbody>"]
    for row in rows:
        lines.append("<tr>" + "".join(f"<td{s}>{cell}</td>" for s, cell in zip(side, row, strict=True)) + "</tr>")
    return "\n".join([*lines, "</tbody></table></body></html>", ""])


def _isolated(text: str) -> str:
    """Escape a cell; what runs from right to left, or says so, is kept from turning its neighbours round."""
    turns = any(unicodedata.bidirectional(c) in _TURNING for c in text)
    return f"<bdi>{html.escape(text)}</bdi>" if turns else html.escape(text)


def tex_text(text: str) -> str:
    r"""Escape what LaTeX would act upon.

    Examples
    --------
    >>> tex_text("50% of $x_1$")
    '50\\% of \\$x\\_1\\$'
    """
    return "".join(_TEX.get(c, c) for c in re.sub(r"\s+", " ", text))


def md_text(text: str) -> str:
    r"""Escape what Markdown or HTML would act upon.

    Examples
    --------
    >>> md_text("a|b <i>")
    'a\\|b &lt;i&gt;'
    """
    plain = html.escape(re.sub(r"\s+", " ", text), quote=False)
    # "&#92;", because Jupyter takes two backslashes and a bracket for mathematics
    return re.sub(r"[`*_\[\]|~#$^{}\\]", lambda sign: "&#92;" if sign[0] == "\\" else f"\\{sign[0]}", plain)


def _words(table: pd.DataFrame, digits: int, escape: Callable[[str], str]) -> tuple[list, list, list[bool]]:
    """Column names and cells as escaped text, and which columns hold numbers."""

    def word(value: object) -> str:
        if isinstance(value, float | np.floating):
            return "" if np.isnan(value) else f"{value:.{digits}g}"
        return "" if value is None or value is pd.NA or value is pd.NaT else escape(str(value))

    cells = [[word(value) for value in line] for line in table.astype(object).to_numpy().tolist()]
    return [escape(str(name)) for name in table.columns], cells, [dtype.kind in "iuf" for dtype in table.dtypes]


def _comment(text: str) -> str:
    return text.replace("--", "- -").replace("<", "&lt;").replace(">", "&gt;")
