"""Counting into Parquet: the same bytes however it is done, nothing done twice, nothing lost without a word."""

import gzip
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from discourse.cli import main
from discourse.counting.corpus import load_corpus
from discourse.counting.counts import counts_table, matches_table, segments_table, sentences_table
from discourse.counting.matches import Matcher
from discourse.counting.partitions import batches, count_batch
from discourse.counting.scale import count_source
from discourse.counting.settings import Settings
from discourse.counting.sources import Raw, read_source, source_files
from discourse.counting.tally import Document, tally
from discourse.errors import CorpusError, DiscourseError
from discourse.reading.codebook import load_codebook
from discourse.shipped import shipped

TEXTS = {
    "en": "PRESIDENT BIDEN: The rules-based order matters. Good day.\n\n"
          "Q: And the United States and China? Will they talk?",
    "zh-Hant": "中美關係需要對話。多邊主義很重要。",
    "zh-Hans": "我们坚持开放合作，反对冷战思维。",
}


@pytest.fixture(scope="module")
def book():
    return load_codebook(shipped("codebook.csv"))


def write_lines(path, rows):
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(lines.encode()) if path.suffix == ".gz" else lines.encode())
    return path


def many(n):
    langs = list(TEXTS)
    return [{"id": f"d{i:03d}", "text": f"{TEXTS[langs[i % 3]]} {i}"} for i in range(n)]


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


def read(folder, table):
    return pa.concat_tables([pq.read_table(p) for p in sorted((Path(folder) / table).glob("*.parquet"))]).to_pandas()


@pytest.mark.parametrize("lang", list(TEXTS))
def test_the_partitions_hold_the_rows_of_the_tables(lang, book):
    batch = next(batches([Raw("a", "f", 1, TEXTS[lang], lang=lang)], 1000))
    made = count_batch(batch, Settings(book, text=True))
    t = tally([TEXTS[lang]], [Document("a", lang)])
    wanted = {"counts": counts_table(t), "segments": segments_table(t), "sentences": sentences_table(t),
              "matches": matches_table(t, Matcher(book, lang))}  # fmt: skip
    for name, table in wanted.items():
        assert made[name].to_pylist() == table.to_dict("records")


def test_one_process_and_two_write_the_same_bytes(tmp_path, book):
    source = write_lines(tmp_path / "a.jsonl", many(30))
    settings = Settings(book, batch=1000)
    one = count_source(source, tmp_path / "one", settings=settings)
    two = count_source(source, tmp_path / "two", settings=settings, workers=2)
    assert one == two
    assert one["n_partitions"] > 3
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_second_run_counts_nothing(tmp_path, book):
    source = write_lines(tmp_path / "a.jsonl", many(30))
    first = count_source(source, tmp_path / "out", settings=Settings(book, batch=1000))
    before = files_of(tmp_path / "out")
    again = count_source(source, tmp_path / "out", settings=Settings(book, batch=1000))
    assert again == {**first, "n_counted": 0}
    assert files_of(tmp_path / "out") == before


def test_a_changed_document_makes_its_own_partition_anew_and_the_result_is_that_of_a_fresh_run(tmp_path, book):
    rows, settings = many(60), Settings(book, batch=1000)
    first = count_source(write_lines(tmp_path / "a.jsonl", rows), tmp_path / "out", settings=settings)
    rows[31]["text"] = "War is bad."
    changed = count_source(write_lines(tmp_path / "a.jsonl", rows), tmp_path / "out", settings=settings)
    count_source(tmp_path / "a.jsonl", tmp_path / "fresh", settings=settings)
    assert 1 <= changed["n_counted"] < first["n_counted"] / 2
    assert files_of(tmp_path / "out") == files_of(tmp_path / "fresh")


def test_another_codebook_changes_the_matches_only(tmp_path, book):
    source = write_lines(tmp_path / "a.jsonl", many(6))
    count_source(source, tmp_path / "out", settings=Settings(book))
    before = files_of(tmp_path / "out")
    count_source(source, tmp_path / "out", settings=Settings(book.drop(frame="openness")))
    after = files_of(tmp_path / "out")
    assert {name.split("/")[0] for name in before.keys() ^ after.keys()} == {"matches"}


def test_a_run_broken_off_is_taken_up_where_it_stopped(tmp_path, book):
    source, settings = write_lines(tmp_path / "a.jsonl", many(30)), Settings(book, batch=1000)
    count_source(source, tmp_path / "out", settings=settings)
    whole = files_of(tmp_path / "out")
    (tmp_path / "out" / "summary.json").unlink()
    lost = sorted((tmp_path / "out" / "counts").iterdir())[0]
    torn = sorted((tmp_path / "out" / "sentences").iterdir())[1]
    lost.unlink()
    torn.write_bytes(torn.read_bytes()[:50])
    assert count_source(source, tmp_path / "out", settings=settings)["n_counted"] == 2
    assert files_of(tmp_path / "out") == whole


def test_two_runs_at_once_into_one_folder_leave_one_whole_result(tmp_path, book):
    source = write_lines(tmp_path / "a.jsonl", many(9))
    command = [sys.executable, "-m", "discourse.cli", "count", str(source), "--out", str(tmp_path / "both")]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(run.communicate(timeout=300)[1], run.returncode) for run in runs] == [(b"", 0)] * 2
    count_source(source, tmp_path / "alone")
    assert files_of(tmp_path / "both") == files_of(tmp_path / "alone")


