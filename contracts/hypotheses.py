"""The names under which ways of going wrong are reported, one vocabulary for all rooms.

Each has its wording in Vietnamese and English (data/hypotheses.csv). A `note` is worth
knowing and no error.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

NameKind = Literal["error", "note"]


@dataclass(frozen=True, slots=True)
class HypothesisName:
    """A way of going wrong: its name and what it means, in both languages."""

    name: str
    name_vi: str
    kind: NameKind
    meaning: str
    meaning_vi: str


@cache
def hypothesis_names() -> Mapping[str, HypothesisName]:
    """Return the vocabulary by name, in the order of the file."""
    source = resources.files("contracts") / "data" / "hypotheses.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return {
        row["name"]: HypothesisName(
            row["name"],
            row["name_vi"],
            cast(NameKind, row["kind"]),
            row["meaning"],
            row["meaning_vi"],
        )
        for row in rows
    }
