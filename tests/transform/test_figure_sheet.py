from __future__ import annotations

import unicodedata
from collections.abc import Collection
from decimal import Decimal

import pytest

from transform.figure_sheet import Group, SheetError, groups, survey


def read(text: str, known: Collection[str] = (), rates: Collection[str] = ()) -> list[Group]:
    lines = text.splitlines(keepends=True)
    seen = survey(lines, known)
    made = list(groups(lines, known, rates, together=seen.together))
    assert len(made) == seen.groups
    return made


def faults(group: Group) -> list[tuple[int, str]]:
    return [(fault.line, fault.subject) for fault in group.faults]


def test_figures_are_read_with_value_decimals_and_unit() -> None:
    (group,) = read('id,printed,unit\na,"95,56",%\nb,744,hồ sơ\nc,,\n')
    found = {id_: (f.number.value, f.number.decimals, f.unit) for id_, f in group.figures.items()}
    assert found == {
        "a": (Decimal("95.56"), 2, "%"),
        "b": (Decimal(744), 0, "hồ sơ"),
        "c": (None, 0, None),
    }
    assert group.faults == []


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_separators_and_a_byte_order_mark(sign: str) -> None:
    text = f"\ufeffid{sign}printed\na{sign}95,56\n"
    assert read(text)[0].figures["a"].number.value == Decimal("95.56")


def test_decimals_settle_what_a_point_means() -> None:
    text = "id,printed,decimals\na,7.920,3\nb,7.920,0\nc,85,2\n"
    figures = read(text)[0].figures
    assert figures["a"].number.value == Decimal("7.920")
    assert figures["b"].number.value == Decimal(7920)
    assert figures["c"].number.decimals == 2
    assert read("id,printed\na,7.920\n")[0].figures["a"].number.alternatives


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (("PL4.3.1",), "PL4.3.1"),
        (("PL4.3.1/2024",), "PL4.3.1/2024"),
        (("3.1/2024",), "3.1/2024"),
        (("cchc/phu-luc-4/3.1/2024",), "cchc/phu-luc-4/3.1/2024"),
        ((), "PL4.3.1/2024"),
    ],
)
def test_form_row_and_column_give_the_id_that_rules_use(
    known: tuple[str, ...], expected: str
) -> None:
    text = "form,row,column,printed\ncchc/phu-luc-4,3.1,2024,95\n"
    assert list(read(text, known)[0].figures) == [expected]


def test_a_figure_repeated_elsewhere_is_evidence() -> None:
    first, second = read("id,printed,group,evidence\na,5,q1,\na,6,q1,1\nb,7,q2,1\n")
    assert [f.printed for f in first.repeats["a"]] == ["6"]
    assert second.figures["b"].printed == "7"
    assert second.repeats["b"] == []


def test_groups_are_yielded_one_at_a_time() -> None:
    def lines() -> list[str]:
        return ["id,printed,group\n", "a,1,q1\n", "a,2,q2\n", "a,broken line,q3\n"]

    made = groups(iter(lines()), (), ())
    assert next(made).name == "q1"
    assert [group.name for group in made] == ["q2", "q3"]


def test_rows_of_a_group_that_stand_apart_are_brought_together() -> None:
    made = read("id,printed,group\na,1,q1\na,2,q2\nb,3,q1\n")
    assert {group.name: list(group.figures) for group in made} == {"q1": ["a", "b"], "q2": ["a"]}


def test_faults_name_line_and_figure_and_the_rest_is_used() -> None:
    text = (
        'id,printed,evidence,decimals\na,5,,\na,6,,\nb,"about\nten",,\n,7,,\nc,8,maybe,\nd,9,,two\n'
    )
    (group,) = read(text)
    assert faults(group) == [(3, "a"), (4, "b"), (6, "?"), (7, "c"), (8, "d")]
    assert group.figures["a"].printed == "5"
    assert group.figures["b"].number.kind == "unreadable"
    assert group.figures["d"].number.value == 9


@pytest.mark.parametrize(
    ("heading", "complaint"),
    [("id,value", "printed"), ("printed,unit", "id"), ("", "printed"), ("id,id,printed", "twice")],
)
def test_a_sheet_without_its_columns_is_refused(heading: str, complaint: str) -> None:
    with pytest.raises(SheetError, match=complaint):
        read(f"{heading}\n1,2\n")


def test_a_comma_without_quotes_moves_no_figure_into_another_group() -> None:
    lines = ["id,printed,unit,group\n", "w,744,,g1\n", "r,95,56,%,g1\n", "p,711,,g1,\n", "t\n"]
    (group,) = groups(lines, {"r", "w", "p"}, {"r"})
    assert list(group.figures) == ["w", "p"]
    assert [(f.line, f.subject) for f in group.faults] == [(3, "r"), (5, "t")]
    assert "5 cells under 4 headings" in group.faults[0].message
    assert "ends before the column printed" in group.faults[1].message
    assert survey(lines, {"r"}).ids == {"w", "p"}


def test_what_is_wrong_with_the_only_row_is_said() -> None:
    (group,) = groups(["id,printed\n", "a,1,5\n"], {"a"}, set())
    assert (group.figures, [f.line for f in group.faults]) == ({}, [2])


def test_ids_are_compared_in_one_form_of_unicode() -> None:
    decomposed = unicodedata.normalize("NFD", "Sở Y tế")
    (group,) = groups(["id,printed\n", f"{decomposed},5\n"], {"Sở Y tế"}, set())
    assert list(group.figures) == ["Sở Y tế"]
