"""Regions to logical tables: columns given roles, rows given codes, figures and dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contracts.catalogue import Indicator
from contracts.layouts import Layout
from transform.agencies import parse_agencies
from transform.captions import appendix_number
from transform.deadlines import parse_deadline
from transform.drafts import PlacedRow, Shape
from transform.finding import Notice
from transform.grid import GridRow
from transform.guards import check_guards, path_key
from transform.header_periods import Span, dated_measures, dated_roles
from transform.indicators import PrintedRow, match_indicators
from transform.layout_match import (
    LayoutMatch,
    heading_key,
    match_layouts,
    meant_spelling,
    unbroken_heading,
)
from transform.matrix import matrix_table
from transform.merged_down import filled_cells, meant_cell
from transform.numbering import parse_row_number, split_leading_number
from transform.reading import Column, LogicalRow, LogicalTable, Number, RowKind
from transform.rows import logical_rows
from transform.stitch import Region
from transform.vietnamese.numbers import parse_number

_DIGIT = re.compile(r"\d")
_LABEL_ROLES = ("label", "sublabel", "task", "activity", "goal")
# the role of a column without heading and cells, which only spaces the others
BLANK = "blank"
# below this share of known rows, labels like those of the catalogue are no sign of its form
_FEWEST_CODED = 0.5
_DATA_CELLS = re.compile(r"^[-–]?\s*[\d.,]+\s*%?$|^[-–]$|^0/0$|^\d{1,3}(?: \d{3})+$")


@dataclass(frozen=True, slots=True)
class TableContext:
    """What a table's reading depends on besides itself: layouts, year and reported period."""

    layouts: Sequence[Layout]
    default_year: int | None = None
    reported: Span | None = None


def read_table(
    region: Region, index: int, context: TableContext
) -> tuple[LogicalTable, list[Notice]]:
    """Return the logical table of a region and what could not be understood in it.

    A table no layout explains is read all the same, by position, and marked held.
    """
    columns = _unique(region.columns)
    match = match_layouts(
        columns, context.layouts, _numeric_columns(region), region.caption.title or ""
    )
    if match is not None:
        match = replace(match, roles=_completed_roles(match, region, context.reported))
    columns = _with_roles(columns, match)
    placed = logical_rows(region.rows, _shape(columns, region.rows))
    filled = filled_cells([p.draft.texts for p in placed], [p.draft.covered for p in placed])
    kind = match.layout.kind if match and match.complete else "unknown"
    table = LogicalTable(
        index=index,
        kind=kind,
        appendix=region.caption.appendix,
        title=region.caption.title,
        columns=columns,
        rows=tuple(
            _plain_row(row, columns, above) for row, above in zip(placed, filled, strict=True)
        ),
        layout=match.layout.id if match and match.complete else None,
        layout_version=match.layout.version if match and match.complete else None,
        place=region.place,
    )
    notices = _heading_notices(region, table, match)
    table, more = _with_meaning(table, region, match, context)
    notices += more
    if match is not None and kind != "unknown":
        notices += check_guards(table, match.layout)
    holding = [n for n in notices if n.holds_table]
    return replace(table, held=holding[0].message if holding else None), notices


