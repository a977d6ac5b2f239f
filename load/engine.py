"""From a URL to an engine that keeps its promises: SQLite in WAL mode or PostgreSQL.

Writers take turns: a write transaction holds the one write lock of the file, or an advisory
lock on PostgreSQL, so that keys can be given out and supersessions told without races.
"""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, ProgrammingError

from contracts.schema.ledger import ledger_run
from load.errors import (
    NoWarehouseError,
    WarehouseBusyError,
    WarehouseError,
    WarehouseUnreachableError,
)

WAIT_SECONDS = 60.0
_CONNECT_SECONDS = 10
# pages of SQLite kept in memory: the indexes of a million figures fit, the default holds 2 MB
_CACHE_KIB = 64 * 1024
_POSTGRES = ("postgres", "postgresql", "postgresql+psycopg")
# any number does, as long as nothing else in the database takes the same lock
_WRITE_LOCK = 0x63636863
_WRITES = "cchc_writes"
_NOT_ALLOWED = "42501"
_LOCK_NOT_AVAILABLE = "55P03"
_ELSEWHERE = "or name another with --warehouse"
# what to do about a file of SQLite that cannot be used, by the kind of its error
_ADVICE = {
    sqlite3.SQLITE_FULL: "Free some space (df -h shows where), then run the same command again; "
    "what was loaded before is kept.",
    sqlite3.SQLITE_READONLY: "Check the permissions of the file and of its folder (cchc doctor), "
    f"{_ELSEWHERE}.",
    sqlite3.SQLITE_CANTOPEN: "Check that its folder is there and may be written into (cchc "
    f"doctor), {_ELSEWHERE}.",
    sqlite3.SQLITE_IOERR: "The disk fails or is full; check it (df -h, dmesg), then run the same "
    "command again.",
    sqlite3.SQLITE_NOTADB: f"The file is no warehouse; check its name, {_ELSEWHERE}.",
    sqlite3.SQLITE_CORRUPT: f"The file is damaged; bring back a backup of it, {_ELSEWHERE}.",
}


def parse_url(url: str) -> URL:
    """Return the URL of a warehouse; a bare path means a SQLite file.

    Raises WarehouseError, without repeating what was given: it may hold a password.
    """
    try:
        parsed = sa.make_url(url if "://" in url else f"sqlite:///{url}")
    except (ArgumentError, ValueError):
        raise WarehouseError(
            "The address of the warehouse is not a URL. Write sqlite:///path/to/file.sqlite "
            "or postgresql+psycopg://user:password@host/database."
        ) from None
    if parsed.drivername in _POSTGRES:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return parsed
    raise WarehouseError(
        f"A warehouse on {parsed.get_backend_name()} is not supported; use sqlite or postgresql."
    )


def describe(url: URL) -> str:
    """Return where the warehouse is, without user's password or connection options."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    host = url.host or url.query.get("host") or "localhost"
    port = f":{url.port}" if url.port else ""
    return f"PostgreSQL {host}{port}/{url.database or ''}"


def make_engine(
    url: str | URL, *, read_only: bool = False, wait_seconds: float = WAIT_SECONDS
) -> Engine:
    """Return an engine for `url`; nothing is opened yet."""
    parsed = parse_url(url) if isinstance(url, str) else url
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, read_only, wait_seconds)
    return _postgres(parsed, read_only, wait_seconds)


def _sqlite(url: URL, read_only: bool, wait_seconds: float) -> Engine:
    path = Path(url.database or "")
    if read_only and not path.is_file():
        raise NoWarehouseError(
            f"There is no warehouse at {path}. Run `cchc ingest PATH` to make one."
        )
    if not read_only:
        _make_folder(path.parent)
    engine = sa.create_engine(url, hide_parameters=True)

    def connect(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin where `begin` below says so
        connection.execute(f"PRAGMA busy_timeout = {int(wait_seconds * 1000)}")
        if not read_only:
            _to_wal(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    sa.event.listen(engine, "connect", connect)
    sa.event.listen(engine, "begin", begin)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WarehouseUnreachableError(
            f"Cannot make the folder {folder} for the warehouse: {error.strerror}."
        ) from error


def _to_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL unless the file is in it already: switching needs the file alone."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")


def _postgres(url: URL, read_only: bool, wait_seconds: float) -> Engine:
    options = [f"-c lock_timeout={int(wait_seconds * 1000)}"]
    if read_only:
        options.append("-c default_transaction_read_only=on")
    arguments: dict[str, Any] = {
        "connect_timeout": _CONNECT_SECONDS,
        "application_name": f"cchc {socket.gethostname()} {os.getpid()}"[:63],
        "options": " ".join(options),
    }
    return sa.create_engine(url, hide_parameters=True, connect_args=arguments)


def check_reachable(engine: Engine) -> None:
    """Raise WarehouseUnreachableError unless the warehouse can be opened."""
    try:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except DBAPIError as error:
        if _is_busy(error):
            raise _busy(engine) from None
        where, why = describe(engine.url), reason_of(error, engine.url)
        message = f"Cannot open the warehouse {where}: {why}.{_advice(error)}"
        raise WarehouseUnreachableError(message) from None


def reason_of(error: DBAPIError, url: URL) -> str:
    """Return the engine's own words on one line, without any password."""
    lines = str(error.orig or error).strip().splitlines()
    words = " ".join(line.strip() for line in lines if line.strip())
    secrets = [url.password, url.query.get("password"), url.query.get("sslpassword")]
    for secret in secrets:
        if secret:
            words = words.replace(str(secret), "***")
    return words


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in the only write transaction; commit at the end, else roll back.

    Raises WarehouseBusyError naming the holder when the turn does not come in time.
    """
    try:
        writer = engine.execution_options(**{_WRITES: True})
        with writer.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITE_LOCK)))
            yield connection
    except OperationalError as error:
        if _is_busy(error):
            raise _busy(engine) from None
        where, why = describe(engine.url), reason_of(error, engine.url)
        message = f"Writing to the warehouse {where} failed: {why}.{_advice(error)}"
        raise WarehouseError(message) from error
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != _NOT_ALLOWED:
            raise
        where, why = describe(engine.url), reason_of(error, engine.url)
        raise WarehouseError(
            f"This user may not write to the warehouse {where}: {why}. Use a user who may."
        ) from error


def _advice(error: DBAPIError) -> str:
    """Return what to do about a file that cannot be used; nothing where that is not known."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    advice = _ADVICE.get(int(code) & 0xFF) if code is not None else None
    return f" {advice}" if advice else ""


def _is_busy(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return int(code) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE


def _busy(engine: Engine) -> WarehouseBusyError:
    return WarehouseBusyError(
        f"The warehouse {describe(engine.url)} is being written by {_holder(engine)}. "
        "Wait until that has ended, then run the same command again."
    )


def _holder(engine: Engine) -> str:
    """Return who is writing: the runs that the ledger has as running, this process aside."""
    reader = make_engine(engine.url, read_only=True, wait_seconds=1)
    running = sa.select(ledger_run).where(ledger_run.c.state == "running")
    try:
        with reader.connect() as connection:
            rows = connection.execute(running).all()
    except (DBAPIError, WarehouseError):
        rows = []
    finally:
        reader.dispose()
    others = [r for r in rows if (r.host, r.process_id) != (socket.gethostname(), os.getpid())]
    named = [
        f"run {r.run_key} ({r.command}, process {r.process_id} on {r.host}, "
        f"since {r.started_at:%Y-%m-%d %H:%M} UTC)"
        for r in others
    ]
    return " or ".join(named) or "another program"
