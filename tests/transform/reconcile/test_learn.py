"""What a sample of reports teaches, and that its order does not matter."""

from __future__ import annotations

import pytest

from tests.benchmarks.reconcile_forms import form, invented_report
from tests.benchmarks.synthetic import number
from transform.reconcile.engine import Options
from transform.reconcile.figures import Figure
from transform.reconcile.learn import learn
from transform.reconcile.prior import Size

Report = tuple[dict[str, Figure], dict[str, list[Figure]]]


def sample(count: int, *, one_off: bool) -> list[Report]:
    """Return reports on one form; with `one_off` each has a count that is one too large."""
    reports: list[Report] = []
    for seed in range(count):
        _, item, _ = invented_report(12 * seed, 0)
        figures = dict(item.figures())
        if one_off:
            cell = f"s{seed % 7}.0"
            value = int(figures[cell].number.value or 0) + 1
            figures[cell] = Figure(cell, number(str(value)))
        reports.append((figures, {}))
    return reports


def test_the_slip_that_a_sample_is_full_of_is_believed_in() -> None:
    before = Options()
    after = learn(sample(24, one_off=True), form(0).rules)
    assert after.noise.off_by_one > 3 * before.noise.off_by_one
    assert after.noise.unrelated < before.noise.unrelated


def test_a_sample_without_errors_changes_no_slip_by_much() -> None:
    before = Options()
    after = learn(sample(12, one_off=False), form(0).rules)
    assert after.noise.wrong < before.noise.wrong
    assert after.noise.replaced == pytest.approx(before.noise.replaced, abs=0.02)


def test_the_order_of_the_sample_does_not_matter() -> None:
    reports = sample(12, one_off=True)
    one, other = learn(reports, form(0).rules), learn(reports[::-1], form(0).rules)
    assert one.noise.off_by_one == pytest.approx(other.noise.off_by_one)
    assert one.sizes == other.sizes


def test_sizes_are_those_of_the_reports() -> None:
    known = learn(sample(12, one_off=False), form(0).rules).sizes["12w"]
    assert known.chance(50) > 5 * known.chance(50_000)


def test_a_size_spreads_over_all_counts() -> None:
    size = Size(0.1, 3.0, 0.5)
    assert size.chance(0) == pytest.approx(0.1)
    assert sum(size.chance(value) for value in range(1, 2000)) == pytest.approx(0.9, abs=0.01)
