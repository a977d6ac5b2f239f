"""Lines of one piece that belong to a table: its heading above, its last row below."""

from __future__ import annotations

from collections.abc import Sequence

from extract.pdf.areas import Area, step_of
from extract.pdf.columns import HEADING, Gutter, TextLine, crossed
from extract.pdf.looks import is_caption
from extract.pdf.rules import Rule
from extract.pdf.words import Words

# steps in heights of a line: usual, and where a rule shows that the table goes on
_UP, _UP_RULED = 2.0, 4.0
_DOWN, _DOWN_RULED = 1.35, 2.5
_SAME = 6.0
_SMALL = 0.9


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
        over_figures = line.pieces[0].box[0] > gutters[0][0] - 1
        apart = _rule_within(rules, line.base, lines[start].base)
        in_column = not crossed(line.pieces[0], gutters)
        if not over_figures and not (ruled and not apart and in_column):
            break
        start -= 1
    return start


def lower_end(
    words: Words,
    lines: Sequence[TextLine],
    area: Area,
    gutters: Sequence[Gutter],
    rules: Sequence[Rule],
) -> int:
    """Return where the last row ends: lines of one column that its cell goes on in."""
    end = area.end
    columns = [piece.box[0] for piece in lines[end - 1].pieces[1:]]
    steps = [step_of(lines, index) for index in range(area.start + 1, area.end)]
    usual = max(_DOWN, 1.1 * min(steps, default=0.0))
    while end < len(lines) and len(lines[end].pieces) == 1:
        line, above = lines[end], lines[end - 1]
        text = words.line(line.pieces[0].runs)[0]
        if crossed(line.pieces[0], gutters) or is_caption(text):
            break
        if _rule_within(rules, above.base, line.base) or line.height < _SMALL * above.height:
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
