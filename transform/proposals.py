"""A layout for a table that no layout explains: which known one is nearest, and what to add.

What is proposed is a file for a person to read and correct. Nothing here is used by itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff

from rapidfuzz import fuzz, process

from contracts.layouts import Layout, layout_text, parse_layout
from transform.agencies import parse_agencies
from transform.captions import appendix_number
from transform.deadlines import parse_deadline
from transform.guards import path_key
from transform.indicators import PrintedRow, match_indicators
from transform.layout_match import heading_key, match_layout
from transform.measures import words_of
from transform.numbering import parse_row_number
from transform.reading import Column, LogicalTable
from transform.vietnamese.numbers import parse_number
from transform.vietnamese.text import fold

_SIMILAR = 78
_MOST = 0.6
_LONG_WORDS = 4
# below this share no layout is near, and the cells decide which kind of table it is
_NEAR = 0.4
# from this share on the headings say more than the cells
_SURE = 0.7
# with fewer known rows the form is none of the catalogue
_MOST_CODED = 0.5
_TITLE_WORDS = 10
_EXAMPLES = 3
_NOT_DATES = frozenset({"blank", "misplaced", "reference", "conditional", "relative"})
# what cells of a kind may be in a layout of each kind, the likeliest first
_ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "numbers": {"indicator": ("value", "level"), "task": ("measure", "budget")},
    "row numbers": {"indicator": ("no",), "task": ("no",), "matrix": ("no",)},
    "dates": {"task": ("deadline", "start"), "matrix": ("label",)},
    "agencies": {"task": ("lead", "coordinating", "monitor"), "matrix": ("label",)},
    "sentences": {
        "indicator": ("label",),
        "task": ("task", "activity", "result"),
        "matrix": ("label",),
    },
    "words": {"indicator": ("label", "unit"), "matrix": ("label",)},
}


@dataclass(frozen=True, slots=True)
class Guess:
    """What an unknown heading may mean: the role proposed, and why."""

    heading: str
    role: str
    why: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A layout proposed for one table.

    `nearest` holds the known layouts with the share of the table they explain, the best
    first; `diff` shows what the proposal adds to its parent.
    """

    id: str
    fingerprint: str
    parent: str
    score: float
    nearest: tuple[tuple[str, float], ...]
    guesses: tuple[Guess, ...]
    yaml_text: str
    diff: str


def fingerprint(columns: Sequence[Column]) -> str:
    """Return a hash of the heading paths that case, tone style and white space leave alone."""
    paths = [" / ".join(heading_key(name) for name in column.path) for column in columns]
    return hashlib.sha256("\n".join(paths).encode()).hexdigest()[:16]


def _title_mark(table: LogicalTable) -> str:
    titled = f"{fold(table.title or '')}\n{fingerprint(table.columns)}"
    return hashlib.sha256(titled.encode()).hexdigest()[:16]


def nearest_layouts(
    table: LogicalTable, layouts: Sequence[Layout]
) -> tuple[tuple[Layout, float], ...]:
    """Return the layouts by the share of the table's columns they explain, best first.

    One that extends another and lacks what it requires says no more than its parent.
    """
    numeric = [_numeric(cells) for cells in _cells(table)]
    found = []
    for layout in layouts:
        match = match_layout(table.columns, layout, numeric, table.title or "")
        if match is None or layout.is_special or not (match.complete or layout.extends is None):
            continue
        known = sum(role is not None for role in match.roles)
        found.append((layout, round(known / max(1, len(table.columns)), 2)))
    kind = _kind_by_cells(table)
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].kind != kind)))


def propose(table: LogicalTable, layouts: Sequence[Layout], source: str = "") -> Proposal:
    """Return a layout under which `table` would be read; `source` names where it stands.

    Raises ValueError when there is no layout that could be a parent.
    """
    near = nearest_layouts(table, layouts)
    if not near:
        raise ValueError("no layout to start from")
    parent, score = _parent(table, near)
    guesses = tuple(_guesses(table, parent))
    # tables whose headings are known are told apart by their titles
    mark = fingerprint(table.columns) if guesses else _title_mark(table)
    name = f"{parent.id}-{mark[:8]}"
    text = _yaml((name, mark), table, parent, guesses, near, source)
    proposed = parse_layout(text, layouts, name)
    diff = unified_diff(
        layout_text(parent).splitlines(keepends=True),
        layout_text(proposed).splitlines(keepends=True),
        f"{parent.id} (as it is)",
        f"{name} (proposed)",
        n=2,
    )
    shares = tuple((layout.id, share) for layout, share in near[:_EXAMPLES])
    return Proposal(name, mark, parent.id, score, shares, guesses, text, "".join(diff))


