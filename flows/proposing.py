"""`cchc layouts propose`: a layout for each table that no layout explains, as a diff."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

import typer

from contracts.layouts import Layout, load_layouts
from flows.discover import MisuseError, discover, printable
from flows.pool import read_files
from flows.reading import ReadOptions
from transform.proposals import Proposal, needs_layout, propose
from transform.reading import Reading


def run_propose(
    patterns: Sequence[str],
    *,
    layouts: Sequence[Path] | None = None,
    out: Path | None = None,
    as_json: bool = False,
) -> int:
    """Print a proposed layout for each unknown heading tree, and write it with `out`.

    out: a folder, or a file ending in .yaml where there is only one proposal. Returns 1 when
    a file could not be read. Raises MisuseError and LayoutError.
    """
    folders = tuple(layouts or ())
    known = load_layouts(folders)
    found: dict[str, Proposal] = {}
    failed = False
    for result in read_files(discover(patterns).files, ReadOptions(folders)):
        if result.reading is None:
            failed = True
            name = printable(result.path.name)
            typer.echo(f"{name}: {result.failure.message if result.failure else ''}", err=True)
            continue
        for proposal in proposals_of(result.reading, known):
            found.setdefault(proposal.fingerprint, proposal)
    if not found:
        typer.echo("Every heading is known; there is nothing to propose.", err=True)
    if out is not None:
        _write(list(found.values()), out)
    if as_json:
        shown = [dataclasses.asdict(proposal) for proposal in found.values()]
        typer.echo(json.dumps(shown, ensure_ascii=False))
    elif out is None:
        for proposal in found.values():
            typer.echo(_shown(proposal))
    return int(failed)


def proposals_of(reading: Reading, layouts: Sequence[Layout]) -> list[Proposal]:
    """Return a proposal for each table of a reading whose headings no layout knows."""
    name = reading.source.name
    return [propose(table, layouts, name) for table in reading.tables if needs_layout(table)]


def _shown(proposal: Proposal) -> str:
    near = ", ".join(f"{name} {share:.0%}" for name, share in proposal.nearest)
    return (
        f"# {proposal.id}: fingerprint {proposal.fingerprint}; headings known: {near}\n"
        f"{proposal.diff}\n# --- {proposal.id}.yaml\n{proposal.yaml_text}"
    )


def _write(proposals: Sequence[Proposal], out: Path) -> None:
    if out.suffix == ".yaml":
        if len(proposals) > 1:
            raise MisuseError(f"{len(proposals)} layouts are proposed; give --out a folder.")
        targets = [(proposal, out) for proposal in proposals]
    else:
        targets = [(proposal, out / f"{proposal.id}.yaml") for proposal in proposals]
    for proposal, path in targets:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(proposal.yaml_text, encoding="utf-8")
        typer.echo(f"{path}", err=True)
