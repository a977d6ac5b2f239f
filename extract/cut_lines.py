"""Lines of a cell put together to one text: what a narrow column cut in the middle of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GLUE = ("-", "/")
# the line end comes first, for that is what can be found fast
_MAY_GLUE = re.compile(
    r"\n(?:(?<=[-/]\n)|(?<=[\d.,]\n)(?=\d)|(?<=\d\n)(?=/\d)|(?<=[A-ZĐ]\n)(?=[A-ZĐ]))"
)
_CUT_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*[.,]")
_NUMBER_REST = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*[.,]?")
_CUT_YEAR = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/(\d{1,3})$")
_YEAR_REST = re.compile(r"\d{1,3}(?!\d)")
_CUT_MONTH_YEAR = re.compile(r"(?:(?<![\d/])\d{1,2}|\b[IVX]{1,3})/((?:19|20)\d)$")
_LAST_DIGIT = re.compile(r"\d(?!\d)")
_YEAR_DIGITS = 4
_CUT_DATE = re.compile(r"(?<![\d/])\d{1,2}(?:/\d{1,2})?$")
_DATE_REST = re.compile(r"(?:/\d{1,2})?/(?:19|20)\d\d(?!\d)")
_CUT_ROMAN = re.compile(r"[IVX]{1,4}")
_CUT_SYMBOL = re.compile(r"\d/[A-ZĐ]{1,5}$")
_SYMBOL_REST = re.compile(r"[A-ZĐ]{1,4}-[A-ZĐ]")


def joined(lines: Sequence[str]) -> str:
    """Return lines as one text: no space where a line ends in a hyphen or slash.

    Nor where a narrow column cuts a number at its dot, a date in its year, or the symbol of
    an act: "2.1." and "1", "28/11/202" and "5", "III/202" and "5", "15" and
    "/12/2024", "VI" and "I".
    """
    text = "\n".join(lines)
    if not _MAY_GLUE.search(text):
        return text.replace("\n", " ")
    text = lines[0]
    for line in lines[1:]:
        glued = text[-1:] in _GLUE and len(text) > 1 and text[-2] != " "
        glued = glued or is_cut(text, line)
        text += line if glued else " " + line
    return text


def is_cut(text: str, line: str) -> bool:
    """Tell whether `line` goes on with the last token of `text`, which no space ends."""
    if _CUT_NUMBER.fullmatch(text) and _NUMBER_REST.fullmatch(line):
        return True
    if _CUT_DATE.search(text) and _DATE_REST.match(line):
        return True
    if _CUT_ROMAN.fullmatch(text) and _CUT_ROMAN.fullmatch(line):
        return True
    if _CUT_MONTH_YEAR.search(text) and _LAST_DIGIT.match(line):
        return True
    year, rest = _CUT_YEAR.search(text), _YEAR_REST.match(line)
    if year and rest and len(year[1]) + len(rest[0]) == _YEAR_DIGITS:
        return True
    return bool(_CUT_SYMBOL.search(text) and _SYMBOL_REST.match(line))
