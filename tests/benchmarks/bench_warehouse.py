"""Loading, loading again and asking a warehouse of up to a million figures.

    python -m tests.benchmarks.bench_warehouse [--documents 20000] [--figures 50]
        [--url sqlite:////tmp/w.sqlite] [--url postgresql+psycopg://...]

The documents are made up: every province, its departments, four quarters of several years,
rows of the statistical form. The load is measured beside the barest way of putting the very
same rows into an empty table of the same columns and keys in the same engine: executemany in
one transaction on SQLite, COPY on PostgreSQL. Seconds are of the wall clock.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import itertools
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table
from sqlalchemy.sql import quoted_name

from contracts.catalogue import indicators, provinces
from contracts.schema import fact_figure
from extract.document import Place, Source
from load.bulk import insert_rows
from load.engine import make_engine, writing
from load.ledger import Versions
from load.views import VIEWS
from load.warehouse import Warehouse, open_warehouse
from transform.frames import frames_of
from transform.reading import Column, Letterhead, LogicalRow, LogicalTable, Reading
from transform.vietnamese.numbers import parse_number

VERSIONS = Versions("bench", "bench", "bench")
BATCH = 100
_BODIES = ("SNV", "STC", "SXD", "SYT", "STP", "SCT", "SVHTTDL", "SGDDT")
_COLUMNS = (
    Column("STT", role="no"),
    Column("Chỉ tiêu", role="label"),
    Column("ĐVT", role="unit"),
    Column("Số liệu", role="value"),
)


def documents(count: int, figures: int, seed: int = 1) -> Iterator[Reading]:
    """Yield `count` reports of `figures` figures each, no two of one body and quarter."""
    rng = random.Random(seed)
    rows = [item for item in indicators() if item.kind != "heading"][:figures]
    places = [p for p in provinces() if p.valid_to is not None or p.valid_from.year < 2025]
    slots = itertools.product(range(2022, 2200), range(1, 5), places, _BODIES)
    for number, (year, quarter, place, body) in enumerate(itertools.islice(slots, count), start=1):
        day = dt.date(min(year, 2025), 3 * quarter, 10)
        yield Reading(
            source=Source(f"{number}.txt", hashlib.sha256(b"%d" % number).hexdigest(), "text", 1),
            letterhead=Letterhead(
                doc_type="BÁO CÁO",
                doc_type_code="BC",
                number=str(number),
                symbol=f"BC-{body}",
                date=day,
                issuing_body=body,
                province=place.name,
                agency_key=body,
                period_label=f"Quý {quarter} năm {year}",
            ),
            tables=(_table(rows, rng),),
        )


def _table(rows: list[Any], rng: random.Random) -> LogicalTable:
    return LogicalTable(
        index=0,
        kind="indicator",
        appendix="Phụ lục",
        title="",
        columns=_COLUMNS,
        rows=tuple(_row(n, item, rng) for n, item in enumerate(rows, start=1)),
        layout="indicator",
        layout_version=1,
        place=Place(line=1),
    )


def _row(number: int, item: Any, rng: random.Random) -> LogicalRow:
    printed = str(rng.randrange(100 if item.kind == "ratio" else 5000))
    return LogicalRow(
        kind="item",
        no=item.number,
        parent=None,
        path=f"{item.appendix}.{item.number}",
        label=item.label_vi,
        cells=(item.number, item.label_vi, item.unit, printed),
        places=(Place(line=number),),
        code=item.code,
        unit=item.unit,
        value=parse_number(printed, unit=item.unit),
    )


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _load(warehouse: Warehouse, count: int, figures: int, name: str) -> tuple[float, float]:
    """Load everything as a run does; return the seconds of frames and load, and of load alone."""
    run = warehouse.start_run(name, VERSIONS, count)
    made, whole, bare = documents(count, figures), 0.0, 0.0
    while batch := list(itertools.islice(made, BATCH)):
        start = time.perf_counter()
        plan = warehouse.plan([reading.source for reading in batch], VERSIONS)
        warehouse.record_outcomes(run, plan.settled)
        wanted = set(plan.to_read)
        chosen = [reading for reading in batch if reading.source in wanted]
        if chosen:
            frames = frames_of(chosen)
            before = time.perf_counter()
            warehouse.load(run, frames)
            bare += time.perf_counter() - before
        whole += time.perf_counter() - start
    whole += _timed(lambda: warehouse.finish_run(run))
    return whole, bare


def _raw(url: str) -> tuple[int, float]:
    """Copy the figures of a warehouse into an empty table like theirs; rows and seconds."""
    engine = make_engine(url)
    twin = fact_figure.to_metadata(sa.MetaData(), name="bench_figure")
    for key in list(twin.foreign_key_constraints):
        twin.constraints.discard(key)
    for index in twin.indexes:
        index.name = quoted_name(f"bench_{index.name}", quote=None)
    for rule in twin.constraints:
        rule.name = None
    try:
        with engine.connect() as connection:
            rows = [dict(r) for r in connection.execute(sa.select(fact_figure)).mappings()]
        with writing(engine) as connection:
            twin.create(connection)
            seconds = _timed(lambda: insert_rows(connection, twin, rows))
            twin.drop(connection)
    finally:
        engine.dispose()
    return len(rows), seconds


def _ask(url: str) -> list[tuple[str, int, float]]:
    engine = make_engine(url, read_only=True)
    found = []
    try:
        with engine.connect() as connection:
            for view in VIEWS:
                if not view.name.startswith("mart_"):
                    continue
                query = sa.text(f"SELECT count(*) FROM (SELECT * FROM {view.name}) AS x")
                start = time.perf_counter()
                rows = int(connection.execute(query).scalar_one())
                found.append((view.name, rows, time.perf_counter() - start))
    finally:
        engine.dispose()
    return found


def _fresh(folder: Path) -> str:
    return f"sqlite:///{folder / 'warehouse.sqlite'}"


def main() -> None:
    """Measure each engine that is given, SQLite if none is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--figures", type=int, default=50)
    parser.add_argument("--url", action="append", default=[])
    given = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        for url in given.url or [_fresh(Path(folder))]:
            _measure(url, given.documents, given.figures, console)


def _measure(url: str, count: int, figures: int, console: Console) -> None:
    with open_warehouse(url) as warehouse:
        engine = warehouse.engine.dialect.name
        whole, bare = _load(warehouse, count, figures, "first")
        again, _ = _load(warehouse, count, figures, "again")
    rows, raw = _raw(url)
    table = Table("what", "seconds", "figures a second", "of the raw path", title=engine)
    for name, seconds in (("frames and load", whole), ("load alone", bare), ("raw", raw)):
        share = f"{raw / seconds:.0%}"
        table.add_row(name, f"{seconds:.1f}", f"{Decimal(rows) / Decimal(seconds):,.0f}", share)
    table.add_row("again, unchanged", f"{again:.1f}", "", f"{again / whole:.1%} of the first load")
    for name, found, seconds in _ask(url):
        table.add_row(name, f"{seconds:.2f}", f"{found:,} rows", "")
    console.print(table)


if __name__ == "__main__":
    main()
