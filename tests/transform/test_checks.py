from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from extract.document import Place
from transform.checks.citations import citation_conflicts, out_of_sequence
from transform.checks.columns import swapped_columns
from transform.checks.dates import date_order
from transform.checks.notes import flags_against_notes
from transform.checks.numbering import numbering
from transform.checks.numbers import impossible_dates, unreadable_figures
from transform.checks.run import check
from transform.checks.units import counts_in_rate_cells, unit_conflicts
from transform.finding import Finding
from transform.reading import (
    Citation,
    Column,
    Deadline,
    Letterhead,
    LogicalRow,
    LogicalTable,
    Number,
    RowKind,
)
from transform.vietnamese.numbers import parse_number

INDICATOR = ("no", "label", "unit", "value", "note")
PLAN = ("no", "task", "deadline", "result")


def row(
    cells: tuple[str, ...],
    kind: RowKind = "item",
    code: str | None = None,
    roles: tuple[str, ...] = INDICATOR,
    no2: str | None = None,
    deadline: Deadline | None = None,
) -> LogicalRow:
    named = dict(zip(roles, cells, strict=True))
    value: Number | None = None
    if "value" in named:
        value = parse_number(named["value"], unit=named.get("unit"))
    return LogicalRow(
        kind,
        named["no"] or None,
        None,
        named["no"],
        cells[1],
        cells,
        (Place(line=1),),
        no2=no2,
        code=code,
        unit=named.get("unit"),
        value=value,
        note=named.get("note"),
        deadline=deadline,
    )


def table(*rows: LogicalRow, roles: tuple[str, ...] = INDICATOR) -> LogicalTable:
    columns = tuple(Column(f"<{role}>", (role,), role) for role in roles)
    return LogicalTable(1, "indicator", "Phụ lục 5", None, columns, rows)


def indicator(code: str, unit: str, value: str, note: str = "") -> LogicalTable:
    return table(row((code.split(".", 1)[1], "x", unit, value, note), code=code))


def plan(*pairs: tuple[str, str]) -> LogicalTable:
    rows = [
        row((str(i), "x", due, result), roles=PLAN)
        for i, (due, result) in enumerate(pairs, start=1)
    ]
    return table(*rows, roles=PLAN)


def cite(number_symbol: str, day: str | None, type_: str = "Kế hoạch") -> Citation:
    date = dt.date.fromisoformat(day) if day else None
    return Citation(type_, number_symbol, date, f"{type_} số {number_symbol}", Place(line=9))


def rules(found: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in found]


# --- units and notes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "unit", "conflict"),
    [
        ("PL2.4.1", "%", True),
        ("PL4.3.1.1", "Tỷ lệ %", True),
        ("PL4.3.1", "Hồ sơ", True),
        ("PL4.3.1", "%", False),
        ("PL2.7.1", "Số lượng", False),
        ("PL2.7.1", "Phiếu", False),
        ("PL7.2.1", "đơn vị", False),
        ("PL4.3.1.1", "", False),
        ("PL7.1.1", "Tỷ đồng", False),
        ("PL2.5", "%", False),
        ("PL9.9", "%", False),
    ],
)
def test_a_unit_of_another_kind_than_the_catalogue(code: str, unit: str, conflict: bool) -> None:
    found = unit_conflicts([indicator(code, unit, "5")])
    assert bool(found) is conflict


def test_a_unit_conflict_proposes_the_unit_of_the_form() -> None:
    (finding,) = unit_conflicts([indicator("PL2.4.1", "%", "0")])
    (change,) = finding.hypotheses[0].changes
    assert (change.before, change.after) == ("%", "Cơ quan, đơn vị")
    assert (finding.where[0].column, finding.where[0].code) == ("<unit>", "PL2.4.1")


@pytest.mark.parametrize(
    ("unit", "value", "note", "is_count"),
    [
        ("%", "10", "10 phòng", True),
        ("%", "12", "Đã sắp xếp 12 phòng chuyên môn", True),
        ("Tỷ lệ %", "7", "7 cơ quan", True),
        ("%", "13,7%", "51 biên chế", False),
        ("%", "51", "51%", False),
        ("%", "51", "đạt 51 % kế hoạch", False),
        ("%", "100", "100 hồ sơ", False),
        ("%", "0", "0 hồ sơ", False),
        ("%", "10%", "10 phòng", False),
        ("%", "10", "15/10 phòng", False),
        ("Phòng", "10", "10 phòng", False),
        ("%", "10", "", False),
        ("%", "", "10 phòng", False),
    ],
)
def test_a_count_in_a_rate_cell_is_proven_by_its_note(
    unit: str, value: str, note: str, is_count: bool
) -> None:
    found = counts_in_rate_cells([indicator("PL5.1.1", unit, value, note)])
    assert bool(found) is is_count


