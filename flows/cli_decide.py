"""`cchc decide`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from flows.options import AsJson, Layouts, Warehouse, misuse


def decide(
    findings: Annotated[
        list[str] | None,
        typer.Argument(metavar="FINDING", help="As `cchc findings` shows it; D-12 for a decision."),
    ] = None,
    choose: Annotated[int | None, typer.Option(min=1, help="Take this explanation.")] = None,
    value: Annotated[
        str | None, typer.Option(help="What the cell should read, as printed; `blank` for none.")
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="What is printed is right.")] = False,
    cell: Annotated[
        str | None, typer.Option(help="Row number of the cell that --value or --keep is for.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why.")] = None,
    by: Annotated[str | None, typer.Option(help="Who decides.")] = None,
    file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Many decisions, in YAML: all or none."),
    ] = None,
    told: Annotated[
        bool, typer.Option("--told", help="The issuing body has been told of these decisions.")
    ] = False,
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of --told; default today."),
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take decisions back; the history stays.")
    ] = False,
    audit: Annotated[
        bool, typer.Option("--audit", help="List decisions: applied, not applied, told.")
    ] = False,
    layouts: Layouts = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Decide what a figure should read; it is applied now and whenever its report is loaded.

    The other figures of the report are reconciled anew with it.

    The reported figure never changes. A decision holds while the value it was made about is
    printed there, in this document and in a re-issue of it; `--audit` tells which do not.

    With a finding alone, its explanations are shown.

    Examples:

    - `cchc decide k7mq2rx9`
    - `cchc decide k7mq2rx9 --choose 1 --reason "confirmed by telephone" --by "Nguyễn Văn An"`
    - `cchc decide k7mq2rx9 --value 711 --cell 3.1.2 --reason "register" --by An`
    - `cchc decide --file decisions.yaml --by An`
    - `cchc decide k7mq2rx9 D-4 --told --on 2024-11-05 --by An`
    """
    from flows import deciding
    from flows.discover import MisuseError
    from transform.choosing import Wish

    wish = Wish(choose, value, keep, cell)
    names, folders = findings or [], layouts or []
    day = on.date() if on else None
    with misuse():
        if audit:
            deciding.run_audit(warehouse, as_json=as_json)
        elif withdraw:
            if told or wish != Wish() or file:
                raise MisuseError("--withdraw stands alone, with --reason and --by.")
            deciding.run_withdraw(
                warehouse, names, reason=reason, by=by, layouts=folders,
                as_json=as_json,
            )  # fmt: skip
        elif told and wish == Wish() and file is None:
            deciding.run_tell(warehouse, names, by=by, day=day, as_json=as_json)
        elif len(names) == 1 and wish == Wish() and file is None and not (reason or told):
            deciding.run_show(warehouse, names[0], as_json=as_json)
        else:
            deciding.run_decide(
                warehouse, names, file=file, wish=wish, reason=reason, by=by,
                told=(day or dt.date.today()) if told else None, layouts=folders,
                as_json=as_json,
            )  # fmt: skip
