from __future__ import annotations

from extract.document import Block, Place, TextBlock
from extract.ocr.letterhead import parted_letterheads


def _line(text: str, x0: float, top: float, x1: float) -> TextBlock:
    return TextBlock(text, Place(page=1, box=(x0, top, x1, top + 12)))


def test_the_halves_of_a_letterhead_are_apart_and_in_order() -> None:
    blocks: list[Block] = [
        _line("UBND TỈNH CÀ MAU CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 60, 40, 540),
        _line("SỞ NỘI VỤ", 90, 54, 180),
        _line("VIỆT NAM", 380, 54, 440),
    ]
    found = [block for block in parted_letterheads(blocks) if isinstance(block, TextBlock)]
    assert [block.text for block in found] == [
        "UBND TỈNH CÀ MAU",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "VIỆT NAM",
    ]
    box = found[2].place.box
    assert box is not None and 180 < box[0] < 380 and box[2] == 540


def test_other_lines_stay_as_they_are() -> None:
    blocks: list[Block] = [
        _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 260, 40, 540),
        _line("Nước Cộng hòa xã hội chủ nghĩa", 60, 60, 300),
    ]
    assert list(parted_letterheads(blocks)) == blocks


def test_a_right_half_with_nothing_below_it_comes_last() -> None:
    line = _line("UBND TỈNH CÀ MAU CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 60, 40, 540)
    assert len(list(parted_letterheads([line, _line("SỞ NỘI VỤ", 90, 54, 180)]))) == 3
