"""Loading, loading again and asking a warehouse of up to a million figures.

    python -m tests.benchmarks.bench_warehouse [--documents 20000] [--figures 50]
        [--url sqlite:////tmp/w.sqlite] [--url postgresql+psycopg://...]

The documents are made up: every province, its departments, four quarters of several years,
rows of the statistical form. The load takes readings and leaves behind all that a run does:
plan, store of what was read, frames and their contracts, dimensions, facts, ledger. It is
measured beside the barest way of putting the very same figures into an empty table of the
same columns, keys, indexes and checks in the same engine: tuples that the driver takes as
they are, by executemany in one transaction on SQLite, by COPY on PostgreSQL. Raw is measured
twice: into a table that refers to the dimensions as fact_figure does, and without references,
which cost PostgreSQL more than the rows themselves.

Seconds are of the wall clock and of this process; on PostgreSQL the server works besides.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import itertools
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import Engine
from sqlalchemy.sql import quoted_name

from contracts.catalogue import indicators, provinces
from contracts.schema import fact_figure
from extract.document import Place, Source
from load.bulk import copy_rows, driver_rows, execute_rows
from load.engine import make_engine, writing
from load.extractions import Extraction
from load.ledger import Run, Versions
from load.views import VIEWS
from load.warehouse import Warehouse, open_warehouse
from transform.frames import frames_of
from transform.reading import Column, Letterhead, LogicalRow, LogicalTable, Reading
from transform.vietnamese.numbers import parse_number

VERSIONS = Versions("bench", "bench", "bench")
BATCH = 500
# bytes of a packed document of this size
PACKED = 3000
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


@dataclass(slots=True)
class Seconds:
    """Time that went by on the wall and in this process."""

    wall: float = 0.0
    process: float = 0.0

    def measure(self, work: Callable[..., Any], *given: Any) -> Any:
        """Do some work and add the time it takes."""
        wall, process = time.perf_counter(), time.process_time()
        done = work(*given)
        self.wall += time.perf_counter() - wall
        self.process += time.process_time() - process
        return done


def _load(warehouse: Warehouse, count: int, figures: int, name: str) -> tuple[Seconds, Seconds]:
    """Load everything as a run does; return the time it takes, and that of the frames alone."""
    whole, frames = Seconds(), Seconds()
    run = whole.measure(warehouse.start_run, name, VERSIONS, count)
    made = documents(count, figures)
    noise = random.Random(1)
    while batch := list(itertools.islice(made, BATCH)):
        kept = [Extraction(reading.source, 1, noise.randbytes(PACKED)) for reading in batch]
        whole.measure(_load_batch, warehouse, run, batch, kept, frames)
    whole.measure(warehouse.finish_run, run)
    return whole, frames


def _load_batch(
    warehouse: Warehouse, run: Run, batch: list[Reading], kept: list[Extraction], frames: Seconds
) -> None:
    plan = warehouse.plan([reading.source for reading in batch], VERSIONS)
    warehouse.record_outcomes(run, plan.settled)
    wanted = set(plan.to_read)
    chosen = [reading for reading in batch if reading.source in wanted]
    if chosen:
        warehouse.store([item for item in kept if item.source in wanted])
        warehouse.load(run, frames.measure(frames_of, chosen))


def _raw(url: str) -> dict[str, tuple[int, Seconds]]:
    """Copy the figures of a warehouse into empty tables like theirs; rows and time of each."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            listed = [tuple(row) for row in connection.execute(sa.select(fact_figure))]
        names = fact_figure.columns.keys()
        columns = dict(zip(names, map(list, zip(*listed, strict=True)), strict=True))
        del listed
        rows = list(driver_rows(fact_figure, engine.dialect.name, columns))
        return {
            "raw": (len(rows), _copied(engine, _twin(refers=True), rows)),
            "raw, no references": (len(rows), _copied(engine, _twin(refers=False), rows)),
        }
    finally:
        engine.dispose()


def _copied(engine: Engine, twin: sa.Table, rows: list[tuple[Any, ...]]) -> Seconds:
    names, seconds = tuple(twin.columns.keys()), Seconds()
    with writing(engine) as connection:
        twin.create(connection)
    with writing(engine) as connection:
        put = execute_rows if engine.dialect.name == "sqlite" else copy_rows
        seconds.measure(put, connection, twin, names, rows)
        seconds.measure(connection.commit)
    with writing(engine) as connection:
        twin.drop(connection)
    return seconds


def _twin(*, refers: bool) -> sa.Table:
    """Return a table like that of the figures, with or without references to others."""
    name = "bench_figure" if refers else "bench_bare_figure"
    twin = fact_figure.to_metadata(fact_figure.metadata, name=name)
    fact_figure.metadata.remove(twin)
    for key in () if refers else list(twin.foreign_key_constraints):
        twin.constraints.discard(key)
    for index in twin.indexes:
        index.name = quoted_name(f"{name}_{index.name}", quote=None)
    for rule in twin.constraints:
        rule.name = None
    return twin


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
    parser.add_argument("--compare", action="store_true", help="compare the documents as well")
    parser.add_argument("--ask", action="store_true", help="ask the marts as well")
    given = parser.parse_args()
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as folder:
        for url in given.url or [_fresh(Path(folder))]:
            _measure(url, given, console)


def _measure(url: str, given: argparse.Namespace, console: Console) -> None:
    count, figures, compared = given.documents, given.figures, Seconds()
    with open_warehouse(url) as warehouse:
        engine = warehouse.engine.dialect.name
        whole, frames = _load(warehouse, count, figures, "first")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        again, _ = _load(warehouse, count, figures, "again")
        if given.compare:
            run = warehouse.start_run("compare", VERSIONS, 0)
            compared.measure(warehouse.compare, run)
            warehouse.finish_run(run)
    copied = _raw(url)
    rows, raw = copied["raw"]
    table = Table(
        "what", "seconds", "of this process", "figures a second", "of raw, wall", "process",
        title=f"{engine}: {count:,} documents, {rows:,} figures, at most {peak:,.0f} MB",
    )  # fmt: skip
    for name, own in (
        ("load, end to end", whole),
        ("of it frames", frames),
        *((name, own) for name, (_, own) in copied.items()),
    ):
        table.add_row(
            name,
            f"{own.wall:.1f}",
            f"{own.process:.1f}",
            f"{rows / own.wall:,.0f}",
            f"{raw.wall / own.wall:.0%}",
            f"{raw.process / own.process:.0%}",
        )
    _add(table, "again, unchanged", again, whole)
    if given.compare:
        _add(table, "comparing documents", compared, whole)
    for name, found, seconds in _ask(url) if given.ask else ():
        table.add_row(name, f"{seconds:.2f}", "", f"{found:,} rows", "", "")
    console.print(table)


def _add(table: Table, name: str, own: Seconds, whole: Seconds) -> None:
    shares = (f"{own.wall / whole.wall:.1%} of the load", f"{own.process / whole.process:.1%}")
    table.add_row(name, f"{own.wall:.1f}", f"{own.process:.1f}", "", *shares)


if __name__ == "__main__":
    main()
