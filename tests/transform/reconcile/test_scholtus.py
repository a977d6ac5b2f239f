"""Records with simple typing errors in balance edits, after the literature.

The edits are those of the running example in S. Scholtus, "Automatic correction of simple
typing errors in numerical data with balance edits" (Statistics Netherlands, discussion
paper 09046, 2009): x1 + x2 = x3, x2 = x4, x5 + x6 + x7 = x8, x3 + x8 = x9, x9 - x10 = x11.
`test_the_records_of_the_paper` has its worked records 4.1 to 4.4; the others are made from
the record that balances, each error of a kind the paper treats: a digit added, left out or
replaced, neighbouring digits interchanged, two such errors in one record. Amounts in each
other's place follow Scholtus, "Automatic correction of systematic errors" (2008).
"""

from __future__ import annotations

import pytest

from tests.transform.reconcile.builders import figures, rules
from transform.reconcile.engine import Reconciliation, reconcile

EDITS = rules(
    'sum: {total: "x3", parts: ["x1", "x2"]}',
    'equal: ["x2", "x4"]',
    'sum: {total: "x8", parts: ["x5", "x6", "x7"]}',
    'sum: {total: "x9", parts: ["x3", "x8"]}',
    'linear: {terms: {"x9": 1, "x10": -1, "x11": -1}, op: "=="}',
)
TRUE = {
    "x1": 1452, "x2": 116, "x3": 1568, "x4": 116, "x5": 323, "x6": 76, "x7": 12,
    "x8": 411, "x9": 1979, "x10": 1842, "x11": 137,
}  # fmt: skip


def done(wrong: dict[str, int]) -> Reconciliation:
    printed = {cell: str(value) for cell, value in (TRUE | wrong).items()}
    return reconcile(figures(printed), EDITS)


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        ({"x4": 161}, {"swapped digits"}),
        ({"x1": 1425}, {"swapped digits"}),
        ({"x8": 4111}, {"doubled digit"}),
        ({"x9": 1919}, {"replaced digit"}),
        ({"x11": 1337}, {"doubled digit"}),
        ({"x2": 16}, {"dropped digit"}),
        ({"x3": 158}, {"dropped digit"}),
        ({"x10": 18420}, {"comma moved"}),
        ({"x1": 1542, "x8": 41}, {"swapped digits", "dropped digit"}),
        ({"x4": 161, "x11": 1377}, {"swapped digits", "doubled digit"}),
        ({"x4": 161, "x9": 19979}, {"swapped digits", "doubled digit"}),
    ],
)
def test_each_typing_error_is_put_right(wrong: dict[str, int], names: set[str]) -> None:
    changed = {d.id: d for d in done(wrong).cells if d.status == "corrected"}
    assert {cell: d.reconciled for cell, d in changed.items()} == {
        cell: str(TRUE[cell]) for cell in wrong
    }
    assert {d.alternatives[0].name for d in changed.values()} == names


def test_a_record_that_balances_is_left_alone() -> None:
    assert done({}).findings == ()


def test_an_error_that_no_typing_explains_is_still_found_by_two_edits() -> None:
    (decision,) = [d for d in done({"x3": 7}).cells if d.confidence > 0.8]
    assert (decision.id, decision.alternatives[0].text) == ("x3", "1568")


@pytest.mark.parametrize(
    ("record", "more", "shown"),
    [
        ("4.1", {}, {"x4": "116"}),
        ("4.2", {"x9": 19979}, {"x4": "116", "x9": "1979"}),
        ("4.3", {"x9": 19979, "x5": 0, "x6": 0, "x7": 0}, {"x4": "116", "x9": "1979"}),
        ("4.4", {"x9": 19979, "x8": 0}, {"x4": "116", "x8": "411", "x9": "1979"}),
    ],
)
def test_the_records_of_the_paper(record: str, more: dict[str, int], shown: dict[str, str]) -> None:
    found = done({"x4": 161, **more})
    first = {d.id: d.alternatives[0].text for d in found.cells if d.confidence > 0.6}
    assert first == shown, record


def test_two_amounts_in_each_others_place() -> None:
    swapped = done({"x3": 411, "x8": 1568})
    changed = {d.id: d for d in swapped.cells if d.status == "corrected"}
    assert {cell: d.reconciled for cell, d in changed.items()} == {"x3": "1568", "x8": "411"}
    assert {d.alternatives[0].name for d in changed.values()} == {"cells exchanged"}
