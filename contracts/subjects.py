"""What sentences of a report are about, as data: which figures of the form they repeat.

`subjects` returns contracts/evidence/subjects.yaml, refused with the subject's id where it
is not well formed or names a figure that the catalogue does not have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from contracts.catalogue import indicators
from contracts.relations import RuleError
from contracts.yaml_text import load_yaml

Words = tuple[str, ...]
# the C loader where there is one: the file is read by every child process
_KNOWN = {
    "id",
    "rate",
    "part",
    "or_part",
    "whole",
    "topic",
    "about",
    "without",
    "prefer",
    "alone",
    "p",
    "why",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Figures that a sentence with certain words repeats.

    `part` is one figure or a sum of several, `or_part` another sum that the same words may
    mean. `alone` are the words that name a lone rate in full, else `topic`. `p` is how often
    text and appendix are meant to give the same, and `why` not.
    """

    id: str
    part: Words
    rate: str | None
    whole: str | None
    or_part: Words
    topic: Words
    about: tuple[Words, ...]
    without: Words
    prefer: Words
    alone: Words
    p: Decimal
    why: str

    @property
    def is_count(self) -> bool:
        """Tell whether it is a lone count, with neither whole nor rate."""
        return self.whole is None and self.rate is None


@cache
def subjects() -> tuple[Subject, ...]:
    """Return the subjects; raise RuleError for a file that is not well formed."""
    path = resources.files("contracts") / "evidence" / "subjects.yaml"
    return parse_subjects(path.read_text(encoding="utf-8"))


def parse_subjects(text: str) -> tuple[Subject, ...]:
    """Return the subjects of a YAML text; raise RuleError naming the subject at fault."""
    loaded = load_yaml(text)
    if not isinstance(loaded, dict) or not isinstance(loaded.get("subjects"), list):
        raise RuleError("subjects.yaml: no list of subjects")
    usual = {"p": loaded.get("p"), "why": loaded.get("why", "")}
    found = tuple(_subject({**usual, **entry}) for entry in loaded["subjects"])
    ids = [subject.id for subject in found]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise RuleError(f"subjects.yaml: {', '.join(twice)} stands twice")
    return found


def _subject(entry: dict[str, Any]) -> Subject:
    name = str(entry.get("id", "?"))
    unknown = sorted(set(entry) - _KNOWN)
    if unknown or not {"id", "part", "topic", "about", "p"} <= set(entry):
        raise RuleError(f"subjects.yaml, subject {name}: unknown or missing fields {unknown}")
    subject = Subject(
        id=name,
        part=_words(entry["part"]),
        rate=entry.get("rate"),
        whole=entry.get("whole"),
        or_part=_words(entry.get("or_part", ())),
        topic=_words(entry["topic"]),
        about=tuple(_words(group) for group in entry["about"]),
        without=_words(entry.get("without", ())),
        prefer=_words(entry.get("prefer", ())),
        alone=_words(entry.get("alone", ())),
        p=Decimal(str(entry["p"])),
        why=str(entry["why"]),
    )
    _refuse_unknown(subject)
    return subject


def _words(values: Iterable[object]) -> Words:
    return tuple(str(value) for value in values)


def _refuse_unknown(subject: Subject) -> None:
    codes = {item.code for item in indicators()}
    named = {*subject.part, *subject.or_part, subject.rate, subject.whole} - {None}
    # "@" names a measure of a matrix, whose totals have no code
    unknown = sorted(str(c) for c in named if c not in codes and not str(c).startswith("@"))
    if unknown:
        raise RuleError(f"subjects.yaml, subject {subject.id}: unknown figure {unknown}")
    if not 0 < subject.p < 1:
        raise RuleError(f"subjects.yaml, subject {subject.id}: p must lie between 0 and 1")
