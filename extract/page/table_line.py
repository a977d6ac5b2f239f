"""A printed line of a table without rules between its rows: what it says in which column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# the room that a word needs, in points
_ROOM = 1.5


class Part(NamedTuple):
    """What a line prints in one column: its text, sides, and place in the order of printing.

    `figure` tells that it is a figure; `wide` that it covers more than one column; `base` is
    its own foot, as the texts of a line may stand half a line apart.
    """

    text: str
    x0: float
    x1: float
    first: float
    figure: bool
    wide: bool = False
    base: float = 0.0


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a table: its base and height, what it prints by column, boldness.

    `across` tells that it runs over the gutters as a section row does.
    """

    base: float
    height: float
    parts: Mapping[int, Part]
    bold: bool
    across: bool = False


def right_sides(lines: Sequence[TableLine]) -> dict[int, float]:
    """Return the right sides of the columns."""
    rights: dict[int, float] = {}
    for line in lines:
        for column, part in line.parts.items():
            if not part.wide and not line.across:
                rights[column] = max(rights.get(column, 0.0), part.x1)
    return rights


def could_wrap(above: Part, below: Part, right: float | None) -> bool:
    """Tell whether the first word of `below` had no room left behind `above`.

    `right` is the right side of their column, None where it is not known.
    """
    word = below.text.split(" ", 1)[0]
    width = (below.x1 - below.x0) * (len(word) + 1) / max(len(below.text), 1)
    if above.text[-1:] in "-/" or above.wide or below.wide:
        return True
    left = min(above.x0, below.x0)
    return left + (above.x1 - above.x0) + width > (above.x1 if right is None else right) - _ROOM
