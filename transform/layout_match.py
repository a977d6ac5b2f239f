"""Which layout explains a table's headings, and what each column means in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from contracts.layouts import Layout
from transform.measures import is_measure, measure_roles, words_of
from transform.misspelling import near_spelling, squeezed
from transform.reading import Column
from transform.vietnamese.text import collapse, fold

LONG_NOTE = re.compile(r"\s*\([^()]{12,}\)\s*$")
MAX_HEADING_LENGTH = 90
_EXACT, _PATTERN, _FUZZY = 1.0, 0.8, 0.7
# the role for names that “Chỉ tiêu” has, which also heads what is planned
_NAMES_BY_WORD = {"indicator": "label", "matrix": "sublabel"}
# fewer cells than these read as measures are as likely prose
_FEWEST_MEASURES = 3


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


@lru_cache(maxsize=16384)
def heading_key(text: str) -> str:
    """Return the key of a heading: folded, without long notes in parentheses or marks."""
    bare = LONG_NOTE.sub("", collapse(text)) or collapse(text)
    return fold(bare).strip(" .:*")


@lru_cache(maxsize=64)
def _spellings(layout: Layout) -> dict[str, str]:
    return {heading_key(h): role.name for role in reversed(layout.roles) for h in role.headings}


@lru_cache(maxsize=16384)
def heading_matches(text: str, layout: Layout) -> tuple[RoleMatch, ...]:
    """Return what `text` may mean as a heading of `layout`, the likeliest first.

    The known spelling comes before the patterns, which come in the order of the roles; a
    misspelt heading is looked for only when neither finds one.
    """
    key = heading_key(text)
    if not key or len(key) > MAX_HEADING_LENGTH:
        return ()
    spelt = spelt_role(key, layout)
    by_pattern = [
        RoleMatch(role.name, _PATTERN)
        for role in layout.roles
        if role.name != spelt and any(pattern.search(key) for pattern in role.patterns)
    ]
    if spelt is not None:
        return (RoleMatch(spelt, _EXACT), *by_pattern)
    return tuple(by_pattern) or _misspelt(key, layout)


def match_heading(text: str, layout: Layout) -> RoleMatch | None:
    """Return what `text` most likely means as a heading of `layout`, or None."""
    return next(iter(heading_matches(text, layout)), None)


def spelt_role(key: str, layout: Layout) -> str | None:
    """Return the role that the key of a heading spells, breaks inside words set aside."""
    return _spellings(layout).get(key) or _unbroken(layout).get(squeezed(key))


@lru_cache(maxsize=64)
def _unbroken(layout: Layout) -> dict[str, str]:
    return {squeezed(key): role for key, role in _spellings(layout).items()}


@lru_cache(maxsize=64)
def _printed_spellings(layout: Layout) -> dict[str, str]:
    headings = [h for role in layout.roles for h in role.headings]
    return {heading_key(h): h for h in reversed(headings)}


def _misspelt(key: str, layout: Layout) -> tuple[RoleMatch, ...]:
    spellings = _spellings(layout)
    meant = near_spelling(key, spellings)
    return (RoleMatch(spellings[meant], _FUZZY),) if meant else ()


def unbroken_heading(text: str, layout: Layout) -> str:
    """Return a heading without the breaks that a narrow column put inside its words."""
    key = heading_key(text)
    if key in _spellings(layout) or squeezed(key) not in _unbroken(layout):
        return text
    known = {squeezed(other): printed for other, printed in _printed_spellings(layout).items()}
    return known[squeezed(key)]


@lru_cache(maxsize=16384)
def meant_spelling(text: str, role: str, layout: Layout) -> str | None:
    """Return the known heading of `role` that `text` misspells; None where it is none."""
    key = heading_key(text)
    if not key or spelt_role(key, layout) is not None:
        return None
    own = [known for known, name in _spellings(layout).items() if name == role]
    meant = near_spelling(key, own)
    return _printed_spellings(layout)[meant] if meant else None


def heading_score(
    texts: Iterable[str], layouts: Sequence[Layout], *, leaves: bool = False
) -> float:
    """Return how much of the non-blank cells reads as headings of one layout, 0 to 1.

    A role counts once: a row in which two cells mean the same is rather data. `leaves` tells
    that the row stands below a heading, whose first row has already named what rows are.
    """
    printed = [t for t in texts if t]
    if not printed:
        return 0.0
    roots = [layout for layout in layouts if layout.own_words]
    scores = (
        _measured(printed, layout, leaves=leaves)
        if layout.kind == "matrix"
        else _distinct_roles(printed, layout)
        for layout in roots
    )
    return max(scores) / len(printed)


def _measured(texts: Sequence[str], layout: Layout, *, leaves: bool) -> float:
    """Return how many cells read as headings of a matrix.

    Words of what is counted also stand in sentences: only behind a heading over the rows'
    names or numbers, spelt as known, do they make a heading.
    """
    named = [text for text in texts if _is_spelt(text, layout)]
    measures = [t for t in texts if t not in named and words_of(t, layout).says_what]
    if len(texts) < _FEWEST_MEASURES or not (leaves or texts[0] in named):
        return float(len(named))
    return len(named) + _PATTERN * len(measures)


def _is_spelt(text: str, layout: Layout) -> bool:
    return spelt_role(heading_key(text), layout) is not None


def _distinct_roles(texts: Sequence[str], layout: Layout) -> float:
    best: dict[str, float] = {}
    opened = _is_spelt(texts[0], layout)
    for position, text in enumerate(texts):
        match = match_heading(text, layout)
        if match is None or (match.role in layout.general and not opened):
            continue
        # what may stand over several columns counts each time, as does a second number
        again = match.role in layout.repeating or (match.role == "no" and text != texts[0])
        slot = f"{match.role} {position}" if again else match.role
        best[slot] = max(best.get(slot, 0.0), match.score)
    return sum(best.values())


def is_number_heading(text: str, layouts: Sequence[Layout]) -> bool:
    """Tell whether a heading stands over row numbers in any layout."""
    key = heading_key(text)
    return any(spelt_role(key, layout) == "no" for layout in layouts if layout.own_words)


def match_layouts(
    columns: Sequence[Column],
    layouts: Sequence[Layout],
    numeric: Sequence[bool | None] = (),
    title: str = "",
) -> LayoutMatch | None:
    """Return the layout that explains most headings, the most specific one on a tie.

    `numeric` tells for each column whether its cells are mostly numbers, None where it has
    none; it decides between a figure and a result where the headings alone allow both.
    `title` says what a matrix counts where no heading does.
    """
    matches = [match_layout(columns, layout, numeric, title) for layout in layouts]
    found = [m for m in matches if m is not None]
    return max(found, key=lambda m: (m.complete, m.score, m.layout.is_special), default=None)


def match_layout(
    columns: Sequence[Column],
    layout: Layout,
    numeric: Sequence[bool | None] = (),
    title: str = "",
) -> LayoutMatch | None:
    """Return `layout` laid over the columns, or None where its own order or title is another."""
    if layout.titles and not any(pattern.search(fold(title)) for pattern in layout.titles):
        return None
    roles = assign_roles(columns, layout, title)
    if numeric and layout.kind == "matrix":
        roles = _without_late_names(_without_texts(roles, numeric))
    if numeric:
        roles = _without_numeric_names(roles, numeric, layout)
    have = {role for role, _ in roles if role}
    have |= {role.partition(".")[0] for role in have if is_measure(role)}
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
            if role in ("value", "interval", "level")
        )
    return LayoutMatch(layout, tuple(role for role, _ in roles), score, complete)


def _without_texts(
    roles: Sequence[tuple[str | None, float]], numeric: Sequence[bool | None]
) -> tuple[tuple[str | None, float], ...]:
    """Return the roles without those of measures whose columns hold words."""
    return tuple(
        (None, 0.0) if is_measure(role) and number is False else (role, score)
        for (role, score), number in zip(roles, numeric, strict=True)
    )


def _without_late_names(
    roles: Sequence[tuple[str | None, float]],
) -> tuple[tuple[str | None, float], ...]:
    """Return the roles with a second name behind the figures as a note: it names no row."""
    first = next((i for i, (role, _) in enumerate(roles) if is_measure(role)), len(roles))
    note = None if any(role == "note" for role, _ in roles) else "note"
    return tuple(
        (note, score) if role == "sublabel" and i > first else (role, score)
        for i, (role, score) in enumerate(roles)
    )


def _without_numeric_names(
    roles: Sequence[tuple[str | None, float]], numeric: Sequence[bool | None], layout: Layout
) -> tuple[tuple[str | None, float], ...]:
    """Return the roles without that of names over figures: “Chỉ tiêu” may be what is planned."""
    name = _NAMES_BY_WORD.get(layout.kind)
    return tuple(
        (None, 0.0) if number and role is not None and role == name else (role, score)
        for (role, score), number in zip(roles, numeric, strict=True)
    )


def _has_groups(columns: Sequence[Column], layout: Layout) -> bool:
    above = {heading_key(name) for column in columns for name in column.path[:-1]}
    return all(heading_key(group) in above for group in layout.groups)


def assign_roles(
    columns: Sequence[Column], layout: Layout, title: str = ""
) -> tuple[tuple[str | None, float], ...]:
    """Return role and score of each column; a role is given once, to its best heading.

    A column whose likeliest role is taken gets the next that its heading allows. Only a
    role that the layout lets repeat, and the row number, stand over several columns. What
    is left of a matrix are its measures.
    """
    found = [_candidates(column, layout) for column in columns]
    order = sorted(range(len(found)), key=lambda i: (-found[i][0].score if found[i] else 0.0, i))
    taken: set[str] = set()
    roles: list[tuple[str | None, float]] = [(None, 0.0)] * len(found)
    for index in order:
        for match in found[index]:
            if match.role not in taken or match.role in layout.repeating:
                taken.add(match.role)
                roles[index] = (match.role, match.score)
                break
        else:
            if any(match.role == "no" for match in found[index]):
                roles[index] = ("no2", found[index][0].score)
    if layout.kind != "matrix":
        return tuple(roles)
    free = [index for index, (role, _) in enumerate(roles) if role is None]
    measures = measure_roles(columns, layout, free, title)
    return tuple((measures.get(i), _PATTERN) if i in measures else r for i, r in enumerate(roles))


def _candidates(column: Column, layout: Layout) -> tuple[RoleMatch, ...]:
    """Return what a column may mean by its leaf, else by its whole path, else by its group.

    In a matrix the group says what is counted; only a whole path or a leaf names a text.
    """
    tries = [column.path[-1:], column.path, column.path[:-1]]
    for text in tries[:2] if layout.kind == "matrix" else tries:
        matches = heading_matches(" ".join(text), layout) if text else ()
        if matches:
            return matches
    return ()
