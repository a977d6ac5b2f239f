"""What the heading path over a figure says: subject, part and aspect, word by word.

“Số hồ sơ tiếp nhận / Trong kỳ / Trực tuyến” is received.online. A heading without a subject
has that of the column to its left, else that of the table's title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from contracts.layouts import Layout, Role
from transform.reading import Column
from transform.vietnamese.text import fold

_MAX_LENGTH = 90
# column numbers, formulas and units printed behind a heading are none of its words
_MARKS = re.compile(
    r"(?:[(\[]\s*\d{1,2}\s*[)\]]"
    r"|[(\[]?\s*[(\[]?\d{0,2}[)\]]?\s*=[\d()\[\]\s+\-/:*x%.…]+"
    r"|\(\s*\d{1,2}(?:\s*[+\-/]\s*\d{1,3})+\s*\))$"
)
_TOTAL = "total"
_PERIOD = "in_period"
_INTERVAL = "interval"
_BODY = "body"
_OF_ANOTHER = frozenset({"rate", "average"})
# a rate or mean of what stands to its left
_ALONE = re.compile(r"(?:đạt |tính |số )?(?:t[ỷỉy] lệ|%|phần trăm|tl|bình quân|trung bình)")
_FIELD = "field"
_CATEGORY = "category"
_RATE = re.compile(r"\bt[ỷỉy] lệ\b|%|\bbình quân\b|\btrung bình\b")
_TIME = re.compile(r"\b(?:tháng|quý|năm|kỳ|tuần|ngày|đợt)\b")
_LEVELS = frozenset({"province", "district", "commune", _BODY, _FIELD})
# a figure's basis where an aspect gives it one of its own
_BASES = {"cumulative": "cumulative", "previous": "previous"}


@dataclass(frozen=True, slots=True)
class Words:
    """What one heading says; None where it says nothing of the kind.

    `beside_subject` tells of a general part that it stands behind the subject's own words;
    `body` is the key of a heading that names one.
    """

    subject: str | None = None
    general: str | None = None
    part: str | None = None
    aspect: str | None = None
    beside_subject: bool = False
    body: str = ""

    @property
    def known(self) -> bool:
        """Tell whether the heading says anything at all."""
        return any((self.subject, self.general, self.part, self.aspect))

    @property
    def says_what(self) -> bool:
        """Tell whether the heading says more than whose figures stand below it."""
        return any((self.subject, self.general, self.part)) or self.aspect not in (None, _BODY)


@lru_cache(maxsize=16384)
def words_of(text: str, layout: Layout) -> Words:
    """Return what one heading of a path says in `layout`."""
    key = _key(text)
    if not key or len(key) > _MAX_LENGTH:
        return Words()
    facets = layout.facets
    subject = _first(key, (r for r in facets.subjects if not r.general))
    part = _first(key, facets.parts)
    general = any(role.general for role in facets.parts if role.name == part)
    aspect = _first(key, facets.aspects)
    if aspect in _OF_ANOTHER and not (subject or part or _ALONE.match(key)):
        # a rate or mean of what no word here names
        return Words(general=_first(key, (r for r in facets.subjects if r.general)))
    return Words(
        subject=subject,
        general=_first(key, (r for r in facets.subjects if r.general)),
        part=part,
        aspect=aspect,
        beside_subject=general and subject is not None,
        body=key if aspect == _BODY else "",
    )


def _key(text: str) -> str:
    folded = fold(text).strip(" .:*")
    return _MARKS.sub("", folded).strip(" .:*(") or folded


def _first(key: str, roles: Iterable[Role]) -> str | None:
    """Return the first of `roles` that has `key` as a spelling, or a pattern that fits it."""
    for role in roles:
        if key in _spellings(role.headings) or any(p.search(key) for p in role.patterns):
            return role.name
    return None


@lru_cache(maxsize=1024)
def _spellings(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_key(heading) for heading in headings)


def is_measure(role: str | None) -> bool:
    """Tell whether a role is that of a figure in a matrix, and not of a text."""
    return role is not None and "." in role


def basis_of(role: str | None) -> str:
    """Return the basis on which a measure counts: the period unless its role says another."""
    aspects = (role or "").split("~")[0].split(".")[2:]
    return next((_BASES[aspect] for aspect in aspects if aspect in _BASES), "period")


def aspects_of(role: str | None) -> str:
    """Return the aspects of a measure as its role ends in them: ".cumulative", or nothing."""
    aspects = (role or "").split("~")[0].split(".")[2:]
    return "".join(f".{aspect}" for aspect in aspects)


def is_rate(role: str | None) -> bool:
    """Tell whether a measure is a rate or comparison, which is never summed."""
    return bool({"rate", "compared"} & set((role or "").split("~")[0].split(".")))


def is_mean(role: str | None) -> bool:
    """Tell whether a measure is a mean, which is never summed either."""
    return "average" in (role or "").split("~")[0].split(".")


def measure_roles(
    columns: Sequence[Column], layout: Layout, free: Sequence[int], title: str = ""
) -> dict[int, str]:
    """Return the measure of each column of `free` that `layout` understands.

    A heading without a subject has that to its left, of the title, or of any other column.

    Two columns of one measure keep it with a counter behind: received.online~2.
    """
    found: dict[int, str] = {}
    seen: Counter[str] = Counter()
    left: str | None = None
    group = ""
    of_title = _subject(tuple(re.split(r"[,;]", title)), layout)
    said = {i: [words_of(text, layout) for text in columns[i].path] for i in free}
    paths = _with_categories(_without_common_level(_with_fields(said, columns)), columns)
    of_any = next((w.subject for path in paths.values() for w in path if w.subject), None)
    of_title = _of_all_stages(of_title, paths.values(), layout)
    for index in free:
        path = _without_basis(paths[index], paths.values())
        if not path or not path[-1].known:
            left = None
            continue
        own = next((w.subject for w in reversed(path) if w.subject), None)
        general = next((w.general for w in reversed(path) if w.general), None)
        # a group heading that names its own subject begins anew
        anew = len(path) > 1 and columns[index].path[0] != group
        subject = own or (general if anew else None) or left or general or of_title or of_any
        if subject is None:
            continue
        if own is None:
            subject = _stage_of_part(subject, path, layout)
        left, group = subject, columns[index].path[0]
        role = _role(subject, path)
        seen[role] += 1
        found[index] = role if seen[role] == 1 else f"{role}~{seen[role]}"
    return found


@lru_cache(maxsize=64)
def _stages(layout: Layout) -> dict[str, int]:
    return {role.name: role.stage for role in layout.facets.subjects if role.stage is not None}


def _of_all_stages(
    of_title: str | None, paths: Iterable[Sequence[Words]], layout: Layout
) -> str | None:
    """Return the subject of a table's title, the first stage where its columns name several.

    “Kết quả giải quyết” is then the title of what was received and pending as well.
    """
    stages = _stages(layout)
    named = {w.subject for path in paths for w in path} & stages.keys()
    if of_title not in stages or len(named) < 2:
        return of_title
    return min(stages, key=lambda name: stages[name])


def _stage_of_part(subject: str, path: Sequence[Words], layout: Layout) -> str:
    """Return the stage that a part is of where its path names no subject: late is resolved."""
    stages = _stages(layout)
    part = next((w.part for w in reversed(path) if w.part), None)
    of = next((role.of for role in layout.facets.parts if role.name == part), None)
    if of is None or subject not in stages:
        return subject
    return of if 1 in (stages[subject], stages[of]) else subject


def _with_fields(
    paths: dict[int, list[Words]], columns: Sequence[Column]
) -> dict[int, list[Words]]:
    """Return the paths with group headings that say nothing told as fields.

    They stand over the same headings as another group: "Đất đai" and "Hộ tịch", each over
    what was received and resolved.
    """
    below: dict[str, list[tuple[str, ...]]] = {}
    for index in paths:
        path = columns[index].path
        if len(path) > 1:
            below.setdefault(path[0], []).append(path[1:])
    alike = Counter(map(tuple, below.values()))
    fields = {
        name
        for name, rest in below.items()
        if alike[tuple(rest)] > 1 and not _TIME.search(fold(name))
    }
    return {
        index: [replace(words[0], aspect=_FIELD, body=fold(columns[index].path[0])), *words[1:]]
        if words and not words[0].known and columns[index].path[0] in fields
        else words
        for index, words in paths.items()
    }


def _with_categories(
    paths: dict[int, list[Words]], columns: Sequence[Column]
) -> dict[int, list[Words]]:
    """Return the paths with leaves that say nothing told as kinds of what stands above them.

    "Số văn bản ban hành / Nghị quyết" is documents of one kind; the heading itself tells which.
    """
    return {
        index: [*words[:-1], replace(words[-1], aspect=_CATEGORY)]
        if _names_kind(words, columns[index].path)
        else words
        for index, words in paths.items()
    }


def _names_kind(words: Sequence[Words], path: Sequence[str]) -> bool:
    if len(words) < 2 or words[-1].known or _RATE.search(fold(path[-1])):
        return False
    return any(above.subject for above in words[:-1])


def _without_common_level(paths: dict[int, list[Words]]) -> dict[int, list[Words]]:
    """Return the paths without a level or body that all of them name: the table's own."""
    known = [path for path in paths.values() if any(words.known for words in path)]
    levels = [{(w.aspect, w.body) for w in path if w.aspect in _LEVELS} for path in known]
    common = set.intersection(*levels) if levels else set()
    return {
        index: [replace(w, aspect=None) if (w.aspect, w.body) in common else w for w in path]
        for index, path in paths.items()
    }


