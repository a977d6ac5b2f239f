"""A person's decision about one cell of a report, and whether it still is about that cell."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from transform.reading import Number


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision about one cell: what was found there, and what it should read.

    `chosen_value` is None where no figure of this kind belongs there.
    """

    found_printed: str
    found_value: Decimal | None
    chosen_printed: str
    chosen_value: Decimal | None

    def stands(self, printed: str, value: Decimal | None) -> bool:
        """Tell whether a cell still is what the decision was made about.

        The value counts, not its spelling (7.920 and 7920); a blank, a dash or a text must
        be printed as it was.
        """
        if self.found_value is not None and value is not None:
            return self.found_value == value
        if self.found_value is not None or value is not None:
            return False
        return _plain(self.found_printed) == _plain(printed)

    @property
    def number(self) -> Number:
        """What the cell should read, as a number that no explanation changes."""
        text, value = self.chosen_printed, self.chosen_value
        if value is None:
            return Number(text, "unreadable" if text.strip() else "blank", confirmed=True)
        exponent = value.as_tuple().exponent
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        return Number(text, "number" if value else "zero", value, decimals, confirmed=True)


def _plain(printed: str) -> str:
    return " ".join(unicodedata.normalize("NFC", printed).split())
