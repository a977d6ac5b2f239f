"""Facts of one document: keys told beforehand, deletion of that document alone, a limit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from contracts.schema import (
    FACTS_PER_DOCUMENT,
    bridge_task_agency,
    dim_document,
    fact_figure,
    fact_notice,
)
from load import facts
from load.engine import writing
from load.facts import TABLES, delete_facts, notice_row
from load.warehouse import Warehouse, open_warehouse
from tests.load.content import V1, V2, content, ingest
from tests.load.readings import plan, report
from transform.frames import frames_of


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[Warehouse]:
    """Yield a warehouse with a report and a plan."""
    with open_warehouse(warehouse_url) as opened:
        ingest(opened, report(), plan())
        yield opened


def test_every_frame_but_the_documents_has_a_table() -> None:
    names = set(frames_of([]).by_name())
    assert set(TABLES) == names - {"documents"}


def test_a_key_is_the_document_and_the_number(warehouse: Warehouse) -> None:
    query = sa.select(fact_figure.c.figure_key, fact_figure.c.document_key, fact_figure.c.figure_no)
    with warehouse.engine.connect() as connection:
        rows = connection.execute(query).all()
    assert rows
    assert all(key == document * FACTS_PER_DOCUMENT + no for key, document, no in rows)


def test_deleting_takes_one_document_only(warehouse: Warehouse, warehouse_url: str) -> None:
    with writing(warehouse.engine) as connection:
        delete_facts(connection, 1)
    held = content(warehouse_url)
    assert held["fact_figure"] == held["fact_citation"] == held["fact_hypothesis_change"] == []
    assert len(held["fact_task"]) == 2
    assert len(held["fact_finding"]) == 1


def test_a_document_with_too_many_rows_is_rejected_and_the_old_facts_stay(
    warehouse: Warehouse, warehouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(warehouse_url)
    monkeypatch.setattr(facts, "FACTS_PER_DOCUMENT", 8)
    (outcome,) = warehouse.load(warehouse.start_run("ingest", V2), frames_of([report()]))
    assert outcome.outcome == "rejected"
    assert "split it" in outcome.reason
    assert content(warehouse_url) == before


def test_notices_of_the_loader_follow_those_of_the_reader(warehouse: Warehouse) -> None:
    ingest(warehouse, report("b.txt", province="Atlantis", number="2"), versions=V1)
    query = sa.select(fact_notice.c.notice_code).where(fact_notice.c.document_key == 3)
    with warehouse.engine.connect() as connection:
        codes = connection.execute(query.order_by(fact_notice.c.notice_no)).scalars().all()
    assert codes == ["unmatched_row", "province_unknown"]


def test_a_notice_of_the_loader_has_the_key_of_its_number() -> None:
    row = notice_row(7, 3, "code", "message")
    assert (row["notice_key"], row["notice_no"]) == (7 * FACTS_PER_DOCUMENT + 3, 3)
    assert set(row) == set(fact_notice.columns.keys())


def test_rows_get_the_keys_of_their_own_document(warehouse: Warehouse) -> None:
    other = report("c.txt", province="Cao Bằng", agency_key="STP", number="2", period_label=None)
    ingest(warehouse, other, plan("d.txt", province="Hà Nội"))
    document, figure = dim_document.c, fact_figure.c
    names = ("province_key", "agency_key", "period_key")
    same = [figure[name].is_not_distinct_from(document[name]) for name in names]
    joined = fact_figure.join(dim_document, document.document_key == figure.document_key)
    query = sa.select(document.document_key, sa.func.count()).select_from(joined)
    with warehouse.engine.connect() as connection:
        rows = connection.execute(query.where(*same).group_by(document.document_key)).all()
        assert {row[0]: row[1] for row in rows} == {1: 8, 3: 8}
        keys = connection.execute(sa.select(bridge_task_agency)).all()
        assert len({row.agency_key for row in keys if row.role == "lead"}) == 2
