"""`cchc inspect`: what is read in files, as JSON or in short."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from contracts.layouts import load_layouts
from extract.errors import UnreadableError
from extract.reader import PDF, open_to_all
from extract.settings import ReadSettings
from flows.discover import discover
from flows.passwords import load_passwords
from flows.reading import ReadOptions, ReadResult, read_file
from transform.inspection import as_json as reading_as_json
from transform.reading import Reading


def run_inspect(
    patterns: Sequence[str],
    *,
    as_json: bool,
    out: Path | None,
    findings: bool,
    picture: Path | None,
    layouts: Sequence[Path] | None,
    password_file: Path | None = None,
) -> int:
    """Inspect files and return the exit code: 1 when a file could not be read.

    Raises MisuseError for a name that matches nothing, LayoutError for a bad layout.
    """
    settings = ReadSettings(load_passwords(password_file), digits=True)
    options = ReadOptions(tuple(layouts or ()), settings, keep_document=picture is not None)
    load_layouts(options.layout_folders)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    failed = False
    for path in discover(patterns).files:
        result = read_file(path, options)
        failed = failed or result.reading is None
        _emit(result, as_json=as_json, out=out, findings=findings)
        if picture is not None:
            _picture(result, picture, settings)
    return int(failed)


def _picture(result: ReadResult, folder: Path, settings: ReadSettings) -> None:
    """Draw what was read of a file; a picture that fails is said and stops nothing."""
    if result.reading is None or result.document is None:
        return
    from flows.picturing import draw_document

    try:
        data = result.path.read_bytes()
        if result.reading.source.media_type == PDF:
            data = open_to_all(data, settings)
        paths = draw_document(result.document, result.reading, data, folder)
    except (UnreadableError, OSError) as error:
        typer.echo(f"{result.path.name}: no picture, {error}", err=True)
        return
    for path in paths:
        typer.echo(f"{result.path.name} -> {path}", err=True)
    if not paths:
        typer.echo(f"{result.path.name}: no table to draw", err=True)


def _emit(result: ReadResult, *, as_json: bool, out: Path | None, findings: bool) -> None:
    if out is None and not as_json:
        typer.echo(_in_short(result))
        return
    text = json.dumps(_object(result, findings=findings), ensure_ascii=False)
    if out is None:
        typer.echo(text)
        return
    target = out / f"{result.path.name}.pred.json"
    target.write_text(text + "\n", encoding="utf-8")
    typer.echo(f"{result.path.name} -> {target}", err=True)


def _object(result: ReadResult, *, findings: bool) -> dict[str, Any]:
    if result.reading is not None:
        return reading_as_json(result.reading, findings=findings)
    failure = result.failure
    assert failure is not None
    error = {"outcome": failure.outcome, "code": failure.code, "message": failure.message}
    return {"file": result.path.name, "metadata": {}, "tables": [], "error": error}


def _in_short(result: ReadResult) -> str:
    if result.reading is None:
        message = result.failure.message if result.failure else ""
        return f"{result.path.name}\n  not read: {message}"
    return "\n".join(_lines(result.reading))


def _lines(reading: Reading) -> list[str]:
    head = reading.letterhead
    number = f"{head.number or ''}/{head.symbol}" if head.symbol else "no number"
    when = head.date or head.date_partial or "undated"
    issuer = head.issuing_body or "issuer unknown"
    lines = [
        reading.source.name,
        f"  {head.doc_type or 'document'} {number}, {issuer}, {when}",
        f"  {head.title or 'no title'}",
    ]
    for table in reading.tables:
        kinds = Counter(row.kind for row in table.rows)
        rows = ", ".join(f"{count} {kind}s" for kind, count in sorted(kinds.items()))
        held = f"; HELD: {table.held}" if table.held else ""
        lines.append(f"  {table.appendix or 'table'} [{table.layout or 'no layout'}]: {rows}{held}")
    lines.append(
        f"  {len(reading.citations)} citations, {len(reading.targets)} targets, "
        f"{len(reading.findings)} findings, {len(reading.notices)} warnings"
    )
    lines += [f"  ! {f.rule}: {f.found}" for f in reading.findings]
    lines += [f"  ? {n.message} ({n.place})" for n in reading.notices]
    return lines
