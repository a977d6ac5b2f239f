"""A warehouse of the version before decisions is brought up with all it holds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from contracts.schema import metadata
from load import versioning
from load.engine import make_engine, writing
from load.versioning import HEAD, current, upgrade
from load.warehouse import open_warehouse
from tests.load.content import content, ingest
from tests.load.readings import plan, report

_NEW = {"ledger_decision", "fact_decision_effect"}
_NEW_COLUMNS = {"report_identity", "finding_code"}


def _make_older(url: str, revision: str) -> None:
    engine = make_engine(url)
    config = Config()
    config.set_main_option("script_location", str(versioning._FOLDER))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def _copy(source: str, target: str) -> None:
    """Copy all rows of all tables that the older warehouse has."""
    older, newer = make_engine(target), make_engine(source, read_only=True)
    known = sa.inspect(older)
    names = set(known.get_table_names())
    with newer.connect() as giving, writing(older) as taking:
        for table in metadata.sorted_tables:
            if table.name not in names:
                continue
            old = {column["name"] for column in known.get_columns(table.name)}
            columns: list[sa.Column[Any]] = [c for c in table.columns if c.name in old]
            rows = giving.execute(sa.select(*columns).order_by(*table.primary_key.columns))
            values = [dict(row._mapping) for row in rows]
            if values:
                taking.execute(sa.insert(table), values)
    older.dispose()
    newer.dispose()


def test_all_that_an_older_warehouse_holds_is_kept_and_named(
    warehouse_url: str, empty_url: str
) -> None:
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, report(), plan(), report("b.txt", number="864", period_label=None))
    _make_older(empty_url, "0003")
    _copy(warehouse_url, empty_url)
    engine = make_engine(empty_url)
    assert upgrade(engine)
    with engine.connect() as connection:
        assert current(connection) == HEAD
        if engine.dialect.name == "sqlite":
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
            assert said == "ok"
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE fact_figure SET status = 'decided'"))
        connection.rollback()
    engine.dispose()
    open_warehouse(empty_url).close()  # the catalogue fills the tables that are new
    held = content(empty_url)
    assert sum(map(len, held.values())) > 100
    assert held == content(warehouse_url)
