"""A sound warehouse passes the gate; every check is broken once, on both engines."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from contracts.expectations import Check, Suite, warehouse_suite
from load.engine import make_engine
from load.errors import WarehouseError
from load.gate import run_gate
from load.warehouse import open_warehouse
from tests.load.content import ingest
from tests.load.readings import plan, report

CHECKS = {check.id: check for check in warehouse_suite().checks}
WITNESSES: dict[str, dict[str, Any]] = yaml.safe_load(
    (resources.files("contracts") / "witnesses" / "expectations" / "warehouse.yaml").read_text(
        "utf-8"
    )
)


def fill(url: str) -> None:
    """Load two issues of a report, another report and a plan, in two runs."""
    with open_warehouse(url) as opened:
        ingest(opened, report(), plan())
        ingest(opened, report("again.txt", "2"), report("b.txt", number="9"))


def loosen(connection: sa.Connection, table: str) -> None:
    """Replace a table by a copy of it without keys and constraints."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
        connection.exec_driver_sql(f"CREATE TABLE loose AS SELECT * FROM {table}")
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"ALTER TABLE loose RENAME TO {table}")
        return
    query = sa.text(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint "
        "WHERE contype <> 'n' AND CAST(:name AS regclass) IN (conrelid, confrelid) "
        "ORDER BY contype"
    )
    for owner, name in connection.execute(query, {"name": table}).all():
        connection.exec_driver_sql(
            f'ALTER TABLE {owner} DROP CONSTRAINT IF EXISTS "{name}" CASCADE'
        )


def shattered(url: str, witness: dict[str, Any]) -> None:
    engine = sa.create_engine(make_engine(url).url)  # without this program's foreign keys
    try:
        with engine.begin() as connection:
            if "loosen" in witness:
                loosen(connection, witness["loosen"])
            for statement in witness["break"]:
                connection.execute(sa.text(statement))
    finally:
        engine.dispose()


def one(check: Check) -> Suite:
    return Suite(suite="one", checks=(check,))


def test_every_check_has_a_witness() -> None:
    assert WITNESSES.keys() == CHECKS.keys()


def test_a_sound_warehouse_passes(warehouse_url: str) -> None:
    fill(warehouse_url)
    result = run_gate(make_engine(warehouse_url).url)
    assert result.failed == ()
    assert result.is_open
    assert len(result.verdicts) == len(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_what_breaks_a_check_is_found(warehouse_url: str, name: str) -> None:
    fill(warehouse_url)
    shattered(warehouse_url, WITNESSES[name])
    result = run_gate(make_engine(warehouse_url).url, one(CHECKS[name]))
    (verdict,) = result.failed
    assert verdict.count == WITNESSES[name]["rows"]
    assert len(verdict.rows) == verdict.count
    assert result.is_open is (CHECKS[name].severity == "warning")


def test_a_check_that_cannot_be_evaluated_is_said(sqlite_url: str) -> None:
    broken = Check(id="x", table="dim_date", says="x", rows="SELECT nonsense FROM {batch}")
    with pytest.raises(WarehouseError, match="check x cannot be evaluated"):
        run_gate(make_engine(sqlite_url).url, one(broken))


@pytest.mark.parametrize(
    "mistake", [{"rows": "SELECT 1"}, {}, {"unique": ("a",), "rows": "SELECT 1 FROM {batch}"}]
)
def test_a_check_with_mistakes_is_refused(mistake: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="rows"):
        Check(id="x", table="t", says="x", **mistake)
