from __future__ import annotations

import re
from pathlib import Path

from contracts.hypotheses import hypothesis_names
from tests.benchmarks.reconcile_table_errors import table_report
from transform.reconcile.engine import reconcile

FOLDER = Path(__file__).parents[2] / "transform" / "reconcile"


def test_each_name_has_its_wording_in_both_languages() -> None:
    names = hypothesis_names()
    assert len(names) > 20
    for name in names.values():
        assert name.meaning and name.name_vi and name.meaning_vi
        assert name.kind in ("error", "note")
        assert not re.search(r"[àáạảãâăđêôơư]", name.meaning)


def test_a_truncated_rate_is_a_note() -> None:
    assert hypothesis_names()["truncated rate"].kind == "note"


def test_the_engine_says_nothing_that_has_no_wording() -> None:
    said = set()
    for seed in range(40):
        rules, item = table_report(seed)
        done = reconcile(item.figures(), rules)
        said |= {a.name for cell in done.cells for a in cell.alternatives}
        said |= {h.name for finding in done.findings for h in finding.hypotheses}
    assert len(said) > 5
    assert said <= set(hypothesis_names())
