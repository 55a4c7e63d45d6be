"""G7, G8: what reaches in from outside is data; nothing outside is read, nothing leaves."""

import ast
import contextlib
import io
import os
import re
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import nbformat
import pytest

from discourse.counting.finished import summary
from discourse.errors import CorpusError
from discourse.reading.formats import read_documents
from discourse.showing.gate import check_notebook
from discourse.showing.reruns import pending

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
CORE = """
import warnings; warnings.simplefilter("ignore")
import discourse as dc, hashlib, sys
corpus = dc.load_corpus(sys.argv[1])
hits = dc.concordance(corpus, "\\u95dc\\u4fc2")
tables = [hits, corpus.sentences(), corpus.counts(), corpus.matches(), corpus.tokens()]
print(hashlib.sha256("".join(t.to_csv(index=False) for t in tables).encode()).hexdigest())
"""


def run(code, *args, env=None, cwd=None, **options):
    command = [sys.executable, *options.pop("flags", ()), "-c", code, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd, timeout=120, encoding="utf-8",
                          **options)  # fmt: skip


def make_study(folder, texts):
    (folder / "texts").mkdir()
    names = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256"
    rows = [f"{doc_id},Title,Chen,CN,zh-Hant,2024-05-01,Talks,speech,,,,text," for doc_id in texts]
    (folder / "documents.csv").write_text("\n".join([names, *rows]) + "\n", encoding="utf-8")
    for doc_id, text in texts.items():
        (folder / "texts" / f"{doc_id}.txt").write_text(text, encoding="utf-8")
    return folder


def without(*names, **more):
    env = {k: v for k, v in os.environ.items() if k not in names}
    return {**env, **more}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    text = "中美關係需要穩定。習近平說：「兩國應該合作。」\n\n雙方談到全球秩序。"
    return make_study(tmp_path_factory.mktemp("core"), {"a": text})


@pytest.fixture(scope="module")
def expected(corpus):
    out = run(CORE, corpus)
    assert out.returncode == 0, out.stderr
    return out.stdout


