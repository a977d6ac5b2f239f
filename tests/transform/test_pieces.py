"""Paragraphs joined again from the lines a page breaks them into."""

from __future__ import annotations

from extract.document import Cell, Document, Place, TableFragment, TextBlock
from tests.transform.letterhead_variants import SOURCE
from transform.pieces import body_pieces


def pieces(*texts: str, page: int | None = None) -> list[str]:
    """Return the paragraphs made from the lines `texts`."""
    blocks = tuple(
        TextBlock(text, Place(line=i, page=page)) for i, text in enumerate(texts, start=1)
    )
    return [piece.text for piece in body_pieces(Document(SOURCE, blocks))]


def test_a_sentence_goes_on_in_small_letters() -> None:
    assert pieces("Thực hiện công tác", "kiểm soát thủ tục.") == [
        "Thực hiện công tác kiểm soát thủ tục."
    ]


def test_a_number_goes_on_behind_its_announcement() -> None:
    assert pieces("theo Quyết định số", "12/QĐ-UBND ngày", "02/3/2024.") == [
        "theo Quyết định số 12/QĐ-UBND ngày 02/3/2024."
    ]


def test_ended_sentences_items_and_headings_stay_apart() -> None:
    texts = ("Một câu.", "hai câu;", "- một mục", "1. Mục đích", "II. YÊU CẦU")
    assert pieces(*texts) == list(texts)


def test_an_accented_capital_begins_a_paragraph() -> None:
    texts = ("Kế hoạch kiểm tra năm 2024 của quận", "Ủy ban nhân dân quận xây dựng kế hoạch.")
    assert pieces(*texts) == list(texts)


def test_only_a_full_line_of_a_page_goes_on_in_capitals() -> None:
    long = "theo quy định tại văn bản số mười hai ban hành năm ngoái của Thủ tướng"
    assert pieces(long, "Chính phủ.", page=1) == [f"{long} Chính phủ."]
    assert pieces(long, "Chính phủ.") == [long, "Chính phủ."]


def test_a_table_ends_a_paragraph() -> None:
    table = TableFragment(((Cell("1", Place(line=2)),),), Place(line=2))
    blocks = (TextBlock("một câu", Place(line=1)), table, TextBlock("hai câu", Place(line=3)))
    found = body_pieces(Document(SOURCE, blocks))
    assert [(p.text, p.place.line) for p in found] == [("một câu", 1), ("hai câu", 3)]
