"""Which count of a sentence, or of the one before, is the whole of a part.

A count is a whole by what is said of it; how well it divides only tells which of several
that are named so is meant, and that nothing else could be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from transform.evidence.agreement import agreement
from transform.evidence.link_words import divides, head, is_whole, may_be_whole
from transform.evidence.quantities import Sentence
from transform.statement import Quantity

_CLOSE = Decimal("0.15")


@dataclass(frozen=True, slots=True)
class Wholes:
    """The counts that parts of one sentence may be parts of."""

    sentence: Sentence
    before: Sentence | None = None

    def of(
        self,
        index: int,
        part: Quantity,
        rate: Quantity,
        siblings: Sequence[tuple[Quantity, Quantity]],
    ) -> tuple[Quantity | None, bool]:
        """Return the whole that the words name, and whether it is beyond doubt.

        Where none fits, a contradiction is certain only if no other count could be meant.
        """
        named = list(self._named(index))
        fitting = [w for w, _ in named if agreement(part, w, rate) in ("fits", "cut")]
        if fitting:
            return fitting[0], True
        derived = added_up(siblings)
        if derived is not None and agreement(part, derived, rate) == "fits":
            return derived, True
        others = self._others(part, siblings)
        if any(agreement(part, other, rate) in ("fits", "cut") for other in others):
            return None, False
        strong = [w for w, certain in named if certain]
        if strong:
            return next((w for w in strong if w.value >= part.value), strong[0]), True
        if derived is not None and not others:
            return derived, True
        # a sentence that names its own whole does not mean one of the sentence before
        if own := {id(q) for q in self.counts_before(index)} & {id(w) for w, _ in named}:
            named = [(w, certain) for w, certain in named if id(w) in own]
            others = [o for o in others if id(o) not in {id(q) for q in self.earlier()}]
        alike = [w for w, _ in named if head(w.noun) == head(part.noun)]
        return (alike[0], True) if len(alike) == 1 and len(others) <= 1 else (None, False)

    def _others(
        self, part: Quantity, siblings: Sequence[tuple[Quantity, Quantity]]
    ) -> list[Quantity]:
        """Return the counts said here or before that are no smaller than a part."""
        aside = {id(q) for q, _ in siblings} | {id(part)}
        here = [t for t in self.sentence.tokens if isinstance(t, Quantity) and not t.rate]
        return [q for q in (*here, *self.earlier()) if id(q) not in aside and q.value >= part.value]

    def earlier(self) -> list[Quantity]:
        """Return the counts of the sentence before."""
        tokens = self.before.tokens if self.before else ()
        return [t for t in tokens if isinstance(t, Quantity) and not t.rate]

    def _named(self, index: int) -> Iterator[tuple[Quantity, bool]]:
        """Yield counts that may be the whole of a part: (count, said so in as many words)."""
        here = self.counts_before(index)
        strong = [q for q in here if is_whole(q)]
        yield from ((q, True) for q in reversed(strong))
        opener = self._opener(index)
        if opener is not None and opener not in strong:
            yield opener, True
        likely = [q for q in here if q not in strong and q is not opener and may_be_whole(q)]
        yield from ((q, False) for q in reversed(likely))
        said = [q for q in self.earlier() if is_whole(q)]
        yield from ((q, True) for q in reversed(said))
        yield from (
            (q, False) for q in reversed(self.earlier()) if q not in said and may_be_whole(q)
        )
        after = self.sentence.tokens[index + 1 :]
        later = [t for t in after if isinstance(t, Quantity) and not t.rate]
        yield from ((q, False) for q in later if is_whole(q) or may_be_whole(q))

    def counts_before(self, index: int) -> list[Quantity]:
        """Return the counts of the sentence before its token `index`."""
        tokens = self.sentence.tokens[:index]
        return [t for t in tokens if isinstance(t, Quantity) and not t.rate]

    def _opener(self, index: int) -> Quantity | None:
        """Return the count that "trong đó" or "gồm" divides."""
        tokens = self.sentence.tokens
        for i in range(index, 0, -1):
            token, above = tokens[i], tokens[i - 1]
            if not isinstance(token, Quantity) or not isinstance(above, Quantity):
                continue
            if not above.rate and divides(self.sentence.between(above, token)):
                return above
        return None


def added_up(siblings: Sequence[tuple[Quantity, Quantity]]) -> Quantity | None:
    """Return the sum of parts whose rates add up to a hundred."""
    rates = sum((rate.value for _, rate in siblings), Decimal(0))
    if len(siblings) < 2 or abs(rates - 100) > _CLOSE:
        return None
    return sum_of([part for part, _ in siblings])


def sum_of(parts: Sequence[Quantity]) -> Quantity:
    """Return counts added up, printed as the sum they make."""
    total = sum((q.value for q in parts), Decimal(0))
    printed = " + ".join(q.printed for q in parts)
    return replace(parts[0], value=total, printed=f"({printed})", lead="", bound="=")
