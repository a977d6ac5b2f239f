"""Type and title of a document, and where its letterhead ends and its text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from contracts.catalogue import DocumentType, document_types
from transform.letterhead.lines import Line
from transform.letterhead.number_symbol import is_place_and_date
from transform.letterhead.words import opens_text, starts_decider, subject_of_sentence
from transform.vietnamese.text import UPPER, collapse, fold

_TYPE_WITHIN = 60
_MOST_LINES = 9
_LONGEST_LINE = 260
_NUMBERED = re.compile(r"\bsố\s*:?\s*\d+|\d+/[A-ZĐ]{2}", re.IGNORECASE)
_SECTION = re.compile(
    r"^(?!V\s*/\s*v\b)(?:[IVX]+\s*[.)/-]|(?:[A-Z]|\d+(?:\.\d+)*)\s*[.)])\s*\S|^(?:PHẦN|CHƯƠNG|MỤC)\s"
)
_HEADED = re.compile(r"^số\s*:|,\s*ngày\b.*\btháng\b")
_ABOUT = re.compile(r"^(?:V\s*/\s*v|Về việc|Vv)\b\s*:?", re.IGNORECASE)
_OPEN_END = re.compile(
    r"(?:[,–-]|\b(?:của|và|về|tại|trên|theo|cho|với|trong|các|việc|tỉnh|năm|quý|tháng"
    # "chuyển đổi số", "chính quyền số" are whole
    r"|(?<!đổi )(?<!quyền )(?<!phủ )(?<!tế )(?<!hội )(?<!nghệ )số"
    r"|địa bàn|thực hiện|triển khai))$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\(?\s*(?:đơn vị(?: tính)?|đvt)\s*:", re.IGNORECASE)
# a title that ends with its year is whole, when what follows fills a line of text
_YEAR_END = re.compile(r"\bnăm \d{4}$", re.IGNORECASE)
_LONGEST_SECOND_LINE = 70
_BRACKETED = re.compile(
    r"\(\s*(?:(?:(?:lấy |chốt )?số liệu|kỳ (?:báo cáo|số liệu)|thời (?:gian|điểm)|tính|từ"
    r"|dự thảo)\b"
    r"|(?:(?:được\s+)?ban hành\s+)?kèm theo).*",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"^(?:phụ lục|phụ biểu)(?:\s+kèm theo)?(?:\s+(?:số\s*)?(?:\d+|[ivxlc]+)[a-z]?)?"
    r"\s*(?:[:.–-]\s*|$|\s(?=\S))(?P<rest>.*)$",
    re.IGNORECASE,
)
# "Thực hiện Kế hoạch số 12/KH-UBND ngày 3/1/2024 của ..., " and what follows
_SENTENCE_WITHIN = re.compile(
    rf"\d+/[A-ZĐ]{{2}}.{{0,40}}\d{{4}}.*[,;]\s+(?:[{UPPER}]|nhằm\b|để\b)|[.;]\s+[{UPPER}][^.]{{20}}"
)
_DRAFT = re.compile(r"^\(?\s*dự thảo\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titled:
    """Type and title; `head` and `text` are the line numbers where each of them begins.

    Lines before `head` are letterhead; lines from `text` on are running text. `bracket` is
    what stands in brackets under the title.
    """

    type: DocumentType | None
    title: str | None
    head: int
    text: int
    bracket: str = ""


def find_title(lines: Sequence[Line]) -> Titled:
    """Return type and title of the document that begins `lines`.

    Without a line that names a type, an "about" line ("V/v ...") makes an official letter.
    """
    headed = False
    for index, line in enumerate(lines[:_TYPE_WITHIN]):
        if line.data and not headed and _headed_below(lines[index:_TYPE_WITHIN]):
            continue
        if line.data or line.key.startswith(("kính gửi", "nơi nhận")):
            break
        if is_appendix_label(line):
            return _appendix_title(lines, index)
        kind, rest = _type_at_start(line)
        if kind is not None:
            return _titled(lines, index, kind, rest)
        headed = headed or bool(_HEADED.search(line.key))
        # a portal may print remarks before the letterhead, but not between it and the title
        if headed and _is_running_text(line):
            break
    return _letter_title(lines)


def _headed_below(lines: Sequence[Line]) -> bool:
    """Tell whether a letterhead follows, so that a table above it is a portal's card."""
    return any(_HEADED.search(line.key) for line in lines)


def is_appendix_label(line: Line) -> bool:
    """Tell whether a line is the label of an appendix, with or without its title."""
    found = _APPENDIX.match(line.text)
    return found is not None and (not found["rest"] or found["rest"].isupper())


