"""Tables that a converter left as HTML in a text, because their cells span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from extract.document import Cell, Place, TableFragment
from extract.printed import clean

Line = tuple[int, str]
_OPENS, _CLOSES = "<table", "</table"
_WIDEST_SPAN = 256
_LONGEST_SPAN = 5_000
_BREAKS = frozenset({"br", "p", "div", "li"})


def without_tables(lines: Sequence[Line]) -> Iterator[list[Line] | TableFragment]:
    """Yield runs of lines as they are, and each HTML table between them as a fragment."""
    run: list[Line] = []
    table: list[Line] = []
    for number, text in lines:
        low = text.lower()
        if not table and _OPENS not in low:
            run.append((number, text))
            continue
        table.append((number, text))
        whole = "\n".join(line for _, line in table).lower() if _CLOSES in low else ""
        if whole and whole.count(_CLOSES) >= whole.count(_OPENS):
            yield run
            yield from _fragments(table)
            run, table = [], []
    # what never closes is no table
    yield [*run, *table]


def _fragments(lines: Sequence[Line]) -> Iterator[TableFragment]:
    reader = _Reader(lines[0][0])
    reader.feed("\n".join(text for _, text in lines))
    rows = list(_laid(reader.rows))
    if any(cell.text for row in rows for cell in row):
        yield TableFragment(tuple(rows), rows[0][0].place)


@dataclass(slots=True)
class _Cell:
    """A td or th: where it began, its spans and the text found in it."""

    line: int
    columns: int
    rows: int
    bold: bool
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the cells of a table; the text of one nested in a cell is that cell's."""

    def __init__(self, first_line: int) -> None:
        super().__init__()
        self.rows: list[list[_Cell]] = []
        self._first = first_line
        self._depth = 0
        self._open: _Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a row or a cell."""
        if tag == "table":
            self._depth += 1
        if self._depth > 1:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            known = dict(attrs)
            self._open = _Cell(
                self._first + self.getpos()[0] - 1,
                _span(known.get("colspan"), _WIDEST_SPAN),
                _span(known.get("rowspan"), _LONGEST_SPAN),
                bold=tag == "th",
            )
            self.rows = self.rows or [[]]
            self.rows[-1].append(self._open)
        elif tag in _BREAKS and self._open is not None:
            self._open.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell or a table."""
        if tag == "table":
            self._depth -= 1
        elif tag in ("td", "th") and self._depth == 1:
            self._open = None

    def handle_data(self, data: str) -> None:
        """Keep the text of the open cell."""
        if self._open is not None:
            self._open.text.append(data)


def _span(printed: str | None, most: int) -> int:
    return min(max(int(printed), 1), most) if printed and printed.strip().isdecimal() else 1


def _laid(rows: Sequence[Sequence[_Cell]]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows with a covered cell wherever one of a row above reaches down."""
    down: dict[int, tuple[int, int]] = {}
    for row in rows:
        laid: list[Cell] = []
        column = 0
        place = Place(line=row[0].line) if row else Place()
        waiting = list(row)
        while waiting or column in down:
            if column in down:
                left, width = down.pop(column)
                if left > 1:
                    down[column] = (left - 1, width)
                laid.append(Cell("", place, column_span=width, covered=True))
                column += width
                continue
            cell = waiting.pop(0)
            text = clean("".join(cell.text))
            laid.append(Cell(text, Place(line=cell.line), cell.rows, cell.columns, cell.bold))
            if cell.rows > 1:
                down[column] = (cell.rows - 1, cell.columns)
            column += cell.columns
        if laid:
            yield tuple(laid)
