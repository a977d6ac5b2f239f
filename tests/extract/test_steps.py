"""Readers say how far they are, and only whoever watches hears of it."""

from __future__ import annotations

import pytest

from extract.steps import Step, begin, watched


def test_a_watcher_is_told_of_each_step_while_it_watches() -> None:
    seen: list[Step] = []
    begin(Step(1))
    with watched(seen.append):
        begin(Step(2))
        begin(Step(size=7.0))
    begin(Step(3))
    assert seen == [Step(2), Step(None, 7.0)]


def test_a_watcher_is_gone_after_a_failure_too() -> None:
    seen: list[Step] = []
    with pytest.raises(ValueError), watched(seen.append):
        raise ValueError
    begin(Step(1))
    assert not seen
