"""The row of a document: its reference date, its identity, its counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.load.readings import QUARTER, report
from transform.reading import Letterhead
from transform.tidy.documents import document_row, issue_identity, number_symbol, reference_date


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (QUARTER, "2024-03-08"),
        (Letterhead(date_partial="2024-01", plan_year=2025), "2024-01-01"),
        (Letterhead(date_partial="2024"), "2024-01-01"),
        (Letterhead(date_partial="tháng"), "None"),
        (Letterhead(period_end=dt.date(2024, 3, 10), plan_year=2025), "2024-03-10"),
        (Letterhead(plan_year=2025), "2025-01-01"),
        (Letterhead(), "None"),
    ],
)
def test_the_day_of_reference(head: Letterhead, day: str) -> None:
    assert str(reference_date(head)) == day


def test_a_reissue_shares_its_identity_whatever_the_spelling() -> None:
    same = replace(QUARTER, number="0863", symbol="BC-SKHđT", title="khác", signer=None)
    assert issue_identity(same) == issue_identity(QUARTER) is not None


@pytest.mark.parametrize(
    "change",
    [
        {"number": "864"},
        {"symbol": "KH-SKHĐT"},
        {"date": dt.date(2024, 3, 9)},
        {"province": "Cao Bằng"},
        {"agency_key": "SNV"},
    ],
)
def test_another_document_has_another_identity(change: dict[str, object]) -> None:
    other = replace(QUARTER, **change)  # type: ignore[arg-type]
    assert issue_identity(other) != issue_identity(QUARTER)


@pytest.mark.parametrize("name", ["number", "symbol", "date"])
def test_what_is_not_printed_gives_no_identity(name: str) -> None:
    assert issue_identity(replace(QUARTER, **{name: None})) is None  # type: ignore[arg-type]


def test_an_issuer_without_key_has_its_name_for_identity() -> None:
    by_name = replace(QUARTER, agency_key=None)
    assert issue_identity(by_name) is not None
    assert issue_identity(replace(by_name, issuing_body=None)) is None


@pytest.mark.parametrize(
    ("number", "symbol", "text"),
    [("12", "BC-SNV", "12/BC-SNV"), (None, "BC-SNV", "/BC-SNV"), ("12", None, "12")],
)
def test_number_and_symbol_as_people_write_them(
    number: str | None, symbol: str | None, text: str
) -> None:
    assert number_symbol(Letterhead(number=number, symbol=symbol)) == text
    assert number_symbol(Letterhead()) is None


def test_tables_on_hold_are_counted_with_their_reason() -> None:
    reading = report()
    held = replace(reading.tables[0], held="unknown headings")
    row = document_row(replace(reading, tables=(reading.tables[0], held, held)), 3, 0)
    assert (row["table_count"], row["held_table_count"]) == (3, 2)
    assert row["held_reason"] == "unknown headings"
    assert row["recipients"] == "Sở Nội vụ;\nLưu: VT"