def test_every_document_read_is_used_or_refused_with_its_reason(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Trade is good.", encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"caf\xe9 and more")
    (folder / "empty.txt").write_bytes(b" \n ")
    lines = b'{"id": "x", "text": "Peace."}\nnonsense\n{"id": "x", "text": "Twice."}\n{"id": "y"}\n{"text": "z"}\n[1]\n'
    (folder / "b.jsonl").write_bytes(lines + b'{"id": "q", "text": "Ja.", "lang": "de"}\n')
    result = count_source(folder, tmp_path / "out")
    documents = read(tmp_path / "out", "documents")
    refused = documents[documents.refused != ""]
    assert (result["n_read"], result["n_used"], result["n_refused"]) == (10, 2, 8)
    assert documents[documents.refused == ""].doc_id.tolist() == ["a", "x"]
    assert refused[["file", "line"]].values.tolist() == [
        ["b.jsonl", 2], ["b.jsonl", 3], ["b.jsonl", 4], ["b.jsonl", 5], ["b.jsonl", 6], ["b.jsonl", 7],
        ["broken.txt", 0], ["empty.txt", 0],
    ]  # fmt: skip
    assert refused.refused.tolist()[1] == "another document before it has the same id"
    assert refused.refused.tolist()[-1] == "holds no text"


def test_text_files_lines_and_parquet_count_alike(tmp_path):
    rows = [{"id": f"d{i}", "text": text, "lang": lang} for i, (lang, text) in enumerate(TEXTS.items())]
    (tmp_path / "txt").mkdir()
    for row in rows:
        (tmp_path / "txt" / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
    sources = [tmp_path / "txt", write_lines(tmp_path / "a.jsonl", rows), write_lines(tmp_path / "b.jsonl.gz", rows)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "c.parquet")
    tables = []
    for i, source in enumerate([*sources, tmp_path / "c.parquet"]):
        count_source(source, tmp_path / f"out{i}")
        tables.append(read(tmp_path / f"out{i}", "counts").values.tolist())
    assert tables[0]
    assert tables.count(tables[0]) == 4


def test_the_results_inside_the_source_are_not_counted_as_documents(tmp_path):
    (tmp_path / "a.txt").write_text("Trade is good.", encoding="utf-8")
    first = count_source(tmp_path, tmp_path / "out")
    assert count_source(tmp_path, tmp_path / "out") == {**first, "n_counted": 0}


def test_lone_surrogates_in_json_become_replacement_characters_with_a_note(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Trade \\ud800 is good."}\n', encoding="utf-8")
    count_source(tmp_path / "a.jsonl", tmp_path / "out")
    assert "U+FFFD" in read(tmp_path / "out", "documents").note[0]


def test_a_torn_gzip_file_gives_what_it_holds_and_a_refusal(tmp_path):
    rows = [{"id": f"d{i}", "text": f"{i} {sorted(Counter(str(i * 7919 ** 5)))} trade"} for i in range(3000)]
    path = write_lines(tmp_path / "a.jsonl.gz", rows)
    path.write_bytes(path.read_bytes()[:-2000])
    result = count_source(path, tmp_path / "out")
    assert result["n_refused"] == 1
    assert 0 < result["n_used"] < 3000


def test_a_folder_with_other_things_in_it_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("Trade.", encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_bytes(b"")
    with pytest.raises(DiscourseError, match="holds other things"):
        count_source(tmp_path / "a.txt", tmp_path / "out")


@pytest.mark.parametrize("name", ["nothing", "folder"])
def test_a_source_without_documents_is_refused(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(CorpusError, match=r"no such file|holds no documents"):
        source_files(tmp_path / name)


def test_documents_come_in_the_order_of_their_names(tmp_path):
    for name in ("b.txt", "a/z.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [raw.doc_id for raw in read_source(source_files(tmp_path))] == ["a", "a/z", "b"]


def test_a_document_put_in_changes_few_batches():
    documents = [Raw(f"d{i}", "f", 0, "x" * 50) for i in range(400)]
    before = {batch.sha256 for batch in batches(documents, 2000)}
    after = {batch.sha256 for batch in batches([*documents[:7], Raw("new", "f", 0, "y"), *documents[7:]], 2000)}
    assert len(after - before) < len(after) / 2


def test_the_command_prints_the_sizes(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Trade is good. War is bad.", encoding="utf-8")
    assert main(["count", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]) == 0
    assert dict(line.split() for line in capsys.readouterr().out.splitlines())["n_tokens"] == "6"


def test_no_workers_and_no_scheduler_are_refused(tmp_path):
    (tmp_path / "a.txt").write_text("Trade is good.", encoding="utf-8")
    with pytest.raises(DiscourseError, match="workers"):
        count_source(tmp_path / "a.txt", tmp_path / "out", workers=0)


def test_a_corpus_folder_is_counted_as_its_table_says(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes("合作。".encode("big5"))
    (tmp_path / "texts" / "a.raw.txt").write_text("Not this one.", encoding="utf-8")
    columns = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256,encoding"
    (tmp_path / "documents.csv").write_text(f"{columns}\na,,,CN,zh-Hant,2022,,,,,,text,,big5\n", encoding="utf-8")
    (found,) = read_source(source_files(tmp_path))
    assert (found.doc_id, found.file, found.lang, found.side) == ("a", "texts/a.txt", "zh-Hant", "CN")
    assert found.text == "合作。"


def test_a_document_of_which_there_are_only_features_is_read_and_refused(tmp_path):
    result = count_source(shipped(), tmp_path / "out")
    corpus = load_corpus()
    assert result["n_read"] == len(corpus.documents)
    assert result["n_used"] == (corpus.documents.form == "text").sum()
