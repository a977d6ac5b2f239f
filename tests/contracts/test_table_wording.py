from __future__ import annotations

import re

from contracts.table_wording import TableWording, table_wording
from transform.vietnamese.text import fold


def test_the_words_are_there_and_stand_once() -> None:
    words = table_wording()
    for name in TableWording.__slots__:
        found = getattr(words, name)
        assert found, name
        assert len(set(found)) == len(found), name


def test_words_compared_folded_are_folded() -> None:
    words = table_wording()
    for name in ("frame_openings", "signature_openings", "footnote_openings", "totals"):
        assert all(fold(word) == word for word in getattr(words, name)), name


def test_open_words_are_whole_words() -> None:
    assert all(re.fullmatch(r"[\w ]+", word) for word in table_wording().open_words)
