"""Measure the reconciler on synthetic reports: `python -m tests.benchmarks.measure_reconcile`.

Prints localisation, precision of corrected values, alternatives, calibration, false alarms
and time, next to the goals.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from contracts.relations import Rule, cells_of
from contracts.rules import all_rules
from tests.benchmarks.reconcile_forms import invented_report
from tests.benchmarks.reconcile_table_errors import table_report
from tests.benchmarks.synthetic import Report, number, report
from transform.reconcile.decide import CellDecision
from transform.reconcile.engine import Reconciliation, reconcile
from transform.reconcile.evaluate import rate_ids
from transform.reconcile.figures import Figure

BINS = 20


@dataclass(frozen=True)
class Trial:
    """One report to reconcile: the rules, what is printed, and what is repeated elsewhere."""

    rules: Sequence[Rule]
    item: Report
    repeats: Mapping[str, Sequence[Figure]] = field(default_factory=dict)

    def solve(self) -> Reconciliation:
        """Return what the engine says."""
        return reconcile(self.item.figures(), self.rules, evidence=self.repeats)


Source = Callable[[int, int | None, int], Trial]


def shipped(seed: int, errors: int | None, repeats: int) -> Trial:
    """Return a report on the shipped rules, without repetitions."""
    del repeats
    return Trial(all_rules(), report(seed, errors))


def shipped_usual(seed: int, errors: int | None, repeats: int) -> Trial:
    """Return a report on the shipped rules in which one rate in four is 100 %."""
    del repeats
    return Trial(all_rules(), report(seed, errors, usual=True))


def invented(seed: int, errors: int | None, repeats: int) -> Trial:
    """Return a report on an invented form."""
    form, item, again = invented_report(seed, errors, repeats)
    figures = {c: (Figure(c, number(t), item.units.get(c)),) for c, t in again.items()}
    return Trial(form.rules, item, figures)


def tables(seed: int, errors: int | None, repeats: int) -> Trial:
    """Return a report of tables, without repetitions."""
    del repeats
    return Trial(*table_report(seed, errors))


SOURCES: dict[str, Source] = {
    "shipped": shipped,
    "shipped, fewer full rates": shipped_usual,
    "invented": invented,
    "tables": tables,
}


@dataclass
class Tally:
    """What was counted over all reports."""

    reports: int = 0
    errors: int = 0
    visible: int = 0
    located: Counter[str] = field(default_factory=Counter)
    corrected: int = 0
    corrected_right: int = 0
    top_cell: int = 0
    in_three: int = 0
    broken: int = 0
    broken_found: int = 0
    holding: int = 0
    holding_flagged: int = 0
    clean: int = 0
    clean_flagged: int = 0
    entangled: int = 0
    calibration: list[tuple[float, bool]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    misses: Counter[str] = field(default_factory=Counter)


def _right(decision: CellDecision, item: Report, rates: frozenset[str]) -> bool:
    """Tell whether the value chosen is the true one, to the printed decimals of a rate."""
    found = decision.alternatives[0].value
    read = item.number(decision.id, item.true.get(decision.id, ""))
    if read.value is None or decision.id not in rates:
        return found == read.value
    return abs(found - read.value) < Decimal(1).scaleb(-read.decimals)


def _visible(item: Report, done: Reconciliation) -> set[str]:
    """Return the wrong cells that stand in a rule that fails and is more than evidence."""
    failing = {
        cell
        for result in done.results
        if result.outcome.value == "fail" and not result.rule.evidence
        for cell in cells_of(result.rule.relation)
    }
    return set(item.wrong & failing)


def _best_cells(done: Reconciliation) -> set[str]:
    return {cell for group in done.best for cell in group}


def _count(tally: Tally, trial: Trial, done: Reconciliation) -> None:
    item, rates = trial.item, rate_ids(trial.rules)
    visible = _visible(item, done)
    tally.errors += len(item.wrong)
    tally.visible += len(visible)
    best = {c for c in _best_cells(done) if c in item.true}
    tally.located.update(
        hit=len(best & visible), false=len(best - item.wrong), missed=len(visible - best)
    )
    for cell in visible - best:
        tally.misses[item.kinds[cell]] += 1
    decisions = {d.id: d for d in done.cells if d.id in item.true}
    tally.top_cell += sum(_shown(cell, done, 1) for cell in visible)
    tally.in_three += sum(_shown(cell, done, 3) for cell in visible)
    for decision in decisions.values():
        first = decision.alternatives[0]
        tally.calibration.append((first.probability, _right(decision, item, rates)))
        if decision.status == "corrected":
            tally.corrected += 1
            tally.corrected_right += _right(decision, item, rates)
    tally.entangled += any(f.status == "too_entangled" for f in done.findings)


def _shown(cell: str, done: Reconciliation, places: int) -> bool:
    """Tell whether one of the first hypotheses of some finding changes `cell`."""
    return any(
        change.cell.code == cell
        for finding in done.findings
        for hypothesis in finding.hypotheses[:places]
        for change in hypothesis.changes
    )


def _truth(tally: Tally, item: Report, done: Reconciliation) -> None:
    """Compare the rules flagged with the rules that the errors broke."""
    touched = {r.rule.id for r in done.results if set(cells_of(r.rule.relation)) & item.wrong}
    failing = {r.rule.id for r in done.results if r.outcome.value == "fail" and not r.rule.evidence}
    flagged = {f.rule for f in done.findings}
    holding = [r for r in done.results if r.rule.id not in failing]
    tally.broken += len(failing & touched)
    tally.broken_found += len(failing & touched & flagged)
    tally.holding += len(holding)
    tally.holding_flagged += len(flagged - failing)


def measure(reports: int, seed: int, source: Source = shipped, repeats: int = 0) -> Tally:
    """Return the counts over `reports` spoiled and as many clean reports."""
    tally = Tally(reports=reports)
    for i in range(seed, seed + reports):
        trial = source(i, None, repeats)
        start = time.process_time()
        done = trial.solve()
        tally.milliseconds.append(1000 * (time.process_time() - start))
        _count(tally, trial, done)
        _truth(tally, trial.item, done)
        clean = source(i, 0, repeats).solve()
        tally.clean += 1
        tally.clean_flagged += any(f.strength == "identity" for f in clean.findings)
    return tally


@dataclass
class PeerTally:
    """What the peer found on the same reports, and which values it put in."""

    hit: int = 0
    false: int = 0
    missed: int = 0
    counts: int = 0
    counts_right: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def line(self) -> str:
        """Return the measurements as a line for a person."""
        wrong = self.false + self.missed
        times = sorted(self.milliseconds)
        return (
            f"peer, fewest changes (HiGHS): F1 {2 * self.hit / max(2 * self.hit + wrong, 1):.3f}, "
            f"values of counts {self.counts_right / max(self.counts, 1):.3f} right, "
            f"ms p50 {statistics.median(times):.1f}, p95 {times[int(len(times) * 0.95)]:.1f}, "
            f"max {times[-1]:.1f}"
        )


def measure_peer(reports: int, seed: int, source: Source) -> PeerTally:
    """Return what the plain peer makes of the reports that `measure` takes."""
    from tests.benchmarks.reconcile_peer import fewest_changes

    tally = PeerTally()
    for i in range(seed, seed + reports):
        trial = source(i, None, 0)
        item, rates = trial.item, rate_ids(trial.rules)
        visible = _visible(item, trial.solve())
        start = time.process_time()
        changed = fewest_changes(item.figures(), trial.rules)
        tally.milliseconds.append(1000 * (time.process_time() - start))
        tally.hit += len(visible & set(changed))
        tally.false += len(set(changed) - item.wrong)
        tally.missed += len(visible - set(changed))
        for cell in set(changed) - rates:
            true = item.number(cell, item.true[cell]).value
            tally.counts += 1
            tally.counts_right += true is not None and abs(changed[cell] - float(true)) < 0.01
    return tally


def calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error over equal bins of confidence."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        bins.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    gaps = (abs(sum(c for c, _ in group) - sum(r for _, r in group)) for group in bins.values())
    return sum(gaps) / max(len(pairs), 1)


def lines(tally: Tally) -> list[str]:
    """Return the measurements as lines for a person."""
    hit, false = tally.located["hit"], tally.located["false"]
    missed = tally.located["missed"]
    precision, recall = hit / max(hit + false, 1), hit / max(hit + missed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    times = sorted(tally.milliseconds)
    p95 = times[int(len(times) * 0.95)]
    return [
        f"reports {tally.reports}, errors {tally.errors}, visible {tally.visible}",
        f"broken relations found {tally.broken_found}/{tally.broken}",
        f"holding relations flagged {tally.holding_flagged}/{tally.holding}",
        f"localisation F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f}), goal .87",
        f"corrected {tally.corrected_right}/{tally.corrected} = "
        f"{tally.corrected_right / max(tally.corrected, 1):.4f} right at "
        f"{tally.corrected / max(tally.visible, 1):.3f} of visible, goal .985 at .72",
        f"true cell in the first hypothesis {tally.top_cell / max(tally.visible, 1):.3f}, "
        f"goal .85; in three {tally.in_three / max(tally.visible, 1):.3f}, goal .98",
        f"calibration error {calibration_error(tally.calibration):.4f}, goal .03",
        f"clean reports flagged {tally.clean_flagged}/{tally.clean}, goal .01",
        f"CPU ms a report: p50 {statistics.median(times):.1f}, p95 {p95:.1f}, "
        f"max {times[-1]:.1f}, goals p95 30, max 300",
        f"too entangled {tally.entangled}; missed by kind {dict(tally.misses.most_common())}",
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--seed", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=25)
    parser.add_argument("--peer", action="store_true", help="measure the plain peer too")
    options = parser.parse_args()
    for name, source in SOURCES.items():
        print(f"\n{name} forms")
        print("\n".join(lines(measure(options.reports, options.seed, source))))
        if options.peer:
            print(measure_peer(options.reports, options.seed, source).line())
    print(f"\ninvented forms with {options.repeats} figures repeated elsewhere")
    repeated = measure(options.reports, options.seed, invented, options.repeats)
    print("\n".join(lines(repeated)))


if __name__ == "__main__":
    main()
