"""`cchc rules`: rule files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.options import AsJson, misuse

rules = typer.Typer(no_args_is_help=True, help="The rules that figures must satisfy.")


@rules.command("lint")
def rules_lint(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...", exists=True, dir_okay=False, help="Default: all shipped."
        ),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="A sheet as for `reconcile`: its figures are known."
        ),
    ] = None,
    witnesses: Annotated[
        Path | None,
        typer.Option(exists=True, help="The examples: a file, or a folder of files of one name."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what is wrong with rule files, with file and line; exit code 1 if anything is.

    Looked for: figures nobody knows, ids and relations that stand twice, rules that no
    figures can satisfy together or that follow from others, rates without a ratio and
    without a reason why (`without_ratio`), rules without an example that passes and one
    that fails, and examples that do not do so.

    Example: `cchc rules lint my-rules.yaml --figures figures.csv`
    """
    from flows.linting import run_lint

    with misuse():
        code = run_lint(files or [], figures=figures, witnesses=witnesses, as_json=as_json)
    raise typer.Exit(code)
