from __future__ import annotations

import pytest

from contracts.comparisons import KINDS, comparisons, parse_comparisons
from contracts.relations import RuleError

GOOD = (
    "{id: a, kind: not_below, level: document, figures: {codes: [PL2.1]}, "
    "p: 0.9, why: w, severity: 2}"
)


def test_every_kind_is_used_and_says_why() -> None:
    assert {rule.kind for rule in comparisons()} == set(KINDS)
    assert all(rule.why for rule in comparisons())


def test_rates_are_never_held_against_each_other_as_counts() -> None:
    (falls,) = [rule for rule in comparisons() if rule.kind == "not_below"]
    assert "PL4.3.1.1" in falls.codes
    assert "PL4.3.1" not in falls.codes
    assert "PL5.2.1" not in falls.codes  # a state at the end of the period may fall


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1", "x.yaml: no list"),
        (f"comparisons: [{GOOD.replace('not_below', 'guess')}]", "comparison a: unknown kind"),
        (f"comparisons: [{GOOD.replace('PL2.1', 'PL2.99')}]", "comparison a: unknown figure"),
        (f"comparisons: [{GOOD.replace('0.9', '2')}]", "comparison a: p must"),
        (f"comparisons: [{GOOD.replace('0.9', 'often')}]", "comparison a: 'often' is no number"),
        (f"comparisons: [{GOOD.replace('why', 'because')}]", "comparison a: missing or unknown"),
    ],
)
def test_a_faulty_file_is_refused_with_the_comparison(text: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        parse_comparisons(text, "x.yaml")
