from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transform.identities import cell_identities, cell_name, finding_codes, report_identity

DOCUMENT = {
    "agency_code": "SKHDT", "issuing_body": "Sở Kế hoạch và Đầu tư", "symbol": "BC-SKHĐT",
    "doc_type_code": "BC", "province_printed": "Bắc Kạn", "period_kind": "quarter",
    "period_label": "Quý I năm 2024", "period_year": 2024, "period_number": 1,
    "printed_from_date": None, "printed_to_date": "2024-03-10", "issue_identity": "863",
    "document_sha256": "ab",
}  # fmt: skip
FIGURE = {
    "indicator_code": "PL4.3.1", "basis": "period", "breakdown": None, "appendix": "Phụ lục 4",
    "row_path": "3/3.1", "row_label": "Tỷ lệ",
}  # fmt: skip


def test_a_report_is_its_issuer_symbol_and_period() -> None:
    name = report_identity(DOCUMENT)
    assert name == "skhdt|bắc kạn|bc-skhđt|quarter 2024 1"
    same = {"issue_identity": "870", "document_sha256": "cd", "printed_to_date": None}
    assert report_identity(DOCUMENT | same) == name
    for change in ({"period_number": 2}, {"symbol": "BC-STC"}, {"province_printed": "Huế"}):
        assert report_identity(DOCUMENT | change) != name


def test_spelling_does_not_make_another_report() -> None:
    shouted = {"province_printed": "BẮC  KẠN", "symbol": "BC-SKHĐT "}
    assert report_identity(DOCUMENT | shouted) == report_identity(DOCUMENT)


def test_where_less_is_printed_less_is_shared() -> None:
    unnamed = DOCUMENT | {"period_kind": None}
    assert report_identity(unnamed) == "863"
    assert report_identity(unnamed | {"issue_identity": None}) == "sha256:ab"
    days = {"period_kind": "range", "printed_from_date": "2024-01-01"}
    assert "2024-01-01 2024-03-10" in report_identity(DOCUMENT | days)


def test_a_cell_is_its_indicator_and_measure_wherever_it_stands() -> None:
    moved = FIGURE | {"row_path": "9", "row_label": "Khác", "appendix": None}
    names = cell_identities([FIGURE, FIGURE | {"basis": "cumulative"}])
    assert names == ["PL4.3.1|period", "PL4.3.1|cumulative"]
    assert cell_identities([moved]) == names[:1]


def test_a_cell_without_indicator_is_its_row_and_heading() -> None:
    plain = FIGURE | {"indicator_code": None, "breakdown": "Trực tuyến"}
    assert cell_identities([plain]) == ["phụ lục 4|3/3.1|tỷ lệ|period|trực tuyến"]


@given(st.lists(st.sampled_from(["PL4.3.1", "PL4.3.2", None]), max_size=8))
def test_no_two_cells_have_one_name(codes: list[str | None]) -> None:
    names = cell_identities([FIGURE | {"indicator_code": code} for code in codes])
    assert len(set(names)) == len(codes)


@given(st.lists(st.tuples(st.text(max_size=3), st.lists(st.text(max_size=3))), max_size=8))
def test_codes_are_short_distinct_and_stay(findings: list[tuple[str, list[str]]]) -> None:
    codes = finding_codes("report", findings)
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 8 and not set(code) & set("ilou") for code in codes)
    assert finding_codes("report", findings) == codes
    assert not set(finding_codes("another", findings)) & set(codes)


def test_the_name_of_a_finding_s_cell() -> None:
    assert cell_name("Phụ Lục 4", None, "Số liệu") == "phụ lục 4||số liệu"
