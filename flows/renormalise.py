"""All facts anew from what was read before, without opening a file; and what that changes."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from prefect import flow

from contracts.layouts import load_layouts
from flows.changes import DocumentChange, change_of
from flows.ingest import Job, Window, load_batch, read_batch
from flows.progress import current_observer
from flows.reading import ReadOptions
from flows.settings import default_warehouse
from flows.versions import current_versions
from flows.work import work_of_stored
from load.ledger import Run
from load.queries import RunSummary
from load.warehouse import open_warehouse

COMMAND = "renormalise"


@dataclass(frozen=True, slots=True)
class Renormalised:
    """What reading everything anew has changed, or would change.

    `documents` counts what was read, `outcomes` how they ended, `outside_window` those left
    out; `summary` is None for a rehearsal, which leaves no run behind.
    """

    documents: int
    outcomes: dict[str, int]
    changes: tuple[DocumentChange, ...]
    outside_window: int
    summary: RunSummary | None


@flow(name="cchc-renormalise", flow_run_name="renormalise")
def renormalise(
    warehouse: str | None = None,
    dry_run: bool = False,
    issued_from: dt.date | None = None,
    issued_to: dt.date | None = None,
    layouts: list[str] | None = None,
    workers: int | None = None,
) -> Renormalised:
    """Apply the present layouts, catalogue and rules to everything that was ever read.

    With `dry_run` the warehouse stays as it is. Raises LayoutError and WarehouseError.
    """
    options = ReadOptions(tuple(Path(folder) for folder in layouts or ()))
    load_layouts(options.layout_folders)  # a mistake in one is said before any work
    versions = current_versions(options.layout_folders)
    window = Window(issued_from, issued_to)
    cores = workers or os.cpu_count() or 1
    with open_warehouse(warehouse or default_warehouse()) as opened:
        if dry_run:
            # no run of the ledger: nothing of a rehearsal may stay
            run = Run(0, versions)
            return _through(Job(opened, run, options, window, cores, True, rehearsal=True))
        with opened.running(COMMAND, versions) as run:
            done = _through(Job(opened, run, options, window, cores, force=True))
            opened.compare(run)
        return replace(done, summary=opened.finish_run(run))


def _through(job: Job) -> Renormalised:
    """Read every stored document anew and load it, batch by batch."""
    work = work_of_stored(job.warehouse)
    current_observer().begin(work.count)
    outcomes: Counter[str] = Counter()
    changes: list[DocumentChange] = []
    outside = 0
    for batch in work.batches:
        started = time.monotonic()
        loaded = load_batch(job, read_batch(job, batch.items))
        outside += loaded.outside
        outcomes.update(outcome.outcome for outcome in loaded.outcomes)
        changes += (change_of(outcome) for outcome in loaded.outcomes if outcome.changes)
        work.pace.took(batch.size, time.monotonic() - started)
    return Renormalised(work.count, dict(outcomes), tuple(changes), outside, None)
