"""What a short text looks like: a figure, a mark that stands for none, a bullet, a caption."""

from __future__ import annotations

import re

_FIGURE = re.compile(
    r"^[(\[<>≤≥~±+\-–−]{0,2}\s*(?:[$€£¥]|US\$|USD|EUR)?\s*[(+\-–−]?"
    r"\d[\d.,\s'’/:]*(?:\s?(?:%|‰|đ|[a-z]))?[)\]]?[*†‡]{0,2}$"
)
_ROW_NUMBER = re.compile(r"^(?:[IVXL]{1,5}|[A-ZĐ])[.)]?$")
_NO_FIGURE = frozenset(
    ("-", "–", "—", "−", "--", ":", ".", "..", "...", "…", "n.a.", "n/a", "na", "x", "*", "(x)")
)
_SIGN_BEFORE = frozenset(("$", "€", "£", "¥", "(", "+", "-", "–", "±", "<", ">", "≤", "≥", "US$"))
_SIGN_AFTER = re.compile(r"^(?:%|‰|\)|[*†‡]{1,3}|\(?[a-z\d]\)|[a-z]|[¹²³⁴⁵⁶⁷⁸⁹])$")
_BULLET = re.compile(
    r"^(?:[-–•*▪●○◦■□✓✔§\uf0b7\uf0a7]|\(?\d{1,3}[.)]|\(?[a-zđA-Z][.)]|\(?[ivxIVX]{1,5}[.)])$"
)
_CAPTION = re.compile(
    r"^(?:(?:table|figure|chart|box|annex|appendix|exhibit|graph|source|sources|note|notes|"
    r"tableau|tabelle|quelle|tabla|tabella|quadro|phụ lục)\b|(?:nguồn|ghi chú)\s*[:(*\d]|"
    r"\(?\s*(?:đơn vị(?: tính)?|đvt)\s*:|"
    r"(?:bảng|biểu|hình)\s+(?:số\s+|mẫu\s+)?[\dIVX]|biểu mẫu\b)",
    re.I,
)
_TABLE_NAME = re.compile(
    r"^(?:table|annex|appendix|bảng|phụ lục|phụ biểu|biểu|biểu mẫu|mẫu)\s*"
    r"(?:(?:số|no\.?)\s*)?(?:[IVX\d]+\b.*)?$",
    re.I,
)
_SECTION = re.compile(r"^(?:[IVX]{1,5}|[A-ZĐ]|\d{1,2})[.)]\s+\S")
_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*$", re.I)
_LEADER = re.compile(r"(?:\s*[.·…_]){4,}\s*$")


def is_figure(text: str) -> bool:
    """Tell whether a text is one figure, with its signs, a row number, or a mark for none."""
    return bool(_FIGURE.match(text) or _ROW_NUMBER.match(text)) or text.lower() in _NO_FIGURE


def is_section_number(text: str) -> bool:
    """Tell whether a text is a Roman number or a letter, as sections of a table have."""
    return bool(_ROW_NUMBER.match(text))


def has_digits(text: str) -> bool:
    """Tell whether a text is a figure that has digits."""
    return bool(_FIGURE.match(text))


def is_sign(text: str) -> str:
    """Return "before" or "after" for a sign that belongs to the figure beside it, else ""."""
    if text in _SIGN_BEFORE:
        return "before"
    return "after" if _SIGN_AFTER.match(text) else ""


def is_bullet(text: str) -> bool:
    """Tell whether a text only opens the item of a list."""
    return bool(_BULLET.match(text))


def is_caption(text: str) -> bool:
    """Tell whether a line names a table or says where its figures are from."""
    return bool(_CAPTION.match(text))


def names_table(text: str) -> bool:
    """Tell whether a line is the label of a table or an appendix."""
    return bool(_TABLE_NAME.match(text))


def opens_section(text: str) -> bool:
    """Tell whether a text begins with the number of a section and a dot."""
    return bool(_SECTION.match(text))


def is_page_number(text: str) -> bool:
    """Tell whether a line on its own may be the number of a page."""
    return bool(_PAGE_NUMBER.match(text))


def without_leader(text: str) -> str:
    """Return a text without the dots that lead to the next column."""
    return _LEADER.sub("", text)