def _parent(table: LogicalTable, near: Sequence[tuple[Layout, float]]) -> tuple[Layout, float]:
    """Return the layout to start from: the nearest, or the nearest of the kind its cells show.

    The cells decide where no layout is near, or where the nearest would leave the figures of
    several columns unread: a plan has none, and a statistical form has rows of the catalogue.
    """
    if all(column.role for column in table.columns):
        # only its rows are unknown
        near = [pair for pair in near if pair[0].kind == table.kind] or near
        return near[0]
    best, score = near[0]
    kind = _kind_by_cells(table)
    of_kind = next((pair for pair in near if pair[0].kind == kind), near[0])
    if score < _NEAR or (kind == "matrix" and best.kind == "task"):
        return of_kind
    own = best.kind == "indicator" and score < _SURE and _is_own_form(table)
    return of_kind if own and kind == "matrix" else near[0]


def _is_own_form(table: LogicalTable) -> bool:
    """Tell whether most rows of a table are none of the catalogue, by their names."""
    columns = zip(_cells(table), range(len(table.columns)), strict=True)
    texts = [i for cells, i in columns if cells and _content(cells) in ("sentences", "words")]
    names = [row.label or (row.cells[texts[0]] if texts else "") for row in table.rows]
    printed = [PrintedRow(row.no, n) for row, n in zip(table.rows, names, strict=True)]
    codes = match_indicators(printed, appendix_number(table.appendix))
    return sum(code is not None for code in codes) < _MOST_CODED * len(codes)


def _has_equal_headings(table: LogicalTable) -> bool:
    """Tell whether a heading stands twice, which only its author can mend."""
    paths = [path_key(c) for c in table.columns if c.path and c.role not in ("no", "no2")]
    return len(set(paths)) < len(paths)


def needs_layout(table: LogicalTable) -> bool:
    """Tell whether a table is held because no layout knows its headings, or its form."""
    if table.held is None or _has_equal_headings(table):
        return False
    unknown = table.kind == "unknown" or any(column.role is None for column in table.columns)
    return unknown or (table.kind == "indicator" and _is_own_form(table))


def _cells(table: LogicalTable) -> list[list[str]]:
    """Return the printed cells of each column, section rows left out."""
    rows = [row for row in table.rows if row.kind != "section"]
    return [[row.cells[i] for row in rows if row.cells[i]] for i in range(len(table.columns))]


def _numeric(cells: Sequence[str]) -> bool | None:
    if not cells:
        return None
    kinds = [parse_number(cell).kind for cell in cells]
    return _mostly(kind != "unreadable" for kind in kinds)


def _mostly(answers: Iterator[bool]) -> bool:
    found = list(answers)
    return bool(found) and sum(found) >= _MOST * len(found)


def _content(cells: Sequence[str]) -> str:
    """Return of which kind most cells of a column are."""
    if not cells:
        return "nothing"
    numbers = [parse_row_number(cell) for cell in cells]
    ordinals = [n.ordinal for n in numbers if n is not None]
    if len(ordinals) == len(cells) > 1 and ordinals == list(range(1, len(cells) + 1)):
        return "row numbers"
    if _numeric(cells):
        return "numbers"
    if _mostly(parse_deadline(cell).type not in _NOT_DATES for cell in cells):
        return "dates"
    if _mostly(any(agency.key or agency.open_set for agency in parse_agencies(c)) for c in cells):
        return "agencies"
    long = sum(len(cell.split()) for cell in cells) > _LONG_WORDS * len(cells)
    return "sentences" if long else "words"


def _kind_by_cells(table: LogicalTable) -> str:
    found = Counter(_content(cells) for cells in _cells(table))
    if found["numbers"] >= max(2, len(table.columns) / 3):
        return "matrix"
    return "indicator" if found["numbers"] and not found["dates"] else "task"


def _guesses(table: LogicalTable, parent: Layout) -> Iterator[Guess]:
    """Yield a guess for each column that `parent` does not know."""
    cells = _cells(table)
    match = match_layout(table.columns, parent, [_numeric(c) for c in cells], table.title or "")
    roles = match.roles if match else (None,) * len(table.columns)
    taken = {role for role in roles if role}
    for column, role, printed in zip(table.columns, roles, cells, strict=True):
        if role is not None:
            continue
        heading = _heading(column, table.columns)
        guess, why = _role(heading, printed, parent, taken)
        taken.add(guess)
        yield Guess(heading, guess, why, tuple(dict.fromkeys(printed))[:_EXAMPLES])


def _heading(column: Column, columns: Sequence[Column]) -> str:
    """Return the leaf of a column's heading, or all of its path where another has that leaf."""
    if not column.path:
        return column.name
    leaves = [heading_key(c.path[-1]) for c in columns if c.path]
    alone = leaves.count(heading_key(column.path[-1])) == 1
    return column.path[-1] if alone else " ".join(column.path)


