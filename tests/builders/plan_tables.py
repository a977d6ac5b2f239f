"""Plan tables as printed: the form of section rows, tags, pages, and the table as meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from .model import LogicalRow, LogicalTable, unique_paths
from .pages import PrintedRow, line, paginate
from .plan_rows import Scene, build_rows
from .plan_style import PlanStyle

_NUMERIC = {"no", "no2", "money"}


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The lines of one table and what they mean."""

    lines: tuple[str, ...]
    table: LogicalTable


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a table stands: its caption, its title and whether its header is printed."""

    caption: str | None
    title: str
    headed: bool = True
    first_page: int = 4


def build_plan_table(rng: Random, style: PlanStyle, scene: Scene, setting: Setting) -> PlanTable:
    """Return one table; without a printed header its columns are those of the one before."""
    rows = build_rows(rng, style, scene)
    paths = unique_paths([row.path for row in rows])
    rows = [replace(row, path=path) for row, path in zip(rows, paths, strict=True)]
    about = {"time_column": style.heading("time"), "header_printed": setting.headed}
    table = LogicalTable("task", setting.caption, setting.title, style.names, tuple(rows), about)
    header = _header(style) if setting.headed else []
    printed = [_printed(rng, style, row) for row in rows]
    return PlanTable(tuple(paginate(rng, header, printed, style.pages, setting.first_page)), table)


def _header(style: PlanStyle) -> list[str]:
    tags = ("b",) * len(style.columns) if style.bold else ()
    lines = [line(PrintedRow(style.names, tags))]
    if style.number_row:
        numbers = [f"({n})" for n in range(1, len(style.columns) + 1)]
        lines.append(line(PrintedRow(tuple(numbers))))
    return lines


def _printed(rng: Random, style: PlanStyle, row: LogicalRow) -> PrintedRow:
    if _is_title(style, row):
        return _printed_title(rng, style, row)
    cells = tuple(row.cells.values())
    if row.kind == "total":
        return PrintedRow(cells, ("b",) * len(cells))
    roles = [role for role, _ in style.columns]
    stays = _NUMERIC if "no" in roles else _NUMERIC | {roles[0]}
    divisible = frozenset(i for i, role in enumerate(roles) if role not in stays)
    bold = "b" if row.kind == "group" and style.bold else ""
    tags = tuple(bold if role in {"no", "task"} else "" for role in roles)
    return PrintedRow(cells, tags, divisible)


def _is_title(style: PlanStyle, row: LogicalRow) -> bool:
    """Tell whether a row has nothing but number and title."""
    if row.kind not in {"section", "group"}:
        return False
    number = style.heading("no")
    others = [text for column, text in row.cells.items() if column != number]
    return sum(bool(text) for text in others) == 1


def _printed_title(rng: Random, style: PlanStyle, row: LogicalRow) -> PrintedRow:
    width = len(style.columns)
    forms = {
        "second": [row.number or "", row.label],
        "glued_dot": [f"{row.number}. {row.label}"],
        "glued": [f"{row.number} {row.label}"],
        "third": [row.number or "", "", row.label],
        "repeated": [row.number or "", *[row.label] * (width - 1)],
        "first": [row.label],
        "blank_second": ["", row.label],
    }
    form = style.section_form
    if form == "mixed":
        form = rng.choice(("second", "glued", "third"))
    if style.numbering == "none":
        cells = [row.cells[style.title_column]]
    elif form.startswith("glued") and row.level > 1:
        cells = forms["second"]
    else:
        cells = forms[form]
    if form == "repeated" and row.level == 1 and rng.random() < 0.3 and row.number:
        cells = [f"{row.number}. {row.label}"] * width
    tag = "b" if style.bold or row.number is None else ""
    padded = [*cells, *[""] * (width - len(cells))]
    return PrintedRow(tuple(padded), (tag,) * width)
