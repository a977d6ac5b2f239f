from __future__ import annotations

from dataclasses import replace

import pytest

from extract.document import Place
from transform.evidence.body import BODY
from transform.evidence.levels import with_level
from transform.finding import CellRef, Finding, Level

FOUR = CellRef("Phụ lục 4", "3.1", "Số liệu", "PL4.3.1")
EIGHT = CellRef("Phụ lục 8", "6.4.1", "Số liệu", "PL8.6.4.1")
TEXT = CellRef(None, None, f"{BODY}: 711", place=Place(line=3))
LETTER = CellRef(None, None, None, place=Place(line=1))


@pytest.mark.parametrize(
    ("cells", "level"),
    [
        ((FOUR,), "table"),
        ((FOUR, replace(FOUR, code="PL4.3.1.1")), "table"),
        ((FOUR, EIGHT), "appendix"),
        ((FOUR, TEXT), "body"),
        ((LETTER,), "table"),
    ],
)
def test_the_cells_tell_the_level(cells: tuple[CellRef, ...], level: Level) -> None:
    finding = Finding("r", "ratio", "identity", cells, "ambiguous", "x")
    assert with_level(finding).level == level


def test_a_level_that_is_stated_stays() -> None:
    finding = Finding("r", "ratio", "identity", (FOUR, TEXT), "ambiguous", "x", level="history")
    assert with_level(finding).level == "history"
