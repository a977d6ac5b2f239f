"""No explanation changes fewer figures than an integer program needs."""

from __future__ import annotations

import pytest

from tests.benchmarks.reconcile_forms import invented_report
from transform.reconcile.engine import reconcile

pytest.importorskip("scipy")


@pytest.mark.parametrize("seed", range(25))
def test_the_program_never_needs_more_changes(seed: int) -> None:
    from tests.benchmarks.reconcile_peer import fewest_changes

    made, item, _ = invented_report(31_000 + seed)
    hard = [rule for rule in made.rules if rule.strength == "identity"]
    done = reconcile(item.figures(), hard)
    ours = sum(len(cells) for cells in done.likeliest)
    assert len(fewest_changes(item.figures(), hard)) <= ours
    assert bool(done.findings) == bool(ours)
