from __future__ import annotations

import pytest

from contracts.evidence_wording import evidence_wording
from contracts.relations import RuleError
from contracts.subjects import parse_subjects, subjects

GOOD = "{id: a, part: [PL2.1], topic: [x], about: [[y]], p: 0.9, why: z}"


def test_every_subject_says_why_and_how_strong() -> None:
    for subject in subjects():
        assert subject.why
        assert 0 < subject.p < 1
        assert subject.topic
        assert subject.about


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1", "no list"),
        (f"subjects: [{GOOD}, {GOOD}]", "a stands twice"),
        (f"subjects: [{GOOD.replace('PL2.1', 'PL2.99')}]", "subject a: unknown figure"),
        (f"subjects: [{GOOD.replace('0.9', '1')}]", "subject a: p must"),
        (f"subjects: [{GOOD.replace('why', 'because')}]", "subject a: unknown or missing"),
    ],
)
def test_a_faulty_file_is_refused_with_the_subject(text: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        parse_subjects(text)


def test_no_word_stands_twice_in_a_list() -> None:
    words = evidence_wording()
    for name in words.__slots__:
        listed = getattr(words, name)
        assert listed, name
        assert len(set(listed)) == len(listed), name
