"""Every query of the README gives the same answer on SQLite, PostgreSQL and DuckDB."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy as sa

from flows.reading import ReadOptions, read_file
from flows.samples import build_samples
from load.engine import make_engine
from load.publish import publish
from load.warehouse import open_warehouse
from tests.load.content import ingest
from transform.reading import Reading

README = Path(__file__).parents[2] / "README.md"
QUERIES = re.findall(r"```sql\n(.*?);\n```", README.read_text(encoding="utf-8"), re.S)
NOW = dt.datetime(2025, 5, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    """Return the sample documents as read."""
    paths = build_samples(tmp_path_factory.mktemp("samples"))
    return [r for path in paths if (r := read_file(path, ReadOptions()).reading) is not None]


@pytest.fixture
def warehouses(
    samples: list[Reading], sqlite_url: str, postgres_url: str, tmp_path: Path
) -> Iterator[tuple[sa.Engine, sa.Engine, Path]]:
    """Yield the samples on SQLite, on PostgreSQL and published as a DuckDB file."""
    for url in (sqlite_url, postgres_url):
        with open_warehouse(url) as warehouse:
            ingest(warehouse, *samples)
    engines = [make_engine(url, read_only=True) for url in (sqlite_url, postgres_url)]
    released = publish(engines[0], tmp_path / "out", now=NOW)
    yield engines[0], engines[1], released.folder / "warehouse.duckdb"
    for engine in engines:
        engine.dispose()


def _plain(value: object) -> object:
    """Return a value as all engines give it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float | Decimal):
        return round(float(value), 9)
    return str(value) if isinstance(value, dt.date) else value


def _rows(result: Any) -> list[tuple[object, ...]]:
    return sorted((tuple(map(_plain, row)) for row in result), key=repr)


@pytest.mark.postgres
def test_every_query_means_the_same_everywhere(
    warehouses: tuple[sa.Engine, sa.Engine, Path],
) -> None:
    sqlite, postgres, published = warehouses
    assert len(QUERIES) >= 15
    with (
        sqlite.connect() as one,
        postgres.connect() as other,
        duckdb.connect(str(published), read_only=True) as third,
    ):
        for query in QUERIES:
            expected = _rows(one.exec_driver_sql(query))
            bare = other.connection.driver_connection
            assert bare is not None
            assert _rows(bare.execute(query).fetchall()) == expected, query
            assert _rows(third.execute(query).fetchall()) == expected, query
            assert expected, query
