"""What a reload changes in the figures of a document, and the former states it leaves behind.

Figures are matched by the cell they are printed in (the grain of fact_figure); two states of
a cell differ when anything but their keys and their place on the page differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import fact_figure, past_figure
from load.records import Record

GRAIN = ("table_no", "row_no", "column_no", "basis")
_NOT_COMPARED = frozenset({"figure_key", "figure_no", "known_from", *GRAIN})
COMPARED = tuple(
    name
    for name in fact_figure.columns.keys()  # noqa: SIM118
    if name not in _NOT_COMPARED and not name.startswith("place_")
)
_PAST = frozenset(past_figure.columns.keys())


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure that a reload adds, removes or states otherwise.

    `before` and `after` are rows of fact_figure; one of them is None unless `kind` is
    `changed`.
    """

    kind: Literal["added", "removed", "changed"]
    before: Record | None
    after: Record | None

    @property
    def differing(self) -> tuple[str, ...]:
        """The columns in which the two states differ; none where there is only one."""
        if self.before is None or self.after is None:
            return ()
        return tuple(n for n in COMPARED if self.before.get(n) != self.after.get(n))


def figures_of(connection: Connection, document_key: int) -> list[Record]:
    """Return the rows of fact_figure of a document."""
    query = sa.select(fact_figure).where(fact_figure.c.document_key == document_key)
    return [dict(row) for row in connection.execute(query).mappings()]


def changes(before: Sequence[Record], after: Sequence[Record]) -> tuple[FigureChange, ...]:
    """Return how `after` differs from `before`, by table, row and column."""
    old, new = _by_cell(before), _by_cell(after)
    found = (_change(old.get(cell), new.get(cell)) for cell in sorted(old.keys() | new.keys()))
    return tuple(change for change in found if change is not None)


def _by_cell(rows: Iterable[Record]) -> dict[tuple[object, ...], Record]:
    return {_cell(row): row for row in rows}


def _change(before: Record | None, after: Record | None) -> FigureChange | None:
    if before is None:
        return FigureChange("added", None, after)
    if after is None:
        return FigureChange("removed", before, None)
    change = FigureChange("changed", before, after)
    return change if change.differing else None


def settle(
    connection: Connection, document_key: int, former: Sequence[Record], now: dt.datetime
) -> tuple[FigureChange, ...]:
    """Keep the former states of the figures of a document that are not as they were.

    Call it when the new states are in place, corrections and decisions included: a figure
    that came out as it was keeps the moment since which it stands. Returns what has changed.
    """
    present = figures_of(connection, document_key)
    found = changes(former, present)
    _keep(connection, (c.before for c in found if c.before is not None), now)
    new = {_cell(c.after) for c in found if c.after is not None}
    old = {_cell(row): row["known_from"] for row in former}
    stamps = [
        {"key": row["figure_key"], "moment": now if _cell(row) in new else old[_cell(row)]}
        for row in present
    ]
    if stamps:
        update = sa.update(fact_figure).where(fact_figure.c.figure_key == sa.bindparam("key"))
        connection.execute(update.values(known_from=sa.bindparam("moment")), stamps)
    return found


def _cell(row: Record) -> tuple[object, ...]:
    return tuple(row[name] for name in GRAIN)


def _keep(connection: Connection, states: Iterable[Record], now: dt.datetime) -> None:
    """Enter former states of figures, which ended `now`."""
    column = past_figure.c.past_figure_key
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(column), 0))).scalar_one()
    rows = [
        {
            "past_figure_key": last + offset,
            "known_to": now,
            **{name: value for name, value in state.items() if name in _PAST},
        }
        for offset, state in enumerate(states, start=1)
    ]
    if rows:
        connection.execute(sa.insert(past_figure), rows)
