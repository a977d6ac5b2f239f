"""Reports reconciled in the light of what people have decided about their figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from contracts.layouts import load_layouts
from flows.changes import DocumentChange, change_of
from flows.reading import ReadOptions, read_file
from flows.versions import current_versions
from flows.work import stored
from load.ledger import Versions
from load.warehouse import Warehouse, open_warehouse
from transform.frames import frames_and_faults
from transform.reading import Reading
from transform.reconsider import reconsidered
from transform.tidy.documents import report_identity_of

COMMAND = "decide"


def with_decisions(
    warehouse: Warehouse, readings: Sequence[Reading], layout_folders: Sequence[Path]
) -> list[Reading]:
    """Return the readings, those about which people have decided something reconciled anew."""
    names = [report_identity_of(reading) for reading in readings]
    rulings = warehouse.rulings(names)
    if not rulings:
        return list(readings)
    layouts = load_layouts(tuple(layout_folders))
    return [
        reconsidered(reading, rulings[name], layouts) if name in rulings else reading
        for name, reading in zip(names, readings, strict=True)
    ]


def reconsider(
    url: str, decisions: Sequence[int], layout_folders: Sequence[Path]
) -> tuple[DocumentChange, ...]:
    """Reconcile anew the reports that `decisions` are about; return what else that changes.

    A document that was loaded with other layouts, rules or program is left to the next
    `cchc backfill --renormalise`, so that a decision changes nothing but what follows from it.
    """
    versions = current_versions(layout_folders)
    with open_warehouse(url) as warehouse:
        readings = _read(warehouse, decisions, layout_folders, versions)
        if not readings:
            return ()
        with warehouse.running(COMMAND, versions) as run:
            frames, _ = frames_and_faults(with_decisions(warehouse, readings, layout_folders))
            outcomes = warehouse.load(run, frames, force=True)
            warehouse.compare(run)
        warehouse.finish_run(run)
    return tuple(change_of(outcome) for outcome in outcomes if outcome.changes)


def _read(
    warehouse: Warehouse,
    decisions: Sequence[int],
    layout_folders: Sequence[Path],
    versions: Versions,
) -> list[Reading]:
    """Return the documents of some decisions, read again from what is kept of them."""
    kept = warehouse.stored(warehouse.hashes_of_decisions(decisions))
    plan = warehouse.plan([item.source for item in kept.values()], versions)
    otherwise = {source.sha256 for source in plan.to_read}
    options = ReadOptions(tuple(layout_folders))
    results = (read_file(stored(e), options) for h, e in kept.items() if h not in otherwise)
    return [result.reading for result in results if result.reading is not None]
