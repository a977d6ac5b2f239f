from __future__ import annotations

from contracts.check_wording import check_wording


def test_every_list_has_words_and_none_twice() -> None:
    words = check_wording()
    for name in words.__slots__:
        listed = getattr(words, name)
        assert listed, name
        assert len(set(listed)) == len(listed), name


def test_no_word_opens_both_a_time_and_an_action() -> None:
    words = check_wording()
    assert set(words.time_openings).isdisjoint(words.action_openings)
    assert set(words.held_words).isdisjoint(words.not_held_words)
