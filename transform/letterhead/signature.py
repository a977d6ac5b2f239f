"""Who signed a document, by which authority, and who receives it.

Recipients stand left and the signature right; a page prints the two side by side, a
converter one after the other, in either order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from contracts.wording import letterhead_wording
from transform.letterhead.lines import Line
from transform.letterhead.title import appendix_labels
from transform.letterhead.words import opens_issuer
from transform.vietnamese.text import UPPER, collapse, fold

_WORD = rf"(?:[{UPPER}]{{2,}}|Y)(?!\w)"
_CAPITALS = rf"{_WORD}(?:[\s,&–-]+{_WORD})*"
_DEGREE = r"(?:(?:[A-ZĐ][A-Za-zĐđ]{0,7}\.|PGS|GS|TS|Ts|ThS|Ths|BSCKI+|BS|Bs|KS|CN|LS|DS)\s*)*"
_RANK = r"(?:(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy|uý)\s+)?"
_NAME = re.compile(rf"{_DEGREE}{_RANK}(?P<name>[{UPPER}][\w’']*(?:\s+[{UPPER}][\w’'-]*){{1,5}})")
_SIGNED = re.compile(r"\(\s*(?:đã\s+)?ký\b[^)]*\)|\[[^\]]*ký[^\]]*\]|^đã ký\b", re.IGNORECASE)
_BULLET = re.compile(r"(?:(?<=[;:.])\s*|^)[-–•+*]\s*(?=\S)")
_ELECTRONIC = re.compile(r"^gửi (?:bản|qua|văn bản)|^bản điện tử|^\(?gửi", re.IGNORECASE)
# the label of a statistical form, whose head is printed behind the signature
_FORM = re.compile(r"(?:biểu|mẫu)(?: số)?\s*[:.]?\s*[\divx]+[./]")
_LEVELS = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn"
_LONGEST_TAIL = 60
_SIGNED_WITHIN = 8
_LONGEST_REST = 60


@dataclass(frozen=True, slots=True)
class Signature:
    """Signer, the lines of authority and position above the name, and the recipients."""

    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()


def find_signature(lines: Sequence[Line], start: int) -> Signature:
    """Return the signature block that follows the text beginning at line `start`."""
    parted = [_parted(line.text) for line in _tail(lines, start)]
    recipients = _recipients([part.left for part in parted if part.left])
    if not any(part.authority for part in parted):
        # what stands right of the recipients may come behind a table that is printed below
        signed = _first_signed(lines, start)
        if signed is None:
            return Signature(recipients=recipients)
        parted = [_parted(line.text) for line in lines[signed : signed + _SIGNED_WITHIN]]
    first = next(i for i, part in enumerate(parted) if part.authority)
    signed = next((i for i, part in enumerate(parted) if i >= first and part.name), None)
    above = parted if signed is None else parted[: signed + 1]
    title = collapse(" ".join(words for part in above for words in part.authority))
    if signed is not None:
        return Signature(parted[signed].name, title, recipients)
    return _signed_beside(title, recipients)


def _signed_beside(title: str, recipients: tuple[str, ...]) -> Signature:
    """Take the signer from the last recipient, right of which a page may print the name."""
    found = (
        re.fullmatch(r"(?P<item>.*[.;])\s+(?P<name>\S.*)", recipients[-1]) if recipients else None
    )
    name = _name_in(found["name"]) if found else None
    if found is None or name is None:
        return Signature(None, title, recipients)
    return Signature(name, title, (*recipients[:-1], found["item"]))


def _tail(lines: Sequence[Line], start: int) -> list[Line]:
    """Return the lines of the signature block: from recipients or authority to an appendix."""
    labels = set(appendix_labels(lines[start:]))
    first = _first_of_block(lines, start)
    if first is None:
        return []
    block: list[Line] = []
    for line in lines[first : first + _LONGEST_TAIL]:
        if line.key in labels or (block and (line.data or _FORM.match(line.key))):
            break
        block.append(line)
    return block


def _first_of_block(lines: Sequence[Line], start: int) -> int | None:
    numbered = [(i, line) for i, line in enumerate(lines) if i >= start]
    recipients = next((i for i, line in numbered if line.key.startswith("nơi nhận")), None)
    if recipients is None:
        return _first_signed(lines, start)
    first = recipients
    while first > start and _belongs_to_signature(lines[first - 1].text):
        first -= 1
    return first


def _first_signed(lines: Sequence[Line], start: int) -> int | None:
    """Return the first line from `start` on that is an authority with a name below it."""
    at = range(start, len(lines))
    return next((i for i in at if _is_authority(lines[i].text) and _is_signed(lines, i)), None)


def _belongs_to_signature(text: str) -> bool:
    # bodies that issue together print their names above their signers
    is_body = text.isupper() and opens_issuer(fold(text))
    return (
        is_body or _is_authority(text) or bool(_SIGNED.search(text)) or _name_in(text) is not None
    )


def _is_signed(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the name of a person follows the authority on line `index`."""
    return any(_name_in(line.text) for line in lines[index + 1 : index + _SIGNED_WITHIN])


