"""The version of a warehouse's schema: read it, compare it, bring it up to date.

An upgrade is one transaction: views away, migrations, views again. A warehouse is therefore
either wholly old or wholly new, wherever the process is killed.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from load.engine import describe, writing
from load.errors import NoWarehouseError, SchemaOutdatedError, SchemaTooNewError, WarehouseError
from load.views import create_views, drop_views

# the revision this program works with; a test holds it against load/migrations/versions
HEAD = "0007"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
_FOLDER = Path(__file__).parent / "migrations"


def current(connection: Connection) -> str | None:
    """Return the revision of the warehouse, or None where there is none yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        sa.text("SELECT version_num FROM alembic_version")
    ).scalar()
    return found


def check(engine: Engine) -> None:
    """Raise SchemaTooNewError or SchemaOutdatedError unless the schema is this program's."""
    with engine.connect() as connection:
        found = current(connection)
    _refuse_newer(engine, found)
    if found is None:
        raise NoWarehouseError(
            f"There is no warehouse in {describe(engine.url)}. Run `cchc ingest PATH` to make one."
        )
    if found != HEAD:
        raise SchemaOutdatedError(
            f"The warehouse {describe(engine.url)} has schema {found}, this program "
            f"works with {HEAD}. Run `cchc db upgrade`."
        )


def _refuse_newer(engine: Engine, found: str | None) -> None:
    if found is not None and found not in REVISIONS:
        raise SchemaTooNewError(
            f"The warehouse {describe(engine.url)} has schema {found}, which this program does "
            f"not know (it works with {HEAD}): a newer version wrote it. Upgrade cchc."
        )


def upgrade(engine: Engine) -> bool:
    """Create or migrate the schema; return whether anything had to be done.

    Raises SchemaTooNewError for a warehouse of a newer version, and WarehouseError for a
    database that holds tables of the same names which this program did not make.
    """
    with engine.connect() as connection:
        found = current(connection)
    if found == HEAD:
        return False
    _refuse_newer(engine, found)
    with writing(engine) as connection:
        found = current(connection)  # another process may have been faster
        if found == HEAD:
            return False
        _refuse_newer(engine, found)
        if found is None:
            _refuse_foreign(engine, connection)
        _migrate(connection)
    return True


def _refuse_foreign(engine: Engine, connection: Connection) -> None:
    tables = set(sa.inspect(connection).get_table_names())
    if {"dim_document", "ledger_run"} & tables:
        raise WarehouseError(
            f"The database {describe(engine.url)} already holds tables named like those of a "
            "warehouse but no schema version. Choose another database."
        )


def _migrate(connection: Connection) -> None:
    # alembic takes a third of a second to import, and most commands never need it
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    drop_views(connection)
    command.upgrade(config, "head")
    create_views(connection)
