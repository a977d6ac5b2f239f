"""Whom a letter goes to and what it is about, alike on both engines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from load import queries
from load.deciding import Ask, decide
from load.letters import asked_for, letter_documents
from load.warehouse import open_warehouse
from tests.load.content import ingest
from tests.load.readings import plan, report
from transform.choosing import Wish
from transform.letter import LetterDocument

BODY = "Sở Kế hoạch và Đầu tư tỉnh"


@pytest.fixture
def url(warehouse_url: str) -> str:
    """Return a warehouse with the reports of two offices, one for two quarters, and a plan."""
    with open_warehouse(warehouse_url) as warehouse:
        ingest(
            warehouse,
            report(),
            report("q2.txt", number="900", period_label="Quý II năm 2024"),
            report("b.txt", province="Cao Bằng"),
            plan(),
        )
    return warehouse_url


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"agency": "SKHĐT"}, {"Bắc Kạn": 2, "Cao Bằng": 1}),
        ({"agency": "sở kế hoạch và đầu tư", "province": "bắc kạn"}, {"Bắc Kạn": 2}),
        ({"agency": "Đầu tư", "period": "Quý I"}, {"Bắc Kạn": 1, "Cao Bằng": 1}),
        ({"agency": "SKHĐT", "period": "2024", "province": "Cao Bằng"}, {"Cao Bằng": 1}),
        ({"agency": "Đầu t"}, {}),
        ({"agency": "SKHĐT", "period": "Quý III"}, {}),
        ({"agency": "SKHĐT", "period": "quy 2/2024"}, {"Bắc Kạn": 1}),
        ({"agency": "SKHĐT", "period": "Quý 1 năm 2024", "province": "Cao Bằng"}, {"Cao Bằng": 1}),
        ({"agency": "SKHĐT", "period": "quý 1/2023"}, {}),
        ({"document": "900/BC-SKHĐT"}, {"Bắc Kạn": 1}),
        ({"document": "b.t"}, {"Cao Bằng": 1}),
        ({"document": "%"}, {}),
    ],
)
def test_whom_it_goes_to(url: str, wish: dict[str, str], expected: dict[str, int]) -> None:
    given = dict.fromkeys(("agency", "province", "period", "document")) | wish
    with queries.reading(url) as connection:
        found = asked_for(connection, **given)
    assert {a.office.province: len(a.document_keys) for a in found} == expected
    assert all(a.office.name == f"{BODY} {a.office.province}" for a in found)


def collected(url: str, *, severity: int = 2, told: bool = False) -> list[LetterDocument]:
    with queries.reading(url) as connection:
        (asked,) = asked_for(
            connection, agency="SKHĐT", province="Bắc Kạn", period="Quý I", document=None
        )
        return letter_documents(connection, asked.document_keys, least_severity=severity, told=told)


def test_what_it_is_about(url: str) -> None:
    (document,) = collected(url)
    assert (document.number_symbol, document.date) == ("863/BC-SKHĐT", dt.date(2024, 3, 8))
    (finding,) = document.findings
    assert [(c.row, c.printed, c.value) for c in finding.cells] == [
        ("3.1", "95,56", Decimal("95.56")),
        ("3.1.2", "82", Decimal(82)),
        ("3.1.1", "744", Decimal(744)),
    ]
    assert finding.cells[0].unit == "%"
    assert finding.cells[0].place["line"] == 101
    assert [a.changes for a in finding.alternatives] == [
        (("Phụ lục 4", "3.1.2", "82", "711"),),
        (("Phụ lục 4", "3.1", "95,56", "11,02"),),
    ]


def test_what_was_told_is_left_out(url: str) -> None:
    (document,) = collected(url)
    name = document.findings[0].code
    now = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
    decide(url, [Ask(name, Wish(choose=1), "why", "who", dt.date(2024, 5, 1))], now)
    assert collected(url) == []
    assert len(collected(url, told=True)) == 1


def decided(url: str, wish: Wish) -> list[LetterDocument]:
    (document,) = collected(url)
    asked = Ask(document.findings[0].code, wish, "why", "who")
    decide(url, [asked], dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
    return collected(url)


def test_what_was_decided_is_what_would_agree(url: str) -> None:
    (document,) = decided(url, Wish(value="700", cell="3.1.2"))
    (alternative,) = document.findings[0].alternatives
    assert alternative.changes == (("Phụ lục 4", "3.1.2", "82", "700"),)


def test_about_what_was_kept_the_office_is_not_asked(url: str) -> None:
    assert decided(url, Wish(keep=True)) == []
