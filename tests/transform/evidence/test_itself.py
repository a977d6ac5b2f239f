from __future__ import annotations

import pytest

from transform.evidence.itself import text_against_itself
from transform.evidence.statements import read_text
from transform.finding import Finding

FIRST = "Trong kỳ đã giải quyết đúng hạn 711/744 hồ sơ, đạt 95,56%. "


def found(text: str, *printed: str) -> list[Finding]:
    return text_against_itself(read_text(text), printed)


def test_two_sentences_that_give_the_whole_differently() -> None:
    second = "Kết quả giải quyết hồ sơ đúng hạn là 711/774 hồ sơ, đạt tỷ lệ 91,86%."
    findings = found(FIRST + second)
    assert [f.found for f in findings] == ["95,56% ≠ 91,86%", "744 ≠ 774"]
    for finding in findings:
        assert finding.level == "body"
        assert finding.hypotheses[0].changes
        assert finding.hypotheses[-1].name == "rule does not apply"


def test_a_rate_alone_is_held_against_the_sentence_that_gives_its_parts() -> None:
    second = "Hồ sơ giải quyết đúng hạn là 711 hồ sơ, đạt 97,56%."
    (finding,) = found(FIRST + second)
    change = finding.hypotheses[0].changes[0]
    assert (change.before, change.after) == ("97,56%", "95,56")


@pytest.mark.parametrize(
    "text",
    [
        # the same again
        FIRST + "Hồ sơ giải quyết đúng hạn: 711/744 hồ sơ (95,56%).",
        # nothing in common: another scope
        FIRST + "Hồ sơ giải quyết đúng hạn trong năm là 1.411/1.502 hồ sơ, đạt 93,94%.",
        # another period
        "Sở đã hoàn thành 25/40 nhiệm vụ của kế hoạch CCHC, đạt 62,5%. "
        "Quý III hoàn thành 31/40 nhiệm vụ của kế hoạch CCHC, đạt 77,5%.",
        # another subject
        FIRST + "Hồ sơ quá hạn 33/744 hồ sơ, chiếm 4,44%.",
        # a field of its own
        FIRST + "Riêng lĩnh vực đất đai giải quyết đúng hạn 711/774 hồ sơ, đạt 91,86%.",
    ],
)
def test_sentences_that_do_not_contradict_each_other(text: str) -> None:
    assert not found(text)


def test_what_an_appendix_prints_is_compared_there() -> None:
    second = "Kết quả giải quyết hồ sơ đúng hạn là 711/774 hồ sơ, đạt tỷ lệ 91,86%."
    assert not found(FIRST + second, "PL4.3.1.1")
