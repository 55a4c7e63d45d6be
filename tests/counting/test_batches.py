"""Tables counted in batches hold the same rows as tables counted document by document."""

import pandas as pd
import pytest

from discourse.counting.batches import BATCH, batched_table
from discourse.counting.counts import counts_table, segments_table, sentences_table
from discourse.counting.tally import Document, tally

TEXTS = {f"d{i:03d}": f"MR. LEE: Trade number {i} grows. Peace too." for i in range(BATCH + 5)}
TEXTS |= {"zh": "我們重視中美關係。", "last": "War is bad."}
DOCUMENTS = [Document(name, "zh-Hant" if name == "zh" else "en") for name in TEXTS]


@pytest.mark.parametrize("make", [counts_table, segments_table, sentences_table])
def test_batches_change_no_row(make):
    together = batched_table(DOCUMENTS, TEXTS.__getitem__, make)
    alone = pd.concat([make(tally([TEXTS[d.doc_id]], [d])) for d in DOCUMENTS], ignore_index=True)
    pd.testing.assert_frame_equal(together.astype(alone.dtypes.to_dict()), alone)


def test_categories_stand_in_code_point_order():
    voices = batched_table(DOCUMENTS, TEXTS.__getitem__, counts_table).term.cat.categories
    assert voices.is_monotonic_increasing
