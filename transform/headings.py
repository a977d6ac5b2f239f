"""Heading rows to columns: where the heading ends, what each column is called and means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from contracts.layouts import Layout
from transform.grid import GridRow
from transform.numbering import parse_row_number
from transform.reading import Column
from transform.vietnamese.text import collapse, fold

MAX_HEADING_ROWS = 3
_LONG_NOTE = re.compile(r"\s*\([^()]{12,}\)\s*$")
_PARENTHESES = re.compile(r"^\(.*\)$")
_NUMBER_CELL = re.compile(r"^\(?\s*(?:\d{1,2}|[A-HĐa-h])\s*\)?(?:\s*=.*)?$")
_NOT_HEADING = re.compile(r"\d{3}|[.;!?]\s+\S|\d\s*%|^\d+$")
_EXACT, _PATTERN, _FUZZY = 1.0, 0.8, 0.7
# below this a misspelt heading is as close to another word as to the one meant
_FUZZY_LEAST = 88
_MAX_HEADING_LENGTH = 90


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """What one heading may mean in one layout, with the strength of the evidence."""

    role: str
    score: float


@dataclass(frozen=True, slots=True)
class LayoutMatch:
    """A layout laid over headings: the role of each column, and what is left over."""

    layout: Layout
    roles: tuple[str | None, ...]
    score: float
    complete: bool

    @property
    def leftover(self) -> tuple[int, ...]:
        """Indices of the columns whose heading the layout does not know."""
        return tuple(i for i, role in enumerate(self.roles) if role is None)


def heading_key(text: str) -> str:
    """Return the key of a heading: folded, without long notes in parentheses or marks."""
    bare = _LONG_NOTE.sub("", collapse(text)) or collapse(text)
    return fold(bare).strip(" .:*")


@lru_cache(maxsize=64)
def _spellings(layout: Layout) -> dict[str, str]:
    return {heading_key(h): role.name for role in reversed(layout.roles) for h in role.headings}


def match_heading(text: str, layout: Layout) -> RoleMatch | None:
    """Return what `text` means as a heading of `layout`, or None."""
    key = heading_key(text)
    if not key or len(key) > _MAX_HEADING_LENGTH:
        return None
    spellings = _spellings(layout)
    if key in spellings:
        return RoleMatch(spellings[key], _EXACT)
    for role in layout.roles:
        if any(pattern.search(key) for pattern in role.patterns):
            return RoleMatch(role.name, _PATTERN)
    return _match_misspelt(key, spellings)


def _match_misspelt(key: str, spellings: dict[str, str]) -> RoleMatch | None:
    if len(key) < 5:
        return None
    best = max(spellings, key=lambda known: fuzz.ratio(key, known))
    if fuzz.ratio(key, best) < _FUZZY_LEAST:
        return None
    return RoleMatch(spellings[best], _FUZZY)


def heading_score(texts: Iterable[str], layouts: Sequence[Layout]) -> float:
    """Return how much of the non-blank cells reads as headings of one layout, 0 to 1.

    A role counts once: a row in which two cells mean the same is rather data.
    """
    printed = [t for t in texts if t]
    if not printed:
        return 0.0
    return max(_distinct_roles(printed, layout) for layout in layouts) / len(printed)


def _distinct_roles(texts: Sequence[str], layout: Layout) -> float:
    best: dict[str, float] = {}
    for text in texts:
        match = match_heading(text, layout)
        if match is not None:
            best[match.role] = max(best.get(match.role, 0.0), match.score)
            # a second number column is the one role that may stand twice
            if match.role == "no" and text != texts[0]:
                best["no2"] = match.score
    return sum(best.values())


def is_heading_row(row: GridRow, layouts: Sequence[Layout]) -> bool:
    """Tell whether a row is the first row of a heading."""
    printed = [t for t in dict.fromkeys(row.texts) if t]
    if len(printed) < 2 or _NOT_HEADING.search(printed[0]) or parse_row_number(printed[0]):
        return False
    return heading_score(printed, layouts) >= 0.55 and not is_number_row(row)


def is_number_row(row: GridRow) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3)=(1)+(2), or A B 1 2."""
    printed = [t for t in row.texts if t]
    if len(printed) < 3 or not all(_NUMBER_CELL.match(t) for t in printed):
        return False
    digits = [int(m.group()) for t in printed if (m := re.search(r"\d{1,2}", t.split("=")[0]))]
    return digits == sorted(set(digits)) and len(digits) >= 2 and len(printed) >= len(row.texts) - 1


def _is_sub_heading(row: GridRow, above: GridRow, layouts: Sequence[Layout]) -> bool:
    """Tell whether a row continues the heading above it (its leaves or a note to it)."""
    printed = [(i, t) for i, t in enumerate(row.texts) if t]
    own = [(i, t) for i, t in printed if t != above.texts[i]]
    if not own or len(own) > len(row.texts) - 1 or is_number_row(row):
        return False
    notes = [t for _, t in own if _PARENTHESES.match(t)]
    leaves = [(i, t) for i, t in own if not _PARENTHESES.match(t)]
    if not leaves:
        return bool(notes) and len(printed) < len(row.texts)
    if any(_NOT_HEADING.search(t) or len(t) > _MAX_HEADING_LENGTH for _, t in leaves):
        return False
    split = sum(not above.texts[i] or _spans(above, i) for i, _ in leaves)
    return split >= 1 and heading_score((t for _, t in leaves), layouts) >= 0.5