def _unique(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Name every column once; a blank or repeated heading gets its position."""
    names: list[str] = []
    for position, column in enumerate(columns, start=1):
        name = column.name or f"Cột {position}"
        names.append(f"{name} ({position})" if name in names else name)
    return tuple(replace(c, name=n) for c, n in zip(columns, names, strict=True))


def _numeric_columns(region: Region) -> list[bool | None]:
    """Tell for each column whether most of its printed cells are numbers; None if blank."""
    shares: list[bool | None] = []
    for index in range(region.width):
        rows = [row for row in region.rows if not row.merged and index not in row.spread]
        cells = [row.texts[index] for row in rows if row.texts[index]]
        numbers = sum(bool(_DATA_CELLS.match(cell)) for cell in cells)
        shares.append(numbers >= 0.6 * len(cells) if cells else None)
    return shares


def _completed_roles(
    match: LayoutMatch, region: Region, reported: Span | None
) -> tuple[str | None, ...]:
    """Return the roles with those that cells, blanks and the reported period decide."""
    roles = _with_blanks(_with_unnamed_numbers(match.roles, region), region)
    if match.layout.kind == "indicator":
        return dated_roles(region.columns, roles, reported)
    return dated_measures(region.columns, roles, reported)


def _with_blanks(roles: tuple[str | None, ...], region: Region) -> tuple[str | None, ...]:
    """Return the roles with columns in which nothing at all is printed marked as blank."""
    printed = {i for row in region.rows for i in row.printed}
    return tuple(
        BLANK if role is None and not column.path and index not in printed else role
        for index, (column, role) in enumerate(zip(region.columns, roles, strict=True))
    )


def _with_unnamed_numbers(roles: tuple[str | None, ...], region: Region) -> tuple[str | None, ...]:
    """Return the roles with columns of row numbers under a blank heading given theirs."""
    found = list(roles)
    for index, column in enumerate(region.columns):
        cells = [row.texts[index] for row in region.rows if row.texts[index]]
        numbers = sum(parse_row_number(cell) is not None for cell in cells)
        if not column.path and found[index] is None and cells and numbers >= 0.8 * len(cells):
            found[index] = "no2" if "no" in found else "no"
    return tuple(found)


def _with_roles(columns: tuple[Column, ...], match: LayoutMatch | None) -> tuple[Column, ...]:
    if match is None:
        return columns
    return tuple(
        replace(_unbroken(c, match.layout), role=r, meant=_meant(c, r, match.layout))
        for c, r in zip(columns, match.roles, strict=True)
    )


def _unbroken(column: Column, layout: Layout) -> Column:
    """Return a column whose name a narrow cell broke inside a word with its name whole."""
    printed = column.path[-1] if column.path else ""
    whole = unbroken_heading(printed, layout) if printed else printed
    if whole == printed:
        return column
    name = whole if column.name == printed else column.name
    return replace(column, name=name, path=(*column.path[:-1], whole))


def _meant(column: Column, role: str | None, layout: Layout) -> str | None:
    return meant_spelling(column.path[-1], role, layout) if role and column.path else None


def _shape(columns: Sequence[Column], rows: Sequence[GridRow]) -> Shape:
    """Return which columns name and number the rows; the widest text is a last resort.

    A number column in which nothing is printed is none: the names bear the numbers.
    """
    by_role = {column.role: i for i, column in reversed(list(enumerate(columns)))}
    labels = tuple(by_role[role] for role in _LABEL_ROLES if role in by_role)
    if not labels:
        labels = (min(len(columns) - 1, 1),)
    number = by_role.get("no")
    if number is None and heading_key(columns[0].name) in {"stt", "tt", "cột 1"}:
        number = 0
    if number is not None and not any(row.texts[number] for row in rows):
        number = None
    bare = number is None and _begin_with_numbers(rows, labels[0])
    return Shape(number, by_role.get("no2"), labels, by_role.get("note"), bare)


def _begin_with_numbers(rows: Sequence[GridRow], label: int) -> bool:
    """Tell whether most names in a column begin with a row number."""
    names = [row.texts[label] for row in rows if row.texts[label]]
    found = [split_leading_number(name, bare_allowed=True)[0] for name in names]
    return sum(number is not None for number in found) >= 0.6 * len(names) > 1


def _plain_row(row: PlacedRow, columns: Sequence[Column], above: Mapping[int, str]) -> LogicalRow:
    """Return the row with its cells and outline, before any cell is given a meaning."""
    draft = row.draft
    labels = [i for i, c in enumerate(columns) if c.role in _LABEL_ROLES]
    order = sorted(labels, key=lambda i: _LABEL_ROLES.index(columns[i].role or ""))
    label = draft.title or next((draft.texts[i] for i in order if draft.texts[i]), "")
    return LogicalRow(
        kind=row.kind,
        no=draft.number.text if draft.number else None,
        parent=row.parent,
        path=row.path,
        label=label,
        cells=draft.texts,
        places=draft.places,
        level=row.level,
        no2=draft.second,
        joined=draft.joined,
        cell_places=draft.cell_places,
        filled=tuple(above.items()),
    )


def _heading_notices(
    region: Region, table: LogicalTable, match: LayoutMatch | None
) -> list[Notice]:
    if table.kind == "unknown":
        names = ", ".join(f"“{c.name}”" for c in table.columns)
        return [
            Notice(
                "unknown_layout",
                f"No layout knows the headings {names}. Add a layout for them in a YAML file "
                "(see README, “Adding a layout”); the table is held until then.",
                table.place,
                holds_table=True,
            )
        ]
    twice = Counter(path_key(column) for column in table.columns)
    left = [
        column.name
        for column in table.columns
        # what stands over two columns is another fault, which a guard reports
        if column.role is None and (not column.path or twice[path_key(column)] == 1)
    ]
    ignored = [c for c in table.columns if match and c.role in match.layout.ignored]
    return [_ignored_column(table, column) for column in ignored] + [
        Notice(
            "unknown_heading",
            f"Layout {table.layout} does not know the heading “{name}”. Add the spelling to "
            "its role, or the column to a layout of its own.",
            region.place,
            holds_table=True,
        )
        for name in left
    ]


def _ignored_column(table: LogicalTable, column: Column) -> Notice:
    return Notice(
        "column_not_loaded",
        f"{table.appendix or 'Table'}: the column “{column.name}” is read and shown; layout "
        f"{table.layout} says that {column.role} is not loaded.",
        table.place,
    )


def _with_meaning(
    table: LogicalTable, region: Region, match: LayoutMatch | None, context: TableContext
) -> tuple[LogicalTable, list[Notice]]:
    if table.kind == "indicator" and match is not None:
        return _indicator_table(table, region, match.layout)
    if table.kind == "task":
        rows = tuple(_task_row(row, table, context) for row in table.rows)
        return replace(table, rows=rows), []
    if table.kind == "matrix":
        return matrix_table(table, region)
    return table, []


def _indicator_table(
    table: LogicalTable, region: Region, layout: Layout
) -> tuple[LogicalTable, list[Notice]]:
    printed = [PrintedRow(row.no, _indicator_label(row.label)) for row in table.rows]
    codes = match_indicators(printed, appendix_number(table.appendix))
    notices = _catalogue_notices(table, codes, layout)
    if any(notice.code == "not_in_catalogue" for notice in notices):
        codes = [None] * len(codes)
    rows = tuple(
        _indicator_row(row, table, item, region.caption.unit)
        for row, item in zip(table.rows, codes, strict=True)
    )
    return replace(table, rows=rows), notices


def _catalogue_notices(
    table: LogicalTable, codes: Sequence[Indicator | None], layout: Layout
) -> list[Notice]:
    """Return a notice for each row the catalogue does not have, or one where most are none.

    A layout that asks for no row of the catalogue is of a form that has indicators of its
    own: a label that is like one of the catalogue's then only happens to be so.
    """
    name = table.appendix or "Table"
    matched = sum(code is not None for code in codes)
    of_rows = f"{name}: only {matched} of {len(codes)} rows are in the catalogue"
    if codes and matched < layout.catalogue_share * len(codes):
        message = (
            f"{of_rows}, so its form is not one known here; the table is held. `cchc layouts "
            "propose` writes a layout with which its figures load under their printed rows."
        )
        return [Notice("unknown_form", message, table.place, holds_table=True)]
    if not layout.catalogue_share and matched < _FEWEST_CODED * len(codes):
        message = (
            f"{of_rows}; layout {layout.id} is of a form of its own, and its figures load under "
            "their printed rows, without codes. Rows that should have one belong in "
            "contracts/data/indicators.csv."
        )
        return [Notice("not_in_catalogue", message, table.place)]
    return [
        Notice(
            "unmatched_row",
            f"{name}, row {row.no or row.label!r}: no indicator of the catalogue has this number "
            "and label. Correct the label, or add the indicator to contracts/data/indicators.csv.",
            row.place,
        )
        for row, code in zip(table.rows, codes, strict=True)
        if code is None and row.kind != "total"
    ]


def _indicator_label(label: str) -> str:
    """Return a label without a row number printed in front of it."""
    number, title = split_leading_number(label, bare_allowed=False)
    return title if number is not None and title else label


def _indicator_row(
    row: LogicalRow, table: LogicalTable, item: Indicator | None, table_unit: str | None
) -> LogicalRow:
    unit = _cell(row, table, "unit") or None
    meant = unit or table_unit or (item.unit if item else None)
    return replace(
        row,
        kind=_indicator_kind(row, item, has_unit=unit is not None),
        code=item.code if item else None,
        unit=unit,
        value=_number(row, table, "value", meant),
        cumulative=_number(row, table, "cumulative", meant),
        note=_cell(row, table, "note") or None,
    )


def _indicator_kind(row: LogicalRow, item: Indicator | None, *, has_unit: bool) -> RowKind:
    """Return section for a top row without a unit that has rows below it, whatever else
    it prints; without numbers only the catalogue knows which rows these are."""
    if has_unit:
        return "group" if row.kind == "section" else row.kind
    if row.no is None and item is not None:
        return "section" if item.kind == "heading" or not item.unit else "item"
    if row.level == 1 and row.kind == "group":
        return "section"
    return row.kind


def _number(row: LogicalRow, table: LogicalTable, role: str, unit: str | None) -> Number | None:
    column = table.column(role)
    return parse_number(row.cells[column], unit=unit) if column is not None else None


def _task_row(row: LogicalRow, table: LogicalTable, context: TableContext) -> LogicalRow:
    if row.kind == "section":
        return row
    due = _due(row, table)
    return replace(
        row,
        deadline=parse_deadline(due, default_year=context.default_year)
        if due is not None
        else None,
        lead=parse_agencies(meant_cell(row, table, "lead")),
        coordinating=parse_agencies(meant_cell(row, table, "coordinating")),
        note=_cell(row, table, "note") or None,
    )


def _due(row: LogicalRow, table: LogicalTable) -> str | None:
    """Return what says when a task is due: its cell, or the headings of its marked columns."""
    deadline = table.column("deadline")
    if deadline is not None and (due := meant_cell(row, table, "deadline")):
        return due
    schedule = [i for i, column in enumerate(table.columns) if column.role == "schedule"]
    marked = [table.columns[i].path[-1] for i in schedule if row.cells[i]]
    if marked:
        return ", ".join(marked)
    return "" if schedule or deadline is not None else None


def _cell(row: LogicalRow, table: LogicalTable, role: str) -> str:
    column = table.column(role)
    return row.cells[column] if column is not None else ""
