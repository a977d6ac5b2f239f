"""Of figures that stand a second time one counts, whatever is loaded in which order."""

from __future__ import annotations

import datetime as dt
import importlib
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from load.warehouse import Warehouse, open_warehouse
from tests.load.content import V2, ingest
from tests.load.readings import FORM_ROWS, report
from tests.load.test_view_restated import BAC_KAN, THAI_NGUYEN, on_time
from tests.load.test_views import ask
from transform.reading import Reading

LATER = on_time("Bắc Kạn", "60", "100", "60", date=dt.date(2024, 3, 20), number="900")
# another form of the same office and period: no figure of it stands anywhere else
OTHER_FORM = report(
    "other.txt",
    number="17",
    date=dt.date(2024, 4, 2),
    rows=(("5.4", "Quá hạn", "Nhiệm vụ", "3", "", "PL2.5.4"),),
    findings=(),
)


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[Warehouse]:
    with open_warehouse(warehouse_url) as opened:
        yield opened


def counted(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    """Return the dossiers in time that count, by province."""
    query = (
        "SELECT province, reconciled FROM v_figure WHERE indicator_code = 'PL4.3.1.2' "
        "AND basis = 'period' AND is_latest ORDER BY province, reconciled"
    )
    return [tuple(row.values()) for row in ask(warehouse, query)]


@pytest.mark.parametrize("order", list(itertools.permutations((BAC_KAN, THAI_NGUYEN, LATER))))
def test_the_later_document_counts(warehouse: Warehouse, order: tuple[Reading, ...]) -> None:
    for reading in order:
        ingest(warehouse, reading)
    assert counted(warehouse) == [("Bắc Kạn", 60), ("Thái Nguyên", 270)]


def test_all_in_one_batch_end_alike(warehouse: Warehouse) -> None:
    ingest(warehouse, LATER, BAC_KAN, THAI_NGUYEN, OTHER_FORM)
    assert counted(warehouse) == [("Bắc Kạn", 60), ("Thái Nguyên", 270)]
    query = "SELECT count(*) AS n FROM v_figure WHERE indicator_code = 'PL2.5.4' AND is_latest"
    assert ask(warehouse, query + " AND basis = 'period'") == [{"n": 1}]


def test_a_row_that_a_report_prints_twice_counts_once(warehouse: Warehouse) -> None:
    ingest(warehouse, report(rows=(*FORM_ROWS[:3], FORM_ROWS[2]), findings=()))
    assert counted(warehouse) == [("Bắc Kạn", 82)]


def test_what_is_superseded_no_longer_stands_in_the_way(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN, LATER)
    # the later report is issued again, now about another period
    again = on_time(
        "Bắc Kạn",
        "60",
        "100",
        "61",
        date=dt.date(2024, 3, 20),
        number="900",
        period_label="Quý II năm 2024",
        period_start=None,
        period_end=None,
    )
    ingest(warehouse, again)
    assert counted(warehouse) == [("Bắc Kạn", 50), ("Bắc Kạn", 61)]


def test_reading_again_changes_nothing(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN, LATER)
    query = "SELECT * FROM bridge_figure_repeat ORDER BY figure_key"
    before = ask(warehouse, query)
    ingest(warehouse, BAC_KAN, LATER, versions=V2)
    assert ask(warehouse, query) == before
    assert len(before) == 12  # blanks too


def test_districts_of_one_province_stand_beside_each_other(warehouse: Warehouse) -> None:
    ingest(
        warehouse,
        on_time("Bắc Kạn", "50", "10", "5", agency_key="UBND_HUYEN", issuing_body="UBND huyện A"),
        on_time(
            "Bắc Kạn",
            "50",
            "30",
            "15",
            agency_key="UBND_HUYEN",
            issuing_body="UBND huyện B",
            number="88",
        ),
    )
    assert counted(warehouse) == [("Bắc Kạn", 5), ("Bắc Kạn", 15)]
    query = (
        "SELECT value, bodies_reported FROM v_figure_restated WHERE is_today "
        "AND indicator_code = 'PL4.3.1.2' AND basis = 'period'"
    )
    assert ask(warehouse, query) == [{"value": 20, "bodies_reported": 2}]


def test_the_migration_finds_the_same_repeats_as_loading(warehouse: Warehouse) -> None:
    migration = importlib.import_module("load.migrations.versions.m0007_repeats")
    ingest(warehouse, BAC_KAN, LATER, THAI_NGUYEN, OTHER_FORM)
    ingest(warehouse, report("a.txt", rows=(*FORM_ROWS[:3], FORM_ROWS[2]), findings=()))
    query = "SELECT * FROM bridge_figure_repeat ORDER BY figure_key"
    before = ask(warehouse, query)
    assert before
    parts = "SELECT * FROM map_indicator_part ORDER BY indicator_key, source_key, part"
    told = ask(warehouse, parts)
    with warehouse.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM bridge_figure_repeat"))
        connection.execute(sa.text("DELETE FROM map_indicator_part"))
        connection.execute(sa.text(migration.REPEATS))
        for part, code in migration.TOLD_FROM:
            connection.execute(sa.text(migration.PARTS.format(part=part, code=code)))
    assert ask(warehouse, query) == before
    assert ask(warehouse, parts) == told
