from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from transform.choosing import (
    Choice,
    ChoiceError,
    Explanation,
    FoundCell,
    OpenFinding,
    Wish,
    choices,
)

RATE = FoundCell(1, "Phụ lục 4, 3.1", "3.1", "Số liệu", "PL4.3.1", "95,56", Decimal("95.56"), "%")
PART = FoundCell(2, "Phụ lục 4, 3.1.2", "3.1.2", "Số liệu", "PL4.3.1.2", "82", Decimal(82), "Hồ sơ")
FINDING = OpenFinding(
    code="k7mq2rx9",
    rule="PL4.3.1-ratio",
    status="ambiguous",
    cells=(RATE, PART),
    explanations=(
        Explanation(1, "unrelated value", ((2, "82", "711"),)),
        Explanation(2, "wrong rate", ((1, "95,56", "11,02"),)),
        Explanation(3, "both", ((1, "95,56", "90"), (2, "82", "670"))),
        Explanation(4, "rule does not apply", ()),
        Explanation(5, "count in a rate cell", ((1, "%", "phòng"),)),
    ),
)


def made(wish: Wish, finding: OpenFinding = FINDING) -> list[tuple[int, str, Decimal | None]]:
    return [(c.cell.figure_key, c.printed, c.value) for c in choices(finding, wish)]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(choose=1), [(2, "711", Decimal(711))]),
        (Wish(choose=2), [(1, "11,02", Decimal("11.02"))]),
        (Wish(choose=3), [(1, "90", Decimal(90)), (2, "670", Decimal(670))]),
        (Wish(choose=4), [(1, "95,56", Decimal("95.56")), (2, "82", Decimal(82))]),
        (Wish(choose=5), [(1, "95,56 phòng", None)]),
        (Wish(keep=True), [(1, "95,56", Decimal("95.56")), (2, "82", Decimal(82))]),
        (Wish(keep=True, cell="3.1"), [(1, "95,56", Decimal("95.56"))]),
        (Wish(value="711"), [(2, "711", Decimal(711))]),
        (Wish(value="11,02"), [(1, "11,02", Decimal("11.02"))]),
        (Wish(value="7.920", cell="3.1.2"), [(2, "7.920", Decimal(7920))]),
        (Wish(value="5", cell="PL4.3.1"), [(1, "5", Decimal(5))]),
        (Wish(value="5", cell="3.1.2/số liệu"), [(2, "5", Decimal(5))]),
        (Wish(value="5", cell="phụ lục 4, 3.1"), [(1, "5", Decimal(5))]),
        (Wish(value="5", cell="2"), [(2, "5", Decimal(5))]),
        (Wish(value="trống", cell="2"), [(2, "", None)]),
    ],
)
def test_what_a_wish_means(wish: Wish, expected: list[tuple[int, str, Decimal | None]]) -> None:
    assert made(wish) == expected


def test_a_bare_value_goes_to_the_likeliest_cell_where_the_program_is_sure() -> None:
    assert made(Wish(value="180"), replace(FINDING, status="proposed")) == [
        (2, "180", Decimal(180))
    ]
    with pytest.raises(ChoiceError, match=r"--cell.*1: Phụ lục 4, 3.1 \(printed 95,56\); 2:"):
        made(Wish(value="180"))


def test_a_bare_value_goes_to_the_only_figure() -> None:
    alone = replace(FINDING, cells=(PART, PART), explanations=())
    assert made(Wish(value="180"), alone) == [(2, "180", Decimal(180))]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish(choose=9), "no explanation 9. It has 1: unrelated value 82 → 711"),
        (Wish(value="nhiều", cell="2"), "“nhiều” is no number"),
        (Wish(value="1234567890123456,78", cell="2"), "more digits"),
        (Wish(value="5", cell="9.9"), "no cell of finding k7mq2rx9 called “9.9”"),
        (Wish(value="5", cell="7"), "no cell"),
    ],
)
def test_what_does_not_fit_says_what_would(wish: Wish, message: str) -> None:
    with pytest.raises(ChoiceError) as raised:
        choices(FINDING, wish)
    assert message in str(raised.value)


def test_an_explanation_of_a_cell_without_a_figure() -> None:
    word = replace(FINDING, explanations=(Explanation(1, "misnumbered", ((None, "3", "4"),)),))
    with pytest.raises(ChoiceError, match="--value"):
        choices(word, Wish(choose=1))
    stale = replace(FINDING, explanations=(Explanation(1, "previous period's value", ()),))
    with pytest.raises(ChoiceError, match="--value"):
        choices(stale, Wish(choose=1))
    with pytest.raises(ChoiceError, match="no explanation to choose"):
        choices(replace(FINDING, explanations=()), Wish(choose=1))
    with pytest.raises(ChoiceError, match="touches no figure"):
        choices(replace(FINDING, cells=()), Wish(keep=True))


def test_what_was_chosen_is_remembered() -> None:
    (choice,) = choices(FINDING, Wish(choose=1))
    assert choice == Choice(PART, "711", Decimal(711), 1, "unrelated value")
    (given,) = choices(FINDING, Wish(value="711"))
    assert (given.rank, given.name) == (None, None)
