"""From rows to lines of text over several pages: breaks, repeated headers, split rows.

A page break is one to three blank lines, perhaps with the page number alone on a line. A row
that does not fit is printed in two or three pieces; the later ones have a blank number.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row as printed on paper; `tags` wrap cells in <b> or <i>.

    Only columns in `divisible` may be continued on the next page. A line feed inside a cell
    parts its paragraphs.
    """

    cells: tuple[str, ...]
    tags: tuple[str, ...] = ()
    divisible: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pages:
    """How a table falls over pages.

    `rows` is the range of rows on a page; `repeat` tells whether headers are printed again;
    `split` the chance that the last row of a page is continued, `pieces` in how many pieces,
    `touch` in how many columns at most; `numbers` whether page numbers stand between pieces.
    """

    rows: tuple[int, int] = (6, 10)
    repeat: bool = True
    split: float = 0.5
    pieces: int = 2
    touch: int = 1
    numbers: bool = False


def line(row: PrintedRow) -> str:
    """Return the row as one line with tabs."""
    tags = row.tags or ("",) * len(row.cells)
    return "\t".join(_wrapped(text, tag) for text, tag in zip(row.cells, tags, strict=True))


def _wrapped(text: str, tag: str) -> str:
    if "\n" in text:
        return " ".join(f"<p>{part}</p>" for part in text.split("\n"))
    return f"<{tag}>{text}</{tag}>" if tag and text else text


def paginate(
    rng: Random, header: list[str], rows: list[PrintedRow], pages: Pages, first_page: int = 3
) -> list[str]:
    """Return the lines of a table; `header` is printed at the top and, if so set, on each page."""
    lines, page = list(header), first_page
    left = rng.randint(*pages.rows)
    for position, row in enumerate(rows):
        left -= 1
        is_last = position == len(rows) - 1
        if left > 0 or is_last:
            lines.append(line(row))
            continue
        pieces = _pieces(rng, row, pages)
        for number, piece in enumerate(pieces):
            if number and _breaks_here(rng, number):
                page += 1
                lines += _break(rng, header, pages, page)
            lines.append(line(piece))
        if len(pieces) == 1:
            page += 1
            lines += _break(rng, header, pages, page)
        left = rng.randint(*pages.rows)
    return lines


def _breaks_here(rng: Random, number: int) -> bool:
    """Tell whether a piece starts a page; the third may follow the second on the same one."""
    return number == 1 or rng.random() < 0.5


def _break(rng: Random, header: list[str], pages: Pages, page: int) -> list[str]:
    blanks = [""] * rng.choice((1, 1, 2, 3))
    number = [str(page) + rng.choice(("", "  ")), ""] if pages.numbers else []
    return [*blanks, *number, *(header if pages.repeat else [])]


def _pieces(rng: Random, row: PrintedRow, pages: Pages) -> list[PrintedRow]:
    if rng.random() >= pages.split:
        return [row]
    columns = [i for i in sorted(row.divisible) if len(row.cells[i].split(" ")) >= 2 * pages.pieces]
    if not columns:
        return [row]
    touched = rng.sample(columns, min(len(columns), rng.randint(1, pages.touch)))
    parts = {i: _cut(rng, row.cells[i], pages.pieces) for i in touched}
    return [_piece(row, parts, number) for number in range(pages.pieces)]


def _piece(row: PrintedRow, parts: dict[int, list[str]], number: int) -> PrintedRow:
    rest = [text if number == 0 else "" for text in row.cells]
    for column, texts in parts.items():
        rest[column] = texts[number]
    return PrintedRow(tuple(rest), row.tags)


def _cut(rng: Random, text: str, pieces: int) -> list[str]:
    """Cut a cell between words, after a hyphen where there is one."""
    words = text.split(" ")
    hyphens = [i + 1 for i, word in enumerate(words[:-1]) if i and word.endswith("-")]
    if pieces == 2 and hyphens:
        at = [rng.choice(hyphens)]
    else:
        at = sorted(rng.sample(range(1, len(words)), pieces - 1))
    edges = [0, *at, len(words)]
    return [" ".join(words[a:b]) for a, b in itertools.pairwise(edges)]
