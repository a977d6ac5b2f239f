"""The head, the signature and the "issued with" line of a document, and its metadata."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from .bodies import Body
from .model import Citation, Gold
from .periods import Period, long_date, period_line, short_date
from .prose import recipients

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TYPE_NAMES = {"BC": "BÁO CÁO", "KH": "KẾ HOẠCH", "CV": "CÔNG VĂN", "QĐ": "QUYẾT ĐỊNH"}
SPOKEN = {"BC": "Báo cáo", "KH": "Kế hoạch", "CV": "Công văn", "QĐ": "Quyết định"}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a document. No `number` or no `day` is a draft with blanks.

    `style` is bare (number and place line only), stacked, columns (two-column block in lines
    with tabs) or none (only the appendix caption tells number and date).
    """

    body: Body
    type_code: str
    number: str | None
    year: int
    month: int
    day: int | None
    title_lines: tuple[str, ...]
    style: str
    unit_in_symbol: str = ""
    period: Period | None = None

    @property
    def symbol(self) -> str:
        """Return e.g. BC-SKHĐT; a letter has issuer and unit instead of a type."""
        if self.type_code == "CV":
            return f"{self.body.symbol}-{self.unit_in_symbol}"
        return f"{self.type_code}-{self.body.symbol}"

    @property
    def date(self) -> dt.date | None:
        """Return the date, None for a draft."""
        return dt.date(self.year, self.month, self.day) if self.day else None

    def date_words(self) -> str:
        """Return "ngày 08 tháng 3 năm 2024", with a gap where the day is blank."""
        if self.date:
            return long_date(self.date)
        return f"ngày    tháng {self.month:02d} năm {self.year}"


def head_lines(rng: Random, head: Head) -> list[str]:
    """Return the lines from the top of the page to the title."""
    number = f"Số: {head.number or rng.choice(('', '     '))}/{head.symbol}"
    place = f"{head.body.place}, {head.date_words()}"
    styles = {
        "none": [],
        "bare": ["", "", number, "", place, ""],
        "stacked": _stacked(head, number, place),
        "columns": _columns(head, number, place),
    }
    lines = styles[head.style]
    if head.day is None and rng.random() < 0.5:
        lines = ["DỰ THẢO", "", *lines]
    if head.type_code == "CV":
        return [*lines, f"V/v {head.title_lines[0]}", ""]
    return [*lines, *_title(rng, head)]


def _stacked(head: Head, number: str, place: str) -> list[str]:
    upper, lower = head.body.lines
    return [
        f"{upper}  ",
        f"**{lower}**",
        "",
        f"**{NATION}**  ",
        f"**{MOTTO}**",
        "",
        number,
        "",
        f"*{place}*",
        "",
    ]


def _columns(head: Head, number: str, place: str) -> list[str]:
    upper, lower = head.body.lines
    return [
        f"{upper}\t<b>{NATION}</b>",
        f"<b>{lower}</b>\t<b>{MOTTO}</b>",
        f"{number}\t<i>{place}</i>",
        "",
    ]


def _title(rng: Random, head: Head) -> list[str]:
    name, titles = TYPE_NAMES[head.type_code], list(head.title_lines)
    if head.period is None and rng.random() < 0.4:
        return [f"## {name} {' '.join(titles)}", ""]
    lines = [rng.choice((f"## {name}", f"**{name}**", name)), ""]
    for title in titles:
        lines += [f"**{title}**", ""]
    if head.period:
        lines += [rng.choice(("**{}**", "*{}*", "{}")).format(period_line(rng, head.period)), ""]
    return lines


def issued_with(rng: Random, head: Head, *, alone: bool = False) -> str:
    """Return the line "(Ban hành kèm theo …)" under an appendix title.

    Where the appendix stands `alone` it names the province, which nothing else would tell.
    """
    lead = rng.choice(("Ban hành kèm theo", "Kèm theo"))
    day = head.date_words()
    if head.date and rng.random() < 0.5:
        day = f"ngày {short_date(rng, head.date)}"
    number = f"số {head.number or ''}/{head.symbol}"
    owner = head.body.issuing_body
    if alone and head.body.province not in owner:
        owner = f"{owner} {head.body.province_title}"
    text = f"({lead} {SPOKEN[head.type_code]} {number} {day} của {owner})"
    return rng.choice((text, f"*{text}*"))


def signature_lines(
    rng: Random, receivers: list[str], posts: tuple[str, ...], signer: str
) -> list[str]:
    """Return the block of recipients and signature, in either order."""
    heading = rng.choice(
        ("#### **Nơi nhận:**", "***Nơi nhận:***", "Nơi nhận:", "**Nơi nhận:**", "*Nơi nhận:*")
    )
    first = [heading, "", *[f"- {name}" for name in receivers], ""]
    authority = "  \n".join(posts).split("\n")
    bold = [f"**{authority[0]}", *authority[1:]] if len(authority) > 1 else [f"**{authority[0]}"]
    bold[-1] += "**"
    second = [*bold, ""]
    name = [f"**{signer}**", ""]
    if rng.random() < 0.75:
        return [*first, *second, *name]
    return [*second, *first, *name]


def metadata(
    head: Head,
    citations: list[Citation],
    *,
    signed: tuple[tuple[str, ...], str] | None,
    receivers: list[str],
) -> Gold:
    """Return the metadata of a document that has a body of its own."""
    body, period = head.body, head.period
    titles = " ".join(head.title_lines)
    gold: Gold = {
        "doc_type": TYPE_NAMES[head.type_code],
        "number": head.number,
        "symbol": head.symbol,
        "place": None if head.style == "none" else body.place,
        "date": head.date.isoformat() if head.date else None,
        "date_partial": None if head.date else f"{head.year}-{head.month:02d}",
        "issuing_body": body.issuing_body,
        "issuing_body_as_printed": body.unit,
        "province": body.province,
        "department": body.department,
        "title": titles,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "signer": signed[1] if signed else None,
        "signer_title": " ".join(signed[0]) if signed else None,
        "recipients": receivers,
        "legal_refs": [citation.gold() for citation in citations],
    }
    if body.level == "joint":
        gold["issuing_body_canonical"] = gold["department_canonical"] = body.unit.split(" - ")[0]
    if head.type_code == "CV":
        gold["title_as_printed"] = f"V/v {titles}"
    elif period:
        gold["title_as_printed"] = head.title_lines[0]
    return gold


def appendix_only(head: Head, title: str, citations: list[Citation]) -> Gold:
    """Return the metadata of a file that holds nothing but the appendix.

    The statistical appendices of a report are the report, without its title.
    """
    gold = metadata(head, citations, signed=None, receivers=[])
    statistics = head.type_code == "BC"
    gold |= {
        "doc_type": TYPE_NAMES["BC"] if statistics else "PHỤ LỤC",
        "parent_doc_type": TYPE_NAMES[head.type_code],
        "place": None,
        "title": None if statistics else title,
        "period_start": None,
        "period_end": None,
    }
    gold.pop("title_as_printed", None)
    return gold


def receivers_and_signer(
    rng: Random, body: Body, signed: tuple[tuple[str, ...], str]
) -> tuple[list[str], list[str], tuple[tuple[str, ...], str]]:
    """Return the printed block, the list of recipients and the signer; joint bodies sign too."""
    names = recipients(rng)
    if body.province.startswith("Đà Nẵng"):
        names = [name.replace("HĐND tỉnh", "HĐND thành phố") for name in names]
    posts, signer = signed
    return signature_lines(rng, names, posts, signer), names, signed