def _is_authority(text: str) -> bool:
    """Tell whether a whole line is authority or position."""
    bare = text.strip(" *.:")
    if _authority().fullmatch(bare) is not None:
        return True
    # whole lines alone are told in small letters too: "KT. Chủ tịch"
    key = fold(bare)
    return key in _position_keys() or _in_place_of().fullmatch(key) is not None


@cache
def _position_keys() -> frozenset[str]:
    return frozenset(map(fold, letterhead_wording().positions))


@cache
def _in_place_of() -> re.Pattern[str]:
    """Return what a folded line is that only says in whose place a person signs."""
    words = letterhead_wording()
    by = "|".join(re.escape(fold(w)) for w in words.authority_openings)
    whom = "|".join(re.escape(fold(w)) for w in (*words.positions, *words.deciders))
    return re.compile(rf"(?:{by})\s*\.\s*(?:{whom})(?: (?:{_LEVELS}))?")


@cache
def _authority() -> re.Pattern[str]:
    words = letterhead_wording()
    by = "|".join(re.escape(w) for w in sorted(words.authority_openings, key=len, reverse=True))
    spaced = "|".join(re.escape(w) for w in words.authority_openings if len(w) > 1)
    positions = "|".join(sorted(words.positions, key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?:{by})\s*\.\s*{_CAPITALS}|(?:{spaced})\s+{_CAPITALS}"
        rf"|(?:{positions})(?:[\s,]+{_CAPITALS})?)(?!\w)"
    )


@dataclass(frozen=True, slots=True)
class _Parted:
    """One line taken apart: recipient, lines of authority, name of a person."""

    left: str = ""
    authority: tuple[str, ...] = ()
    name: str | None = None


def _parted(text: str) -> _Parted:
    if _SIGNED.fullmatch(text.strip(" .")):
        return _Parted()
    if _is_authority(text):
        return _Parted(authority=(collapse(text.strip(" *:")),))
    found = list(_authority().finditer(text))
    if found:
        left, right = text[: found[0].start()].strip(), text[found[-1].end() :]
        return _Parted(left, tuple(collapse(match[0]) for match in found), _name_in(right))
    name = None if _BULLET.match(text) else _name_in(text)
    return _Parted(name=name) if name else _Parted(left=text)


def _name_in(text: str) -> str | None:
    """Return the person's name that is all of `text`, titles of degree apart, or None."""
    bare = collapse(_SIGNED.sub("", text)).strip(" ./,")
    found = _NAME.fullmatch(bare)
    if found is None or any(p in bare for p in letterhead_wording().positions):
        return None
    return None if _is_body(bare) else found["name"]


def _is_body(text: str) -> bool:
    key = fold(text)
    if key.startswith(("phụ lục", "nơi nhận", "lưu vt")):
        return True
    return opens_issuer(key) and not _is_surname(text)


def _is_surname(text: str) -> bool:
    """Tell whether a name such as "Đoàn Thanh Sơn" only begins like that of a body."""
    words = text.split()
    titled = all(word[:1].isupper() and not word[1:2].isupper() for word in words)
    return titled and fold(words[0]) in map(fold, letterhead_wording().surnames)


def _recipients(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the items that stand under "Nơi nhận", wrapped ones joined.

    Behind the item that names the archive only further bulleted items count, and none
    behind what looks like the beginning of another document.
    """
    items: list[str] = []
    starts = (i for i, text in enumerate(texts) if fold(text).startswith("nơi nhận"))
    first = next(starts, None)
    if first is None:
        return ()
    for text in texts[first:]:
        bare = re.sub(r"^nơi nhận\s*:?", "", text, flags=re.IGNORECASE).strip()
        archived = any(item.startswith("Lưu") for item in items)
        if archived and not _BULLET.match(bare):
            if bare.isupper() or len(bare) > _LONGEST_REST:
                break
            continue
        for part in _BULLET.split(bare):
            _take(collapse(part), items)
    return tuple(items)


def _take(part: str, items: list[str]) -> None:
    """Add one item, or the rest of the item before it, to `items`."""
    if not part or (_ELECTRONIC.match(part) and part.endswith(":")):
        return
    is_open = bool(items) and not items[-1].rstrip().endswith((";", "."))
    if is_open and (part[:1].islower() or items[-1].endswith(",")):
        items[-1] = f"{items[-1]} {part}"
    else:
        items.append(part)
