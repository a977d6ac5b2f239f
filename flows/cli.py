"""The `cchc` command. Each command imports what it needs when it runs, so help is instant."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_db import db
from flows.cli_decide import decide
from flows.cli_letter import letter
from flows.cli_publish import backup, publish
from flows.cli_report import doctor, report
from flows.cli_rules import rules
from flows.options import AsJson, Layouts, PasswordFile, Paths, SomePaths, Warehouse, misuse

app = typer.Typer(
    name="cchc",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="""Figures that people can trust, out of administrative-reform reports.

Start with `cchc samples build/samples` and `cchc ingest build/samples`, then
`cchc findings` to see what contradicts itself.""",
    epilog="Exit codes: 0 all well, 1 something was held or rejected, 2 wrong use.",
)

proposals = typer.Typer(no_args_is_help=True, help="Layouts for tables that none explains.")
app.add_typer(proposals, name="layouts")


def _require(given: object, what: str) -> None:
    from flows.discover import MisuseError

    if not given:
        raise MisuseError(f"Name what to read: {what}.")


@app.command()
def ingest(
    paths: SomePaths = None,
    warehouse: Warehouse = None,
    force: Annotated[bool, typer.Option("--force", help="Read again what is unchanged.")] = False,
    layouts: Layouts = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Reading processes; default: the cores.")
    ] = None,
    held: Annotated[
        bool,
        typer.Option("--held", help="Read again what is on hold, wherever it lay, or of PATHs."),
    ] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """Read documents and load their figures, tasks and contradictions into the warehouse.

    Reads PDF, scans and images of pages (PNG, JPEG, TIFF), DOCX, XLSX, CSV and text. Runs as a
    Prefect flow: on the server of $PREFECT_API_URL, else on a temporary one. Running it again
    changes nothing. After a layout was added or a reader installed, `--held` loads what waited
    for it.

    Example: `cchc ingest reports/2024 'inbox/*.txt' --warehouse sqlite:///reports.sqlite`,
    later `cchc ingest --held --layouts my-layouts`
    """
    from flows.commands import run_ingest

    with misuse():
        _require(paths or held, "PATH, or --held for what is on hold")
        code = run_ingest(
            paths or [], warehouse=warehouse, force=force, layouts=layouts, workers=workers,
            as_json=as_json, command="ingest", held=held, password_file=password_file,
        )  # fmt: skip
    raise typer.Exit(code)


@app.command()
def backfill(
    folder: SomePaths = None,
    issued_from: Annotated[
        dt.datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="First day a document may be dated."),
    ] = None,
    issued_to: Annotated[
        dt.datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Last day a document may be dated."),
    ] = None,
    warehouse: Warehouse = None,
    force: Annotated[bool, typer.Option("--force", help="Read again what is unchanged.")] = False,
    layouts: Layouts = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Reading processes.")] = None,
    renormalise: Annotated[
        bool,
        typer.Option("--renormalise", help="Not from files: anew from what was read before."),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="With --renormalise: only say what would change."),
    ] = False,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """Load the documents of a folder that are dated within some days.

    The same flow as `ingest`; what is loaded already stays as it is. With `--renormalise`
    the present layouts, catalogue and rules are applied to everything that was ever read,
    without opening a file, and each figure that changes is shown.

    Example: `cchc backfill archive --from 2023-01-01 --to 2023-12-31 --force`, or
    `cchc backfill --renormalise --dry-run`
    """
    first = issued_from.date() if issued_from else None
    last = issued_to.date() if issued_to else None
    with misuse():
        _require(folder or renormalise, "PATH, or --renormalise for all that was read before")
        if renormalise:
            from flows.backfilling import run_renormalise

            code = run_renormalise(
                warehouse=warehouse, dry_run=dry_run, layouts=layouts, workers=workers,
                as_json=as_json, issued_from=first, issued_to=last,
            )  # fmt: skip
        else:
            from flows.commands import run_ingest

            code = run_ingest(
                folder or [], warehouse=warehouse, force=force, layouts=layouts, workers=workers,
                as_json=as_json, command="backfill", issued_from=first, issued_to=last,
                password_file=password_file,
            )  # fmt: skip
    raise typer.Exit(code)


@app.command()
def inspect(
    files: Paths,
    as_json: AsJson = False,
    out: Annotated[
        Path | None, typer.Option("--out", file_okay=False, help="Write NAME.pred.json here.")
    ] = None,
    findings: Annotated[
        bool, typer.Option("--findings", help="Add the contradictions and derived blanks.")
    ] = False,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--picture",
            file_okay=False,
            help="Draw the pages of PDFs and images with their cells here.",
        ),
    ] = None,
    layouts: Layouts = None,
    password_file: PasswordFile = None,
) -> None:
    """Show what is read in files, without a warehouse.

    With `--json` one object a line; with `--out DIR` one file a document; with
    `--picture DIR` one PNG a page, each cell framed and numbered as it was understood.

    Example: `cchc inspect report.txt --json --findings | jq .findings`
    """
    from flows.inspecting import run_inspect

    with misuse():
        code = run_inspect(
            files, as_json=as_json, out=out, findings=findings, picture=picture,
            layouts=layouts, password_file=password_file,
        )  # fmt: skip
    raise typer.Exit(code)


@app.command()
def reconcile(
    figures: Annotated[Path, typer.Argument(metavar="FIGURES.csv", exists=True, dir_okay=False)],
    rules: Annotated[
        Path,
        typer.Option("--rules", metavar="RULES.yaml", exists=True, dir_okay=False),
    ],
    as_json: AsJson = False,
    threshold: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Change from this probability on; 0 always answers."),
    ] = None,
) -> None:
    """Say which figures of a sheet contradict rules, and what would make them right.

    The sheet has the columns `id` and `printed`, and may have `unit`, `decimals`, `group`
    (one report each) and `evidence` (1 for a figure repeated elsewhere). Instead of an `id`
    it may have `form`, `row` and `column`, which rules name together: FORM/ROW/COLUMN,
    ROW/COLUMN or ROW.

    Example: `cchc reconcile figures.csv --rules rules.yaml --json`
    """
    from rich.console import Console

    from flows.progress import current_observer, shown
    from flows.reconciling import run_reconcile

    with misuse(), shown(Console(stderr=True), what="reports"):
        observer = current_observer()
        code = run_reconcile(
            figures, rules, as_json=as_json, threshold=threshold,
            begin=observer.begin, advance=observer.advance,
        )  # fmt: skip
    raise typer.Exit(code)


@app.command()
def findings(
    document: Annotated[
        str | None,
        typer.Option(help="Number and symbol, part of a file name, or start of a SHA-256."),
    ] = None,
    province: Annotated[str | None, typer.Option(help="Name of a province.")] = None,
    kind: Annotated[str | None, typer.Option(help="ratio, sum, le, equal, citation, …")] = None,
    run: Annotated[int | None, typer.Option(help="Only the inputs of this run.")] = None,
    severity: Annotated[int, typer.Option(min=1, max=3, help="Least severity, 3 is worst.")] = 1,
    limit: Annotated[int | None, typer.Option(min=1, help="How many to show.")] = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """List the contradictions in the warehouse, the gravest first.

    Example: `cchc findings --province "Quảng Nam" --kind ratio`
    """
    from flows.showing import show_findings

    with misuse():
        show_findings(
            warehouse, document=document, province=province, kind=kind, run=run,
            severity=severity, limit=limit, as_json=as_json,
        )  # fmt: skip


@app.command()
def runs(
    run: Annotated[
        int | None, typer.Argument(help="Show how each input of this run ended.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many runs.")] = 20,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """List the runs, or how each input of one run ended.

    Example: `cchc runs 3`
    """
    from flows.showing import show_runs

    with misuse():
        show_runs(warehouse, run=run, limit=limit, as_json=as_json)


@app.command()
def status(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Say what the warehouse holds and how the last run ended."""
    from flows.showing import show_status

    with misuse():
        show_status(warehouse, as_json=as_json)


@app.command()
def samples(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path("build/samples"),
) -> None:
    """Write the sample documents: a report that contradicts itself, and two plans."""
    from flows.samples import build_samples

    for path in build_samples(folder):
        typer.echo(path)


@proposals.command("propose")
def layouts_propose(
    files: Paths,
    layouts: Layouts = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="A folder, or one .yaml file, to write to.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Propose a layout for each table whose headings no layout knows, as a diff to review.

    Example: `cchc layouts propose plan.docx --out my-layouts`, then edit the file and
    `cchc ingest plan.docx --layouts my-layouts`.
    """
    from flows.proposing import run_propose

    with misuse():
        code = run_propose(files, layouts=layouts, out=out, as_json=as_json)
    raise typer.Exit(code)


app.add_typer(db, name="db")
app.add_typer(rules, name="rules")
for command in (decide, letter, publish, backup, report, doctor):
    app.command()(command)


def main() -> None:
    """Run the command."""
    app()
