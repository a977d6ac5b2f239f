from __future__ import annotations

from extract.document import Cell, Place, TableFragment, TextBlock
from extract.ocr.layer import agreement

_PLACE = Place(page=1)


def _text(text: str) -> TextBlock:
    return TextBlock(text, _PLACE)


def test_the_same_words_agree_whatever_their_layout() -> None:
    table = TableFragment(((Cell("Số liệu", _PLACE), Cell("143", _PLACE)),), _PLACE)
    assert agreement([_text("số liệu 143")], [table]) == 1.0


def test_a_layer_of_other_text_does_not_agree() -> None:
    layer = [_text("lorem ipsum dolor sit amet 82")]
    assert agreement(layer, [_text("Tổng số hồ sơ đã tiếp nhận 711")]) == 0.0


def test_two_blank_readings_agree() -> None:
    assert agreement([], []) == 1.0
