"""Which indicator measures an aim, told by its words: contracts/vocabulary/aims.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from contracts.yaml_text import load_yaml


class AimError(ValueError):
    """The file of aims is not well formed; the message names the entry."""


@dataclass(frozen=True, slots=True)
class AimWords:
    """The words by which aims of one indicator are told.

    An aim has a word of every group in `said`, and none in `unless`.
    """

    code: str
    said: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]


@cache
def aim_words() -> tuple[AimWords, ...]:
    """Return the entries in their order; raises AimError."""
    path = resources.files("contracts") / "vocabulary" / "aims.yaml"
    return tuple(_entry(item) for item in load_yaml(path.read_text(encoding="utf-8")))


def _entry(item: Any) -> AimWords:
    try:
        said = tuple(tuple(map(str, group)) for group in item["said"])
        entry = AimWords(str(item["code"]), said, tuple(map(str, item["unless"])))
    except (KeyError, TypeError) as error:
        raise AimError(f"aims.yaml: {item!r} needs code, said and unless") from error
    if not said or not all(said):
        raise AimError(f"aims.yaml: {entry.code} says no words")
    return entry
