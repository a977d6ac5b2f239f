"""Whole plans: head, body, signature and one or several appendices of tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from . import captions
from .bodies import Body, signature
from .letterhead import (
    Head,
    appendix_only,
    head_lines,
    issued_with,
    metadata,
    receivers_and_signer,
)
from .model import BuiltDocument, Citation, LogicalTable, answer
from .plan_rows import Scene
from .plan_style import PlanStyle
from .plan_tables import PlanTable, Setting, build_plan_table
from .plan_texts import AREAS
from .prose import body_text, local_citation, national_citations


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """What to build: who plans, for which year, and one style for each table.

    `arrangement` is one (a single table), captioned (several numbered tables in one appendix,
    a later one without header) or appendices (one table each). `shape` is plan or appendix
    (nothing but the appendix of a decision). A draft has no number and no day.
    """

    body: Body
    year: int
    styles: tuple[PlanStyle, ...]
    arrangement: str = "one"
    shape: str = "plan"
    head_style: str = "bare"
    draft: bool = False
    glued_page: bool = False


def build_plan(rng: Random, name: str, order: PlanOrder) -> BuiltDocument:
    """Return the plan with its answer."""
    head = _head(rng, order)
    local = local_citation(rng, order.body.province_board, order.year)
    national = national_citations(rng, 5, order.year)
    scene = Scene(_staff(order.body), order.year, national[:3])
    title = head.title_lines[0].upper()
    lines, tables = _appendices(rng, order, head, scene, title)
    if order.shape == "appendix":
        gold = appendix_only(head, title, scene.used)
        return _document(name, lines, gold, tables)
    in_body = [local, *national[3:]]
    block, receivers, signed = receivers_and_signer(rng, order.body, signature(rng, order.body))
    top = [*head_lines(rng, head), *_opening(order, head, local)]
    text = [*top, *body_text(rng, "plan", in_body[1:]), *block, *lines]
    gold = metadata(head, [*in_body, *scene.used], signed=signed, receivers=receivers)
    return _document(name, text, gold, tables)


def _document(
    name: str, lines: list[str], gold: dict[str, object], tables: list[LogicalTable]
) -> BuiltDocument:
    return BuiltDocument(name, "\n".join(lines) + "\n", answer(name, gold, tables))


def _staff(body: Body) -> str:
    return {"province": "board", "district": "district"}.get(body.level, "department")


def _head(rng: Random, order: PlanOrder) -> Head:
    subject = rng.choice(("Cải cách hành chính", "Thực hiện công tác cải cách hành chính"))
    month = rng.choice((1, 1, 2))
    return Head(
        body=order.body,
        type_code="QĐ" if order.shape == "appendix" else "KH",
        number=None if order.draft else str(rng.randint(12, 640)),
        year=order.year,
        month=month,
        day=None if order.draft else rng.randint(3, 28),
        title_lines=(f"{subject} năm {order.year} của {order.body.issuing_body}",),
        style=order.head_style,
    )


def _opening(order: PlanOrder, head: Head, local: Citation) -> list[str]:
    unit, what = order.body.unit, head.title_lines[0].partition(" năm ")[0].lower()
    sentence = f"Thực hiện {local.phrase}, {unit} xây dựng kế hoạch {what} như sau:"
    return [sentence, ""]


def _appendices(
    rng: Random, order: PlanOrder, head: Head, scene: Scene, title: str
) -> tuple[list[str], list[LogicalTable]]:
    makers = {"one": _single, "captioned": _captioned, "appendices": _several}
    issued = issued_with(rng, head)
    return makers[order.arrangement](rng, order, scene, title, issued)


def _page(rng: Random, order: PlanOrder) -> int | None:
    return rng.randint(4, 15) if order.glued_page else None


def _single(
    rng: Random, order: PlanOrder, scene: Scene, title: str, issued: str
) -> tuple[list[str], list[LogicalTable]]:
    caption = rng.choice(("Phụ lục", "PHỤ LỤC"))
    top = captions.lines(rng, caption, title, issued, _page(rng, order))
    built = build_plan_table(rng, order.styles[0], scene, Setting(caption, title))
    return [*top, *built.lines, ""], [built.table]


def _captioned(
    rng: Random, order: PlanOrder, scene: Scene, title: str, issued: str
) -> tuple[list[str], list[LogicalTable]]:
    """Several tables with the columns of the first; from the third on a header may be missing."""
    lines = captions.lines(rng, "PHỤ LỤC", title, issued, _page(rng, order))
    style, tables = order.styles[0], []
    count = rng.randint(3, 4)
    bare = rng.randint(2, count)
    for number in range(1, count + 1):
        name = AREAS[number - 1].goals[0]
        headed = number != bare
        tied = style if headed else replace(style, pages=replace(style.pages, repeat=False))
        setting = Setting("PHỤ LỤC", name, headed, first_page=number * 5)
        built = build_plan_table(rng, tied, scene, setting)
        table = replace(built.table, about=built.table.about | {"number_in_appendix": str(number)})
        lines += [*captions.numbered(number, name, rng), *built.lines]
        tables.append(table)
    return [*lines, ""], tables


def _several(
    rng: Random, order: PlanOrder, scene: Scene, title: str, issued: str
) -> tuple[list[str], list[LogicalTable]]:
    lines: list[str] = []
    built: list[PlanTable] = []
    numbering = rng.choice(("roman", "roman_capital", "arabic", "padded"))
    for number, style in enumerate(order.styles, start=1):
        caption = captions.name(numbering, number)
        heading = title if number == 1 else f"{AREAS[number].titles[0].upper()} NĂM {scene.year}"
        lines += captions.lines(rng, caption, heading, issued, _page(rng, order))
        setting = Setting(caption, heading, first_page=number * 6)
        built.append(build_plan_table(rng, style, scene, setting))
        lines += [*built[-1].lines, ""]
    return lines, _tables(built)


def _tables(built: Iterable[PlanTable]) -> list[LogicalTable]:
    return [one.table for one in built]
