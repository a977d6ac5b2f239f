"""The data dictionary, from the comments of tables, columns and views: HTML and CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from jinja2 import Environment, PackageLoader, StrictUndefined

from load.publish.arrow import arrow_type
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
    comments = {c.name: c.comment or "" for table in tables for c in table.columns}
    views = [
        Section(view.name, "view", view.comment, None, _view_columns(view.query, comments))
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


def _view_columns(
    query: sa.Select[tuple[object, ...]], comments: Mapping[str, str]
) -> tuple[Entry, ...]:
    return tuple(
        Entry(column.name, str(column.type).lower(), True, "", _comment(column, comments))
        for column in query.selected_columns
    )


def _comment(column: sa.ColumnElement[object], comments: Mapping[str, str]) -> str:
    """Return what the column a view shows says of itself."""
    base = next(iter(column.base_columns), column)
    return getattr(base, "comment", None) or comments.get(str(column.name), "")


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
