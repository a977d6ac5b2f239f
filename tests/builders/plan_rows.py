"""The logical rows of a plan: sections, groups, items and totals with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random

from .captions import ROMAN
from .model import Citation, Gold, LogicalRow
from .plan_style import PlanStyle
from .plan_texts import (
    AREAS,
    EVIDENCE,
    FIELDS,
    FUNDING,
    LEADS,
    NOTES,
    PARTNERS,
    PEOPLE,
    Area,
    deadline,
)

_CAPITALS = "ABCDEGH"
_SMALL = "abcdeg"


@dataclass(slots=True)
class Scene:
    """What a plan's cells are drawn from; `citations` are used up one by one."""

    staff: str
    year: int
    citations: list[Citation] = field(default_factory=list)
    used: list[Citation] = field(default_factory=list)
    told: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its number, its parent's number, the path and the depth."""

    number: str | None
    parent: str | None
    path: str
    level: int
    second_number: str = ""

    def child(self, number: str | None, name: str, second: str = "") -> Place:
        """Return the place of a row under this one."""
        return Place(number, self.number, f"{self.path}/{name}", self.level + 1, second)


def build_rows(rng: Random, style: PlanStyle, scene: Scene) -> list[LogicalRow]:
    """Return the rows of one table in printed order."""
    rows = _NUMBERINGS[style.numbering](rng, style, scene)
    if style.merged:
        rows = _merge_goals(rng, style, rows)
    if style.swapped:
        rows = _swap_one(rng, style, rows)
    return [*rows, _total(style, rows)] if style.total else rows


def _areas(rng: Random, style: PlanStyle) -> list[Area]:
    wanted = min(rng.randint(*style.sections), len(AREAS))
    return [AREAS[i] for i in sorted(rng.sample(range(len(AREAS)), wanted))]


def section(style: PlanStyle, place: Place, title: str, kind: str = "section") -> LogicalRow:
    """Return a heading row; the answer has number and title in their own columns."""
    cells = dict.fromkeys(style.names, "")
    cells[style.title_column] = title
    number = style.heading("no")
    if number and place.number:
        cells[number] = place.number
    return LogicalRow(kind, place.number, place.parent, place.path, title, cells, place.level)


def item(
    rng: Random, style: PlanStyle, scene: Scene, place: Place, area: Area, kind: str = "item"
) -> LogicalRow:
    """Return a row with data of its own."""
    task, result = _task(rng, style, scene, area)
    texts = {
        "no": f"{place.number}{'.' if style.dots else ''}" if place.number else "",
        "no2": place.second_number,
        "goal": rng.choice(area.goals),
        "task": task,
        "lead": rng.choice(LEADS[scene.staff]),
        "partner": rng.choice(PARTNERS[scene.staff]),
        "time": deadline(rng, scene.year),
        "result": result,
        "funding": rng.choice(FUNDING),
        "money": rng.choice(("", "-", str(rng.randint(15, 900)), f"1.{rng.randint(100, 999)}")),
        "note": rng.choice(NOTES),
        "person": rng.choice(PEOPLE),
        "evidence": rng.choice(EVIDENCE),
    }
    cells = {heading: texts[role] for role, heading in style.columns}
    extra: Gold = {"no2": place.second_number} if place.second_number else {}
    return LogicalRow(kind, place.number, place.parent, place.path, task, cells, place.level, extra)


def _task(rng: Random, style: PlanStyle, scene: Scene, area: Area) -> tuple[str, str]:
    fresh = [pair for pair in area.tasks if pair[0] not in scene.told]
    task, result = rng.choice(fresh or list(area.tasks))
    while task in scene.told:
        task = f"{task} {rng.choice(FIELDS)}"
    scene.told.add(task)
    if style.cited and scene.citations and rng.random() < 0.35:
        citation = scene.citations.pop()
        scene.used.append(citation)
        task = f"{task} theo {citation.phrase}"
    return task, result


