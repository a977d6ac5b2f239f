"""Which figures of the appendices a statement of the text repeats.

A statement is tied to figures by its words first; then at least one of its numbers must
agree with them, or be one slip away. A number that merely divides well ties nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from contracts.catalogue import indicators
from contracts.evidence_wording import evidence_wording
from contracts.subjects import Subject, subjects
from transform.reconcile.figures import Figure
from transform.statement import Quantity, Statement
from transform.vietnamese.text import fold

# a count below this agrees with too many others to prove anything; one of two numbers of a
# sentence proves more
TELLING, TELLING_OF_TWO = 10, 5
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_RATE_OF = re.compile(r"(?<!\w)t[ỷỉ] lệ\s[^;:()%]{3,90}$")
# so many parts of a sentence are added up in search of a figure
_ADDENDS = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """One number of a statement beside the figures whose sum it repeats."""

    name: str
    said: Quantity
    codes: tuple[str, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A statement, its subject, and its numbers beside the figures."""

    statement: Statement
    subject: Subject
    slots: tuple[Slot, ...]

    @property
    def differs(self) -> bool:
        """Tell whether text and appendix disagree somewhere."""
        return not all(slot.agrees for slot in self.slots)


def match_statements(statements: Iterable[Statement], figures: Mapping[str, Figure]) -> list[Match]:
    """Return the statements that repeat `figures`, each with the one subject it fits best."""
    by_sentence: dict[str, list[Statement]] = {}
    known = list(statements)
    for statement in known:
        by_sentence.setdefault(statement.text, []).append(statement)
    found = (_best(s, by_sentence[s.text], figures) for s in known)
    return [match for match in found if match is not None]


def _best(
    statement: Statement, beside: Sequence[Statement], figures: Mapping[str, Figure]
) -> Match | None:
    ranked = []
    for subject in subjects():
        if not fits_words(subject, statement):
            continue
        slots = tuple(_slots(statement, subject, figures))
        tied = _is_tied(slots, beside, figures, narrowed=is_narrowed(statement))
        if slots and (tied or _is_named(statement, subject)):
            ranked.append((_rank(slots, subject, statement), subject, slots))
    if not ranked:
        return None
    ranked.sort(key=lambda item: item[0], reverse=True)
    best = Match(statement, ranked[0][1], ranked[0][2])
    # where two subjects fit alike, a disagreement may be with the other one
    tied = len(ranked) > 1 and ranked[1][0] == ranked[0][0]
    return None if tied and best.differs else best


def _rank(slots: Sequence[Slot], subject: Subject, statement: Statement) -> tuple[int, int, int]:
    agreeing = sum(slot.agrees for slot in slots)
    preferred = sum(_has(statement.text, (word,)) for word in subject.prefer)
    return agreeing - sum(not slot.agrees for slot in slots), agreeing, preferred


def fits_words(subject: Subject, statement: Statement) -> bool:
    """Tell whether the words of a statement may be about a subject."""
    if subject.is_count != statement.is_count:
        return False
    if not _has(statement.text, subject.topic) or _has(statement.subject, subject.without):
        return False
    return all(_has(statement.subject, group) for group in subject.about)


def _slots(statement: Statement, subject: Subject, figures: Mapping[str, Figure]) -> Iterator[Slot]:
    sums = [subject.part, *([subject.or_part] if subject.or_part else [])]
    pairs = (
        ("rate", statement.rate, [(subject.rate,)]),
        ("part", statement.part, sums),
        ("whole", statement.whole, [(subject.whole,)]),
    )
    for name, said, choices in pairs:
        known = [tuple(c for c in codes if c) for codes in choices]
        known = [
            codes for codes in known if codes and all(_value(c, figures) is not None for c in codes)
        ]
        if said is None or not known:
            continue
        agreeing = [codes for codes in known if agrees(said, codes, figures)]
        yield Slot(name, said, (agreeing or known)[0], bool(agreeing))


def _value(code: str, figures: Mapping[str, Figure]) -> Decimal | None:
    figure = figures.get(code)
    if figure is None or figure.number.kind not in ("number", "zero"):
        return None
    return figure.number.value


def printed_value(codes: Sequence[str], figures: Mapping[str, Figure]) -> tuple[Decimal, Decimal]:
    """Return the sum of figures in single units, and the weight of its last printed digit."""
    total, ulp = Decimal(0), Decimal(0)
    for code in codes:
        number = figures[code].number
        shift = unit_shift(figures[code].unit or "")
        total += (number.value or Decimal(0)).scaleb(shift)
        if number.decimals or shift or number.percent or _is_rate(code):
            ulp += Decimal(1).scaleb(shift - number.decimals)
    return total, ulp


