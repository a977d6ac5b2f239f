"""The formulas a form prints over its columns: (3)=(4)+(5)+(6), 7=8+9+10, (9)=(8)/(7)*100.

They stand in the row that numbers the columns, in a row below it, or behind a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transform.reading import Formula

_REF = r"(?:\d{1,2}|[A-HĐ])"
_NUMBER_ONLY = re.compile(rf"^{_REF}$")
_SUM = re.compile(rf"^[+-]?{_REF}(?:[+-](?:{_REF}|…))*$")
_RATIO = re.compile(rf"^(?P<part>{_REF})(?:\*100)?/(?P<whole>{_REF})(?P<scale>\*100)?$")
_TERM = re.compile(rf"([+-]?)({_REF}|…)")
# a formula inside the words of a heading: “Tổng số (3=4+5+6)”
_INSIDE = re.compile(
    r"[(\[]?\s*(?:[(\[]?\s*\d{1,2}\s*[)\]]?\s*)?=\s*[(\[]*\s*\d{1,2}\b[\d()\[\]\s+\-–—−*x×:/%.…]*"
)
_ALLOWED = re.compile(r"^[\d\sA-HĐ()\[\]=+\-–—−*x×:/%.…]+$")


@dataclass(frozen=True, slots=True)
class PrintedFormulas:
    """The formulas of a table, and the texts that look like one and could not be used."""

    formulas: tuple[Formula, ...]
    unread: tuple[str, ...] = ()


def is_formula_row(texts: Sequence[str]) -> bool:
    """Tell whether printed cells are nothing but formulas and column numbers."""
    if not all(_ALLOWED.match(text) for text in texts if text):
        return False
    bare = [_bare(text) for text in texts if text]
    formulas = [text for text in bare if _is_formula(text)]
    return bool(formulas) and all(f in formulas or _NUMBER_ONLY.match(f) for f in bare)


def _is_formula(bare: str) -> bool:
    if "=" in bare:
        return all(_right_side(side) for side in bare.split("=")[1:])
    # “12/5” and “3-4” may be data; a plain sum of columns is not
    return "+" in bare and _SUM.match(bare) is not None


def _right_side(bare: str) -> bool:
    return bool(_SUM.match(bare) or _RATIO.match(bare) or re.search(rf"{_REF}.*[/+*-].*\d", bare))


def _bare(text: str) -> str:
    """Return a formula without brackets and blanks, its signs made one of a kind."""
    plain = re.sub(r"[()\[\]\s]", "", text)
    plain = re.sub(r"\.{2,}", "…", plain).replace("%", "")
    plain = re.sub(r"[–—−]", "-", plain)
    return re.sub(r"[x×]", "*", plain).replace(":", "/")


def read_formulas(
    number_rows: Iterable[Sequence[str]], heading: Iterable[Sequence[str]], rates: Iterable[int]
) -> PrintedFormulas:
    """Return the formulas of a table.

    number_rows: the rows that number the columns or hold formulas; heading: the heading
    rows; rates: the columns that hold percentages, whose ratios count in hundredths.
    """
    rows = [list(row) for row in number_rows]
    cells = [(i, _bare(text)) for row in rows for i, text in enumerate(row) if text]
    inside = [
        (i, _bare(match.group()))
        for row in heading
        for i, text in enumerate(row)
        if (match := _INSIDE.search(text))
    ]
    columns = _numbering(cells, inside)
    percent = set(rates)
    found: dict[tuple[int, str], Formula] = {}
    unread: dict[str, None] = {}
    for index, text in dict.fromkeys([*cells, *inside]):
        for side in _right_sides(text):
            total = columns.get(text.split("=")[0], index) if "=" in text else index
            formula = _formula(total, side, columns, percent, text)
            if formula is None:
                unread[text] = None
            else:
                found[total, side] = formula
    return PrintedFormulas(tuple(found.values()), tuple(unread))


def _right_sides(text: str) -> list[str]:
    if "=" in text:
        return [side for side in text.split("=")[1:] if side]
    return [text] if "+" in text else []


def _numbering(
    cells: Iterable[tuple[int, str]], inside: Sequence[tuple[int, str]]
) -> dict[str, int]:
    """Return the column of each printed column number.

    Where no row numbers the columns, those that a formula names itself by show how they
    are counted.
    """
    columns: dict[str, int] = {}
    for index, text in cells:
        own = text.split("=")[0]
        if _NUMBER_ONLY.match(own):
            columns.setdefault(own, index)
    if columns:
        return columns
    shifts = {int(own) - i for i, text in inside if (own := text.split("=")[0]).isdigit()}
    if len(shifts) != 1:
        return {}
    shift = shifts.pop()
    return {str(index + shift): index for index in range(100)}


def _formula(
    total: int, side: str, columns: dict[str, int], percent: set[int], printed: str
) -> Formula | None:
    ratio = _RATIO.match(side)
    if ratio:
        part, whole = (columns.get(ratio[name]) for name in ("part", "whole"))
        if part is None or whole is None or len({total, part, whole}) < 3:
            return None
        scale = 100 if "*100" in side or total in percent else 1
        return Formula(total, printed, part=part, whole=whole, scale=scale)
    terms = _terms(side, columns) if _SUM.match(side) else None
    if not terms or total in dict(terms):
        return None
    return Formula(total, printed, terms)


def _terms(side: str, columns: dict[str, int]) -> tuple[tuple[int, int], ...] | None:
    """Return the signed columns of a sum; “4+…+8” names those between as well."""
    terms: dict[int, int] = {}
    last = ""
    pieces = _TERM.findall(side)
    for position, (sign, ref) in enumerate(pieces):
        if ref == "…":
            end = pieces[position + 1][1] if position + 1 < len(pieces) else ""
            if not (last.isdigit() and end.isdigit()):
                return None
            between = [str(n) for n in range(int(last) + 1, int(end))]
        else:
            between = [ref]
        for name in between:
            if name not in columns or columns[name] in terms:
                return None
            terms[columns[name]] = -1 if sign == "-" else 1
        last = ref
    return tuple(terms.items())