def _without_basis(path: list[Words], all_paths: Iterable[list[Words]]) -> list[Words]:
    """Return a path without a group heading that only tells the period from the running total.

    "Kỳ này" beside "Lũy kế" names the basis of the figures below it, and no part of them.
    """
    if len(path) < 2 or not _is_period(path[0]):
        return path
    beside = any(p and p[0].aspect in _BASES and p[0].subject is None for p in all_paths)
    return path[1:] if beside else path


def _is_period(words: Words) -> bool:
    return words.part == _PERIOD and words.subject is None and words.aspect is None


def _subject(texts: Sequence[str], layout: Layout) -> str | None:
    words = [words_of(text, layout) for text in texts]
    said: list[Callable[[Words], str | None]] = [lambda w: w.subject, lambda w: w.general]
    return next((name for say in said for w in words if (name := say(w))), None)


def _role(subject: str, path: Sequence[Words]) -> str:
    said = [w for i, w in enumerate(path) if not w.beside_subject or i == len(path) - 1]
    parts = [w.part for w in reversed(said) if w.part and w.part != _TOTAL]
    # a month above a whole group of columns only says when; below one it is what is told apart
    aspects = dict.fromkeys(w.aspect for w in path if w.aspect and w.aspect != _INTERVAL)
    if path[-1].aspect == _INTERVAL:
        aspects[_INTERVAL] = None
    return ".".join([subject, parts[0] if parts else _TOTAL, *aspects])
