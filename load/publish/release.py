"""A release: built beside the others, swapped in at once, the last few kept.

Readers open DIR/latest, a link to the newest release. Whoever has an older one open keeps it
until it is among those that are no longer kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from load.errors import WarehouseError
from load.publish import arrow, duck, parquet, sqlite_copy
from load.publish.datapackage import datapackage
from load.publish.dictionary import sections, write_dictionary

LATEST = "latest"
_BUILDING = ".building-"
_STALE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Release:
    """What was published: its folder, its version, and the rows of each table."""

    folder: Path
    version: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    bytes: int
    sha256: str


def publish(
    engine: Engine,
    folder: Path,
    *,
    now: dt.datetime,
    keep: int = 3,
    advance: Callable[[str], None] = lambda _: None,
) -> Release:
    """Publish the warehouse into `folder` and return the release.

    `advance` is told of each step. All tables are read in one transaction, so they agree.
    Raises WarehouseError where the folder cannot be written; what was published stays.
    """
    version = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, now)
        building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder))
        try:
            rows = _build(engine, building, version, advance)
            final = _free_name(folder, version)
            building.chmod(0o755)
            building.rename(final)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        _swap(folder, final)
        _prune(folder, keep)
    except OSError as error:
        raise WarehouseError(
            f"Cannot publish into {folder}: {error.strerror or error}. "
            "What was published before is as it was."
        ) from error
    return Release(final, final.name, rows)


def _build(
    engine: Engine, folder: Path, version: str, advance: Callable[[str], None]
) -> dict[str, int]:
    tables = arrow.published_tables()
    files = folder / "parquet"
    with _snapshot(engine) as connection:
        years = arrow.year_of(connection)
        rows = {}
        for table in tables:
            rows[table.name] = _write_parquet(connection, table, files, years)
            advance(f"parquet {table.name}")
    database = folder / "warehouse.duckdb"
    duck.write_duckdb(database, files, tables)
    advance("duckdb")
    sqlite_copy.write_sqlite(folder / "warehouse.sqlite", files, tables)
    advance("sqlite")
    duck.write_csv(folder / "csv", database, tables)
    advance("csv")
    # pysdmx costs a second to import, and only this needs it
    from load.publish.sdmx import write_sdmx

    write_sdmx(folder / "indicators.sdmx.csv", database)
    advance("sdmx")
    write_dictionary(folder, sections(tables, rows))
    _write_json(folder / "datapackage.json", datapackage(tables, rows, version))
    _write_json(folder / "manifest.json", _manifest(folder, version, rows))
    advance("manifest")
    return rows


def _snapshot(engine: Engine) -> Connection:
    """Return a connection whose reads all see one state of the warehouse."""
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return engine.connect()


def _write_parquet(
    connection: Connection, table: sa.Table, files: Path, years: Mapping[int, int]
) -> int:
    schema, rows = arrow.arrow_schema(table), arrow.batches(connection, table)
    if table.name.startswith("fact_") and "document_key" in table.columns:
        return parquet.write_by_year(files / table.name, schema, rows, years)
    return parquet.write_table(files / table.name, schema, rows)


def _manifest(folder: Path, version: str, rows: dict[str, int]) -> dict[str, object]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = [_File(p.relative_to(folder).as_posix(), p.stat().st_size, _sha256(p)) for p in paths]
    return {"version": version, "rows": rows, "files": [asdict(file) for file in files]}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _free_name(folder: Path, version: str) -> Path:
    """Return a name no release has: two may be published in one second."""
    names = [version, *(f"{version}-{number}" for number in range(2, 1000))]
    return next(folder / name for name in names if not (folder / name).exists())


def _swap(folder: Path, final: Path) -> None:
    """Let DIR/latest lead to the new release, in one step."""
    link = folder / f"{_BUILDING}link-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(final.name, target_is_directory=True)
    link.replace(folder / LATEST)


def _releases(folder: Path) -> list[Path]:
    named = (p for p in folder.iterdir() if (p / "manifest.json").is_file() and p.name != LATEST)
    return sorted(path for path in named if not path.name.startswith(_BUILDING))


def _prune(folder: Path, keep: int) -> None:
    """Delete the oldest releases but `keep`, never the one that `latest` leads to."""
    newest = (folder / LATEST).resolve()
    for path in _releases(folder)[: -max(1, keep)]:
        if path.resolve() != newest:
            shutil.rmtree(path, ignore_errors=True)


def _sweep(folder: Path, now: dt.datetime) -> None:
    """Delete what a publication that was killed has left behind."""
    for path in folder.glob(f"{_BUILDING}*"):
        made = dt.datetime.fromtimestamp(path.lstat().st_mtime, dt.UTC)
        if path.is_symlink():
            path.unlink(missing_ok=True)
        elif now - made > _STALE:
            shutil.rmtree(path, ignore_errors=True)
