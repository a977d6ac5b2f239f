"""What stands above a table: appendix label, title, the act it is annexed to, its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.table_wording import table_wording
from extract.document import TextBlock
from transform.numbering import roman_value, split_leading_number
from transform.vietnamese.text import fold

_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s.]*$", re.I)
_APPENDIX = re.compile(
    r"^(?:\d{1,3}\s+)?(?P<label>(?:phụ\s+lục|phụ\s+biểu|biểu\s+mẫu|biểu|mẫu)"
    r"(?:\s+số)?[\s:.]*(?:(?:[IVXLC]+|\d{1,3})(?:\.\d{1,3})?[a-zđ]?\b(?:/[\w/.-]+)?)?)"
    r"(?P<rest>.*)$",
    re.I,
)
_ANNEXED = re.compile(
    r"\(?\s*(?:(?:ban\s+hành\s+)?(?:kèm\s+theo|đính\s+kèm)|ban\s+hành\s+theo)\b", re.I
)
_UNIT = re.compile(r"^\(?\s*(?:đơn\s+vị(?:\s+tính)?|đvt)\s*:\s*(?P<unit>[^()]+?)\s*\)?$", re.I)
_FOOTNOTE = re.compile(
    r"^(?:\(?\d{1,2}\)|\[\d{1,2}\]|[*¹²³†]|\(\*+\)|ghi chú\b|chú thích\b|nguồn\b)", re.I
)
_BARE_NUMBER = re.compile(r"^\d{1,2}\s+(?=\S)")
_APPENDIX_NUMBER = re.compile(r"(?<!\w)(?P<number>[IVXLC]+|\d{1,3})(?:\.\d+)?[a-zđ]?$", re.I)
_AGAIN = re.compile(
    r"^\(?\s*(?:tiếp(?:\s+theo)?(?:\s+(?:trang|bảng|biểu|phần)\s+(?:trước|trên))?|tt"
    r"|xem\s+tiếp\s+trang\s+sau|còn\s+nữa)\s*\)?[.:]?$",
    re.I,
)
# the period a form prints below its title
_PERIOD = re.compile(
    r"^\(?\s*(?:kỳ\s+báo\s+cáo\s*:|(?:tính\s+)?từ\s+ngày\s+\d{1,2}\s*[/.-].{0,80}đến)", re.I
)
_MAX_TITLE = 400


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a table, each part as printed or None."""

    appendix: str | None = None
    title: str | None = None
    annexed: str | None = None
    unit: str | None = None


def is_page_furniture(text: str) -> bool:
    """Tell whether a line is only a page number."""
    return bool(_PAGE_NUMBER.match(text))


def is_footnote(text: str) -> bool:
    """Tell whether a line explains a table instead of announcing one."""
    if _FOOTNOTE.match(text):
        return True
    bare = _BARE_NUMBER.match(text)
    openings = table_wording().footnote_openings
    return bare is not None and fold(text[bare.end() :]).startswith(openings)


def appendix_label(text: str) -> tuple[str, str] | None:
    """Return the appendix label that a line starts with and the rest of the line.

    A sentence that merely begins with “Phụ lục” is not a label: what follows the label
    must be nothing, a mark, or a title.
    """
    found = _APPENDIX.match(text.strip())
    if found is None:
        return None
    label, rest = found["label"].strip(" .:"), found["rest"]
    glued = bool(rest) and rest[0].isalnum() and found["label"][-1].isalnum()
    if fold(label) in {"biểu", "mẫu", "biểu mẫu"} or glued:
        return None
    title = rest.strip(" .:-–")
    if title and not (title[0].isupper() or title[0] == "("):
        return None
    return label, title


def appendix_number(label: str | None) -> int | None:
    """Return the number in an appendix label, Arabic or Roman, or None."""
    found = _APPENDIX_NUMBER.search(label.strip()) if label else None
    if found is None:
        return None
    text = found["number"]
    return int(text) if text.isdigit() else roman_value(text.upper())


