"""Why a file cannot be read, in words a person can act on."""

from __future__ import annotations

from typing import Literal


class UnreadableError(Exception):
    """A file that ends as an outcome instead of a document.

    `outcome` is `rejected` when no one can read it and `held` when a person can make it
    readable; `code` is stable for machines, `advice` says what to do.
    """

    def __init__(
        self,
        code: str,
        message: str,
        advice: str,
        outcome: Literal["held", "rejected"] = "rejected",
    ) -> None:
        super().__init__(f"{message} {advice}")
        self.code = code
        self.message = message
        self.advice = advice
        self.outcome = outcome


class ReadingUnavailableError(RuntimeError):
    """The processes that read files cannot even start, so no file is to blame."""
