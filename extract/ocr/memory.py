"""Memory that was let go, given back to the system: what the allocator keeps adds to the peak."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import cast


@cache
def _trim() -> Callable[[int], int] | None:
    """Return glibc's function for it, None where the C library has none."""
    try:
        return cast(Callable[[int], int], ctypes.CDLL(None).malloc_trim)
    except (OSError, AttributeError, TypeError):
        return None


def give_back() -> None:
    """Give free memory back to the system; where this cannot be done nothing happens."""
    trim = _trim()
    if trim is not None:
        trim(0)
