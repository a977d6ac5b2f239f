from __future__ import annotations

import pytest

from contracts.aims import AimError, _entry, aim_words
from contracts.catalogue import indicators


def test_every_aim_is_measured_by_a_rate_of_the_catalogue() -> None:
    rates = {item.code for item in indicators() if item.unit == "%"}
    assert {words.code for words in aim_words()} <= rates


@pytest.mark.parametrize(
    "item",
    [{}, {"code": "PL4.3.1", "said": [], "unless": []}, {"code": "PL4.3.1", "said": [["a"]]}],
)
def test_a_broken_entry_is_refused(item: object) -> None:
    with pytest.raises(AimError):
        _entry(item)
