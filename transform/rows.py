"""Grid rows of a region to logical rows: halves joined, numbers, parents, kinds.

A row without a number may be the rest of the row above that a page end cut off, a total, a
heading, or a row of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from contracts.table_wording import table_wording
from extract.cut_lines import is_cut
from extract.document import Place
from transform.drafts import Draft, PlacedRow, Shape
from transform.grid import GridRow
from transform.numbering import (
    Outline,
    RowNumber,
    neighbours,
    outline,
    parse_row_number,
    split_leading_number,
)
from transform.reading import RowKind
from transform.running_on import BULLET, ENDED, continues
from transform.vietnamese.text import fold

_NOTE_ROW = re.compile(r"^(?:\(?\*+\)?|ghi chú\s*[:.]|chú thích\s*[:.]|nguồn\s*[:.])", re.I)


def logical_rows(rows: Sequence[GridRow], shape: Shape) -> list[PlacedRow]:
    """Return the rows of a region as a reader understands them."""
    drafts: list[Draft] = []
    for row in rows:
        if _is_note_row(row):
            continue
        draft = _draft(_without_spread_title(row, shape), shape)
        if drafts and continues(drafts[-1], draft, shape):
            drafts[-1] = _join(drafts[-1], draft, shape)
        else:
            drafts.append(draft)
    return _placed(_rejoin_notes(drafts, shape), shape)


def _is_note_row(row: GridRow) -> bool:
    """Tell whether a merged row below the data only explains the table."""
    texts = [t for t in row.texts if t]
    return len(texts) == 1 and bool(_NOTE_ROW.match(texts[0]))


def _draft(row: GridRow, shape: Shape) -> Draft:
    number, title, alone = _read_number(row, shape)
    label = title or next((row.texts[i] for i in shape.labels if row.texts[i]), "")
    total = number is None and _names_total(label or " ".join(row.texts).strip())
    second = row.texts[shape.second] if shape.second is not None else ""
    return Draft(
        number=number,
        title=label,
        texts=row.texts,
        places=(row.place,),
        cell_places=row.places,
        bold=any(row.bold),
        alone=alone,
        total=total,
        starts_page=row.starts_page,
        second=second if parse_row_number(second) else None,
        under_number=shape.number in row.covered,
        covered=row.covered,
    )


def _names_total(text: str) -> bool:
    """Tell whether a row is a total by its name; in small letters it is half a sentence."""
    if not text[:1].isupper():
        return False
    name = re.split(r"\s*[:(]", fold(text), maxsplit=1)[0]
    return name in _totals() or name.startswith(table_wording().subtotal_openings)


@cache
def _totals() -> frozenset[str]:
    return frozenset(fold(word) for word in table_wording().totals)


@cache
def _part_announcements() -> frozenset[str]:
    return frozenset(fold(word) for word in table_wording().part_announcements)


def _read_number(row: GridRow, shape: Shape) -> tuple[RowNumber | None, str, bool]:
    """Return number, title and whether the row prints nothing but these."""
    if shape.number is None:
        return _number_in_label(row, shape)
    cell = row.texts[shape.number]
    rest = [i for i in row.printed if i != shape.number]
    number = parse_row_number(cell)
    if number is not None:
        title = row.texts[rest[0]] if len(rest) == 1 else ""
        named = bool(rest) and (rest[0] in shape.labels or rest[0] == shape.second)
        heading = len(rest) == 1 and (named or _opens_part(number, cell, title))
        return number, title if heading else "", heading
    if not cell:
        alone = len(rest) == 1 and (row.merged or rest[0] in shape.labels)
        title = row.texts[rest[0]] if alone else ""
        inner, name = split_leading_number(title, bare_allowed=False)
        opens = inner is not None and inner.style in ("roman", "letter")
        return (inner, name, True) if opens else (None, title, alone)
    number, title = split_leading_number(cell, bare_allowed=True)
    return number, title, not rest


def _opens_part(number: RowNumber, printed: str, title: str) -> bool:
    """Tell whether a row such as "II" or "B" has but a name, in whichever column it stands."""
    is_part = number.style in ("roman", "letter") and printed.lstrip("(")[:1].isupper()
    return is_part and sum(map(str.isalpha, title)) > 1 and not parse_row_number(title)


def _without_spread_title(row: GridRow, shape: Shape) -> GridRow:
    """Return the row with each text once: what spans columns stands in the first of them.

    A name that spans number and name ("TỔNG CỘNG") stands as name. Where spans are not
    kept, a title printed in every column beside the number is one too.
    """
    printed = [i for i in row.printed if i != shape.number]
    again = set(row.spread)
    named = _named_over_number(row, shape)
    if shape.number is not None and named is not None:
        again = {*again, shape.number} - {named}
    if len({row.texts[i] for i in printed}) == 1 and len(printed) == len(row.texts) - 1 > 2:
        again |= set(printed[1:])
    if not again:
        return row
    return replace(row, texts=tuple("" if i in again else t for i, t in enumerate(row.texts)))


def _named_over_number(row: GridRow, shape: Shape) -> int | None:
    """Return the column of names over which a text in the number column goes on, or None."""
    number = shape.number
    if number is None or not row.texts[number]:
        return None
    end = next(i for i in range(number + 1, len(row.texts) + 1) if i not in row.spread)
    named = next((i for i in shape.labels if number < i < end), None)
    if named is None or split_leading_number(row.texts[number], bare_allowed=True)[0]:
        return None
    return named


def _number_in_label(row: GridRow, shape: Shape) -> tuple[RowNumber | None, str, bool]:
    index = next((i for i in (*shape.labels, 0) if row.texts[i]), None)
    alone = len(row.printed) == 1
    if index is None:
        return None, "", alone
    number, title = split_leading_number(row.texts[index], bare_allowed=alone or shape.bare)
    return number, title, alone


def _join(above: Draft, rest: Draft, shape: Shape) -> Draft:
    texts = tuple(
        _joined(before, after) for before, after in zip(above.texts, rest.texts, strict=True)
    )
    # a cell that begins only on the next page stands there
    places = tuple(
        own if before or not after else later
        for before, after, own, later in zip(
            above.texts, rest.texts, above.cell_places, rest.cell_places, strict=True
        )
    )
    named = next((i for i in shape.labels if above.texts[i]), None)
    more = rest.title if above.alone else (rest.texts[named] if named is not None else "")
    reason = "page end" if rest.starts_page else "text runs on"
    return replace(
        above,
        texts=texts,
        title=_joined(above.title, more),
        places=above.places + rest.places,
        cell_places=places,
        joined=(*above.joined, f"{reason} ({rest.places[0]})"),
    )


def _joined(before: str, after: str) -> str:
    if before and after and (re.search(r"[^\W\d_][-/]$", before) or is_cut(before, after)):
        return before + after
    return f"{before} {after}".strip()


def _rejoin_notes(drafts: list[Draft], shape: Shape) -> list[Draft]:
    """Give a note that runs on into a numbered row of the next page back to its row.

    Only where every row between is without a note: then one cell spans them all.
    """
    if shape.note is None:
        return drafts
    rows = list(drafts)
    for index, row in enumerate(rows):
        note = row.texts[shape.note]
        if not (row.starts_page and note and note[0].islower()):
            continue
        owner = next((i for i in range(index - 1, -1, -1) if rows[i].texts[shape.note]), None)
        if owner is None or ENDED.search(rows[owner].texts[shape.note]):
            continue
        rows[owner] = _with_note(rows[owner], shape.note, note, row.places[0])
        rows[index] = replace(row, texts=_set(row.texts, shape.note, ""))
    return rows


def _with_note(row: Draft, column: int, rest: str, place: Place) -> Draft:
    texts = _set(row.texts, column, _joined(row.texts[column], rest))
    return replace(row, texts=texts, joined=(*row.joined, f"note runs on ({place})"))


def _set(texts: tuple[str, ...], index: int, text: str) -> tuple[str, ...]:
    return (*texts[:index], text, *texts[index + 1 :])


def _placed(drafts: list[Draft], shape: Shape) -> list[PlacedRow]:
    numbers = [None if d.total else d.number for d in drafts]
    headings = [
        _is_heading(draft, shape) and not (draft.number is None and _one_series(numbers, near))
        for draft, near in zip(drafts, neighbours(numbers), strict=True)
    ]
    # a total closes what stands open above it, as a heading without a number does
    closing = [h or d.total for h, d in zip(headings, drafts, strict=True)]
    outlines = [
        Outline(1, None) if o.parent is not None and drafts[o.parent].total else o
        for o in outline(numbers, closing)
    ]
    outlines = _beside_under_one_name(outlines, drafts, headings, shape)
    parents = {o.parent for o in outlines}
    rows: list[PlacedRow] = []
    seen: Counter[str] = Counter()
    for index, (draft, place) in enumerate(zip(drafts, outlines, strict=True)):
        path = _path(draft, place, rows, index)
        seen[path] += 1
        bullet = draft.number is not None and draft.number.style == "bullet"
        unique = (
            path if seen[path] == 1 else f"{path}{seen[path]}" if bullet else f"{path}#{seen[path]}"
        )
        kind = _kind(draft, place, heading=headings[index], has_children=index in parents)
        parent = drafts[place.parent].number if place.parent is not None else None
        rows.append(PlacedRow(draft, kind, place.level, parent.text if parent else None, unique))
    return rows


def _beside_under_one_name(
    outlines: Sequence[Outline], drafts: Sequence[Draft], headings: Sequence[bool], shape: Shape
) -> list[Outline]:
    """Put rows that one number and name are merged over beside the first of them.

    Unless that one is a heading: then they are what it holds.
    """
    found = list(outlines)
    first: int | None = None
    for index, draft in enumerate(drafts):
        if not (draft.under_number and set(draft.covered) & set(shape.labels)):
            first = index if draft.number is not None and not headings[index] else None
        elif first is not None and found[index].parent == first:
            found[index] = found[first]
    return found


def _is_heading(draft: Draft, shape: Shape) -> bool:
    """Tell whether a row prints no data besides its number and name."""
    if draft.total:
        return False
    if draft.number is None:
        parts = fold(draft.title).strip(" .:") in _part_announcements()
        return draft.alone and not parts and not BULLET.match(draft.title)
    known = {shape.number, shape.second, *shape.labels}
    return draft.alone or not any(t for i, t in enumerate(draft.texts) if i not in known)


def _one_series(numbers: Sequence[RowNumber | None], near: tuple[int | None, int | None]) -> bool:
    """Tell whether the numbers around a row belong to one dotted series.

    A heading would end the series; a row in it belongs to the one above.
    """
    before = numbers[near[0]] if near[0] is not None else None
    after = numbers[near[1]] if near[1] is not None else None
    if before is None or after is None or after.depth < 2:
        return False
    return before.parts[0] == after.parts[0]


def _kind(draft: Draft, place: Outline, *, heading: bool, has_children: bool) -> RowKind:
    if draft.total:
        return "total"
    top = draft.number is None or draft.number.style in ("roman", "letter")
    if heading and (
        top or (has_children and place.level == 1) or (draft.alone and not draft.number)
    ):
        return "section"
    return "group" if has_children else "item"


def _path(draft: Draft, place: Outline, rows: Sequence[PlacedRow], index: int) -> str:
    own = draft.number.text if draft.number else ("total" if draft.total else f"r{index + 1}")
    if place.parent is None:
        return own
    above = rows[place.parent]
    number = above.draft.number
    if number and draft.number and draft.number.parts[: number.depth] == number.parts:
        head, _, _ = above.path.rpartition("/")
        return f"{head}/{own}" if head else own
    return f"{above.path}/{own}"
