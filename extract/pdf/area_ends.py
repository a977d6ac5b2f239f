"""Lines of one piece that belong to a table: its heading above, its last row below."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf.areas import Area, inner_starts, step_of, straight_below
from extract.pdf.columns import HEADING, Gutter, TextLine, crossed
from extract.pdf.looks import is_caption
from extract.pdf.rules import Rule
from extract.pdf.words import Words

# steps in heights of a line: usual, and where a rule shows that the table goes on
_UP, _UP_RULED = 2.0, 4.0
_DOWN, _DOWN_RULED = 1.35, 2.5
_SAME = 6.0
_SMALL = 0.9
# the last lines of a table show where its columns begin
_LAST = 4
# how far a heading of several lines reaches up, and its widest step
_MOST_ABOVE = 8
_CLOSE = 1.6
# in parts of the width of a table
_CENTRED = 0.05
_NARROW = 0.12


def upper_start(
    words: Words,
    lines: Sequence[TextLine],
    area: Area,
    gutters: Sequence[Gutter],
    rules: Sequence[Rule],
) -> int:
    """Return where the heading begins: lines above that stand over the columns of figures."""
    start = area.start
    while start > 0 and area.start - start < HEADING:
        line = lines[start - 1]
        ruled = _rule_within(rules, line.base - 3 * line.height, line.base - line.height)
        if step_of(lines, start) > (_UP_RULED if ruled else _UP):
            break
        if is_caption(words.line(line.pieces[0].runs)[0]):
            break
        if _is_title(line, lines[start : area.end], gutters):
            break
        over_figures = line.pieces[0].box[0] > gutters[0][0] - 1
        apart = _rule_within(rules, line.base, lines[start].base)
        in_column = not crossed(line.pieces[0], gutters)
        if not over_figures and not (ruled and not apart and in_column):
            break
        start -= 1
    return start


def heading_start(
    words: Words, lines: Sequence[TextLine], start: int, gutters: Sequence[Gutter]
) -> int:
    """Return where lines of several pieces begin that keep to the columns below them.

    Texts set in the middle of their cells stand half a line apart, and share no gaps.
    """
    best = start
    for index in range(start - 1, max(-1, start - _MOST_ABOVE - 1), -1):
        line = lines[index]
        if step_of(lines, index + 1) > _CLOSE:
            break
        if any(is_caption(words.line(piece.runs)[0]) for piece in line.pieces):
            break
        if not keeps_to(line, gutters):
            break
        if len(line.pieces) > 1:
            best = index
    return best


def keeps_to(line: TextLine, gutters: Sequence[Gutter]) -> bool:
    """Tell whether the pieces of a line keep to columns; behind a number one may run across."""
    over = [bool(crossed(piece, gutters)) for piece in line.pieces]
    numbered = len(over) > 1 and line.pieces[0].box[2] <= gutters[0][1] and not any(over[2:])
    return not any(over) or (numbered and not over[0])


def _is_title(line: TextLine, below: Sequence[TextLine], gutters: Sequence[Gutter]) -> bool:
    """Tell whether a line stands over the middle of the table and begins over its names.

    A heading over several columns leaves out the names of the rows.
    """
    if len(line.pieces) > 1 or not crossed(line.pieces[0], gutters):
        return False
    left = min(other.pieces[0].box[0] for other in below)
    right = max(other.pieces[-1].box[2] for other in below)
    box = line.pieces[0].box
    off = abs((box[0] + box[2]) / 2 - (left + right) / 2)
    if off > _CENTRED * (right - left):
        return False
    # a first column of row numbers leaves the names to the second
    numbers = len(gutters) > 2 and gutters[0][0] - left < _NARROW * (right - left)
    return box[0] < gutters[1 if numbers else 0][1]


def lower_end(
    words: Words,
    lines: Sequence[TextLine],
    area: Area,
    gutters: Sequence[Gutter],
    rules: Sequence[Rule],
) -> int:
    """Return where the last row ends: lines of one column that its cell goes on in."""
    end = area.end
    last = lines[max(area.start, end - _LAST) : end]
    columns = [
        piece.box[0] for line in last for piece in line.pieces if piece.box[0] > gutters[0][0]
    ]
    steps = [step_of(lines, index) for index in range(area.start + 1, area.end)]
    usual = max(_DOWN, 1.1 * min(steps, default=0.0))
    under = [start for line in last for start in inner_starts(line)]
    while end < len(lines) and len(lines[end].pieces) == 1:
        line, above = lines[end], lines[end - 1]
        text = words.line(line.pieces[0].runs)[0]
        if crossed(line.pieces[0], gutters) or is_caption(text):
            break
        if _rule_within(rules, above.base, line.base):
            break
        # a note below the table is smaller; so is a line without capitals and accents
        under = straight_below(line, under)
        if line.height < _SMALL * above.height and not under:
            break
        ruled = _rule_within(rules, line.base, line.base + 2 * line.height)
        aligned = any(abs(line.pieces[0].box[0] - x) < _SAME for x in columns)
        if step_of(lines, end) > max(_DOWN_RULED if ruled else 0.0, usual):
            break
        if not (ruled or aligned or text[:1].islower()):
            break
        end += 1
    return end


def _rule_within(rules: Sequence[Rule], top: float, bottom: float) -> bool:
    return any(top < rule.at < bottom for rule in rules)
