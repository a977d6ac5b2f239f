"""One sheet part to its visible cells, in one pass and bounded memory."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from extract.archive import Archive, Element
from extract.errors import UnreadableError
from extract.legacy_fonts import to_unicode
from extract.printed import clean, is_footnote_mark
from extract.xlsx.formats import date_text, general, parse_format, shown
from extract.xlsx.styles import CellStyle, S

MAX_ROWS = 50_000
MAX_CELLS = 600_000
MAX_MERGES = 100_000
MAX_COLUMN = 16_384
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_TEXT, _CELL = f"{S}t", f"{S}c"
_VALUE, _FORMULA, _INLINE = f"{S}v", f"{S}f", f"{S}is"
_PLAIN = CellStyle()
_ON = ("1", "true")
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Range:
    """A merged range: first and last row and column, 1-based, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetCell:
    """A cell that shows something; `numeric` tells that a number was stored."""

    text: str
    bold: bool = False
    numeric: bool = False
    raw: str | None = None


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet by row and column, its lines, merges and what is hidden.

    `width` is the last column used, `anchors` finds a merge by its first cell. `ruled` has,
    for each row, the columns of cells with lines. `uncomputed` and `failed`
    are the cells of formulas without a result, and with an error as result; `unshown` are
    those whose number format shows nothing, `struck` those whose text is struck out.
    """

    name: str
    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    ruled: dict[int, set[int]] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    filled_hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filled_hidden_columns: set[int] = field(default_factory=set)
    uncomputed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    unshown: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    legacy: bool = False
    width: int = 0
    anchors: dict[tuple[int, int], Range] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of all sheets refer to."""

    strings: tuple[str, ...] = ()
    styles: tuple[CellStyle, ...] = ()
    from_1904: bool = False

    def style(self, index: str | None) -> CellStyle:
        """Return a style by the index that a cell names."""
        at = int(index) if index and index.isdigit() else 0
        return self.styles[at] if at < len(self.styles) else _PLAIN


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the number of a column by its letters: A is 1."""
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """Return the letters of a column by its number: 1 is A."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def split_reference(text: str) -> tuple[int, int] | None:
    """Return row and column of a reference such as B12, None when it is none."""
    found = _REFERENCE.match(text)
    return (int(found[2]), column_number(found[1])) if found else None


def read_strings(archive: Archive, name: str | None) -> tuple[str, ...]:
    """Return the strings that cells of all sheets share."""
    if name is None or name not in archive:
        return ()
    items = archive.elements(name, (f"{S}si",))
    return tuple(rich_text(item) for item in islice(items, MAX_CELLS))


def rich_text(item: Element) -> str:
    """Return the text of a string: its runs joined, raised footnote marks left out."""
    if len(item) == 1 and item[0].tag == _TEXT:
        return item[0].text or ""
    plain = item.find(_TEXT)
    if plain is not None:
        return plain.text or ""
    parts: list[str] = []
    for run in item.iterfind(f"{S}r"):
        text = run.findtext(f"{S}t") or ""
        look = run.find(f"{S}rPr/{S}vertAlign")
        raised = look is not None and look.get("val") == "superscript"
        if not (raised and is_footnote_mark(text, "".join(parts[-1:]))):
            parts.append(text)
    return "".join(parts)


def read_sheet(archive: Archive, part: str, name: str, book: Workbook) -> Sheet:
    """Return what a sheet shows; raise UnreadableError when it is too large."""
    sheet = Sheet(name)
    cells = row_number = 0
    tags = (f"{S}row", f"{S}col", f"{S}mergeCell")
    for element in archive.elements(part, tags):
        if element.tag == f"{S}col":
            _column(element, sheet)
        elif element.tag == f"{S}mergeCell":
            _merge(element, sheet)
        else:
            row_number = _number(element.get("r"), row_number + 1)
            cells += len(element)
            _row(element, row_number, sheet, book)
        if len(sheet.rows) > MAX_ROWS or cells > MAX_CELLS:
            raise _too_large(name)
    _settle_merges(sheet)
    return sheet


