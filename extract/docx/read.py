"""A .docx file to a `Document`: body in reading order, footnotes at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.archive import Archive, Element
from extract.document import Block, Document, Place, ReadNote, Source, TableFragment, TextBlock
from extract.docx.grid import RawTable, read_grid
from extract.docx.names import W, content, is_on, value
from extract.docx.numbering import ListCounter, read_lists
from extract.docx.paragraphs import Paragraph, Typesetter, printed, read_paragraph
from extract.docx.styles import Styles, has_lines
from extract.docx.tables import Text, table_blocks
from extract.errors import UnreadableError
from extract.making import unhurried_collector
from extract.printed import shortened

MAX_ROWS = 50_000
MAX_COLUMNS = 256
_MAIN = "word/document.xml"
_PARAGRAPH = f"{W}p"
_NOTE_PARTS = ("footnotes", "endnotes")
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERHEAD = re.compile(r"độc\s+lập\s*[-–]\s*tự\s+do", re.IGNORECASE)


@dataclass(slots=True)
class _Reading:
    """The state of one pass over a document: where it is and what it noted."""

    setter: Typesetter
    line: int = 0
    table: int = 0
    hidden: int = 0
    struck: list[str] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)

    def note(self, code: str, message: str, place: Place) -> None:
        """Keep what a person should know."""
        self.notes.append(ReadNote(code, message, place))


@unhurried_collector()
def read_docx(data: bytes, source: Source) -> Document:
    """Return the document in `data`; raise UnreadableError for what is no sound .docx.

    The place of a paragraph is its number in the file (`line`), that of a cell its table,
    row and column. Footnotes follow the body as text, marked “(1)”.
    """
    archive = Archive(data)
    main = archive.main_part(_MAIN)
    root = archive.tree(main)
    parts = dict(archive.relations(main).values())
    _check_size(root)
    styles = Styles(_tree(archive, parts.get("styles")))
    lists = read_lists(_tree(archive, parts.get("numbering")), styles)
    state = _Reading(Typesetter(styles, ListCounter(lists)))
    body = root.find(f"{W}body")
    blocks = list(_page_header(archive, main, body, state))
    blocks += [] if body is None else list(_blocks(body, state))
    blocks += _footnotes(archive, parts, state)
    _note_whole(state, blocks)
    return Document(source=source, blocks=tuple(blocks), notes=tuple(state.notes))


def _page_header(
    archive: Archive, main: str, body: Element | None, state: _Reading
) -> Iterator[Block]:
    """Yield the header of the first page where an office set its letterhead there."""
    section = None if body is None else next(body.iter(f"{W}sectPr"), None)
    if section is None:
        return
    kinds = ("first", "default") if is_on(section, "titlePg") else ("default",)
    found = {e.get(f"{W}type"): e.get(_REFERENCE) for e in section.iterfind(f"{W}headerReference")}
    name = next((found[kind] for kind in kinds if found.get(kind)), None)
    _, part = archive.relations(main).get(name or "", ("", ""))
    root = _tree(archive, part or None)
    if root is None or not _LETTERHEAD.search("".join(root.itertext())):
        return
    # what stands in the body keeps the number it has there
    yield from _blocks(root, replace(state))


def _tree(archive: Archive, name: str | None) -> Element | None:
    return archive.tree(name) if name is not None and name in archive else None


def _check_size(root: Element) -> None:
    rows = sum(1 for _ in root.iter(f"{W}tr"))
    if rows > MAX_ROWS:
        raise UnreadableError(
            "too_large",
            f"The document has {rows:,} table rows; {MAX_ROWS:,} are the most that is read.",
            "Split the document, or hand in the appendices alone.",
        )


def _note_whole(state: _Reading, blocks: list[Block]) -> None:
    if state.hidden:
        state.note(
            "hidden_text",
            f"{state.hidden} hidden characters were left out; they are not printed.",
            Place(line=1),
        )
    if state.struck:
        message = f"Text that is struck out was left out: “{shortened(' '.join(state.struck))}”."
        state.note("struck_out", message, Place(line=1))
    if state.setter.legacy:
        state.note(
            "legacy_encoding",
            "Text in a legacy font was converted to Unicode; compare names and headings "
            "with the original.",
            Place(line=1),
        )
    if blocks:
        return
    pictures = any(note.code == "picture" for note in state.notes)
    raise UnreadableError(
        "no_text",
        "The document prints no text" + (", only pictures." if pictures else "."),
        "Save it as PDF so that its pages are read as a scan."
        if pictures
        else "Ask the sender for the file again.",
        outcome="held" if pictures else "rejected",
    )


def _blocks(parent: Element, state: _Reading) -> Iterator[Block]:
    """Yield the blocks that stand in a body, a text box or a cell of a layout table."""
    left: Paragraph = Paragraph()
    for element in content(parent):
        if element.tag == f"{W}p":
            state.line += 1
            left = read_paragraph(element, state.setter, left.pieces if left.goes_on else ())
            yield from _paragraph_blocks(left, state)
        elif element.tag == f"{W}tbl":
            yield from _table(element, state)
        elif element.tag == f"{W}altChunk":
            state.note(
                "embedded_document",
                "Another document is embedded here and was not read; paste its text instead.",
                Place(line=state.line or 1),
            )
    if left.goes_on:
        lines, _ = printed(left.pieces, "", state.setter)
        yield from (TextBlock(line, Place(line=state.line), left.bold) for line in lines)


def _paragraph_blocks(paragraph: Paragraph, state: _Reading) -> Iterator[Block]:
    place = Place(line=state.line)
    _keep(paragraph, place, state)
    # a number without any text is a list item that nobody filled in
    if paragraph.lines and " ".join(paragraph.lines) != paragraph.label:
        yield from (TextBlock(line, place, paragraph.bold) for line in paragraph.lines)
    for box in paragraph.boxes:
        yield from _blocks(box, state)


def _keep(paragraph: Paragraph, place: Place, state: _Reading) -> None:
    """Remember what stands beside the text of a paragraph."""
    if paragraph.plain:
        return
    state.hidden += paragraph.hidden
    state.struck.extend(paragraph.struck)
    state.footnotes.extend(paragraph.footnotes)
    if paragraph.pictures:
        state.note(
            "picture",
            "A picture stands here; if it shows text or a table, that was not read.",
            place,
        )


def _table(element: Element, state: _Reading) -> Iterator[Block]:
    state.table += 1
    table = state.table
    raw = read_grid(element)
    _check_grid(raw, table, state)
    if not raw.rows:
        return
    framed = _framed(raw)
    if any(cell.find(f"{W}tbl") is not None for cell in framed):
        for cell in framed:
            yield from _blocks(cell, state)
        return
    for block in table_blocks(
        raw, table, ruled=_is_ruled(element, state), read=lambda tc, at: _cell(tc, at, state)
    ):
        if isinstance(block, TextBlock) or any(cell.text for row in block.rows for cell in row):
            yield block


def _framed(raw: RawTable) -> list[Element]:
    """Return the cells of a table of one column, which may be but a frame around others."""
    cells = [cell.element for row in raw.rows for cell in row.cells]
    elements = [element for element in cells if element is not None]
    return elements if len(elements) == len(cells) == len(raw.rows) else []


def _is_ruled(table: Element, state: _Reading) -> bool:
    own = has_lines(table.find(f"{W}tblPr/{W}tblBorders"))
    if own is not None:
        return own
    return state.setter.styles.is_ruled(value(table.find(f"{W}tblPr"), "tblStyle"))


def _check_grid(raw: RawTable, table: int, state: _Reading) -> None:
    if raw.width > MAX_COLUMNS:
        raise UnreadableError(
            "too_large",
            f"Table {table} has {raw.width} columns; {MAX_COLUMNS} are the most that is read.",
            "Split the table, or hand in the appendices alone.",
        )
    if raw.hidden_rows:
        listed = ", ".join(map(str, raw.hidden_rows[:10]))
        state.note(
            "hidden_rows",
            f"Hidden or deleted rows were left out: {listed}.",
            Place(table=table, row=raw.hidden_rows[0]),
        )


def _cell(element: Element, place: Place, state: _Reading) -> Text:
    """Return what a w:tc prints; a table inside it is read on its own."""
    lines: list[str] = []
    raws: list[str] = []
    inner: list[Block] = []
    bold = 0
    left = Paragraph()
    for child in content(element):
        if child.tag == _PARAGRAPH:
            left = read_paragraph(child, state.setter, left.pieces if left.goes_on else ())
            _keep(left, place, state)
            lines += left.lines
            raws += [left.raw] if left.raw else []
            bold += sum(map(len, left.lines)) * (1 if left.bold else -1)
            for box in left.boxes:
                lines += _plain(_blocks(box, state))
        elif child.tag == f"{W}tbl":
            inner += _table(child, state)
    if left.goes_on:
        lines += printed(left.pieces, "", state.setter)[0]
    return Text(tuple(lines), bold > 0, " ".join(raws) or None, tuple(inner), place)


def _plain(blocks: Iterator[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TableFragment):
            yield from (cell.text for row in block.rows for cell in row if cell.text)
        else:
            yield block.text


def _footnotes(archive: Archive, parts: dict[str, str], state: _Reading) -> Iterator[Block]:
    """Yield the notes that the body refers to, in order, as text after the body."""
    wanted, state.footnotes = state.footnotes, []
    notes = {kind: _notes_of(archive, parts.get(kind)) for kind in _NOTE_PARTS} if wanted else {}
    for index, (kind, name) in enumerate(wanted, start=1):
        element = notes.get(f"{kind}s", {}).get(name)
        if element is None:
            continue
        text = " ".join(_plain(_blocks(element, state)))
        if text:
            yield TextBlock(f"({index}) {text}", Place(line=state.line))


def _notes_of(archive: Archive, name: str | None) -> dict[str, Element]:
    root = _tree(archive, name)
    tags = (f"{W}footnote", f"{W}endnote")
    return {} if root is None else {e.get(f"{W}id", ""): e for e in root.iter(*tags)}
