"""Lines of a table whose rows no rule parts, put together to rows.

What tells is, in this order: a level rule; figures above figures; the order in which the
file prints, as programs print one cell after the other; whether a text had to wrap; the
space between lines; and which columns print something.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.page.print_order import rows_by_print
from extract.page.table_line import Part, TableLine, could_wrap, right_sides

Verdict = Literal["cut", "join", ""]

# steps of lines: how much wider one is that parts rows
_WIDER = 1.14
_TIGHT = 1.07
_INDENT = 2.5
_HEADING_STEP = 1.5
_MOST_JOINED = 0.8
# lines nearer than this, in heights, are texts of one row set in the middle
_HALF = 0.8
_OPEN_ENDS = (
    " and", " of", " or", " the", " for", " in", " to", " by", " with", " và", " của", " các",
)  # fmt: skip
_MOST_YEARS = 3
# numbers of columns in brackets, formulas over them, and parts of those
_FORMULA = re.compile(r"^(?=.*[()=+])[\d()=+\s:/*-]+$")
_MOST_HEADING = 8
# the last level of a row number, alone on its line
_LAST_LEVEL = re.compile(r"^\d{0,2}$|^\.$")
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?(?:\s?[a-z*)\d])?$")


@dataclass(slots=True)
class _Evidence:
    """What the whole table says about its lines.

    `rights` are the right sides of the columns, `figures` the columns of figures, `order`
    the places of parts in the order of printing, `rows` the lines that it shows to go on
    (None where the file does not print cell by cell).
    """

    lines: Sequence[TableLine]
    rules: Sequence[float]
    heading: int
    rights: Mapping[int, float]
    figures: frozenset[int]
    order: Mapping[float, int]
    tight: float
    high: float
    bimodal: bool
    joined: frozenset[int] | None = None


class _Row:
    """A row as far as it is read: its lines, and the last part of each column."""

    def __init__(self, line: TableLine) -> None:
        self.last: dict[int, Part] = {}
        self.parts: list[tuple[int, Part]] = []
        self.figures: set[int] = set()
        self.add(line)

    def add(self, line: TableLine) -> None:
        """Take a line in."""
        self.line = line
        for column, part in line.parts.items():
            self.last[column] = part
            self.parts.append((column, part))
            if part.figure and not part.wide:
                self.figures.add(column)


def cut_rows(
    lines: Sequence[TableLine], rules: Sequence[float] = (), rows_ruled: bool = False
) -> list[tuple[int, int]]:
    """Return first and last line (excluded) of each row.

    `rules` are positions of level rules over the whole width; `rows_ruled` tells that they
    part every row.
    """
    return _with_whole_numbers(lines, _cut(lines, rules, rows_ruled)) if lines else []


def _with_whole_numbers(
    lines: Sequence[TableLine], ranges: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return rows with those joined that number the columns, formulas wrapped."""
    for index in range(min(_MOST_HEADING, len(ranges) - 1), 0, -1):
        start, end = ranges[index - 1][0], ranges[index][1]
        own = lines[start:end]
        near = own[-1].base - own[0].base < _HEADING_STEP * own[0].height * (len(own) - 1)
        if near and all(_FORMULA.match(p.text) for line in own for p in line.parts.values()):
            ranges[index - 1 : index + 1] = [(start, end)]
    return ranges


def _cut(
    lines: Sequence[TableLine], rules: Sequence[float], rows_ruled: bool
) -> list[tuple[int, int]]:
    inside = [at for at in rules if lines[0].base < at < lines[-1].base]
    evidence = _evidence(lines, inside)
    if inside and (rows_ruled or _part_all_rows(evidence, inside)):
        ranges = _ranges(_rule_cuts(lines, inside), len(lines))
        inner = [i for i in range(1, ranges[0][1]) if _parts_levels(lines[i - 1], lines[i])]
        return _ranges([*inner, *(start for start, _ in ranges)], len(lines))
    by_columns = _column_by_column(evidence)
    printed = None if by_columns else rows_by_print(lines, inside)
    if printed:
        return printed
    body = None if by_columns else rows_by_print(lines[evidence.heading :], inside)
    end = evidence.heading if body else len(lines)
    cuts = [evidence.heading + start for start, _ in body or ()]
    if not body and not by_columns and (below := _printed_below(lines, inside)):
        end, cuts = below[0], below
    evidence.joined = None if by_columns else _printed_on(evidence)
    row = _Row(lines[0])
    for index in range(1, end):
        if _is_cut(evidence, row, index):
            cuts.append(index)
            row = _Row(lines[index])
        else:
            row.add(lines[index])
    return _ranges(cuts, len(lines))


def _printed_below(lines: Sequence[TableLine], rules: Sequence[float]) -> list[int]:
    """Return where rows begin below the first rule, if the order of printing shows them all."""
    cuts: list[int] = []
    for start, end in _ranges(_rule_cuts(lines, rules), len(lines))[1:]:
        printed = rows_by_print(lines[start:end], ()) if end - start > 1 else [(0, 1)]
        if printed is None:
            return []
        cuts += [start + first for first, _ in printed]
    return cuts


