"""What every reader returns: text blocks and tables of cells, each with its place.

A `Document` keeps what was printed and where; it knows nothing of indicators or tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its source.

    Text uses `line` (1-based); PDF uses `page` (1-based) and `box` (x0, top, x1, bottom
    in points from the top left); a sheet uses `sheet` and `cells` (A1 reference); DOCX
    uses `table` and `row` (1-based). Fields that do not apply stay None.
    """

    line: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cells: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields that are set, in declaration order, ready for JSON."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
            if value is not None
        }

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in self.as_dict().items())


def spanning(places: Sequence[Place]) -> Place:
    """Return the place of a row from those of its cells, which stand on one page or sheet.

    Boxes are united, A1 references become a range; a single place stays as it is. Raises
    ValueError when there are none.
    """
    if not places:
        raise ValueError("a row without cells stands nowhere")
    first = places[0]
    if len(places) == 1:
        return replace(first, column=None)
    boxes = [p.box for p in places if p.box is not None and p.page == first.page]
    box = (
        (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        if boxes
        else None
    )
    cells = [p.cells for p in places if p.cells]
    area = f"{cells[0].split(':')[0]}:{cells[-1].split(':')[-1]}" if cells else None
    return Place(first.line, first.page, box, first.sheet, area, first.table, first.row)


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from."""

    name: str
    sha256: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: its text as printed (NFC, tags stripped), span, place and origin.

    A cell over several columns stands once, with its `column_span`; in the rows below a
    cell of several rows stands a blank one that is `covered`, so rows keep their width.
    `raw` is the text before it was repaired, `alternatives` are other readings (OCR).
    """

    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    covered: bool = False
    backend: str = "text"
    confidence: float | None = None
    raw: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One line or paragraph outside any table."""

    text: str
    place: Place
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TableFragment:
    """A run of table rows as printed on one page; stitching is transform's business.

    Every row of `rows` has the cells of that printed row; rows may be ragged.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: Place

    @property
    def width(self) -> int:
        """The number of columns of the widest row, spans counted."""
        return max((sum(c.column_span for c in row) for row in self.rows), default=0)


Block = TextBlock | TableFragment


@dataclass(frozen=True, slots=True)
class ReadNote:
    """Something the reader saw and could not fully read; becomes a warning."""

    code: str
    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A source read to the end: blocks in reading order, and what the reader noted."""

    source: Source
    blocks: tuple[Block, ...]
    notes: tuple[ReadNote, ...] = field(default=())

    def text_blocks(self) -> Iterator[TextBlock]:
        """Yield the blocks that are text, in reading order."""
        return (b for b in self.blocks if isinstance(b, TextBlock))

    def fragments(self) -> Iterator[TableFragment]:
        """Yield the table fragments, in reading order."""
        return (b for b in self.blocks if isinstance(b, TableFragment))
