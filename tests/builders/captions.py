"""Captions of appendices: the words, their numbering, and page numbers glued to them."""

from __future__ import annotations

from random import Random

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NAMES = {
    "arabic": "Phụ lục {n}",
    "capital": "PHỤ LỤC {n}",
    "padded": "PHỤ LỤC {n:02d}",
    "roman": "Phụ lục {r}",
    "roman_capital": "PHỤ LỤC {r}",
    "form": "Biểu số {n}",
    "form_padded": "Biểu số {n:02d}",
}
INDICATOR_TITLES = {
    "PL2": "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
    "PL3": "CẢI CÁCH THỂ CHẾ",
    "PL4": "CẢI CÁCH THỦ TỤC HÀNH CHÍNH",
    "PL5": "CẢI CÁCH TỔ CHỨC BỘ MÁY",
    "PL6": "CẢI CÁCH CHẾ ĐỘ CÔNG VỤ",
    "PL7": "CẢI CÁCH TÀI CHÍNH CÔNG",
    "PL8": "XÂY DỰNG VÀ PHÁT TRIỂN CHÍNH QUYỀN ĐIỆN TỬ, CHÍNH QUYỀN SỐ",
}
_TITLE_FORMS = (
    "THỐNG KÊ SỐ LIỆU BÁO CÁO {}",
    "BIỂU MẪU THỐNG KÊ SỐ LIỆU BÁO CÁO {}",
    "SỐ LIỆU THỐNG KÊ VỀ {}",
)


def name(style: str, number: int) -> str:
    """Return e.g. "PHỤ LỤC 02" for style padded and number 2."""
    return NAMES[style].format(n=number, r=ROMAN[number])


def indicator_title(rng: Random, appendix: str) -> str:
    """Return a title for PL2 to PL8."""
    return rng.choice(_TITLE_FORMS).format(INDICATOR_TITLES[appendix])


def lines(rng: Random, caption: str, title: str, issued: str | None, page: int | None) -> list[str]:
    """Return the lines of a caption; a `page` stands glued before it."""
    top = _top(rng, caption, title)
    if page is not None:
        top = _glued(rng, str(page), top)
    return ["", *top, "", *([issued, ""] if issued else [])]


def _top(rng: Random, caption: str, title: str) -> list[str]:
    if not title:
        return [f"**{caption}**"]
    return rng.choice(
        (
            [caption, "", f"**{title}**"],
            [f"## {caption}", "", f"**{title}**"],
            [f"**{caption}**  ", f"**{title}**"],
            [f"**{caption}****{title}**"],
            [f"**{caption}**", "", title],
        )
    )


def _glued(rng: Random, page: str, top: list[str]) -> list[str]:
    plain = not top[0].startswith(("#", "*"))
    if plain and rng.random() < 0.3:
        return [f"{page} {top[0]}", *top[1:]]
    return [f"{page}  ", *top]


def numbered(number: int, title: str, rng: Random) -> list[str]:
    """Return the caption of one of several tables in an appendix."""
    text = f"{number}. {title}"
    return ["", rng.choice((text, f"**{text}**", f"### {text}")), ""]
