"""Views answer the questions of people who know no keys, alike on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateView

from load.views import VIEWS, create_views, drop_views
from load.warehouse import Warehouse, open_warehouse
from tests.load.content import ingest
from tests.load.readings import plan, report
from transform.finding import CellRef, Derived
from transform.reading import Reading


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[Warehouse]:
    """Yield a warehouse with a report and a plan."""
    with open_warehouse(warehouse_url) as opened:
        ingest(opened, report(), plan())
        yield opened


def ask(warehouse: Warehouse, query: str) -> list[dict[str, Any]]:
    """Return the answer to a question in SQL, dates and decimals alike on both engines."""
    with warehouse.engine.connect() as connection:
        rows = connection.execute(sa.text(query)).mappings().all()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def test_a_contradiction_reads_like_a_sentence(warehouse: Warehouse) -> None:
    (row,) = ask(
        warehouse,
        "SELECT province, agency, period, contradiction, explanations, file, place "
        "FROM v_contradiction WHERE severity = 3",
    )
    assert row == {
        "province": "Bắc Kạn",
        "agency": "Sở Kế hoạch và Đầu tư",
        "period": "Quý I năm 2024",
        "contradiction": "Phụ lục 4, 3.1, 3.1.2, 3.1.1: 95,56 ≠ 82/744 "
        "(unrelated value; Phụ lục 4, 3.1.2: 82 → 711)",
        "explanations": 2,
        "file": "a.txt",
        "place": "line 101",
    }


def test_a_figure_shows_what_is_printed_and_what_is_proposed(warehouse: Warehouse) -> None:
    (row,) = ask(
        warehouse,
        "SELECT document, document_date, period_from, period_to, row_no, indicator_en, unit, "
        "printed, reported, reconciled, proposed, status FROM v_figure WHERE status = 'proposed' "
        "AND indicator_code = 'PL4.3.1.2'",
    )
    assert row == {
        "document": "863/BC-SKHĐT",
        "document_date": "2024-03-08",
        "period_from": "2023-12-15",
        "period_to": "2024-03-10",
        "row_no": "3.1.2",
        "indicator_en": "of which on time",
        "unit": "Hồ sơ",
        "printed": "82",
        "reported": 82,
        "reconciled": 82,
        "proposed": 711,
        "status": "proposed",
    }


def test_a_row_without_indicator_keeps_its_printed_label(warehouse: Warehouse) -> None:
    rows = ask(warehouse, "SELECT indicator_vi FROM v_figure WHERE indicator_code IS NULL")
    assert {row["indicator_vi"] for row in rows} == {"Tỷ lệ quá hạn"}


def test_a_task_shows_section_bodies_and_due_date(warehouse: Warehouse) -> None:
    rows = ask(
        warehouse,
        "SELECT province, section, row_no, task, lead, due_date FROM v_task ORDER BY due_date",
    )
    assert [row["due_date"] for row in rows] == ["2025-03-31", "2025-08-14"]
    assert {row["section"] for row in rows} == {"I. Cải cách thể chế"}
    assert {row["lead"] for row in rows} == {"Sở Nội vụ"}


def test_bodies_are_counted_by_name(warehouse: Warehouse) -> None:
    rows = ask(
        warehouse,
        "SELECT responsible, role, count(*) AS tasks FROM v_task_agency "
        "GROUP BY responsible, role ORDER BY role DESC",
    )
    assert rows == [
        {"responsible": "Sở Nội vụ", "role": "lead", "tasks": 2},
        {"responsible": "Các sở, ban, ngành", "role": "coordinating", "tasks": 2},
    ]


def test_a_target_is_a_bound_of_a_task(warehouse: Warehouse) -> None:
    (row,) = ask(warehouse, "SELECT comparator, value, unit, row_no, indicator_code FROM v_target")
    assert row == {
        "comparator": ">",
        "value": 90,
        "unit": "%",
        "row_no": "2",
        "indicator_code": "PL4.3.1",
    }


def test_a_derived_blank_shows_its_value(warehouse_url: str) -> None:
    cumulative = CellRef("Phụ lục 4", "3.1", "Lũy kế", "PL4.3.1")
    with open_warehouse(warehouse_url) as warehouse:
        derived = (Derived(cumulative, "23,81", "PL4.3.1-ratio"),)
        ingest(warehouse, report(derived=derived))
        (row,) = ask(
            warehouse, "SELECT basis, printed, reported, reconciled FROM v_figure WHERE is_derived"
        )
    assert row == {"basis": "cumulative", "printed": "", "reported": None, "reconciled": 23.81}


def test_every_view_has_a_comment_and_no_view_shows_a_figure_twice(warehouse: Warehouse) -> None:
    for view in VIEWS:
        assert view.comment.endswith(".")
    for name, key in [
        ("v_figure", "figure_key"),
        ("v_task", "task_key"),
        ("v_target", "target_key"),
    ]:
        (row,) = ask(warehouse, f"SELECT count(*) AS a, count(DISTINCT {key}) AS b FROM {name}")
        assert row["a"] == row["b"] > 0


def test_a_document_without_province_agency_or_period_still_shows(warehouse_url: str) -> None:
    reading = report(
        province=None,
        agency_key=None,
        issuing_body=None,
        period_label=None,
        period_start=None,
        period_end=None,
        date=None,
        number=None,
        symbol=None,
    )
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, Reading(reading.source, reading.letterhead, reading.tables))
        rows = ask(warehouse, "SELECT DISTINCT document, province, period FROM v_figure")
    assert rows == [{"document": "a.txt", "province": None, "period": None}]


def test_views_can_be_made_anew(warehouse: Warehouse) -> None:
    before = ask(warehouse, "SELECT count(*) AS n FROM v_figure")
    with warehouse.engine.begin() as connection:
        drop_views(connection)
        assert sa.inspect(connection).get_view_names() == []
        create_views(connection)
    assert ask(warehouse, "SELECT count(*) AS n FROM v_figure") == before


def test_no_view_divides_by_a_number_without_digits() -> None:
    # in DuckDB NUMERIC alone has three decimals
    for view in VIEWS:
        text = str(CreateView(view.query, view.name).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        assert "AS NUMERIC)" not in text, view.name
