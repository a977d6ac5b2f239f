"""Which numbers of a sentence belong together: parts, wholes and their rates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from contracts.evidence_wording import evidence_wording
from transform.evidence.agreement import agreement
from transform.evidence.link_words import (
    NEAR,
    explains,
    has,
    head,
    is_linked,
    is_whole,
    keys,
    last,
    leads_to_rate,
    lists_more,
    may_be_whole,
    new_clause,
    opens_bracket,
    punctuated,
)
from transform.evidence.quantities import (
    Fraction,
    Sentence,
    Token,
    is_change,
    names_what_is_counted,
)
from transform.evidence.wholes import Wholes, sum_of
from transform.statement import Quantity

_OWN_SUBJECT = re.compile(
    r"t[ỷỉ] lệ\s+(?!đạt|là|tương|chiếm|:|\()((?:[^\W\d_]+\s+){1,12})(?:đạt|là|:)"
)
_SPLIT_WHOLE = re.compile(
    r"\s*(?:trong|trên|so với|của)?\s*tổng số(?:\s+[^\W\d_]+){0,4}\s*\(?\s*"
    r"|\s*kế hoạch[^()\d,;%]*\(\s*"
)
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Link:
    """Numbers that belong together, and the words about them."""

    part: Quantity | None
    whole: Quantity | None
    rate: Quantity | None
    subject: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Pair:
    """A part and its whole; `first` and `last` are the tokens it stands in."""

    part: Quantity
    whole: Quantity
    first: int
    last: int
    written: bool = False


@dataclass(slots=True)
class Linker:
    """Joins the numbers of one sentence; `before` is the sentence it goes on from."""

    sentence: Sentence
    before: Sentence | None = None
    _used: set[int] = field(default_factory=set)
    _found: list[tuple[int, Link]] = field(default_factory=list)

    def links(self) -> list[Link]:
        """Return the links in the order of the sentence."""
        pairs = [*self._pairs()]
        self._rates_before(pairs)
        self._rates_after(pairs)
        self._split_wholes()
        self._counted_rates()
        self._lone_rates()
        self._bare_pairs(pairs)
        return [link for _, link in sorted(self._found, key=lambda item: item[0])]

    def loose(self) -> list[Link]:
        """Return the counts that `links` joined with nothing."""
        return [
            Link(token, None, None, self._subject(token), certain=False)
            for i, token in enumerate(self.sentence.tokens)
            if i not in self._used
            and isinstance(token, Quantity)
            and not token.rate
            and not is_change(token.lead)
            and names_what_is_counted(token.noun)
        ]

    # pairs: fractions, and counts joined by words

    def _pairs(self) -> Iterator[_Pair]:
        tokens = self.sentence.tokens
        for i, token in enumerate(tokens):
            if isinstance(token, Fraction):
                yield _Pair(token.part, token.whole, i, i, written=True)
            elif i + 1 < len(tokens) and not token.rate:
                after = tokens[i + 1]
                if isinstance(after, Quantity) and not after.rate and self._is_on(token, after):
                    yield _Pair(token, after, i, i + 1)

    def _is_on(self, part: Quantity, whole: Quantity) -> bool:
        """Tell whether the words between two counts make the second the whole."""
        between = _BRACKETS.sub("", self.sentence.between(part, whole)).rstrip()
        if punctuated(between):
            return False
        if re.search(r"(?:tổng số|trong số|tổng)(?:\s+[^\W\d_]+){0,4}$", between):
            return True
        if part.value > whole.value:
            return False
        same = head(part.noun) == head(whole.noun) or not part.noun
        return same and re.search(r"(?:(?<!\w)trên|/)$", between) is not None

    # rates of pairs

    def _rates_before(self, pairs: Sequence[_Pair]) -> None:
        """Link "95,56% (711/744 hồ sơ)"."""
        for pair in pairs:
            rate = self._rate_above(pair.first)
            if rate is None:
                continue
            gap = _CHANGED.sub("", self.sentence.between(rate, self.sentence.tokens[pair.first]))
            if opens_bracket(gap) or explains(gap):
                self._join(pair, rate)

    def _rates_after(self, pairs: Sequence[_Pair]) -> None:
        """Link "711/744 hồ sơ, đạt 95,56%"."""
        for pair in pairs:
            rate = self._rate_at(self._after(pair.last))
            if rate is None or pair.first in self._used:
                continue
            gap = self._gap(pair.last, rate)
            if len(gap) > NEAR or not leads_to_rate(gap):
                continue
            foreign = _OWN_SUBJECT.search(gap) is not None or lists_more(gap)
            exact = rate.bound == "=" and agreement(pair.part, pair.whole, rate)
            if not foreign or exact in ("fits", "cut"):
                self._join(pair, rate)

    def _depth(self, token: Token) -> int:
        """Return how many brackets are open where a token stands."""
        said = self.sentence.folded[: token.start]
        return said.count("(") - said.count(")")

    def _after(self, index: int) -> int:
        """Return the next token, those of a bracket that closes again passed over."""
        tokens = self.sentence.tokens
        own, below = self._depth(tokens[index]), index + 1
        if self._rate_at(below) is not None:
            return below
        while below < len(tokens) and self._depth(tokens[below]) > own:
            below += 1
        return below

    def _above(self, index: int) -> int:
        """Return the token before, those of a bracket that has closed passed over."""
        tokens = self.sentence.tokens
        own, above = self._depth(tokens[index]), index - 1
        while above >= 0 and self._depth(tokens[above]) > own:
            above -= 1
        return above

    def _gap(self, index: int, rate: Quantity) -> str:
        """Return the words between a token and a rate, closed brackets left out."""
        return _BRACKETS.sub("", self.sentence.between(self.sentence.tokens[index], rate))

    def _rate_above(self, index: int) -> Quantity | None:
        """Return the rate before a token, changes in brackets passed over."""
        above = index - 1
        while above > 0 and _is_changed_rate(self.sentence.tokens[above]):
            above -= 1
        return self._rate_at(above)

    def _rate_at(self, index: int) -> Quantity | None:
        tokens = self.sentence.tokens
        if not 0 <= index < len(tokens) or index in self._used:
            return None
        token = tokens[index]
        if isinstance(token, Fraction) or not token.rate or is_change(token.lead):
            return None
        return token

    def _join(self, pair: _Pair, rate: Quantity) -> None:
        index = self.sentence.tokens.index(rate)
        self._used.update((index, pair.first, pair.last))
        self._add(pair.first, pair.part, pair.whole, rate)

    def _add(
        self,
        index: int,
        part: Quantity | None,
        whole: Quantity | None,
        rate: Quantity | None,
        *,
        certain: bool = True,
    ) -> None:
        link = Link(part, whole, rate, self._subject(part, whole, rate), certain)
        self._found.append((index, link))

    def _subject(self, *numbers: Quantity | None) -> str:
        """Return the words about some numbers: before them, after them, and the opening."""
        known = [q for q in numbers if q is not None]
        words = [f"{q.lead} {q.noun}" for q in known]
        return " ".join(words)

    # "chiếm 74% trong tổng số 1.377 hồ sơ"

    def _split_wholes(self) -> None:
        tokens = self.sentence.tokens
        for i in range(len(tokens) - 2):
            part, whole = tokens[i], tokens[i + 2]
            rate = self._rate_at(i + 1)
            if rate is None or isinstance(part, Fraction) or isinstance(whole, Fraction):
                continue
            if part.rate or whole.rate or i in self._used or part.value > whole.value:
                continue
            gap = self.sentence.between(rate, whole)
            if _SPLIT_WHOLE.fullmatch(gap) and is_linked(rate):
                self._used.update((i, i + 1, i + 2))
                self._add(i, part, whole, rate)

    # a count with its rate, the whole somewhere before

    def _counted_rates(self) -> None:
        counted = list(self._parts_with_rates())
        for index, part, rate in counted:
            if index in self._used:
                continue
            siblings = [(p, r) for _, p, r in counted]
            whole, certain = Wholes(self.sentence, self.before).of(index, part, rate, siblings)
            self._used.update((index, self.sentence.tokens.index(rate)))
            self._add(index, part, whole, rate, certain=certain)

    def _parts_with_rates(self) -> Iterator[tuple[int, Quantity, Quantity]]:
        for at in range(len(self.sentence.tokens)):
            rate = self._rate_at(at)
            i = self._above(at)
            if rate is None or i < 0 or i in self._used:
                continue
            token = self.sentence.tokens[i]
            if isinstance(token, Fraction) or token.rate:
                continue
            if is_whole(token):
                self._part_before_whole(i, token, rate)
                continue
            gap = self._gap(i, rate)
            if is_linked(rate) and not _OWN_SUBJECT.search(gap) and not new_clause(gap):
                yield i, token, rate

    def _part_before_whole(self, index: int, whole: Quantity, rate: Quantity) -> None:
        """Link "trực tuyến là 640 và tổng số là 800, chiếm 80%"."""
        part = self.sentence.tokens[index - 1] if index else None
        if not isinstance(part, Quantity) or part.rate or index - 1 in self._used:
            return
        if _is_linked_fit(part, whole, rate):
            self._used.update((index - 1, index, index + 1))
            self._add(index - 1, part, whole, rate)

    # rates with a subject of their own

    def _lone_rates(self) -> None:
        for i, token in enumerate(self.sentence.tokens):
            rate = self._rate_at(i)
            if rate is None or not isinstance(token, Quantity):
                continue
            self._used.add(i)
            found = self._told_apart(i, rate) or self._complement(i, rate)
            if found is not None:
                part, whole = found
                self._add(i, part, whole, rate)
            elif not self._is_aim(rate):
                self._add(i, None, self._whole_before(i) or self._whole_after(i), rate)

    def _told_apart(self, index: int, rate: Quantity) -> tuple[Quantity, Quantity] | None:
        """Return part and whole printed apart from a rate that names the same subject."""
        counts = Wholes(self.sentence).counts_before(index)
        counts = [*Wholes(self.sentence, self.before).earlier(), *counts]
        about = keys(self._own_words(rate))
        for part in reversed(counts):
            if not about & keys(f"{part.lead} {part.noun}"):
                continue
            for whole in counts:
                if whole is part or not is_whole(whole):
                    continue
                if agreement(part, whole, rate) in ("fits", "cut"):
                    return part, whole
        return None

    def _own_words(self, rate: Quantity) -> str:
        return f"{rate.lead} {rate.noun}"

    def _complement(self, index: int, rate: Quantity) -> tuple[Quantity, Quantity] | None:
        """Return part and sum of "đúng hạn 711, trễ hạn 33, tỷ lệ đúng hạn đạt 95,56%"."""
        counts = Wholes(self.sentence).counts_before(index)
        for first, second in pairwise(counts):
            for word, opposites in evidence_wording().opposite_words.items():
                said = f"{second.lead} {second.noun}"
                if word not in f"{first.lead} {first.noun}" or not has(said, opposites):
                    continue
                part = second if has(rate.lead, opposites) else first
                return part, sum_of((first, second))
        return None

    def _whole_before(self, index: int) -> Quantity | None:
        """Return the whole right before a rate: "trong số 744 hồ sơ, có 4,44%"."""
        above = self.sentence.tokens[index - 1] if index else None
        if not isinstance(above, Quantity) or above.rate or index - 1 in self._used:
            return None
        named = is_whole(above) or may_be_whole(above)
        gap = self.sentence.between(above, self.sentence.tokens[index])
        return above if named and ";" not in gap else None

    def _whole_after(self, index: int) -> Quantity | None:
        """Return the whole right after a rate: "80% trong tổng số 800 hồ sơ"."""
        tokens = self.sentence.tokens
        below = tokens[index + 1] if index + 1 < len(tokens) else None
        if not isinstance(below, Quantity) or below.rate:
            return None
        return (
            below if _SPLIT_WHOLE.fullmatch(self.sentence.between(tokens[index], below)) else None
        )

    def _is_aim(self, rate: Quantity) -> bool:
        said = self.sentence.folded[: rate.start]
        words = evidence_wording()
        return last(said, words.aim_words) > last(said, words.result_words)

    # what is left: pairs without a rate

    def _bare_pairs(self, pairs: Iterable[_Pair]) -> None:
        for pair in pairs:
            if pair.first in self._used or pair.last in self._used:
                continue
            if pair.written and not names_what_is_counted(pair.whole.noun):
                continue
            self._used.update((pair.first, pair.last))
            self._add(pair.first, pair.part, pair.whole, None)


_CHANGED = re.compile(r"\([^()]*%[^()]*\)")


def _is_changed_rate(token: Token) -> bool:
    return isinstance(token, Quantity) and token.rate and is_change(token.lead)


def _is_linked_fit(part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    return is_linked(rate) and agreement(part, whole, rate) in ("fits", "cut")
