"""The invented forms of the benchmarks: clean reports are clean, errors are known."""

from __future__ import annotations

import pytest

from tests.benchmarks.measure_reconcile import SOURCES, calibration_error, measure
from tests.benchmarks.reconcile_forms import FORMS, form, invented_report
from transform.reconcile.engine import reconcile


@pytest.mark.parametrize("number", range(FORMS))
def test_a_form_has_the_size_it_says(number: int) -> None:
    made = form(number)
    assert 100 <= len(made.order) <= 116
    assert len(made.rules) == 62


@pytest.mark.parametrize("seed", range(40))
def test_no_identity_is_broken_in_a_clean_report(seed: int) -> None:
    made, item, _ = invented_report(seed, errors=0)
    done = reconcile(item.figures(), made.rules)
    assert [f.rule for f in done.findings if f.strength == "identity"] == []


def test_the_wrong_cells_are_those_that_differ() -> None:
    for seed in range(40):
        _, item, again = invented_report(seed, repeats=25)
        differ = {cell for cell, text in item.true.items() if item.printed[cell] != text}
        assert differ == item.wrong == set(item.kinds)
        assert len(again) == 25


@pytest.mark.parametrize(("source", "least"), [("shipped", 0.74), ("invented", 0.80)])
def test_the_engine_stays_as_good_as_it_was(source: str, least: float) -> None:
    tally = measure(60, 77_000, SOURCES[source])
    hit = tally.located["hit"]
    f1 = 2 * hit / (2 * hit + tally.located["false"] + tally.located["missed"])
    assert f1 >= least
    assert tally.corrected_right >= 0.95 * tally.corrected
    assert tally.clean_flagged == 0
    assert calibration_error(tally.calibration) < 0.08