@pytest.mark.parametrize(
    ("value", "note", "contradicts"),
    [
        ("0", "Tổ chức hội thảo, diễn đàn", True),
        ("0", "Đã đối thoại ngày 12/3", True),
        ("0", "Chưa tổ chức", False),
        ("0", "Dự kiến tổ chức trong quý II", False),
        ("0", "Kế hoạch số 12", False),
        ("0", "", False),
        ("1", "Tổ chức hội thảo", False),
        ("", "Tổ chức hội thảo", False),
    ],
)
def test_a_flag_of_zero_beside_a_note_that_tells_of_the_event(
    value: str, note: str, contradicts: bool
) -> None:
    found = flags_against_notes([indicator("PL2.8", "Không = 0 Có = 1", value, note)])
    assert bool(found) is contradicts


def test_a_count_of_zero_beside_such_a_note_is_no_flag() -> None:
    assert flags_against_notes([indicator("PL2.3.1", "Cơ quan", "0", "Tổ chức hội thảo")]) == ()


# --- figures and dates in tables ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unreadable"), [("12a", True), ("x", True), ("", False), ("-", False), ("1.5", False)]
)
def test_unreadable_figures(text: str, unreadable: bool) -> None:
    assert bool(unreadable_figures([indicator("PL2.1", "Văn bản", text)])) is unreadable


def test_a_stray_letter_leaves_a_reading() -> None:
    (finding,) = unreadable_figures([indicator("PL2.1", "Văn bản", "12a")])
    assert finding.hypotheses[0].changes[0].after == "12"


def test_impossible_dates() -> None:
    bad = row(("1", "x", "31/02/2024", ""), roles=PLAN, deadline=Deadline("x", invalid="31/02"))
    good = row(("2", "x", "28/02/2024", ""), roles=PLAN, deadline=Deadline("exact_date"))
    (finding,) = impossible_dates([table(bad, good, roles=PLAN)])
    assert finding.where[0].row == "1"


# --- plans -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "result"),
    [
        ("Tham dự Hội nghị, Hội thảo, tọa đàm, ...", "Theo Kế hoạch của Cơ quan Trung ương"),
        ("Quyết định ban hành", "Trước 15/02/2023"),
        ("Báo cáo kết quả", "Quý III/2024"),
        ("Danh sách công khai", "Thường xuyên"),
        ("Hội nghị đối thoại", "20/5/2024"),
        ("Thông báo kết quả", "Tháng 6/2023"),
    ],
)
def test_exchanged_cells(due: str, result: str) -> None:
    (finding,) = swapped_columns([plan((due, result))])
    changes = {change.cell.column: change.after for change in finding.hypotheses[0].changes}
    assert changes == {"<deadline>": result, "<result>": due}


@pytest.mark.parametrize(
    ("due", "result"),
    [
        ("Theo Kế hoạch của Trung ương", "Tham dự hội nghị"),
        ("Thường xuyên", "Thường xuyên"),
        ("Báo cáo định kỳ hàng quý", "Năm 2024"),
        ("Quý I", "Báo cáo"),
        ("", "Thường xuyên"),
        ("Báo cáo", ""),
        ("Sau khi có văn bản hướng dẫn", "Kế hoạch"),
        ("Ngay sau khi được giao", "Quyết định"),
        ("Hoàn thành trước 30/6", "Trong năm 2024 ban hành đủ"),
        ("Báo cáo", "Báo cáo năm 2024"),
    ],
)
def test_cells_in_their_places(due: str, result: str) -> None:
    assert swapped_columns([plan((due, result))]) == ()


def test_a_unit_in_the_place_of_the_figure() -> None:
    (finding,) = swapped_columns([indicator("PL4.1.2", "23", "Thủ tục")])
    changes = {change.cell.column: change.after for change in finding.hypotheses[0].changes}
    assert changes == {"<value>": "23", "<unit>": "Thủ tục"}
    assert unreadable_figures([indicator("PL4.1.2", "23", "Thủ tục")]) == ()


@pytest.mark.parametrize(
    ("unit", "value"), [("Thủ tục", "23"), ("Thủ tục", "12a"), ("", "Thủ tục"), ("2 cấp = 1", "x")]
)
def test_a_unit_in_its_place(unit: str, value: str) -> None:
    assert swapped_columns([indicator("PL4.1.2", unit, value)]) == ()


