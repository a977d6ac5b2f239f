"""Every result beside plain fractions: what is broken is found, what holds is left alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.relations import Linear, Ratio, Relation
from contracts.rules import all_rules
from tests.benchmarks.synthetic import report
from transform.reconcile.constraint import Outcome
from transform.reconcile.engine import reconcile


def value(text: str) -> Fraction:
    return Fraction(text.replace(",", "."))


def ratio_holds(rate: str, part: str, whole: str) -> bool:
    if value(whole) == 0:
        return value(part) == 0 and value(rate) in (0, 100)
    unit = 10 ** len(rate.partition(",")[2])
    share = 100 * value(part) / value(whole) * unit
    return value(rate) * unit in (math.floor(share + Fraction(1, 2)), math.floor(share))


def holds(relation: Relation, printed: Mapping[str, str]) -> bool | None:
    """Return whether a ratio or a plain sum or bound of counts holds; None to abstain."""
    if isinstance(relation, Ratio):
        texts = [printed.get(c, "") for c in (relation.rate, relation.part, relation.whole)]
        return ratio_holds(*texts) if all(texts) else None
    if not isinstance(relation, Linear):
        return None
    texts = [printed.get(cell, "") for cell, _ in relation.terms]
    if not all(texts) or any("," in text for text in texts):
        return None
    terms = zip(relation.terms, texts, strict=True)
    total = sum(Fraction(weight) * value(text) for (_, weight), text in terms)
    return total <= 0 if relation.op == "<=" else total == 0


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**7))
def test_results_agree_with_plain_fractions(number: int) -> None:
    item = report(number)
    done = reconcile(item.figures(), all_rules())
    flagged = {finding.rule for finding in done.findings}
    for result in done.results:
        expected = holds(result.rule.relation, item.printed)
        # a count with decimals and amounts of money are rounded figures: not this check's
        if expected is None or result.rule.id.startswith("PL7.1"):
            continue
        assert result.outcome is (Outcome.PASS if expected else Outcome.FAIL), result
        if not result.rule.evidence:
            assert (result.rule.id in flagged) is not expected
