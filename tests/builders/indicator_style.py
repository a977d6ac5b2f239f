"""How one office prints the statistical form: headings, order of columns, marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from .pages import Pages

HEADINGS = {
    "no": ("STT", "TT", "Số TT", "Stt"),
    "label": ("Chỉ tiêu thống kê", "Chỉ tiêu", "Nội dung", "Nội dung chỉ tiêu", "Tên chỉ tiêu"),
    "unit": ("Đơn vị tính", "ĐVT", "Đơn vị"),
    "value": (
        "Số liệu",
        "Kết quả",
        "Số lượng",
        "Kết quả thực hiện",
        "Thực hiện trong kỳ",
        "Trong kỳ báo cáo",
    ),
    "cumulative": ("Lũy kế", "Lũy kế từ đầu năm", "Luỹ kế đến kỳ báo cáo", "Lũy kế từ đầu kỳ"),
    "note": ("Ghi chú", "Ghi chú, giải trình"),
}
PERIOD_HEADINGS = ("Trong kỳ", "Thực hiện trong kỳ", "Trong kỳ báo cáo", "Kỳ này")
GROUP_HEADINGS = ("Kết quả thống kê", "Kết quả thực hiện", "Số liệu báo cáo", "Kết quả")
ORDERS = (
    ("no", "label", "unit", "value", "note"),
    ("no", "label", "value", "unit", "note"),
    ("no", "label", "unit", "note", "value"),
    ("no", "label", "unit", "value"),
    ("no", "unit", "label", "value", "note"),
)


@dataclass(frozen=True, slots=True)
class IndicatorStyle:
    """The choices of one office for all its appendices.

    `columns` pairs role and heading in printed order; `group` is the heading over several
    columns of a two-row header; `number_row` is "", "(1)", "1" or "A"; `dots` is all, none or
    mixed; `blank` the mark for nothing to report.
    """

    columns: tuple[tuple[str, str], ...]
    group: str = ""
    suffix: str = ""
    number_row: str = ""
    dots: str = "all"
    blank: str = ""
    places: int = 2
    thousands: bool = True
    percent_sign: str = ""
    tagged: bool = True
    tone: bool = False
    caption: str = "arabic"
    renumbered: bool = False
    page_before: bool = False
    footnotes: bool = False
    notes_share: float = 0.1
    pages: Pages = field(default_factory=Pages)

    def heading(self, role: str) -> str | None:
        """Return the heading of a role, None when the column is not there."""
        return dict(self.columns).get(role)


def columns(
    rng: Random, order: tuple[str, ...], *, cumulative: bool = False
) -> tuple[tuple[str, str], ...]:
    """Return roles and headings; with `cumulative` a second value column follows the first."""
    roles = list(order)
    if cumulative:
        roles.insert(roles.index("value") + 1, "cumulative")
    chosen = {role: rng.choice(HEADINGS[role]) for role in roles}
    if cumulative:
        chosen["value"] = rng.choice(PERIOD_HEADINGS)
    return tuple((role, chosen[role]) for role in roles)


def header_rows(style: IndicatorStyle) -> list[list[str]]:
    """Return one or two header rows, and the row of column numbers when there is one."""
    names = [heading for _, heading in style.columns]
    if style.suffix and not style.group:
        names = [_with_suffix(style, role, heading) for role, heading in style.columns]
    rows = [names] if not style.group else _two_rows(style)
    if style.number_row:
        rows.append(_numbers(style))
    return rows


def _with_suffix(style: IndicatorStyle, role: str, heading: str) -> str:
    return f"{heading} {style.suffix}" if role == "label" else heading


def _two_rows(style: IndicatorStyle) -> list[list[str]]:
    upper, lower, opened = [], [], False
    for role, heading in style.columns:
        if role in {"unit", "value", "cumulative"} and _is_grouped(style, role):
            upper.append("" if opened else style.group)
            lower.append(heading)
            opened = True
        else:
            upper.append(heading)
            lower.append(f"<i>{style.suffix}</i>" if role == "label" and style.suffix else "")
    return [upper, lower]


def _is_grouped(style: IndicatorStyle, role: str) -> bool:
    """Tell whether a column stands under the group; a cumulative column keeps the unit out."""
    return role != "unit" or style.heading("cumulative") is None


def _numbers(style: IndicatorStyle) -> list[str]:
    count = len(style.columns)
    if style.number_row == "A":
        return ["A", "B", *[str(n) for n in range(1, count - 1)]]
    mark = "({})" if style.number_row == "(1)" else "{}"
    return [mark.format(n) for n in range(1, count + 1)]


def random_style(rng: Random) -> IndicatorStyle:
    """Return a style with one-row header and an STT column; families change what they test."""
    return IndicatorStyle(
        columns=columns(rng, rng.choice(ORDERS[:2])),
        number_row=rng.choice(("", "", "(1)", "1")),
        suffix=rng.choice(("", "", "(Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)")),
        dots=rng.choice(("all", "none", "mixed")),
        places=rng.choice((1, 2, 2)),
        thousands=rng.random() < 0.7,
        percent_sign=rng.choice(("", "", "some")),
        tagged=rng.random() < 0.6,
        tone=rng.random() < 0.4,
        caption=rng.choice(("arabic", "capital", "padded", "roman", "roman_capital")),
        page_before=rng.random() < 0.4,
        notes_share=rng.choice((0.05, 0.2)),
        pages=random_pages(rng),
    )


def random_pages(rng: Random) -> Pages:
    """Return how the tables fall over pages."""
    return Pages(
        rows=rng.choice(((9, 14), (14, 24))),
        repeat=rng.random() < 0.5,
        split=rng.choice((0.2, 0.6)),
        numbers=rng.random() < 0.3,
    )
