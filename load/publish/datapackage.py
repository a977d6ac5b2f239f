"""The description of the published CSV files as a Frictionless data package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from contracts.schema.types import ExactDecimal, UtcMoment
from load.publish.arrow import is_private

_KINDS: tuple[tuple[type[Any], dict[str, str]], ...] = (
    (ExactDecimal, {"type": "number"}),
    (UtcMoment, {"type": "datetime", "format": "any"}),
    (sa.Integer, {"type": "integer"}),
    (sa.Boolean, {"type": "boolean"}),
    (sa.Date, {"type": "date"}),
    (sa.Double, {"type": "number"}),
)


def datapackage(tables: list[sa.Table], rows: Mapping[str, int], version: str) -> dict[str, Any]:
    """Return the package of the tables; `rows` counts the rows of each."""
    return {
        "name": "cchc-warehouse",
        "title": "Figures, tasks and contradictions of administrative-reform documents",
        "version": version,
        "profile": "tabular-data-package",
        "resources": [_resource(table, rows[table.name]) for table in tables],
    }


def _resource(table: sa.Table, rows: int) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"csv/{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.comment,
        "encoding": "utf-8",
        "rows": rows,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": [column.name for column in table.primary_key.columns],
            "foreignKeys": [_foreign_key(key) for key in _ordered_keys(table)],
            "missingValues": [""],
        },
    }


def _field(column: sa.Column[Any]) -> dict[str, Any]:
    kind = next((own for type_, own in _KINDS if isinstance(column.type, type_)), None)
    constraints: dict[str, Any] = {}
    # CSV has no blank that is not also missing, so only other types can be required
    if not column.nullable and not isinstance(column.type, sa.Text) and not is_private(column):
        constraints["required"] = True
    if "values" in column.info:
        constraints["enum"] = list(column.info["values"])
    field = {"name": column.name, **(kind or {"type": "string"}), "description": column.comment}
    return field | ({"constraints": constraints} if constraints else {})


def _ordered_keys(table: sa.Table) -> list[sa.ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: tuple(key.column_keys))


def _foreign_key(key: sa.ForeignKeyConstraint) -> dict[str, Any]:
    target = key.referred_table
    return {
        "fields": list(key.column_keys),
        "reference": {
            # a table that refers to itself is named by the empty string
            "resource": "" if target is key.parent else target.name,
            "fields": [element.column.name for element in key.elements],
        },
    }
