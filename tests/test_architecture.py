"""Imports point backwards through the rooms, as ARCHITECTURE.md says; read from the source, functions included."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "discourse"
ROOMS = ["reading", "language", "counting", "measures", "inquiry", "showing", "study", "cli"]
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(module: str) -> int:
    """Place of a dotted module below discourse in the corridor; the foundation is 0."""
    first = module.removeprefix("discourse").lstrip(".").partition(".")[0]
    return ROOMS.index(first) + 1 if first in ROOMS else 0


def imports_of(path: Path) -> set[str]:
    """Dotted names of everything a file imports, relative imports resolved."""
    package = ["discourse", *path.relative_to(PACKAGE).parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_no_later_room(path):
    here = room_of(".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    ours = {name for name in imports_of(path) if name.partition(".")[0] == "discourse"}
    assert sorted(name for name in ours if room_of(name) > here) == []


def test_the_reading_of_imports_sees_those_inside_functions_and_relative_ones(tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    (tmp_path / "reading").mkdir()
    file = tmp_path / "reading" / "a.py"
    file.write_text("def f():\n    from ..showing import site\n    import discourse.cli\n", encoding="utf-8")
    assert imports_of(file) >= {"discourse.showing.site", "discourse.cli"}


def test_every_folder_of_the_package_is_a_room_that_architecture_md_names():
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").is_file()}
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert folders <= set(ROOMS)
    assert [room for room in folders if f"{room}/" not in text] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_the_shared_jieba_tokenizer_is_never_touched(path):
    code = path.read_text(encoding="utf-8")
    shared = r"jieba\.(?:cut|lcut|cut_for_search|tokenize|add_word|del_word|load_userdict|suggest_freq|dt|initialize)\b"
    names = {n for n in imports_of(path) if re.fullmatch(r"jieba\.(?:cut|lcut|dt|add_word|load_userdict)", n)}
    calls = [m.group(0) for m in re.finditer(shared, strip_text(code))] if "jieba" in imports_of(path) else []
    assert (names, calls) == (set(), [])


def strip_text(code: str) -> str:
    """Source without string literals and comments."""
    tree = ast.parse(code)
    return "\n".join(ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Attribute))


def test_importing_discourse_loads_none_of_its_dependencies():
    heavy = ["numpy", "pandas", "scipy", "sklearn", "matplotlib", "jieba", "rjieba", "opencc", "nbformat", "typer"]
    code = f"import sys, discourse; print([m for m in {heavy!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert out.stdout.strip() == "[]"


def test_every_public_name_can_be_loaded():
    import discourse

    assert [name for name in discourse.__all__ if getattr(discourse, name, None) is None] == []
