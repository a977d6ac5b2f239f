"""Lines of a table whose rows no rule parts, put together to rows.

A row begins where its key column, the first one, prints something. Cells set in the middle
of their height begin above their number, so the cut between two keys is where the lines
stand furthest apart, or where a bold heading ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

_WIDER = 1.12


class TableLine(NamedTuple):
    """A line of a table: its base, whether it is bold, has a key, runs across."""

    base: float
    bold: bool
    key: bool
    across: bool


def cut_rows(lines: Sequence[TableLine], rules: Sequence[float] = ()) -> list[tuple[int, int]]:
    """Return first and last line (excluded) of each row.

    `rules` are positions of level rules; three or more inside say where the rows end.
    """
    if not lines:
        return []
    inside = [at for at in rules if lines[0].base < at < lines[-1].base]
    if len(inside) >= 2:
        return _ranges(_rule_cuts(lines, inside), len(lines))
    cuts: set[int] = set()
    for index, line in enumerate(lines):
        if line.across:
            cuts |= {index, index + 1}
    starts = [index for index, line in enumerate(lines) if line.key and not line.across]
    if len(starts) < 2:
        cuts |= set(range(len(lines)))
    for one, two in itertools.pairwise(starts):
        if not any(lines[index].across for index in range(one, two)):
            cuts.add(_cut_between(lines, one, two))
        else:
            last = max(index for index in range(one, two) if lines[index].across)
            cuts.add(_cut_between(lines, last, two) if two > last + 1 else two)
    return _ranges(sorted(cuts), len(lines))


def _rule_cuts(lines: Sequence[TableLine], rules: Sequence[float]) -> list[int]:
    return sorted({sum(line.base <= at for line in lines) for at in rules})


def _cut_between(lines: Sequence[TableLine], one: int, two: int) -> int:
    """Return the line that begins a row between the lines of two keys."""
    steps = {i: lines[i].base - lines[i - 1].base for i in range(one + 1, two + 1)}
    turns = [i for i in steps if lines[i - 1].bold and not lines[i].bold]
    if len(turns) == 1 and lines[one].bold and not lines[two].bold:
        return turns[0]
    usual = sorted(steps.values())[len(steps) // 2]
    widest = max(steps, key=lambda i: (steps[i], i))
    return widest if steps[widest] > _WIDER * usual and len(steps) > 1 else two


def _ranges(cuts: Sequence[int], count: int) -> list[tuple[int, int]]:
    edges = sorted({0, count, *(cut for cut in cuts if 0 < cut < count)})
    return list(itertools.pairwise(edges))