def numbered(*numbers: str, second: tuple[str, ...] = ()) -> LogicalTable:
    rows = []
    for i, number in enumerate(numbers):
        roman = number[:1] in "IVX" and bool(number)
        no2 = second[i] if second else None
        cells = (number, f"row {i}", "", "")
        rows.append(row(cells, "section" if roman else "item", roles=PLAN, no2=no2))
    return table(*rows, roles=PLAN)


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3"),
        ("I", "1", "2", "II", "1", "2", "III", "1"),
        ("I", "1", "2", "II", "3", "4", "III", "5"),
        ("I", "7", "8"),
        ("1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "2.1"),
        ("1", "2", "", "3"),
        ("1.", "2.", "3."),
        ("01", "02", "03"),
        ("a)", "b)", "c)"),
        ("1.1", "1.2", "2.1", "2.2"),
    ],
)
def test_numbering_that_is_in_order(numbers: tuple[str, ...]) -> None:
    assert numbering([numbered(*numbers)]) == ()


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        (("1", "2", "2", "3"), "row number 2 stands twice"),
        (("1", "2", "4"), "row number 4 follows 2"),
        (("I", "1", "2", "II", "1", "3"), "row number 3 follows 1"),
        (("1", "1.1", "1.3"), "row number 1.3 follows 1.1"),
        (("3.1", "3.1.1", "3.1.2", "3.1.2"), "row number 3.1.2 stands twice"),
    ],
)
def test_numbers_that_repeat_or_skip(numbers: tuple[str, ...], text: str) -> None:
    (finding,) = numbering([numbered(*numbers)])
    assert (finding.found, finding.status) == (text, "noted")


def test_the_second_number_column_counts_for_itself() -> None:
    made = numbered("1", "2", "3", "4", "5", "6", second=("1", "2", "3", "4", "5", "7"))
    (finding,) = numbering([made])
    assert finding.found == "row number 7 follows 5"


def test_numbers_continue_after_a_gap_without_another_finding() -> None:
    assert len(numbering([numbered("1", "2", "5", "6", "7")])) == 1


# --- the letter --------------------------------------------------------------------------


def letter(
    date: str | None = None,
    period: tuple[str, str] | None = None,
    number: str | None = None,
    symbol: str | None = None,
) -> Letterhead:
    days = [dt.date.fromisoformat(day) for day in period or ()]
    return Letterhead(
        number=number,
        symbol=symbol,
        date=dt.date.fromisoformat(date) if date else None,
        period_start=days[0] if days else None,
        period_end=days[1] if days else None,
    )


@pytest.mark.parametrize(
    ("start", "end", "signed", "expected"),
    [
        ("2023-12-15", "2024-03-10", "2024-03-08", ["signed-before-period-end"]),
        ("2023-12-15", "2024-03-14", "2024-03-15", []),
        ("2023-12-15", "2024-03-14", "2024-03-14", []),
        ("2023-12-15", "2024-03-20", "2024-03-21", []),
        ("2024-12-15", "2024-03-14", "2024-03-15", ["period-order"]),
        ("2023-12-15", "2024-04-25", "2024-04-26", ["period-closing-day"]),
        ("2024-02-15", "2024-03-14", "2024-03-15", []),
    ],
)
def test_dates_of_letter_and_period(start: str, end: str, signed: str, expected: list[str]) -> None:
    head = letter(date=signed, period=(start, end))
    assert rules(date_order(head, [])) == expected


def test_dates_that_are_not_printed_contradict_nothing() -> None:
    assert date_order(Letterhead(), [cite("12/KH-UBND", None)]) == ()


def test_an_act_cited_before_it_was_issued() -> None:
    head = letter(date="2024-03-08")
    found = date_order(head, [cite("1/QĐ-UBND", "2024-03-09"), cite("2/QĐ-UBND", "2024-03-08")])
    assert rules(found) == ["cited-before-issued"]


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        (("213/KH-UBND", "2022-12-29"), ("213/KH-UBND", "2023-12-29"), True),
        (("766/QĐ-TTg", "2022-06-23"), ("766/QĐ-TTg", "2022-06-24"), True),
        (("45/2016/QĐ-TTg", "2016-10-19"), ("45/2016/QĐ-TTg", "2016-01-02"), True),
        (("76/NQ-CP", "2021-07-15"), ("76/NQ-CP", "2013-06-13"), False),
        (("76/NQ-CP", "2021-07-15"), ("76/NQ-CP", "2021-07-15"), False),
        (("76/NQ-CP", "2021-07-15"), ("76/NQ-CP", None), False),
        (("76/NQ-CP", "2021-07-15"), ("67/NQ-CP", "2021-07-16"), False),
    ],
)
def test_one_act_with_two_dates(
    first: tuple[str, str], second: tuple[str, str | None], conflict: bool
) -> None:
    found = citation_conflicts(Letterhead(), [cite(*first), cite(*second)])
    assert ("citation-two-dates" in rules(found)) is conflict


