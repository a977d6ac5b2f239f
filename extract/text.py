"""Text files (the output of document converters) to a `Document`.

A line with tabs, or with pipes at both ends, is a table row; a blank line or form feed ends
a table fragment, because converters print one at each page break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.document import (
    Block,
    Cell,
    Document,
    Place,
    ReadNote,
    Source,
    TableFragment,
    TextBlock,
)
from extract.encoding import decode_text
from extract.errors import UnreadableError

MAX_LINE = 200_000
_FOOTNOTE_MARK = re.compile(r"<sup>\s*\(?[\d*]{1,3}\)?\s*</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<\s*/?\s*(?:p|br|div|li)\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|sup|sub|font)\b[^<>]{0,200}>", re.IGNORECASE)
_BOLD = re.compile(r"^\s*(?:<b>|<strong>|\*\*)", re.IGNORECASE)
_EMPHASIS_JOIN = re.compile(r"\*{4,}")
_EMPHASIS = re.compile(r"\*{2,3}")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_PIPE_RULE = re.compile(r"^\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
_SPACES = re.compile(r"\s+")


def read_text(data: bytes, source: Source) -> Document:
    """Return the document in `data`; raise UnreadableError for what is no text."""
    if not data.strip():
        raise UnreadableError("empty", "The file is empty.", "Ask the sender for the file again.")
    decoded = decode_text(data)
    notes: list[ReadNote] = []
    if decoded.legacy:
        notes.append(
            ReadNote(
                "legacy_encoding",
                f"The text was written in {decoded.encoding} and converted to Unicode; "
                "compare names and headings with the original.",
                Place(line=1),
            )
        )
    blocks = tuple(_blocks(_lines(decoded.text)))
    return Document(source=source, blocks=blocks, notes=tuple(notes))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    for number, line in enumerate(plain.split("\n"), start=1):
        yield number, line[:MAX_LINE]


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    numbered = list(lines)
    for index, (number, line) in enumerate(numbered):
        if _is_row(line):
            if not _PIPE_RULE.match(line.strip()):
                rows.append(_row(line, number))
            continue
        if rows and line.strip() and _inside_table(numbered, index):
            rows.append(_merged_row(line, number, rows))
            continue
        yield from _flush(rows)
        rows = []
        if line.strip():
            yield from _text(line, number)
    yield from _flush(rows)


def _is_row(line: str) -> bool:
    stripped = line.strip()
    piped = stripped.startswith("|") and stripped.endswith("|") and stripped.count("|") > 2
    return bool(stripped) and ("\t" in line or piped)


def _inside_table(lines: list[tuple[int, str]], index: int) -> bool:
    """Tell whether a line without tabs has table rows directly above and below it."""
    return index + 1 < len(lines) and _is_row(lines[index - 1][1]) and _is_row(lines[index + 1][1])


def _flush(rows: list[tuple[Cell, ...]]) -> Iterator[TableFragment]:
    if rows:
        yield TableFragment(rows=tuple(rows), place=rows[0][0].place)


def _row(line: str, number: int) -> tuple[Cell, ...]:
    stripped = line.strip()
    parts = line.split("\t") if "\t" in line else stripped.strip("|").split("|")
    return tuple(
        Cell(text=strip_markup(part), place=Place(line=number), bold=bool(_BOLD.match(part)))
        for part in parts
    )


def _merged_row(line: str, number: int, rows: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    cell = Cell(
        text=strip_markup(line),
        place=Place(line=number),
        column_span=max(len(row) for row in rows),
        bold=bool(_BOLD.match(line)),
    )
    return (cell,)


def _text(line: str, number: int) -> Iterator[TextBlock]:
    bare = _HEADING.sub("", line)
    text = strip_markup(bare)
    if text:
        yield TextBlock(
            text=text, place=Place(line=number), bold=bare != line or bool(_BOLD.match(bare))
        )


def strip_markup(text: str) -> str:
    """Return `text` without converter tags and emphasis, white space collapsed.

    Footnote marks in <sup> go; a paragraph or line break becomes a space.
    """
    bare = _FOOTNOTE_MARK.sub("", text)
    bare = _TAG.sub("", _BREAK.sub(" ", bare))
    bare = _EMPHASIS.sub("", _EMPHASIS_JOIN.sub(" ", bare))
    return _SPACES.sub(" ", bare.replace("\u00a0", " ")).strip()
