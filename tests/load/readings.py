"""Readings made by hand: a quarterly report and a plan, varied by what a test needs."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from contracts.layouts import project_layouts
from extract.document import Place, Source
from tests.helpers import table_text, text_document
from transform.finding import CellRef, Change, Derived, Finding, Hypothesis, Notice
from transform.read import read
from transform.reading import (
    AgencyMention,
    Citation,
    Column,
    Deadline,
    Letterhead,
    LogicalRow,
    LogicalTable,
    Reading,
    Target,
)
from transform.vietnamese.numbers import parse_number

COLUMNS = (
    Column("STT", role="no"),
    Column("Chỉ tiêu", role="label"),
    Column("ĐVT", role="unit"),
    Column("Số liệu", role="value"),
    Column("Lũy kế", role="cumulative"),
    Column("Ghi chú", role="note"),
)
# number, label, unit, figure, cumulative, code
FORM_ROWS = (
    ("3.1", "Tỷ lệ giải quyết đúng hạn", "%", "95,56", "", "PL4.3.1"),
    ("3.1.1", "Tổng số hồ sơ đã giải quyết", "Hồ sơ", "744", "7.920", "PL4.3.1.1"),
    ("3.1.2", "Số hồ sơ đúng hạn", "Hồ sơ", "82", "", "PL4.3.1.2"),
    ("3.2", "Tỷ lệ quá hạn", "%", "0/0", "-", None),
)
QUARTER = Letterhead(
    doc_type="BÁO CÁO",
    doc_type_code="BC",
    number="863",
    symbol="BC-SKHĐT",
    place_name="Bắc Kạn",
    date=dt.date(2024, 3, 8),
    issuing_body="Sở Kế hoạch và Đầu tư",
    province="Bắc Kạn",
    department="Sở Kế hoạch và Đầu tư",
    agency_key="SKHDT",
    title="Công tác CCHC quý I năm 2024",
    period_start=dt.date(2023, 12, 15),
    period_end=dt.date(2024, 3, 10),
    period_label="Quý I năm 2024",
    signer="Người Ký",
    signer_title="KT. GIÁM ĐỐC",
    recipients=("Sở Nội vụ;", "Lưu: VT"),
)


def source(name: str, salt: str = "") -> Source:
    """Return a source whose hash comes from its name and `salt`."""
    data = f"{name}{salt}".encode()
    return Source(name, hashlib.sha256(data).hexdigest(), "text/plain", len(data))


def indicator_row(number: int, values: Sequence[str | None]) -> LogicalRow:
    """Return the row of one indicator; `values` as in FORM_ROWS."""
    no, label, unit, figure, total, code = values
    return LogicalRow(
        kind="item",
        no=no,
        parent=None,
        path=no or "?",
        label=label or "",
        cells=(f"{no}.", label or "", unit or "", figure or "", total or "", ""),
        places=(Place(line=100 + number),),
        code=code,
        unit=unit,
        value=parse_number(figure or "", unit=unit),
        cumulative=parse_number(total or "", unit=unit),
    )


def form(rows: Sequence[Sequence[str | None]] = FORM_ROWS, index: int = 0) -> LogicalTable:
    """Return a statistical appendix."""
    return LogicalTable(
        index=index,
        kind="indicator",
        appendix="Phụ lục 4",
        title="Thủ tục hành chính",
        columns=COLUMNS,
        rows=tuple(indicator_row(no, values) for no, values in enumerate(rows, start=1)),
        layout="indicator",
        layout_version=1,
        place=Place(line=100),
    )


def cell(row: str, code: str | None = None) -> CellRef:
    """Return the reference of a figure cell of the form."""
    return CellRef("Phụ lục 4", row, "Số liệu", code)


CONTRADICTION = Finding(
    rule="PL4.3.1-ratio",
    kind="ratio",
    strength="identity",
    where=(cell("3.1", "PL4.3.1"), cell("3.1.2", "PL4.3.1.2"), cell("3.1.1", "PL4.3.1.1")),
    status="proposed",
    found="95,56 ≠ 82/744",
    advice="Ask the office.",
    hypotheses=(
        Hypothesis(
            "unrelated value", (Change(cell("3.1.2", "PL4.3.1.2"), "82", "711"),), 0.900000001
        ),
        Hypothesis("wrong rate", (Change(cell("3.1", "PL4.3.1"), "95,56", "11,02"),), 0.1),
    ),
    severity=3,
)


def report(
    name: str = "a.txt",
    salt: str = "",
    *,
    rows: Sequence[Sequence[str | None]] = FORM_ROWS,
    findings: tuple[Finding, ...] = (CONTRADICTION,),
    derived: tuple[Derived, ...] = (),
    **head: object,
) -> Reading:
    """Return a quarterly report; `head` replaces fields of its letterhead."""
    return Reading(
        source=source(name, salt),
        letterhead=replace(QUARTER, **head),  # type: ignore[arg-type]
        tables=(form(rows),),
        citations=(
            Citation(
                "Nghị quyết",
                "76/NQ-CP",
                dt.date(2021, 7, 15),
                "Nghị quyết số 76/NQ-CP ngày 15/7/2021",
                Place(line=12),
            ),
        ),
        findings=findings,
        derived=derived,
        notices=(Notice("unmatched_row", "Row 3.2 is not in the catalogue.", Place(line=104)),),
    )


PLAN_COLUMNS = (
    Column("TT", role="no"),
    Column("Nhiệm vụ", role="task"),
    Column("Chủ trì", role="lead"),
    Column("Phối hợp", role="coordinating"),
    Column("Thời gian", role="deadline"),
    Column("Sản phẩm", role="result"),
)


def plan_row(no: str, task: str, deadline: Deadline, printed: str, line: int) -> LogicalRow:
    """Return one task led by Sở Nội vụ with an open set of bodies."""
    return LogicalRow(
        kind="item",
        no=no,
        parent="I",
        path=f"I/{no}",
        label=task,
        cells=(no, task, "Sở Nội vụ", "Các sở, ban, ngành", printed, "Kế hoạch"),
        places=(Place(line=line),),
        level=2,
        deadline=deadline,
        lead=(AgencyMention("Sở Nội vụ", "SNV"),),
        coordinating=(AgencyMention("Các sở, ban, ngành", None, open_set=True),),
    )


def plan(name: str = "plan.txt", salt: str = "", **head: object) -> Reading:
    """Return a plan with one section and two tasks; a target stands in the second."""
    section = LogicalRow(
        kind="section",
        no="I",
        parent=None,
        path="I",
        label="Cải cách thể chế",
        cells=("I", "Cải cách thể chế", "", "", "", ""),
        places=(Place(line=20),),
    )
    march = Deadline("month", start=dt.date(2025, 3, 1), end=dt.date(2025, 3, 31))
    before = Deadline("before_date", before=dt.date(2025, 8, 15))
    rows = (
        section,
        plan_row("1", "Ban hành kế hoạch", march, "Tháng 3/2025", 21),
        plan_row("2", "Đạt trên 90% hồ sơ đúng hạn", before, "Trước ngày 15/8/2025", 22),
    )
    fields: dict[str, object] = {
        "doc_type": "KẾ HOẠCH",
        "number": None,
        "symbol": "KH-UBND",
        "date": None,
        "date_partial": "2025-01",
        "province": "Đà Nẵng",
        "agency_key": "UBND_TINH",
        "issuing_body": "Ủy ban nhân dân thành phố Đà Nẵng",
        "period_start": None,
        "period_end": None,
        "period_label": None,
        "plan_year": 2025,
        **head,
    }
    return Reading(
        source=source(name, salt),
        letterhead=replace(QUARTER, **fields),  # type: ignore[arg-type]
        tables=(LogicalTable(0, "task", "Phụ lục", "Kế hoạch", PLAN_COLUMNS, rows, "task", 1),),
        targets=(
            Target(
                "table",
                ">",
                Decimal(90),
                "%",
                "Đạt trên 90% hồ sơ đúng hạn",
                Place(line=22),
                table=0,
                row="I/2",
                indicator="PL4.3.1",
            ),
        ),
        findings=(
            Finding(
                rule="swapped",
                kind="swapped_columns",
                strength="soft",
                where=(CellRef("Phụ lục", "I/1", "Sản phẩm", place=Place(line=21)),),
                status="noted",
                found="result and deadline stand in each other's columns",
            ),
        ),
    )


MATRIX_HEAD = (
    ("STT", "Lĩnh vực", "Số hồ sơ tiếp nhận", "", "", "Số hồ sơ đã giải quyết", "", "", "Còn tồn"),
    ("", "", "Tổng số", "Trực tuyến", "Trực tiếp", "Tổng số", "Đúng hạn", "Quá hạn", ""),
)
MATRIX_ROWS = (
    ("A", "Cấp tỉnh", "1.450", "950", "500", "1.407", "1.300", "107", "43"),
    ("1", "Đất đai", "1.204", "800", "404", "1.163", "1.061", "102", "41"),
    ("2", "Hộ tịch", "246", "150", "96", "244", "239", "5", "2"),
    ("B", "Cấp xã", "381", "251", "130", "376", "352", "24", "5"),
    ("1", "Chứng thực", "381", "251", "130", "376", "352", "24", "5"),
    ("", "Tổng cộng", "1.831", "1.201", "630", "1.783", "1.652", "131", "48"),
)


def matrix(name: str = "matrix.txt", **head: object) -> Reading:
    """Return a report whose one table counts dossiers by field."""
    text = "Biểu số 1\n\nĐơn vị tính: Hồ sơ\n" + table_text(MATRIX_HEAD, MATRIX_ROWS)
    made = read(text_document(text), project_layouts())
    return replace(made, source=source(name), letterhead=replace(QUARTER, **head))  # type: ignore[arg-type]
