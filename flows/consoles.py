"""Where screens are printed: as wide as the terminal, and in one line a row for a pipe."""

from __future__ import annotations

import os

from rich.console import Console

# so wide that no row is folded, and `grep` finds what belongs together
_PIPE_WIDTH = 10_000


def output() -> Console:
    """Return the console of standard output; brackets in what is printed are text."""
    console = Console(markup=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPE_WIDTH
    return console
