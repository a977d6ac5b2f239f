from __future__ import annotations

import pytest

from tests.transform.reconcile.builders import figures, rules
from transform.finding import CellRef
from transform.reconcile.engine import Reconciliation, reconcile
from transform.reconcile.figures import Figure

ROWS = {"Sở A": (40, 31, 9), "Sở B": (25, 20, 5), "Sở C": (73, 61, 12), "Sở D": (18, 11, 7),
        "Sở E": (52, 40, 12)}  # fmt: skip
COLUMNS = ("received", "done", "open")


def table(columns: tuple[str, ...] = COLUMNS) -> dict[str, Figure]:
    texts = {
        f"{i}.{column}": str(value)
        for i, row in enumerate(ROWS.values())
        for column, value in zip(COLUMNS, row, strict=True)
    }
    named = dict(zip(COLUMNS, columns, strict=True))
    return {
        id_: Figure(id_, f.number, cell=CellRef("B1", id_[0], named[id_[2:]], id_))
        for id_, f in figures(texts).items()
    }


def balance() -> tuple[str, ...]:
    rows = [
        f'sum: {{total: "{i}.received", parts: ["{i}.done", "{i}.open"]}}' for i in range(len(ROWS))
    ]
    caps = [f'le: ["{i}.open", "{i}.done"]' for i in range(len(ROWS))]
    return (*rows, *caps)


def with_values(given: dict[str, Figure], printed: dict[str, str]) -> dict[str, Figure]:
    made = figures(printed)
    return {
        id_: Figure(id_, made[id_].number, cell=f.cell) if id_ in made else f
        for id_, f in given.items()
    }


def first_names(done: Reconciliation) -> set[str]:
    return {f.hypotheses[0].name for f in done.findings if f.strength == "identity"}


def corrected(done: Reconciliation) -> dict[str, str | None]:
    return {d.id: d.reconciled for d in done.cells if d.status == "corrected"}


def test_a_run_that_stands_one_row_too_low() -> None:
    shifted = {"1.done": "31", "2.done": "20", "3.done": "61"}
    done = reconcile(with_values(table(), shifted), rules(*balance()))
    assert first_names(done) == {"shifted row"}
    assert corrected(done) == {"1.done": "20", "2.done": "61", "3.done": "11"}


def test_a_row_in_another_unit() -> None:
    scaled = {f"{i}.received": str(ROWS[name][0] * 1000) for i, name in enumerate(ROWS)}
    done = reconcile(with_values(table(), scaled), rules(*balance()))
    assert first_names(done) == {"wrong unit"}
    assert corrected(done) == {f"{i}.received": str(row[0]) for i, row in enumerate(ROWS.values())}


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        (COLUMNS, "columns exchanged"),
        (("Trong kỳ", "Luỹ kế", "Còn lại"), "cumulative and period exchanged"),
    ],
)
def test_two_columns_in_each_others_place(columns: tuple[str, ...], name: str) -> None:
    printed: dict[str, str] = {}
    for i, (received, resolved, _) in enumerate(ROWS.values()):
        printed |= {f"{i}.received": str(resolved), f"{i}.done": str(received)}
    done = reconcile(with_values(table(columns), printed), rules(*balance()))
    assert first_names(done) == {name}
    assert corrected(done)["0.received"] == "40"


def test_two_lone_slips_are_no_operation() -> None:
    done = reconcile(with_values(table(), {"1.done": "02", "4.done": "4"}), rules(*balance()))
    names = {d.alternatives[0].name for d in done.cells}
    assert names.isdisjoint({"shifted row", "wrong unit", "columns exchanged"})


def test_an_operation_breaks_no_identity_that_held() -> None:
    shifted = {"1.done": "31", "2.done": "20", "3.done": "61"}
    total = 'linear: {terms: {"1.done": 1, "2.done": 1}, op: "==", rhs: 51}'
    done = reconcile(with_values(table(), shifted), rules(*balance(), total))
    assert "shifted row" not in {d.alternatives[0].name for d in done.cells if d.reconciled}
