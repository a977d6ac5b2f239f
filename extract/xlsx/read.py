"""An .xlsx file to a `Document`: each visible sheet as text and tables of cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.archive import Archive, Element
from extract.document import (
    Block,
    Cell,
    Document,
    Place,
    ReadNote,
    Source,
    TableFragment,
    TextBlock,
)
from extract.errors import UnreadableError
from extract.making import new_cell, new_place, unhurried_collector
from extract.xlsx.regions import Region, regions_of, runs_of, split_captions
from extract.xlsx.sheet import (
    MAX_ROWS,
    Range,
    Sheet,
    SheetCell,
    Workbook,
    column_letters,
    read_sheet,
    read_strings,
)
from extract.xlsx.styles import S, read_styles

MAX_SHEETS = 300
MAX_AREA = 1_000_000
_MAIN = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHEET_NAME = re.compile(
    r"^\W*(?P<word>phụ\s*lục|phu\s*luc|pl|phụ\s*biểu|phu\s*bieu|pb|biểu(?:\s*mẫu)?|bieu|mẫu|mau)"
    r"(?:\s*số|\s*so)?[\s._-]*0*(?P<number>\d{1,3}(?:\.\d{1,3})?[a-zđ]?|[IVXLC]+)\W*$",
    re.IGNORECASE,
)
_WORDS = {"p": "Phụ lục", "b": "Biểu", "m": "Mẫu"}
_APPENDIX = re.compile(r"^\W*(?:phụ\s+lục|phụ\s+biểu|biểu|mẫu)\b", re.IGNORECASE)
_NUMBER_HEADING = re.compile(r"^(?:s?tt|số\s*tt|số\s+thứ\s+tự)\.?$", re.IGNORECASE)
_HEADING_ROWS = 3
_LISTED = 8
# text that stands side by side in more columns than this is no letterhead
_MOST_COLUMNS = 12


@unhurried_collector()
def read_xlsx(data: bytes, source: Source) -> Document:
    """Return the document in `data`; raise UnreadableError for what is no sound workbook.

    The place of a cell is its sheet and reference. What is hidden is not read but noted, as
    are formulas without a stored result.
    """
    archive = Archive(data)
    main = archive.main_part(_MAIN)
    root = archive.tree(main)
    relations = archive.relations(main)
    book = _workbook(archive, root, dict(relations.values()))
    notes: list[ReadNote] = []
    blocks: list[Block] = []
    rows = area = 0
    for name, part in _visible_sheets(root, relations, notes):
        sheet = read_sheet(archive, part, name, book)
        rows += len(sheet.rows)
        area += len(sheet.rows) * sheet.width
        if rows > MAX_ROWS or area > MAX_AREA:
            raise _too_large(rows)
        blocks += _sheet_blocks(sheet)
        notes += _notes(sheet)
    if not blocks:
        raise UnreadableError(
            "no_text", "No visible sheet has any text.", "Ask the sender for the file again."
        )
    return Document(source=source, blocks=tuple(blocks), notes=tuple(notes))


def _too_large(rows: int) -> UnreadableError:
    return UnreadableError(
        "too_large",
        f"The workbook has {rows:,} filled rows, too many or too wide to be read; {MAX_ROWS:,} "
        f"rows and {MAX_AREA:,} cells are the most.",
        "Split the workbook, or hand in the appendices alone.",
    )


def _workbook(archive: Archive, root: Element, parts: dict[str, str]) -> Workbook:
    styles = parts.get("styles")
    properties = root.find(f"{S}workbookPr")
    return Workbook(
        strings=read_strings(archive, parts.get("sharedStrings")),
        styles=read_styles(archive.tree(styles) if styles and styles in archive else None),
        from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )


def _visible_sheets(
    root: Element, relations: dict[str, tuple[str, str]], notes: list[ReadNote]
) -> Iterator[tuple[str, str]]:
    """Yield name and part of each visible worksheet in order; note the others."""
    sheets = root.findall(f"{S}sheets/{S}sheet")
    if len(sheets) > MAX_SHEETS:
        raise UnreadableError(
            "too_large",
            f"The workbook has {len(sheets)} sheets; {MAX_SHEETS} are the most that is read.",
            "Split the workbook, or hand in the appendices alone.",
        )
    for item in sheets:
        name = item.get("name", "")
        kind, part = relations.get(item.get(_RELATION, ""), ("", ""))
        if item.get("state", "visible") != "visible":
            message = f"Sheet “{name}” is hidden and was not read; show it if it is meant."
            notes.append(ReadNote("hidden_sheet", message, Place(sheet=name)))
        elif kind == "worksheet":
            yield name, part
        else:
            message = f"Sheet “{name}” holds no cells (a chart, perhaps) and was not read."
            notes.append(ReadNote("no_worksheet", message, Place(sheet=name)))


def _sheet_blocks(sheet: Sheet) -> list[Block]:
    blocks: list[Block] = []
    before: Region | None = None
    near = False
    for run in runs_of(sheet):
        if run.kind == "text":
            blocks += _text(sheet, run.rows)
            near = False
            continue
        captions, rows = split_captions(sheet, run, first=before is None)
        blocks += _text(sheet, captions)
        regions = regions_of(sheet, rows, before, near=near and not captions)
        blocks += [_fragment(sheet, region) for region in regions]
        blocks += _outside(sheet, rows, regions)
        before, near = regions[-1], True
    return [*_named_caption(sheet, blocks), *blocks]


def _named_caption(sheet: Sheet, blocks: Sequence[Block]) -> list[TextBlock]:
    """Return the appendix that only the sheet's name tells, where no caption is printed."""
    above: list[str] = []
    for block in blocks:
        if not isinstance(block, TextBlock):
            break
        above.append(block.text)
    found = _SHEET_NAME.match(sheet.name.strip())
    if found is None or len(above) == len(blocks) or any(map(_APPENDIX.match, above)):
        return []
    word = _WORDS[found["word"][0].casefold()]
    return [TextBlock(f"{word} {found['number']}", Place(sheet=sheet.name))]