def _sizes(rng: Random, style: PlanStyle) -> range:
    return range(1, rng.randint(*style.items) + 1)


def _sectioned(
    names: Callable[[int], str], *, continued: bool
) -> Callable[[Random, PlanStyle, Scene], list[LogicalRow]]:
    def build(rng: Random, style: PlanStyle, scene: Scene) -> list[LogicalRow]:
        rows: list[LogicalRow] = []
        running: Iterator[int] = count(1)
        for position, area in enumerate(_areas(rng, style), start=1):
            place = Place(names(position), None, names(position), 1)
            rows.append(section(style, place, rng.choice(area.titles)))
            for size in _sizes(rng, style):
                number = str(next(running)) if continued else str(size)
                second = str(size) if style.heading("no2") else ""
                under = place.child(number, number, second)
                rows.append(item(rng, style, scene, under, area))
        return rows

    return build


def _flat(rng: Random, style: PlanStyle, scene: Scene) -> list[LogicalRow]:
    rows = []
    areas = _areas(rng, style)
    for number in range(1, rng.randint(6, 14) + 1):
        place = Place(str(number), None, str(number), 1)
        rows.append(item(rng, style, scene, place, rng.choice(areas)))
    return rows


def _untitled(rng: Random, style: PlanStyle, scene: Scene) -> list[LogicalRow]:
    rows: list[LogicalRow] = []
    running = count(1)
    for area in _areas(rng, style):
        title = rng.choice(area.titles)
        rows.append(section(style, Place(None, None, title, 1), title))
        for _ in _sizes(rng, style):
            number = str(next(running))
            rows.append(item(rng, style, scene, Place(number, None, number, 2), area))
    return rows


def _unnumbered(rng: Random, style: PlanStyle, scene: Scene) -> list[LogicalRow]:
    """Sections carry "I. " in the text itself, items have no number at all."""
    rows: list[LogicalRow] = []
    for position, area in enumerate(_areas(rng, style), start=1):
        title, roman = rng.choice(area.titles), ROMAN[position]
        place = Place(roman, None, roman, 1)
        heading = section(style, place, title)
        cells = heading.cells | {style.title_column: f"{roman}. {title}"}
        rows.append(replace(heading, cells=cells))
        for size in _sizes(rng, style):
            under = Place(None, roman, f"{roman}/{size}", 2)
            rows.append(item(rng, style, scene, under, area))
    return rows


def _decimal(rng: Random, style: PlanStyle, scene: Scene) -> list[LogicalRow]:
    rows: list[LogicalRow] = []
    for position, area in enumerate(_areas(rng, style), start=1):
        top = str(position)
        rows.append(section(style, Place(top, None, top, 1), rng.choice(area.titles).upper()))
        for second in _sizes(rng, style):
            middle = f"{top}.{second}"
            place = Place(middle, top, middle, 2)
            if rng.random() < 0.4:
                rows += _decimal_group(rng, style, scene, place, area)
            else:
                rows.append(item(rng, style, scene, place, area))
    return rows


def _decimal_group(
    rng: Random, style: PlanStyle, scene: Scene, place: Place, area: Area
) -> list[LogicalRow]:
    if rng.random() < 0.7:
        rows = [section(style, place, rng.choice(area.goals), "group")]
    else:
        rows = [item(rng, style, scene, place, area, "group")]
    for third in range(1, rng.randint(2, 3) + 1):
        number = f"{place.number}.{third}"
        under = Place(number, place.number, number, place.level + 1)
        rows.append(item(rng, style, scene, under, area))
    return rows


