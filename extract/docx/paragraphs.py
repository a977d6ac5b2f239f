"""Paragraphs to lines of text as printed: what is deleted, hidden or a mark is not text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.archive import Element
from extract.docx.names import MC, VAL, M, W, content, own
from extract.docx.numbering import ListCounter
from extract.docx.styles import (
    PLAIN,
    Look,
    Styles,
    look_of,
    paragraph_properties,
)
from extract.legacy_fonts import font_kind, symbols, to_unicode
from extract.printed import clean, is_footnote_mark

_PAGE_BREAKS = frozenset(("page", "column"))
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_PROPERTIES, _RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
_RUN, _TEXT, _RUN_STYLE = f"{W}r", f"{W}t", f"{W}rStyle"
_BOX = f"{W}txbxContent"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
# pictures at least this wide and high (EMU: 9 x 4 cm) may hold text; seals and logos do not
_PICTURE = (3_240_000, 1_440_000)
_DRAWINGS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look."""

    text: str
    kind: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as printed.

    `lines` are its lines at the breaks somebody typed, none when nothing is printed; `raw`
    is its text before a legacy font was converted. `goes_on` tells that the next paragraph
    continues it. Footnotes, text boxes and what is hidden or struck out stand beside the text;
    `plain` tells there are none.
    """

    lines: tuple[str, ...] = ()
    bold: bool = False
    raw: str | None = None
    goes_on: bool = False
    pieces: tuple[Piece, ...] = ()
    label: str = ""
    boxes: tuple[Element, ...] = ()
    footnotes: tuple[tuple[str, str], ...] = ()
    pictures: int = 0
    hidden: int = 0
    struck: tuple[str, ...] = ()
    plain: bool = True


@dataclass(slots=True)
class Typesetter:
    """What reading a paragraph depends on: styles, running list numbers, open fields."""

    styles: Styles
    counter: ListCounter
    fields: list[bool] = field(default_factory=list)
    legacy: bool = False


@dataclass(slots=True)
class _Found:
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    hidden: int = 0
    struck: list[str] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing stands beside the text."""
        return not (self.boxes or self.footnotes or self.pictures or self.hidden or self.struck)


_EMPTY = Paragraph()


def read_paragraph(
    element: Element, setter: Typesetter, before: tuple[Piece, ...] = ()
) -> Paragraph:
    """Return a w:p as printed; `before` is what a paragraph that runs on into it left."""
    properties = paragraph_properties(own(element, _PROPERTIES))
    name = properties.style
    style = setter.styles.paragraph(name)
    found = _Found(pieces=list(before))
    for child in content(element):
        _inline(child, style.look, found, setter)
    pieces = tuple(found.pieces)
    label = ""
    place = properties.list_place or style.list_place
    if (
        place is not None
        and not properties.goes_on
        and (pieces or not (found.hidden or found.struck))
    ):
        label = setter.counter.label(place, name)
    if not pieces and not label:
        return _EMPTY if found.is_plain else _beside(Paragraph(), found)
    lines, raw = printed(pieces, label, setter)
    bold = len(pieces) > 0 and _mostly_bold(pieces)
    paragraph = Paragraph(
        () if properties.goes_on else lines, bold, raw, properties.goes_on, pieces, label.strip()
    )
    return paragraph if found.is_plain else _beside(paragraph, found)


def _beside(paragraph: Paragraph, found: _Found) -> Paragraph:
    return replace(
        paragraph,
        boxes=tuple(found.boxes),
        footnotes=tuple(found.footnotes),
        pictures=found.pictures,
        hidden=found.hidden,
        struck=tuple(found.struck),
        plain=False,
    )


def _mostly_bold(pieces: tuple[Piece, ...]) -> bool:
    if len(pieces) == 1:
        return pieces[0].bold
    bold = sum(len(piece.text) for piece in pieces if piece.bold)
    return 2 * bold > sum(len(piece.text) for piece in pieces)


def printed(
    pieces: tuple[Piece, ...], label: str, setter: Typesetter
) -> tuple[tuple[str, ...], str | None]:
    """Return pieces and an automatic number as lines of clean text, and the raw text.

    There is a raw text only where a legacy font was converted.
    """
    if len(pieces) == 1 and not pieces[0].kind and "\n" not in pieces[0].text:
        line = clean(label + pieces[0].text)
        return ((line,) if line else ()), None
    typed = "".join(piece.text for piece in pieces)
    text = label + "".join(_converted(pieces))
    raw = None
    if any(piece.kind.startswith(("tcvn3", "vni")) for piece in pieces) and typed not in text:
        raw = " ".join(typed.split())
        setter.legacy = True
    return tuple(line for part in text.split("\n") if (line := clean(part))), raw