def _too_large(name: str) -> UnreadableError:
    return UnreadableError(
        "too_large",
        f"Sheet “{name}” has more than {MAX_ROWS:,} filled rows or {MAX_CELLS:,} cells.",
        "Split the workbook, or delete the cells below and beside its tables.",
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default


def _column(element: Element, sheet: Sheet) -> None:
    if element.get("hidden") in _ON or element.get("width") == "0":
        first = _number(element.get("min"), 1)
        last = min(_number(element.get("max"), first), MAX_COLUMN)
        sheet.hidden_columns.update(range(first, last + 1))


def _merge(element: Element, sheet: Sheet) -> None:
    first, _, last = element.get("ref", "").partition(":")
    top, bottom = split_reference(first), split_reference(last or first)
    if top is None or bottom is None or len(sheet.merges) >= MAX_MERGES:
        return
    if top != bottom:
        sheet.merges.append(Range(top[0], top[1], bottom[0], bottom[1]))


def _row(element: Element, row: int, sheet: Sheet, book: Workbook) -> None:
    hidden = element.get("hidden") in _ON or element.get("ht") == "0"
    column = 0
    cells: dict[int, SheetCell] = {}
    ruled: set[int] = set()
    for item in element.iterchildren(_CELL):
        letters = item.get("r", "").rstrip(_DIGITS)
        column = column_number(letters) if letters and len(letters) < 4 else column + 1
        style = book.style(item.get("s"))
        if style.ruled:
            ruled.add(column)
        cell = _cell(item, style, row, column, sheet, book)
        if cell is not None and style.struck:
            sheet.struck.append(f"{column_letters(column)}{row}")
        elif cell is not None:
            cells[column] = cell
    if hidden:
        sheet.hidden_rows.add(row)
    elif ruled:
        sheet.ruled[row] = ruled
    if cells:
        sheet.rows[row] = cells


def _cell(
    item: Element, style: CellStyle, row: int, column: int, sheet: Sheet, book: Workbook
) -> SheetCell | None:
    value = formula = inline = None
    for child in item:
        tag = child.tag
        if tag == _VALUE:
            value = child.text
        elif tag == _FORMULA:
            formula = child
        elif tag == _INLINE:
            inline = child
    if value is None and formula is None and inline is None:
        return None
    kind = item.get("t", "n")
    if formula is not None and not value and (kind != "str"):
        sheet.uncomputed.append(f"{column_letters(column)}{row}")
        return None
    if kind == "e":
        sheet.failed.append(f"{column_letters(column)}{row}")
    if kind == "n" or kind == "d":
        found = _stored_number(value, kind, style, book) if value else None
        if value and found is None:
            sheet.unshown.append(f"{column_letters(column)}{row}")
        return found
    text = _string(kind, value, inline, book)
    return _text_cell(text, style, sheet) if text and text.strip() else None


def _string(kind: str, value: str | None, inline: Element | None, book: Workbook) -> str | None:
    if kind == "s":
        at = _number(value, -1)
        return book.strings[at] if 0 <= at < len(book.strings) else None
    if kind == "inlineStr":
        return rich_text(inline) if inline is not None else None
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    return value


def _text_cell(typed: str, style: CellStyle, sheet: Sheet) -> SheetCell | None:
    converted = to_unicode(typed, style.kind) if style.kind else typed
    text = clean(converted)
    if not text:
        return None
    raw = None
    if converted != typed:
        raw = " ".join(typed.split())
        sheet.legacy = True
    return SheetCell(text, style.bold, raw=raw)


def _stored_number(value: str, kind: str, style: CellStyle, book: Workbook) -> SheetCell | None:
    if kind == "d":
        return _iso_date(value, style)
    try:
        stored = float(value)
        text = shown(stored, style.code, from_1904=book.from_1904)
        plain = general(stored)
    except (ValueError, ArithmeticError):
        return SheetCell(value.strip(), style.bold)
    if not text:
        # a format may show nothing at all, as ;;; does
        return None
    return SheetCell(text, style.bold, numeric=True, raw=plain if plain != text else None)


def _iso_date(value: str, style: CellStyle) -> SheetCell:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return SheetCell(value.strip(), style.bold)
    return SheetCell(date_text(moment, parse_format(style.code).date or "dmy"), style.bold)


def _settle_merges(sheet: Sheet) -> None:
    """Clip merges to what is used and visible, drop text that they cover or that is hidden."""
    bottom = max((*sheet.rows, *sheet.ruled), default=0)
    right = max((max(cells) for cells in sheet.rows.values()), default=0)
    right = max(right, max((max(columns) for columns in sheet.ruled.values()), default=0))
    kept, work = [], 0
    for merge in sheet.merges:
        inside = Range(merge.top, merge.left, min(merge.bottom, bottom), min(merge.right, right))
        work += (inside.bottom - inside.top + 1) * (inside.right - inside.left + 1)
        clipped = _visible(inside, sheet) if work < 2 * MAX_CELLS else None
        if clipped is not None:
            kept.append(clipped)
            _rule_merged(clipped, sheet)
    sheet.merges, sheet.width = kept, right
    sheet.anchors = {(merge.top, merge.left): merge for merge in kept}
    _drop_hidden(sheet)


def _rule_merged(merge: Range, sheet: Sheet) -> None:
    """Rule a merged cell whole: a program may draw its lines on the first cell alone."""
    if merge.left in sheet.ruled.get(merge.top, ()):
        sheet.ruled[merge.top].update(range(merge.left, merge.right + 1))


def _visible(merge: Range, sheet: Sheet) -> Range | None:
    """Return a merge from its first visible cell on, its text moved there."""
    held = sheet.rows.get(merge.top, {}).pop(merge.left, None)
    rows, columns = range(merge.top, merge.bottom + 1), range(merge.left, merge.right + 1)
    for row in rows:
        cells = sheet.rows.get(row, {})
        for column in [c for c in cells if c in columns]:
            del cells[column]
    top = next((r for r in rows if r not in sheet.hidden_rows), None)
    left = next((c for c in columns if c not in sheet.hidden_columns), None)
    if top is None or left is None:
        return None
    if held is not None:
        sheet.rows.setdefault(top, {})[left] = held
    return Range(top, left, merge.bottom, merge.right)


def _drop_hidden(sheet: Sheet) -> None:
    sheet.filled_hidden_rows = {r for r in sheet.hidden_rows if sheet.rows.pop(r, None)}
    if sheet.hidden_columns:
        for cells in sheet.rows.values():
            for column in sheet.hidden_columns & cells.keys():
                del cells[column]
                sheet.filled_hidden_columns.add(column)
        for columns in sheet.ruled.values():
            columns -= sheet.hidden_columns
    sheet.rows = {row: cells for row, cells in sorted(sheet.rows.items()) if cells}
