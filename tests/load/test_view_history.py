"""What was believed on a moment, corrections and supersessions included."""

from __future__ import annotations

import datetime as dt
from typing import Any

from load.warehouse import open_warehouse
from tests.load.content import V1, V2, ingest
from tests.load.readings import FORM_ROWS, report
from tests.load.test_views import ask
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
