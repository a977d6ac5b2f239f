from __future__ import annotations

import pytest

from tests.transform.reconcile.builders import figures, network, rules
from transform.reconcile.derive import derive
from transform.reconcile.evaluate import violated

RATIO = 'ratio: {rate: "r", part: "p", whole: "w"}'
SUM = 'sum: {total: "t", parts: ["a", "b"]}'
FILLED = SUM + ", blank_is: zero"


def derived(entry: str, printed: dict[str, str]) -> dict[str | None, str]:
    made = network(printed, rules(entry))
    found = derive(made, figures(printed), violated(made))
    assert all(item.rule == "r0" for item in found)
    return {item.cell.code: item.value for item in found}


@pytest.mark.parametrize(
    ("entry", "printed", "expected"),
    [
        (RATIO, {"r": "", "p": "5", "w": "21"}, {"r": "23,81"}),
        (RATIO, {"r": "", "p": "5", "w": "10"}, {"r": "50"}),
        (RATIO, {"r": "", "p": "0", "w": "10"}, {"r": "0"}),
        (RATIO, {"r": "", "p": "0", "w": "0"}, {}),
        (RATIO, {"r": "", "p": "11", "w": "10"}, {}),
        (RATIO, {"r": "-", "p": "5", "w": "21"}, {}),
        (RATIO, {"r": "x", "p": "5", "w": "21"}, {}),
        (RATIO, {"r": "95,56", "p": "", "w": "744"}, {"p": "711"}),
        (RATIO, {"r": "95,56", "p": "", "w": "74400"}, {}),
        (RATIO, {"r": "0", "p": "", "w": "74"}, {}),
        (RATIO, {"r": "", "p": "", "w": "744"}, {}),
        (SUM, {"t": "9", "a": "4", "b": ""}, {"b": "5"}),
        (SUM, {"t": "", "a": "4", "b": "5"}, {"t": "9"}),
        (SUM, {"t": "", "a": "0", "b": "0"}, {}),
        (SUM, {"t": "3", "a": "4", "b": ""}, {}),
        (FILLED, {"t": "", "a": "4", "b": ""}, {"t": "4"}),
        (FILLED, {"t": "4", "a": "4", "b": ""}, {}),
        (FILLED, {"t": "", "a": "", "b": ""}, {}),
        ('le: ["a", "t"]', {"t": "", "a": "4"}, {}),
        ('equal: ["a", "t"], strength: soft, p: 0.9, why: w', {"t": "", "a": "4"}, {}),
    ],
)
def test_only_what_is_determined_is_derived(
    entry: str, printed: dict[str, str], expected: dict[str, str]
) -> None:
    assert derived(entry, printed) == expected


def test_nothing_is_derived_from_doubtful_figures() -> None:
    printed = {"r": "", "p": "82", "w": "744", "q": "7"}
    made = network(printed, rules(RATIO, 'equal: ["p", "q"]'))
    assert derive(made, figures(printed), violated(made)) == ()
