"""Named guards of layouts: what must hold of a table before its rows can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from contracts.layouts import Layout
from transform.finding import Notice
from transform.layout_match import heading_key
from transform.numbering import parse_row_number
from transform.reading import Column, LogicalTable

Guard = Callable[[LogicalTable], list[Notice]]


def unique_headings(table: LogicalTable) -> list[Notice]:
    """Hold a table in which one heading stands over two columns: either may be meant."""
    # a heading over two number columns is how offices print double numbering
    printed = [c for c in table.columns if c.path and c.role not in ("no", "no2")]
    keys = Counter(_path_key(column) for column in printed)
    twice = [c.path[-1] for c in printed if keys[_path_key(c)] > 1]
    if not twice:
        return []
    return [
        Notice(
            "equal_headings",
            f"{table.appendix or 'Table'}: the heading “{twice[0]}” stands over "
            f"{len(twice)} columns, so which one is meant is not known. Correct the heading "
            "in the document, or give the table a layout of its own.",
            table.place,
            holds_table=True,
        )
    ]


def _path_key(column: Column) -> tuple[str, ...]:
    return tuple(heading_key(name) for name in column.path)


def numbers_once(table: LogicalTable) -> list[Notice]:
    """Report a row number that stands twice under one parent."""
    seen: Counter[tuple[str, str | None]] = Counter()
    notices = []
    for row in table.rows:
        if row.no is None or "#" not in row.path:
            continue
        key = (row.no, row.parent)
        seen[key] += 1
        notices.append(
            Notice(
                "number_twice",
                f"{table.appendix or 'Table'}: row number {row.no} stands twice"
                f"{f' under {row.parent}' if row.parent else ''}; "
                f"check which row “{row.label[:60]}” is.",
                row.place,
            )
        )
    return notices


def numbers_contiguous(table: LogicalTable) -> list[Notice]:
    """Report a row number that skips one: a row may be missing."""
    last: dict[str | None, int] = {}
    notices = []
    for row in table.rows:
        number = parse_row_number(row.no) if row.no else None
        ordinal = number.ordinal if number else None
        if ordinal is None:
            continue
        before = last.get(row.parent, 0)
        last[row.parent] = ordinal
        if ordinal > before + 1:
            notices.append(
                Notice(
                    "number_skipped",
                    f"{table.appendix or 'Table'}: row {row.no} follows number {before}; "
                    "a row may be missing between them.",
                    row.place,
                )
            )
    return notices


_GUARDS: dict[str, Guard] = {
    "unique_headings": unique_headings,
    "numbers_once": numbers_once,
    "numbers_contiguous": numbers_contiguous,
}


def check_guards(table: LogicalTable, layout: Layout) -> list[Notice]:
    """Return what the guards of `layout` have against `table`."""
    return [notice for name in layout.guards for notice in _GUARDS[name](table)]