def _role(heading: str, cells: Sequence[str], parent: Layout, taken: set[str]) -> tuple[str, str]:
    """Return a role for an unknown heading, and why: by its words, else by its cells."""
    content = _content(cells)
    # without diacritics, which typists and scanners lose first
    named = ("label", "sublabel") if content == "numbers" else ()
    roles = [role for role in parent.roles if role.name not in named]
    spellings = {_slug(h): (r.name, h) for r in roles for h in r.headings}
    best = process.extractOne(
        _slug(heading), list(spellings), scorer=fuzz.ratio, score_cutoff=_SIMILAR
    )
    if best and (spellings[best[0]][0] not in taken or spellings[best[0]][0] in parent.repeating):
        role, known_heading = spellings[best[0]]
        return role, f"like the known heading “{known_heading}”"
    known = {role.name for role in parent.roles}
    for role in _ROLES.get(content, {}).get(parent.kind, ()):
        if role in known and (role not in taken or role in parent.repeating):
            return role, f"its cells are {content}"
    own = _slug(heading)
    if parent.kind == "matrix" and content in ("numbers", "nothing"):
        aspect = words_of(heading, parent).aspect or ("rate" if "%" in heading else None)
        own = f"other.{own}.{aspect}" if aspect else f"other.{own}"
    unique = next(n for i in range(1, 100) if (n := own if i == 1 else f"{own}_{i}") not in taken)
    return unique, f"a column of its own; its cells are {content}"


def _slug(heading: str) -> str:
    plain = unicodedata.normalize("NFD", heading.casefold().replace("đ", "d"))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")[:30].strip("_") or "column"


def _yaml(
    named: tuple[str, str],
    table: LogicalTable,
    parent: Layout,
    guesses: Sequence[Guess],
    near: Sequence[tuple[Layout, float]],
    source: str,
) -> str:
    name, mark = named
    where = ", ".join(part for part in (source, table.appendix, str(table.place)) if part)
    shares = ", ".join(f"{layout.id} {share:.0%}" for layout, share in near[:_EXAMPLES])
    lines = [
        f"# Proposed for {where}",
        f"# fingerprint {mark}; headings known: {shares}",
        "# Read every line, correct the roles, and put the file into a folder of layouts.",
        f"id: {name}",
        f"extends: {parent.id}",
        "version: 1",
        f"describes: {_quoted(table.title or f'Table like {parent.id}')}",
        "roles:" if guesses else "roles: {}",
    ]
    for role in dict.fromkeys(guess.role for guess in guesses):
        own = [guess for guess in guesses if guess.role == role]
        lines += [_comment(guess) for guess in own]
        headings = ", ".join(_quoted(guess.heading) for guess in own)
        lines += [
            f"  {_quoted(role) if role == 'no' else role}:",
            f"    headings: [{headings}]",
        ]
    return (
        "\n".join(
            [
                *lines,
                *_require(table, parent, guesses),
                *_ignored(parent, guesses),
                *_form(table, parent),
            ]
        )
        + "\n"
    )


def _ignored(parent: Layout, guesses: Sequence[Guess]) -> list[str]:
    """Return the line that says which columns of words are shown and not loaded."""
    known = {role.name for role in parent.roles}
    own = [g.role for g in guesses if g.role not in known and "." not in g.role]
    if not own:
        return []
    listed = ", ".join(dict.fromkeys([*parent.ignored, *own]))
    return ["# read and shown, and not loaded", f"ignored: [{listed}]"]


def _comment(guess: Guess) -> str:
    shown = " | ".join(guess.examples).replace("\n", " ")
    return f"  # {guess.why}" + (f": {shown[:100]}" if shown else "")


def _form(table: LogicalTable, parent: Layout) -> list[str]:
    """Return the lines that let a form load whose rows are none of the catalogue.

    Where all headings are known it is told by its title, else by its order of columns.
    """
    if parent.kind != "indicator" or not parent.catalogue_share or not _is_own_form(table):
        return []
    lines = ["# its rows are none of the catalogue: they load as printed, without codes"]
    if all(column.role for column in table.columns):
        words = fold(table.title or "").split()[:_TITLE_WORDS]
        plain = re.sub(r"([^\w\s])", r"\\\1", " ".join(words))
        pattern = re.sub(r"\d+", r"\\d+", plain).replace("'", "''")
        roles = ", ".join(_quoted(column.role or "") for column in table.columns)
        lines.append(f"titles: ['^{pattern}']" if words else f"columns: [{roles}]")
    return [*lines, "catalogue_share: 0"]


def _require(table: LogicalTable, parent: Layout, guesses: Sequence[Guess]) -> list[str]:
    """Return the line that loosens what the parent requires, where the table lacks it."""
    numeric = [_numeric(cells) for cells in _cells(table)]
    match = match_layout(table.columns, parent, numeric, table.title or "")
    roles = {role for role in (match.roles if match else ()) if role}
    roles |= {guess.role for guess in guesses}
    roles |= {role.partition(".")[0] for role in roles}
    kept = [[r for r in group if r in roles][:1] for group in parent.require]
    if all(kept):
        return []
    own = [[g.role.partition(".")[0]] for g in guesses if "." in g.role][:1]
    groups = [group for group in [*kept, *own] if group]
    listed = ", ".join(f"[{', '.join(group)}]" for group in groups)
    return ["# the table lacks what its parent requires", f"require: [{listed}]"]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