def _nested(rng: Random, style: PlanStyle, scene: Scene) -> list[LogicalRow]:
    """A > I > 1 > 1.1 or a) > -."""
    rows: list[LogicalRow] = []
    areas = _areas(rng, style)
    for position in range(2):
        part = Place(_CAPITALS[position], None, _CAPITALS[position], 1)
        title = ("NHIỆM VỤ TRỌNG TÂM", "NHIỆM VỤ THƯỜNG XUYÊN")[position]
        rows.append(section(style, part, title))
        for roman, area in enumerate(areas[position::2], start=1):
            place = part.child(ROMAN[roman], ROMAN[roman])
            rows.append(section(style, place, rng.choice(area.titles), "group"))
            for number in _sizes(rng, style):
                under = place.child(str(number), str(number))
                rows += _nested_item(rng, style, scene, under, area)
    return rows


def _nested_item(
    rng: Random, style: PlanStyle, scene: Scene, place: Place, area: Area
) -> list[LogicalRow]:
    if rng.random() < 0.55:
        return [item(rng, style, scene, place, area)]
    decimal = rng.random() < 0.4
    rows = [section(style, place, rng.choice(area.goals), "group")]
    for position in range(rng.randint(2, 3)):
        name = f"{place.number}.{position + 1}" if decimal else f"{_SMALL[position]})"
        under = place.child(name, name)
        if decimal or rng.random() < 0.7:
            rows.append(item(rng, style, scene, under, area))
            continue
        rows.append(section(style, under, rng.choice(area.goals), "group"))
        dashes = [under.child("-", f"-{n}") for n in (1, 2)]
        rows += [item(rng, style, scene, dash, area) for dash in dashes]
    return rows


def _merge_goals(rng: Random, style: PlanStyle, rows: list[LogicalRow]) -> list[LogicalRow]:
    """Print the goal of several rows once: the merged cell is blank in the rows below."""
    goal = style.heading("goal")
    if goal is None:
        return rows
    merged, value = [], ""
    for row in rows:
        if row.kind != "item" or not value or rng.random() < 0.45:
            value = row.cells[goal] if row.kind == "item" else ""
            merged.append(row)
            continue
        filled = {"filled": {goal: {"value": value}}}
        merged.append(replace(row, cells=row.cells | {goal: ""}, extra=row.extra | filled))
    return merged


def _swap_one(rng: Random, style: PlanStyle, rows: list[LogicalRow]) -> list[LogicalRow]:
    """Swap deadline and result of one row, as careless typing does; print is what counts."""
    time, result = style.heading("time"), style.heading("result")
    if time is None or result is None:
        return rows
    fit = [i for i, row in enumerate(rows) if row.kind == "item" and row.cells[time]]
    if not fit:
        return rows
    chosen = rng.choice(fit)
    row = rows[chosen]
    cells = row.cells | {time: row.cells[result], result: row.cells[time]}
    note = {"swapped_columns": {"columns": [time, result]}}
    rows[chosen] = replace(row, cells=cells, extra=row.extra | note)
    return rows


def _total(style: PlanStyle, rows: list[LogicalRow]) -> LogicalRow:
    money, number = style.heading("money"), style.heading("no")
    cells = dict.fromkeys(style.names, "")
    cells[number if style.total == "first" and number else style.title_column] = "TỔNG CỘNG"
    if money:
        amounts = [row.cells[money].replace(".", "") for row in rows]
        total = sum(int(amount) for amount in amounts if amount.isdigit())
        cells[money] = f"{total:,}".replace(",", ".")
    return LogicalRow("total", None, None, "TỔNG CỘNG", "TỔNG CỘNG", cells)


_NUMBERINGS: dict[str, Callable[[Random, PlanStyle, Scene], list[LogicalRow]]] = {
    "restart": _sectioned(lambda n: ROMAN[n], continued=False),
    "continue": _sectioned(lambda n: ROMAN[n], continued=True),
    "letters": _sectioned(lambda n: _CAPITALS[n - 1], continued=False),
    "flat": _flat,
    "untitled": _untitled,
    "none": _unnumbered,
    "decimal": _decimal,
    "nested": _nested,
}
