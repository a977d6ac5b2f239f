"""Writing the facts of one document, inside the transaction of that document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import (
    FACTS_PER_DOCUMENT,
    bridge_finding_cell,
    bridge_task_agency,
    fact_citation,
    fact_decision_effect,
    fact_figure,
    fact_finding,
    fact_hypothesis,
    fact_hypothesis_change,
    fact_notice,
    fact_target,
    fact_task,
)
from load.bulk import insert_rows
from load.errors import LoadError
from load.records import DocumentRecords, Record

# children after their parents; deleted the other way round
TABLES: Mapping[str, sa.Table] = {
    "figures": fact_figure,
    "tasks": fact_task,
    "task_agencies": bridge_task_agency,
    "targets": fact_target,
    "citations": fact_citation,
    "findings": fact_finding,
    "finding_cells": bridge_finding_cell,
    "hypotheses": fact_hypothesis,
    "hypothesis_changes": fact_hypothesis_change,
    "notices": fact_notice,
}
_COLUMNS = {name: frozenset(table.columns.keys()) for name, table in TABLES.items()}
_NUMBERED = ("figure", "task", "target", "citation", "finding", "notice")


@dataclass(frozen=True, slots=True)
class FactContext:
    """The surrogate keys that the facts of one document share or refer to."""

    document_key: int
    province_key: int | None
    agency_key: int | None
    period_key: int | None
    indicator: Callable[[str | None], int | None]
    agencies: Mapping[str, int]
    fields: Mapping[str, int]

    def fact_key(self, number: int | None) -> int | None:
        """Return the key of the fact with this number in the document."""
        return None if number is None else self.document_key * FACTS_PER_DOCUMENT + number


def fact_rows(records: DocumentRecords, context: FactContext) -> DocumentRecords:
    """Return the rows of every fact table, keys included, by the name of their frame.

    Raises LoadError for a document with more rows than its range of keys holds.
    """
    if max(len(records[name]) for name in TABLES) >= FACTS_PER_DOCUMENT:
        raise LoadError(
            f"The document has more than {FACTS_PER_DOCUMENT - 1} rows of one kind; split it."
        )
    return {
        name: [_fact(_COLUMNS[name], record, context) for record in records[name]]
        for name in TABLES
    }


def write_facts(connection: Connection, rows: DocumentRecords) -> None:
    """Insert the facts of a document."""
    for name, table in TABLES.items():
        insert_rows(connection, table, rows[name])


def delete_facts(connection: Connection, document_key: int) -> None:
    """Delete the facts of a document and what decisions do to them, and nothing else."""
    effect = fact_decision_effect
    connection.execute(sa.delete(effect).where(effect.c.document_key == document_key))
    first = document_key * FACTS_PER_DOCUMENT
    for table in reversed(tuple(TABLES.values())):
        key = next(iter(table.primary_key.columns))
        connection.execute(sa.delete(table).where(key.between(first, first + FACTS_PER_DOCUMENT)))


def _fact(columns: frozenset[str], record: Record, context: FactContext) -> dict[str, Any]:
    """Return the row of a table: what the record has in common with it, and the keys."""
    values = {**record, **_keys(record, context)}
    return {name: value for name, value in values.items() if name in columns}


def _keys(record: Record, context: FactContext) -> dict[str, Any]:
    keys: dict[str, Any] = {
        "document_key": context.document_key,
        "province_key": context.province_key,
        "period_key": context.period_key,
        "agency_key": context.agency_key,
    }
    for name in _NUMBERED:
        keys[f"{name}_key"] = context.fact_key(record.get(f"{name}_no"))
    if "indicator_code" in record:
        keys["indicator_key"] = context.indicator(record["indicator_code"])
    if "agency_code" in record:
        keys["agency_key"] = context.agencies.get(record["agency_code"])
    if "field_name" in record:
        keys["field_key"] = context.fields.get(record["field_name"])
    return keys


def notice_records(
    records: DocumentRecords, sha256: str, notices: Sequence[tuple[str, str]]
) -> list[Record]:
    """Return notices of the loader itself, numbered after those of the reader."""
    columns = {name: None for name in _COLUMNS["notices"] if name.startswith("place_")}
    last = max((record["notice_no"] for record in records["notices"]), default=0)
    return [
        {
            "document_sha256": sha256,
            "notice_no": last + offset,
            "notice_code": code,
            "message": message,
            "holds_table": False,
            **columns,
        }
        for offset, (code, message) in enumerate(notices, start=1)
    ]
