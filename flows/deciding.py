"""`cchc decide`: people's decisions on findings, one or many, and what became of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console, Group, RenderableType
from rich.text import Text

from flows.changes import DocumentChange, changes_screen
from flows.decision_file import read_decisions
from flows.discover import MisuseError
from flows.screens import new_table
from flows.settings import default_warehouse
from load import deciding, queries
from load.deciding import DECISION_PREFIX, Ask, Decided
from load.decision_audit import AuditRow, audit
from load.errors import NoWarehouseError
from load.open_findings import open_finding
from transform.choosing import ChoiceError, OpenFinding, Wish


def run_decide(
    warehouse: str | None,
    names: Sequence[str],
    *,
    file: Path | None,
    wish: Wish,
    reason: str | None,
    by: str | None,
    told: dt.date | None,
    layouts: Sequence[Path],
    as_json: bool,
) -> None:
    """Store and apply one decision, or those of a file; raises MisuseError, WarehouseError."""
    if file is not None:
        if names or wish != Wish():
            raise MisuseError("With --file the findings and choices stand in the file.")
        asks = read_decisions(file, by=by, reason=reason)
    else:
        asks = (_single(names, wish, reason, by, told),)
    url = warehouse or default_warehouse()
    done = deciding.decide(url, asks, _now())
    changes = _reconsider(url, [d.decision for d in done], layouts)
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(d) for d in done], ensure_ascii=False))
        return
    console = Console(markup=False)
    console.print(decided_screen(done))
    _print_changes(console, changes)


def _reconsider(
    url: str, decisions: Sequence[int], layouts: Sequence[Path]
) -> tuple[DocumentChange, ...]:
    from flows.reconsidering import reconsider  # loads pandas, which showing needs not

    return reconsider(url, decisions, layouts)


def _print_changes(console: Console, changes: Sequence[DocumentChange]) -> None:
    if changes:
        console.print("What follows for other figures:")
        console.print(changes_screen(changes))


def run_show(warehouse: str | None, name: str, *, as_json: bool) -> None:
    """Print one finding with the explanations that may be chosen."""
    try:
        with queries.reading(warehouse or default_warehouse()) as connection:
            finding, document = open_finding(connection, name)
    except ChoiceError as error:
        raise MisuseError(str(error)) from error
    if as_json:
        shown = {"document": document.name, **dataclasses.asdict(finding)}
        typer.echo(json.dumps(shown, ensure_ascii=False, default=str))
    else:
        Console(markup=False).print(finding_screen(finding, document.name))


def finding_screen(finding: OpenFinding, document: str) -> RenderableType:
    """Return a finding, its cells, its explanations and what to type to decide it."""
    cells = {cell.figure_key: cell for cell in finding.cells}
    lines = [f"{finding.code}  {document}: {finding.found} ({finding.rule}, {finding.status})"]
    lines += [f"    {cell.text}: printed {cell.printed or 'blank'}" for cell in cells.values()]
    for explanation in finding.explanations:
        changes = [
            f"{cells[key].text if key in cells else '?'}: {before} → {after}"
            for key, before, after in explanation.changes
        ]
        said = "; ".join([explanation.name, *changes])
        lines.append(f"--choose {explanation.rank}  {said} ({explanation.confidence:.0%})")
    lines.append("--value V    what one cell should read instead, with --cell ROW where needed")
    lines.append("--keep       what is printed is right")
    return Text("\n".join(lines))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _single(
    names: Sequence[str], wish: Wish, reason: str | None, by: str | None, told: dt.date | None
) -> Ask:
    if len(names) != 1:
        raise MisuseError("Name one finding, as `cchc findings` shows it, or give --file.")
    given = [wish.choose is not None, wish.value is not None, wish.keep]
    if sum(given) != 1:
        raise MisuseError("Give exactly one of --choose N, --value V and --keep.")
    _need(reason, by)
    return Ask(names[0], wish, reason or "", by or "", told)


def _need(reason: str | None, by: str | None) -> None:
    for name, text in (("reason", reason), ("by", by)):
        if not (text or "").strip():
            raise MisuseError(f"--{name} is missing: a decision says why, and whose it is.")


def run_withdraw(
    warehouse: str | None, names: Sequence[str], *, reason: str | None, by: str | None,
    layouts: Sequence[Path], as_json: bool,
) -> None:  # fmt: skip
    """Withdraw decisions; the figures become what the program alone says."""
    _need(reason, by)
    url = warehouse or default_warehouse()
    keys = deciding.withdraw(url, _named(names), by=by or "", reason=reason or "", now=_now())
    changes = _reconsider(url, keys, layouts)
    _say("withdrawn", keys, as_json=as_json)
    if not as_json:
        _print_changes(Console(markup=False), changes)


def run_tell(
    warehouse: str | None, names: Sequence[str], *, by: str | None, day: dt.date | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Note that the issuing body was told of decisions."""
    if not (by or "").strip():
        raise MisuseError("--by is missing: say who told the issuing body.")
    keys = deciding.tell(
        warehouse or default_warehouse(), _named(names), by=by or "", day=day or dt.date.today()
    )
    _say("told", keys, as_json=as_json)


