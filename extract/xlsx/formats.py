"""Stored numbers to what the sheet shows, in Vietnamese print: 13,7 %; 7.920; 08/03/2024."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# the formats that a file names by number only; dates are shown the Vietnamese way anyway
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    49: "@",
} | dict.fromkeys((14, 15, *range(27, 37), *range(50, 59)), "dd/mm/yyyy")
BUILT_IN |= {16: "dd/mm", 17: "mm/yyyy", 22: "dd/mm/yyyy hh:mm", 45: "mm:ss", 47: "mm:ss"}
BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 46), "hh:mm")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_.|\*.'
    r"|(?P<digits>[0#?][0#?.,]*|\.[0#?]+)|(?P<percent>%)|(?P<power>[Ee][+-])|(?P<other>.)"
)
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)
_EPOCH = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
# Excel believes that 1900 was a leap year
_FALSE_LEAP_DAY = 60
_LAST_DAY = 2_958_466
_GENERAL_DIGITS = 10
_EXACT = 1e15
_MAX_DECIMALS = 30
# Excel takes no longer format code
_LONGEST_CODE = 255


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a number format: text around the digits, and how these are set."""

    before: str = ""
    after: str = ""
    whole: int = 0
    decimals: int = 0
    least_decimals: int = 0
    grouped: bool = False
    percent: bool = False
    thousands: int = 0
    digits: bool = False
    general: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A number format: its sections (positive, negative, zero), or a date."""

    sections: tuple[Section, ...]
    date: str = ""


@lru_cache(maxsize=1024)
def parse_format(code: str) -> Format:
    """Return a format code taken apart, of an impossibly long one its beginning."""
    code = code[:_LONGEST_CODE]
    date = _date_letters(code)
    if date:
        return Format((), date)
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    return Format(tuple(_section(part) for part in parts[:3]))


def _date_letters(code: str) -> str:
    """Return the letters d, m, y, h, s that a date format asks for, "" for a number."""
    bare = _NOT_LETTERS.sub("", code.split(";")[0]).casefold().replace("general", "")
    letters = "".join(letter for letter in "dmyhs" if letter in bare)
    if not letters or (re.search(r"[0#?]", bare) and not re.search(r"[dyh]|s\.0", bare)):
        return ""
    timed = "h" in letters or "s" in letters
    minutes = timed and not ("d" in letters or "y" in letters)
    return letters.replace("m", "") if minutes else letters


def _section(code: str) -> Section:
    pattern, before, after, percent, power = "", "", "", False, False
    for found in _TOKEN.finditer(code):
        if found["digits"]:
            pattern += found["digits"]
        elif found["percent"]:
            percent = True
        power = power or bool(found["power"])
        if pattern:
            after += _literal(found)
        else:
            before += _literal(found)
    general = power or "/" in after or "general" in code.casefold() or "@" in code
    if general:
        return Section(general=True, percent=percent)
    return _numeric_section(pattern, before, after, percent=percent)


def _literal(found: re.Match[str]) -> str:
    if found["bracket"] is not None:
        # colours, conditions, languages; and a currency, which is the unit and no figure
        return ""
    return found["quoted"] or found["escaped"] or found["other"] or found["percent"] or ""


def _numeric_section(pattern: str, before: str, after: str, *, percent: bool) -> Section:
    bare = pattern.rstrip(",")
    whole, _, decimals = bare.partition(".")
    return Section(
        before=before,
        after=after,
        whole=whole.count("0"),
        decimals=min(len(decimals.replace(",", "")), _MAX_DECIMALS),
        least_decimals=min(decimals.count("0"), _MAX_DECIMALS),
        grouped="," in whole,
        percent=percent,
        thousands=len(pattern) - len(bare),
        digits=bool(pattern),
    )


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return `value` as a cell of format `code` shows it; a date as dd/mm/yyyy.

    A negative number keeps its sign where the format prints brackets, and a zero is 0
    where an accounting format prints a dash: what is stored is known.
    """
    if code == "General":
        return general(value)
    parsed = parse_format(code)
    if parsed.date:
        return _date(value, parsed.date, from_1904=from_1904)
    sections = parsed.sections
    if value < 0:
        section = sections[1] if len(sections) > 1 else sections[0]
        text = _number(-value, section).strip()
        bare = text.removeprefix("-").removeprefix("(").removesuffix(")").strip()
        return f"-{bare}" if any(c in "123456789" for c in bare) else bare
    zero = value == 0 and len(sections) > 2
    text = _number(value, sections[2] if zero else sections[0]).strip()
    return "0" if value == 0 and text.strip() in ("-", "–") else text


def _number(value: float, section: Section) -> str:
    if section.general:
        return general(value)
    if not section.digits:
        return section.before + section.after
    exact = Decimal(repr(value)) * (100 if section.percent else 1)
    exact = exact.scaleb(-3 * section.thousands)
    rounded = f"{exact.quantize(Decimal(1).scaleb(-section.decimals), ROUND_HALF_UP):f}"
    whole, _, decimals = rounded.partition(".")
    while len(decimals) > section.least_decimals and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.lstrip("0").rjust(section.whole, "0")
    if section.grouped and whole:
        whole = f"{int(whole):,}".replace(",", ".").rjust(len(whole), "0")
    digits = f"{whole},{decimals}" if decimals else whole
    return f"{section.before}{digits}{section.after}"


def general(value: float) -> str:
    """Return a number as a cell without a format shows it, never as a power of ten."""
    if value == int(value) and abs(value) < _EXACT:
        return str(int(value))
    text = f"{Decimal(f'{value:.{_GENERAL_DIGITS}g}'):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


def _date(value: float, letters: str, *, from_1904: bool) -> str:
    moment = moment_of(value, from_1904=from_1904)
    if moment is None:
        return general(value)
    return date_text(moment, letters)


def moment_of(value: float, *, from_1904: bool) -> dt.datetime | None:
    """Return the moment that a stored number means, None where it can mean none."""
    if not 0 <= value < _LAST_DAY:
        return None
    if from_1904:
        return _EPOCH_1904 + _rounded(value)
    return _EPOCH + _rounded(value + (1 if value < _FALSE_LEAP_DAY else 0))


def _rounded(days: float) -> dt.timedelta:
    return dt.timedelta(seconds=round(days * 86_400))


def date_text(moment: dt.datetime, letters: str) -> str:
    """Return the parts of a moment that a format asks for: 08/03/2024, 03/2024, 08:30."""
    day = "/".join(
        form for letter, form in (("d", "%d"), ("m", "%m"), ("y", "%Y")) if letter in letters
    )
    time = "%H:%M" if "h" in letters else ("%M:%S" if "s" in letters else "")
    return moment.strftime(" ".join(part for part in (day, time) if part))
