"""The options that commands share, and what they say to wrong use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

Warehouse = Annotated[
    str | None,
    typer.Option(
        "--warehouse",
        "-w",
        metavar="URL",
        help="Database URL; default $CCHC_WAREHOUSE, else sqlite:///cchc.sqlite here.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Layouts = Annotated[
    list[Path] | None,
    typer.Option(
        "--layouts",
        exists=True,
        file_okay=False,
        envvar="CCHC_LAYOUTS",
        help="A folder with more layouts.",
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file", metavar="FILE", exists=True, dir_okay=False,
        help="A file with passwords of locked PDFs, one a line, tried in turn.",
    ),
]  # fmt: skip
Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs.")]
SomePaths = Annotated[
    list[str] | None, typer.Argument(metavar="[PATH]...", help="Files, folders or globs.")
]


@contextmanager
def misuse() -> Iterator[None]:
    """Turn what the user can mend into one line on stderr and exit code 2."""
    from contracts.layouts import LayoutError
    from contracts.relations import RuleError
    from extract.errors import ReadingUnavailableError
    from flows.discover import MisuseError
    from load.errors import WarehouseError

    try:
        yield
    except (
        MisuseError, LayoutError, RuleError, WarehouseError, ReadingUnavailableError,
    ) as error:  # fmt: skip
        typer.echo(f"cchc: {error}", err=True)
        raise typer.Exit(2) from error
