"""Tables without upright rules, or without any, from how their text is aligned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.document import Cell, Place, TableFragment
from extract.page.area_ends import heading_start, keeps_to, lower_end, upper_start
from extract.page.areas import Area, areas, step_of
from extract.page.close_pieces import close_pieces, figure_ends
from extract.page.columns import (
    Gutter,
    TextLine,
    crossed,
    gutters_of,
    parted,
    text_line,
)
from extract.page.false_gutters import (
    without_lonely_columns,
    without_sign_columns,
    without_stretched_columns,
    without_word_spaces,
)
from extract.page.flow import Row
from extract.page.joined_areas import CLOSE, ruled_and_more, united
from extract.page.looks import is_caption, names_table, opens_section
from extract.page.page import PageData
from extract.page.plausible import is_table
from extract.page.printed_rows import cut_rows, heading_lines
from extract.page.rules import Rule
from extract.page.signing import without_signing
from extract.page.spans import Placed, deepened, placed_lines
from extract.page.words import Words
from extract.page.zones import zones

Gutters = tuple[Gutter, ...]
_SAME = 6.0
_MARGIN = 2.0
_SHORTEST = 24.0
# a column with lines of its own only has so many that begin at its side, in points
_FEWEST_BEYOND = 3
_ALIGNED = 1.0


@dataclass(frozen=True, slots=True)
class LooseTables:
    """Tables found, the lines left over, and the gutters of a table open at the page's end."""

    tables: list[TableFragment]
    rows: list[Row]
    gutters: Gutters = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Columns that are known: of an area with upright rules only, or of the page before.

    A table may begin between `top` and `latest` and reaches no further than `bottom`; below
    a heading of its own (`headed`) it begins with the first line.
    """

    top: float
    latest: float
    bottom: float
    gutters: Gutters
    ruled: bool = False
    headed: bool = False


@dataclass(slots=True)
class Found:
    """Lines of one table, its gutters, and the lines that run across them."""

    lines: list[TextLine]
    gutters: list[Gutter]
    ruled: bool = False
    known: bool = False
    rules: list[Rule] = field(default_factory=list)


def upright_hints(rules: Sequence[Rule]) -> list[Hint]:
    """Return the columns between upright rules that reach as high and as low."""
    hints = []
    rest = sorted(rules, key=lambda rule: rule.start)
    while rest:
        first = rest[0]
        alike = [
            rule for rule in rest
            if abs(rule.start - first.start) <= _SAME and abs(rule.end - first.end) <= _SAME
        ]  # fmt: skip
        rest = [rule for rule in rest if rule not in alike]
        gutters = tuple((rule.at - _MARGIN, rule.at + _MARGIN) for rule in sorted(alike))
        if first.end - first.start > _SHORTEST:
            hints.append(Hint(first.start, first.end, first.end, gutters, ruled=True))
    return hints


def loose_tables(
    page: PageData, words: Words, rows: Sequence[Row], rules: Sequence[Rule], hints: Sequence[Hint]
) -> LooseTables:
    """Return the tables without level or upright rules among the lines of a page."""
    lines = [text_line(number, row) for number, row in enumerate(rows)]
    ends = figure_ends(words, lines)
    lines = [close_pieces(words, line, ends) for line in lines]
    tables: list[TableFragment] = []
    taken: set[int] = set()
    gutters: Gutters = ()
    for found in _all_found(words, lines, rules, hints):
        # the heading of an area may reach up into the table above it
        found.lines = [line for line in found.lines if taken.isdisjoint(_runs(line))]
        if table := _table(page, words, found):
            tables.append(table)
            taken.update(run for line in found.lines for run in _runs(line))
            last = max(line.number for line in found.lines)
            gutters = tuple(found.gutters) if len(rows) - last <= 3 else ()
    return LooseTables(tables, list(_left(rows, taken)), gutters)


def heading_of(
    page: PageData, words: Words, lines: Sequence[TextLine], gutters: Sequence[Gutter]
) -> TableFragment | None:
    """Return lines in known columns as a table of their own."""
    return _table(page, words, Found(list(lines), list(gutters), known=True))


def _runs(line: TextLine) -> Iterator[int]:
    return (run for piece in line.pieces for run in piece.runs)


def _left(rows: Sequence[Row], taken: set[int]) -> Iterator[Row]:
    for row in rows:
        kept = tuple(piece for piece in row if not taken.intersection(piece.runs))
        if kept:
            yield kept


def _all_found(
    words: Words, lines: list[TextLine], rules: Sequence[Rule], hints: Sequence[Hint]
) -> Iterator[Found]:
    rest = without_signing(words, lines)
    for hint in hints:
        found = _hinted(words, rest, hint, rules)
        if found:
            used = {line.number for line in found.lines}
            rest = [line for line in rest if line.number not in used]
            yield found
    known = [_in_area(words, rest, area, rules) for area in ruled_and_more(words, rest, rules)]
    for found in filter(None, known):
        used = {line.number for line in found.lines}
        rest = [line for line in rest if line.number not in used]
        yield found
    for zone in zones(rest, rules):
        for area in united(words, zone, areas(words, zone)):
            found = _in_area(words, zone, area, rules)
            if found:
                yield found


def _hinted(
    words: Words, lines: Sequence[TextLine], hint: Hint, rules: Sequence[Rule]
) -> Found | None:
    """Return the table in an area whose columns are known."""
    own = [line for line in lines if hint.top <= line.base <= hint.bottom + line.height]
    inside = [parted(words, line, hint.gutters) for line in own]
    if hint.ruled:
        return _between_uprights(words, inside, hint, rules)
    if any(_names_table(words, line) for line in own if line.base <= hint.latest):
        return None
    start = next((n for n, line in enumerate(inside) if _fits(line, hint.gutters)), None)
    if start is None or inside[0 if hint.headed else start].base > hint.latest:
        return None
    grown = areas(words, inside[start:], hint.gutters)
    if not grown or grown[0].start > 0:
        return None
    area = Area(start, start + _grown_end(words, inside[start:], grown, hint.gutters))
    end = lower_end(words, inside, area, hint.gutters, rules, known=True)
    start = 0 if hint.headed else upper_start(words, own, area, hint.gutters, rules)
    own = inside[start:end]
    return Found(own, list(hint.gutters), known=True) if _keeps(own, hint.gutters) else None


def _grown_end(
    words: Words, lines: Sequence[TextLine], found: Sequence[Area], gutters: Sequence[Gutter]
) -> int:
    """Return the end of the first area, and of those below it as far as lines keep to columns."""
    end = found[0].end
    for area in found[1:]:
        between = lines[end : area.start]
        apart = any(step_of(lines, n) > CLOSE for n in range(end, area.start + 1))
        if apart or not all(_goes_on(words, line, gutters) for line in between):
            break
        if any(is_caption(words.line(line.pieces[0].runs)[0]) for line in between):
            break
        end = area.end
    return end


def _goes_on(words: Words, line: TextLine, gutters: Sequence[Gutter]) -> bool:
    """Tell whether a line keeps to the columns, or is a section row that begins with its number."""
    first = line.pieces[0]
    opens = len(line.pieces) == 1 and first.box[0] < gutters[0][0]
    return keeps_to(line, gutters) or (opens and opens_section(words.line(first.runs)[0]))


def _names_table(words: Words, line: TextLine) -> bool:
    """Tell whether a line announces a table of its own."""
    return len(line.pieces) == 1 and names_table(words.line(line.pieces[0].runs)[0])


def _between_uprights(
    words: Words, lines: Sequence[TextLine], hint: Hint, rules: Sequence[Rule]
) -> Found | None:
    """Return the table whose columns upright rules part; more may have no rule."""
    gutters = [g for g in hint.gutters if _parts_text(lines, g)]
    full = [line for line in lines if len(line.pieces) > 1]
    if not gutters or len(full) < 2 or not _keeps(lines, gutters):
        return None
    more = without_lonely_columns(
        words, full, without_sign_columns(words, full, gutters_of(words, full))
    )
    extra = [g for g in more if not any(g[0] <= r[1] and r[0] <= g[1] for r in gutters)]
    left = min(piece.box[0] for line in lines for piece in line.pieces)
    right = max(piece.box[2] for line in lines for piece in line.pieces)
    over = [rule for rule in rules if _spans(rule, left, right)]
    return Found(list(lines), sorted([*gutters, *extra]), known=True, rules=over)


def _parts_text(lines: Sequence[TextLine], gutter: Gutter) -> bool:
    pieces = [piece for line in lines for piece in line.pieces]
    return any(p.box[2] <= gutter[1] for p in pieces) and any(p.box[0] >= gutter[0] for p in pieces)


def _keeps(lines: Sequence[TextLine], gutters: Sequence[Gutter]) -> bool:
    """Tell whether most lines keep to known columns."""
    crossing = sum(any(crossed(p, gutters) for p in line.pieces) for line in lines)
    return 4 * crossing <= len(lines)


def _fits(line: TextLine, gutters: Sequence[Gutter]) -> bool:
    return len(line.pieces) > 1 and not any(crossed(piece, gutters) for piece in line.pieces)


def _in_area(
    words: Words, lines: Sequence[TextLine], area: Area, rules: Sequence[Rule]
) -> Found | None:
    own = list(lines[area.start : area.end])
    full = [line for line in own if len(line.pieces) > 1]
    gutters = gutters_of(words, full)
    if not gutters:
        return None
    full = [parted(words, line, gutters) for line in full]
    gutters = gutters_of(words, full)
    gutters = without_sign_columns(words, full, gutters)
    single = [line for line in own if len(line.pieces) == 1]
    gutters = without_lonely_columns(words, [*full, *single], gutters)
    gutters = without_word_spaces(words, own, without_stretched_columns(words, own, gutters))
    if not gutters:
        return None
    gutters += _beyond(words, own, full, gutters[-1])
    end = lower_end(words, lines, area, gutters, rules)
    start = upper_start(words, lines, area, gutters, rules)
    start = heading_start(words, lines, start, gutters)
    own = [parted(words, line, gutters) for line in lines[start:end]]
    left = min(piece.box[0] for line in own for piece in line.pieces)
    right = max(piece.box[2] for line in own for piece in line.pieces)
    over = [rule for rule in rules if _spans(rule, left, right)]
    return Found(own, gutters, rules=over)


def _beyond(
    words: Words, lines: Sequence[TextLine], full: Sequence[TextLine], last: Gutter
) -> list[Gutter]:
    """Return the gutter before a column whose lines stand between those of the others.

    `full` are the lines with several pieces, `last` is the last gutter that they leave open.
    """
    starts = [line.pieces[0].box[0] for line in lines if len(line.pieces) == 1]
    starts = sorted(start for start in starts if start > last[1] + _ALIGNED)
    boxes = [words.boxes[run] for line in full for piece in line.pieces for run in piece.runs]
    for low in starts:
        if sum(abs(start - low) < _ALIGNED for start in starts) < _FEWEST_BEYOND:
            continue
        side = max(box[2] for box in boxes if box[0] < low - _ALIGNED)
        if last[1] < side < low - _MARGIN:
            return [(side, low)]
    return []


def _spans(rule: Rule, left: float, right: float) -> bool:
    shared = min(rule.end, right) - max(rule.start, left)
    return shared > 0.7 * (right - left)


def _table(page: PageData, words: Words, found: Found) -> TableFragment | None:
    placed = placed_lines(words, found.lines, found.gutters)
    if not found.ruled and not is_table(placed, len(found.gutters) + 1, found.rules, found.known):
        return None
    bounds = _sides(found)
    ranges = cut_rows([line.line for line in placed], [rule.at for rule in found.rules])
    made = [_cells(page, words, placed[first:end], bounds) for first, end in ranges]
    heading = heading_lines([line.line for line in placed])
    made = deepened(made, _heading_rows(made, sum(end <= heading for _, end in ranges)))
    boxes = [cell.place.box for row in made for cell in row if cell.place.box]
    box = (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip
    return TableFragment(tuple(made), Place(page=page.number, box=box))


def _heading_rows(rows: Sequence[tuple[Cell, ...]], most: int) -> int:
    """Return how many of the first rows name the columns: not more than name them all."""
    named: set[int] = set()
    for number, row in enumerate(rows[:most]):
        column = 0
        for cell in row:
            if cell.text and cell.column_span == 1:
                named.add(column)
            column += cell.column_span
        if len(named) == column:
            return number + 1
    return most


def _sides(found: Found) -> list[float]:
    boxes = [piece.box for line in found.lines for piece in line.pieces]
    inner = [round((low + high) / 2, 2) for low, high in found.gutters]
    left = round(min(box[0] for box in boxes) - 1, 2)
    return [left, *inner, round(max(box[2] for box in boxes) + 1, 2)]


def _cells(
    page: PageData, words: Words, rows: Sequence[Placed], bounds: Sequence[float]
) -> tuple[Cell, ...]:
    """Return the cells of one row; a line that runs across keeps a number before it apart."""
    top = min(piece.box[1] for row in rows for piece in row.pieces)
    bottom = max(piece.box[3] for row in rows for piece in row.pieces)
    columns: list[list[list[int]]] = [[] for _ in bounds[1:]]
    spans = [1] * len(columns)
    for row in rows:
        for (column, span), runs in row.runs.items():
            columns[column].append(list(runs))
            spans[column] = max(spans[column], span)
    cells: list[Cell] = []
    column = 0
    while column < len(columns):
        end = column + spans[column]
        for inner in range(column + 1, end):
            if columns[inner]:
                end = inner
                break
        box = (bounds[column], top, bounds[end], bottom)
        cells.append(_cell(page, words, columns[column], box, end - column))
        column = end
    return tuple(cells)


def _cell(
    page: PageData,
    words: Words,
    lines: Sequence[Sequence[int]],
    box: tuple[float, float, float, float],
    span: int,
) -> Cell:
    text, raw = words.text(lines) if lines else ("", None)
    bold = bool(lines) and words.is_bold([run for line in lines for run in line])
    place = Place(page=page.number, box=page.shown(box))
    return Cell(text, place, 1, span, bold, False, page.backend, None, raw)
