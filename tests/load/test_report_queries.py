"""What the report shows, alike on both engines."""

from __future__ import annotations

from dataclasses import replace

from load import queries
from load.report_queries import ReportData, Waiting, report_data
from load.warehouse import open_warehouse
from tests.load.content import ingest
from tests.load.readings import CONTRADICTION, FORM_ROWS, plan, report
from transform.reading import LogicalTable

HELD = LogicalTable(1, "unknown", None, None, (), (), held="unknown headings")


def asked(url: str) -> ReportData:
    with queries.reading(url) as connection:
        return report_data(connection)


def test_an_empty_warehouse(warehouse_url: str) -> None:
    data = asked(warehouse_url)
    assert (data.runs, data.waiting, data.by_office, data.gravest) == ((), (), {}, ())
    assert (data.coverage.provinces, data.finding_count, data.decisions) == ((), 0, ())


def test_offices_kinds_and_what_waits(warehouse_url: str) -> None:
    other = report("b.txt", province="Cao Bằng", number="9", period_label="Quý IV năm 2023")
    held = replace(other, tables=(*other.tables, HELD))
    nobody = report("c.txt", agency_key=None, issuing_body=None, province=None, symbol=None)
    lost = report("bad.txt", rows=[(*FORM_ROWS[0][:5], "PL99.9")], findings=(), number="1")
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, report(), plan(), held, nobody, lost)
    data = asked(warehouse_url)
    body = "Sở Kế hoạch và Đầu tư"
    assert data.by_office == {
        f"{body}, Bắc Kạn": {"ratio": 1},
        f"{body}, Cao Bằng": {"ratio": 1},
        "unknown": {"ratio": 1},
        "Ủy ban nhân dân thành phố Đà Nẵng": {"swapped_columns": 1},
    }
    assert data.finding_count == 4
    waiting, rejected = data.waiting
    assert waiting == Waiting("b.txt", "held", body, "unknown headings")
    assert (rejected.file, rejected.outcome) == ("bad.txt", "rejected")
    assert "PL99.9" in rejected.reason
    assert data.coverage.provinces == ("Bắc Kạn", "Cao Bằng", "Đà Nẵng", "unknown")
    assert data.coverage.periods[:2] == ("Quý IV năm 2023", "Quý I năm 2024")
    assert data.coverage.counts["Cao Bằng", "Quý IV năm 2023"] == 1


def test_what_is_superseded_is_not_counted(warehouse_url: str) -> None:
    twice = (CONTRADICTION, replace(CONTRADICTION, rule="other"))
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, report("a.txt", findings=twice))
        ingest(warehouse, report("b.txt"))
    data = asked(warehouse_url)
    assert data.finding_count == 1
    assert list(data.coverage.counts.values()) == [1]
    assert [run.key for run in data.runs] == [2, 1]
