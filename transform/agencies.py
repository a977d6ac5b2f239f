"""Splitting a plan's cell of agencies into the bodies it names.

Commas join the words of one open set ("Sở, ban, ngành tỉnh") and of one name ("Sở Văn hóa,
Thể thao và Du lịch") as well as they part two bodies; the catalogue's names and the words of
contracts/vocabulary/agency_sets.csv tell which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from contracts.agency_wording import agency_words
from contracts.deadline_wording import deadline_wording
from transform.agency_names import (
    match_agency,
    name_key,
    resolve_agency,
    resolve_issuer,
    tail_level,
)
from transform.reading import AgencyMention
from transform.vietnamese.text import UPPER, collapse, fold, fold_in_place, nfc

__all__ = ["name_key", "parse_agencies", "resolve_agency", "resolve_issuer"]

_SEPARATOR = re.compile(r"\s*(?:,\s+và\s+|[,/]\s*|\s+và\s+|\s+&\s+)", re.IGNORECASE)
_BULLET = re.compile(r"(?:^|(?<=[\s;.,]))(?:[-+\u2022\u2010-\u2015*]|\d{1,2}[.)])\s+")
_BLANK = re.compile(r"[-\u2010-\u2015.\u2026_\s*]*")
_ENUMERATION = re.compile(
    r"(?:các|những)?\s*(?P<head>sở|bộ|ban|phòng|cục|chi cục|hội)(?:\s*:\s*|\s+)(?=[^\W\d_])",
    re.IGNORECASE,
)
_MOST_PARTS_OF_A_NAME = 5


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a cell between separators; `before` is the separator that precedes it."""

    before: str
    text: str


def parse_agencies(cell: str) -> tuple[AgencyMention, ...]:
    """Return the agencies named in `cell`, in order, each once.

    `text` is as printed, completed where the cell leaves the head out ("UBND cấp huyện,
    cấp xã" names "UBND cấp xã"); `key` the code in the catalogue or None; `open_set` tells
    that no single body is meant. A cell that repeats the one above names none itself.
    """
    if fold(cell).strip(" .") in deadline_wording().same_as_above:
        return ()
    names: list[str] = []
    head = ""
    for chunk in _chunks(cell):
        head = _listed_head(chunk) or (head if not _starts_agency(chunk) else "")
        # "Bộ phận Một cửa cấp tỉnh; cấp huyện"
        elsewhere = _same_body_elsewhere(names[-1], chunk) if names else None
        names += [elsewhere] if elsewhere else _names(chunk, head)
    mentions = [mention for mention in map(_mention, names) if mention]
    return tuple({name_key(mention.text): mention for mention in reversed(mentions)}.values())[::-1]


def _mention(text: str) -> AgencyMention | None:
    printed = collapse(text).strip(" .,;:-\u2013*")
    if not printed or not name_key(printed):
        return None
    key = resolve_agency(printed)
    return AgencyMention(printed, key, key is None and is_open_set(printed))


@cache
def _rx(kind: str) -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in agency_words(kind))
    return re.compile(rf"(?:{words})(?!\w)")


