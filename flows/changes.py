"""What reading a document anew changes, figure by figure, as people and machines see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from load.history import FigureChange
from load.ledger import Outcome
from load.records import Record

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure before and after: where it stands, and what differs, as text."""

    kind: str
    appendix: str | None
    row_no: str | None
    row_label: str
    column: str | None
    printed: str
    place: str | None
    before: dict[str, str | None]
    after: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document of which figures change."""

    source_name: str
    sha256: str
    figures: tuple[Difference, ...]


def change_of(outcome: Outcome) -> DocumentChange:
    """Return what the load that ended in `outcome` has changed."""
    figures = tuple(_difference(change) for change in outcome.changes)
    return DocumentChange(outcome.source_name, str(outcome.sha256), figures)


def _difference(change: FigureChange) -> Difference:
    row = change.after or change.before
    assert row is not None
    names = change.differing or ("reported_value", "reconciled_value", "status")
    return Difference(
        kind=change.kind,
        appendix=row["appendix"],
        row_no=row["printed_no"],
        row_label=row["row_label"],
        column=row["column_heading"],
        printed=row["printed"],
        place=row["place_text"],
        before=_texts(change.before, names),
        after=_texts(change.after, names),
    )


def _texts(row: Record | None, names: Sequence[str]) -> dict[str, str | None]:
    return {name: _text(row[name]) for name in names} if row is not None else {}


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def changes_screen(changes: Sequence[DocumentChange]) -> RenderableType:
    """Return the changes as a table; the first SHOWN of them, and how many more there are."""
    if not changes:
        return Text("No figure changes.")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("document", "row", "printed", "what", "before", "after", "where"):
        table.add_column(name, overflow="fold")
    listed = [(document, figure) for document in changes for figure in document.figures]
    for document, figure in listed[:SHOWN]:
        what = sorted(figure.before.keys() | figure.after.keys())
        table.add_row(
            document.source_name,
            " ".join(filter(None, (figure.appendix, figure.row_no, figure.row_label))),
            figure.printed,
            figure.kind if figure.kind != "changed" else "\n".join(what),
            "\n".join(figure.before.get(name) or "–" for name in what),
            "\n".join(figure.after.get(name) or "–" for name in what),
            figure.place or "",
        )
    parts: list[RenderableType] = [table]
    if len(listed) > SHOWN:
        parts.append(Text(f"… and {len(listed) - SHOWN} more; --json prints all of them."))
    return Group(*parts)
