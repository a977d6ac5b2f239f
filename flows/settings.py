"""Where the warehouse is unless a command says otherwise."""

from __future__ import annotations

import os

EMBEDDED = "sqlite:///cchc.sqlite"


def default_warehouse() -> str:
    """Return $CCHC_WAREHOUSE, or the embedded warehouse in the current folder."""
    return os.environ.get("CCHC_WAREHOUSE") or EMBEDDED
