"""A backup is whole, is made while others write, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from load.backup import backup
from load.engine import writing
from load.errors import WarehouseError
from load.warehouse import open_warehouse
from tests.load.content import content, ingest
from tests.load.readings import plan, report


def test_a_backup_holds_what_the_warehouse_held(sqlite_url: str, tmp_path: Path) -> None:
    with open_warehouse(sqlite_url) as warehouse:
        ingest(warehouse, report(), plan())
        expected = content(sqlite_url)
        told: list[tuple[int, int]] = []
        with writing(warehouse.engine):  # a writer is at work
            backup(sa.make_url(sqlite_url), tmp_path / "b" / "w.sqlite", lambda *p: told.append(p))
    assert content(f"sqlite:///{tmp_path / 'b' / 'w.sqlite'}") == expected
    assert told[-1][0] == told[-1][1] > 0
    assert [p.name for p in (tmp_path / "b").iterdir() if "part" in p.name] == []


def test_a_backup_overwrites_nothing(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(WarehouseError, match="exists already"):
        backup(sa.make_url(sqlite_url), tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"


def test_where_there_is_no_warehouse_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse"):
        backup(sa.make_url(f"sqlite:///{tmp_path / 'none.sqlite'}"), tmp_path / "b.sqlite")


def test_postgresql_has_its_own_tool(tmp_path: Path) -> None:
    url = sa.make_url("postgresql+psycopg://me:secret@host/cchc")
    with pytest.raises(WarehouseError, match=r"pg_dump .* cchc") as caught:
        backup(url, tmp_path / "b.dump")
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "w.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(WarehouseError, match="failed"):
        backup(sa.make_url(f"sqlite:///{tmp_path / 'w.sqlite'}"), tmp_path / "b.sqlite")
    assert not (tmp_path / "b.sqlite").exists()
