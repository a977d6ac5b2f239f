"""`make bench` and `make soak`: what is measured rather than asserted.

Every figure stands beside a baseline that was measured in the same run on the same data.
"""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from contracts.layouts import project_layouts
from extract.reader import read_path
from flows.versions import current_versions
from load.warehouse import Warehouse, open_warehouse
from tests.benchmarks import measure_reconcile
from tests.builders import build_variants
from transform.frames import frames_of
from transform.read import read
from transform.reading import Reading

app = typer.Typer(add_completion=False, help=__doc__)
_PARTS = {"text", "load", "reconcile"}


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _documents(folder: Path, count: int, seed: int = 1) -> list[Path]:
    paths = []
    for document in build_variants(seed, count):
        path = folder / f"{document.name.removesuffix('.txt')}.txt"
        path.write_text(document.text, encoding="utf-8", newline="")
        paths.append(path)
    return paths


def _readings(paths: Sequence[Path]) -> list[Reading]:
    layouts = project_layouts()
    return [read(read_path(path), layouts) for path in paths]


def _split(paths: Sequence[Path]) -> int:
    """Split lines and tabs and no more: the least that any reader of these texts must do."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in paths)
    return sum(len(line.split("\t")) for text in texts for line in text.splitlines())


def bench_text(count: int) -> None:
    """Print how fast texts are read, beside splitting them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = _documents(Path(folder), count)
        _readings(paths[:5])
        readings: list[Reading] = []
        ours = _seconds(lambda: readings.extend(_readings(paths)))
        baseline = _seconds(lambda: _split(paths))
    rows = sum(len(table.rows) for reading in readings for table in reading.tables)
    print(f"text: {count} documents, {rows} rows in {ours:.2f} s")
    print(f"  {count / ours:.0f} documents/s, {rows / ours:.0f} rows/s, read and reconciled")
    print(f"  baseline, splitting lines and tabs: {baseline:.3f} s; ratio {ours / baseline:.0f}")


def bench_load(count: int) -> None:
    """Print how fast readings are loaded into SQLite, beside a bare executemany."""
    with tempfile.TemporaryDirectory() as folder:
        readings = _readings(_documents(Path(folder), count))
        frames = frames_of(readings)
        figures = [tuple(map(str, row)) for row in frames.frame("figures").itertuples(index=False)]
        with open_warehouse(f"sqlite:///{folder}/w.sqlite") as warehouse:
            ours = _seconds(lambda: _load(warehouse, readings))
            again = _seconds(lambda: _replan(warehouse, readings))
        baseline = _seconds(lambda: _bare_insert(Path(folder), figures))
    print(f"load: {count} documents, {len(figures)} figures in {ours:.2f} s")
    print(f"  {len(figures) / ours:.0f} figures/s with frames, contracts, keys and ledger")
    print(f"  unchanged second run: {again:.3f} s, {again / ours:.1%} of the first")
    print(f"  baseline, bare executemany of the figures: {baseline:.2f} s; {ours / baseline:.1f}x")


def _load(warehouse: Warehouse, readings: Sequence[Reading]) -> None:
    run = warehouse.start_run("bench", current_versions(), len(readings))
    for start in range(0, len(readings), 100):
        warehouse.load(run, frames_of(readings[start : start + 100]))
    warehouse.finish_run(run)


def _replan(warehouse: Warehouse, readings: Sequence[Reading]) -> None:
    run = warehouse.start_run("bench", current_versions(), len(readings))
    plan = warehouse.plan([reading.source for reading in readings], run.versions)
    warehouse.record_outcomes(run, plan.settled)
    warehouse.finish_run(run)


def _bare_insert(folder: Path, rows: Sequence[tuple[str, ...]]) -> None:
    connection = sqlite3.connect(folder / "bare.sqlite")
    columns = ", ".join(f"c{i}" for i in range(len(rows[0])))
    marks = ", ".join("?" for _ in rows[0])
    connection.execute(f"CREATE TABLE figure ({columns})")
    connection.executemany(f"INSERT INTO figure VALUES ({marks})", rows)
    connection.commit()
    connection.close()


@app.command()
def bench(
    parts: Annotated[
        list[str] | None, typer.Argument(help="text, load, reconcile; default: all")
    ] = None,
    count: Annotated[int, typer.Option(help="Documents or reports.")] = 200,
) -> None:
    """Measure the parts named."""
    wanted = set(parts or _PARTS)
    if unknown := wanted - _PARTS:
        raise typer.BadParameter(f"no such part: {', '.join(sorted(unknown))}")
    if "text" in wanted:
        bench_text(count)
    if "load" in wanted:
        bench_load(count)
    if "reconcile" in wanted:
        sys.argv = ["measure_reconcile", "--reports", str(count), "--peer"]
        measure_reconcile.main()


@app.command()
def soak(rounds: int = 20, count: int = 200) -> None:
    """Load ever new documents into one warehouse and print memory and time of each round."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_warehouse(f"sqlite:///{folder}/w.sqlite") as warehouse,
    ):
        for number in range(1, rounds + 1):
            inside = Path(folder) / str(number)
            inside.mkdir()
            paths = _documents(inside, count, seed=number)
            seconds = _seconds(lambda paths=paths: _load(warehouse, _readings(paths)))  # type: ignore[misc]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"round {number}: {count} documents in {seconds:.1f} s, peak {peak:.0f} MB")


if __name__ == "__main__":
    app()