def appendix_labels(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the different labels of appendices ("phụ lục 2"), in order."""
    return tuple(dict.fromkeys(line.key for line in lines if is_appendix_label(line)))


@cache
def _types() -> tuple[DocumentType, ...]:
    return tuple(sorted(document_types(), key=lambda kind: len(kind.name), reverse=True))


def type_named(printed: str) -> DocumentType | None:
    """Return the document type of that name, or None."""
    return next((kind for kind in _types() if fold(kind.name) == fold(printed)), None)


def _type_at_start(line: Line) -> tuple[DocumentType | None, str]:
    """Return the type in capitals (or alone on its line) and what follows it."""
    for kind in _types():
        size = len(kind.name)
        printed, rest = line.text[:size], line.text[size:]
        if fold(printed) != fold(kind.name) or rest[:1].isalpha():
            continue
        alone = not rest.strip(" .:*-")
        if alone or printed.isupper():
            return kind, rest.strip(" .:*-")
        break
    return None, ""


def _is_running_text(line: Line) -> bool:
    return len(line.text) > 120 or bool(_SECTION.match(line.text) and line.is_upper)


def _titled(lines: Sequence[Line], index: int, kind: DocumentType, rest: str) -> Titled:
    # a converter may glue the type to the first sentence of a document without a title
    if subject_of_sentence(rest):
        return Titled(kind, None, index, index)
    parts = [rest] if rest else []
    brackets: list[str] = []
    end = index + 1
    for line in lines[end : end + _MOST_LINES]:
        # the right half of the letterhead may be printed behind the left one and the type
        if not parts and (_HEADED.search(line.key) or is_place_and_date(line)):
            end += 1
            continue
        if _ends_title(line, parts):
            break
        end += 1
        text = _without_bracket(line.text, brackets)
        if text and not _DRAFT.match(text):
            parts.append(text)
    title = collapse(" ".join(parts)) or None
    return Titled(kind, title, index, end, " ".join(brackets))


def _without_bracket(text: str, brackets: list[str]) -> str:
    """Return `text` without a bracketed remark at its end, which goes to `brackets`."""
    found = _BRACKETED.search(text)
    if found is None:
        return text
    brackets.append(found[0])
    return text[: found.start()].strip()


def _ends_title(line: Line, parts: Sequence[str]) -> bool:
    """Tell whether `line` no longer belongs to the title begun in `parts`."""
    if line.data or _SECTION.match(line.text) or len(line.text) > _LONGEST_LINE:
        return True
    if line.key.startswith(("kính gửi", "căn cứ")) or is_appendix_label(line):
        return True
    if line.is_upper and starts_decider(line.key):
        return True
    if _BRACKETED.match(line.text):
        return False
    if line.is_upper:
        return False
    if _is_sentence(line.text):
        return True
    if not parts or _OPEN_END.search(parts[-1]) or line.text[:1].islower():
        return False
    if _YEAR_END.search(parts[-1]) and len(line.text) > _LONGEST_SECOND_LINE:
        return True
    return opens_text(line.key) or bool(_NUMBERED.search(line.text)) or len(line.text) > 150


def _is_sentence(text: str) -> bool:
    """Tell a sentence of the text ("..., Sở Y tế báo cáo như sau:") from a line of a title."""
    if subject_of_sentence(text) or text.endswith((":", ";")):
        return True
    longest_line = 50 if opens_text(fold(text)) else 80
    return bool(_SENTENCE_WITHIN.search(text)) or (text.endswith(".") and len(text) > longest_line)


def _letter_title(lines: Sequence[Line]) -> Titled:
    """Return the title of an official letter, whose subject stands under its number."""
    for index, line in enumerate(lines[:30]):
        if line.data or line.key.startswith("kính gửi"):
            break
        if _ABOUT.match(line.text):
            parts, end = [line.text], index + 1
            for after in lines[end : end + 5]:
                if not _continues_subject(after, parts, in_cell=_in_one_cell(line, after)):
                    break
                parts.append(after.text)
                end += 1
            letter = type_named("Công văn")
            return Titled(letter, collapse(" ".join(parts)), _head_end(lines), end)
    end = _head_end(lines)
    return Titled(None, None, end, end)


def _in_one_cell(line: Line, after: Line) -> bool:
    """Tell whether two lines stand in one cell, which holds number and subject and no more."""
    place = line.place
    return place == after.place and (place.table, place.cells) != (None, None)


def _continues_subject(line: Line, parts: Sequence[str], *, in_cell: bool) -> bool:
    if line.data or line.key.startswith("kính gửi") or line.is_upper:
        return False
    if re.search(r",\s*ngày\b", line.key):
        return False
    return in_cell or line.text[:1].islower() or bool(_OPEN_END.search(parts[-1]))


def _head_end(lines: Sequence[Line]) -> int:
    """Return where the letterhead of a document without a title ends."""
    for index, line in enumerate(lines[:30]):
        if line.data or line.key.startswith("kính gửi") or _is_running_text(line):
            return index
    return min(len(lines), 30)


def _appendix_title(lines: Sequence[Line], index: int) -> Titled:
    """Return the title of a file that holds an appendix only."""
    label = _APPENDIX.match(lines[index].text)
    parts = [label["rest"]] if label and label["rest"] else []
    end = index + 1
    for line in lines[end : end + _MOST_LINES]:
        found = _BRACKETED.search(line.text)
        if line.data or (_SECTION.match(line.text) and parts):
            break
        end += 1
        text = line.text[: found.start()].strip() if found else line.text
        if text and not _UNIT.match(text):
            parts.append(text)
        if found:
            break
    title = collapse(" ".join(parts)) or None
    return Titled(type_named("Phụ lục"), title, index, end)
