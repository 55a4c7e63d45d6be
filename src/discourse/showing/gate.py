"""A committed notebook enters; the list of what a reader could not trust about it leaves."""

from __future__ import annotations

import ast
import getpass
import os
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from discourse.showing.notebooks import KERNELSPEC, read_notebook

MAX_LINES = 5
_LOOPS = (ast.For, ast.While, ast.AsyncFor, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try)
_PLUMBING = {"os", "sys", "pathlib", "glob", "shutil", "subprocess", "urllib", "requests", "httpx", "importlib", "io"}
_PRIVATE = {
    "a path of someone's machine": (
        r"/home/\w|/Users/\w|/root/|/tmp/\w|/work/\w|/workspace/\w|/content/\w|/var/folders/|/private/var/|/mnt/[a-z]/"
        r"|\b[A-Z]:\\+\w|\\\\[\w.-]+\\\w|site-packages/|(?<![\w/])~(?:[a-z]\w*)?/"
    ),
    "a secret": (
        r"\b(?:gh[pousr]_|github_pat_|glpat-|hf_|sk-|npm_|pypi-|xox[abeprs]-|AKIA|ASIA|AIza)[A-Za-z0-9_-]{12,}"
        r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}|-----BEGIN [A-Z ]*PRIVATE KEY|\b[Bb]earer [\w.~+/-]{12,}"
        r"|://[^\s/:@\"'<>]+:[^\s/@\"'<>]+@|\b(?:[Tt]oken|[Pp]assword|passwd|[Ss]ecret|[Aa]pi_?key)\s*[=:]\s*['\"]?[\w-]{7,}"
    ),
    "an address in memory": r" at 0x[0-9a-f]{6,}",
}
_PACKED = re.compile(r"base64,[A-Za-z0-9+/=\s]+")
_COMMON_USERS = {"root", "user", "runner", "admin", "jovyan", "ubuntu", "debian", "test", "nobody"}


def check_notebook(path: str | os.PathLike) -> list[str]:
    """List what is wrong with a notebook that is to be committed; an empty list lets it pass.

    Parameters
    ----------
    path : str or PathLike
        A notebook file.

    Returns
    -------
    list of str
        One line for each problem: executed out of order or not at all, errors and warnings in the output, another
        kernel, private paths or secrets, a figure without a table before it or without alt text, and code cells
        that hold more than five lines of calls.

    Raises
    ------
    NotebookError
        If the file is no notebook.
    """
    nb = read_notebook(path)
    return [*_about_file(nb), *_about_code(nb), *_about_outputs(nb)]


def _about_file(nb: NotebookNode) -> Iterator[str]:
    if dict(nb.metadata.get("kernelspec", {})).get("name") != KERNELSPEC["name"]:
        yield f"kernelspec is not {KERNELSPEC['name']!r}"
    counts = [cell.execution_count for cell in nb.cells if cell.cell_type == "code"]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts are {counts}, not 1 to {len(counts)}: run it from top to bottom"
    first = nb.cells[0] if nb.cells else None
    if first is None or first.cell_type != "markdown" or not re.match(r"# [^#\s]", first.source):
        yield "the first cell is not a heading that says the question"
    user = getpass.getuser() if any(os.environ.get(n) for n in ("LOGNAME", "USER", "LNAME", "USERNAME")) else "root"
    private = dict(_PRIVATE)
    if len(user) > 3 and user.lower() not in _COMMON_USERS:
        private["the name of this user"] = rf"\b{re.escape(user)}\b"
    parts = [("the notebook's metadata", _plain(nb.metadata))]
    parts += [(f"cell {number}", f"{cell.source}\n{_plain(cell)}") for number, cell in enumerate(nb.cells, start=1)]
    for where, text in parts:
        for what, pattern in private.items():
            if found := re.search(pattern, text):
                yield f"{where} holds {what}: {found.group(0)!r}"


def _plain(node: dict) -> str:
    """Everything a part of a notebook says, besides its source and its pictures of dots."""
    kept = {key: value for key, value in node.items() if key not in ("source", "id")}
    for output in (outputs := [dict(output) for output in kept.pop("outputs", [])]):
        dots = ("image/png", "image/jpeg", "image/gif")
        output["data"] = {kind: value for kind, value in output.get("data", {}).items() if kind not in dots}
    return _PACKED.sub("", "\n".join(_strings([kept, outputs])))


def _strings(node: object) -> Iterator[str]:
    """All strings inside lists and mappings, names included."""
    if isinstance(node, dict):
        yield from (text for pair in node.items() for part in pair for text in _strings(part))
    elif isinstance(node, list | tuple):
        yield from (text for part in node for text in _strings(part))
    elif isinstance(node, str):
        yield node


def _about_code(nb: NotebookNode) -> Iterator[str]:
    for number, cell in enumerate(nb.cells, start=1):
        if cell.cell_type != "code":
            continue
        lines = [line for line in cell.source.splitlines() if line.strip()]
        if len(lines) > MAX_LINES:
            yield f"cell {number} has {len(lines)} lines of code, more than {MAX_LINES}"
        try:
            tree = ast.parse(cell.source)
        except (SyntaxError, ValueError):
            yield f"cell {number} is not plain Python"
            continue
        for node in ast.walk(tree):
            if isinstance(node, _LOOPS):
                yield f"cell {number} holds a {type(node).__name__}: move it into the package"
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if plumbing := sorted({n.partition(".")[0] for n in names} & _PLUMBING):
                yield f"cell {number} imports {plumbing[0]}: move what it does into the package"


def _about_outputs(nb: NotebookNode) -> Iterator[str]:
    table_stands = False
    for number, cell in enumerate(nb.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                yield f"cell {number} ended in {output.ename}"
            elif output.output_type == "stream" and output.name == "stderr":
                yield f"cell {number} wrote to stderr: {output.text.strip()[:80]!r}"
            data = output.get("data", {})
            if any(kind.startswith("image/") for kind in data):
                if not table_stands:
                    yield f"cell {number} shows a figure with no table before it"
                table_stands = False
                alts = [about.get("alt", "") for about in output.metadata.values() if isinstance(about, dict)]
                if not any(len(alt) > 10 for alt in alts):
                    yield f"cell {number} shows a figure without alt text; end the cell with dc.save_figure(…)"
            elif "<table" in str(data.get("text/html", "")):
                table_stands = True
