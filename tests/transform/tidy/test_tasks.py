"""Tasks of plans: which rows are tasks, where they stand, when they are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from extract.document import Place
from tests.load.readings import plan, plan_row
from transform.finding import CellRef
from transform.reading import Deadline, LogicalRow, RowKind, Target
from transform.tidy.tasks import (
    TaskIndex,
    deadline_values,
    due_date,
    planned_tasks,
    swapped_tasks,
    target_rows,
    task_agency_rows,
    task_rows,
)

DAY, END = dt.date(2025, 3, 1), dt.date(2025, 3, 31)


def test_sections_are_paths_and_items_are_tasks() -> None:
    tasks = planned_tasks(plan())
    assert [task.row.no for task in tasks] == ["1", "2"]
    assert {task.section_path for task in tasks} == {"I. Cải cách thể chế"}


def row(kind: RowKind, no: str, level: int, *texts: str) -> LogicalRow:
    """Return a row of a plan with texts after number and task."""
    cells = (no, f"việc {no}", *texts, *("",) * (4 - len(texts)))
    return LogicalRow(kind, no, None, no, f"việc {no}", cells, (Place(line=1),), level)


def test_a_group_is_a_task_only_where_something_is_asked() -> None:
    reading = plan()
    rows = (
        row("section", "I", 1),
        row("group", "1", 2, "Sở Nội vụ"),
        row("item", "1.1", 3),
        row("group", "2", 2),
        row("item", "2.1", 3),
        row("section", "II", 1),
        row("item", "1", 2),
        row("total", "", 1),
    )
    tasks = planned_tasks(replace(reading, tables=(replace(reading.tables[0], rows=rows),)))
    assert [(task.row.no, task.section_path) for task in tasks] == [
        ("1", "I. việc I"),
        ("1.1", "I. việc I › 1. việc 1"),
        ("2.1", "I. việc I › 2. việc 2"),
        ("1", "II. việc II"),
    ]


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        (Deadline("exact_date", date=DAY), DAY),
        (Deadline("before_date", before=DAY), dt.date(2025, 2, 28)),
        (Deadline("month", start=DAY, end=END), END),
        (Deadline("date_range", start=DAY, end=END), END),
        (Deadline("date_range", start=END, end=DAY), None),
        (Deadline("month"), None),
        (Deadline("recurring", recurrence=("monthly",)), None),
        (Deadline("before_date", invalid="31/02/2025"), None),
        (Deadline("blank"), None),
    ],
)
def test_the_last_day_in_time(deadline: Deadline, due: dt.date | None) -> None:
    assert due_date(deadline) == due


def test_a_deadline_that_was_not_read_is_blank_or_unreadable() -> None:
    assert deadline_values(None, None)["deadline_class"] == "blank"
    assert deadline_values(None, "mai")["deadline_class"] == "unreadable"


def test_the_whole_deadline_is_kept_as_text() -> None:
    mixed = Deadline("mixed", parts=(Deadline("month", start=DAY), Deadline("recurring")))
    detail = deadline_values(mixed, "Tháng 3; thường xuyên")["deadline_detail"]
    assert '"parts": [{"start": "2025-03-01", "type": "month"}' in str(detail)


def test_the_first_printed_cell_of_a_role_counts() -> None:
    reading = plan()
    (task, _) = task_rows(planned_tasks(reading), frozenset(), "f" * 64)
    assert (task["lead_text"], task["result_text"]) == ("Sở Nội vụ", "Kế hoạch")
    assert task["goal_text"] is None


def test_bodies_keep_role_order_and_text() -> None:
    rows = task_agency_rows(planned_tasks(plan()), "f" * 64)
    assert [(r["role"], r["position"], r["agency_code"], r["is_open_set"]) for r in rows[:2]] == [
        ("lead", 1, "SNV", False),
        ("coordinating", 1, None, True),
    ]


def test_a_swapped_row_is_marked() -> None:
    reading = plan()
    index = TaskIndex(planned_tasks(reading))
    assert swapped_tasks(reading, index) == {1}


def test_a_row_that_stands_twice_is_not_guessed() -> None:
    reading = plan()
    twice = plan_row("1", "khác", Deadline("blank"), "", 30)
    table = replace(reading.tables[0], rows=(*reading.tables[0].rows, twice))
    index = TaskIndex(planned_tasks(replace(reading, tables=(table,))))
    assert index.of_cell(CellRef("Phụ lục", "1", None)) is None
    found = index.of_cell(CellRef("Phụ lục", "1", None, place=Place(line=30)))
    assert found is not None
    assert found.no == 3
    assert index.of_cell(CellRef("Phụ lục", None, None)) is None


def test_targets_find_their_task_or_stand_alone() -> None:
    reading = plan()
    body = Target("body", ">=", Decimal(80), "%", "tối thiểu 80%", Place(line=5))
    rows = target_rows(
        replace(reading, targets=(*reading.targets, body)), TaskIndex(planned_tasks(reading))
    )
    assert [row["task_no"] for row in rows] == [2, None]
