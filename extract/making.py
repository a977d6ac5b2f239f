"""Many small objects at once: cells and places by the thousand, in a quarter of the time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields
from functools import partial
from typing import Any, TypeVar

from extract.document import Cell, Place, TextBlock

T = TypeVar("T")
# so many young objects are looked at, and so many are passed on before all are looked at
_YOUNG = 500_000
_MOST_UNSEEN = 1_000_000


def maker(frozen: type[T]) -> Callable[..., T]:
    """Return a function that makes objects of a frozen dataclass with slots.

    The constructor that `dataclass` writes stores each field through `object.__setattr__`.
    Here an open twin with the same slots is filled, and then becomes the frozen class. The
    function takes the fields in their order; like a constructor of `dataclass` it is written
    out, for a loop over the fields would cost as much again.
    """
    own = fields(frozen)  # type: ignore[arg-type]
    twin = type(frozen.__name__, (), {"__slots__": tuple(one.name for one in own)})
    defaults = {f"_{one.name}": one.default for one in own if one.default is not MISSING}
    taken = (f"{n}=_{n}" if f"_{n}" in defaults else n for n in (one.name for one in own))
    lines = (
        f"def make({', '.join(taken)}):",
        "made = twin()",
        *(f"made.{one.name} = {one.name}" for one in own),
        "made.__class__ = frozen",
        "return made",
    )
    names: dict[str, Any] = {"twin": twin, "frozen": frozen, **defaults}
    exec("\n    ".join(lines), names)
    return names["make"]  # type: ignore[no-any-return]


new_cell = maker(Cell)
new_place = maker(Place)
new_text = maker(TextBlock)


def tuple_maker(named: type[T]) -> Callable[[tuple[Any, ...]], T]:
    """Return a function that makes a named tuple of a plain one, past its slower constructor."""
    return partial(tuple.__new__, named)  # type: ignore[type-var]


@dataclass(slots=True)
class _Unseen:
    """Counts the objects that became old ones without being looked at for cycles."""

    count: int = 0

    def pass_on(self) -> None:
        """Make all objects old ones; now and then look at them, for some may be in cycles."""
        self.count += gc.get_count()[0]
        gc.freeze()
        gc.unfreeze()
        if self.count > _MOST_UNSEEN:
            self.count = 0
            gc.collect()


_UNSEEN = _Unseen()


@contextmanager
def unhurried_collector() -> Iterator[None]:
    """Let the garbage collector wait while much is made that stays and has no cycles.

    Its default, a look at the young objects after each 700, finds nothing here and costs
    a twentieth of the time. What was made is then passed on to the old objects unseen, by
    freezing and thawing them.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0] and max(before[0], _YOUNG), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if 0 < before[0] < gc.get_count()[0] and not gc.get_freeze_count():
            _UNSEEN.pass_on()