@lru_cache(maxsize=1)
def _rates() -> frozenset[str]:
    return frozenset(item.code for item in indicators() if item.kind == "ratio")


def _is_rate(code: str) -> bool:
    return code in _rates()


def unit_shift(unit: str) -> int:
    """Return the power of ten that a unit of money counts in ("triệu đồng": 6)."""
    word = fold(unit).partition(" ")[0]
    return _SCALES.get(word, 0) if "đồng" in fold(unit) else 0


def agrees(said: Quantity, codes: Sequence[str], figures: Mapping[str, Figure]) -> bool:
    """Tell whether a number of the text and a printed sum may be the same figure.

    Both are compared as exactly as the less exact is printed; bounds are kept.
    """
    value, ulp = printed_value(codes, figures)
    slack = max(ulp, said.ulp)
    if said.bound == "<":
        return value <= said.value + slack
    if said.bound == ">":
        return value >= said.value - slack
    if said.bound == "~":
        return abs(value - said.value) <= max(slack, said.value / 20)
    # the same number cut off or rounded lies less than one digit away
    return value == said.value or abs(value - said.value) < slack


def _is_tied(
    slots: Sequence[Slot],
    beside: Sequence[Statement],
    figures: Mapping[str, Figure],
    *,
    narrowed: bool,
) -> bool:
    """Tell whether the numbers themselves show that the same figures are meant."""
    agreeing = [slot for slot in slots if slot.agrees]
    differing = [slot for slot in slots if not slot.agrees]
    if not differing:
        return True
    if any(slot.said.bound != "=" for slot in differing):
        return any(_is_telling(slot) for slot in agreeing)
    if any(_adds_up(slot, beside, figures) for slot in differing):
        return False
    if any(_is_telling(slot, TELLING_OF_TWO) for slot in agreeing):
        return True
    alone = not agreeing and len(differing) == 1 and not narrowed
    return alone and _is_slip(differing[0], figures)


def _is_named(statement: Statement, subject: Subject) -> bool:
    """Tell whether a lone rate is named in full: "tỷ lệ hồ sơ giải quyết đúng hạn đạt 95,56%".

    Nothing in the sentence may narrow it to a field, a place or another time.
    """
    rate = statement.rate
    if rate is None or statement.part is not None or statement.whole is not None:
        return False
    named = _RATE_OF.search(rate.lead)
    if named is None:
        return False
    groups = (subject.alone or subject.topic, *subject.about)
    return not is_narrowed(statement) and all(_has(named[0], group) for group in groups)


def is_narrowed(statement: Statement) -> bool:
    """Tell whether a sentence speaks of a field, a place or a time of its own."""
    return _has(statement.text, evidence_wording().narrowing)


def _is_telling(slot: Slot, least: int = TELLING) -> bool:
    if slot.said.bound != "=":
        return False
    if slot.name == "rate":
        return slot.said.value not in (0, 100) and slot.said.ulp < 1
    return slot.said.value >= least


def _adds_up(slot: Slot, beside: Sequence[Statement], figures: Mapping[str, Figure]) -> bool:
    """Tell whether the parts that the sentence lists add up to the figure."""
    target, _ = printed_value(slot.codes, figures)
    numbers = [q.value for s in beside for q in (getattr(s, slot.name),) if q is not None]
    few = numbers[:_ADDENDS]
    return any(
        sum(some) == target for size in range(2, len(few) + 1) for some in combinations(few, size)
    )


def _is_slip(slot: Slot, figures: Mapping[str, Figure]) -> bool:
    """Tell whether a number is one slip of the pen away from the figure."""
    value, _ = printed_value(slot.codes, figures)
    if not _is_telling(slot) or value < TELLING:
        return False
    return one_slip(_digits(slot.said.value), _digits(value))


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "")


def one_slip(first: str, second: str) -> bool:
    """Tell whether one digit was dropped, added, replaced or swapped with the next."""
    if len(first) < 2 or len(second) < 2:
        return False
    if len(first) == len(second):
        unlike = [i for i in range(len(first)) if first[i] != second[i]]
        if len(unlike) == 1:
            return len(first) > 2
        swapped = len(unlike) == 2 and unlike[1] == unlike[0] + 1
        return (
            swapped
            and first[unlike[0]] == second[unlike[1]]
            and first[unlike[1]] == second[unlike[0]]
        )
    short, long = sorted((first, second), key=len)
    if len(long) != len(short) + 1:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _has(text: str, words: Iterable[str]) -> bool:
    listed = tuple(words)
    return bool(listed) and _any_of(listed).search(fold(text)) is not None


@lru_cache(maxsize=512)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(fold(w)) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
