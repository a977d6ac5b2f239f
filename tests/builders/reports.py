"""Whole reports: head, body, signature and the statistical appendices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from random import Random

from . import captions
from .bodies import Body, signature
from .figures import Figures, accumulate, draw
from .indicator_style import IndicatorStyle
from .indicator_tables import APPENDICES, Appendix, Overrides, Sheet, build_appendix
from .letterhead import (
    Head,
    appendix_only,
    head_lines,
    issued_with,
    metadata,
    receivers_and_signer,
)
from .model import BuiltDocument, answer
from .periods import Period, period_line
from .prose import body_text, letter_citation, local_citation, national_citations

SUBJECTS = (
    "Công tác cải cách hành chính",
    "Kết quả thực hiện công tác cải cách hành chính",
    "Tình hình, kết quả cải cách hành chính",
)


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """What to build: who reports, for when, in which style, with which appendices.

    `shape` is report, letter (công văn) or appendices (no body at all).
    """

    body: Body
    period: Period
    style: IndicatorStyle
    appendices: tuple[str, ...] = APPENDICES
    shape: str = "report"
    head_style: str = "bare"
    figures: Figures | None = None
    overrides: Overrides = field(default_factory=dict)


def some_appendices(rng: Random) -> tuple[str, ...]:
    """Return two to five appendices in order."""
    return tuple(sorted(rng.sample(APPENDICES, rng.randint(2, 5))))


def build_report(rng: Random, name: str, plan: ReportPlan) -> BuiltDocument:
    """Return the report with its answer."""
    head = _head(rng, plan)
    sheets = _appendices(rng, plan, head)
    tables = [sheet.table for sheet in sheets]
    lines = [line for sheet in sheets for line in sheet.lines]
    if plan.shape == "appendices":
        gold = appendix_only(head, tables[0].title, [])
        return BuiltDocument(name, "\n".join(lines) + "\n", answer(name, gold, tables))
    refs = [
        letter_citation(rng, plan.period.year, _asker(plan.body)),
        local_citation(rng, plan.body.province_board, plan.period.year),
        *national_citations(rng, rng.randint(0, 4), plan.period.year),
    ]
    block, receivers, signed = receivers_and_signer(rng, plan.body, signature(rng, plan.body))
    top = [*head_lines(rng, head), *_opening(rng, plan, refs[0].phrase)]
    text = [*top, *body_text(rng, "report", refs[1:]), *block, *lines]
    gold = metadata(head, refs, signed=signed, receivers=receivers)
    if plan.shape == "letter":
        gold |= _dates(plan.period)
    return BuiltDocument(name, "\n".join(text) + "\n", answer(name, gold, tables))


def _asker(body: Body) -> str:
    """Return who wants the report: the Department of Home Affairs, or the Ministry of it."""
    asks_itself = body.level == "province" or body.unit == "Sở Nội vụ"
    return "Bộ Nội vụ" if asks_itself else "Sở Nội vụ"


def _dates(period: Period) -> dict[str, str]:
    return {"period_start": period.start.isoformat(), "period_end": period.end.isoformat()}


def _head(rng: Random, plan: ReportPlan) -> Head:
    signed_on = plan.period.end + dt.timedelta(days=rng.randint(1, 9))
    subject = rng.choice(SUBJECTS)
    is_letter = plan.shape == "letter"
    if is_letter:
        titles: tuple[str, ...] = (f"báo cáo {subject.lower()} {_lower(plan.period.label)}",)
    else:
        titles = (subject, plan.period.label)
    return Head(
        body=plan.body,
        type_code="CV" if is_letter else "BC",
        number=str(rng.randint(21, 2400)),
        year=signed_on.year,
        month=signed_on.month,
        day=signed_on.day,
        title_lines=titles,
        style=plan.head_style,
        unit_in_symbol=rng.choice(("VP", "CCHC", "TH")),
        period=None if is_letter else plan.period,
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _opening(rng: Random, plan: ReportPlan, letter: str) -> list[str]:
    period = _lower(plan.period.label)
    sentence = f"Thực hiện {letter}, {plan.body.unit} báo cáo kết quả {period} như sau:"
    if plan.shape == "letter":
        line = period_line(rng, plan.period)
        sentence = f"Thực hiện {letter}, {plan.body.unit} gửi số liệu {period} {line} như sau:"
        return [f"Kính gửi: {_asker(plan.body)}", "", sentence, ""]
    return [sentence, ""]


def _appendices(rng: Random, plan: ReportPlan, head: Head) -> list[Appendix]:
    level = plan.body.level if plan.body.level in {"district", "province"} else "department"
    figures = plan.figures or draw(rng, level)
    totals = accumulate(rng, figures, level) if plan.style.heading("cumulative") else {}
    sheet = Sheet(plan.style, figures, totals, plan.overrides)
    found = []
    for position, appendix in enumerate(plan.appendices, start=1):
        alone = plan.shape == "appendices"
        issued = None if plan.shape == "letter" else issued_with(rng, head, alone=alone)
        found.append(build_appendix(rng, appendix, sheet, position=position, issued=issued))
    return found


def with_forms(rng: Random, style: IndicatorStyle) -> IndicatorStyle:
    """Return the style with captions "Biểu số 3" and footnotes under the tables."""
    caption = rng.choice([key for key in captions.NAMES if key.startswith("form")])
    return replace(style, caption=caption, footnotes=True)
