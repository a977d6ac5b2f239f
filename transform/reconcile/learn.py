"""What many reports of one kind tell about each of them: how figures go wrong, how large they are.

The engine's judgement of how often each slip happens is that of reports in general. Where
many reports are at hand, a sample of them is reconciled with it, and the slips found there
correct it (empirical Bayes, one step): each share is that of so many slips believed in
beforehand and those found, among the figures that the slip can befall. What is learnt
depends on which reports are in the sample, not on their order, and is held in constant
memory.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from contracts.relations import Rule, cells_of
from transform.reconcile.decide import Alternative
from transform.reconcile.engine import Options, Reconciliation, reconcile
from transform.reconcile.evaluate import rate_ids
from transform.reconcile.figures import Figure
from transform.reconcile.likelihood import COPIED
from transform.reconcile.prior import LEAST_SPREAD, Size

# slips believed in beforehand, and figures beforehand among which some are wrong
SLIPS, FIGURES = 60.0, 1000.0
# the share of wrong figures is kept within these; so many of them stand in a broken rule
LEAST, GREATEST, VISIBLE = 0.006, 0.06, 0.83
# reports from which the size of a figure is told
TELLING = 10
# the field of the noise model that a named slip belongs to
SHARES = {
    "dropped digit": "dropped",
    "doubled digit": "doubled",
    "inserted digit": "inserted",
    "replaced digit": "replaced",
    "swapped digits": "swapped",
    "comma moved": "shifted",
    "thousands point misread": "thousands",
    "off by one": "off_by_one",
    "complement": "complement",
    "similar value": "similar",
    COPIED: "neighbour",
    "count in a rate cell": "count_as_rate",
    "other denominator": "other_base",
    "left at zero": "zeroed",
    "unrelated value": "unrelated",
}
_RATES = ("complement", "count_as_rate", "other_base")


def _counts() -> defaultdict[str, float]:
    return defaultdict(float)


@dataclass(slots=True)
class Lessons:
    """What was counted: slips by kind, figures each kind could befall, and sizes."""

    slips: defaultdict[str, float] = field(default_factory=_counts)
    chances: defaultdict[str, float] = field(default_factory=_counts)
    wrong: float = 0.0
    figures: int = 0
    sizes: dict[str, list[float]] = field(default_factory=dict)

    def add(
        self, figures: Mapping[str, Figure], ruled: frozenset[str], rates: frozenset[str]
    ) -> None:
        """Count the figures of one report that rules name."""
        for id_ in ruled & figures.keys():
            value = figures[id_].number.value
            if value is None:
                continue
            self.figures += 1
            if id_ not in rates:
                self.sizes.setdefault(id_, []).append(float(value))

    def add_slips(self, done: Reconciliation, rates: frozenset[str]) -> None:
        """Count the slips that explain one report, each as far as it is likely."""
        for decision in done.cells:
            self.wrong += decision.confidence
            for alternative in decision.alternatives:
                self._add_slip(alternative, decision.id in rates)

    def _add_slip(self, slip: Alternative, rate: bool) -> None:
        for kind in _possible(slip, rate):
            self.chances[kind] += slip.probability
        kind = SHARES.get(slip.name, "")
        self.slips[kind] += slip.probability

    def options(self, before: Options) -> Options:
        """Return `before` corrected by what was counted."""
        noise = before.noise
        shares = {
            kind: (SLIPS * getattr(noise, kind) + self.slips[kind]) / (SLIPS + self.chances[kind])
            for kind in SHARES.values()
        }
        among = FIGURES + self.figures * VISIBLE
        wrong = min(max((FIGURES * noise.wrong + self.wrong) / among, LEAST), GREATEST)
        sizes = {id_: _size(v) for id_, v in self.sizes.items() if len(v) >= TELLING}
        return replace(before, noise=replace(noise, wrong=wrong, **shares), sizes=sizes)


def learn(
    reports: Iterable[tuple[Mapping[str, Figure], Mapping[str, Sequence[Figure]]]],
    rules: Sequence[Rule],
    before: Options | None = None,
) -> Options:
    """Return the judgement that `reports`, figures with their repetitions, teach."""
    before = before or Options()
    lessons, rates = Lessons(), rate_ids(rules)
    ruled = frozenset(cell for rule in rules for cell in cells_of(rule.relation))
    for figures, repeats in reports:
        lessons.add(figures, ruled, rates)
        lessons.add_slips(reconcile(figures, rules, before, repeats), rates)
    return lessons.options(before)


def _possible(slip: Alternative, rate: bool) -> Iterable[str]:
    """Yield the kinds of slip that could have befallen the figure."""
    digits = max(slip.value.adjusted(), 0) + 1
    for kind in SHARES.values():
        if kind in ("dropped", "swapped") and digits < 2 and not rate:
            continue
        if kind == "thousands" and (rate or digits < 4):
            continue
        if kind == "off_by_one" and rate:
            continue
        if kind not in _RATES or rate:
            yield kind


def _size(values: Sequence[float]) -> Size:
    logs = sorted(math.log(value) for value in values if value > 0)
    nothing = (len(values) - len(logs) + 0.5) / (len(values) + 4)
    if not logs:
        return Size(nothing, 0.0, LEAST_SPREAD)
    middle = logs[len(logs) // 2]
    away = sorted(abs(log - middle) for log in logs)[len(logs) // 2]
    # 1.48 times the middle distance is what the spread of a bell would be
    return Size(nothing, middle, max(1.48 * away, LEAST_SPREAD / 2))
