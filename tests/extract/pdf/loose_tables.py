"""Tables without all rules, in the ways that programs print them, with what they say.

A table is its texts by row; a heading over several columns is a text with its number of
columns. The same table can be drawn with different rules, in different orders, cell by cell,
word by word or a line in one go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tests.extract.pdf.writer import PageWriter, text_width

Rules = Literal["none", "level", "three", "heading", "upright", "frame"]
Order = Literal["rows", "columns", "lines"]
Unit = Literal["cell", "word", "letter", "line"]

SIZE, LEAD, PAD = 10.0, 12.0, 3.0


class Head(NamedTuple):
    """A heading over `span` columns."""

    text: str
    span: int = 1


@dataclass(frozen=True)
class LooseTable:
    """A table to be drawn: headings, rows of texts, right sides of figures, column sides."""

    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    xs: tuple[float, ...]
    figures: frozenset[int]


class Print(NamedTuple):
    """A line of one cell: its place, its text, the row and column of its cell."""

    x: float
    base: float
    text: str
    row: int
    column: int


STATISTICS = LooseTable(
    (
        (Head("Region"), Head("Expenditure", 2), Head("Employment", 2)),
        (Head(""), Head("2008"), Head("2009"), Head("2008"), Head("2009")),
    ),
    (
        ("Northern and western islands", "1,204.5", "1,311.0", "12.1", "11.9"),
        ("Capital", "880.2", "–", "30.4", "31.0"),
        ("South coast", "97.0", "102.3", "8.8", "9.1"),
        ("Inner districts without access to the sea", "412.6", "433.9", "17.5", "n.a."),
        ("Total", "2,594.3", "1,847.2", "68.8", "52.0"),
    ),
    (60, 200, 270, 340, 410, 480),
    frozenset((1, 2, 3, 4)),
)
PLAN = LooseTable(
    ((Head("STT"), Head("Nội dung công việc"), Head("Cơ quan chủ trì"), Head("Thời gian")),),
    (
        ("1", "Rà soát thủ tục hành chính thuộc thẩm quyền của tỉnh", "Sở Tư pháp", "Quý I"),
        ("2", "Tập huấn nghiệp vụ", "Sở Nội vụ và các cơ quan liên quan", "Cả năm"),
        ("3", "Kiểm tra công vụ đột xuất tại các đơn vị", "Thanh tra tỉnh", ""),
    ),
    (60, 90, 260, 400, 480),
    frozenset(),
)
ACCOUNT = LooseTable(
    ((Head("Item"), Head("Value")),),
    (
        ("Balance with the treasury", "4,120"),
        ("Receivables, net of allowances made for doubtful debts", "77"),
        ("Payables", "(312)"),
        ("Net position", "3,885"),
    ),
    (60, 260, 330),
    frozenset((1,)),
)


def draw(
    page: PageWriter,
    table: LooseTable,
    top: float,
    rules: Rules = "none",
    order: Order = "rows",
    unit: Unit = "cell",
) -> float:
    """Draw a table and return where it ends."""
    prints, ys = _laid(table, top)
    keys = {
        "rows": lambda p: (p.row, p.column, p.base),
        "columns": lambda p: (p.column, p.row, p.base),
        "lines": lambda p: (p.base, p.x),
    }
    prints.sort(key=keys[order])
    if unit == "line":
        _print_lines(page, prints)
    else:
        for item in prints:
            _print(page, item, unit)
    _rules(page, table, ys, rules)
    return ys[-1]


def expected(table: LooseTable) -> list[tuple[str, ...]]:
    """Return the texts of each row; a heading that spans columns stands once."""
    heads = [tuple(head.text for head in row) for row in table.heads]
    return [*heads, *table.rows]


def _laid(table: LooseTable, top: float) -> tuple[list[Print], list[float]]:
    """Return what is printed where, and the sides of the rows."""
    prints: list[Print] = []
    ys = [top]
    rows: list[tuple[Head, ...]] = [*table.heads, *(tuple(map(Head, row)) for row in table.rows)]
    for number, row in enumerate(rows):
        column, most = 0, 1
        for head in row:
            left, right = table.xs[column] + PAD, table.xs[column + head.span] - PAD
            lines = list(wrapped(head.text, right - left))
            for index, line in enumerate(lines):
                width = text_width(line, SIZE)
                x = left
                if head.span > 1:
                    x = (left + right - width) / 2
                elif column in table.figures:
                    x = right - width
                prints.append(Print(x, ys[-1] + PAD + SIZE + index * LEAD, line, number, column))
            most = max(most, len(lines))
            column += head.span
        ys.append(ys[-1] + most * LEAD + 2 * PAD)
    return prints, ys


def wrapped(text: str, width: float) -> Iterator[str]:
    """Yield the lines of a text in a column of this width."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, SIZE) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _print(page: PageWriter, item: Print, unit: Unit) -> None:
    x = item.x
    if unit == "cell":
        page.text(x, item.base, item.text, SIZE)
        return
    for word in item.text.split():
        for part in [word] if unit == "word" or len(word) < 2 else [word[:2], word[2:]]:
            if part:
                page.text(x, item.base, part, SIZE)
                x += text_width(part, SIZE)
        x += text_width(" ", SIZE)


def _print_lines(page: PageWriter, prints: Sequence[Print]) -> None:
    """Print all that stands on one base line in one go, as some programs do."""
    # the writer learns here which characters its font needs
    page.text(20, 20, "".join(sorted({c for item in prints for c in item.text})), SIZE)
    for base in sorted({item.base for item in prints}):
        line = sorted(item for item in prints if item.base == base)
        parts: list[str] = []
        x = line[0].x
        for item in line:
            parts.append(f"{-(item.x - x) / SIZE * 1000:.1f}")
            parts.append("<" + "".join(f"{ord(c):04X}" for c in item.text) + ">")
            x = item.x + text_width(item.text, SIZE)
        place = f"1 0 0 1 {line[0].x} {page.size[1] - base} Tm"
        page.raw(f" BT /R {SIZE} Tf {place} [{' '.join(parts)}] TJ ET")


def _rules(page: PageWriter, table: LooseTable, ys: Sequence[float], rules: Rules) -> None:
    left, right = table.xs[0], table.xs[-1]
    head = ys[len(table.heads)]
    level = {
        "level": [ys[0], *ys[len(table.heads) :]],
        "three": [ys[0], head, ys[-1]],
        "heading": [head],
        "frame": [ys[0], head, ys[-1]],
    }.get(rules, [])
    for y in level:
        page.line(left, y, right, y)
    if rules in ("upright", "frame"):
        for x in table.xs if rules == "frame" else table.xs[1:-1]:
            page.line(x, ys[0], x, ys[-1])
