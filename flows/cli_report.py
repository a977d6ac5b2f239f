"""`cchc report` and `cchc doctor`: how the warehouse stands, and how this machine does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.options import AsJson, Warehouse, misuse


def report(
    out: Annotated[Path, typer.Option("--out", metavar="FILE.html", dir_okay=False)] = Path(
        "cchc-report.html"
    ),
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Write one HTML page that says how the warehouse stands; it needs no other file.

    Outcomes of the last runs, what is held and why, contradictions by office and kind,
    decisions that no longer apply, and which province has reported for which period.

    Example: `cchc report --out /srv/www/cchc.html`
    """
    from flows.report import run_report

    with misuse():
        run_report(warehouse, out=out, as_json=as_json)


def doctor(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Check this machine: Python, tesseract, memory, disk, the warehouse, the Prefect server.

    Says for each thing that is amiss what to type to mend it. Exit code 1 if something is.

    Example: `cchc doctor --warehouse postgresql+psycopg://cchc@localhost/cchc`
    """
    from flows.doctor import run_doctor

    with misuse():
        code = run_doctor(warehouse, as_json=as_json)
    raise typer.Exit(code)