def announces_table(blocks: Sequence[TextBlock]) -> bool:
    """Tell whether the lines between two fragments open a new table.

    A page number, a footnote or "(tiếp theo)" does not.
    """
    return any(
        not (is_page_furniture(text) or is_footnote(text) or _AGAIN.match(text))
        for text in (block.text for block in blocks)
    )


def repeats_caption(blocks: Sequence[TextBlock], caption: Caption) -> bool:
    """Tell whether the lines above a fragment only print the open table's caption again."""
    lines = [b.text for b in blocks if not is_page_furniture(b.text)]
    found = appendix_label(lines[0]) if lines else None
    if found is None or caption.appendix is None:
        return False
    again = [line for line in (found[1], *lines[1:]) if line and not _AGAIN.match(line)]
    known = fold(" ".join(t for t in (caption.title, caption.annexed, caption.unit) if t))
    same = fold(found[0]) == fold(caption.appendix)
    return same and all(fold(line).strip(" .:") in known for line in again)


def read_caption(blocks: Sequence[TextBlock], before: Caption) -> Caption:
    """Return the caption in the lines above a table; `before` is the previous table's.

    A table without an appendix label of its own belongs to the appendix before it.
    """
    lines = [b.text for b in blocks if not is_page_furniture(b.text)]
    start = next((i for i in range(len(lines) - 1, -1, -1) if appendix_label(lines[i])), None)
    if start is None:
        tail = _titles(lines[-2:], loose=False)
        return Caption(before.appendix, _joined(tail) or None, before.annexed, _unit(lines[-3:]))
    label, rest = appendix_label(lines[start]) or ("", "")
    below = _with_whole_annexed(lines[start + 1 :])
    annexed = next((i for i, line in enumerate(below) if _ANNEXED.match(line)), None)
    titles = _last_numbered(_titles([rest, *below[:annexed]], loose=True), below[:annexed])
    sub = _titles(below[annexed + 1 :], loose=True) if annexed is not None else []
    return Caption(
        appendix=label,
        title=_joined(sub) or _joined(titles) or None,
        annexed=_annexed_in(below),
        unit=_unit(below),
    )


def _with_whole_annexed(lines: Sequence[str]) -> list[str]:
    """Return the lines with a wrapped note on the act as one: it ends with its bracket."""
    whole: list[str] = []
    for line in lines:
        note = _ANNEXED.match(whole[-1]) if whole else None
        if note and whole[-1].count("(") > whole[-1].count(")") and not appendix_label(line):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
    return whole


def _annexed_in(lines: Sequence[str]) -> str | None:
    for line in lines:
        found = _ANNEXED.search(line)
        if found:
            return line[found.start() :].strip()
    return None


def _unit(lines: Sequence[str]) -> str | None:
    return next((m["unit"].strip() for line in lines if (m := _UNIT.match(line))), None)


def _titles(lines: Sequence[str], *, loose: bool) -> list[str]:
    """Return the lines that are titles, their own numbers and annexed notes cut off."""
    titles = []
    for line in lines:
        found = _ANNEXED.search(line)
        text = line[: found.start()].strip() if found and "(" in found.group() else line.strip()
        if not text or _UNIT.match(text) or is_footnote(text) or len(text) > _MAX_TITLE:
            continue
        if _PERIOD.match(text):
            continue
        number, title = split_leading_number(text, bare_allowed=False)
        if loose or number is not None or text.isupper():
            titles.append(title if number else text)
    return titles


def _last_numbered(titles: list[str], lines: Sequence[str]) -> list[str]:
    """Return only the last title where it bears a number of its own below another."""
    number = split_leading_number(lines[-1], bare_allowed=False)[0] if lines else None
    below = number is not None and number.style == "arabic" and len(titles) > 1
    return titles[-1:] if below else titles


def _joined(titles: Sequence[str]) -> str:
    return " ".join(titles)
