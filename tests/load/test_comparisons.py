"""Documents held against each other: what is found, and that order and re-issues do not matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
import sqlalchemy as sa

from load.engine import make_engine
from load.queries import findings, reading, runs
from load.warehouse import Warehouse, open_warehouse
from tests.load.content import V1, sources
from tests.load.readings import FORM_ROWS, plan, report
from transform.frames import frames_of
from transform.reading import Reading

QUARTERS = {
    1: (dt.date(2023, 12, 15), dt.date(2024, 3, 14), "Quý I năm 2024"),
    2: (dt.date(2024, 3, 15), dt.date(2024, 6, 14), "Quý II năm 2024"),
}
HALF = (dt.date(2023, 12, 15), dt.date(2024, 6, 14), "6 tháng đầu năm 2024")


def dated(
    name: str,
    period: tuple[dt.date, dt.date, str],
    resolved: str = "744",
    on_time: str = "711",
    rows: Sequence[Sequence[str | None]] = (),
    **head: object,
) -> Reading:
    """Return a report of a period on dossiers resolved and on time."""
    start, end, label = period
    lines = (
        ("3.1.1", "Tổng số hồ sơ đã giải quyết", "Hồ sơ", resolved, "", "PL4.3.1.1"),
        ("3.1.2", "Số hồ sơ đúng hạn", "Hồ sơ", on_time, "", "PL4.3.1.2"),
        *rows,
    )
    fields: dict[str, Any] = {
        "period_start": start,
        "period_end": end,
        "period_label": label,
        "date": end + dt.timedelta(days=3),
        "number": name,
        **head,
    }
    return report(f"{name}.txt", rows=lines, findings=(), **fields)


def load(url: str, *readings: Reading) -> None:
    """Load readings one run each, comparing at the end of each run."""
    with open_warehouse(url) as warehouse:
        for one in readings:
            run_of(warehouse, [one])


def run_of(warehouse: Warehouse, readings: Sequence[Reading], *, compare: bool = True) -> None:
    """Do one run with readings."""
    run = warehouse.start_run("ingest", V1, len(readings))
    todo = warehouse.plan(sources(*readings), V1)
    warehouse.record_outcomes(run, todo.settled)
    wanted = [r for r in readings if r.source in todo.to_read]
    if wanted:
        warehouse.load(run, frames_of(wanted))
    if compare:
        warehouse.compare(run)
    warehouse.finish_run(run)


def found(url: str) -> set[tuple[str, str, str | None]]:
    """Return (document, rule, found) of all findings."""
    with reading(url) as connection:
        return {(row.document, row.rule, row.found) for row in findings(connection)}


def rules(url: str) -> set[str]:
    """Return the rules of all findings."""
    return {rule for _, rule, _ in found(url)}


FALLING = (dated("1", QUARTERS[1], "744", "700"), dated("2", HALF, "700", "698"))


def test_a_longer_period_that_counts_less_is_found(warehouse_url: str) -> None:
    load(warehouse_url, *FALLING)
    with reading(warehouse_url) as connection:
        rows = {row.rule: row for row in findings(connection)}
    row = rows["D-falls-within-year-PL4.3.1.1"]
    assert row.level == "document"
    assert row.found.startswith("700 after 744 in 1/BC-SKHĐT")
    assert row.cells == "Phụ lục 4, 3.1.1; 1/BC-SKHĐT Phụ lục 4, 3.1.1"
    assert row.place == "line 101"
    assert row.explanation == "cumulative vs period"
    assert set(rows) == {"D-falls-within-year-PL4.3.1.1", "D-falls-within-year-PL4.3.1.2"}


def test_both_places_are_kept(sqlite_url: str) -> None:
    load(sqlite_url, *FALLING)
    query = (
        "SELECT c.position, c.figure_key IS NOT NULL, d.source_name FROM bridge_finding_cell c "
        "LEFT JOIN dim_document d ON d.document_key = c.other_document_key "
        "JOIN fact_finding f ON f.finding_key = c.finding_key "
        "WHERE f.rule = 'D-falls-within-year-PL4.3.1.1' ORDER BY c.position"
    )
    engine = make_engine(sqlite_url, read_only=True)
    with engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(sa.text(query))] == [
            (1, 1, None),
            (2, 0, "1.txt"),
        ]
    engine.dispose()


def test_what_holds_is_silent(warehouse_url: str) -> None:
    load(
        warehouse_url,
        dated("1", QUARTERS[1], "744", "711"),
        dated("2", QUARTERS[2], "690", "650"),
        dated("3", HALF, "1.434", "1.361"),
    )
    assert rules(warehouse_url) == set()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_loading_does_not_matter(order: Iterable[int], sqlite_url: str) -> None:
    documents = (*FALLING, dated("3", QUARTERS[2], "800", "790"))
    load(sqlite_url, *(documents[i] for i in order))
    assert found(sqlite_url) == {
        ("2/BC-SKHĐT", "D-falls-within-year-PL4.3.1.1", f) for f in _texts("700", "800", "3")
    } | {("2/BC-SKHĐT", "D-falls-within-year-PL4.3.1.2", f) for f in _texts("698", "790", "3")}


def _texts(now: str, before: str, name: str) -> list[str]:
    return [f"{now} after {before} in {name}/BC-SKHĐT, which is a part of the period"]


def test_a_reissue_refreshes_the_findings_of_others(warehouse_url: str) -> None:
    load(warehouse_url, *FALLING)
    corrected = dated("1", QUARTERS[1], "644", "600")
    with open_warehouse(warehouse_url) as warehouse:
        run_of(warehouse, [_salted(corrected)])
    assert rules(warehouse_url) == set()


def _salted(one: Reading) -> Reading:
    """Return a reading as if from another file of the same document."""
    return replace(one, source=replace(one.source, name="new.txt", sha256="b" * 64))


def test_a_run_that_broke_off_is_made_up_for(sqlite_url: str) -> None:
    with open_warehouse(sqlite_url) as warehouse:
        run_of(warehouse, FALLING, compare=False)
    assert rules(sqlite_url) == set()
    with open_warehouse(sqlite_url) as warehouse:
        run_of(warehouse, FALLING)  # nothing new to read
    assert len(rules(sqlite_url)) == 2


def test_comparing_again_changes_nothing(sqlite_url: str) -> None:
    load(sqlite_url, *FALLING)
    before = found(sqlite_url)
    with open_warehouse(sqlite_url) as warehouse:
        run = warehouse.start_run("again", V1, 0)
        assert warehouse.compare(run) == 0
        warehouse.finish_run(run)
    assert found(sqlite_url) == before


def test_reports_of_other_bodies_are_not_compared(sqlite_url: str) -> None:
    load(sqlite_url, FALLING[0], dated("2", HALF, "700", "698", agency_key="STP"))
    assert rules(sqlite_url) == set()


def test_departments_add_up_to_no_more_than_the_province(warehouse_url: str) -> None:
    province: dict[str, Any] = {
        "agency_key": "UBND_TINH",
        "issuing_body": "UBND tỉnh Bắc Kạn",
        "symbol": "BC-UBND",
    }
    load(
        warehouse_url,
        dated("9", QUARTERS[1], "1.000", "990", **province),
        dated("1", QUARTERS[1], "744", "700"),
        dated("2", QUARTERS[1], "400", "280", agency_key="STP", symbol="BC-STP"),
    )
    assert found(warehouse_url) == {
        (
            "9/BC-UBND",
            "D-departments-PL4.3.1.1",
            "1.000, while 2 departments report 1144 together",
        )
    }


def test_the_plan_of_the_year_tells_the_number_of_tasks(sqlite_url: str) -> None:
    tasks = ("2.1", "Số nhiệm vụ đề ra", "Nhiệm vụ", "5", "", "PL2.2.1")
    of_city: dict[str, Any] = {
        "province": "Đà Nẵng",
        "agency_key": "UBND_TINH",
        "issuing_body": "Ủy ban nhân dân thành phố Đà Nẵng",
    }
    period = (dt.date(2024, 12, 15), dt.date(2025, 3, 14), "Quý I năm 2025")
    load(sqlite_url, plan("plan.txt"), dated("4", period, rows=[tasks], **of_city))
    assert "D-plan-tasks-PL2.2.1" in rules(sqlite_url)


def test_the_form_of_the_fixture_is_silent_on_its_own(sqlite_url: str) -> None:
    load(sqlite_url, report(rows=FORM_ROWS, findings=()))
    assert rules(sqlite_url) == set()


def test_two_districts_are_two_bodies(sqlite_url: str) -> None:
    district: dict[str, Any] = {"agency_key": "UBND_HUYEN", "symbol": "BC-UBND"}
    first = dated("1", QUARTERS[1], issuing_body="Ủy ban nhân dân huyện Ba Bể", **district)
    second = dated("2", HALF, "700", "690", issuing_body="UBND huyện Chợ Đồn", **district)
    load(sqlite_url, first, second)
    assert rules(sqlite_url) == set()
    load(sqlite_url, dated("3", HALF, "700", "690", issuing_body=first_body(first), **district))
    assert len(rules(sqlite_url)) == 2


def first_body(one: Reading) -> str | None:
    """Return the issuing body of a reading."""
    return one.letterhead.issuing_body


def test_documents_of_unknown_bodies_are_not_compared(sqlite_url: str) -> None:
    unknown: dict[str, Any] = dict.fromkeys(("agency_key", "issuing_body", "department"))
    load(sqlite_url, dated("1", QUARTERS[1], **unknown), dated("2", HALF, "7", "6", **unknown))
    assert rules(sqlite_url) == set()


def test_the_run_counts_what_comparing_found(warehouse_url: str) -> None:
    load(warehouse_url, *FALLING)
    with reading(warehouse_url) as connection:
        assert [run.finding_count for run in runs(connection)] == [2, 0]
