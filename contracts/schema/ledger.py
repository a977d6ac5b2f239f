"""The ledger: every run, and for every input file of every run how it ended."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.schema.base import metadata
from contracts.schema.types import choice, integer, key, moment, ref, text
from contracts.schema.vocabulary import OUTCOMES, RUN_STATES

ledger_run = sa.Table(
    "ledger_run",
    metadata,
    key("run_key", "Number of the run."),
    text("command", "What was asked for.", null=False),
    choice("state", RUN_STATES, "How far the run is."),
    moment("started_at", "Moment it started.", null=False),
    moment("finished_at", "Moment it ended; empty while it runs."),
    text("host", "Machine it runs on.", null=False),
    integer("process_id", "Process it runs in.", null=False),
    text("layouts_version", "Version of the layouts.", null=False),
    text("rules_version", "Version of the rules.", null=False),
    text("code_version", "Version of the program.", null=False),
    integer("input_count", "Input files; equals the outcomes once the run has ended.", least=0),
    text("error", "Why the run failed."),
    comment="Runs that wrote to the warehouse.",
)

ledger_outcome = sa.Table(
    "ledger_outcome",
    metadata,
    key("outcome_key", "Number of the outcome."),
    ref("run_key", "ledger_run.run_key", "The run.", null=False),
    text("source_name", "Name of the input file.", null=False),
    text("document_sha256", "SHA-256 of its bytes; empty if it could not be read."),
    choice("outcome", OUTCOMES, "How the input ended."),
    text("reason", "Why it ended so.", null=False),
    text("other_name", "The file it duplicates, or that superseded it."),
    ref("document_key", "dim_document.document_key", "The document, if it is in the warehouse."),
    text("layouts_version", "Version of the layouts.", null=False),
    text("rules_version", "Version of the rules.", null=False),
    text("code_version", "Version of the program.", null=False),
    integer("figure_count", "Figures loaded for it in this run.", null=False, least=0),
    integer("task_count", "Tasks loaded for it in this run.", null=False, least=0),
    integer("finding_count", "Findings loaded for it in this run.", null=False, least=0),
    integer("notice_count", "Notices loaded for it in this run.", null=False, least=0),
    moment("recorded_at", "Moment the outcome was recorded.", null=False),
    text("source_path", "Path at which the file lay."),
    sa.Index(None, "run_key", "document_sha256"),
    sa.Index(None, "document_key"),
    comment="One row for each input file of each run; the inputs are the sum of these.",
)
