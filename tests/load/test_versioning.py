"""Migrations make exactly the MetaData; old, new and foreign schemas are told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from contracts.schema import metadata
from load import versioning
from load.engine import make_engine, writing
from load.errors import SchemaOutdatedError, SchemaTooNewError, WarehouseError
from load.versioning import HEAD, REVISIONS, check, current, upgrade
from load.views import VIEWS, fingerprint
from load.warehouse import open_warehouse

MIGRATIONS = Path(versioning.__file__).parent / "migrations"


def described(engine: sa.Engine) -> dict[str, Any]:
    """Return all that the database says of its tables."""
    inspector = sa.inspect(engine)
    return {
        name: {
            "columns": [
                {**column, "type": str(column["type"])} for column in inspector.get_columns(name)
            ],
            "primary": inspector.get_pk_constraint(name),
            "foreign": _sorted(inspector.get_foreign_keys(name)),
            "unique": _sorted(inspector.get_unique_constraints(name)),
            "checks": _sorted(inspector.get_check_constraints(name)),
            "indexes": _sorted(inspector.get_indexes(name)),
            "comment": _comment(inspector, name),
        }
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }


def _sorted(items: Any) -> list[Any]:
    return sorted(items, key=lambda item: str(item["name"]))


def _comment(inspector: sa.Inspector, name: str) -> object:
    if inspector.dialect.name == "sqlite":
        return None
    return inspector.get_table_comment(name)


def test_the_migrations_make_the_metadata(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with engine.begin() as connection:
        metadata.create_all(connection)
    made = described(engine)
    with engine.begin() as connection:
        metadata.drop_all(connection)
    upgrade(engine)
    assert described(engine) == made
    assert set(made) == set(metadata.tables)
    assert all(table["checks"] or table["primary"] for table in made.values())
    engine.dispose()


def test_the_program_knows_its_own_revisions() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_current_head() == HEAD
    assert tuple(s.revision for s in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_a_change_of_the_views_needs_a_new_revision() -> None:
    head = ScriptDirectory(str(MIGRATIONS)).get_revision(HEAD)
    assert head is not None
    assert head.module.views_fingerprint == fingerprint()


def test_an_upgrade_happens_once(empty_url: str) -> None:
    engine = make_engine(empty_url)
    assert upgrade(engine)
    assert not upgrade(engine)
    check(engine)
    views = {view.name for view in VIEWS}
    assert views <= set(sa.inspect(engine).get_view_names())
    engine.dispose()


def test_a_newer_schema_is_refused(warehouse_url: str) -> None:
    engine = make_engine(warehouse_url)
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNewError, match="9999"):
        open_warehouse(warehouse_url)
    with pytest.raises(SchemaTooNewError):
        check(engine)
    engine.dispose()


def test_an_older_schema_is_refused_for_reading_with_what_to_type(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('0001')"))
    with pytest.raises(SchemaOutdatedError, match="cchc db upgrade"):
        check(engine)
    engine.dispose()


def test_tables_of_somebody_else_are_not_touched(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE dim_document (a INTEGER)"))
    with pytest.raises(WarehouseError, match="no schema version"):
        open_warehouse(empty_url)
    assert sa.inspect(engine).get_table_names() == ["dim_document"]
    engine.dispose()


def test_an_upgrade_that_breaks_off_leaves_nothing(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: sa.Connection) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(versioning, "create_views", fail)
    engine = make_engine(empty_url)
    with pytest.raises(RuntimeError, match="power cut"):
        upgrade(engine)
    assert sa.inspect(engine).get_table_names() == []
    with engine.connect() as connection:
        assert current(connection) is None
    engine.dispose()


def test_comments_reach_postgresql(postgres_url: str) -> None:
    engine = make_engine(postgres_url)
    inspector = sa.inspect(engine)
    for name, table in metadata.tables.items():
        assert inspector.get_table_comment(name)["text"] == table.comment
        comments = {column["name"]: column["comment"] for column in inspector.get_columns(name)}
        assert comments == {column.name: column.comment for column in table.columns}
    engine.dispose()