# Several at once, because every start of the interpreter with its packages takes seconds.
SURROUNDINGS = {
    "no home, C locale without UTF-8 mode, one thread": without(
        "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LANG", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C",
        OMP_NUM_THREADS="1", RAYON_NUM_THREADS="1", PYTHONHASHSEED="1",
    ),
    "latin-1 output, other locale, seed and time zone, no temporary folder, no display": without(
        "DISPLAY", "WAYLAND_DISPLAY", PYTHONIOENCODING="latin-1", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="12345",
        TZ="Pacific/Chatham", TMPDIR="/nonexistent", TEMP="/nonexistent", TMP="/nonexistent",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_change_no_number(corpus, expected, name):
    out = run(CORE, corpus, env=SURROUNDINGS[name])
    assert (out.returncode, out.stdout) == (0, expected), out.stderr


def test_a_planted_module_dictionary_style_or_cache_changes_nothing(corpus, expected, tmp_path):
    here, cache = tmp_path / "here", tmp_path / "cache"
    here.mkdir()
    cache.mkdir()
    for name in ("jieba", "rjieba", "opencc", "pandas", "discourse", "userdict", "csv"):
        (here / f"{name}.py").write_text("raise SystemExit('a planted module was loaded')", encoding="utf-8")
    (here / "matplotlibrc").write_text("text.usetex: True\n", encoding="utf-8")
    (here / "userdict.txt").write_text("中美關係 1\n", encoding="utf-8")
    (cache / "jieba.cache").write_bytes(b"\x00poison")
    out = run(CORE, corpus, cwd=here, flags=["-P"], env=without(TMPDIR=str(cache)))
    assert (out.returncode, out.stdout) == (0, expected), out.stderr
    assert [p.name for p in cache.iterdir()] == ["jieba.cache"]
    assert (cache / "jieba.cache").read_bytes() == b"\x00poison"


def test_the_command_line_loads_no_module_of_the_working_folder(corpus, tmp_path):
    for name in ("jieba", "rjieba", "typer"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('planted')", encoding="utf-8")
    command = [str(Path(sys.executable).parent / "discourse"), "freq", "--corpus", str(corpus), "--lang", "zh-Hant"]
    out = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=120)
    assert out.returncode == 0, out.stderr
    assert b"planted" not in out.stdout + out.stderr


GUARD = """
import sys, os
allowed = [os.path.realpath(p) for p in sys.argv[2:]]
warm = False
def guard(event, args):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        raise PermissionError(f"network: {event}")
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork"):
        raise PermissionError(f"program: {event}")
    if event in ("open", "os.listdir", "os.scandir") and warm and isinstance(args[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(args[0]))
        if not any(path == a or path.startswith(a + os.sep) for a in allowed):
            raise PermissionError(f"read outside: {path}")
    if event == "open" and warm and args[1] and set(args[1]) & set("wax+"):
        raise PermissionError(f"write: {args[0]}")
sys.addaudithook(guard)
import discourse.counting.corpus, discourse.measures.concordance
warm = True
"""


def test_the_core_reads_nothing_outside_corpus_and_packages_and_opens_no_socket(corpus, expected):
    allowed = [corpus, ROOT / "src", ROOT / "corpus", sys.prefix, sys.base_prefix, Path(os.__file__).parent]
    out = run(GUARD + CORE, corpus, *allowed)
    assert (out.returncode, out.stdout) == (0, expected), out.stderr


FORBIDDEN = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "yaml", "telnetlib", "ftplib"}
EXECUTING = {"eval", "exec", "__import__", "read_pickle", "to_pickle", "mktemp", "popen"}
WRITING = {"to_csv", "to_excel", "to_parquet"}


def calls_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            owner = getattr(node.func, "value", None)
            yield node, getattr(node.func, "id", getattr(node.func, "attr", "")), owner


def test_no_module_imports_what_executes_data():
    found = [
        (path.name, node.lineno)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and {getattr(node, "module", "") or "", *(a.name.split(".")[0] for a in node.names)} & FORBIDDEN
    ]
    assert found == []


def test_no_module_executes_what_it_reads():
    found = [
        (path.name, node.lineno, name)
        for path in SOURCES
        for node, name, owner in calls_of(path)
        if name in EXECUTING or any(k.arg == "shell" for k in node.keywords)
        or (name == "system" and getattr(owner, "id", "") == "os")
    ]  # fmt: skip
    assert found == []


def test_every_file_is_written_through_the_one_atomic_writer():
    found = [
        (path.name, node.lineno, name)
        for path in SOURCES
        for node, name, owner in calls_of(path)
        if path.name != "writing.py"
        and ((name in WRITING and node.args) or (name in {"write_text", "write_bytes"} and owner is not None))
    ]
    assert found == []


def packed(parts):
    """A Word file with some of its parts replaced."""
    stream, plain = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Order.")
    document.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts(name, old.read(name)))
    return stream.getvalue()


def changed(change):
    return lambda name, data: change(data) if name == "word/document.xml" else data


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghijk"))
ENTITIES = {
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY a "ha">{LAUGHS}]>',
    "a file of the system": '<!DOCTYPE x [<!ENTITY k SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE x [<!ENTITY k SYSTEM "http://127.0.0.1:1/">]>',
}


@pytest.mark.parametrize("declared", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_entities_of_a_file_bring_nothing_in(tmp_path, suffix, declared):
    page = f"{declared}<html><body><article><p>We speak of order and of trade. &k;</p></article></body></html>"
    word = packed(changed(lambda data: data.replace(b"?>", b"?>" + declared.encode(), 1).replace(b"Order.", b"&k;")))
    (tmp_path / f"a{suffix}").write_bytes(word if suffix == ".docx" else page.encode())
    text = ""
    with contextlib.suppress(CorpusError):
        text = "".join(document.text for document in read_documents(tmp_path / f"a{suffix}"))
    assert len(text) < 200
    assert "root:" not in text


@pytest.mark.parametrize("size", [b"a" * 70_000_000], ids=["70 MB in 70 KB"])
def test_a_word_file_that_explodes_is_refused(tmp_path, size):
    data = packed(changed(lambda part: part.replace(b"Order.", size)))
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(CorpusError, match="larger than the limit"):
        list(read_documents(tmp_path / "a.docx"))
    at = data.rindex(b"word/document.xml") - 22  # where the directory of the archive says how large it is
    (tmp_path / "b.docx").write_bytes(data[:at] + (1000).to_bytes(4, "little") + data[at + 4 :])
    with pytest.raises(CorpusError, match=r"b\.docx: the Word file cannot be read"):
        list(read_documents(tmp_path / "b.docx"))


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">order</p>", "more than 2,000 attributes"),
        ("<p>order " * 500_000, "more than 400,000 tags"),
        ("<div>" * 100_000 + "order", "holds no text"),
    ],
    ids=["attributes", "tags", "depth"],
)
def test_a_page_made_to_take_hours_is_refused(tmp_path, page, problem):
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    with pytest.raises(CorpusError, match=problem):
        list(read_documents(tmp_path / "a.html"))


