"""The data dictionary, from the comments of tables, columns and views: HTML and CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from jinja2 import Environment, PackageLoader, StrictUndefined

from contracts.yaml_text import load_yaml
from load.publish.arrow import arrow_type
from load.view_base import View
from load.views import VIEWS


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of a table or view, in words."""

    name: str
    type: str
    nullable: bool
    refers_to: str
    comment: str


@dataclass(frozen=True, slots=True)
class Section:
    """A table or a view with its columns."""

    name: str
    kind: str
    comment: str
    rows: int | None
    columns: tuple[Entry, ...]


def sections(tables: list[sa.Table], rows: Mapping[str, int]) -> list[Section]:
    """Return views first, as most readers need no more, then the tables."""
    comments = table_comments(tables)
    views = [
        Section(view.name, "view", view.comment, None, _view_columns(view, comments))
        for view in sorted(VIEWS, key=lambda view: view.name)
    ]
    return views + [
        Section(
            table.name,
            "table",
            table.comment or "",
            rows.get(table.name),
            tuple(_entry(column) for column in table.columns),
        )
        for table in tables
    ]


def table_comments(tables: list[sa.Table]) -> dict[str, str]:
    """Return what columns of tables say of themselves, by their name."""
    return {c.name: c.comment or "" for table in tables for c in table.columns}


@cache
def view_notes() -> Mapping[str, str]:
    """Return what columns of views mean, by `view.column` or by column."""
    path = resources.files("contracts") / "dictionary" / "view_columns.yaml"
    notes: dict[str, str] = load_yaml(path.read_text("utf-8"))
    return notes


def meaning(view: str, column: sa.ColumnElement[Any], comments: Mapping[str, str]) -> str:
    """Return what a column of a view means: by its note, else as its table says."""
    notes, name = view_notes(), str(getattr(column, "name", ""))
    note = notes.get(f"{view}.{name}") or notes.get(name)
    base = next(iter(column.base_columns), column)
    return note or getattr(base, "comment", None) or comments.get(name, "")


def _view_columns(view: View, comments: Mapping[str, str]) -> tuple[Entry, ...]:
    return tuple(
        Entry(column.name, str(column.type).lower(), True, "", meaning(view.name, column, comments))
        for column in view.query.selected_columns
    )


def _entry(column: sa.Column[object]) -> Entry:
    target = next((key.target_fullname for key in column.foreign_keys), "")
    return Entry(
        column.name, str(arrow_type(column)), bool(column.nullable), target, column.comment or ""
    )


def write_dictionary(folder: Path, listed: list[Section]) -> None:
    """Write dictionary.csv and dictionary.html into `folder`."""
    with (folder / "dictionary.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["name", "kind", "column", "type", "nullable", "refers_to", "comment"])
        for section in listed:
            writer.writerow([section.name, section.kind, "", "", "", "", section.comment])
            writer.writerows(
                [section.name, section.kind, e.name, e.type, e.nullable, e.refers_to, e.comment]
                for e in section.columns
            )
    environment = Environment(
        loader=PackageLoader("load.publish"), autoescape=True, undefined=StrictUndefined
    )
    page = environment.get_template("dictionary.html.j2").render(sections=listed)
    (folder / "dictionary.html").write_text(page, encoding="utf-8")
