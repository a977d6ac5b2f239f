"""What a person sees: the summary of a run, findings, runs, status, as rich renderables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from load.queries import FindingRow, OutcomeRow, RunRow, RunSummary, Status

if TYPE_CHECKING:
    from flows.ingest import Report

_OUTCOMES = {
    "loaded": "read and loaded",
    "unchanged": "loaded before, nothing to do",
    "duplicate_of": "the same bytes as another file",
    "superseded": "re-issued by a later document",
    "held": "something waits for a person; the rest is loaded",
    "rejected": "could not be read",
}
_COLOURS = {"held": "yellow", "rejected": "red", "loaded": "green"}
_SEVERITY = {3: "grave", 2: "doubtful", 1: "to note"}


def new_table(*columns: str, title: str | None = None) -> Table:
    """Return an empty table in the style of all screens."""
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def summary_screen(report: Report) -> RenderableType:
    """Return the end of a run: outcomes, what was loaded, the gravest findings, what next."""
    summary = report.summary
    run = summary.run
    parts: list[RenderableType] = [_outcome_table(run)]
    if report.outside_window:
        parts.append(
            Text(f"{report.outside_window} documents are dated outside the days asked for.")
        )
    if report.passed_over:
        parts.append(Text(f"{report.passed_over} files in the folders are no documents."))
    parts.append(Text(_counts(run)))
    parts += _gravest(summary)
    parts += [Text(""), Text(f"Warehouse: {summary.location}"), *_next_steps(run)]
    return Group(*parts)


def _counts(run: RunRow) -> str:
    if run.outcomes["unchanged"] and run.outcomes["unchanged"] == sum(run.outcomes.values()):
        return "Nothing has changed: all of this was loaded before."
    return (
        f"{run.figure_count} figures and {run.task_count} tasks loaded, "
        f"{run.finding_count} contradictions and doubts found."
    )


def _outcome_table(run: RunRow) -> Table:
    table = new_table("documents", "outcome", "meaning", title=f"Run {run.key} ({run.command})")
    table.columns[0].justify = "right"
    for outcome, count in run.outcomes.items():
        if count:
            style = _COLOURS.get(outcome, "")
            table.add_row(str(count), Text(outcome, style=style), _OUTCOMES.get(outcome, ""))
    if not any(run.outcomes.values()):
        table.add_row("0", "none", "no document was found")
    return table


def _gravest(summary: RunSummary) -> list[RenderableType]:
    if not summary.gravest:
        return [Text("No contradictions in these documents.")]
    lines: list[RenderableType] = [Text(""), Text("The gravest contradictions:", style="bold")]
    for number, finding in enumerate(summary.gravest, start=1):
        lines.append(Text(f"{number}. {finding.found}", style="red"))
        where = f"{finding.cells or finding.rule} ({finding.place or 'no place'})"
        lines.append(Text(f"   {finding.document}, {finding.agency or 'issuer unknown'}: {where}"))
        if finding.explanation:
            lines.append(Text(f"   {finding.status}: {_explained(finding)}"))
    return lines


def _next_steps(run: RunRow) -> list[Text]:
    steps = ["cchc findings", "cchc status"]
    if run.outcomes.get("held") or run.outcomes.get("rejected"):
        steps.insert(0, f"cchc runs {run.key}")
    return [Text("Next:      " + "   ".join(steps), style="dim")]


def findings_screen(rows: Sequence[FindingRow]) -> RenderableType:
    """Return findings as a table, or the sentence that there are none."""
    if not rows:
        return Text("No findings.")
    table = new_table(
        "finding", "weight", "document", "rule", "found", "status", "what would agree", "where"
    )
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(
            row.finding or "",
            _SEVERITY.get(row.severity, str(row.severity)),
            row.document,
            row.rule,
            row.found,
            f"decided by {row.decided}" if row.decided else row.status,
            _explained(row),
            row.place or "",
        )
    return table


def _explained(row: FindingRow) -> str:
    if not row.explanation:
        return ""
    if row.confidence is None:
        return row.explanation
    # nothing is ever quite certain, so no rounding up to it
    sure = "over 99%" if row.confidence > 0.99 else f"{row.confidence:.0%}"
    return f"{row.explanation} ({sure} sure)"


def runs_screen(rows: Sequence[RunRow]) -> RenderableType:
    """Return runs as a table, or the sentence that there are none."""
    if not rows:
        return Text("No run yet. Start with: cchc ingest PATH")
    table = new_table("run", "command", "state", "started", "inputs", "outcomes", "error")
    for row in rows:
        outcomes = ", ".join(f"{count} {name}" for name, count in row.outcomes.items() if count)
        table.add_row(
            str(row.key),
            row.command,
            row.state,
            f"{row.started_at:%Y-%m-%d %H:%M}",
            str(row.input_count if row.input_count is not None else ""),
            outcomes,
            row.error or "",
        )
    return table


def outcomes_screen(rows: Sequence[OutcomeRow]) -> RenderableType:
    """Return how each input of a run ended."""
    if not rows:
        return Text("This run had no inputs.")
    table = new_table("file", "outcome", "why", "figures", "tasks", "findings")
    for row in rows:
        table.add_row(
            row.source_name,
            Text(row.outcome, style=_COLOURS.get(row.outcome, "")),
            row.reason,
            str(row.figure_count),
            str(row.task_count),
            str(row.finding_count),
        )
    return table


def status_screen(status: Status) -> RenderableType:
    """Return what a warehouse holds."""
    table = new_table("what", "count")
    table.columns[1].justify = "right"
    for name, count in (
        ("documents in force", status.documents_current),
        ("documents superseded", status.documents_superseded),
        ("documents with something on hold", status.documents_held),
        ("figures", status.figures),
        ("tasks", status.tasks),
    ):
        table.add_row(name, str(count))
    for kind, count in status.findings_by_kind.items():
        table.add_row(f"findings: {kind}", str(count))
    parts: list[RenderableType] = [Text(f"Warehouse: {status.location}"), table]
    parts.append(Text("Last run:") if status.last_run else Text("No run yet."))
    if status.last_run:
        parts.append(runs_screen([status.last_run]))
    return Group(*parts)