def _named(names: Sequence[str]) -> Sequence[str]:
    if not names:
        raise MisuseError("Name findings, or decisions such as D-12 (see `cchc decide --audit`).")
    return names


def _say(what: str, keys: Sequence[int], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({what: list(keys)}))
    else:
        typer.echo(f"{what}: {', '.join(f'{DECISION_PREFIX}{key}' for key in keys)}")


def run_audit(warehouse: str | None, *, as_json: bool) -> None:
    """Print which decisions are applied, which not and why, and who was told."""
    try:
        with queries.reading(warehouse or default_warehouse()) as connection:
            rows = audit(connection)
    except NoWarehouseError as error:
        typer.echo(f"cchc: {error}", err=True)
        rows = []
    if as_json:
        typer.echo(json.dumps(_grouped(rows), ensure_ascii=False, default=str))
    else:
        Console(markup=False).print(audit_screen(rows))


def _grouped(rows: Sequence[AuditRow]) -> dict[str, list[dict[str, object]]]:
    in_force = [row for row in rows if row.state == "in_force"]
    groups = {
        "applied": [row for row in in_force if row.is_applied],
        "not_applied": [row for row in in_force if not row.is_applied],
        "told": [row for row in in_force if row.told_date],
        "not_told": [row for row in in_force if not row.told_date],
        "ended": [row for row in rows if row.state != "in_force"],
    }
    return {name: [dataclasses.asdict(row) for row in group] for name, group in groups.items()}


def decided_screen(done: Sequence[Decided]) -> RenderableType:
    """Return what was decided and done at once."""
    screen = new_table("decision", "document", "cell", "found", "now reads", "")
    for row in done:
        said = "applied" if row.is_applied else "not applied"
        if row.supersedes is not None:
            said += f", instead of {DECISION_PREFIX}{row.supersedes}"
        screen.add_row(
            f"{DECISION_PREFIX}{row.decision}", row.document, row.cell, row.found or "blank",
            row.chosen or "blank", said,
        )  # fmt: skip
    return Group(screen, Text("Next:      cchc decide --audit", style="dim"))


def audit_screen(rows: Sequence[AuditRow]) -> RenderableType:
    """Return the decisions that are applied, those that are not, and those that ended."""
    if not rows:
        return Text("No decisions yet. Start with: cchc findings, then cchc decide FINDING")
    in_force = [row for row in rows if row.state == "in_force"]
    groups = (
        ("Applied", [row for row in in_force if row.is_applied]),
        ("Not applied: something else was found", [r for r in in_force if not r.is_applied]),
        ("No longer in force", [row for row in rows if row.state != "in_force"]),
    )
    parts: list[RenderableType] = [_audit_table(name, group) for name, group in groups if group]
    untold = sum(not row.told_date for row in in_force)
    parts.append(Text(f"{untold} of {len(in_force)} have not been told to the issuing body."))
    return Group(*parts)


def _audit_table(title: str, rows: Sequence[AuditRow]) -> RenderableType:
    columns = ("decision", "finding", "document", "cell", "found", "chosen", "by", "why", "office")
    screen = new_table(*columns, title=title)
    for column in screen.columns[:2]:
        column.no_wrap = True
    if any(row.found_now for row in rows):
        screen.add_column("found instead", overflow="fold")
    for row in rows:
        cells = [
            f"{DECISION_PREFIX}{row.decision}", row.finding or "", row.document, row.cell,
            row.found or "blank", row.chosen or "blank",
            f"{row.decided_by}, {row.decided_at:%Y-%m-%d}", _why(row),
            f"told {row.told_date}" if row.told_date else "not told",
        ]  # fmt: skip
        screen.add_row(*cells, *([row.found_now] if row.found_now else []))
    return screen


def _why(row: AuditRow) -> str:
    if row.superseded_by is not None:
        return f"superseded by {DECISION_PREFIX}{row.superseded_by}: {row.ended_reason}"
    if row.ended_at is not None:
        return f"withdrawn by {row.ended_by}: {row.ended_reason}"
    return row.reason
