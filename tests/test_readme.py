from __future__ import annotations

import re

from tests.readme import README, rendered


def test_screens_and_answers_are_what_is_printed() -> None:
    text = README.read_text(encoding="utf-8")
    assert rendered(text) == text


def test_every_query_has_an_answer() -> None:
    text = README.read_text(encoding="utf-8")
    answers = re.findall(r"```sql\n.*?```\n```text\n(.*?)```", text, re.S)
    assert len(answers) >= 5
    assert all(answer.count("\n") >= 3 for answer in answers)