def test_a_page_with_a_picture_in_an_attribute_is_read(tmp_path):
    picture = "data:image/png;base64," + "A b=" * 50_000
    page = f"<html><body><article><img src='{picture}'><p>We speak of order.</p></article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert [d.text for d in read_documents(tmp_path / "a.html")] == ["We speak of order."]


PRIVATE = [
    "/home/anna/x", "/Users/anna", "C:\\Users\\anna", "D:\\data", "/root/x", "file:///home/anna", "~anna/x", "~/x",
    "\\\\server\\share", "/var/folders/ab", "ghp_abcdefghijklmnopqrst", "glpat-abcdefghij1234567890",
    "AKIAABCDEFGHIJKLMNOP", "eyJhbGciOiJI.eyJzdWIiOiIx.abcDEFghiJ", "AIzaSyA1234567890abcdef", "http://anna:word@host/",
    "?token=abcdef0123456789", "password = 'hunter2'", "-----BEGIN OPENSSH PRIVATE KEY", "Bearer abcdefghijklmnop",
]  # fmt: skip


@pytest.mark.parametrize("words", PRIVATE)
@pytest.mark.parametrize("where", ["source", "output", "svg", "metadata", "attachments"])
def test_a_saved_notebook_lets_nothing_private_pass_wherever_it_stands(tmp_path, words, where):
    cell = nbformat.v4.new_code_cell(words if where == "source" else "1", execution_count=1)
    data = {"image/svg+xml": f"<svg>{words}</svg>"} if where == "svg" else {"text/plain": "1"}
    cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
    if where == "output":
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=words)]
    title = nbformat.v4.new_markdown_cell("# Who speaks?")
    if where == "metadata":
        cell.metadata["path"] = words
    if where == "attachments":
        title["attachments"] = {"a.txt": {"text/plain": words}}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[title, cell], metadata=kernel), tmp_path / "a.ipynb")
    assert any(" holds a " in line for line in check_notebook(tmp_path / "a.ipynb"))


@pytest.mark.parametrize(("package", "floor"), [("nbconvert", (7, 17, 1)), ("jupyter-server", (2, 20))])
def test_the_lock_stands_past_known_advisories(package, floor):
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.search(rf"(?m)^{package}==([0-9.]+)", lock)[1]
    assert tuple(map(int, pinned.split("."))) >= floor


BROKEN = [b"", b"null", b"[]", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b"pipe"]


@pytest.mark.parametrize("content", BROKEN, ids=len)
def test_a_broken_summary_of_an_earlier_count_is_none(tmp_path, content):
    path = tmp_path / "summary.json"
    os.mkfifo(path) if content == b"pipe" else path.write_bytes(content)
    assert summary(tmp_path) == {}


@pytest.mark.parametrize("content", BROKEN, ids=len)
def test_a_broken_memory_of_earlier_runs_is_none(tmp_path, content):
    for folder in ("notebooks", ".discourse"):
        (tmp_path / folder).mkdir()
    (tmp_path / "notebooks" / "a.ipynb").write_bytes(b"{}")
    path = tmp_path / ".discourse" / "runs.json"
    os.mkfifo(path) if content == b"pipe" else path.write_bytes(content)
    assert pending(tmp_path) == [tmp_path / "notebooks" / "a.ipynb"]
