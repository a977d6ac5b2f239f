"""A row in the making: what is known of it before its cells are given a meaning."""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Place
from transform.numbering import RowNumber
from transform.reading import RowKind


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns hold the row number, the second number and the row's name.

    `bare` tells that the names begin with their numbers, which then need no mark.
    """

    number: int | None
    second: int | None
    labels: tuple[int, ...]
    note: int | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A row being made: its number, title, cells and the places of its printed parts.

    `covered` holds the columns that a cell above spans, `under_number` tells that the number
    is among them.
    """

    number: RowNumber | None
    title: str
    texts: tuple[str, ...]
    places: tuple[Place, ...]
    cell_places: tuple[Place, ...]
    bold: bool
    alone: bool
    total: bool
    starts_page: bool
    second: str | None = None
    joined: tuple[str, ...] = ()
    under_number: bool = False
    covered: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A finished row of the outline, before its cells are given a meaning."""

    draft: Draft
    kind: RowKind
    level: int
    parent: str | None
    path: str
