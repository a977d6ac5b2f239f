"""Annotated texts: each printed line says which row of which table it is, if any.

The notation is explained at the top of plans.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources

from extract.text import strip_markup

_KINDS = {"S": "section", "G": "group", "I": "item", "T": "total"}


@dataclass(slots=True)
class ExpectedRow:
    """A row as a person reads it; `label` only where the case names it."""

    kind: str
    number: str | None
    parent: str | None
    cells: list[str]
    label: str | None = None


@dataclass(slots=True)
class ExpectedTable:
    """A table as a person reads it, with what its line says about it."""

    columns: list[str]
    facts: dict[str, str]
    rows: list[ExpectedRow] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """A printed text and the tables in it."""

    name: str
    text: str
    tables: list[ExpectedTable]


def all_cases() -> Iterator[Case]:
    """Yield every case of the files in this folder."""
    files = (path for path in resources.files(__package__).iterdir() if path.name.endswith(".txt"))
    for path in sorted(files, key=lambda path: path.name):
        for part in re.split(r"(?m)^@@ ", path.read_text(encoding="utf-8"))[1:]:
            name, body = part.split("\n", 1)
            yield _case(f"{path.name.removesuffix('.txt')}: {name}", body)


def _case(name: str, body: str) -> Case:
    printed: list[str] = []
    tables: list[ExpectedTable] = []
    for line in body.split("\n"):
        if line.startswith("% "):
            columns, *facts = line[2:].split(" ; ")
            pairs = (fact.split("=", 1) for fact in facts)
            tables.append(ExpectedTable(columns.split(" | "), dict(pairs)))
            continue
        note, mark, text = line.partition("»")
        printed.append((text.removeprefix(" ") if mark else line).replace("¦", "\t"))
        if mark:
            _add(tables[-1], note.strip(), printed[-1])
    return Case(name, "\n".join(printed), tables)


def _add(table: ExpectedTable, note: str, line: str) -> None:
    cells = _cells(line, len(table.columns))
    if note == "+":
        row = table.rows[-1]
        row.cells = [f"{a} {b}".strip() for a, b in zip(row.cells, cells, strict=True)]
        return
    kind, number, parent, *label = note.split(":", 3)
    row = ExpectedRow(_KINDS[kind], _named(number), _named(parent), cells, *label)
    table.rows.append(row)


def _named(text: str) -> str | None:
    return None if text == "-" else text.replace("–", "-")


def _cells(line: str, width: int) -> list[str]:
    bare = line.strip()
    parts = bare[1:-1].split("|") if bare.startswith("|") else line.split("\t")
    cells = [strip_markup(part) for part in parts]
    return [*cells, *[""] * width][:width]
