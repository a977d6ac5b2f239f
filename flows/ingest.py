"""The main job as a Prefect flow: discover, read, reconcile, load, sum up.

One task a batch, because a Prefect task costs more than a document; what a batch has done
is in the warehouse's ledger, not in Prefect, so a run that dies is simply run again.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff

from extract.document import Source
from extract.errors import UnreadableError
from extract.reader import load_source
from flows.discover import Discovery, discover
from flows.pool import read_files
from flows.progress import current_observer
from flows.reading import Failure, ReadOptions, ReadResult
from flows.settings import default_warehouse
from flows.versions import current_versions
from load.errors import WarehouseBusyError
from load.ledger import Outcome, Run
from load.queries import RunSummary
from load.warehouse import Warehouse, open_warehouse
from transform.frames import frames_and_faults
from transform.reading import Reading

BATCH = 100


@dataclass(frozen=True, slots=True)
class Window:
    """Days between which a document must be dated to be loaded; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether every document is wanted, dated or not."""
        return self.first is None and self.last is None

    def holds(self, reading: Reading) -> bool:
        """Tell whether a document is dated within the window."""
        day = reading.letterhead.date or reading.letterhead.period_end
        if day is None:
            return self.is_open
        return (self.first or day) <= day <= (self.last or day)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: its summary, how its inputs ended, and what it left out."""

    summary: RunSummary
    passed_over: int
    outside_window: int


@flow(name="cchc-ingest", flow_run_name="{command}")
def ingest(
    paths: list[str],
    warehouse: str | None = None,
    force: bool = False,
    issued_from: dt.date | None = None,
    issued_to: dt.date | None = None,
    layouts: list[str] | None = None,
    workers: int | None = None,
    command: str = "ingest",
) -> Report:
    """Load documents into the warehouse and return what came of it.

    paths: files, folders and globs. warehouse: a database URL. force: read again what is
    loaded with the same versions. issued_from, issued_to: only documents dated in between.
    layouts: folders with further layouts. Raises MisuseError and WarehouseError.
    """
    found = discover(paths)
    options = ReadOptions(tuple(Path(folder) for folder in layouts or ()))
    window = Window(issued_from, issued_to)
    versions = current_versions(options.layout_folders)
    with open_warehouse(warehouse or default_warehouse()) as opened:
        expected = len(found.files) if window.is_open else None
        run = opened.start_run(command, versions, expected)
        job = _Job(opened, run, options, window, workers or os.cpu_count() or 1, force)
        try:
            outside = job.work(found)
        except BaseException as error:
            opened.finish_run(run, error=f"{type(error).__name__}: {error}"[:500])
            raise
        report = Report(opened.finish_run(run), len(found.passed_over), outside)
    _show_in_prefect(report)
    return report


def _show_in_prefect(report: Report) -> None:
    """Leave how the inputs ended on the run's page of the Prefect server."""
    run = report.summary.run
    create_table_artifact(
        key="cchc-outcomes",
        table=[{"outcome": name, "documents": count} for name, count in run.outcomes.items()],
        description=(
            f"Run {run.key} ({run.command}) into {report.summary.location}: "
            f"{run.figure_count} figures, {run.task_count} tasks, {run.finding_count} findings."
        ),
    )


@dataclass(frozen=True, slots=True)
class _Job:
    """One run's work; its methods are steps, the tasks below are what Prefect sees."""

    warehouse: Warehouse
    run: Run
    options: ReadOptions
    window: Window
    workers: int
    force: bool

    def work(self, found: Discovery) -> int:
        """Bring every file to its outcome; return how many lay outside the window."""
        observer = current_observer()
        observer.begin(len(found.files))
        outside = 0
        for batch in _batches(found.files):
            sources, failures = _sources(batch, found.names)
            plan = self.warehouse.plan(list(sources.values()), self.run.versions, force=self.force)
            self.warehouse.record_outcomes(self.run, [*failures, *plan.settled])
            observer.advance(len(batch) - len(plan.to_read))
            wanted = {(s.sha256, s.name) for s in plan.to_read}
            to_read = {p: s for p, s in sources.items() if (s.sha256, s.name) in wanted}
            if to_read:
                outside += load_batch(self, read_batch(self, to_read))
        return outside


def _batches(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for start in range(0, len(files), BATCH):
        yield files[start : start + BATCH]


def _sources(
    paths: Sequence[Path], names: Mapping[Path, str]
) -> tuple[dict[Path, Source], list[Outcome]]:
    """Return who each file is, and the outcome of those that cannot even be opened."""
    sources: dict[Path, Source] = {}
    failures: list[Outcome] = []
    for path in paths:
        try:
            sources[path] = replace(load_source(path)[1], name=names[path])
        except UnreadableError as error:
            failures.append(Outcome(names[path], None, error.outcome, str(error)))
        except OSError as error:
            reason = f"The file cannot be opened: {error.strerror}. Check its permissions."
            failures.append(Outcome(names[path], None, "rejected", reason))
    return sources, failures


@task(name="read", task_run_name="read", cache_policy=NO_CACHE, persist_result=False)
def read_batch(job: _Job, sources: dict[Path, Source]) -> list[ReadResult]:
    """Return what came of reading each file, in child processes, in the order of `sources`."""
    observer = current_observer()
    results = {}
    for result in read_files(list(sources), job.options, job.workers):
        observer.advance()
        results[result.path] = _named(result, sources[result.path])
    return [results[path] for path in sources]


def _named(result: ReadResult, source: Source) -> ReadResult:
    """Return the result under the name that the ledger uses."""
    reading = result.reading
    named = replace(reading, source=source) if reading is not None else None
    return replace(result, source=source, reading=named)


def _is_busy(_task: object, _run: object, state: object) -> bool:
    """Tell whether a failed load is worth another try: only another writer is."""
    try:
        state.result()  # type: ignore[attr-defined]
    except WarehouseBusyError:
        return True
    except Exception:
        return False
    return False


@task(
    name="load",
    task_run_name="load",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=3,
    retry_delay_seconds=exponential_backoff(backoff_factor=2),
    retry_jitter_factor=0.5,
    retry_condition_fn=_is_busy,
)
def load_batch(job: _Job, results: list[ReadResult]) -> int:
    """Load what was read and record the rest; return how many lay outside the window."""
    readings = [r.reading for r in results if r.reading is not None]
    inside = [reading for reading in readings if job.window.holds(reading)]
    frames, faults = frames_and_faults(inside)
    job.warehouse.load(job.run, frames, force=job.force)
    refused = [
        Outcome(r.source.name, r.source.sha256, "rejected", _contract(faults[r.source.sha256]))
        for r in inside
        if r.source.sha256 in faults
    ]
    failed = [_failed(r.source, r.failure) for r in results if r.source and r.failure]
    job.warehouse.record_outcomes(job.run, [*refused, *failed])
    return len(readings) - len(inside)


def _contract(reason: str) -> str:
    return f"The reading breaks a contract of the warehouse: {reason}. Please report this."


def _failed(source: Source, failure: Failure) -> Outcome:
    return Outcome(source.name, source.sha256, failure.outcome, failure.message)
