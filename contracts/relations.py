"""What a rule between figures can say: the relations, and a rule's strength.

Figures are named by id; contracts/rules.py reads rules from files.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

BlankIs = Literal["unknown", "zero"]
Operator = Literal["==", "<="]
Printed = Literal["0", "100", "blank"]


class RuleError(ValueError):
    """A rule file breaks the format; the message names file, line and rule."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """rate = scale x part / whole, as exactly as the rate is printed.

    `zero_over_zero` lists what may stand for the rate where part and whole are both 0.
    """

    rate: str
    part: str
    whole: str
    scale: Decimal = Decimal(100)
    zero_over_zero: tuple[Printed, ...] = ("0", "100", "blank")


@dataclass(frozen=True, slots=True)
class Linear:
    """The sum of coefficient x figure compared with `rhs`.

    `shape` remembers how the rule was written: sum, le, equal or linear.
    """

    terms: tuple[tuple[str, Decimal], ...]
    op: Operator
    rhs: Decimal = Decimal(0)
    blank_is: BlankIs = "unknown"
    shape: Literal["sum", "le", "equal", "linear"] = "linear"


@dataclass(frozen=True, slots=True)
class Range:
    """A figure lies between `low` and `high`, bounds included; None is open."""

    cell: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Positive:
    """Where `cause` is above zero, at least one of `effects` is above zero too."""

    cause: str
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """`cell` is an average of `parts`: not below the least, not above the greatest."""

    cell: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reduction:
    """rate = 100 x (base - present) / base; the base is a number in the rate's own note.

    One of the figures in `present` has to fit.
    """

    rate: str
    present: tuple[str, ...]


Relation = Ratio | Linear | Range | Positive | Between | Reduction


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation with its strength.

    `identity` holds by definition; `soft` holds with probability `p` for the reason `why`.
    `evidence` rules weigh explanations but are no contradiction when they alone are broken.
    """

    id: str
    relation: Relation
    strength: Literal["identity", "soft"] = "identity"
    p: Decimal = Decimal(1)
    why: str = ""
    evidence: bool = False
    form: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def in_force(self, day: dt.date | None) -> bool:
        """Tell whether the rule holds on `day`; without a day every rule does."""
        if day is None:
            return True
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The rules of one file, its version, and the rates that are printed without parts.

    `lines` tells on which line of the file each rule stands.
    """

    name: str
    form: str | None
    version: int
    rules: tuple[Rule, ...]
    without_ratio: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[str, int], ...] = ()

    def line_of(self, rule: str) -> int:
        """Return the line on which `rule` stands, 1 where that is not known."""
        return next((line for id_, line in self.lines if id_ == rule), 1)


def cells_of(relation: Relation) -> tuple[str, ...]:
    """Return the ids of the figures that `relation` joins, in the order written."""
    match relation:
        case Ratio(rate, part, whole):
            return (rate, part, whole)
        case Linear(terms=terms):
            return tuple(cell for cell, _ in terms)
        case Range(cell=cell):
            return (cell,)
        case Positive(cause, effects):
            return (cause, *effects)
        case Between(cell, parts):
            return (cell, *parts)
        case Reduction(rate, present):
            return (rate, *present)


def kind_of(relation: Relation) -> str:
    """Return the kind under which a broken `relation` is reported."""
    match relation:
        case Ratio() | Reduction():
            return "ratio"
        case Linear(shape=shape):
            return "formula" if shape == "linear" else shape
        case Range() | Between():
            return "range"
        case Positive():
            return "other"
