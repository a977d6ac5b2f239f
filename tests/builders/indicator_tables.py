"""The statistical appendices: one table per appendix, as printed and as meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from contracts.catalogue import Indicator, indicators

from . import captions
from .figures import Figures
from .indicator_style import IndicatorStyle, header_rows
from .model import Gold, LogicalRow, LogicalTable
from .pages import PrintedRow, line, paginate

APPENDICES = ("PL2", "PL3", "PL4", "PL5", "PL6", "PL7", "PL8")
NOTES = (
    "Theo phần mềm một cửa",
    "Kế hoạch",
    "Số liệu do Văn phòng tổng hợp từ các phòng chuyên môn gửi lên",
    "Tăng so với cùng kỳ năm trước",
    "Có 02 đơn vị chưa gửi số liệu",
    "Chưa đến kỳ thống kê",
    "Trung tâm trực thuộc",
)
FOOTNOTES = (
    "Ghi chú: Ô để trống là nội dung không thuộc phạm vi báo cáo của cơ quan.",
    "(*) Số liệu trích từ Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh.",
    "<i>Nguồn: tổng hợp báo cáo của các phòng, đơn vị.</i>",
)
Overrides = Mapping[str, Mapping[str, str]]  # catalogue code -> role -> text printed
_MARK = " (*)"
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
_DOT_DECIMAL = re.compile(r"\d+\.\d{1,2}")
_TONES = (("hóa", "hoá"), ("Lũy", "Luỹ"), ("lũy", "luỹ"), ("thủy", "thuỷ"))


@dataclass(frozen=True, slots=True)
class Appendix:
    """One appendix ready to be put under the body: its lines and its table."""

    lines: tuple[str, ...]
    table: LogicalTable


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the cells of one appendix are filled from; `overrides` replaces single cells."""

    style: IndicatorStyle
    figures: Figures
    cumulative: Figures
    overrides: Overrides = field(default_factory=dict)


def build_appendix(
    rng: Random, appendix: str, sheet: Sheet, *, position: int, issued: str | None
) -> Appendix:
    """Return one appendix; `position` is its place in the document, counted from 1."""
    style = sheet.style
    rows = [_row(rng, indicator, sheet) for indicator in _of(appendix)]
    names = tuple(heading for _, heading in style.columns)
    number = position if style.renumbered else int(appendix[2:])
    caption = captions.name(style.caption, number)
    title = captions.indicator_title(rng, appendix)
    table = LogicalTable("indicator", caption, title, names, tuple(rows), _about(style))
    header = [line(PrintedRow(tuple(cells))) for cells in header_rows(style)]
    printed = [_printed(style, row) for row in rows]
    page = 8 + position * 2 if style.page_before else None
    top = captions.lines(rng, caption, title, issued, page)
    body = paginate(rng, header, printed, style.pages, first_page=9 + position * 2)
    tail = ["", *rng.sample(FOOTNOTES, rng.randint(1, 2))] if style.footnotes else []
    return Appendix((*top, *body, *tail, ""), table)


def _of(appendix: str) -> list[Indicator]:
    return [indicator for indicator in indicators() if indicator.appendix == appendix]


def _about(style: IndicatorStyle) -> Gold:
    return {
        "value_column": style.heading("value"),
        "cumulative_column": style.heading("cumulative"),
        "unit_column": style.heading("unit"),
    }


def _row(rng: Random, indicator: Indicator, sheet: Sheet) -> LogicalRow:
    style = sheet.style
    texts = {
        "no": _number(rng, indicator.number, style.dots),
        "label": _label(indicator.label_vi, style),
        "unit": _unit(rng, indicator.unit),
        "value": figure(rng, sheet.figures.get(indicator.code), indicator, style),
        "cumulative": figure(rng, sheet.cumulative.get(indicator.code), indicator, style),
        "note": rng.choice(NOTES) if rng.random() < style.notes_share else "",
    }
    texts |= sheet.overrides.get(indicator.code, {})
    numbered = style.heading("no") is not None
    number = texts["no"].rstrip(".") if numbered else None
    cells = {heading: texts[role] for role, heading in style.columns}
    extra = _numbers(rng, cells, texts, style)
    parent = indicator.number.rpartition(".")[0] or None
    return LogicalRow(
        kind=_kind(indicator, texts["unit"]),
        number=number,
        parent=parent if numbered else None,
        path=indicator.number,
        label=texts["label"],
        cells=cells,
        level=indicator.number.count(".") + 1,
        extra={"code": indicator.code, **extra},
    )