@cache
def _noun() -> re.Pattern[str]:
    kinds = ("unit", "named", "level", "person")
    words = sorted({fold(w) for kind in kinds for w in agency_words(kind)}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _opener_end(text: str) -> int:
    """Return where a word such as "các" or "toàn thể" at the beginning ends, 0 without."""
    found = _rx("opener").match(fold(text))
    return found.end() if found else 0


def is_open_set(text: str) -> bool:
    """Tell "Các cơ quan có liên quan" from a body with a name of its own."""
    printed = collapse(text)
    if _opener_end(printed):
        return True
    found = _noun().match(fold(printed))
    if found is None or _is_proper(printed[found.end() :]):
        return False
    after = fold(printed[found.end() :])
    # "Ban chỉ đạo", "Bộ phận": a noun that also begins names must show that it does not
    is_name = found[0] in map(fold, agency_words("named")) and not (
        after.startswith(",") or _noun().match(after) or _rx("follows").match(after)
    )
    return not is_name


def _is_proper(after: str) -> bool:
    """Tell whether a name follows a noun at once: "Phòng Nội vụ", but not "Sở, ban"."""
    return bool(re.match(rf"\s+[{UPPER}]", after))


def _is_bare_noun(text: str) -> bool:
    """Tell whether `text` is nothing but nouns of a set, so that a list may go on."""
    rest = fold(text)[_opener_end(text) :].strip()
    while rest:
        found = _noun().match(rest)
        if found is None:
            return False
        rest = rest[found.end() :].strip()
    return bool(fold(text).strip())


def _starts_set(text: str) -> bool:
    return bool(_opener_end(text)) or is_open_set(text)


def _starts_agency(text: str) -> bool:
    """Tell whether a new body begins with the first words of `text`."""
    if _starts_set(text):
        return True
    printed = collapse(text)
    capital = printed[:1].isupper()
    folded = fold(printed)
    if _rx("head").match(folded) and (capital or _noun().match(folded)):
        return True
    return resolve_agency(printed) is not None


def _chunks(cell: str) -> list[str]:
    """Cut a cell at semicolons, bullets and those line ends that part two bodies."""
    text = _join_lines(nfc(cell).replace("\u00a0", " "))
    chunks: list[str] = []
    for piece in _outside_brackets(re.compile(r"\s*;\s*"), text):
        chunks += [part for part in _bulleted(piece.text) if not _BLANK.fullmatch(part)]
    return [part for chunk in chunks for part in _unseparated(chunk)]


def _join_lines(text: str) -> str:
    """Turn a line end into ";" before a new body, into a space inside a name."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    out = lines[:1]
    for line in lines[1:]:
        whole = f"{out[-1]} {line}"
        last = out[-1].rsplit(";", 1)[-1]
        one_name = resolve_agency(f"{last} {line}") or re.search(r"(?:[,&-]|\bvà)$", out[-1])
        parts = _BULLET.match(line) or (_starts_agency(line) and not one_name)
        out[-1] = f"{out[-1]}; {line}" if parts else whole
    return "".join(out)


def _bulleted(text: str) -> list[str]:
    """Cut at bullets that precede a body; a dash inside a name stays."""
    cuts = [
        match
        for match in _BULLET.finditer(text)
        if match.start() == 0
        or (text[match.end() : match.end() + 1].isupper() and _starts_agency(text[match.end() :]))
        if _depth(text, match.start()) == 0
    ]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _unseparated(text: str) -> list[str]:
    """Part a set from a body printed after it without a comma: "ngành tỉnh UBND huyện"."""
    if not is_open_set(text):
        return [text]
    belongs = _rx("belongs").pattern
    for match in re.finditer(
        r"(?<=[^\W\d_])\s(?=(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s)", text
    ):
        before = fold(text[: match.start()])
        if _depth(text, match.start()) == 0 and not re.search(rf"(?<!\w){belongs}$", before):
            words = before.split()
            if words[-1] in ("tỉnh", "phố", "ngành", "ban", "đơn vị"):
                return [text[: match.start()], *_unseparated(text[match.end() :])]
    return [text]


def _depth(text: str, position: int) -> int:
    """Return how many brackets are open at `position`; unbalanced ones do not count."""
    if text.count("(") != text.count(")"):
        return 0
    return text.count("(", 0, position) - text.count(")", 0, position)


def _outside_brackets(pattern: re.Pattern[str], text: str) -> list[_Part]:
    parts: list[_Part] = []
    start, before = 0, ""
    kept = [found.span() for found in _rx("protected").finditer(fold_in_place(text))]
    for match in pattern.finditer(text):
        inside = any(first < match.start() < last for first, last in kept)
        if inside or _depth(text, match.start()):
            continue
        parts.append(_Part(before, text[start : match.start()]))
        start, before = match.end(), match[0]
    return [*parts, _Part(before, text[start:])]


def _listed_head(chunk: str) -> str:
    """Return "Sở" for "Các Sở: Nội vụ, Tài chính", whose list may go on after a semicolon."""
    found = _ENUMERATION.match(chunk)
    return found["head"].capitalize() if found and ":" in found[0] else ""


def _names(chunk: str, head: str) -> list[str]:
    """Return the names in one chunk, joining what separators only seem to part."""
    parts = _outside_brackets(_SEPARATOR, chunk)
    head = head or _listed_head(parts[0].text)
    parts[0] = _Part("", _first_name(parts[0].text, head))
    names: list[str] = []
    index = 0
    while index < len(parts):
        used = _absorbed(parts, index, names[-1].split(" ", 1)[0] if names else "")
        text = parts[index].text + "".join(p.before + p.text for p in parts[index + 1 : used])
        part = _Part(parts[index].before, text)
        index = used
        after = parts[used] if used < len(parts) else None
        new = _new_name(names[-1], part, after, head) if names else text
        if new is None:
            names[-1] += part.before + text
        else:
            names.append(new)
    return names


def _first_name(text: str, head: str) -> str:
    """Spell out the first of a list: "Các Sở: Nội vụ" begins with "Sở Nội vụ"."""
    found = _ENUMERATION.match(text)
    if found and (":" in found[0] or _opener_end(text)):
        single = f"{found['head'].capitalize()} {text[found.end() :]}"
        if ":" in found[0] or resolve_agency(single):
            return single
    return f"{head} {text}" if head and not _starts_agency(text) else text


def _absorbed(parts: list[_Part], index: int, head: str) -> int:
    """Return the end of the parts from `index` that make one catalogue name with commas.

    `head` is the first word of the name before, which a list may leave out.
    """
    text = parts[index].text
    if index and not _starts_agency(text):
        text = f"{head} {text}"
    alone = match_agency(text)
    best, words = index + 1, alone.words if alone else 0
    for end in range(index + 1, min(index + _MOST_PARTS_OF_A_NAME, len(parts))):
        text += parts[end].before + parts[end].text
        match = match_agency(text)
        if match and match.words > words:
            best, words = end + 1, match.words
    return best


def _new_name(current: str, part: _Part, after: _Part | None, listed: str) -> str | None:
    """Return the name that begins with `part`, or None where it goes on with `current`.

    `listed` is the head of a list such as "Các Phòng: Nội vụ, Tư pháp".
    """
    text = part.text
    last = re.split(r"[,/]|\svà\s", current)[-1].strip()
    noun = _noun().match(fold(text))
    if noun and not _is_proper(text[noun.end() :]) and not _opener_end(text):
        if _is_bare_noun(last):
            return None
        other_level = _same_body_elsewhere(current, text)
        if other_level is not None:
            return other_level or None
        return text
    if _starts_agency(text):
        return _first_name(text, "")
    head = current.split(" ", 1)[0]
    if len(head) > 1 and resolve_agency(f"{head} {text}"):
        return f"{head} {text}"
    unknown = _unknown_name(part, after)
    return f"{listed} {unknown}" if listed and unknown else unknown


def _same_body_elsewhere(current: str, text: str) -> str | None:
    """Complete "cấp xã" after "UBND cấp huyện"; "" where the place only goes on.

    None when `current` is no body of a level or `text` no place.
    """
    found = re.search(
        r"\s(?:(?:các|cấp)\s+)*(?:tỉnh|huyện|quận|xã|phường|thị|thành phố|đặc khu)(?!\w).*$",
        fold(current),
    )
    level = tail_level(text)
    if found is None or level not in ("province", "district", "commune"):
        return None
    if not resolve_agency(current) and _starts_set(current):
        return None
    if level == tail_level(found[0]) or fold(text).startswith(("thành phố", "thị xã")):
        return ""
    return f"{current[: found.start()]} {text}"


def _unknown_name(part: _Part, after: _Part | None) -> str | None:
    """Decide for words the catalogue does not know: a capital after a comma is a new name.

    Unless the words go on to "và", as in "Phòng Kinh tế, Hạ tầng và Đô thị".
    """
    goes_on = after is not None and "và" in after.before and not _starts_agency(after.text)
    if "," not in part.before or not part.text[:1].isupper() or goes_on:
        return None
    return part.text