def heading_lines(lines: Sequence[TableLine]) -> int:
    """Return how many first lines print no figure where most lines below do."""
    columns = figure_columns(lines)
    if not columns:
        return 0
    for index, line in enumerate(lines):
        if line.across and _is_complete(lines, index):
            return index
        own = [line.parts[column] for column in columns if column in line.parts]
        figures = sum(part.figure for part in own)
        if not figures or 2 * figures < len(own):
            continue
        if not (index < _MOST_YEARS and _are_years(own) and index + 1 < len(lines)):
            return index
    return 0


def _is_complete(lines: Sequence[TableLine], end: int) -> bool:
    """Tell whether the lines above `end` have a heading for nearly every column."""
    named = {column for line in lines[:end] for column in line.parts}
    every = {column for line in lines for column in line.parts}
    return len(named) > 1 and len(named) >= len(every) - 1


def _are_years(parts: Sequence[Part]) -> bool:
    """Tell whether figures are years, as a heading prints them."""
    return all(_YEAR.match(part.text) for part in parts if part.figure)


def figure_columns(lines: Sequence[TableLine]) -> list[int]:
    """Return the columns in which most texts are figures."""
    counts: dict[int, list[int]] = {}
    for line in lines:
        for column, part in line.parts.items():
            if not part.wide:
                count = counts.setdefault(column, [0, 0])
                count[0] += part.figure
                count[1] += 1
    return [c for c, (figures, all_) in counts.items() if figures >= 2 and 2 * figures > all_]


def _part_all_rows(evidence: _Evidence, rules: Sequence[float]) -> bool:
    """Tell whether each row stands between rules: no two lines there bear figures in a column."""
    lines = evidence.lines
    ranges = _ranges(_rule_cuts(lines, rules), len(lines))
    if len(ranges) < 3:
        return False
    for start, end in ranges[1:]:
        row = _Row(lines[start])
        for line in lines[start + 1 : end]:
            if _clash(evidence, row, line):
                return False
            row.add(line)
    # the lines below a heading rule alone are many rows
    longest = max(end - start for start, end in ranges)
    return longest <= 2 + len(lines) / 2 or len(ranges) > 4


def _ends_number(evidence: _Evidence, row: _Row, part: Part) -> bool:
    """Tell whether a text ends the row number above it, too long for its column."""
    above = row.last.get(0)
    if above is None:
        return False
    # the file prints the whole cell before the next one
    next_to = evidence.order[part.first] == evidence.order[above.first] + 1
    later = any(column and other.first > part.first for column, other in row.parts)
    return (next_to and later) or (above.text.endswith(".") and bool(_LAST_LEVEL.match(part.text)))


def _rule_cuts(lines: Sequence[TableLine], rules: Sequence[float]) -> list[int]:
    return sorted({sum(line.base <= at for line in lines) for at in rules})


