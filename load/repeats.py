"""Figures that stand a second time, so that sums count each but once.

A body may file for one period twice: under another number, with another date, or one part of
the form in each document. Of two figures of one body, period, indicator, field, basis and
breakdown, the one of the later document counts; within one document the first with a value.
The document need not be the same kind, and neither supersedes the other as a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import (
    FACTS_PER_DOCUMENT,
    bridge_figure_repeat,
    dim_agency,
    dim_document,
    dim_period,
    fact_figure,
)
from load.chunks import chunks

_ME, _OTHER = dim_document.alias("me"), dim_document.alias("other")
_MY_PERIOD, _ITS_PERIOD = dim_period.alias("my_period"), dim_period.alias("its_period")
_NAMED = ("period_kind", "period_year", "period_number")
# bodies of which a province has one; of the others it has many under one key
_ONE_A_PROVINCE = ("province", "central", "party")
_WHAT = ("indicator_key", "field_key", "basis", "breakdown")


def settle(connection: Connection, document_keys: Iterable[int]) -> None:
    """Say anew which figures count, of these documents and of all that stand beside them.

    Call it when the documents are written and superseded, decisions included.
    """
    touched = set(document_keys)
    touched |= _superseded(connection, touched)
    touched |= _freed(connection, touched)
    beside = _beside(connection, sorted(touched))
    own = touched - beside.keys()
    doubled = _doubled(connection, sorted(own))
    groups = {frozenset({key, *others}) for key, others in beside.items()}
    for part in chunks(sorted(touched.union(*groups))):
        mine = bridge_figure_repeat.c.document_key.in_(part)
        connection.execute(sa.delete(bridge_figure_repeat).where(mine))
    for group in [*groups, *(frozenset({key}) for key in doubled)]:
        _enter(connection, sorted(group))


def _superseded(connection: Connection, keys: Iterable[int]) -> set[int]:
    document = dim_document.c
    query = sa.select(document.document_key).where(document.superseded_by_key.is_not(None))
    return {
        key
        for part in chunks(sorted(keys))
        for key in connection.execute(query.where(document.superseded_by_key.in_(part))).scalars()
    }


def _freed(connection: Connection, keys: set[int]) -> set[int]:
    """Return the documents some figures of which did not count because of these."""
    repeat = bridge_figure_repeat.c
    rows = connection.execute(sa.select(repeat.document_key, repeat.counted_key).distinct())
    return {row[0] for row in rows if row[1] // FACTS_PER_DOCUMENT in keys}


def _beside(connection: Connection, keys: Sequence[int]) -> dict[int, set[int]]:
    """Return, of each document that has any, the others of its body and period in force."""
    found: dict[int, set[int]] = {}
    for part in chunks(keys):
        for condition in (_same_kind(), _same_name()):
            for row in connection.execute(_pairs(condition, part)):
                found.setdefault(row[0], set()).add(row[1])
    return found


def _pairs(same_body: sa.ColumnElement[bool], keys: Sequence[int]) -> sa.Select[Any]:
    my, its = _MY_PERIOD.c, _ITS_PERIOD.c
    source = (
        _ME.join(_MY_PERIOD, my.period_key == _ME.c.period_key)
        .outerjoin(dim_agency, dim_agency.c.agency_key == _ME.c.agency_key)
        .join(_OTHER, sa.and_(same_body, _OTHER.c.known_to.is_(None)))
        .join(_ITS_PERIOD, its.period_key == _OTHER.c.period_key)
    )
    same_period = sa.case(
        (
            my.period_kind.in_(("range", "unknown")),
            my.period_natural_key == its.period_natural_key,
        ),
        else_=sa.and_(*(my[name].is_not_distinct_from(its[name]) for name in _NAMED)),
    )
    return (
        sa.select(_ME.c.document_key, _OTHER.c.document_key)
        .select_from(source)
        .where(
            _ME.c.document_key.in_(keys),
            _ME.c.known_to.is_(None),
            _ME.c.document_key != _OTHER.c.document_key,
            same_period,
        )
    )


def _same_kind() -> sa.ColumnElement[bool]:
    return sa.and_(
        _OTHER.c.agency_key == _ME.c.agency_key,
        _OTHER.c.province_key.is_not_distinct_from(_ME.c.province_key),
        sa.or_(
            dim_agency.c.agency_level.in_(_ONE_A_PROVINCE),
            _OTHER.c.issuing_body == _ME.c.issuing_body,
        ),
    )


def _same_name() -> sa.ColumnElement[bool]:
    return sa.and_(
        _ME.c.agency_key.is_(None),
        _OTHER.c.agency_key.is_(None),
        _OTHER.c.province_key == _ME.c.province_key,
        _OTHER.c.issuing_body == _ME.c.issuing_body,
    )


def _doubled(connection: Connection, keys: Sequence[int]) -> list[int]:
    """Return the documents that print a figure twice."""
    figure = fact_figure.c
    query = (
        sa.select(figure.document_key)
        .where(sa.or_(figure.indicator_key.is_not(None), figure.field_key.is_not(None)))
        .group_by(figure.document_key, *(figure[name] for name in _WHAT))
        .having(sa.func.count() > 1)
    )
    return sorted(
        {
            key
            for part in chunks(keys)
            for key in connection.execute(query.where(figure.document_key.in_(part))).scalars()
        }
    )


def _enter(connection: Connection, group: Sequence[int]) -> None:
    """Enter the figures of a group of documents that stand behind another."""
    figure, document = fact_figure.c, dim_document.c
    counted = sa.func.first_value(figure.figure_key).over(
        partition_by=[figure[name] for name in _WHAT],
        order_by=(
            sa.case((figure.reconciled_value.is_(None), 1), else_=0),
            document.document_date.desc().nulls_last(),
            document.document_key.desc(),
            figure.figure_key,
        ),
    )
    ranked = (
        sa.select(
            figure.figure_key,
            figure.document_key,
            counted.label("counted_key"),
        )
        .select_from(fact_figure.join(dim_document, document.document_key == figure.document_key))
        .where(
            figure.document_key.in_(group),
            sa.or_(figure.indicator_key.is_not(None), figure.field_key.is_not(None)),
        )
        .subquery()
    )
    query = sa.select(ranked).where(ranked.c.figure_key != ranked.c.counted_key)
    names = [column.name for column in bridge_figure_repeat.columns]
    connection.execute(sa.insert(bridge_figure_repeat).from_select(names, query))
