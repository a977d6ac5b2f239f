from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.helpers import read_tables, table_text
from transform.figures import figures_of, repeated_codes
from transform.reading import LogicalTable

HEAD = [["STT", "Chỉ tiêu", "ĐVT", "Trong kỳ", "Lũy kế"]]
ROW = ["3.1", "Số sở, ngành đã kiểm tra", "Cơ quan, đơn vị", "2", "7"]


def tables() -> list[LogicalTable]:
    found, _ = read_tables("Phụ lục 2\n" + table_text(HEAD, [ROW]))
    return found


def test_each_basis_has_its_own_figures() -> None:
    now, total = (figures_of(tables(), basis) for basis in ("value", "cumulative"))
    assert now["PL2.3.1"].number.value == Decimal(2)
    assert total["PL2.3.1"].number.value == Decimal(7)
    cell = total["PL2.3.1"].cell
    assert cell is not None
    assert (cell.appendix, cell.column) == ("Phụ lục 2", "Lũy kế")


def test_a_held_table_gives_no_figures() -> None:
    held = [replace(table, held="unknown heading") for table in tables()]
    assert not figures_of(held, "value")
    assert not repeated_codes(held * 2)


def test_of_a_repeated_indicator_the_first_counts_and_the_other_is_reported() -> None:
    twice = tables() + tables()
    (notice,) = repeated_codes(twice)
    assert notice.code == "indicator_twice"
    assert "PL2.3.1" in notice.message
    assert len(figures_of(twice, "value")) == 1
