"""What the sentences of a text say: numbers, and which of them are parts, wholes and rates."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extract.document import Place
from transform.finding import CellRef

Bound = Literal["=", "<", ">", "~"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a sentence.

    `ulp` is the weight of its last printed digit where it is rounded, 0 for a count.
    `lead` are the words between the number before and this one, `noun` those that follow,
    both folded; `start` and `end` are its span in the sentence.
    """

    value: Decimal
    printed: str
    ulp: Decimal = Decimal(0)
    bound: Bound = "="
    rate: bool = False
    lead: str = ""
    noun: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence says of a figure or of a part of a whole.

    `certain` tells that the sentence itself ties the numbers together; `text` is the
    sentence as printed and `subject` the folded words around its numbers. `cell` is the
    cell it stands in, where that is a note and no sentence of the text.
    """

    part: Quantity | None
    whole: Quantity | None
    rate: Quantity | None
    text: str
    subject: str
    place: Place = field(default_factory=Place)
    certain: bool = True
    cell: CellRef | None = None

    @property
    def is_count(self) -> bool:
        """Tell whether it gives a lone count."""
        return self.rate is None and self.whole is None

    @property
    def printed(self) -> str:
        """The numbers as printed, in short."""
        counts = "/".join(q.printed for q in (self.part, self.whole) if q)
        rate = self.rate.printed if self.rate else ""
        return f"{counts} ({rate})" if counts and rate else counts or rate
