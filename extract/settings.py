"""What a reader is told besides the file: how to open it, and how often to check itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Passwords to try in turn, and the shares of pages that are read twice.

    `second_share` of the pages (0 to 1) is read by the reference as well, `picture_share` is
    compared with what the page looks like; with `digits` some digits of each file are looked
    at. Pages in `without` (from 1) are left out: reading one of them ended the process before.
    Passwords never show when this is printed.
    """

    passwords: tuple[str, ...] = field(default=(), repr=False)
    second_share: float = 0.0
    picture_share: float = 0.0
    digits: bool = False
    without: frozenset[int] = frozenset()


PLAIN = ReadSettings()
