"""What the style of a cell says: number format, boldness, lines around it, legacy font, stroke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extract.archive import Element
from extract.legacy_fonts import font_kind
from extract.xlsx.formats import BUILT_IN

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SIDES = ("left", "right", "start", "end")
_OFF = ("0", "false")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The style of a cell as far as it decides its text and its table."""

    code: str = "General"
    bold: bool = False
    ruled: bool = False
    kind: str = ""
    struck: bool = False


class _Font(NamedTuple):
    bold: bool = False
    kind: str = ""
    struck: bool = False


def is_true(element: Element | None, name: str = "val") -> bool:
    """Tell whether an element is there and its switch is not off."""
    return element is not None and element.get(name, "1") not in _OFF


def read_styles(root: Element | None) -> tuple[CellStyle, ...]:
    """Return the styles that cells name by index; none where there is no such part."""
    if root is None:
        return ()
    codes = dict(BUILT_IN)
    for item in root.iterfind(f"{S}numFmts/{S}numFmt"):
        codes[_index(item, "numFmtId")] = item.get("formatCode", "General")
    fonts = [_font(item) for item in root.iterfind(f"{S}fonts/{S}font")]
    borders = [_is_ruled(item) for item in root.iterfind(f"{S}borders/{S}border")]
    return tuple(_style(item, codes, fonts, borders) for item in root.iterfind(f"{S}cellXfs/{S}xf"))


def _style(
    item: Element, codes: dict[int, str], fonts: list[_Font], borders: list[bool]
) -> CellStyle:
    at, border = _index(item, "fontId"), _index(item, "borderId")
    font = fonts[at] if at < len(fonts) else _Font()
    return CellStyle(
        code=codes.get(_index(item, "numFmtId"), "General"),
        bold=font.bold,
        ruled=border < len(borders) and borders[border],
        kind=font.kind,
        struck=font.struck,
    )


def _index(item: Element, name: str) -> int:
    text = item.get(name, "0")
    return int(text) if text.isdigit() else 0


def _font(item: Element) -> _Font:
    name = item.find(f"{S}name")
    kind = font_kind(None if name is None else name.get("val"))
    return _Font(is_true(item.find(f"{S}b")), kind, is_true(item.find(f"{S}strike")))


def _is_ruled(item: Element) -> bool:
    """Tell whether a border has an upright line: a line below alone may underline a title."""
    sides = (item.find(f"{S}{side}") for side in _SIDES)
    return any(s is not None and s.get("style", "none") != "none" for s in sides)
