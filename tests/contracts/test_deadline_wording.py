"""The words for deadlines load, and a broken file is refused."""

from __future__ import annotations

import pytest
import yaml

from contracts.deadline_wording import deadline_wording, read_deadline_wording
from contracts.wording import WordingError

RECURRENCES = {
    "continuous", "daily", "weekly", "monthly", "quarterly", "half_yearly", "nine_monthly",
    "yearly", "ad_hoc",
}  # fmt: skip


def test_the_file_uses_known_recurrences() -> None:
    words = deadline_wording()
    used = {*words.periods.values(), *words.always.values(), *words.times_a_year.values()}
    assert used == RECURRENCES


@pytest.mark.parametrize("text", ["", "[]", "every: [hàng]", "odd: [x]"])
def test_a_file_with_other_keys_is_refused(text: str) -> None:
    with pytest.raises(WordingError, match=r"deadlines\.yaml"):
        read_deadline_wording(text)


def test_a_list_where_a_mapping_belongs_is_refused() -> None:
    words = deadline_wording()
    loaded = {
        name.removesuffix("_"): value
        if isinstance(value := getattr(words, name), dict)
        else list(value)
        for name in words.__slots__
    }
    assert read_deadline_wording(yaml.safe_dump(loaded, allow_unicode=True)) == words
    loaded["periods"] = ["tháng"]
    with pytest.raises(WordingError, match="periods must be a mapping"):
        read_deadline_wording(yaml.safe_dump(loaded, allow_unicode=True))
