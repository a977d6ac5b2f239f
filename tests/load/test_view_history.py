"""What was believed on a moment, corrections and supersessions included."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from load.deciding import Ask, decide
from load.warehouse import open_warehouse
from tests.load.content import V1, V2, ingest
from tests.load.readings import FORM_ROWS, report
from tests.load.test_views import ask
from transform.choosing import Wish
from transform.reading import Reading

T0 = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
OTHER = (*FORM_ROWS[:2], ("3.1.2", "Số hồ sơ đúng hạn", "Hồ sơ", "711", "", "PL4.3.1.2"))


def load(url: str, day: int, reading: Reading, versions: Any = V1) -> None:
    with open_warehouse(url, clock=lambda: T0 + dt.timedelta(days=day)) as warehouse:
        ingest(warehouse, reading, versions=versions)


def believed(url: str, day: str, column: str = "printed") -> list[Any]:
    query = (
        f"SELECT {column} FROM v_figure_history WHERE indicator_code = 'PL4.3.1.2' "
        f"AND basis = 'period' AND known_from <= '{day}' AND (known_to > '{day}' "
        "OR known_to IS NULL)"
    )
    with open_warehouse(url) as warehouse:
        return [row[column] for row in ask(warehouse, query)]


def test_each_day_has_its_belief(warehouse_url: str) -> None:
    load(warehouse_url, 0, report())
    load(warehouse_url, 2, report(rows=OTHER, findings=()), V2)
    load(warehouse_url, 4, report("b.txt", "re-issued", findings=()), V2)
    assert believed(warehouse_url, "2024-12-31 12:00:00") == []
    assert believed(warehouse_url, "2025-01-02 12:00:00", "proposed") == [711]
    assert believed(warehouse_url, "2025-01-04 12:00:00") == ["711"]
    assert believed(warehouse_url, "2025-01-04 12:00:00", "file") == ["a.txt"]
    assert believed(warehouse_url, "2025-01-06 12:00:00", "file") == ["b.txt"]


def test_a_decision_is_believed_from_then_on(warehouse_url: str) -> None:
    load(warehouse_url, 0, report())
    with open_warehouse(warehouse_url) as warehouse, warehouse.engine.connect() as connection:
        finding = connection.execute(sa.text("SELECT finding_code FROM fact_finding")).scalar_one()
    wanted = Ask(finding, Wish(choose=1), "the office said so", "An")
    decide(warehouse_url, [wanted], T0 + dt.timedelta(days=3))
    assert believed(warehouse_url, "2025-01-02 12:00:00", "reconciled") == [82]
    assert believed(warehouse_url, "2025-01-05 12:00:00", "reconciled") == [711]
    assert believed(warehouse_url, "2025-01-05 12:00:00", "status") == ["decided"]
    load(warehouse_url, 6, report(), V2)  # read again, the decision stands, nothing is new
    query = "SELECT known_from FROM v_figure_history WHERE status = 'decided'"
    with open_warehouse(warehouse_url) as warehouse:
        assert [str(row["known_from"])[:10] for row in ask(warehouse, query)] == ["2025-01-04"]
