from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from contracts.layouts import project_layouts
from extract.document import Cell, Document, Place, Source, TableFragment, TextBlock
from transform.finding import Finding
from transform.read import read
from transform.reading import Reading
from transform.reconsider import reconsidered
from transform.ruling import Ruling
from transform.tidy.figures import FigureIndex, FigureState, figure_states, printed_figures

_FORM = (
    ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu"),
    ("2", "Tỷ lệ hoàn thành Kế hoạch CCHC năm", "%", "91,1"),
    ("2.1", "Số nhiệm vụ đề ra trong kế hoạch", "Nhiệm vụ", "56"),
    ("2.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "31"),
)
_RATE, _PLANNED, _DONE = "PL2.2|period", "PL2.2.1|period", "PL2.2.2|period"


def _reading() -> Reading:
    rows = tuple(
        tuple(Cell(text, Place(line=10 + line, column=i)) for i, text in enumerate(row))
        for line, row in enumerate(_FORM)
    )
    blocks = (
        TextBlock("Phụ lục 2", Place(line=1)),
        TextBlock("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC", Place(line=2)),
        TableFragment(rows, Place(line=10)),
    )
    source = Source("form.txt", "0" * 64, "text/plain", 1)
    return read(Document(source, blocks), project_layouts())


READING = _reading()


def keep(text: str) -> Ruling:
    return Ruling(text, Decimal(text), text, Decimal(text))


def ratio(reading: Reading) -> Finding:
    (found,) = [f for f in reading.findings if f.kind == "ratio"]
    return found


def states(reading: Reading) -> dict[str, FigureState]:
    figures = printed_figures(reading)
    by_number = figure_states(reading, FigureIndex(figures))
    return {f.row.no or "": by_number[f.no] for f in figures if f.no in by_number}


def test_a_figure_that_a_person_keeps_is_in_no_explanation() -> None:
    assert ratio(READING).hypotheses[0].changes[0].before == "31"
    found = ratio(reconsidered(READING, {_DONE: keep("31")}, project_layouts()))
    assert found.hypotheses
    assert all(c.before != "31" for h in found.hypotheses for c in h.changes)
    assert found.found == ratio(READING).found
    assert not found.settled


def test_what_the_program_proposed_is_taken_back_when_a_person_says_otherwise() -> None:
    assert states(READING)["2.2"].value == Decimal(51)
    given_rate = Ruling("91,1", Decimal("91.1"), "55,4", Decimal("55.4"))
    after = reconsidered(READING, {_RATE: given_rate}, project_layouts())
    assert ratio(after).settled
    assert "2.2" not in states(after)
    assert "2.1" not in states(after)


def test_a_finding_that_only_a_decision_gives_rise_to_is_added() -> None:
    more = Ruling("56", Decimal(56), "20", Decimal(20))
    after = reconsidered(READING, {_PLANNED: more}, project_layouts())
    added = {f.rule for f in after.findings} - {f.rule for f in READING.findings}
    assert added == {"PL2.2-part"}


def test_a_decision_about_another_value_changes_nothing() -> None:
    assert reconsidered(READING, {_DONE: keep("30")}) is READING
    assert reconsidered(READING, {"PL9.9|period": keep("31")}) is READING
    assert reconsidered(READING, {}) is READING


def test_tables_stay_as_they_were_printed() -> None:
    after = reconsidered(READING, {_DONE: Ruling("31", Decimal(31), "51", Decimal(51))})
    assert after.tables == READING.tables
    assert after.decided == {f.no for f in printed_figures(READING) if f.row.no == "2.2"}


@given(st.integers(0, 200), st.integers(0, 200))
def test_no_explanation_ever_touches_what_is_decided(planned: int, done: int) -> None:
    rulings = {
        _PLANNED: Ruling("56", Decimal(56), str(planned), Decimal(planned)),
        _DONE: Ruling("31", Decimal(31), str(done), Decimal(done)),
    }
    after = reconsidered(READING, rulings, project_layouts())
    open_findings = [f for f in after.findings if not f.settled]
    changed = {c.cell.code for f in open_findings for h in f.hypotheses for c in h.changes}
    assert changed.isdisjoint({"PL2.2.1", "PL2.2.2"})
