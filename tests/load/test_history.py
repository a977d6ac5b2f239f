"""A reload keeps what was believed before, and says what it changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from contracts.schema import fact_figure, past_figure
from load.history import COMPARED, GRAIN, changes
from load.warehouse import Warehouse, open_warehouse
from tests.load.content import V1, V2, content, ingest
from tests.load.readings import FORM_ROWS, report
from transform.frames import frames_of
from transform.reading import Reading

OTHER_ROWS = (*FORM_ROWS[:2], ("3.1.2", "Số hồ sơ đúng hạn", "Hồ sơ", "711", "", "PL4.3.1.2"))
T0 = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def clocked(url: str, day: int) -> Warehouse:
    return open_warehouse(url, clock=lambda: T0 + dt.timedelta(days=day))


def load(url: str, day: int, reading: Reading, *, force: bool = False) -> None:
    with clocked(url, day) as warehouse:
        ingest(warehouse, reading, versions=V2 if force else V1)


def rows(url: str, table: sa.Table) -> list[sa.RowMapping]:
    with open_warehouse(url) as warehouse, warehouse.engine.connect() as connection:
        return list(connection.execute(sa.select(table).order_by(table.c.figure_key)).mappings())


def test_a_first_load_has_no_past(warehouse_url: str) -> None:
    load(warehouse_url, 0, report())
    assert rows(warehouse_url, past_figure) == []
    assert {row["known_from"] for row in rows(warehouse_url, fact_figure)} == {T0}


def test_only_what_changes_is_known_anew(warehouse_url: str) -> None:
    load(warehouse_url, 0, report(findings=()))
    load(warehouse_url, 3, report(rows=OTHER_ROWS, findings=()), force=True)
    now = {r["printed"]: r["known_from"] for r in rows(warehouse_url, fact_figure)}
    assert now["744"] == T0
    assert now["711"] == T0 + dt.timedelta(days=3)
    past = {r["printed"]: r for r in rows(warehouse_url, past_figure)}
    assert past["82"]["reported_value"] == Decimal(82)
    assert (past["82"]["known_from"], past["82"]["known_to"]) == (T0, T0 + dt.timedelta(days=3))
    assert "0/0" in past
    assert "744" not in past


def test_a_load_that_says_what_it_would_change_changes_nothing(warehouse_url: str) -> None:
    load(warehouse_url, 0, report(findings=()))
    before = content(warehouse_url)
    with clocked(warehouse_url, 3) as warehouse:
        frames = frames_of([report(rows=OTHER_ROWS, findings=())])
        (outcome,) = warehouse.rehearse(V2, frames)
    kinds = [change.kind for change in outcome.changes]
    assert (kinds.count("changed"), kinds.count("removed")) == (1, 2)
    changed = next(c for c in outcome.changes if c.kind == "changed")
    assert changed.differing == ("printed", "reported_value", "reconciled_value")
    assert content(warehouse_url) == before
    assert rows_of_ledger(warehouse_url) == 1


def rows_of_ledger(url: str) -> int:
    with open_warehouse(url) as warehouse, warehouse.engine.connect() as connection:
        return int(connection.execute(sa.text("SELECT count(*) FROM ledger_run")).scalar_one())


VALUES = st.dictionaries(
    st.tuples(st.integers(0, 1), st.integers(1, 3), st.just(0), st.just("period")),
    st.sampled_from(["1", "2"]),
)


def states(values: dict[tuple[object, ...], str], known_from: int) -> list[dict[str, object]]:
    blank = dict.fromkeys(COMPARED)
    return [
        {**blank, **dict(zip(GRAIN, cell, strict=True)), "printed": text, "known_from": known_from}
        for cell, text in values.items()
    ]


@given(VALUES, VALUES)
def test_changes_lead_from_before_to_after(
    before: dict[tuple[object, ...], str], after: dict[tuple[object, ...], str]
) -> None:
    old, new = states(before, 1), states(after, 2)
    found = changes(old, new)
    assert replayed(before, found) == after
    assert changes(old, old) == ()


def replayed(
    before: dict[tuple[object, ...], str], found: Sequence[object]
) -> dict[tuple[object, ...], str]:
    result = dict(before)
    for change in found:
        old, new = change.before, change.after  # type: ignore[attr-defined]
        if old is not None:
            del result[tuple(old[name] for name in GRAIN)]
        if new is not None:
            result[tuple(new[name] for name in GRAIN)] = new["printed"]
    return result
