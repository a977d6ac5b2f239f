"""Small builders that tests of several rooms share."""

from __future__ import annotations

import os
from collections.abc import Sequence

from contracts.layouts import Layout, project_layouts
from extract.document import Document, Source
from extract.text import read_text
from transform.finding import Notice
from transform.reading import LogicalTable
from transform.stitch import table_regions
from transform.tables import TableContext, read_table


def text_document(text: str, name: str = "test.txt") -> Document:
    """Return the document that the text reader makes of `text`."""
    data = text.encode("utf-8")
    return read_text(data, Source(name, "0" * 64, "text/plain", len(data)))


def table_text(heading: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as tab-separated lines."""
    return "\n".join("\t".join(row) for row in [*heading, *rows])


def read_tables(
    text: str, layouts: Sequence[Layout] | None = None
) -> tuple[list[LogicalTable], list[Notice]]:
    """Return the logical tables of a text and what could not be understood in them."""
    known = layouts if layouts is not None else project_layouts()
    tables, notices = [], []
    for index, region in enumerate(table_regions(text_document(text), known).regions, start=1):
        table, more = read_table(region, index, TableContext(known))
        tables.append(table)
        notices += more
    return tables, notices


def examples(usual: int) -> int:
    """Return how many examples a property test tries: `usual`, many more under `make fuzz`."""
    return usual * int(os.environ.get("CCHC_FUZZ", "1"))
