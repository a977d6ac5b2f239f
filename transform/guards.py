"""Named guards of layouts: what must hold of a table before its rows can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from contracts.layouts import Layout
from transform.finding import Notice
from transform.layout_match import heading_key
from transform.reading import Column, LogicalTable

Guard = Callable[[LogicalTable], list[Notice]]


def unique_headings(table: LogicalTable) -> list[Notice]:
    """Hold a table in which one heading stands over two columns: either may be meant."""
    # a heading over two number columns is how offices print double numbering
    printed = [c for c in table.columns if c.path and c.role not in ("no", "no2")]
    keys = Counter(path_key(column) for column in printed)
    twice = [c.path[-1] for c in printed if keys[path_key(c)] > 1]
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


def path_key(column: Column) -> tuple[str, ...]:
    """Return the key under which two columns have one heading."""
    return tuple(heading_key(name) for name in column.path)


_GUARDS: dict[str, Guard] = {
    "unique_headings": unique_headings,
}


def check_guards(table: LogicalTable, layout: Layout) -> list[Notice]:
    """Return what the guards of `layout` have against `table`."""
    return [notice for name in layout.guards for notice in _GUARDS[name](table)]
