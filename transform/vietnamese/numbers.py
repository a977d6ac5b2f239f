"""Reading a figure cell: the exact number, the kind of blank, and what else it could mean.

Vietnamese print groups thousands by dots and sets decimals off by a comma ("7.920",
"95,56"); offices also print "99.41%" and "1377". What could be read in two ways keeps the
second reading as an alternative and never loses the printed text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from transform.reading import Number, NumberKind
from transform.vietnamese.text import collapse, fold

# Decimal's separators to those of reports
_AS_PRINTED = str.maketrans(",.", ".,")
_SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079"
_DASH = re.compile(r"[-\u2010-\u2015\u2212]+")
_PLACEHOLDER = re.compile(r"[.\u2026_\s]*")
_BODY = r"[0-9]+(?:[.,][0-9]+)*"
_GROUPED_DOT = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_GROUPED_COMMA = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,})")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
# "143¹", "143*", "143 (1)", "143 (*)", "143[1]" are all the figure 143 with a footnote mark
_FOOTNOTE = re.compile(
    rf"(?<=[0-9%])\s*(?:[{_SUPERSCRIPTS}]+\u207e?|[*\u2020\u2021]+"
    r"|\(\s*(?:[0-9]|[*]+)\s*\)|\[\s*(?:[0-9]{1,2}|[*]+)\s*\])\s*$"
)
_SPACED_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9.])")
_SPACED_SIGN = re.compile(r"(?<=[0-9])\s*([.,])\s*(?=[0-9])")
_SPLIT_DIGITS = re.compile(r"(?<=[0-9]) (?=[0-9])")
_LEAD_WORDS = re.compile(r"^(?:đạt(?: tỷ lệ| tỉ lệ)?|tỷ lệ|tỉ lệ|là|=|:)\s*", re.IGNORECASE)
_ZERO_OVER_ZERO = re.compile(r"0+\s*/\s*0+(?:\s*=?\s*\(?\s*(?:0+(?:[.,]0+)?\s*%?)?\s*\)?)?")
_EQUATION = re.compile(rf"{_BODY}\s*/\s*{_BODY}\s*=\s*(?P<result>.+)")
_FIGURE = re.compile(
    rf"(?P<sign>[-+\u2010-\u2015\u2212]\s*)?(?P<body>{_BODY})(?:\s*(?P<percent>%))?"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_BOUND = re.compile(
    r"(?:[<>\u2264\u2265]=?|trên|dưới|hơn|gần|khoảng|tối thiểu|tối đa|ít nhất|từ|~|\u2248)\s*"
    rf"(?P<body>{_BODY})\s*(?P<percent>%)?(?:\s*trở (?:lên|xuống))?",
    re.IGNORECASE,
)
# words after a figure are its unit: at least two letters, no digits ("12 a" is no figure);
# glued to the digits only where the letters are Vietnamese ("12hồ sơ", not "12ab")
_UNIT_WORDS = re.compile(
    r"(?:\s+(?=[^\W\d_]{2})|(?=[^\W\d_]*[^\W\d_\x00-\x7f]))[^\W\d_][^\d(){}<>=]+"
)
_NOTE = re.compile(r"\(.*\)", re.DOTALL)
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_MOST_UNIT_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Body:
    """The digits of a number as read, with the reading that was not chosen."""

    value: Decimal
    decimals: int
    other: Decimal | None = None


def parse_number(printed: str, *, unit: str | None = None) -> Number:
    """Read one figure cell; `unit` is the unit printed in the row or column, if any.

    Never raises: what is no number comes back with kind "unreadable" (a bound such as
    ">100%" too, its limit as an alternative). A scale word printed with the figure ("5,65
    ngàn") multiplies, relative to the scale in `unit`. `decimals` counts printed digits
    after the decimal sign, less what the scale took up.
    """
    text = collapse(printed).strip("*").strip()
    if _PLACEHOLDER.fullmatch(text):
        return Number(printed, "blank")
    if _DASH.fullmatch(text):
        return Number(printed, "dash")
    if _ZERO_OVER_ZERO.fullmatch(text):
        return Number(printed, "zero_over_zero", Decimal(0), percent=_is_percent(text, unit))
    number = _read(_clean(text), unit) or _unreadable(_clean(text))
    return replace(number, printed=printed)


def _clean(text: str) -> str:
    """Take away what is not part of the figure: marks, full stops, enclosing brackets."""
    if text.startswith("(") and text.find(")") >= len(text.rstrip(".,;")) - 1:
        text = text[1:].rstrip(".,;").removesuffix(")")
    text = _FOOTNOTE.sub("", text.rstrip(".,; "))
    equation = _EQUATION.fullmatch(text)
    return _LEAD_WORDS.sub("", equation["result"] if equation else text).strip()


def _read(text: str, unit: str | None) -> Number | None:
    text = _join_spaces(text)
    found = _FIGURE.fullmatch(text)
    if found is None:
        return None
    percent = bool(found["percent"]) or _is_percent_unit(unit)
    body = _read_body(found["body"], percent=percent, scaled=bool(_scale_of(found["rest"])))
    if body is None or not _is_tail(found["rest"]):
        return None
    inner = _note_reading(found["rest"])
    if inner is not None and not found["percent"] and inner.percent and _is_percent_unit(unit):
        return replace(inner, alternatives=(body.value,))
    others = [body.other, inner.value if inner else None]
    shift = _shift(found["rest"], unit)
    sign = -1 if found["sign"] and found["sign"].strip() != "+" else 1
    value = sign * _shifted(body.value, shift)
    kind: NumberKind = "zero" if value == 0 else "number"
    return Number(
        printed=text,
        kind=kind,
        value=abs(value) if value == 0 else value,
        decimals=max(0, body.decimals - shift),
        percent=percent,
        alternatives=tuple(sign * _shifted(o, shift) for o in others if o is not None),
    )


def _unreadable(text: str) -> Number:
    """Return the number as unreadable, with the one value it may stand for, if any."""
    bound = _BOUND.fullmatch(text)
    joined = _SPLIT_DIGITS.sub("", text)
    body = bound["body"] if bound else joined
    read = _read_body(body, percent=False, scaled=False) if bound or joined != text else None
    percent = bool(bound and bound["percent"])
    others = () if read is None else (read.value,)
    return Number(text, "unreadable", percent=percent, alternatives=others)


def _join_spaces(text: str) -> str:
    """Undo spaces inside a figure where the digits leave no doubt ("9 9,2%", "7. 920")."""
    text = _SPACED_THOUSANDS.sub(lambda m: m[0].replace(" ", "."), text)
    joined = _SPACED_SIGN.sub(r"\1", text)
    head = joined.split("(")[0]
    if "," in head or "%" in head:
        return _SPLIT_DIGITS.sub("", head) + joined[len(head) :]
    return joined


def _read_body(body: str, *, percent: bool, scaled: bool) -> _Body | None:
    """Read digits with their separators; None when they follow no known grouping."""
    if _GROUPED_COMMA.fullmatch(body):
        return _exact(body.replace(",", ""))
    if _GROUPED_DOT.fullmatch(body):
        grouped = _exact(body.replace(".", "").replace(",", "."))
        if not _ONE_GROUP.fullmatch(body):
            return grouped
        decimal = _exact(body)
        # nobody prints a rate of several thousand per cent
        first, second = (decimal, grouped) if percent else (grouped, decimal)
        return replace(first, other=second.value)
    if not _PLAIN.fullmatch(body):
        return None
    read = _exact(body.replace(",", "."))
    if _ONE_GROUP.fullmatch(body) and not scaled:
        return replace(read, other=Decimal(body.replace(",", "")))
    return read


def _exact(text: str) -> _Body:
    return _Body(Decimal(text), len(text.partition(".")[2]))


def _is_tail(rest: str) -> bool:
    """Tell whether what follows the digits is a unit or a note in brackets, or nothing."""
    bare = _NOTE.sub("", rest).rstrip(" .,;*")
    if not bare:
        return True
    return bool(_UNIT_WORDS.fullmatch(bare)) and len(bare.split()) <= _MOST_UNIT_WORDS


def _note_reading(rest: str) -> Number | None:
    """Read a bracketed second figure, as in "10 (100%)"; words in brackets are a note."""
    found = _NOTE.search(rest)
    inside = found[0].strip("() ") if found else ""
    if not inside or (not inside[-1:].isdigit() and not inside.endswith("%")):
        return None
    return _read(_clean(inside), None)


def _scale_of(text: str | None) -> int:
    words = re.findall(r"\w+", fold(text or ""))[:2]
    return next((_SCALES[word] for word in words if word in _SCALES), 0)


def _shift(rest: str, unit: str | None) -> int:
    """Return the power of ten by which the printed figure counts in its unit."""
    printed = _scale_of(rest)
    return printed - _scale_of(unit) if printed else 0


def _shifted(value: Decimal, shift: int) -> Decimal:
    return Decimal(f"{value.scaleb(shift):f}") if shift else value


def _is_percent(text: str, unit: str | None) -> bool:
    return "%" in text or _is_percent_unit(unit)


def _is_percent_unit(unit: str | None) -> bool:
    return fold(unit or "").strip(" ()") in {"%", "tỷ lệ %", "tỉ lệ %", "phần trăm"}


def format_number(value: Decimal, decimals: int | None = None, *, grouped: bool = False) -> str:
    """Return `value` as reports print it: decimal comma, with `grouped` points at thousands.

    It is rounded half up to `decimals`; None keeps the decimals that the value has.
    """
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{value:{',' if grouped else ''}f}".translate(_AS_PRINTED)
