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
from load.view_base import (
    CURRENT,
    DOUBTFUL,
    FILE,
    REPORTS,
    Select,
    View,
    about,
    body_name,
    places,
    with_document,
    with_repeat,
)

TASKS_PLANNED, TASKS_DONE = "PL2.2.1", "PL2.2.2"
TASKS_LATE = ("PL2.5.4", "PL2.6.4")
TASKS_ASSIGNED = ("PL2.5.1", "PL2.6.1")


def _latest_of_year(codes: tuple[str, ...]) -> sa.Subquery:
    """Return the last figure a body reported of each indicator in a year.

    Of the indicators of `codes`, or of all that some plan aims at.
    """
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
    aimed_at = sa.select(fact_target.c.indicator_key).where(
        fact_target.c.indicator_key.is_not(None)
    )
    chosen = (
        dim_indicator.c.indicator_code.in_(codes) if codes else figure.indicator_key.in_(aimed_at)
    )
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
            document.doc_type_code.in_(REPORTS),
            figure.basis != "previous",
            figure.reconciled_value.is_not(None),
            chosen,
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


def _kept(target: Any, value: Any) -> tuple[Any, Any]:
    """Return whether a result keeps the bound of an aim, and what came of the aim in words."""
    bound = target.target_value
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
    state = sa.case(
        (target.indicator_key.is_(None), "no indicator"),
        (value.is_(None), "no result"),
        (met, "met"),
        else_="not met",
    )
    return met, state


def _plan_results() -> Select:
    target, document = fact_target.c, dim_document.c
    latest = _latest_of_year(())
    one, indicator = latest.c, dim_indicator.c
    source = (
        with_document(fact_target)
        .outerjoin(dim_indicator, indicator.indicator_key == target.indicator_key)
        .outerjoin(
            latest,
            sa.and_(
                _same_body(one, document.plan_year),
                one.indicator_code == indicator.indicator_code,
            ),
        )
    )
    met, state = _kept(target, one.value)
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
            one.value.label("result"),
            one.period_label.label("result_period"),
            met.label("is_met"),
            state.label("state"),
            one.document_key.label("result_document_key"),
            FILE,
            *places(target),
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


def _with_assigned(source: sa.FromClause, assigned: Any) -> sa.FromClause:
    """Join counts of late tasks with those of tasks assigned, in the same column of a table."""
    figure, by = fact_figure.c, dim_indicator.alias("assigned_about")
    return source.outerjoin(
        assigned.join(by, by.c.indicator_key == assigned.c.indicator_key),
        sa.and_(
            assigned.c.document_key == figure.document_key,
            assigned.c.basis == figure.basis,
            assigned.c.table_no == figure.table_no,
            assigned.c.column_no == figure.column_no,
            by.c.parent_code == dim_indicator.c.parent_code,
            by.c.indicator_code.in_(TASKS_ASSIGNED),
        ),
    )


def _late_work() -> Select:
    figure, indicator = fact_figure.c, dim_indicator.c
    joined = with_document(fact_figure).join(
        dim_indicator, indicator.indicator_key == figure.indicator_key
    )
    source, is_latest = with_repeat(joined, fact_figure)
    assigned, parent = fact_figure.alias("assigned"), dim_indicator.alias("parent")
    source = _with_assigned(source, assigned).outerjoin(
        parent, parent.c.indicator_code == indicator.parent_code
    )
    late: Any = sa.cast(figure.reconciled_value, sa.Double())
    whole: Any = sa.cast(assigned.c.reconciled_value, sa.Double())
    return (
        sa.select(
            *about(),
            indicator.indicator_code,
            indicator.label_vi.label("indicator_vi"),
            parent.c.label_vi.label("assigned_by_vi"),
            parent.c.label_en.label("assigned_by_en"),
            figure.basis,
            figure.reconciled_value.label("tasks_late"),
            assigned.c.reconciled_value.label("tasks_assigned"),
            sa.case((whole != 0, 100 * late / whole)).label("late_pct"),
            figure.status,
            figure.status.in_(DOUBTFUL).label("is_doubtful"),
            is_latest.label("is_latest"),
            FILE,
            *places(figure),
            figure.document_key,
        )
        .select_from(source)
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
            "One row a measured aim of a plan, with what the same body last reported that year: "
            "met, not met, no result, or an aim that no indicator measures.",
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
            "One row a reported count of tasks from above that are overdue and not done, beside "
            "how many were assigned. Of all a body owes now: the latest period, is_latest.",
            _late_work(),
        ),
    )
