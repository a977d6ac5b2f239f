"""Writing the facts of a batch of documents, inside the transaction of that batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TypeVar

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
from load.bulk import insert_columns
from load.errors import LoadError
from load.records import Batch, Columns, Record

T = TypeVar("T")

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
_NUMBERED = ("figure", "task", "target", "citation", "finding", "notice")


@dataclass(frozen=True, slots=True)
class DocumentKeys:
    """The surrogate keys that the facts of one document share or refer to."""

    document_key: int
    province_key: int | None
    agency_key: int | None
    period_key: int | None
    agencies: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FactContext:
    """What turns frames into facts: the keys of each document, of indicators and of fields."""

    documents: Sequence[DocumentKeys]
    indicator: Callable[[str | None], int | None]
    fields: Mapping[str, int]
    now: dt.datetime


def fact_columns(batch: Batch, context: FactContext) -> dict[str, Columns]:
    """Return the columns of every fact table, keys included, by the name of their frame.

    Raises LoadError where a document has more rows than its range of keys holds.
    """
    if max(map(max, batch.counts.values())) >= FACTS_PER_DOCUMENT:
        raise LoadError(
            f"The document has more than {FACTS_PER_DOCUMENT - 1} rows of one kind; split it."
        )
    return {name: _fact(name, batch, context) for name in TABLES}


def write_facts(connection: Connection, facts: Mapping[str, Columns]) -> None:
    """Insert facts."""
    for name, table in TABLES.items():
        insert_columns(connection, table, facts[name])


def _fact(name: str, batch: Batch, context: FactContext) -> Columns:
    """Return the columns of a table: what the frame has in common with it, and the keys."""
    frame, wanted = batch.columns[name], TABLES[name].columns
    counts = batch.counts[name]
    keys = _shared_keys(counts, context.documents) | _own_keys(frame, counts, context)
    columns = {**frame, **keys, "known_from": [context.now] * sum(counts)}
    return {column: values for column, values in columns.items() if column in wanted}


def _shared_keys(counts: Sequence[int], documents: Sequence[DocumentKeys]) -> Columns:
    """Return the keys that all rows of a document share."""
    return {
        "document_key": _spread([own.document_key for own in documents], counts),
        "province_key": _spread([own.province_key for own in documents], counts),
        "period_key": _spread([own.period_key for own in documents], counts),
        "agency_key": _spread([own.agency_key for own in documents], counts),
    }


def _own_keys(frame: Columns, counts: Sequence[int], context: FactContext) -> Columns:
    """Return the keys that come from the values of each row."""
    keys: Columns = {}
    firsts = _spread([own.document_key * FACTS_PER_DOCUMENT for own in context.documents], counts)
    for name in _NUMBERED:
        if f"{name}_no" in frame:
            keys[f"{name}_key"] = [
                None if no is None else first + no
                for first, no in zip(firsts, frame[f"{name}_no"], strict=True)
            ]
    if "indicator_code" in frame:
        keys["indicator_key"] = list(map(context.indicator, frame["indicator_code"]))
    if "agency_code" in frame:
        named = _spread([own.agencies for own in context.documents], counts)
        codes = frame["agency_code"]
        keys["agency_key"] = [own.get(code) for own, code in zip(named, codes, strict=True)]
    if "field_name" in frame:
        keys["field_key"] = list(map(context.fields.get, frame["field_name"]))
    return keys


def _spread(values: Iterable[T], counts: Iterable[int]) -> list[T]:
    """Return each value as many times as its document has rows."""
    return list(chain.from_iterable(map(repeat, values, counts)))


def delete_facts(connection: Connection, document_key: int) -> None:
    """Delete the facts of a document and what decisions do to them, and nothing else."""
    effect = fact_decision_effect
    connection.execute(sa.delete(effect).where(effect.c.document_key == document_key))
    first = document_key * FACTS_PER_DOCUMENT
    for table in reversed(tuple(TABLES.values())):
        key = next(iter(table.primary_key.columns))
        connection.execute(sa.delete(table).where(key.between(first, first + FACTS_PER_DOCUMENT)))


def notice_row(document_key: int, number: int, code: str, message: str) -> Record:
    """Return a notice of the loader itself."""
    places = [name for name in fact_notice.columns.keys() if name.startswith("place_")]  # noqa: SIM118
    return {
        "notice_key": document_key * FACTS_PER_DOCUMENT + number,
        "document_key": document_key,
        "notice_no": number,
        "notice_code": code,
        "message": message,
        "holds_table": False,
        **dict.fromkeys(places),
    }
