"""What a built document is: its text and the answer a careful reader would write down.

The answer ("gold") is made from the same values that are printed, never read back from the
text, so that a reader is measured against what the document means and not against itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Gold = dict[str, Any]
FORMAT_VERSION = 1
_TAG = re.compile(r"</?(?:b|i|p)>")


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """One document: `name` without suffix, `text` as it is written to disk, `gold` as JSON."""

    name: str
    text: str
    gold: Gold

    def write(self, folder: Path) -> Path:
        """Write NAME.txt into `folder` byte for byte and return its path."""
        path = folder / f"{self.name}.txt"
        path.write_bytes(self.text.encode("utf-8"))
        return path


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited act: `phrase` stands in the prose, `number_symbol` and `date` in the answer."""

    kind: str
    number_symbol: str
    date: str | None
    phrase: str

    def gold(self) -> Gold:
        """Return the entry of the list legal_refs."""
        return {
            "type": self.kind,
            "number_symbol": self.number_symbol,
            "date": self.date,
            "as_printed": self.phrase,
        }


@dataclass(frozen=True, slots=True)
class LogicalRow:
    """A row as it is meant: `cells` is printed text by column, tags and page breaks undone.

    `extra` holds what the answer says beyond that: value, value_raw, cumulative, filled,
    alt_cells, swapped_columns.
    """

    kind: str
    number: str | None
    parent: str | None
    path: str
    label: str
    cells: dict[str, str]
    level: int = 1
    extra: Gold = field(default_factory=dict)

    def gold(self, position: int) -> Gold:
        """Return the row's entry in the answer; `position` counts from 1."""
        return {
            "i": position,
            "kind": self.kind,
            "no": self.number,
            "parent": self.parent,
            "path": self.path,
            "label": self.label,
            "cells": {column: plain(text) for column, text in self.cells.items()},
            "level": self.level,
            **self.extra,
        }


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table over all its pages; `about` holds value_column, cumulative_column and the like."""

    kind: str
    appendix: str | None
    title: str
    columns: tuple[str, ...]
    rows: tuple[LogicalRow, ...]
    about: Gold = field(default_factory=dict)

    def gold(self, position: int) -> Gold:
        """Return the table's entry in the answer; `position` counts from 1."""
        return {
            "table_id": f"T{position}",
            "kind": self.kind,
            "appendix": self.appendix,
            "title": self.title,
            "columns": list(self.columns),
            **self.about,
            "rows": [row.gold(i) for i, row in enumerate(self.rows, start=1)],
        }


def plain(text: str) -> str:
    """Return a cell without tags and with single spaces."""
    return " ".join(_TAG.sub(" ", text).split())


def unique_paths(paths: list[str]) -> list[str]:
    """Return the paths with #2, #3 after those that stand more than once."""
    seen: dict[str, int] = {}
    unique = []
    for path in paths:
        seen[path] = seen.get(path, 0) + 1
        unique.append(path if seen[path] == 1 else f"{path}#{seen[path]}")
    return unique


def answer(name: str, metadata: Gold, tables: list[LogicalTable]) -> Gold:
    """Return the whole answer for the file NAME.txt."""
    return {
        "file": f"{name}.txt",
        "format_version": FORMAT_VERSION,
        "metadata": metadata,
        "tables": [table.gold(i) for i, table in enumerate(tables, start=1)],
    }
