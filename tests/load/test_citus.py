"""The DDL for Citus keeps to its rules, runs, and takes the rows of a warehouse."""

from __future__ import annotations

import subprocess
import sys

import pytest
import sqlalchemy as sa

from contracts.schema import metadata
from load.citus import KEY, is_spread, statements, tables
from load.engine import make_engine
from load.warehouse import open_warehouse
from tests.load.content import ingest
from tests.load.readings import plan, report
from tests.load.test_view_restated import BAC_KAN

SPREAD = [table for table in tables() if is_spread(metadata.tables[table.name])]
# what Citus brings, as far as a plain server needs it
STAND_INS = (
    "CREATE FUNCTION create_reference_table(name text) RETURNS void AS '' LANGUAGE sql",
    "CREATE FUNCTION create_distributed_table(name text, key text) RETURNS void AS '' LANGUAGE sql",
)


def test_every_fact_is_spread_by_its_document() -> None:
    names = {table.name for table in SPREAD}
    facts = {name for name in metadata.tables if name.startswith(("fact_", "past_"))}
    assert facts <= names
    assert {"bridge_task_agency", "bridge_finding_cell", "bridge_figure_repeat"} <= names
    assert "dim_document" not in names


@pytest.mark.parametrize("table", SPREAD, ids=lambda table: str(table.name))
def test_the_distribution_key_stands_in_every_unique_key(table: sa.Table) -> None:
    assert not table.c[KEY].nullable
    keys = [
        rule
        for rule in table.constraints
        if isinstance(rule, sa.PrimaryKeyConstraint | sa.UniqueConstraint)
    ]
    assert keys
    assert all(KEY in rule.columns for rule in keys)
    assert not any(index.unique for index in table.indexes)
    for rule in table.foreign_key_constraints:
        if is_spread(metadata.tables[rule.referred_table.name]):
            assert rule.column_keys[0] == KEY
            assert rule.elements[0].column.name == KEY


def test_every_row_of_a_bridge_says_its_document(sqlite_url: str) -> None:
    with open_warehouse(sqlite_url) as warehouse:
        ingest(warehouse, report(), plan())
        with warehouse.engine.connect() as connection:
            for name, key in (
                ("bridge_task_agency", "task_key"),
                ("bridge_finding_cell", "finding_key"),
                ("fact_hypothesis", "finding_key"),
                ("fact_hypothesis_change", "finding_key"),
            ):
                table = metadata.tables[name]
                rows = connection.execute(sa.select(table.c[key], table.c[KEY])).all()
                assert rows
                assert all(fact // 1_000_000 == document for fact, document in rows)


@pytest.mark.postgres
def test_the_statements_run_and_take_the_rows_of_a_warehouse(
    empty_postgres: str, sqlite_url: str
) -> None:
    with open_warehouse(sqlite_url) as warehouse:
        ingest(warehouse, report(), plan(), BAC_KAN)
        engine = make_engine(empty_postgres)
        with warehouse.engine.connect() as own, engine.begin() as other:
            bare = other.connection.driver_connection
            assert bare is not None
            for statement in (*STAND_INS, *statements()):
                bare.execute(statement)  # without arguments: a percent sign is one
            for table in metadata.sorted_tables:
                rows = [dict(row) for row in own.execute(sa.select(table)).mappings()]
                if rows and table.name != "extraction":
                    other.execute(sa.insert(table), rows)
            query = sa.text("SELECT count(*) AS n FROM v_figure_restated WHERE is_today")
            assert other.execute(query).scalar_one() == own.execute(query).scalar_one() > 0
        engine.dispose()


def test_the_statements_are_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "load.citus"], capture_output=True, text=True, check=True
    )
    assert "SELECT create_distributed_table('fact_figure', 'document_key');" in done.stdout
    assert "SELECT create_reference_table('dim_province');" in done.stdout