def _evidence(lines: Sequence[TableLine], rules: Sequence[float]) -> _Evidence:
    rights = right_sides(lines)
    heading = heading_lines(lines)
    heights = sorted(line.height for line in lines)
    high = heights[len(heights) // 2]
    body = lines[heading:] if len(lines) - heading > 1 else lines
    steps = sorted(two.base - one.base for one, two in itertools.pairwise(body))
    steps = [step for step in steps if step > _HALF * high]
    tight = steps[len(steps) // 10] if steps else high
    firsts = sorted(part.first for line in lines for part in line.parts.values())
    order = {first: place for place, first in enumerate(firsts)}
    return _Evidence(
        lines, rules, heading, rights, frozenset(figure_columns(lines)), order, tight, high,
        any(step > _WIDER * tight for step in steps),
    )  # fmt: skip


def _printed_on(evidence: _Evidence) -> frozenset[int] | None:
    """Return the lines that go on with a cell of the row above, by the order of printing.

    None where the file does not print cell by cell.
    """
    found = set()
    row = _Row(evidence.lines[0])
    for index, line in enumerate(evidence.lines[1:], start=1):
        if not _goes_on(evidence, row, line):
            row = _Row(line)
            continue
        if _clash(evidence, row, line) or _ruled_between(evidence, index):
            return None
        found.add(index)
        row.add(line)
    many = len(found) > _MOST_JOINED * len(evidence.lines)
    return None if many or not found else frozenset(found)


def _column_by_column(evidence: _Evidence) -> bool:
    """Tell whether each column is printed as a whole before the next one."""
    places: dict[int, list[float]] = {}
    for line in evidence.lines:
        for column, part in line.parts.items():
            if not part.wide:
                places.setdefault(column, []).append(part.first)
    # one row alone is printed so as well; its number is printed once
    if places and len(places[min(places)]) < 2:
        return False
    ordered = [places[column] for column in sorted(places) if len(places[column]) > 1]
    return len(ordered) > 1 and all(
        max(one) < min(two) or max(two) < min(one) for one, two in itertools.pairwise(ordered)
    )


def _goes_on(evidence: _Evidence, row: _Row, line: TableLine) -> bool:
    """Tell whether a cell of `row` goes on in `line`, by the order of printing.

    Its parts follow each other, although the row has other cells that are printed later,
    or the line has others that are printed before.
    """
    order = evidence.order
    for column, other in line.parts.items():
        part = row.last.get(column)
        if part is None or order[other.first] != order[part.first] + 1:
            continue
        later = any(c != column and p.first > other.first for c, p in row.parts)
        before = any(c != column and p.first < part.first for c, p in line.parts.items())
        if later or before:
            return True
    return False


def _ruled_between(evidence: _Evidence, index: int) -> bool:
    above, below = evidence.lines[index - 1], evidence.lines[index]
    return any(above.base < at < below.base for at in evidence.rules)


def _clash(evidence: _Evidence, row: _Row, line: TableLine) -> bool:
    """Tell whether a line prints a figure where the row has one."""
    return any(
        part.figure and column in row.figures and column in evidence.figures
        and not (column == 0 and _ends_number(evidence, row, part))
        for column, part in line.parts.items()
    )  # fmt: skip


def _is_cut(evidence: _Evidence, row: _Row, index: int) -> bool:
    """Tell whether a row begins at line `index`."""
    above, below = row.line, evidence.lines[index]
    if _ruled_between(evidence, index) or above.across or below.across:
        return True
    if evidence.joined is not None and index in evidence.joined:
        return False
    if below.base - above.base < _HALF * evidence.high and not _clash(evidence, row, below):
        return False
    if index < evidence.heading:
        return _parts_heading(evidence, above, below)
    if index == evidence.heading or _clash(evidence, row, below):
        return True
    if evidence.joined is not None:
        return not _is_tail(evidence, row, below)
    return _parts_rows(evidence, row, below)


def _is_tail(evidence: _Evidence, row: _Row, below: TableLine) -> bool:
    """Tell whether a line goes on only with the last cell of the row, or its first alone."""
    if len(below.parts) != 1:
        return False
    ((column, part),) = below.parts.items()
    above = row.last.get(column)
    if above is None or not could_wrap(above, part, evidence.rights.get(column)):
        return False
    if evidence.order[part.first] != evidence.order[above.first] + 1:
        return False
    if column == 0:
        return len(row.last) == 1 and _reads_on(above, part)
    return column == max(row.last)


def _parts_heading(evidence: _Evidence, above: TableLine, below: TableLine) -> bool:
    """Tell whether two lines of a heading are two of its rows."""
    if _parts_levels(above, below):
        return True
    if below.base - above.base > _HEADING_STEP * evidence.high or above.bold != below.bold:
        return True
    keys = 0 in below.parts and 0 in above.parts
    if keys and not _all_could_wrap(evidence, above.parts, below.parts):
        return True
    return not all(c in below.parts for c in above.parts) and not all(
        c in above.parts for c in below.parts
    )


def _parts_levels(above: TableLine, below: TableLine) -> bool:
    """Tell whether a heading over several columns stands in one of two lines."""
    return any(part.wide for part in (*above.parts.values(), *below.parts.values()))


def _parts_rows(evidence: _Evidence, row: _Row, below: TableLine) -> bool:
    """Tell whether a row begins at `below`, where the order of printing does not say."""
    above = row.line
    step = below.base - above.base
    tight = step <= _TIGHT * evidence.tight
    if evidence.bimodal and step > _WIDER * evidence.tight:
        return True
    if not _all_could_wrap(evidence, row.last, below.parts):
        return True
    if above.bold != below.bold and 0 in below.parts:
        return True
    ours, theirs = set(row.last), set(below.parts)
    if 0 not in theirs:
        return not theirs <= ours and any(below.parts[c].figure for c in theirs & ours)
    if 0 not in ours:
        return not (tight and evidence.bimodal)
    if evidence.bimodal and tight:
        return False
    if len(ours) == 1 or len(theirs) == 1:
        return not _reads_on(row.last[0], below.parts[0])
    return True


def _all_could_wrap(
    evidence: _Evidence, above: Mapping[int, Part], below: Mapping[int, Part]
) -> bool:
    return all(
        could_wrap(part, below[column], evidence.rights.get(column))
        for column, part in above.items()
        if column in below
    )


def _reads_on(above: Part, below: Part) -> bool:
    """Tell whether one text goes on in the other: small letter, open end or indent."""
    if above.text[-1:] in ",-/(–&" or above.text.lower().endswith(_OPEN_ENDS):
        return True
    if below.x0 - above.x0 > _INDENT and not below.text[:1].isupper():
        return True
    return below.text[:1].islower() or below.text[:1] in ",()"


def _ranges(cuts: Sequence[int], count: int) -> list[tuple[int, int]]:
    edges = sorted({0, count, *(cut for cut in cuts if 0 < cut < count)})
    return list(itertools.pairwise(edges))
