"""Imports point backwards through the rooms, as ARCHITECTURE.md says; read from the source, functions included."""

import ast
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


SHARED_JIEBA = (
    "add_word cut cut_for_search del_word dt enable_parallel initialize lcut lcut_for_search load_userdict "
    "set_dictionary suggest_freq tokenize"
).split()


def shared_jieba(path: Path) -> list[str]:
    """Uses in a file of what all users of jieba in one process share; a private Tokenizer may have any name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {alias.asname or "jieba" for node in ast.walk(tree) if isinstance(node, ast.Import)
               for alias in node.names if alias.name.partition(".")[0] == "jieba"}  # fmt: skip
    taken = [f"from jieba import {alias.name}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
             and node.module == "jieba" for alias in node.names if alias.name in (*SHARED_JIEBA, "*")]  # fmt: skip
    attributes = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)]
    return taken + [n.attr for n in attributes if n.value.id in modules and n.attr in SHARED_JIEBA]


def test_only_the_segmenter_imports_jieba():
    users = [p.relative_to(PACKAGE).as_posix() for p in MODULES
             if any(name.partition(".")[0] in ("jieba", "rjieba") for name in imports_of(p))]  # fmt: skip
    assert users == ["language/segmenter.py"]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_the_shared_jieba_tokenizer_is_never_touched(path):
    assert shared_jieba(path) == []


@pytest.mark.parametrize(
    "code",
    [
        "import jieba\njieba.lcut(x)",
        "import jieba as j\nj.add_word(x)",
        "import jieba.posseg\njieba.dt.cut(x)",
        "from jieba import cut",
        "def f():\n    from jieba import *",
    ],
)
def test_every_way_to_the_shared_tokenizer_is_seen(tmp_path, code):
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    assert len(shared_jieba(tmp_path / "a.py")) == 1


@pytest.mark.parametrize(
    "code",
    [
        "jieba = private_jieba()\njieba.lcut(x)",
        "import jieba\njieba.Tokenizer().lcut(x)",
        "'jieba.lcut(x)'  # jieba.lcut(x)",
        "from jieba import Tokenizer",
    ],
)
def test_a_private_tokenizer_is_allowed_whatever_its_name(tmp_path, code):
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    assert shared_jieba(tmp_path / "a.py") == []


def test_importing_discourse_loads_none_of_its_dependencies():
    heavy = ["numpy", "pandas", "scipy", "sklearn", "matplotlib", "jieba", "rjieba", "opencc", "nbformat", "typer"]
    code = f"import sys, discourse; print([m for m in {heavy!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert out.stdout.strip() == "[]"


def test_every_public_name_can_be_loaded():
    import discourse

    assert [name for name in discourse.__all__ if getattr(discourse, name, None) is None] == []
