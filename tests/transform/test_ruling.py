from __future__ import annotations

from decimal import Decimal

import pytest

from transform.ruling import Ruling


def ruling(found: str, value: str | None, chosen: str = "711") -> Ruling:
    is_number = chosen.replace(",", "").isdigit()
    meant = Decimal(chosen.replace(",", ".")) if is_number else None
    return Ruling(found, None if value is None else Decimal(value), chosen, meant)


@pytest.mark.parametrize(
    ("found", "value", "printed", "now", "stands"),
    [
        ("7.920", "7920", "7920", "7920", True),
        ("82", "82", "83", "83", False),
        ("82", "82", "", None, False),
        ("", None, "0", "0", False),
        ("-", None, " - ", None, True),
        ("-", None, "", None, False),
    ],
)
def test_it_stands_while_the_same_is_printed(
    found: str, value: str | None, printed: str, now: str | None, stands: bool
) -> None:
    value_now = None if now is None else Decimal(now)
    assert ruling(found, value).stands(printed, value_now) is stands


@pytest.mark.parametrize(
    ("chosen", "kind", "decimals"),
    [("711", "number", 0), ("0", "zero", 0), ("9,71", "number", 2), ("", "blank", 0),
     ("10 phòng", "unreadable", 0)],
)  # fmt: skip
def test_what_it_chooses_is_a_confirmed_number(chosen: str, kind: str, decimals: int) -> None:
    number = ruling("82", "82", chosen).number
    assert (number.kind, number.decimals, number.confirmed) == (kind, decimals, True)
