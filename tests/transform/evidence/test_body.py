"""The text of a report beside its appendices, through the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.layouts import project_layouts
from tests.helpers import text_document
from transform.evidence.body import said_figure
from transform.evidence.statements import read_text
from transform.finding import Finding
from transform.read import read

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
HEAD = """Số: 12/BC-STP

Bắc Kạn, ngày 16 tháng 6 năm 2023

## BÁO CÁO

**Kết quả công tác cải cách hành chính Quý II năm 2023**

### **I. KẾT QUẢ**

"""
FORM = """
Phụ lục 4

STT\tNội dung thống kê\tĐơn vị tính\tSố liệu\tGhi chú
3.1.\tTỷ lệ hồ sơ TTHC do các sở, ngành tiếp nhận được giải quyết đúng hạn\t%\t{rate}\t{note}
3.1.1.\tTổng số hồ sơ TTHC đã giải quyết xong\tHồ sơ\t{whole}\t
3.1.2.\tSố hồ sơ TTHC giải quyết đúng hạn\tHồ sơ\t{part}\t
"""


def findings(
    *sentences: str, rate: str = "95,56", whole: str = "744", part: str = "711", note: str = ""
) -> dict[str, Finding]:
    """Return what is found in a report with these sentences and figures."""
    form = FORM.format(rate=rate, whole=whole, part=part, note=note)
    text = HEAD + "\n\n".join(sentences) + "\n" + form
    found = read(text_document(text), project_layouts()).findings
    return {f.rule: f for f in found if not f.rule.startswith("signed")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Giải quyết đúng hạn 711/744 hồ sơ, đạt 95,56%.",
        "Tỷ lệ hồ sơ giải quyết đúng hạn đạt gần 96%.",
        "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 95,6%.",
        "Riêng lĩnh vực đất đai giải quyết đúng hạn 95/120 hồ sơ (79,17%).",
        "Phấn đấu giải quyết đúng hạn 99% hồ sơ.",
        "Chỉ số PCI xếp thứ 51/63.",
    ],
)
def test_a_text_that_agrees_is_silent(sentence: str) -> None:
    assert findings(sentence) == {}


def test_a_sentence_that_contradicts_itself_is_found_with_its_place() -> None:
    found = findings("Đã số hóa 340/400 hồ sơ, đạt 58%.")["body-ratio-1"]
    assert found.level == "body"
    assert found.where[0].place is not None
    assert found.where[0].place.line == 11
    assert found.hypotheses[0].changes[0].after == "85"


def test_a_figure_that_differs_from_the_appendix_is_found() -> None:
    found = findings("Giải quyết đúng hạn 717/744 hồ sơ.")
    assert found["PL4.3.1.2-body-1"].found == "711 ≠ 717"
    assert found["PL4.3.1.2-body-1"].level == "body"
    # rate and whole of the appendix speak for the appendix
    best = found["PL4.3.1.2-body-1"].hypotheses[0]
    assert [(c.cell.row, c.after) for c in best.changes] == [(None, "711")]


def test_a_bound_that_the_appendix_breaks_is_found() -> None:
    found = findings("Tỷ lệ hồ sơ giải quyết đúng hạn đạt trên 98%.")
    assert list(found) == ["PL4.3.1-body-bound"]


def test_a_lone_rate_that_is_named_in_full_is_compared() -> None:
    found = findings("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,4%.")
    assert found["PL4.3.1-body-1"].found == "95,56 ≠ 98,4%"


def test_digits_cut_off_are_a_notice_and_no_finding() -> None:
    text = HEAD + "Hoàn thành 20/30 công việc, đạt 66,6%.\n" + FORM
    reading = read(text_document(text), project_layouts())
    assert not any(f.level == "body" for f in reading.findings)
    assert "rate_cut_off" in {notice.code for notice in reading.notices}


@pytest.mark.parametrize("source", ["text", "note"])
def test_the_text_decides_which_of_two_readings_is_meant(source: str) -> None:
    said, note = "Giải quyết đúng hạn 711/744 hồ sơ, đạt 95,56%.", ""
    if source == "note":
        said, note = "Sở đã triển khai kế hoạch.", "711/744 hồ sơ"
    found = findings(said, part="82", note=note)["PL4.3.1-ratio"]
    assert found.status == "corrected"
    assert [(c.cell.row, c.after) for c in found.hypotheses[0].changes] == [("3.1.2", "711")]


def published(extra: str) -> dict[str, Finding]:
    """Return what is found in the published report with a sentence more."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt")))
    text = next((t for t in texts if "Phụ lục 8" in t and "PAKN" in t), None)
    if text is None:
        pytest.skip("the published report is not at hand")
    heading = "### **2. Cải cách thủ tục hành chính**"
    assert heading in text
    more = text.replace(heading, f"{heading}\n\n- {extra}\n", 1)
    return {f.rule: f for f in read(text_document(more), project_layouts()).findings}


def test_without_a_word_in_the_text_the_other_base_stays_in_sight() -> None:
    found = published("Tiếp tục thực hiện.")["PL4.3.1-ratio"]
    shown = [{(c.cell.row, c.after) for c in h.changes} for h in found.hypotheses]
    assert found.status == "proposed"
    assert shown[0] == {("3.1.2", "711")}
    assert {("3.1.1", "180"), ("3.1.2", "172")} in shown


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("711/744", {("3.1.2", "711")}),
        ("172/180", {("3.1.1", "180"), ("3.1.2", "172")}),
    ],
)
def test_the_text_of_the_published_report_would_decide(
    said: str, changes: set[tuple[str, str]]
) -> None:
    found = published(f"Giải quyết đúng hạn {said} hồ sơ, đạt 95,56%.")["PL4.3.1-ratio"]
    assert found.status == "corrected"
    assert {(c.cell.row, c.after) for c in found.hypotheses[0].changes} == changes


RUNNING = """
Phụ lục 2

STT\tNội dung thống kê\tĐơn vị tính\tSố liệu\tLũy kế từ đầu năm
2.1.\tSố nhiệm vụ đề ra trong kế hoạch\tNhiệm vụ\t40\t40
2.2.\tSố nhiệm vụ đã hoàn thành\tNhiệm vụ\t10\t26
"""


@pytest.mark.parametrize(("said", "count"), [("26/40", 0), ("10/40", 0), ("16/40", 1)])
def test_the_text_may_give_the_running_total(said: str, count: int) -> None:
    text = HEAD + f"Đã hoàn thành {said} nhiệm vụ theo Kế hoạch CCHC năm.\n" + RUNNING
    found = read(text_document(text), project_layouts()).findings
    assert len([f for f in found if f.level == "body"]) == count


@pytest.mark.parametrize(
    ("said", "printed"),
    [("135.395/455.149 triệu đồng", "455.149"), ("1,25/2,5 tỷ đồng", "2.500")],
)
def test_money_of_the_text_is_said_in_the_unit_of_the_appendix(said: str, printed: str) -> None:
    (statement,) = read_text(f"Đã giải ngân {said} kế hoạch vốn đầu tư công, đạt 30%.")
    assert statement.whole is not None
    number = said_figure("x", statement.whole, statement, "Triệu đồng").number
    assert (number.printed, number.decimals) == (printed, 0)
    assert number.value == int(printed.replace(".", ""))
