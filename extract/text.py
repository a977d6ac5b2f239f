"""Text files (the output of document converters) to a `Document`.

A line with tabs, with pipes at both ends or with columns of blanks is a table row; a blank
line or form feed ends a table fragment, because converters print one at each page break.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from extract.aligned import with_tabs
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
from extract.encoding import Decoded, decode_text
from extract.errors import UnreadableError
from extract.html_tables import without_tables
from extract.printed import clean

MAX_LINE = 200_000
_FOOTNOTE_MARK = re.compile(r"<sup>\s*\(?[\d*]{1,3}\)?\s*</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<\s*/?\s*(?:p|br|div|li|center)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|sup|sub|font)\b[^<>]{0,200}>", re.IGNORECASE)
_BOLD = re.compile(r"^\s*(?:<b>|<strong>|\*\*)", re.IGNORECASE)
_EMPHASIS_JOIN = re.compile(r"\*{4,}")
_EMPHASIS = re.compile(r"\*{2,3}")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
# a cell of a rule: two dashes, or one with the colon that aligns its column
_RULE_CELL = r"\s*(?::?[-=]{2,}:?|:-:?|-:)\s*"
_PIPE_RULE = re.compile(rf"^[|+]?(?:{_RULE_CELL}[|+])+(?:{_RULE_CELL})?$")
_PIPE = re.compile(r"(?<!\\)\|")
_PAGE_NUMBER = re.compile(r"^\s*[-–]?\s*(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–]?\s*$", re.I)
_FEWEST_PIPES = 2
# shorter than a caption is the number of a row
_FEWEST_LETTERS = 6
# the characters that draw boxes, and how a typewriter draws them
_DRAWN = re.compile("[\u2500-\u256c]")
_AS_TYPED = dict.fromkeys(range(0x2500, 0x256D), "+")
_AS_TYPED |= dict.fromkeys(map(ord, "─━┄┅┈┉╌╍═"), "-") | dict.fromkeys(map(ord, "│┃┆┇┊┋╎╏║"), "|")


def read_text(data: bytes, source: Source) -> Document:
    """Return the document in `data`; raise UnreadableError for what is no text."""
    decoded = decode_text(data)
    return text_document(_lines(decoded.text), decoded, source)


def text_document(lines: Iterable[tuple[int, str]], decoded: Decoded, source: Source) -> Document:
    """Return the document in numbered `lines`, a tab between the cells of those of a table.

    Raises UnreadableError where nothing is written in them.
    """
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
    blocks = tuple(_all_blocks(list(lines)))
    if not blocks:
        raise UnreadableError("empty", "The file is empty.", "Ask the sender for the file again.")
    return Document(source=source, blocks=blocks, notes=tuple(notes))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    for number, line in enumerate(plain.split("\n"), start=1):
        drawn = len(_DRAWN.findall(line)) >= _FEWEST_PIPES
        yield number, (line.translate(_AS_TYPED) if drawn else line)[:MAX_LINE]


def _all_blocks(lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
    for part in without_tables(lines):
        if isinstance(part, TableFragment):
            yield part
        else:
            yield from _blocks(part)


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    barred = True
    numbered = _without_inner_breaks(with_tabs(list(lines)))
    for index, (number, line) in enumerate(numbered):
        if _is_row(numbered, index):
            if not _PIPE_RULE.match(line.strip()):
                # without bars at both ends, one in front comes behind a blank first cell
                barred = barred if rows else line.strip().startswith("|")
                rows.append(_row(line, number, barred=barred))
            continue
        inside = rows and line.strip() and not _PAGE_NUMBER.match(line)
        if inside and _inside_table(numbered, index):
            rows.append(_merged_row(line, number, rows))
            continue
        yield from _flush(rows)
        rows = []
        if line.strip():
            yield from _text(line, number)
    yield from _flush(rows)


def _without_inner_breaks(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Join lines that a line break inside a cell cut: their tabs add up to a full row.

    How many tabs are full is what most rows have down to the next blank line, or the first
    of them, which is the heading, where that has more. The later line must go on in small
    letters, as a new row or paragraph would not.
    """
    joined: list[tuple[int, str]] = []
    for blank, run in groupby(lines, key=lambda line: not line[1].strip()):
        block = list(run)
        joined += block if blank else _joined_run(block)
    return joined


