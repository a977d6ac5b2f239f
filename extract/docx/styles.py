"""What styles say of a paragraph and its characters, inheritance followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.archive import Element
from extract.docx.names import VAL, W, is_on, number, switched_on, value

_MAX_INHERITANCE = 30
_BORDERS = frozenset(f"{W}{side}" for side in ("top", "bottom", "left", "right", "start", "end"))
_INSIDE = frozenset((f"{W}insideH", f"{W}insideV"))
_LOOKS = {
    f"{W}b": "bold",
    f"{W}vanish": "hidden",
    f"{W}strike": "struck",
    f"{W}dstrike": "struck",
    f"{W}caps": "capitals",
    f"{W}rFonts": "font",
    f"{W}vertAlign": "raised",
}
_ASCII, _ANSI = f"{W}ascii", f"{W}hAnsi"
_STYLE, _LIST, _RUN = f"{W}pStyle", f"{W}numPr", f"{W}rPr"
_NO_LINE = frozenset(("nil", "none"))


@dataclass(frozen=True, slots=True)
class Look:
    """What a run looks like as far as it decides its text; None is "as inherited"."""

    bold: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None
    raised: bool | None = None
    struck: bool | None = None

    def over(self, below: Look) -> Look:
        """Return this look where it says something, `below` elsewhere."""
        if self is PLAIN:
            return below
        if below is PLAIN:
            return self
        return Look(
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
            below.font if self.font is None else self.font,
            below.raised if self.raised is None else self.raised,
            below.struck if self.struck is None else self.struck,
        )


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list a paragraph belongs to and its level in it, from 0."""

    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits."""

    look: Look = PLAIN
    list_place: ListPlace | None = None
    ruled: bool = False


def look_of(properties: Element | None) -> Look:
    """Return what w:rPr itself says."""
    if properties is None:
        return PLAIN
    found: dict[str, Any] = {}
    for child in properties:
        name = _LOOKS.get(child.tag)
        if name == "font":
            found[name] = child.get(_ASCII) or child.get(_ANSI)
        elif name == "raised":
            found[name] = child.get(VAL) == "superscript"
        elif name is not None:
            found[name] = switched_on(child)
    return Look(**found) if found else PLAIN


def list_place_of(properties: Element | None) -> ListPlace | None:
    """Return the list that w:pPr names itself; list "0" means none."""
    listed = None if properties is None else properties.find(f"{W}numPr")
    if listed is None:
        return None
    list_id = value(listed, "numId")
    return ListPlace(list_id or "", number(value(listed, "ilvl")))


def has_lines(borders: Element | None) -> bool | None:
    """Tell whether w:tblBorders draws lines; None where there is no such element."""
    if borders is None:
        return None
    drawn = [c for c in borders if c.get(VAL, "nil") not in _NO_LINE]
    return any(c.tag in _INSIDE for c in drawn) or sum(c.tag in _BORDERS for c in drawn) > 1


class Styles:
    """The styles of a document; the answers are kept, a document asks for few."""

    def __init__(self, root: Element | None) -> None:
        """Take the root of the styles part, None where there is no such part."""
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._paragraphs: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        base = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.base = look_of(base)
        for style in () if root is None else root.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._elements[name] = style
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._defaults[style.get(f"{W}type", "")] = name

    def paragraph(self, name: str | None) -> Style:
        """Return a paragraph style, the default one for None, over the document's base."""
        key = name or self._defaults.get("paragraph", "")
        if key not in self._paragraphs:
            found = self._style(key)
            look = found.look.over(self.base)
            self._paragraphs[key] = Style(look, found.list_place, found.ruled)
        return self._paragraphs[key]

    def character(self, name: str | None) -> Look:
        """Return what a character style adds."""
        return self._style(name).look if name else PLAIN

    def is_ruled(self, name: str | None) -> bool:
        """Tell whether a table style draws lines."""
        return self._style(name or self._defaults.get("table", "")).ruled

    def list_of(self, name: str) -> str | None:
        """Return the list that a numbering style stands for."""
        place = self._style(name).list_place
        return place.list_id if place else None

    def _style(self, name: str) -> Style:
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def _resolved(self, name: str) -> Style:
        look, place, ruled = PLAIN, None, None
        for _ in range(_MAX_INHERITANCE):
            element = self._elements.get(name)
            if element is None:
                break
            look = look.over(look_of(element.find(f"{W}rPr")))
            paragraph = element.find(f"{W}pPr")
            place = place or _style_list(paragraph)
            if ruled is None:
                ruled = has_lines(element.find(f"{W}tblPr/{W}tblBorders"))
            name = value(element, "basedOn") or ""
        return Style(look, place, bool(ruled))


def _style_list(properties: Element | None) -> ListPlace | None:
    """Return the list of a style; its level may stand only in the list, by style name."""
    place = list_place_of(properties)
    if place is None or properties is None:
        return None
    named = properties.find(f"{W}numPr/{W}ilvl") is not None
    return place if named else ListPlace(place.list_id, -1)


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """What w:pPr itself says: style, list, and whether the paragraph's end is deleted."""

    style: str | None = None
    list_place: ListPlace | None = None
    goes_on: bool = False


_NO_PROPERTIES = ParagraphProperties()


def paragraph_properties(properties: Element | None) -> ParagraphProperties:
    """Return what w:pPr says."""
    if properties is None:
        return _NO_PROPERTIES
    style = place = None
    goes_on = False
    for child in properties:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(VAL)
        elif tag == _LIST:
            place = list_place_of(properties)
        elif tag == _RUN:
            goes_on = child.find(f"{W}del") is not None
    if style is None and place is None and not goes_on:
        return _NO_PROPERTIES
    return ParagraphProperties(style, place, goes_on)


def is_hidden_row(properties: Element | None) -> bool:
    """Tell whether w:trPr hides a row or tracks its deletion."""
    if properties is None:
        return False
    return is_on(properties, "hidden") or properties.find(f"{W}del") is not None
