"""Lines of one piece that belong to a table: its heading above, its last row below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.page.areas import Area, step_of, straight_below
from extract.page.columns import HEADING, Gutter, TextLine, crossed
from extract.page.looks import is_caption, is_page_number
from extract.page.rules import Rule
from extract.page.words import Words

# steps in heights of a line: usual, and where a rule shows that the table goes on
_UP, _UP_RULED = 2.0, 4.0
_DOWN, _DOWN_RULED = 1.35, 2.5
_PACE = 1.05
_FURTHEST = 6
_SAME = 6.0
_SMALL = 0.9
# the last lines of a table show where its columns begin
_LAST = 4
# how far a heading of several lines reaches up, and its widest step
_MOST_ABOVE = 8
_CLOSE = 1.6
# in parts of the width of a table
_CENTRED = 0.05
_MIDDLE = 0.02
_NARROW = 0.12
_WHOLE = 0.9
# a row at the end of a page has no more lines; its number
_MOST_LINES = 12
_ROW_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,5}|[A-ZĐ])[.)]?$")


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
        text = words.line(line.pieces[0].runs)[0]
        if is_caption(text) or (start == 1 and is_page_number(text)):
            break
        if _is_title(text, line, lines[start : area.end], gutters):
            break
        over_figures = line.pieces[0].box[0] > gutters[0][0] - 1
        apart = _rule_within(rules, line.base, lines[start].base)
        closed = apart and not ruled and _closed_above(rules, line, lines[start : area.end])
        if closed and not _in_heading(lines[max(0, start - HEADING) : start], gutters):
            break
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
    # rows that stand apart leave as much room below their heading
    rows = range(start + 1, min(start + _MOST_LINES, len(lines)))
    usual = max((step_of(lines, index) for index in rows), default=0.0)
    close = max(_CLOSE, min(1.05 * usual, _UP))
    for index in range(start - 1, max(-1, start - _MOST_ABOVE - 1), -1):
        line = lines[index]
        if step_of(lines, index + 1) > close:
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


def _is_title(
    text: str, line: TextLine, below: Sequence[TextLine], gutters: Sequence[Gutter]
) -> bool:
    """Tell whether a line stands over the middle of the table and begins over its names.

    A heading over several columns leaves out the names of the rows, and so is off the middle.
    """
    if len(line.pieces) > 1 or not crossed(line.pieces[0], gutters):
        return False
    left = min(other.pieces[0].box[0] for other in below)
    right = max(other.pieces[-1].box[2] for other in below)
    box = line.pieces[0].box
    off = abs((box[0] + box[2]) / 2 - (left + right) / 2)
    if text.isupper() and off <= _MIDDLE * (right - left):
        return True
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
    known: bool = False,
) -> int:
    """Return where the last row ends: lines of one column that its cell goes on in.

    `known` tells that the columns are those of the page before.
    """
    end = area.end
    last = lines[max(area.start, end - _LAST) : end]
    columns = [
        piece.box[0] for line in last for piece in line.pieces if piece.box[0] > gutters[0][0]
    ]
    steps = [step_of(lines, index) for index in range(area.start + 1, area.end)]
    # a repeated heading at the top of a page has nothing to measure
    alone = known and area.end - area.start <= HEADING
    usual = max(_DOWN, _UP if alone else 1.1 * min(steps, default=0.0))
    under = columns
    while end < len(lines) and len(lines[end].pieces) == 1:
        line, above = lines[end], lines[end - 1]
        text = words.line(line.pieces[0].runs)[0]
        if crossed(line.pieces[0], gutters) or is_caption(text):
            break
        if _rule_within(rules, above.base, line.base) and not (alone and end == area.end):
            break
        # a note below the table is smaller; so is a line without capitals and accents
        under = straight_below(line, under)
        if line.height < _SMALL * above.height and not under:
            break
        ruled = _rule_within(rules, line.base, line.base + 2 * line.height)
        aligned = any(abs(line.pieces[0].box[0] - x) < _SAME for x in columns)
        # a text that goes on straight below itself does so at its own pace
        paced = bool(under) and _keeps_pace(lines, end) and step_of(lines, end) < _UP
        if step_of(lines, end) > max(_DOWN_RULED if ruled else 0.0, usual) and not paced:
            break
        if not (ruled or aligned or text[:1].islower()):
            break
        end += 1
    return _with_last_row(words, lines, end, gutters)


def _with_last_row(
    words: Words, lines: Sequence[TextLine], end: int, gutters: Sequence[Gutter]
) -> int:
    """Return where a last row ends whose number stands between the lines of its name."""
    best = end
    numbered = False
    for index in range(end, min(end + _MOST_LINES, len(lines))):
        line = lines[index]
        texts = [words.line(piece.runs)[0] for piece in line.pieces]
        if step_of(lines, index) > _UP or is_caption(texts[0]) or not keeps_to(line, gutters):
            break
        first = line.pieces[0].box
        if first[2] <= gutters[0][1] and _ROW_NUMBER.match(texts[0]):
            numbered = True
            best = index + 1
        elif numbered and (step_of(lines, index) < 1 or _keeps_pace(lines, index)):
            best = index + 1
    return best


def _keeps_pace(lines: Sequence[TextLine], index: int) -> bool:
    """Tell whether a line is no further below those above it in its column than they are apart."""
    x0, _, _, own = lines[index].pieces[0].box
    above = [
        piece.box[3]
        for line in lines[max(0, index - _FURTHEST) : index]
        for piece in line.pieces
        if abs(piece.box[0] - x0) < 1
    ]
    return len(above) > 1 and own - above[-1] <= _PACE * (above[-1] - above[-2])


def _in_heading(lines: Sequence[TextLine], gutters: Sequence[Gutter]) -> bool:
    """Tell whether one of the lines names several columns."""
    return any(len(line.pieces) > 1 and keeps_to(line, gutters) for line in lines)


def _closed_above(rules: Sequence[Rule], line: TextLine, below: Sequence[TextLine]) -> bool:
    """Tell whether the rule below a line is as wide as the table: then the line is above it."""
    left = min(other.pieces[0].box[0] for other in below)
    right = max(other.pieces[-1].box[2] for other in below)
    return any(
        line.base < rule.at < below[0].base
        and min(rule.end, right) - max(rule.start, left) > _WHOLE * (right - left)
        for rule in rules
    )


def _rule_within(rules: Sequence[Rule], top: float, bottom: float) -> bool:
    return any(top < rule.at < bottom for rule in rules)
