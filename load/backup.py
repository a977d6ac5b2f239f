"""A copy of a warehouse while it is in use."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from load.engine import describe
from load.errors import WarehouseError

_PAGES = 1000


def backup(url: URL, target: Path, advance: Callable[[int, int], None] = lambda *_: None) -> None:
    """Copy a SQLite warehouse to a new file by SQLite's backup API; readers and writers go on.

    `advance` is told the pages that are done and all of them. The copy appears under its name
    only when it is whole. Raises WarehouseError for PostgreSQL, with what to type, for a
    target that exists, and where copying fails.
    """
    if url.get_backend_name() != "sqlite":
        raise WarehouseError(
            f"{describe(url)} is backed up by PostgreSQL's own tool: pg_dump --format=custom "
            f"--file={target} {url.database or 'DATABASE'}; pg_restore brings it back."
        )
    source = Path(url.database or "")
    if not source.is_file():
        raise WarehouseError(f"There is no warehouse at {source}.")
    if target.exists():
        raise WarehouseError(f"{target} exists already; choose another name.")
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as own, closing(sqlite3.connect(part)) as copy:
            own.backup(
                copy, pages=_PAGES, progress=lambda _, left, total: advance(total - left, total)
            )
        part.rename(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise WarehouseError(f"The backup to {target} failed: {error}") from error
