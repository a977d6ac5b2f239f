"""Where the warehouse is, and how often pages are read twice, unless a command says otherwise."""

from __future__ import annotations

import os

EMBEDDED = "sqlite:///cchc.sqlite"


def default_warehouse() -> str:
    """Return $CCHC_WAREHOUSE, or the embedded warehouse in the current folder."""
    return os.environ.get("CCHC_WAREHOUSE") or EMBEDDED


# of the pages loaded; a page read twice costs some twenty pages, one looked at some hundred
SECOND_SHARE, PICTURE_SHARE = 0.01, 0.001


def second_share() -> float:
    """Return the share of pages read twice: $CCHC_READ_TWICE (0 to 1), or one in a hundred."""
    return _share("CCHC_READ_TWICE", SECOND_SHARE)


def picture_share() -> float:
    """Return the share of pages held against their looks: $CCHC_LOOK_AT, or one in a thousand."""
    return _share("CCHC_LOOK_AT", PICTURE_SHARE)


def _share(name: str, usual: float) -> float:
    """Return a share from the environment, the usual one where it is none."""
    try:
        return min(1.0, max(0.0, float(os.environ[name])))
    except (KeyError, ValueError):
        return usual
