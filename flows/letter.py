"""`cchc letter`: ask an office to confirm figures that contradict each other."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path

import typer

from flows.discover import MisuseError
from flows.settings import default_warehouse
from load import letters, queries
from load.errors import NoWarehouseError
from load.letters import Asked
from transform.letter import Letter, LetterDocument, Sender, compose
from transform.vietnamese.text import ascii_key


@dataclass(frozen=True, slots=True)
class Request:
    """Which contradictions the letter is about."""

    agency: str | None
    province: str | None
    period: str | None
    document: str | None
    severity: int
    told: bool


def run_letter(
    warehouse: str | None,
    request: Request,
    sender: Sender,
    *,
    out: Path | None,
    force: bool,
    as_json: bool,
) -> None:
    """Write the letter and say where; raises MisuseError where it cannot be told to whom."""
    if not (request.agency or request.document):
        raise MisuseError("Say to whom: --agency NAME, or --document NUMBER.")
    asked, documents = _collected(warehouse or default_warehouse(), request)
    if asked is None or not documents:
        _say_nothing(request, asked, as_json=as_json)
        return
    period = asked.periods[0] if len(asked.periods) == 1 else None
    letter = compose(asked.office.name, period, documents, sender)
    path = out or Path(_slug(f"xac-nhan-so-lieu {asked.office.name} {period or ''}") + ".docx")
    if as_json and out is None:
        typer.echo(json.dumps(dataclasses.asdict(letter), ensure_ascii=False))
        return
    _write(letter, path, force=force)
    count = sum(len(document.findings) for document in documents)
    said = {"file": str(path), "contradictions": count, "to": asked.office.name}
    typer.echo(
        json.dumps(said, ensure_ascii=False)
        if as_json
        else f"{path}: {count} contradictions, to {asked.office.name}. Fill in what stands in "
        "[brackets]; when it is sent: cchc decide FINDING --told --by NAME"
    )


def _collected(url: str, request: Request) -> tuple[Asked | None, list[LetterDocument]]:
    try:
        with queries.reading(url) as connection:
            found = letters.asked_for(
                connection, agency=request.agency, province=request.province,
                period=request.period, document=request.document,
            )  # fmt: skip
            if not found:
                return None, []
            if len(found) > 1:
                raise MisuseError(_several(found))
            documents = letters.letter_documents(
                connection, found[0].document_keys, least_severity=request.severity,
                told=request.told,
            )  # fmt: skip
            return found[0], documents
    except NoWarehouseError as error:
        typer.echo(f"cchc: {error}", err=True)
        return None, []


def _several(found: list[Asked]) -> str:
    names = "; ".join(asked.office.name for asked in found[:6])
    more = f" and {len(found) - 6} more" if len(found) > 6 else ""
    return (
        f"A letter goes to one office, but these fit: {names}{more}. Add --province or --document."
    )


def _say_nothing(request: Request, asked: Asked | None, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"file": None, "contradictions": 0}))
    elif asked is None:
        named = " ".join(n for n in (request.agency, request.period, request.document) if n)
        typer.echo(f"No document of “{named}” is in the warehouse, so there is nothing to write.")
    else:
        typer.echo(f"Nothing to ask {asked.office.name}: no open contradiction in its documents.")


def _write(letter: Letter, path: Path, *, force: bool) -> None:
    from flows.letter_docx import write_letter

    if path.suffix.lower() != ".docx":
        raise MisuseError(f"A letter is a .docx file, {path.name} is not.")
    if path.exists() and not force:
        raise MisuseError(f"{path} exists and may have been edited; --force writes over it.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_letter(letter, path)
    except OSError as error:
        raise MisuseError(f"{path} cannot be written: {error.strerror}.") from error


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", ascii_key(text)).strip("-")[:120]


def parsed_sender(
    *, name: str | None, superior: str | None, place: str | None, signer: str | None,
    signer_title: str | None, date: dt.datetime | None, deadline: dt.datetime | None,
) -> Sender:  # fmt: skip
    """Return the sender from the options of the command."""
    return Sender(
        name, superior, place, signer, signer_title,
        date.date() if date else None, deadline.date() if deadline else None,
    )  # fmt: skip