def _converted(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Yield the text of pieces, neighbours of one font as one: a letter may be cut in two."""
    start = 0
    for end in range(1, len(pieces) + 1):
        if end == len(pieces) or pieces[end].kind != pieces[start].kind:
            text = "".join(piece.text for piece in pieces[start:end])
            yield to_unicode(text, pieces[start].kind)
            start = end


def _inline(element: Element, look: Look, found: _Found, setter: Typesetter) -> None:
    """Take what stands directly in a paragraph: runs, links, fields, formulas."""
    tag = element.tag
    if tag == _RUN:
        _run(element, look, found, setter)
    elif tag in (f"{W}hyperlink", f"{W}fldSimple"):
        for child in content(element):
            _inline(child, look, found, setter)
    elif tag in (f"{M}oMath", f"{M}oMathPara"):
        found.pieces.append(Piece(_formula(element)))


def _formula(element: Element) -> str:
    """Return a formula as one line, a fraction with a stroke."""
    parts = []
    for child in element.iter(f"{M}t", f"{M}den"):
        parts.append("/" if child.tag == f"{M}den" else child.text or "")
    return "".join(parts)


def _run(run: Element, inherited: Look, found: _Found, setter: Typesetter) -> None:
    properties = own(run, _RUN_PROPERTIES)
    look = inherited
    if properties is not None:
        style = own(properties, _RUN_STYLE)
        named = PLAIN if style is None else setter.styles.character(style.get(VAL))
        look = look_of(properties).over(named).over(inherited)
    text = _only_text(run, setter)
    if text is None:
        text = "".join(_characters(run, found, setter))
    if not text:
        return
    if look.hidden:
        found.hidden += len(text)
        return
    if look.struck:
        found.struck.append(text)
        return
    if look.raised and is_footnote_mark(text, found.pieces[-1].text if found.pieces else ""):
        return
    # a converted font has its own capitals
    kind = font_kind(look.font)
    shown = text.upper() if look.capitals and not kind else text
    found.pieces.append(Piece(shown, kind, bool(look.bold)))


def _only_text(run: Element, setter: Typesetter) -> str | None:
    """Return the text of a run that is nothing but one w:t, as nearly all are."""
    size = len(run)
    if setter.fields or not 0 < size < 3 or (size == 2 and run[0].tag != _RUN_PROPERTIES):
        return None
    last = run[-1]
    if last.tag != _TEXT:
        return None
    return _character(last)


def _characters(run: Element, found: _Found, setter: Typesetter) -> Iterator[str]:
    referring = False
    for child in content(run):
        tag = child.tag
        if tag == f"{W}fldChar":
            _field(child, setter)
        elif tag in _REFERENCES:
            # the mark that stands for the note, also one typed by hand, follows in this run
            referring = True
            found.footnotes.append((_REFERENCES[tag], child.get(f"{W}id", "")))
        elif tag in _DRAWINGS:
            _drawing(child, found)
        elif not referring and not any(setter.fields):
            yield _character(child)


def _field(element: Element, setter: Typesetter) -> None:
    """Follow a field: between its begin and its separator stands code, not text."""
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        setter.fields.append(True)
    elif kind == "separate" and setter.fields:
        setter.fields[-1] = False
    elif kind == "end" and setter.fields:
        setter.fields.pop()


def _character(element: Element) -> str:
    tag = element.tag
    if tag == _TEXT:
        return (element.text or "").replace("\n", " ")
    if tag in (f"{W}tab", f"{W}ptab"):
        return "\t"
    if tag == f"{W}cr":
        return "\n"
    if tag == f"{W}br":
        return " " if element.get(f"{W}type") in _PAGE_BREAKS else "\n"
    if tag == f"{W}noBreakHyphen":
        return "-"
    return _symbol(element) if tag == f"{W}sym" else ""


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char", "")
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    kind = font_kind(element.get(f"{W}font"))
    return symbols(char, kind) if kind in ("symbol", "wingdings") else char


def _drawing(element: Element, found: _Found) -> None:
    boxes = [box for box in element.iter(_BOX) if not _is_repeated(box, element)]
    found.boxes.extend(boxes)
    extent = next(element.iter(_EXTENT), None)
    if extent is None or next(element.iter(_BLIP), None) is None:
        return
    size = (extent.get("cx", "0"), extent.get("cy", "0"))
    if all(s.isdigit() and int(s) >= least for s, least in zip(size, _PICTURE, strict=True)):
        found.pictures += 1


def _is_repeated(box: Element, top: Element) -> bool:
    """Tell whether a text box stands in another one or repeats it for older programs."""
    above = box.getparent()
    while above is not None and above is not top:
        if above.tag in (_BOX, f"{MC}Fallback"):
            return True
        above = above.getparent()
    return False
