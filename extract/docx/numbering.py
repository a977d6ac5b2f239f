"""Automatic numbers: what Word prints before a paragraph though nobody typed it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.archive import Element
from extract.docx.names import W, is_on, number, value
from extract.docx.styles import ListPlace, Styles
from extract.legacy_fonts import font_kind, symbols

_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST = 9999
_SPACE_BEFORE_TEXT = {"nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, what it prints."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = " "
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as paragraphs name it; lists of one `family` count together."""

    family: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


def read_lists(root: Element | None, styles: Styles) -> dict[str, NumberedList]:
    """Return the lists of a numbering part by their id; none where there is no such part."""
    if root is None:
        return {}
    families = {e.get(f"{W}abstractNumId", ""): e for e in root.iter(f"{W}abstractNum")}
    members = {e.get(f"{W}numId", ""): e for e in root.iter(f"{W}num")}
    levels = {name: _levels(element) for name, element in families.items()}
    lists = {}
    for name, element in members.items():
        family = value(element, "abstractNumId") or ""
        linked = value(families.get(family), "numStyleLink")
        if linked:
            # the levels stand in the list of a numbering style
            target = members.get(styles.list_of(linked) or "")
            family = value(target, "abstractNumId") or family
        lists[name] = _list(element, family, levels.get(family, {}))
    return lists


def _list(element: Element, family: str, common: Mapping[int, Level]) -> NumberedList:
    """Return a list: the levels of its family and its own changes to them."""
    levels = dict(common)
    starts: dict[int, int] = {}
    for change in element.iter(f"{W}lvlOverride"):
        depth = number(change.get(f"{W}ilvl"))
        own = change.find(f"{W}lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = value(change, "startOverride")
        if start is not None:
            starts[depth] = number(start, 1)
    return NumberedList(family, levels, starts)


def _levels(definition: Element) -> dict[int, Level]:
    return {number(e.get(f"{W}ilvl")): _level(e) for e in definition.iterchildren(f"{W}lvl")}


def _level(element: Element) -> Level:
    form = value(element, "numFmt") or "decimal"
    font = element.find(f"{W}rPr/{W}rFonts")
    kind = font_kind(None if font is None else font.get(f"{W}ascii"))
    text = value(element, "lvlText") or ""
    restart = value(element, "lvlRestart")
    return Level(
        start=number(value(element, "start"), 1),
        form=form,
        text=_bullet(text, kind) if form == "bullet" else text,
        gap=_SPACE_BEFORE_TEXT.get(value(element, "suff") or "tab", " "),
        restart=None if restart is None else number(restart),
        legal=is_on(element, "isLgl"),
        style=value(element, "pStyle"),
    )


def _bullet(text: str, kind: str) -> str:
    shown = symbols(text, kind or "wingdings") if kind or not text.isascii() else text
    return shown.strip() or "•"


def formatted(count: int, form: str) -> str:
    """Return `count` as a list prints it: 4, 04, iv, IV, d, D; decimal for other forms."""
    if not 0 < count <= _LARGEST:
        return str(count)
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "none":
        return ""
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    parts = []
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        parts.append(letters * times)
    return "".join(parts)


class ListCounter:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        """Take the lists of the document."""
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()

    def label(self, place: ListPlace | None, style: str | None) -> str:
        """Count a paragraph and return what is printed before its text, "" for nothing.

        `style` is the paragraph's style, by which a list may know the level.
        """
        listed = self._lists.get(place.list_id) if place else None
        if place is None or listed is None:
            return ""
        depth = place.level if place.level >= 0 else _depth_of_style(listed, style)
        level = listed.levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(listed.family, {})
        self._count(place.list_id, listed, counts, depth)
        if level.form == "bullet":
            return level.text + level.gap
        text = _PLACEHOLDER.sub(
            lambda m: self._part(listed, counts, int(m[1]) - 1, level), level.text
        )
        return text + level.gap if text.strip() else ""

    def _count(
        self, list_id: str, listed: NumberedList, counts: dict[int, int], depth: int
    ) -> None:
        if list_id not in self._started:
            self._started.add(list_id)
            for at, start in listed.starts.items():
                counts[at] = start - 1
        start = listed.starts.get(depth, listed.levels[depth].start)
        counts[depth] = counts.get(depth, start - 1) + 1
        for below in [d for d in counts if d > depth]:
            restart = listed.levels.get(below, Level()).restart
            if restart is None or (restart and depth < restart):
                del counts[below]

    def _part(self, listed: NumberedList, counts: dict[int, int], depth: int, shown: Level) -> str:
        level = listed.levels.get(depth, Level())
        count = counts.setdefault(depth, level.start)
        form = "decimal" if shown.legal and level.form != "none" else level.form
        return formatted(count, form)


def _depth_of_style(listed: NumberedList, style: str | None) -> int:
    named = (depth for depth, level in listed.levels.items() if level.style == style and style)
    return next(named, 0)
