"""What was read is kept once a file, and comes back."""

from __future__ import annotations

from dataclasses import replace

from load.extractions import Extraction
from load.warehouse import Warehouse, open_warehouse
from tests.load.content import V1, ingest, scalar
from tests.load.readings import report, source

ONE = Extraction(source("a.txt"), 1, b"one")
TWO = Extraction(source("b.txt"), 1, b"two")


def stored(warehouse: Warehouse) -> list[Extraction]:
    return list(warehouse.stored(warehouse.stored_hashes()).values())


def test_extractions_come_back_by_their_hash(warehouse_url: str) -> None:
    with open_warehouse(warehouse_url) as warehouse:
        assert stored(warehouse) == []
        warehouse.store([ONE, TWO])
        assert {e.source.sha256: e for e in stored(warehouse)} == {
            ONE.source.sha256: ONE,
            TWO.source.sha256: TWO,
        }
        assert warehouse.stored(["0" * 64]) == {}


def test_a_file_read_anew_replaces_what_was_read_but_not_its_name(warehouse_url: str) -> None:
    with open_warehouse(warehouse_url) as warehouse:
        warehouse.store([ONE])
        again = Extraction(replace(ONE.source, name="copy.txt"), 1, b"better")
        warehouse.store([again])
        assert stored(warehouse) == [replace(again, source=ONE.source)]


def test_storing_the_same_again_changes_nothing(warehouse_url: str) -> None:
    with open_warehouse(warehouse_url) as warehouse:
        warehouse.store([ONE])
        before = scalar(warehouse_url, "SELECT stored_at FROM extraction")
        warehouse.store([ONE])
        assert scalar(warehouse_url, "SELECT stored_at FROM extraction") == before


def test_documents_come_in_the_order_they_were_loaded(warehouse_url: str) -> None:
    readings = [report(f"{name}.txt", number=str(n)) for n, name in enumerate("zay")]
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, *readings, versions=V1)
        warehouse.store([Extraction(r.source, 1, b"x") for r in reversed(readings)])
        warehouse.store([TWO])
        expected = [*(r.source.sha256 for r in readings), TWO.source.sha256]
        assert warehouse.stored_hashes() == expected
