"""The families of documents: what each of them puts to the test, the rest left to chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from . import bodies
from .indicator_style import GROUP_HEADINGS, IndicatorStyle, columns, random_style
from .model import BuiltDocument
from .periods import pick_district_period, pick_period
from .plan_style import PlanStyle, shuffled_roles
from .plan_style import columns as plan_columns
from .plan_style import random_style as random_plan_style
from .plans import PlanOrder, build_plan
from .reports import ReportPlan, build_report, some_appendices, with_forms
from .surface import coat, random_surface

Family = Callable[[Random, str], BuiltDocument]
HEAD_STYLES = ("bare", "stacked", "columns")
_WIDE = ("no", "goal", "task", "result", "lead", "partner", "time", "funding", "note")
_FIVE = ("no", "label", "unit", "value", "note")


def _report(rng: Random, style: IndicatorStyle, level: str = "department") -> ReportPlan:
    period = pick_district_period(rng) if level == "district" else pick_period(rng)
    makers = {
        "department": lambda: bodies.department(rng, period.end),
        "district": lambda: bodies.district_board(rng),
        "province": lambda: bodies.province_board(rng, period.end),
    }
    return ReportPlan(makers[level](), period, style, head_style=rng.choice(HEAD_STYLES))


def _two_rows(rng: Random, style: IndicatorStyle) -> IndicatorStyle:
    return replace(style, columns=columns(rng, _FIVE), group=rng.choice(GROUP_HEADINGS))


def report_two_row_header(rng: Random, name: str) -> BuiltDocument:
    """All seven appendices of a department, header in two rows."""
    return build_report(rng, name, _report(rng, _two_rows(rng, random_style(rng))))


def report_other_columns(rng: Random, name: str) -> BuiltDocument:
    """Some appendices, other headings in another order, a row of column numbers."""
    order = rng.choice(
        (
            ("no", "label", "value", "unit", "note"),
            ("no", "label", "unit", "note", "value"),
            ("no", "unit", "label", "value", "note"),
            ("no", "label", "unit", "value"),
        )
    )
    style = replace(random_style(rng), columns=columns(rng, order))
    style = replace(style, number_row=rng.choice(("(1)", "1", "A")))
    return build_report(rng, name, replace(_report(rng, style), appendices=some_appendices(rng)))


def report_cumulative(rng: Random, name: str) -> BuiltDocument:
    """Two value columns: in the period and from the start of the year."""
    order = rng.choice((_FIVE, ("no", "label", "unit", "value")))
    style = replace(random_style(rng), columns=columns(rng, order, cumulative=True))
    if rng.random() < 0.6:
        style = replace(style, group=rng.choice(GROUP_HEADINGS))
    plan = _report(rng, style, rng.choice(("department", "province")))
    return build_report(rng, name, replace(plan, appendices=some_appendices(rng)))


def report_district(rng: Random, name: str) -> BuiltDocument:
    """A district's People's Committee; what it does not report is a dash."""
    style = replace(random_style(rng), blank=rng.choice(("-", "–", "")))
    return build_report(rng, name, _report(rng, style, "district"))


def report_province(rng: Random, name: str) -> BuiltDocument:
    """A province: all rows filled, thousands with dots, per cent signs."""
    style = replace(
        random_style(rng), thousands=True, percent_sign=rng.choice(("all", "some", "dot"))
    )
    if rng.random() < 0.5:
        style = _two_rows(rng, style)
    return build_report(rng, name, _report(rng, style, "province"))


def report_without_numbers(rng: Random, name: str) -> BuiltDocument:
    """No STT column at all."""
    order = rng.choice((("label", "unit", "value", "note"), ("label", "unit", "value")))
    style = replace(random_style(rng), columns=columns(rng, order), number_row="")
    return build_report(rng, name, replace(_report(rng, style), appendices=some_appendices(rng)))


def report_with_footnotes(rng: Random, name: str) -> BuiltDocument:
    """Captions "Biểu số 3", notes under the tables, footnote marks on figures."""
    style = replace(with_forms(rng, random_style(rng)), page_before=True)
    return build_report(rng, name, replace(_report(rng, style), appendices=some_appendices(rng)))


def report_renumbered(rng: Random, name: str) -> BuiltDocument:
    """The office numbers its appendices from one; only the titles tell which they are."""
    style = replace(random_style(rng), renumbered=True, caption="roman_capital")
    return build_report(rng, name, replace(_report(rng, style), appendices=some_appendices(rng)))


def report_appendices_only(rng: Random, name: str) -> BuiltDocument:
    """The appendices without the report."""
    plan = _report(rng, _two_rows(rng, random_style(rng)))
    return build_report(rng, name, replace(plan, shape="appendices"))


def report_letter(rng: Random, name: str) -> BuiltDocument:
    """A letter (công văn) with some appendices."""
    plan = replace(_report(rng, random_style(rng)), appendices=some_appendices(rng))
    return build_report(rng, name, replace(plan, shape="letter"))


def report_other_bytes(rng: Random, name: str) -> BuiltDocument:
    """Decomposed letters, Windows line ends, byte order mark."""
    plan = replace(_report(rng, random_style(rng)), appendices=some_appendices(rng))
    return coat(build_report(rng, name, plan), random_surface(rng))


def _plan(rng: Random, *styles: PlanStyle, level: str = "department") -> PlanOrder:
    year = rng.randint(2022, 2025)
    day = dt.date(year, 1, 15)
    makers = {
        "department": lambda: bodies.department(rng, day),
        "district": lambda: bodies.district_board(rng),
        "province": lambda: bodies.province_board(rng, day),
        "joint": lambda: bodies.joint(rng, day),
    }
    head_style = rng.choice((*HEAD_STYLES, "bare"))
    glued = rng.random() < 0.4
    return PlanOrder(makers[level](), year, styles, head_style=head_style, glued_page=glued)


def _safe(style: PlanStyle) -> PlanStyle:
    """A title in the third column belongs to tables with two number columns."""
    if style.section_form == "third" and style.heading("no2") is None:
        return replace(style, section_form="second")
    return style


def plan_sections(rng: Random, name: str) -> BuiltDocument:
    """Roman sections in any form, numbering restarted or continued."""
    return build_plan(rng, name, _plan(rng, _safe(random_plan_style(rng))))


def plan_any_order(rng: Random, name: str) -> BuiltDocument:
    """Columns in any order, the task not second, some very narrow or wide."""
    roles = list(shuffled_roles(rng, rng.randint(3, 7)))
    roles.remove("task")
    roles.insert(rng.randint(1, len(roles)), "task")
    style = replace(random_plan_style(rng), columns=plan_columns(rng, tuple(roles)))
    style = replace(style, section_form=rng.choice(("second", "glued_dot", "glued", "repeated")))
    level = rng.choice(("department", "district", "province"))
    return build_plan(rng, name, _plan(rng, style, level=level))


def plan_decimal(rng: Random, name: str) -> BuiltDocument:
    """1 > 1.1 > 1.1.1 with groups that have data of their own."""
    style = replace(_safe(random_plan_style(rng)), numbering="decimal", section_form="second")
    return build_plan(rng, name, _plan(rng, style))


def plan_appendix_of_decision(rng: Random, name: str) -> BuiltDocument:
    """Nothing but the appendix of a decision; sections in one merged cell."""
    form = rng.choice(("glued_dot", "glued", "repeated"))
    style = replace(random_plan_style(rng), section_form=form, numbering="restart")
    order = _plan(rng, style, level="province")
    return build_plan(rng, name, replace(order, shape="appendix"))


def plan_wide(rng: Random, name: str) -> BuiltDocument:
    """Eight or nine columns, vertically merged goals, headers not repeated."""
    roles = _WIDE if rng.random() < 0.5 else _WIDE[:-1]
    style = replace(random_plan_style(rng), columns=plan_columns(rng, roles), merged=True)
    pages = replace(style.pages, repeat=False, touch=4)
    style = replace(style, numbering="continue", section_form="second", pages=pages)
    return build_plan(rng, name, _plan(rng, style))


def plan_two_numbers(rng: Random, name: str) -> BuiltDocument:
    """Stt | Stt2, several numbered tables, one of them without a header."""
    roles = ("no", "no2", "task", "lead", "partner", "time", "result", "note")
    style = replace(random_plan_style(rng), columns=plan_columns(rng, roles), items=(1, 4))
    form = rng.choice(("mixed", "third", "second"))
    style = replace(style, numbering="continue", section_form=form, sections=(1, 3), bold=False)
    order = replace(_plan(rng, style), arrangement="captioned")
    if rng.random() < 0.5:
        order = replace(order, head_style="none")
    return build_plan(rng, name, order)


def plan_captioned(rng: Random, name: str) -> BuiltDocument:
    """Several numbered tables in one appendix with one number column."""
    style = replace(_safe(random_plan_style(rng)), sections=(1, 2), number_row=False)
    style = replace(style, numbering=rng.choice(("restart", "continue", "flat")))
    order = replace(_plan(rng, style, level="district"), arrangement="captioned")
    return build_plan(rng, name, order)


def plan_nested(rng: Random, name: str) -> BuiltDocument:
    """A > I > 1 > 1.1 or a) > -."""
    style = replace(_safe(random_plan_style(rng)), numbering="nested", dots=False)
    form = rng.choice(("second", "glued_dot", "repeated"))
    style = replace(style, section_form=form, sections=(3, 4), items=(2, 4))
    return build_plan(rng, name, _plan(rng, style, level="province"))


def plan_without_numbers(rng: Random, name: str) -> BuiltDocument:
    """No STT column; sections carry their number in the text."""
    roles = shuffled_roles(rng, rng.randint(4, 6))[1:]
    style = replace(random_plan_style(rng), columns=plan_columns(rng, roles), numbering="none")
    return build_plan(rng, name, _plan(rng, style))


def plan_budget(rng: Random, name: str) -> BuiltDocument:
    """A column of money and a row TỔNG CỘNG."""
    roles = ("no", "task", "lead", "time", "money", "note")
    style = replace(_safe(random_plan_style(rng)), columns=plan_columns(rng, roles))
    numbering = rng.choice(("flat", "restart", "letters"))
    style = replace(style, numbering=numbering, total=rng.choice(("second", "first")))
    return build_plan(rng, name, _plan(rng, style))


def plan_bare_titles(rng: Random, name: str) -> BuiltDocument:
    """Sections are bold titles without any number."""
    form = rng.choice(("first", "blank_second"))
    style = replace(random_plan_style(rng), numbering="untitled", section_form=form, bold=True)
    return build_plan(rng, name, _plan(rng, style))


def plan_several_appendices(rng: Random, name: str) -> BuiltDocument:
    """Two or three appendices, each with columns of its own."""
    styles = [_safe(random_plan_style(rng)) for _ in range(rng.randint(2, 3))]
    order = _plan(rng, *styles, level=rng.choice(("department", "province")))
    return build_plan(rng, name, replace(order, arrangement="appendices"))


def plan_draft(rng: Random, name: str) -> BuiltDocument:
    """Number and day still blank."""
    order = _plan(rng, _safe(random_plan_style(rng)))
    return build_plan(rng, name, replace(order, draft=True))


def plan_joint(rng: Random, name: str) -> BuiltDocument:
    """Two departments sign together."""
    style = _safe(random_plan_style(rng))
    order = _plan(rng, style, level="joint")
    return build_plan(rng, name, replace(order, head_style=rng.choice(("stacked", "columns"))))


def plan_long_splits(rng: Random, name: str) -> BuiltDocument:
    """Few rows a page, nearly every one continued, some over two breaks."""
    style = _safe(random_plan_style(rng))
    pages = replace(style.pages, rows=(2, 4), split=0.95, pieces=rng.choice((2, 3)), touch=4)
    return build_plan(rng, name, _plan(rng, replace(style, pages=pages)))


def plan_other_bytes(rng: Random, name: str) -> BuiltDocument:
    """Decomposed letters, Windows line ends, byte order mark."""
    document = build_plan(rng, name, _plan(rng, _safe(random_plan_style(rng))))
    return coat(document, random_surface(rng))


FAMILIES: dict[str, Family] = {
    family.__name__: family
    for family in (
        report_two_row_header,
        plan_sections,
        report_other_columns,
        plan_any_order,
        report_cumulative,
        plan_decimal,
        report_district,
        plan_appendix_of_decision,
        report_province,
        plan_wide,
        report_without_numbers,
        plan_two_numbers,
        report_with_footnotes,
        plan_captioned,
        report_renumbered,
        plan_nested,
        report_appendices_only,
        plan_without_numbers,
        report_letter,
        plan_budget,
        report_other_bytes,
        plan_bare_titles,
        plan_several_appendices,
        plan_draft,
        plan_joint,
        plan_long_splits,
        plan_other_bytes,
    )
}
