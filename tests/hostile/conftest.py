"""Corpus folders made on the spot, for input that nobody should have to expect."""

import pytest

HEADER = "doc_id,title,speakers,side,lang,date,event,genre,publisher,source_url,rights,form,sha256,encoding"


@pytest.fixture
def study(tmp_path):
    """Make a corpus folder of texts (str or bytes) with one row each."""

    def make(texts, *, lang="zh-Hant", side="CN", encoding="", rows=None):
        folder = tmp_path / "study"
        (folder / "texts").mkdir(parents=True, exist_ok=True)
        lines = [HEADER]
        for doc_id, text in texts.items():
            data = text if isinstance(text, bytes) else text.encode("utf-8")
            (folder / "texts" / f"{doc_id}.txt").write_bytes(data)
            lines.append(f"{doc_id},Title,Chen,{side},{lang},2024-05-01,Talks,speech,,,,text,,{encoding}")
        (folder / "documents.csv").write_text("\n".join([*lines, *(rows or [])]) + "\n", encoding="utf-8")
        return folder

    return make
