"""Views that read like sentences, for people who do not know the keys.

All of them show current documents only, except v_document and v_outcome, which show all.
They are made anew whenever the schema is migrated.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateView

from contracts.schema import (
    bridge_finding_cell,
    bridge_task_agency,
    dim_agency,
    dim_date,
    dim_document,
    dim_field,
    dim_indicator,
    dim_period,
    dim_reform_area,
    fact_figure,
    fact_finding,
    fact_hypothesis,
    fact_target,
    fact_task,
    ledger_decision,
    ledger_outcome,
    ledger_run,
    map_agency_unit,
)
from load.decision_view import decisions_query
from load.marts import mart_views
from load.view_base import (
    CURRENT,
    DOUBTFUL,
    FILE,
    TODAY,
    Select,
    View,
    about,
    body_name,
    places,
    with_document,
    with_repeat,
)
from load.view_history import history_views
from load.view_restated import restated_views
from load.view_units import unit_views
from load.view_words import word_views


def _figures() -> Select:
    figure, indicator = fact_figure.c, dim_indicator.c
    joined = (
        with_document(fact_figure)
        .outerjoin(dim_indicator, indicator.indicator_key == figure.indicator_key)
        .outerjoin(dim_reform_area, dim_reform_area.c.reform_area_key == indicator.reform_area_key)
        .outerjoin(dim_field, dim_field.c.field_key == figure.field_key)
    )
    source, is_latest = with_repeat(joined, fact_figure)
    return (
        sa.select(
            *about(),
            figure.appendix,
            figure.printed_no.label("row_no"),
            indicator.indicator_code,
            sa.func.coalesce(indicator.label_vi, figure.row_label).label("indicator_vi"),
            indicator.label_en.label("indicator_en"),
            dim_reform_area.c.label_vi.label("reform_area_vi"),
            dim_reform_area.c.label_en.label("reform_area_en"),
            dim_field.c.field_name.label("field"),
            figure.row_label,
            figure.column_heading,
            indicator.indicator_kind,
            figure.basis,
            figure.breakdown,
            sa.func.coalesce(figure.unit_printed, indicator.unit).label("unit"),
            figure.printed,
            figure.blank_kind,
            figure.reported_value.label("reported"),
            figure.reconciled_value.label("reconciled"),
            figure.proposed_value.label("proposed"),
            figure.status,
            figure.status.in_(DOUBTFUL).label("is_doubtful"),
            figure.confidence,
            figure.is_derived,
            figure.note,
            is_latest.label("is_latest"),
            FILE,
            *places(figure),
            figure.known_from,
            figure.figure_key,
            figure.document_key,
        )
        .select_from(source)
        .where(CURRENT)
    )


def _contradictions() -> Select:
    finding, cell = fact_finding.c, bridge_finding_cell.c
    first = sa.and_(cell.finding_key == finding.finding_key, cell.position == 1)
    explanations = (
        sa.select(sa.func.count())
        .select_from(fact_hypothesis)
        .where(fact_hypothesis.c.finding_key == finding.finding_key)
        .scalar_subquery()
    )
    decided = sa.exists().where(
        ledger_decision.c.finding_code == finding.finding_code,
        ledger_decision.c.report_identity == dim_document.c.report_identity,
        ledger_decision.c.decision_state == "in_force",
    )
    explained = sa.func.coalesce(" (" + finding.proposal_text + ")", "")
    sentence = sa.func.coalesce(finding.cells_text + ": ", "") + finding.found + explained
    return (
        sa.select(
            *about(),
            finding.severity,
            finding.finding_kind.label("kind"),
            finding.rule,
            finding.strength,
            finding.finding_level.label("level"),
            finding.finding_status.label("status"),
            decided.label("is_decided"),
            sentence.label("contradiction"),
            finding.found,
            finding.cells_text.label("cells"),
            finding.proposal_text.label("explanation"),
            finding.proposal_confidence.label("confidence"),
            explanations.label("explanations"),
            finding.advice,
            finding.finding_code.label("finding"),
            FILE,
            *places(cell),
            finding.finding_key,
            finding.document_key,
        )
        .select_from(with_document(fact_finding).outerjoin(bridge_finding_cell, first))
        .where(CURRENT)
    )


def _tasks() -> Select:
    task = fact_task.c
    return (
        sa.select(
            *about(with_period=False),
            dim_document.c.plan_year,
            task.section_path.label("section"),
            task.printed_no.label("row_no"),
            task.task_text.label("task"),
            task.goal_text.label("goal"),
            task.activity_text.label("activity"),
            task.result_text.label("result"),
            task.lead_text.label("lead"),
            task.coordinating_text.label("coordinating"),
            task.deadline_text.label("deadline"),
            task.deadline_class,
            task.due_date,
            dim_date.c.year.label("due_year"),
            dim_date.c.quarter.label("due_quarter"),
            dim_date.c.month.label("due_month"),
            task.deadline_from_date.label("deadline_from"),
            task.deadline_to_date.label("deadline_to"),
            task.recurrence,
            task.budget_text.label("budget"),
            task.note_text.label("note"),
            task.is_swapped,
            FILE,
            *places(task),
            task.task_key,
            task.document_key,
        )
        .select_from(
            with_document(fact_task).outerjoin(dim_date, dim_date.c.calendar_date == task.due_date)
        )
        .where(CURRENT)
    )


def _task_agencies() -> Select:
    task, bridge = fact_task.c, bridge_task_agency.c
    body, now = dim_agency.alias("body"), map_agency_unit.alias("responsible_today")
    source = (
        with_document(fact_task)
        .join(bridge_task_agency, bridge.task_key == task.task_key)
        .outerjoin(body, body.c.agency_key == bridge.agency_key)
        .outerjoin(now, sa.and_(now.c.agency_code == body.c.agency_code, now.c.units_from == TODAY))
    )
    return (
        sa.select(
            *about(with_period=False),
            dim_document.c.plan_year,
            task.printed_no.label("row_no"),
            task.task_text.label("task"),
            bridge.role,
            sa.func.coalesce(body.c.agency_name, bridge.agency_text).label("responsible"),
            body.c.agency_code.label("responsible_code"),
            sa.func.coalesce(now.c.unit_name, bridge.agency_text).label("responsible_today"),
            now.c.unit_code.label("responsible_code_today"),
            bridge.agency_text.label("as_printed"),
            bridge.is_open_set,
            task.deadline_text.label("deadline"),
            task.deadline_class,
            task.due_date,
            FILE,
            *places(task),
            task.task_key,
            task.document_key,
        )
        .select_from(source)
        .where(CURRENT)
    )


def _targets() -> Select:
    target = fact_target.c
    source = (
        with_document(fact_target)
        .outerjoin(fact_task, fact_task.c.task_key == target.task_key)
        .outerjoin(dim_indicator, dim_indicator.c.indicator_key == target.indicator_key)
    )
    return (
        sa.select(
            *about(with_period=False),
            dim_document.c.plan_year,
            target.target_text.label("target"),
            target.comparator,
            target.target_value.label("value"),
            target.unit,
            target.location,
            fact_task.c.printed_no.label("row_no"),
            fact_task.c.task_text.label("task"),
            dim_indicator.c.indicator_code,
            dim_indicator.c.label_vi.label("indicator_vi"),
            FILE,
            *places(target),
            target.target_key,
            target.document_key,
        )
        .select_from(source)
        .where(CURRENT)
    )


def _turn() -> sa.ColumnElement[int]:
    """Return the place of a document among those of its body, kind and period, 1 the latest."""
    document = dim_document.c
    # what tells nothing of its body or time stands for itself
    alone = sa.case(
        (
            sa.and_(
                body_name().is_not(None),
                document.province_key.is_not(None),
                sa.or_(dim_period.c.period_key.is_not(None), document.plan_year.is_not(None)),
                CURRENT,
            ),
            0,
        ),
        else_=document.document_key,
    )
    return sa.func.row_number().over(
        partition_by=(
            alone,
            document.province_key,
            body_name(),
            document.doc_type_code,
            dim_period.c.period_kind,
            dim_period.c.period_year,
            dim_period.c.period_number,
            document.plan_year,
        ),
        order_by=(document.document_date.desc().nulls_last(), document.document_key.desc()),
    )


def _documents() -> Select:
    document = dim_document.c
    later = dim_document.alias("later")
    source = (
        with_document(dim_document)
        .outerjoin(later, later.c.document_key == document.superseded_by_key)
        .outerjoin(dim_date, dim_date.c.calendar_date == document.document_date)
    )
    return sa.select(
        *about(),
        document.doc_type,
        dim_date.c.year.label("document_year"),
        dim_date.c.month.label("document_month"),
        document.title,
        document.plan_year,
        document.signer,
        document.figure_count.label("figures"),
        document.task_count.label("tasks"),
        document.hold_count.label("on_hold"),
        document.held_reason,
        CURRENT.label("is_current"),
        sa.and_(CURRENT, _turn() == 1).label("is_latest"),
        later.c.source_name.label("superseded_by"),
        document.known_from,
        document.known_to,
        FILE,
        document.document_sha256,
        document.document_key,
    ).select_from(source)


def _outcomes() -> Select:
    outcome = ledger_outcome.c
    source = ledger_outcome.join(ledger_run, ledger_run.c.run_key == outcome.run_key)
    return sa.select(
        outcome.run_key.label("run"),
        ledger_run.c.command,
        ledger_run.c.state,
        ledger_run.c.started_at,
        outcome.source_name.label("file"),
        outcome.outcome,
        outcome.reason,
        outcome.other_name.label("other_file"),
        outcome.figure_count.label("figures"),
        outcome.task_count.label("tasks"),
        outcome.finding_count.label("findings"),
        outcome.recorded_at,
        outcome.document_key,
    ).select_from(source)


VIEWS = (
    View("v_document", "One row a document, current or superseded.", _documents()),
    View("v_figure", "One row a printed figure: reported, reconciled, place.", _figures()),
    View("v_contradiction", "One row a contradiction found.", _contradictions()),
    View("v_task", "One row a task of a plan.", _tasks()),
    View("v_task_agency", "One row a body responsible for a task.", _task_agencies()),
    View("v_target", "One row a measured aim.", _targets()),
    View("v_outcome", "One row an input file of a run.", _outcomes()),
    View("v_decision", "One row a decision of a person on a figure.", decisions_query()),
    *word_views(),
    *unit_views(),
    *history_views(),
    *restated_views(),
    *mart_views(),
)


def drop_views(connection: Connection) -> None:
    """Drop every view of the warehouse, those of older versions too."""
    for name in sa.inspect(connection).get_view_names():
        if name.startswith(("v_", "mart_")):
            connection.execute(sa.text(f'DROP VIEW "{name}"'))


def create_views(connection: Connection) -> None:
    """Create the views; on PostgreSQL with their comments."""
    for view in VIEWS:
        connection.execute(CreateView(view.query, view.name))
        if connection.dialect.name == "postgresql":
            comment = view.comment.replace("'", "''")
            connection.execute(sa.text(f"COMMENT ON VIEW {view.name} IS '{comment}'"))


def fingerprint() -> str:
    """Return a hash of all view definitions; a change of it calls for a migration."""
    dialect = sqlite.dialect()
    texts = [str(CreateView(v.query, v.name).compile(dialect=dialect)) for v in VIEWS]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
