"""Sentences with their answers, written before the program read any of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract.document import Place
from transform.evidence.agreement import agreement
from transform.evidence.statements import find_statements, read_text
from transform.pieces import TextPiece
from transform.statement import Quantity, Statement

LINES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.rsplit(" | ", 1) for line in LINES if line and not line.startswith("#")]


def plain(value: Decimal | None) -> str:
    """Return a value without trailing zeros, a dash for none."""
    return "-" if value is None else f"{value.normalize():f}"


def value_of(quantity: Quantity | None) -> Decimal | None:
    """Return the value of a number that may be missing."""
    return None if quantity is None else quantity.value


def shown(statement: Statement) -> str:
    """Return a statement as the answers are written."""
    part, whole, rate = statement.part, statement.whole, statement.rate
    bound = rate.bound.replace("=", "") if rate else ""
    text = f"{plain(value_of(part))}:{plain(value_of(whole))}:{bound}{plain(value_of(rate))}"
    if part and whole and rate and statement.certain:
        return text + {"broken": "!", "cut": "^"}.get(agreement(part, whole, rate), "")
    return text


def wanted(answer: str) -> str:
    """Return an answer in the same spelling."""
    flag = answer[-1] if answer[-1] in "!^" else ""
    part, whole, rate = answer.rstrip("!^").split(":")
    bound = rate[0] if rate[0] in "<>~" else ""
    numbers = [n if n == "-" else plain(Decimal(n)) for n in (part, whole, rate[len(bound) :])]
    return f"{numbers[0]}:{numbers[1]}:{bound}{numbers[2]}{flag}"


@pytest.mark.parametrize(("text", "answers"), CASES, ids=[text[:50] for text, _ in CASES])
def test_a_sentence_gives_its_statements(text: str, answers: str) -> None:
    expected = [] if answers == "-" else [wanted(answer) for answer in answers.split()]
    assert [shown(s) for s in read_text(text)] == expected


def test_there_are_enough_sentences() -> None:
    assert len(CASES) >= 150


def pieces(*texts: str) -> list[TextPiece]:
    """Return paragraphs of a body, one a line."""
    return [TextPiece(text, Place(line=no)) for no, text in enumerate(texts, start=1)]


def test_the_whole_may_stand_above_a_list() -> None:
    found = find_statements(
        pieces(
            "Tổng số hồ sơ đã giải quyết: 744 hồ sơ.",
            "- Đúng hạn: 711 hồ sơ (95,56%).",
            "- Quá hạn: 33 hồ sơ (4,44%).",
        )
    )
    assert [shown(s) for s in found if not s.is_count] == ["711:744:95.56", "33:744:4.44"]
    assert [s.place.line for s in found] == [1, 2, 3]


def test_figures_under_a_heading_on_what_is_to_come_are_aims() -> None:
    found = find_statements(
        pieces("III. PHƯƠNG HƯỚNG, NHIỆM VỤ", "Giải quyết đúng hạn 711/744 hồ sơ, đạt 95%.")
    )
    assert found == ()


def test_what_stands_in_a_table_is_no_body_text() -> None:
    cell = TextPiece("711/744 hồ sơ", Place(line=1), "appendix", table=1)
    assert find_statements([cell]) == ()


def test_rows_of_numbers_are_no_sentence() -> None:
    assert read_text(" ".join(f"{n} hồ sơ {n % 100}%" for n in range(3000))) == []


def test_hostile_texts_end_soon() -> None:
    for text in (
        "(" * 5000,
        "tỷ lệ " * 3000 + "5%",
        "a" * 20000 + " 5/7 5%",
        "5% " + "b" * 20000 + "(3/4",
    ):
        read_text(text)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        (
            "Trong kỳ, UBND tỉnh giao 78 nhiệm vụ, đã hoàn thành đúng hạn 78 nhiệm vụ. Kế hoạch "
            "CCHC năm 2024 đề ra 58 nhiệm vụ, đến nay đã hoàn thành 37 nhiệm vụ (đạt 86,08%).",
            "37",
            "58",
        ),
        (
            "Trong kỳ ban hành 12 văn bản. Qua rà soát phát hiện 50 văn bản cần xử lý, đã xử lý "
            "xong 27 văn bản, đạt 54,90%.",
            "27",
            "50",
        ),
    ],
)
def test_a_sentence_that_names_its_whole_means_none_of_the_one_before(
    text: str, part: str, whole: str
) -> None:
    (found,) = read_text(text)
    assert found.part is not None
    assert found.whole is not None
    assert (found.part.printed, found.whole.printed, found.certain) == (part, whole, True)