def _text(sheet: Sheet, rows: Sequence[int]) -> Iterator[TextBlock]:
    """Yield the cells of text rows; rows of several cells column by column."""
    beside: list[int] = []
    for row in rows:
        adjacent = not beside or row - beside[-1] <= 1
        if len(sheet.rows[row]) > 1 or (beside and adjacent and not _is_wide(sheet, row)):
            if not adjacent:
                yield from _columns(sheet, beside)
                beside = []
            beside.append(row)
            continue
        yield from _columns(sheet, beside)
        beside = []
        yield from (_block(sheet, row, column) for column in sheet.rows[row])
    yield from _columns(sheet, beside)


def _is_wide(sheet: Sheet, row: int) -> bool:
    """Tell whether the one cell of a row reaches over most of the sheet, as a title does."""
    span = sheet.anchors.get((row, next(iter(sheet.rows[row]))))
    return span is not None and 2 * (span.right - span.left + 1) > sheet.width


def _columns(sheet: Sheet, rows: Sequence[int]) -> Iterator[TextBlock]:
    """Yield what stands side by side: all of the left, then all of the right."""
    starts = sorted({column for row in rows for column in sheet.rows[row]})
    widest = max(rows, key=lambda row: len(sheet.rows[row]), default=None)
    if widest is None:
        return
    edges = sorted(sheet.rows[widest])[:_MOST_COLUMNS]
    for index, edge in enumerate(edges):
        low = 0 if index == 0 else edge
        high = edges[index + 1] if index + 1 < len(edges) else starts[-1] + 1
        for row in rows:
            yield from (_block(sheet, row, c) for c in sorted(sheet.rows[row]) if low <= c < high)


def _block(sheet: Sheet, row: int, column: int) -> TextBlock:
    cell = sheet.rows[row][column]
    return TextBlock(cell.text, _place(sheet, row, column), cell.bold)


def _place(sheet: Sheet, row: int, column: int, last: int | None = None) -> Place:
    cells = f"{column_letters(column)}{row}"
    if last is not None and last != column:
        cells += f":{column_letters(last)}{row}"
    return new_place(None, None, None, sheet.name, cells)


def _outside(sheet: Sheet, rows: Sequence[int], regions: Sequence[Region]) -> Iterator[TextBlock]:
    """Yield what stands beside a table as text after it."""
    inside = {column for region in regions for column in region.columns}
    for row in rows:
        for column in sorted(set(sheet.rows[row]) - inside):
            yield _block(sheet, row, column)


def _fragment(sheet: Sheet, region: Region) -> TableFragment:
    owners = _owners(sheet, region)
    numbering = _number_columns(sheet, region)
    rows = []
    for row in region.rows:
        cells = []
        for column in region.columns:
            merge = owners.get((row, column)) if owners else None
            if merge is None or column == _first(merge, region):
                cell = _cell(sheet, region, row, column, merge)
                number = column in numbering and _is_number(sheet, row, column)
                cells.append(_with_dot(cell) if number else cell)
        rows.append(tuple(cells))
    return TableFragment(rows=tuple(rows), place=rows[0][0].place)


