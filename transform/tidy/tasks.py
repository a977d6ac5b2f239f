"""Tasks of plans with their agencies, and measured targets."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contracts.schema.types import is_exact
from transform.finding import CellRef
from transform.reading import Deadline, LogicalRow, LogicalTable, Reading, Target
from transform.tidy.values import Row, clean, clean_or_none, joined, place_values
from transform.vietnamese.text import fold

_TEXTS = {
    "goal_text": "goal",
    "task_text": "task",
    "activity_text": "activity",
    "result_text": "result",
    "budget_text": "budget",
    "note_text": "note",
    "lead_text": "lead",
    "coordinating_text": "coordinating",
    "deadline_text": "deadline",
}
_NO_DATA_ROLES = frozenset({"no", "no2", "label", "task", "goal", "activity", "note"})
_PATH_SIGN = " › "
_ONE_DAY = dt.timedelta(days=1)
_SPANS = frozenset(
    {"month", "quarter", "quarter_range", "half_year", "nine_months", "year", "date_range"}
)


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One row of a plan that asks for something; `no` counts from 1."""

    no: int
    table: LogicalTable
    row: LogicalRow
    row_no: int
    section_path: str | None


def planned_tasks(reading: Reading) -> tuple[PlannedTask, ...]:
    """Return the tasks of all plan tables that are not on hold, in printed order."""
    found = [
        (table, row_no, row, path)
        for table in reading.tables
        if table.kind == "task" and table.held is None
        for row_no, row, path in _with_path(table)
        if _is_task(table, row)
    ]
    return tuple(
        PlannedTask(no, table, row, row_no, path)
        for no, (table, row_no, row, path) in enumerate(found, start=1)
    )


def _with_path(table: LogicalTable) -> Iterator[tuple[int, LogicalRow, str | None]]:
    """Yield every row with the titles of the sections and groups above it."""
    above: list[LogicalRow] = []
    for row_no, row in enumerate(table.rows, start=1):
        if row.kind in ("section", "group"):
            above = [a for a in above if a.level < row.level]
        titles = [a for a in above if a.kind == "section" or a.level < row.level]
        yield row_no, row, joined(tuple(_title(a) for a in titles), _PATH_SIGN)
        if row.kind in ("section", "group"):
            above.append(row)


def _title(row: LogicalRow) -> str:
    return f"{row.no}. {row.label}" if row.no else row.label


def _is_task(table: LogicalTable, row: LogicalRow) -> bool:
    if row.kind == "item":
        return True
    if row.kind != "group":
        return False
    pairs = zip(table.columns, row.cells, strict=False)
    return any(text.strip() and column.role not in _NO_DATA_ROLES for column, text in pairs)


class TaskIndex:
    """Finds the task in whose row a cell or target stands."""

    def __init__(self, tasks: Iterable[PlannedTask]) -> None:
        self._tasks = tuple(tasks)

    def of_cell(self, cell: CellRef) -> PlannedTask | None:
        """Return the task that `cell` belongs to: by its place, else by its row."""
        at = [t for t in self._tasks if cell.place is not None and cell.place in t.row.places]
        if at or cell.row is None:
            return next(iter(at), None)
        same = [t for t in self._tasks if fold(t.table.appendix or "") == fold(cell.appendix or "")]
        return _only(same, cell.row)

    def of_target(self, target: Target) -> PlannedTask | None:
        """Return the task in whose row `target` is printed."""
        rows = [t for t in self._tasks if t.table.index == target.table]
        at = [t for t in rows if target.place in t.row.places]
        return at[0] if at else _only(rows, target.row or "")


def _only(tasks: Sequence[PlannedTask], row: str) -> PlannedTask | None:
    """Return the one task with this path or number; None where there are two."""
    by_path = [t for t in tasks if t.row.path == row]
    found = by_path or [t for t in tasks if t.row.no == row]
    return found[0] if len(found) == 1 else None


def swapped_tasks(reading: Reading, index: TaskIndex) -> frozenset[int]:
    """Return the numbers of the tasks whose cells stand in each other's columns."""
    cells = [c for f in reading.findings if f.kind == "swapped_columns" for c in f.where]
    found = [index.of_cell(cell) for cell in cells]
    return frozenset(task.no for task in found if task is not None)


