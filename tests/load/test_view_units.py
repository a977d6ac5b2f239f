"""Who there is, and who became whom; where and how figures stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.catalogue import provinces
from load.restatement import numbered, provinces_then, times
from load.view_restated import MOST_MEMBERS
from load.warehouse import Warehouse, open_warehouse
from tests.load.content import ingest
from tests.load.readings import report
from tests.load.test_view_restated import BAC_KAN
from tests.load.test_views import ask


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[Warehouse]:
    with open_warehouse(warehouse_url) as opened:
        yield opened


def test_provinces_of_today_and_what_became_of_the_others(warehouse: Warehouse) -> None:
    query = "SELECT count(*) AS n FROM v_province WHERE is_today"
    assert ask(warehouse, query) == [{"n": 34}]
    query = "SELECT count(*) AS n FROM v_province WHERE valid_to = '2025-06-30'"
    assert ask(warehouse, query) == [{"n": 52}]
    query = "SELECT province, province_today FROM v_province WHERE province_code = '24' ORDER BY 1"
    assert [tuple(row.values()) for row in ask(warehouse, query)] == [
        ("Bắc Giang", "Bắc Ninh"),
        ("Bắc Ninh", "Bắc Ninh"),
    ]


def test_departments_and_their_successors(warehouse: Warehouse) -> None:
    query = "SELECT agency_today, is_today FROM v_agency WHERE agency_code = 'SKHDT'"
    assert ask(warehouse, query) == [{"agency_today": "Sở Tài chính", "is_today": False}]
    assert ask(warehouse, "SELECT count(*) AS n FROM v_units WHERE is_today") == [{"n": 1}]


def test_an_indicator_says_what_it_is_the_rate_of(warehouse: Warehouse) -> None:
    query = "SELECT definition FROM v_indicator WHERE indicator_code = 'PL4.3.1'"
    assert ask(warehouse, query) == [
        {"definition": "Số hồ sơ TTHC giải quyết đúng hạn / Tổng số hồ sơ TTHC đã giải quyết xong"}
    ]


def test_a_figure_shows_its_province_and_body_of_today_and_its_days(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN)
    query = (
        "SELECT province, province_today, agency_code, agency_today, agency_code_today, line, "
        "page, period_from_nominal, period_to_nominal, period_to_printed, is_doubtful "
        "FROM v_figure WHERE indicator_code = 'PL4.3.1' AND basis = 'period'"
    )
    assert ask(warehouse, query) == [
        {
            "province": "Bắc Kạn",
            "province_today": "Thái Nguyên",
            "agency_code": "SKHDT",
            "agency_today": "Sở Tài chính",
            "agency_code_today": "STC",
            "line": 101,
            "page": None,
            "period_from_nominal": "2023-12-15",
            "period_to_nominal": "2024-03-14",
            "period_to_printed": "2024-03-10",
            "is_doubtful": False,
        }
    ]


def test_cells_and_explanations_of_a_contradiction(warehouse: Warehouse) -> None:
    ingest(warehouse, report())
    query = "SELECT row_no, printed, line FROM v_contradiction_cell ORDER BY position"
    assert [tuple(row.values()) for row in ask(warehouse, query)] == [
        ("3.1", "95,56", 101),
        ("3.1.2", "82", 103),
        ("3.1.1", "744", 102),
    ]
    query = "SELECT explanation, before, after FROM v_explanation ORDER BY rank"
    assert [tuple(row.values()) for row in ask(warehouse, query)] == [
        ("unrelated value", "82", "711"),
        ("wrong rate", "95,56", "11,02"),
    ]
    assert ask(warehouse, "SELECT cited FROM v_citation") == [{"cited": "76/NQ-CP"}]
    assert ask(warehouse, "SELECT kind FROM v_notice") == [{"kind": "unmatched_row"}]


def test_no_unit_has_more_members_than_are_counted() -> None:
    found = [
        number
        for row in times(provinces(), ())
        for number, _ in numbered(provinces_then(row["units_from"], provinces()))
    ]
    assert max(found) <= MOST_MEMBERS
