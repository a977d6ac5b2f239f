"""Where on a page lines stand in columns: areas that may be tables without all rules.

An area grows from a line of several pieces over the lines below that leave the same
gutters open. Lines of one piece belong to it while such lines follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.page.columns import Gutter, TextLine, crossed, gaps
from extract.page.looks import is_caption
from extract.page.words import Words

# steps from line to line, in heights of a line, and against the widest step so far
_WIDEST_STEP = 3.6
_WIDER = 2.1
_OVERLAP = 0.3
_WINDOW = 4
_MOST_ACROSS = 2
_WIDE_SPACE = 1.5
_LONG = 18.0
_FULL = 0.85
_MOST_INSIDE = 8
_EXACT = 1.0


@dataclass(slots=True)
class Area:
    """Lines `start` to `end` (excluded) of a list."""

    start: int
    end: int


def areas(words: Words, lines: Sequence[TextLine], known: Sequence[Gutter] = ()) -> list[Area]:
    """Return the areas of lines in columns, from the top; `known` gutters open one at once."""
    found: list[Area] = []
    index = 0
    while index < len(lines):
        opens = len(lines[index].pieces) > 1
        end = _end(words, lines, index) if opens else index
        if end - index >= (1 if known else 2):
            found.append(Area(index, end))
        index = max(end, index + 1)
    return found


def _end(words: Words, lines: Sequence[TextLine], start: int) -> int:
    """Return the end of the area that begins at line `start`."""
    window = [lines[start]]
    end, across, inside, widest = start + 1, 0, 0, 0.0
    under = inner_starts(lines[start])
    for index in range(start + 1, len(lines)):
        line = lines[index]
        step = step_of(lines, index)
        if step > _WIDEST_STEP or (widest and step > _WIDER * max(widest, 1.3)):
            break
        if len(line.pieces) > 1:
            agreeing = sum(_alike(line, other) for other in window)
            agrees = 3 * agreeing >= len(window) or _in_columns(line, window)
            if not agrees or _is_text(line, lines[index - 1], window):
                break
            window = [*window[1 - _WINDOW :], line]
            end, across, inside = index + 1, 0, 0
            widest = max(widest, step)
            under = inner_starts(line)
            continue
        if is_caption(words.line(line.pieces[0].runs)[0]) and step > 1.2:
            break
        if _lies_across(line, window):
            across += 2 if _is_full(line, window) else 1
        # a long text of one column goes on straight below itself
        under = straight_below(line, under)
        inside += not under
        if across > _MOST_ACROSS or inside > _MOST_INSIDE:
            break
    return end


def inner_starts(line: TextLine) -> list[float]:
    """Return where the pieces of a line begin, but for the first."""
    return [piece.box[0] for piece in line.pieces[1:]]


def straight_below(line: TextLine, starts: Sequence[float]) -> list[float]:
    """Return where a line of one piece begins if it begins at one of `starts`, else nothing."""
    own = line.pieces[0].box[0]
    return [own] if any(abs(own - start) < _EXACT for start in starts) else []


def step_of(lines: Sequence[TextLine], index: int) -> float:
    """Return the distance of a line from the one above, in heights of a line."""
    below, above = lines[index], lines[index - 1]
    return (below.base - above.base) / max(below.height, above.height, 1.0)


def _alike(one: TextLine, two: TextLine) -> bool:
    """Tell whether two lines have a gap in common and cross few gaps of each other."""
    ours, theirs = gaps(one), gaps(two)
    least = max(2.0, _OVERLAP * min(one.height, two.height))
    common = any(min(a[1], b[1]) - max(a[0], b[0]) >= least for a in ours for b in theirs)
    if not common:
        return False
    closed = sum(bool(crossed(piece, [gap])) for gap in theirs for piece in one.pieces)
    closing = sum(bool(crossed(piece, [gap])) for gap in ours for piece in two.pieces)
    return 2 * min(closed / len(theirs), closing / len(ours)) <= 1


def _in_columns(line: TextLine, window: Sequence[TextLine]) -> bool:
    """Tell whether every piece begins, ends or is centred where one of the lines above is."""
    sides = [piece.box for other in window for piece in other.pieces]
    return all(
        any(
            abs(box[0] - x0) < _EXACT or abs(box[2] - x1) < _EXACT
            or abs(box[0] + box[2] - x0 - x1) < 2 * _EXACT
            for x0, _, x1, _ in sides
        )
        for box in (piece.box for piece in line.pieces)
    )  # fmt: skip


def _is_text(line: TextLine, above: TextLine, window: Sequence[TextLine]) -> bool:
    """Tell whether a line is running text with wide spaces between its words.

    It closes a gap of the lines above it, or follows a line that does.
    """
    width = line.pieces[-1].box[2] - line.pieces[0].box[0]
    widest = max(two - one for one, two in gaps(line))
    if widest > _WIDE_SPACE * line.height or width < _LONG * line.height:
        return False
    if len(above.pieces) == 1 and _is_full(above, window) and _lies_across(above, window):
        return True
    closed = [any(crossed(piece, gaps(other)) for piece in line.pieces) for other in window]
    return 3 * sum(closed) >= len(window)


def _is_full(line: TextLine, window: Sequence[TextLine]) -> bool:
    """Tell whether a line is nearly as wide as those above it, as running text is."""
    left = min(other.pieces[0].box[0] for other in window)
    right = max(other.pieces[-1].box[2] for other in window)
    box = line.pieces[0].box
    return box[2] - box[0] > _FULL * (right - left)


def _lies_across(line: TextLine, window: Sequence[TextLine]) -> bool:
    return any(crossed(line.pieces[0], gaps(other)) for other in window)
