"""A report among the other documents of its body, as the comparisons take it.

What is compared comes from the warehouse, so that a report can be held against documents
read years before; nothing here knows of a database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from transform.finding import Strength

# an indicator's code or "row|measure" of a matrix, and the basis of the column
FigureId = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure of a report as it stands in the warehouse; `key` is its key there."""

    key: int
    value: Decimal
    printed: str
    code: str | None = None
    appendix: str | None = None
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report of one body: its name, its nominal period, and its figures."""

    key: int
    name: str
    kind: str | None
    year: int | None
    start: dt.date | None
    end: dt.date | None
    figures: Mapping[FigureId, Printed] = field(default_factory=dict)

    def holds(self, other: Report) -> bool:
        """Tell whether this period is longer than the other's and holds it."""
        if None in (self.start, self.end, other.start, other.end):
            return False
        assert self.start and self.end and other.start and other.end
        inside = self.start <= other.start and other.end <= self.end
        return inside and (self.start, self.end) != (other.start, other.end)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of the same body: how many tasks it lists for its year."""

    key: int
    name: str
    year: int
    tasks: int


@dataclass(frozen=True, slots=True)
class Departments:
    """What the departments of a province report for one period, added up by indicator.

    `counts` tells how many departments gave the figure.
    """

    sums: Mapping[str, Decimal]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class World:
    """A report and what it is compared with; `earlier` ends before it, oldest first.

    `within` are the reports whose period lies within its own.
    """

    now: Report
    earlier: tuple[Report, ...] = ()
    within: tuple[Report, ...] = ()
    plans: tuple[Plan, ...] = ()
    departments: Departments | None = None


@dataclass(frozen=True, slots=True)
class At:
    """A cell of a finding: the figure, or none, and the document if it is another one."""

    figure: Printed | None = None
    document: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A comparison that does not hold, with both places and the named explanations.

    `hypotheses` are (name, probability), the likeliest first.
    """

    rule: str
    kind: str
    level: Literal["document", "history"]
    severity: int
    found: str
    cells: tuple[At, ...]
    advice: str
    hypotheses: tuple[tuple[str, float], ...] = ()
    strength: Strength = "soft"
    status: str = "ambiguous"