def _spans(row: GridRow, index: int) -> bool:
    """Tell whether the cell at `index` also covers a neighbour with the same text."""
    text = row.texts[index]
    near = [row.texts[i] for i in (index - 1, index + 1) if 0 <= i < len(row.texts)]
    return bool(text) and text in near


def heading_height(rows: Sequence[GridRow], layouts: Sequence[Layout]) -> int:
    """Return how many of the first rows are heading rows, 0 when there is none."""
    if not rows or not is_heading_row(rows[0], layouts):
        return 0
    height = 1
    while height < min(MAX_HEADING_ROWS, len(rows)) and _is_sub_heading(
        rows[height], rows[height - 1], layouts
    ):
        height += 1
    return height


def columns_of(heading: Sequence[GridRow]) -> tuple[Column, ...]:
    """Return the columns that heading rows name, each with its path from the top.

    A blank beside a heading belongs to it when both have leaves below: that is how a
    spanning heading looks where spans are not kept. Names are made unique by their parent.
    """
    paths = [_path(heading, index) for index in range(len(heading[0].texts))]
    leaves = [path[-1] if path else "" for path in paths]
    names = [
        " - ".join(path) if leaves.count(leaf) > 1 and len(path) > 1 else leaf
        for path, leaf in zip(paths, leaves, strict=True)
    ]
    return tuple(Column(name, path) for name, path in zip(names, paths, strict=True))


def _path(heading: Sequence[GridRow], index: int) -> tuple[str, ...]:
    path: list[str] = []
    for depth, row in enumerate(heading):
        text = row.texts[index] or _spanning(heading, depth, index)
        bare = _LONG_NOTE.sub("", text) or text
        if bare and not (path and _PARENTHESES.match(bare)) and bare not in path[-1:]:
            path.append(bare)
    return tuple(path)


def _spanning(heading: Sequence[GridRow], depth: int, index: int) -> str:
    if depth + 1 >= len(heading) or not _leaf_below(heading, depth, index):
        return ""
    for left in range(index - 1, -1, -1):
        if not _leaf_below(heading, depth, left):
            return ""
        if heading[depth].texts[left]:
            return heading[depth].texts[left]
    return ""


def _leaf_below(heading: Sequence[GridRow], depth: int, index: int) -> bool:
    below = heading[depth + 1].texts[index]
    return bool(below) and not _PARENTHESES.match(below)


def match_layouts(
    columns: Sequence[Column], layouts: Sequence[Layout], numeric: Sequence[bool] = ()
) -> LayoutMatch | None:
    """Return the layout that explains most headings, the most specific one on a tie.

    `numeric` tells for each column whether its cells are mostly numbers; it decides
    between a figure and a result where the headings alone allow both.
    """
    matches = [_match(columns, layout, numeric) for layout in layouts]
    found = [m for m in matches if m is not None]
    return max(
        found, key=lambda m: (m.complete, m.score, m.layout.columns is not None), default=None
    )


def _match(
    columns: Sequence[Column], layout: Layout, numeric: Sequence[bool]
) -> LayoutMatch | None:
    roles = assign_roles(columns, layout)
    have = {role for role, _ in roles if role}
    if layout.columns is not None and tuple(role for role, _ in roles) != layout.columns:
        return None
    if layout.groups and not _has_groups(columns, layout):
        return None
    complete = all(any(role in have for role in group) for group in layout.require)
    score = sum(score for _, score in roles)
    if layout.kind == "indicator" and numeric:
        score += sum(
            (0.5 if number else -0.5)
            for (role, _), number in zip(roles, numeric, strict=True)
            if role == "value"
        )
    return LayoutMatch(layout, tuple(role for role, _ in roles), score, complete)


def _has_groups(columns: Sequence[Column], layout: Layout) -> bool:
    above = {heading_key(name) for column in columns for name in column.path[:-1]}
    return all(heading_key(group) in above for group in layout.groups)


def assign_roles(columns: Sequence[Column], layout: Layout) -> tuple[tuple[str | None, float], ...]:
    """Return role and score of each column; a role is given once, to its best heading."""
    found = [_best(column, layout) for column in columns]
    taken: dict[str, int] = {}
    for index, match in enumerate(found):
        if match is None:
            continue
        holder = taken.get(match.role)
        if holder is None or match.score > (found[holder] or match).score:
            taken[match.role] = index
    roles: list[tuple[str | None, float]] = []
    for index, match in enumerate(found):
        if match is not None and taken[match.role] == index:
            roles.append((match.role, match.score))
        elif match is not None and match.role == "no":
            roles.append(("no2", match.score))
        else:
            roles.append((None, 0.0))
    return tuple(roles)


def _best(column: Column, layout: Layout) -> RoleMatch | None:
    """Return what a column means by its leaf, else by its whole path, else by its group."""
    for text in (column.path[-1:], column.path, column.path[:-1]):
        match = match_heading(" ".join(text), layout) if text else None
        if match is not None:
            return match
    return None
