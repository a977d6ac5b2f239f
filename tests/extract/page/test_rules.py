"""Rules from pieces: the two ways to join them agree."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.page import rules
from extract.page.page import FloatArray

_PLACE = st.integers(0, 4000).map(lambda quarter: quarter / 4)
_LENGTH = st.sampled_from([0.25, 1.0, 3.0, 5.0, 12.0, 60.0])
_PIECES = st.lists(st.tuples(_PLACE, _PLACE, _LENGTH), max_size=40)


def _boxes(pieces: list[tuple[float, float, float]], upright: bool) -> FloatArray:
    level = [(x, y, x + length, y + 0.5) for y, x, length in pieces]
    return np.array([(y, x, b, r) if upright else (x, y, r, b) for x, y, r, b in level])


@given(_PIECES, _PIECES)
def test_many_pieces_make_the_same_rules_as_few(
    level: list[tuple[float, float, float]], upright: list[tuple[float, float, float]]
) -> None:
    boxes = np.concatenate(
        (_boxes(level, False).reshape(-1, 4), _boxes(upright, True).reshape(-1, 4))
    )
    far = np.array([[5000.0, 5000.0 + 50 * n, 5010.0, 5000.5 + 50 * n] for n in range(121)])
    many = rules.rule_groups(np.concatenate((boxes, far)))
    assert many[0] == rules.rule_groups(boxes)[0]
    assert [rule for rule in many[1] if rule.start < 5000] == rules.rule_groups(boxes)[1]


def test_no_pieces_make_no_rules() -> None:
    assert rules.rule_groups(np.empty((0, 4))) == ([], [])
    assert rules.joined_many(np.empty((0, 3))) == []