def _joined_run(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    counts = [line.count("\t") for _, line in lines if "\t" in line]
    full = max(counts[0], Counter(counts).most_common(1)[0][0]) if counts else 0
    open_line: tuple[int, str] | None = None
    for number, line in lines:
        tabs = open_line[1].count("\t") if open_line else 0
        if open_line and 0 < tabs < full and _goes_on(line, full - tabs):
            open_line = (open_line[0], f"{open_line[1]} {line}")
            continue
        if open_line:
            yield open_line
        open_line = (number, line)
    if open_line:
        yield open_line


def _goes_on(line: str, missing_tabs: int) -> bool:
    return line[:1].islower() and line.count("\t") <= missing_tabs


def _is_row(lines: list[tuple[int, str]], index: int) -> bool:
    line = lines[index][1].strip()
    if not line:
        return False
    if "\t" in lines[index][1]:
        return not _is_indented(lines, index)
    if _PIPE_RULE.match(line):
        return True
    pipes = _pipes(line)
    if pipes < _FEWEST_PIPES:
        return False
    if line.startswith("|") and line.endswith("|"):
        return True
    # without bars at both ends one line is as well a menu: a table has two alike
    near = [other.strip() for other in _near(lines, index)]
    return any(_pipes(other) == pipes or _PIPE_RULE.match(other) for other in near)


def _is_indented(lines: list[tuple[int, str]], index: int) -> bool:
    """Tell whether a line's one tab only indents a paragraph.

    Beside a row of two cells it is the half of such a row.
    """
    line = lines[index][1]
    if line.count("\t") > 1 or "\t" in line.strip():
        return False
    return not any(
        other.count("\t") == 1 and "\t" in other.strip() for other in _near(lines, index)
    )


def _near(lines: list[tuple[int, str]], index: int) -> list[str]:
    return [lines[i][1] for i in (index - 1, index + 1) if 0 <= i < len(lines)]


def _pipes(line: str) -> int:
    return len(_PIPE.findall(line))


def _inside_table(lines: list[tuple[int, str]], index: int) -> bool:
    """Tell whether a line without tabs has table rows directly above and below it."""
    return index + 1 < len(lines) and _is_row(lines, index - 1) and _is_row(lines, index + 1)


def _flush(rows: list[tuple[Cell, ...]]) -> Iterator[Block]:
    """Yield rows as a fragment; those with words in their first cell alone are lines."""
    printed = [cell.text for row in rows for cell in row[1:] if cell.text]
    if printed or any(len(row[0].text) < _FEWEST_LETTERS for row in rows):
        yield TableFragment(rows=tuple(rows), place=rows[0][0].place)
        return
    yield from (TextBlock(row[0].text, row[0].place, row[0].bold) for row in rows)


def _row(line: str, number: int, *, barred: bool) -> tuple[Cell, ...]:
    parts = line.split("\t") if "\t" in line else _pipe_parts(line.strip(), barred=barred)
    return tuple(
        Cell(text=strip_markup(part), place=Place(line=number), bold=bool(_BOLD.match(part)))
        for part in map(_unquoted, parts)
    )


def _unquoted(part: str) -> str:
    """Return a cell without the quotes that a spreadsheet puts around one with quotes in it."""
    inner = part[1:-1]
    quoted = len(part) > 2 and part[0] == part[-1] == '"' and '""' in inner
    return inner.replace('""', '"') if quoted and '"' not in inner.replace('""', "") else part


def _pipe_parts(line: str, *, barred: bool) -> list[str]:
    """Cut a line at its bars; those that enclose it open no cell."""
    bare = line.removeprefix("|") if barred else line
    bare = bare[:-1] if barred and bare.endswith("|") and not bare.endswith("\\|") else bare
    return [part.replace("\\|", "|") for part in _PIPE.split(bare)]


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
    return clean(bare)