def test_the_year_in_a_number_and_in_its_date() -> None:
    bad, good = cite("61/2018/NĐ-CP", "2019-04-23"), cite("107/2021/NĐ-CP", "2021-12-06")
    assert rules(citation_conflicts(Letterhead(), [bad, good])) == ["citation-year"]


OWN = [
    cite("44/KH-SKHĐT", "2024-01-04"),
    cite("68/KH-SKHĐT", "2024-01-05"),
    cite("67/KH-SKHĐT", "2024-01-05"),
    cite("365/KH-SKHĐT", "2024-01-25"),
    cite("407/KH-SKHĐT", "2024-01-26"),
]
HEAD = letter(number="863", symbol="BC-SKHĐT", date="2024-03-08")


def test_an_own_number_out_of_sequence_and_what_would_fit() -> None:
    (finding,) = out_of_sequence(HEAD, [*OWN, cite("5453/KH-SKHĐT", "2024-01-29")])
    assert finding.found.startswith("5453/KH-SKHĐT (29/01/2024) beside 407/KH-SKHĐT")
    fits = [h.changes[0].after for h in finding.hypotheses]
    assert fits[0] == "453/KH-SKHĐT"
    assert all(407 <= int(text.split("/")[0]) <= 863 for text in fits)


def test_a_number_far_too_low() -> None:
    (finding,) = out_of_sequence(HEAD, [*OWN, cite("45/KH-SKHĐT", "2024-02-20")])
    assert finding.found.startswith("45/KH-SKHĐT")


@pytest.mark.parametrize(
    "more",
    [
        [],
        [cite("440/KH-SKHĐT", "2024-01-29")],
        [cite("5453/KH-UBND", "2024-01-29")],
        [cite("5453/KH-SKHĐT", "2023-12-29")],
        [cite("5453/KH-SKHĐT", None)],
        # two registers in one body: no clean sequence, so nothing is said
        [cite("9/QĐ-SKHĐT", "2024-02-01"), cite("12/QĐ-SKHĐT", "2024-02-20")],
    ],
)
def test_sequences_that_say_nothing(more: list[Citation]) -> None:
    assert out_of_sequence(HEAD, [*OWN, *more]) == ()


def test_few_acts_make_no_sequence() -> None:
    few = [cite("44/KH-SNV", "2024-01-04"), cite("5453/KH-SNV", "2024-01-29")]
    assert out_of_sequence(Letterhead(), [*few, cite("80/KH-SNV", "2024-02-02")]) == ()


# --- all together ------------------------------------------------------------------------


def test_a_sound_document_is_silent() -> None:
    tables = [
        indicator("PL5.1.1", "%", "100", "10/10 phòng"),
        indicator("PL5.2.5", "%", "13,7%", "51 biên chế"),
        plan(("Quý I/2024", "Báo cáo"), ("Thường xuyên", "Tin, bài")),
    ]
    assert check(HEAD, tables, OWN) == ()


def test_every_check_is_run() -> None:
    tables = [
        indicator("PL2.4.1", "%", "0"),
        indicator("PL5.1.1", "%", "10", "10 phòng"),
        indicator("PL2.8", "Không = 0 Có = 1", "0", "Tổ chức hội thảo"),
        indicator("PL2.1", "Văn bản", "12a"),
        plan(("Tham dự hội nghị", "Theo kế hoạch của tỉnh")),
        numbered("1", "2", "2"),
    ]
    late = cite("99/QĐ-UBND", "2024-03-20")
    twice = [cite("213/KH-UBND", "2022-12-29"), cite("213/KH-UBND", "2023-12-29")]
    found = check(HEAD, tables, [late, *twice])
    assert rules(found) == [
        "PL2.4.1-unit",
        "PL5.1.1-count-in-rate",
        "PL2.8-note",
        "PL2.1-unreadable",
        "plan-swapped-columns",
        "row-numbering",
        "cited-before-issued",
        "citation-two-dates",
    ]


@pytest.mark.parametrize(
    ("signed", "expected"), [("2024-06-13", []), ("2024-03-01", ["signed-before-period-end"])]
)
def test_a_period_known_by_name_closes_before_the_calendar(
    signed: str, expected: list[str]
) -> None:
    head = replace(letter(date=signed, period=("2024-01-01", "2024-06-30")), period_nominal=True)
    assert rules(date_order(head, [])) == expected