def _kind(indicator: Indicator, unit: str) -> str:
    if "." not in indicator.number and not unit:
        return "section"
    has_parts = any(other.parent == indicator.code for other in indicators())
    return "group" if has_parts else "item"


def _number(rng: Random, number: str, dots: str) -> str:
    dotted = dots == "all" or (dots == "mixed" and rng.random() < 0.5)
    return f"{number}." if dotted else number


def _label(label: str, style: IndicatorStyle) -> str:
    if not style.tone:
        return label
    for usual, older in _TONES:
        label = label.replace(usual, older)
    return label.rstrip(".")


def _unit(rng: Random, unit: str) -> str:
    return unit.replace("; ", rng.choice(("; ", " "))) if ";" in unit else unit


def figure(rng: Random, value: Decimal | None, indicator: Indicator, style: IndicatorStyle) -> str:
    """Return a figure as the office prints it."""
    if value is None:
        return "" if indicator.kind == "heading" else style.blank
    if indicator.kind != "ratio":
        return _grouped(int(value)) if style.thousands else str(int(value))
    text = _decimals(value, style.places)
    if style.percent_sign == "dot":
        return f"{text.replace(',', '.')}%"
    if style.percent_sign == "all" or (style.percent_sign == "some" and rng.random() < 0.4):
        return f"{text}%"
    return text


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _decimals(value: Decimal, places: int) -> str:
    """Return the shortest decimal comma form: 100, 91,5, 91,34."""
    rounded = value.quantize(Decimal(1).scaleb(-places), "ROUND_HALF_UP")
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def parse(text: str) -> int | float | None:
    """Return the number that `figure` printed, None for blank, a dash or no number at all."""
    bare = text.removesuffix(_MARK).rstrip("%").strip()
    if not _NUMBER.fullmatch(bare):
        return None
    if "%" in text and _DOT_DECIMAL.fullmatch(bare):
        return float(bare)
    if "," in bare:
        return float(bare.replace(".", "").replace(",", "."))
    return int(bare.replace(".", ""))


def _numbers(
    rng: Random, cells: dict[str, str], texts: dict[str, str], style: IndicatorStyle
) -> Gold:
    """Return value and cumulative for the answer; put footnote marks into `cells` meanwhile."""
    found: Gold = {}
    for role in ("value", "cumulative"):
        heading = style.heading(role)
        if heading is None:
            continue
        text = texts[role]
        found[f"{role}_raw"], found[role] = text, parse(text)
        if style.footnotes and text not in {"", style.blank} and rng.random() < 0.1:
            cells[heading] = text + _MARK
            found.setdefault("alt_cells", {})[heading] = [text]
    return found


def _printed(style: IndicatorStyle, row: LogicalRow) -> PrintedRow:
    roles = [role for role, _ in style.columns]
    tag = {"section": "b", "group": "", "item": "i" if row.level > 2 else ""}[row.kind]
    tags = [tag if style.tagged and role in {"no", "label", "unit"} else "" for role in roles]
    tags = ["" if role == "no" and tag == "i" else t for role, t in zip(roles, tags, strict=True)]
    divisible = {"note"} if "no" not in roles or row.kind == "section" else {"label", "note"}
    places = frozenset(i for i, role in enumerate(roles) if role in divisible)
    return PrintedRow(tuple(row.cells.values()), tuple(tags), places)


def codes(tables: Iterable[LogicalTable]) -> list[str]:
    """Return the catalogue codes of the rows, in printed order."""
    return [row.extra["code"] for table in tables for row in table.rows]
