"""`cchc letter`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from flows.options import AsJson, Warehouse, misuse

_DAY = ["%Y-%m-%d"]


def letter(
    agency: Annotated[
        str | None, typer.Option(help="The office: its name, a part of it, or its symbol.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="Such as “Quý I năm 2024” or “Quý 1/2024”.")
    ] = None,
    province: Annotated[
        str | None, typer.Option(help="Where several offices have the name.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Number and symbol, part of a file name, or SHA-256.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.docx")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    severity: Annotated[int, typer.Option(min=1, max=3, help="Least severity, 3 is worst.")] = 2,
    told: Annotated[
        bool, typer.Option("--told", help="Also what the office has been told already.")
    ] = False,
    sender: Annotated[str | None, typer.Option("--from", help="Your office.")] = None,
    superior: Annotated[str | None, typer.Option(help="The body above your office.")] = None,
    place: Annotated[str | None, typer.Option(help="Place before the date.")] = None,
    signer: Annotated[str | None, typer.Option(help="Who signs.")] = None,
    signer_title: Annotated[str | None, typer.Option(help="In which capacity.")] = None,
    date: Annotated[dt.datetime | None, typer.Option(formats=_DAY, help="Date of it.")] = None,
    deadline: Annotated[
        dt.datetime | None, typer.Option(formats=_DAY, help="Answer asked for by this day.")
    ] = None,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Write to the issuing body, in Vietnamese, which of its figures contradict each other.

    A DOCX in the layout of Nghị định 30/2020/NĐ-CP: for each contradiction the page,
    appendix and row, what is printed and what would agree, with the request to confirm.
    What you leave out stays in [brackets] to be filled in by hand.

    Example: `cchc letter --agency "Sở Công Thương" --period "Quý II năm 2024"
    --from "Sở Nội vụ" --deadline 2024-07-05 --out letter.docx`
    """
    from flows.letter import Request, parsed_sender, run_letter

    asked = Request(agency, province, period, document, severity, told)
    with misuse():
        run_letter(
            warehouse,
            asked,
            parsed_sender(
                name=sender, superior=superior, place=place, signer=signer,
                signer_title=signer_title, date=date, deadline=deadline,
            ),
            out=out, force=force, as_json=as_json,
        )  # fmt: skip
