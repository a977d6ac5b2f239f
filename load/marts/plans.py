"""Plans against results: measured aims, tasks done, tasks past their day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    bridge_task_agency,
    dim_agency,
    dim_document,
    dim_indicator,
    dim_period,
    dim_province,
    fact_figure,
    fact_target,
    fact_task,
)
from load.view_base import CURRENT, FILE, Select, View, about, body_name, with_document

TASKS_PLANNED, TASKS_DONE = "PL2.2.1", "PL2.2.2"
TASKS_LATE = ("PL2.5.4", "PL2.6.4")
_REPORT = "BC"


def _latest_of_year(codes: tuple[str, ...]) -> sa.Subquery:
    """Return the last figure a body reported of each indicator in a year."""
    figure, document = fact_figure.c, dim_document.c
    grain = (
        document.province_key,
        body_name(),
        dim_period.c.period_year,
        dim_indicator.c.indicator_code,
    )
    cumulative_first = sa.case((figure.basis == "cumulative", 0), else_=1)
    place = sa.func.row_number().over(
        partition_by=grain,
        order_by=(
            dim_period.c.nominal_to_date.desc().nulls_last(),
            cumulative_first,
            document.document_date.desc().nulls_last(),
            document.document_key.desc(),
            figure.figure_key,
        ),
    )
    source = with_document(fact_figure).join(
        dim_indicator, dim_indicator.c.indicator_key == figure.indicator_key
    )
    chosen = (dim_indicator.c.indicator_code.in_(codes),) if codes else ()
    return (
        sa.select(
            *(column.label("body") if n == 1 else column for n, column in enumerate(grain)),
            dim_period.c.period_label,
            figure.reconciled_value.label("value"),
            document.document_key,
            place.label("place"),
        )
        .select_from(source)
        .where(
            CURRENT,
            document.doc_type_code == _REPORT,
            figure.basis != "previous",
            figure.reconciled_value.is_not(None),
            *chosen,
        )
        .subquery()
    )


def _same_body(one: Any, year: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    """Return the join of a plan with a yearly figure of the same body."""
    return sa.and_(
        one.place == 1,
        one.province_key == dim_document.c.province_key,
        one.body == body_name(),
        one.period_year == year,
    )


def _plan_results() -> Select:
    target, document = fact_target.c, dim_document.c
    latest = _latest_of_year(())
    one, indicator = latest.c, dim_indicator.c
    source = (
        with_document(fact_target)
        .join(dim_indicator, indicator.indicator_key == target.indicator_key)
        .outerjoin(
            latest,
            sa.and_(
                _same_body(one, document.plan_year),
                one.indicator_code == indicator.indicator_code,
            ),
        )
    )
    bound, value = target.target_value, one.value
    tests = {
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<=": value <= bound,
        "<": value < bound,
    }
    met = sa.case(
        (value.is_(None), sa.null()),
        *((target.comparator == sign, holds) for sign, holds in tests.items()),
    )
    return (
        sa.select(
            *about(with_period=False),
            document.plan_year,
            indicator.indicator_code,
            indicator.label_vi.label("indicator_vi"),
            target.target_text.label("target"),
            target.comparator,
            target.target_value,
            target.unit,
            value.label("result"),
            one.period_label.label("result_period"),
            met.label("is_met"),
            target.document_key,
        )
        .select_from(source)
        .where(CURRENT)
    )


def _plan_progress() -> Select:
    document = dim_document.c
    planned, done = _latest_of_year((TASKS_PLANNED,)), _latest_of_year((TASKS_DONE,))
    listed = (
        sa.select(sa.func.count())
        .where(fact_task.c.document_key == document.document_key, fact_task.c.row_kind == "item")
        .correlate(dim_document)
        .scalar_subquery()
    )
    source = (
        with_document(dim_document)
        .outerjoin(planned, _same_body(planned.c, document.plan_year))
        .outerjoin(done, _same_body(done.c, document.plan_year))
    )
    share = 100 * sa.cast(done.c.value, sa.Double()) / sa.cast(planned.c.value, sa.Double())
    return (
        sa.select(
            *about(with_period=False),
            document.plan_year,
            listed.label("tasks_listed"),
            planned.c.value.label("tasks_reported"),
            done.c.value.label("tasks_reported_done"),
            sa.case((planned.c.value != Decimal(0), share)).label("done_pct"),
            done.c.period_label.label("reported_for"),
            document.document_key,
        )
        .select_from(source)
        .where(CURRENT, document.plan_year.is_not(None), document.task_count > 0)
    )


def _overdue() -> Select:
    task, bridge = fact_task.c, bridge_task_agency.c
    body = dim_agency.alias("body")
    responsible = sa.func.coalesce(body.c.agency_name, bridge.agency_text)
    past = task.due_date < sa.func.current_date(type_=sa.Date())
    source = (
        with_document(fact_task)
        .join(bridge_task_agency, bridge.task_key == task.task_key)
        .outerjoin(body, body.c.agency_key == bridge.agency_key)
    )
    grain = (
        dim_province.c.province_name,
        dim_province.c.province_code,
        dim_document.c.plan_year,
        responsible,
        body.c.agency_code,
    )
    return (
        sa.select(
            dim_province.c.province_name.label("province"),
            dim_province.c.province_code,
            dim_document.c.plan_year,
            responsible.label("responsible"),
            body.c.agency_code.label("responsible_code"),
            sa.func.count().label("tasks"),
            sa.func.count(task.due_date).label("tasks_with_due_date"),
            sa.func.sum(sa.case((past, 1), else_=0)).label("tasks_past_due"),
            sa.func.min(task.due_date).label("first_due_date"),
            sa.func.max(task.due_date).label("last_due_date"),
        )
        .select_from(source)
        .where(CURRENT, bridge.role == "lead")
        .group_by(*grain)
    )


def _late_work() -> Select:
    figure, indicator = fact_figure.c, dim_indicator.c
    return (
        sa.select(
            *about(),
            indicator.indicator_code,
            indicator.label_vi.label("indicator_vi"),
            figure.basis,
            figure.reconciled_value.label("tasks_late"),
            figure.status,
            FILE,
            figure.place_text.label("place"),
            figure.document_key,
        )
        .select_from(
            with_document(fact_figure).join(
                dim_indicator, indicator.indicator_key == figure.indicator_key
            )
        )
        .where(
            CURRENT,
            indicator.indicator_code.in_(TASKS_LATE),
            figure.reconciled_value.is_not(None),
        )
    )


def plan_marts() -> tuple[View, ...]:
    """Return the marts of plans and tasks."""
    return (
        View(
            "mart_plan_result",
            "One row a measured aim of a plan, with what the same body last reported that year.",
            _plan_results(),
        ),
        View(
            "mart_plan_progress",
            "One row a plan: tasks it lists, tasks reported as set and as done.",
            _plan_progress(),
        ),
        View(
            "mart_overdue_task",
            "One row a responsible body of a plan year: its tasks, and those whose due date has "
            "passed. Whether a task is done is reported only in counts (mart_late_work).",
            _overdue(),
        ),
        View(
            "mart_late_work",
            "One row a reported count of tasks that are overdue and not done.",
            _late_work(),
        ),
    )
