"""Who may do what on PostgreSQL: a role that only reads and a role that loads."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from psycopg import Connection as PsycopgConnection
from psycopg import sql
from sqlalchemy.engine import Engine

from load.engine import describe, writing
from load.errors import WarehouseError

ANALYST, INGEST = "cchc_analyst", "cchc_ingest"
_READ = "SELECT"
_WRITE = "SELECT, INSERT, UPDATE, DELETE"


def create_roles(engine: Engine, *, analyst: str = ANALYST, ingest: str = INGEST) -> None:
    """Create the two roles where they are missing, and give each its rights anew.

    Neither may log in: grant them to the people and programs that do. Tables and views made
    later by this user have the same rights. Raises WarehouseError on SQLite, and for a user
    who may not create roles.
    """
    if engine.dialect.name != "postgresql":
        raise WarehouseError(
            f"{describe(engine.url)} is a SQLite file, which has no users: the rights of the "
            "file decide. Give analysts a published copy (cchc publish)."
        )
    with writing(engine) as connection:
        known = set(connection.execute(sa.text("SELECT rolname FROM pg_roles")).scalars())
        raw = connection.connection.driver_connection
        assert isinstance(raw, PsycopgConnection)
        for role, rights in ((analyst, _READ), (ingest, _WRITE)):
            if role not in known:
                raw.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
            for statement in _grants(role, rights, str(engine.url.database)):
                raw.execute(statement)


def _grants(role: str, rights: str, database: str) -> Iterator[sql.Composed]:
    """Yield what gives a role its rights in the schema, now and on what is made later."""
    named = {
        "role": sql.Identifier(role),
        "database": sql.Identifier(database),
        "rights": sql.SQL(rights),
    }
    for text in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "GRANT CONNECT ON DATABASE {database} TO {role}",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT {rights} ON ALL TABLES IN SCHEMA public TO {role}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON TABLES TO {role}",
    ):
        yield sql.SQL(text).format(**named)
