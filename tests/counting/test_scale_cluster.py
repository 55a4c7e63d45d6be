"""Counting on Dask: two workers on this machine, one of them killed, write the bytes of one process."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from discourse.counting import cluster as cluster_module
from discourse.counting.scale import count_source
from discourse.counting.settings import Settings
from discourse.errors import DiscourseError
from discourse.reading.codebook import load_codebook
from discourse.shipped import shipped

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # a cluster that loses a worker is not quiet


def corpus(path):
    texts = ("The rules-based order matters to China and the United States.", "中美關係需要對話。", "坚持开放合作。")
    rows = [{"id": f"d{i}", "text": "\n\n".join([f"{texts[i % 3]} {i} {j}" for j in range(50)])} for i in range(200)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path):
    source, settings = corpus(tmp_path / "a.jsonl"), Settings(load_codebook(shipped("codebook.csv")), batch=15_000)
    alone = count_source(source, tmp_path / "alone", settings=settings)
    assert alone["n_partitions"] > 20
    local = {"threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
    with distributed.LocalCluster(n_workers=2, **local) as cluster:
        victim = next(iter(cluster.workers.values())).process.pid
        done = []

        def kill():
            while not list((tmp_path / "lost" / "counts").glob("*.parquet")):
                time.sleep(0.005)
            done.append(len(list((tmp_path / "lost" / "counts").glob("*.parquet"))))
            os.kill(victim, signal.SIGKILL)

        threading.Thread(target=kill, daemon=True).start()
        lost = count_source(source, tmp_path / "lost", settings=settings, scheduler=cluster.scheduler_address)
        both = count_source(source, tmp_path / "both", settings=settings, scheduler=cluster.scheduler_address)
    assert done[0] < alone["n_partitions"]
    assert lost == both == alone
    assert files_of(tmp_path / "lost") == files_of(tmp_path / "both") == files_of(tmp_path / "alone")


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster_module, "ANSWER", 1)
    (tmp_path / "a.txt").write_text("Trade.", encoding="utf-8")
    with pytest.raises(DiscourseError, match="no scheduler answers"):
        count_source(tmp_path / "a.txt", tmp_path / "out", scheduler="tcp://127.0.0.1:1")