def task_rows(tasks: Sequence[PlannedTask], swapped: frozenset[int], sha256: str) -> list[Row]:
    """Return the rows of the tasks frame for one document."""
    return [_row(task, task.no in swapped, sha256) for task in tasks]


def _row(task: PlannedTask, is_swapped: bool, sha256: str) -> Row:
    table, row = task.table, task.row
    texts = {name: _cell(table, row, role) for name, role in _TEXTS.items()}
    texts["task_text"] = texts["task_text"] or clean_or_none(row.label)
    return {
        "document_sha256": sha256,
        "task_no": task.no,
        "table_no": table.index,
        "row_no": task.row_no,
        "appendix": clean_or_none(table.appendix),
        "row_kind": row.kind,
        "section_path": task.section_path,
        "printed_no": clean_or_none(row.no),
        "row_path": clean(row.path),
        **texts,
        **deadline_values(row.deadline, texts["deadline_text"]),
        "is_swapped": is_swapped,
        **place_values(row.place),
    }


def _cell(table: LogicalTable, row: LogicalRow, role: str) -> str | None:
    """Return the first printed cell of the columns with `role`."""
    pairs = zip(table.columns, row.cells, strict=False)
    texts = (text for column, text in pairs if column.role == role and text.strip())
    return clean_or_none(next(texts, None))


def deadline_values(deadline: Deadline | None, printed: str | None) -> Row:
    """Return the deadline columns; a cell that was not read is blank or unreadable."""
    read = deadline or Deadline("unreadable" if printed else "blank")
    return {
        "deadline_class": read.type,
        "deadline_from_date": read.start,
        "deadline_to_date": read.end,
        "deadline_date": read.date,
        "deadline_before_date": read.before,
        "due_date": due_date(read),
        "recurrence": joined(read.recurrence, ";"),
        "within_count": read.within,
        "within_unit": clean_or_none(read.unit),
        "since_text": clean_or_none(read.since),
        "reference_text": clean_or_none(read.reference),
        "condition_text": clean_or_none(read.condition),
        "deadline_detail": clean(json.dumps(read.as_dict(), ensure_ascii=False, sort_keys=True)),
        "invalid_text": clean_or_none(read.invalid),
    }


def due_date(deadline: Deadline) -> dt.date | None:
    """Return the last day on which the task is in time, or None where none can be told."""
    if deadline.type == "exact_date":
        return deadline.date
    if deadline.type == "before_date" and deadline.before and deadline.before > dt.date.min:
        return deadline.before - _ONE_DAY
    reversed_span = deadline.start and deadline.end and deadline.start > deadline.end
    return deadline.end if deadline.type in _SPANS and not reversed_span else None


def task_agency_rows(tasks: Sequence[PlannedTask], sha256: str) -> list[Row]:
    """Return the rows of the task_agencies frame for one document."""
    return [
        {
            "document_sha256": sha256,
            "task_no": task.no,
            "agency_code": mention.key,
            "role": role,
            "position": position,
            "agency_text": clean(mention.text),
            "is_open_set": mention.open_set,
        }
        for task in tasks
        for role, mentions in (("lead", task.row.lead), ("coordinating", task.row.coordinating))
        for position, mention in enumerate(mentions, start=1)
    ]


def target_rows(reading: Reading, index: TaskIndex) -> list[Row]:
    """Return the rows of the targets frame for one document."""
    kept = [target for target in reading.targets if is_exact(target.value)]
    rows = []
    for no, target in enumerate(kept, start=1):
        task = index.of_target(target) if target.location == "table" else None
        rows.append(
            {
                "document_sha256": reading.source.sha256,
                "task_no": task.no if task else None,
                "indicator_code": target.indicator,
                "target_no": no,
                "location": target.location,
                "comparator": target.comparator,
                "target_value": target.value,
                "unit": clean(target.unit),
                "target_text": clean(target.text),
                **place_values(target.place),
            }
        )
    return rows
