from __future__ import annotations

import pytest

from contracts.catalogue import indicators
from extract.pdf.trust import suspicion

LABELS = [item.label_vi for item in indicators()]
SMALL = "abcdefghijklmnopqrstuvwxyz"


def test_vietnamese_is_believed() -> None:
    for start in range(0, len(LABELS) - 8, 8):
        assert suspicion(LABELS[start : start + 8]) is None
    assert suspicion([label.upper() for label in LABELS]) is None


@pytest.mark.parametrize("shift", [1, 3, 7, 13, 19, 25])
def test_shifted_letters_are_odd(shift: int) -> None:
    table = str.maketrans(SMALL, SMALL[shift:] + SMALL[:shift])
    assert suspicion([label.lower().translate(table) for label in LABELS]) == "odd"


@pytest.mark.parametrize("plane", [0xE000, 0x0400, 0x3400])
def test_characters_that_no_document_has_are_garbled(plane: int) -> None:
    texts = [
        "".join(chr(plane + ord(c) % 200) if c.isalpha() else c for c in label)
        for label in LABELS[:10]
    ]
    assert suspicion(texts) == "garbled"
    texts = ["".join("\ufffd" if c.isalpha() else c for c in label) for label in LABELS[:10]]
    assert suspicion(texts) == "garbled"


def test_bullets_formulas_and_few_letters_are_believed() -> None:
    bullets = [f"\uf0b7 {label}" for label in LABELS[:5]]
    formulas = ["α ≤ β, 25 m², (3)=(4)+(5)", "№ 12 → 13 ✓"]
    for texts in (bullets, formulas, ["143", "13,7%"], ["XYZ", "QWJZ"], []):
        assert suspicion(texts) is None