def _owners(sheet: Sheet, region: Region) -> dict[tuple[int, int], Range]:
    """Return the merge over each cell of a region that lies in one."""
    columns = set(region.columns)
    low, high = region.rows[0], region.rows[-1]
    return {
        (row, column): merge
        for merge in sheet.merges
        if merge.bottom >= low and merge.top <= high
        for row in range(max(low, merge.top), min(high, merge.bottom) + 1)
        for column in range(merge.left, merge.right + 1)
        if column in columns
    }


def _first(merge: Range, region: Region) -> int:
    return next(column for column in region.columns if column >= merge.left)


def _cell(sheet: Sheet, region: Region, row: int, column: int, merge: Range | None) -> Cell:
    if merge is None:
        return _made(sheet.rows[row].get(column), _place(sheet, row, column))
    columns = _within(region.columns, merge.left, merge.right)
    covered = row != max(merge.top, region.rows[0])
    height = len(_within(region.rows, merge.top, merge.bottom))
    held = None if covered else sheet.rows[row].get(merge.left)
    made = _made(held, _place(sheet, row, columns[0], columns[-1]))
    return replace(
        made, row_span=1 if covered else height, column_span=len(columns), covered=covered
    )


def _within(numbers: tuple[int, ...], low: int, high: int) -> tuple[int, ...]:
    return numbers[bisect_left(numbers, low) : bisect_right(numbers, high)]


def _made(cell: SheetCell | None, place: Place) -> Cell:
    if cell is None:
        return new_cell("", place, 1, 1, False, False, "xlsx")
    return new_cell(cell.text, place, 1, 1, cell.bold, False, "xlsx", None, cell.raw)


def _number_columns(sheet: Sheet, region: Region) -> set[int]:
    """Return the columns whose heading says that they number the rows."""
    return {
        column
        for row in region.rows[:_HEADING_ROWS]
        for column, cell in sheet.rows[row].items()
        if _NUMBER_HEADING.match(cell.text)
    }


def _is_number(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.rows[row].get(column)
    return cell is not None and cell.numeric


def _with_dot(cell: Cell) -> Cell:
    """Return a row number that was stored as a decimal (3.1) with its dot."""
    return replace(cell, text=cell.text.replace(",", ".")) if "," in cell.text else cell


def _notes(sheet: Sheet) -> Iterator[ReadNote]:
    place = Place(sheet=sheet.name)
    name = f"Sheet “{sheet.name}”"
    if sheet.filled_hidden_rows:
        listed = _listed(map(str, sorted(sheet.filled_hidden_rows)))
        yield ReadNote("hidden_rows", f"{name}: hidden rows were not read: {listed}.", place)
    if sheet.filled_hidden_columns:
        listed = _listed(map(column_letters, sorted(sheet.filled_hidden_columns)))
        yield ReadNote("hidden_columns", f"{name}: hidden columns were not read: {listed}.", place)
    if sheet.uncomputed:
        message = (
            f"{name}: formulas without a stored result are blank here: {_listed(sheet.uncomputed)}."
            " Open the file in Excel, save it, and hand it in again."
        )
        yield ReadNote("no_cached_value", message, replace(place, cells=sheet.uncomputed[0]))
    if sheet.unshown:
        message = (
            f"{name}: the number format hides what is stored in {_listed(sheet.unshown)};"
            " these cells are blank here."
        )
        yield ReadNote("hidden_value", message, replace(place, cells=sheet.unshown[0]))
    if sheet.struck:
        message = f"{name}: what is struck out was left out: {_listed(sheet.struck)}."
        yield ReadNote("struck_out", message, replace(place, cells=sheet.struck[0]))
    if sheet.failed:
        message = f"{name}: formulas end in an error: {_listed(sheet.failed)}. Correct them."
        yield ReadNote("formula_error", message, replace(place, cells=sheet.failed[0]))
    if sheet.legacy:
        message = f"{name}: text in a legacy font was converted to Unicode; compare it."
        yield ReadNote("legacy_encoding", message, place)


def _listed(items: Iterator[str] | Sequence[str]) -> str:
    found = list(items)
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    return ", ".join(found[:_LISTED]) + more
