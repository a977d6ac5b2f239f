"""Tables with spans for tests: drawn cell by cell, with rules, dots, shading or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tests.extract.pdf.writer import PageWriter, _rule, text_width

Look = Literal["grid", "dotted", "shade", "none"]
PAD = 3.0


class Span(NamedTuple):
    """A cell over several columns or rows; a text with line ends has lines of its own."""

    text: str
    columns: int = 1
    rows: int = 1


class Placed(NamedTuple):
    """A cell and where it begins."""

    row: int
    column: int
    cell: Span


def ruled(
    page: PageWriter,
    xs: Sequence[float],
    top: float,
    rows: Sequence[Sequence[str | Span]],
    look: Look = "grid",
    size: float = 9,
) -> float:
    """Draw a table below `top` and return where it ends."""
    cells = list(placed(rows, len(xs) - 1))
    ys = _sides(cells, len(rows), top, size)
    for row, column, cell in cells:
        box = (xs[column], ys[row], xs[column + cell.columns], ys[row + cell.rows])
        _frame(page, box, look, shaded=row % 2 == 0)
        _print(page, box, cell.text, size)
    return ys[-1]


def placed(rows: Sequence[Sequence[str | Span]], width: int) -> Iterator[Placed]:
    """Yield the cells of rows, each in the first free columns of its row."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for item in row:
            cell = item if isinstance(item, Span) else Span(item)
            while (number, column) in taken:
                column += 1
            yield Placed(number, column, cell)
            taken |= {
                (number + down, column + right)
                for down in range(cell.rows)
                for right in range(cell.columns)
            }
            column += cell.columns
        assert column <= width


def _sides(cells: Sequence[Placed], count: int, top: float, size: float) -> list[float]:
    ys = [top]
    for number in range(count):
        lines = [c.text.count("\n") + 1 for r, _, c in cells if r == number and c.rows == 1]
        ys.append(ys[-1] + max(lines, default=1) * 1.2 * size + 2 * PAD)
    return ys


def _frame(
    page: PageWriter, box: tuple[float, float, float, float], look: Look, *, shaded: bool
) -> None:
    x0, top, x1, bottom = box
    if look == "grid":
        page.rectangle(*box, "S")
    elif look == "shade" and shaded:
        page.raw("0.9 g")
        page.rectangle(*box)
        page.raw("0 g")
    elif look == "dotted":
        for side in ((x0, top, x1, top), (x0, bottom, x1, bottom)):
            _rule(page, *side, "dotted")
        for side in ((x0, top, x0, bottom), (x1, top, x1, bottom)):
            _rule(page, *side, "dotted")


def _print(
    page: PageWriter, box: tuple[float, float, float, float], text: str, size: float
) -> None:
    """Print figures to the right, all else to the left."""
    for number, line in enumerate(text.split("\n")):
        if not line:
            continue
        figure = line.replace(".", "").replace(",", "").isdigit()
        x = box[2] - PAD - text_width(line, size) if figure else box[0] + PAD
        page.text(x, box[1] + PAD + size * (1 + 1.2 * number), line, size)
