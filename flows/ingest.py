"""The main job as a Prefect flow: discover, read, reconcile, load, sum up.

One task a batch, because a Prefect task costs more than a document; what a batch has done
is in the warehouse's ledger, not in Prefect, so a run that dies is simply run again.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.tasks import exponential_backoff

from contracts.layouts import load_layouts
from extract.document import Source
from extract.settings import ReadSettings
from flows.discover import discover
from flows.passwords import load_passwords
from flows.pool import read_files
from flows.progress import current_observer
from flows.reading import Failure, Item, ReadOptions, ReadResult
from flows.reconsidering import with_decisions
from flows.settings import default_warehouse, picture_share, second_share
from flows.versions import current_versions
from flows.work import Batch, Work, extractions_of, work_of_files, work_on_hold
from load.errors import WarehouseBusyError
from load.ledger import Outcome, Run
from load.queries import RunSummary
from load.warehouse import Warehouse, open_warehouse
from transform.frames import frames_and_faults
from transform.reading import Reading


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
    held: bool = False,
    password_file: str | None = None,
) -> Report:
    """Load documents into the warehouse and return what came of it.

    paths: files, folders and globs. warehouse: a database URL. force: read again what is
    loaded with the same versions. issued_from, issued_to: only documents dated in between.
    layouts: folders with further layouts. held: only what is on hold, of `paths` or, without
    any, from where it lay or what was kept of it. password_file: a file with passwords, one
    a line. Raises MisuseError, LayoutError and WarehouseError.
    """
    found = discover(paths)
    folders = tuple(Path(folder) for folder in layouts or ())
    options = ReadOptions(folders, _settings(password_file), pack=True)
    window = Window(issued_from, issued_to)
    load_layouts(options.layout_folders)  # a mistake in one is said before any work
    versions = current_versions(options.layout_folders)
    with open_warehouse(warehouse or default_warehouse()) as opened:
        work = work_on_hold(opened, found if paths else None) if held else work_of_files(found)
        expected = work.count if window.is_open else None
        cores = workers or os.cpu_count() or 1
        with opened.running(command, versions, expected) as run:
            job = Job(opened, run, options, window, cores, force=force or held)
            outside = job.do(work)
            opened.compare(run)
        report = Report(opened.finish_run(run), len(found.passed_over), outside)
    _show_in_prefect(report)
    return report


def _settings(password_file: str | None) -> ReadSettings:
    passwords = load_passwords(Path(password_file) if password_file else None)
    return ReadSettings(passwords, second_share(), picture_share(), digits=True)


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
class Job:
    """One run's work; its methods are steps, the tasks below are what Prefect sees.

    A `rehearsal` finds out how everything would end and leaves the warehouse as it is.
    """

    warehouse: Warehouse
    run: Run
    options: ReadOptions
    window: Window
    workers: int
    force: bool
    rehearsal: bool = False

    def do(self, work: Work) -> int:
        """Bring every input to its outcome; return how many lay outside the window."""
        current_observer().begin(work.count)
        outside = 0
        for batch in work.batches:
            started = time.monotonic()
            outside += self._batch(batch)
            work.pace.took(batch.size, time.monotonic() - started)
        return outside

    def _batch(self, batch: Batch) -> int:
        versions = self.run.versions
        plan = self.warehouse.plan(list(batch.items.values()), versions, force=self.force)
        self.warehouse.record_outcomes(self.run, [*batch.ended, *plan.settled])
        current_observer().advance(batch.size - len(plan.to_read))
        wanted = {(s.sha256, s.name) for s in plan.to_read}
        to_read = {i: s for i, s in batch.items.items() if (s.sha256, s.name) in wanted}
        outside = load_batch(self, read_batch(self, to_read)).outside if to_read else 0
        self.warehouse.record_paths(self.run, _paths(batch.items))
        return outside


def _paths(items: Mapping[Item, Source]) -> dict[tuple[str, str], str]:
    """Return where the files among the items lie, by SHA-256 and name."""
    return {(s.sha256, s.name): str(i) for i, s in items.items() if isinstance(i, Path)}


@dataclass(frozen=True, slots=True)
class Loaded:
    """How the inputs of a batch ended, and how many lay outside the window."""

    outcomes: tuple[Outcome, ...]
    outside: int


_CHANGED = Failure(
    "held", "changed", "The file changed while it was read. Ingest it again when it is complete."
)


@task(name="read", task_run_name="read", cache_policy=NO_CACHE, persist_result=False)
def read_batch(job: Job, sources: dict[Item, Source]) -> list[ReadResult]:
    """Return what came of reading each item, in child processes, in the order of `sources`."""
    observer = current_observer()
    results = {}

    def reached(item: Item, page: int) -> None:
        observer.reached(sources[item].name, page)

    for result in read_files(list(sources), job.options, job.workers, watcher=reached):
        observer.advance()
        results[result.item] = _named(result, sources[result.item])
    return [results[item] for item in sources]


def _named(result: ReadResult, source: Source) -> ReadResult:
    """Return the result under the name that the ledger uses, a failure where the file changed."""
    if result.source is not None and result.source.sha256 != source.sha256:
        return ReadResult(result.item, source, failure=_CHANGED)
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
def load_batch(job: Job, results: list[ReadResult]) -> Loaded:
    """Load what was read, record the rest and return how all of it ended."""
    readings = [r.reading for r in results if r.reading is not None]
    inside = [reading for reading in readings if job.window.holds(reading)]
    inside = with_decisions(job.warehouse, inside, job.options.layout_folders)
    frames, faults = frames_and_faults(inside)
    refused = [
        Outcome(r.source.name, r.source.sha256, "rejected", _contract(faults[r.source.sha256]))
        for r in inside
        if r.source.sha256 in faults
    ]
    failed = [_failed(r.source, r.failure) for r in results if r.source and r.failure]
    if job.rehearsal:
        ended = job.warehouse.rehearse(job.run.versions, frames)
    else:
        job.warehouse.store(extractions_of(results))
        ended = job.warehouse.load(job.run, frames, force=job.force)
        job.warehouse.record_outcomes(job.run, [*refused, *failed])
    return Loaded((*ended, *refused, *failed), len(readings) - len(inside))


def _contract(reason: str) -> str:
    return f"The reading breaks a contract of the warehouse: {reason}. Please report this."


def _failed(source: Source, failure: Failure) -> Outcome:
    return Outcome(source.name, source.sha256, failure.outcome, failure.message)
