"""Reports with one deliberate contradiction each, at a known cell and with a known truth.

The figures of a report agree with each other before a fault is put in, so whatever a checker
finds beyond the fault is a false alarm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from random import Random

from . import bodies
from .figures import Figures, derive, draw
from .indicator_style import columns, random_style
from .indicator_tables import Overrides
from .model import BuiltDocument, Gold
from .periods import pick_period
from .reports import ReportPlan, build_report

_FIVE = ("no", "label", "unit", "value", "note")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the family of the rule, the rows it relates and the cell to blame.

    `kind` is one of ratio, sum, le, equal, range, unit_note, swapped_columns, numbering,
    other. `printed` and `truth` are texts of the blamed cell; `truth` is None where the
    document itself cannot tell.
    """

    name: str
    kind: str
    codes: tuple[str, ...]
    blamed: str
    role: str
    printed: str
    truth: str | None

    def as_json(self) -> Gold:
        """Return the fault for a manifest, with appendix and row number of the blamed cell."""
        appendix, number = self.blamed[2:].split(".", 1)
        return {**asdict(self), "appendix": f"Phụ lục {appendix}", "row": number}


@dataclass(frozen=True, slots=True)
class FaultyReport:
    """A report and its fault; no fault in the control."""

    document: BuiltDocument
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class _Spoiled:
    figures: Figures
    fault: Fault
    overrides: Overrides


def build_faults(seed: int, count: int) -> list[FaultyReport]:
    """Return `count` faulty reports, the kinds of fault in turn."""
    names = list(_FAULTS)
    return [build_fault(names[i % len(names)], seed, i) for i in range(count)]


def build_fault(name: str, seed: int, position: int = 0) -> FaultyReport:
    """Return the report with the fault `name`."""
    rng = Random(f"{seed}:{position}:{name}")
    spoiled = _FAULTS[name](rng)
    document = _report(rng, f"F{position:03d}_{name}", spoiled.figures, spoiled.overrides)
    return FaultyReport(document, spoiled.fault)


def build_control(seed: int) -> FaultyReport:
    """Return a report without any fault."""
    rng = Random(f"{seed}:control")
    figures = _agreeing(rng)
    return FaultyReport(_report(rng, f"F_control_{seed}", figures, {}), None)


def fault_names() -> tuple[str, ...]:
    """Return the names of all faults."""
    return tuple(_FAULTS)


def _report(rng: Random, name: str, figures: Figures, overrides: Overrides) -> BuiltDocument:
    period = pick_period(rng)
    style = replace(random_style(rng), columns=columns(rng, _FIVE), places=2, notes_share=0.0)
    style = replace(style, caption="arabic", percent_sign="", thousands=False)
    body = bodies.department(rng, period.end)
    plan = ReportPlan(body, period, style, figures=figures, overrides=overrides)
    return build_report(rng, name, plan)


def _agreeing(rng: Random) -> Figures:
    """Return agreeing figures with every count large enough to be spoiled."""
    while True:
        figures = draw(rng, "department")
        if figures["PL5.1.5"] > 1 and figures["PL2.7"] and figures["PL7.2.4"]:
            return figures


def _printed(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def _spoil(
    name: str, kind: str, codes: tuple[str, ...], figures: Figures, blamed: str, wrong: Decimal
) -> _Spoiled:
    """Print `wrong` in place of the true figure of `blamed`, all else as it was."""
    truth = _printed(figures[blamed])
    fault = Fault(name, kind, codes, blamed, "value", _printed(wrong), truth)
    return _Spoiled({**figures, blamed: wrong}, fault, {})


def _founding(rng: Random) -> _Spoiled:
    """95,56 % of 744 printed beside a part of 82: only 711 fits."""
    figures = _agreeing(rng)
    parts = {"PL4.3.1.1": Decimal(744), "PL4.3.1.2": Decimal(711), "PL8.6.4.1": Decimal(2000)}
    figures = derive({**figures, **parts, "PL8.6.4.2": Decimal(1500)})
    codes = ("PL4.3.1", "PL4.3.1.1", "PL4.3.1.2")
    return _spoil("founding", "ratio", codes, figures, "PL4.3.1.2", Decimal(82))


def _ratio_part(rng: Random) -> _Spoiled:
    figures = _agreeing(rng)
    wrong = Decimal(int(figures["PL4.3.1.2"]) // 10)
    codes = ("PL4.3.1", "PL4.3.1.1", "PL4.3.1.2")
    return _spoil("ratio_part", "ratio", codes, figures, "PL4.3.1.2", wrong)


def _ratio_whole(rng: Random) -> _Spoiled:
    figures = _agreeing(rng)
    figures = derive({**figures, "PL2.2.1": Decimal(47), "PL2.2.2": Decimal(31)})
    codes = ("PL2.2", "PL2.2.1", "PL2.2.2")
    return _spoil("ratio_whole", "ratio", codes, figures, "PL2.2.1", Decimal(74))


def _ratio_rate(rng: Random) -> _Spoiled:
    figures = _agreeing(rng)
    figures = derive({**figures, "PL8.6.5.1": Decimal(58), "PL8.6.5.2": Decimal(43)})
    codes = ("PL8.6.5", "PL8.6.5.1", "PL8.6.5.2")
    return _spoil("ratio_rate", "ratio", codes, figures, "PL8.6.5", Decimal("47.14"))


def _sum(rng: Random) -> _Spoiled:
    figures = _agreeing(rng)
    codes = ("PL7.2.4", "PL7.2.4.1", "PL7.2.4.2", "PL7.2.4.3")
    extra = figures["PL7.2.4"] + 3
    parts = {"PL7.2.4": extra, "PL7.2.4.1": figures["PL7.2.4.1"] + 3}
    units = figures["PL7.2.1"] + 3
    whole = {"PL5.1.5.2": units, "PL5.1.5": units, "PL7.2.1": units}
    grown = {**figures, **parts, **whole}
    return _spoil("sum", "sum", codes, grown, "PL7.2.4.1", grown["PL7.2.4.1"] - 3)


def _part_over_whole(rng: Random) -> _Spoiled:
    figures = _agreeing(rng)
    wrong = figures["PL8.6.1.2"] + rng.randint(4, 20)
    codes = ("PL8.6.1.3", "PL8.6.1.2")
    return _spoil("part_over_whole", "le", codes, figures, "PL8.6.1.3", wrong)


def _staff_over_posts(rng: Random) -> _Spoiled:
    figures = _agreeing(rng)
    wrong = figures["PL5.2.1"] + rng.randint(9, 30)
    codes = ("PL5.2.2", "PL5.2.1")
    return _spoil("staff_over_posts", "le", codes, figures, "PL5.2.2", wrong)


def _tasks_over_total(rng: Random) -> _Spoiled:
    figures = _agreeing(rng)
    wrong = figures["PL2.5.1"] + rng.randint(5, 40)
    codes = ("PL2.5.2", "PL2.5.1")
    return _spoil("tasks_over_total", "le", codes, figures, "PL2.5.2", wrong)


def _units_differ(rng: Random) -> _Spoiled:
    """The number of public service units of Phụ lục 5 is not that of Phụ lục 7."""
    figures = _agreeing(rng)
    wrong = figures["PL5.1.5"] + 2
    codes = ("PL5.1.5", "PL7.2.1")
    spoiled = _spoil("units_differ", "equal", codes, figures, "PL5.1.5", wrong)
    return replace(spoiled, figures={**spoiled.figures, "PL5.1.5.2": wrong})


def _received_below_resolved(rng: Random) -> _Spoiled:
    """Fewer dossiers received (Phụ lục 8) than resolved (Phụ lục 4)."""
    figures = _agreeing(rng)
    low = Decimal(max(20, int(figures["PL4.3.1.1"]) // 5))
    codes = ("PL8.6.4.1", "PL4.3.1.1")
    spoiled = _spoil("received_below_resolved", "le", codes, figures, "PL8.6.4.1", low)
    return replace(spoiled, figures=derive({**spoiled.figures, "PL8.6.4.2": low}))


def _no_service_used(rng: Random) -> _Spoiled:
    """No online service has dossiers, yet dossiers came in online."""
    figures = _agreeing(rng)
    codes = ("PL8.6.1.3", "PL8.6.2.3", "PL8.6.4.2")
    spoiled = _spoil("no_service_used", "other", codes, figures, "PL8.6.1.3", Decimal(0))
    fault = replace(spoiled.fault, truth=None)
    return replace(spoiled, fault=fault, figures={**spoiled.figures, "PL8.6.2.3": Decimal(0)})


def _over_hundred(rng: Random) -> _Spoiled:
    figures = _agreeing(rng)
    spoiled = _spoil(
        "over_hundred",
        "range",
        ("PL8.5.1.1",),
        figures,
        "PL8.5.1.1",
        Decimal(rng.randint(140, 900)),
    )
    return replace(spoiled, fault=replace(spoiled.fault, truth=None))


def _count_in_rate(rng: Random) -> _Spoiled:
    """A number of divisions in a cell that asks for per cent; the note gives it away."""
    figures = {**_agreeing(rng), "PL5.1.1": Decimal(10)}
    fault = Fault("count_in_rate", "unit_note", ("PL5.1.1",), "PL5.1.1", "value", "10", None)
    return _Spoiled(figures, fault, {"PL5.1.1": {"note": "10 phòng"}})


def _swapped(rng: Random) -> _Spoiled:
    """Unit and figure of one row have changed places."""
    figures = _agreeing(rng)
    figure = _printed(figures["PL4.1.2"])
    fault = Fault("swapped", "swapped_columns", ("PL4.1.2",), "PL4.1.2", "value", "Thủ tục", figure)
    return _Spoiled(figures, fault, {"PL4.1.2": {"unit": figure, "value": "Thủ tục"}})


def _skipped_number(rng: Random) -> _Spoiled:
    """5.3 is followed by 5.5."""
    figures = _agreeing(rng)
    fault = Fault("skipped_number", "numbering", ("PL2.5.4",), "PL2.5.4", "no", "5.5", "5.4")
    return _Spoiled(figures, fault, {"PL2.5.4": {"no": "5.5"}})


def _survey_not_held(rng: Random) -> _Spoiled:
    """No survey held, yet survey forms are counted."""
    figures = _agreeing(rng)
    codes = ("PL2.7", "PL2.7.1")
    return _spoil("survey_not_held", "other", codes, figures, "PL2.7", Decimal(0))


_FAULTS: dict[str, Callable[[Random], _Spoiled]] = {
    "founding": _founding,
    "ratio_part": _ratio_part,
    "ratio_whole": _ratio_whole,
    "ratio_rate": _ratio_rate,
    "sum": _sum,
    "part_over_whole": _part_over_whole,
    "staff_over_posts": _staff_over_posts,
    "tasks_over_total": _tasks_over_total,
    "units_differ": _units_differ,
    "received_below_resolved": _received_below_resolved,
    "no_service_used": _no_service_used,
    "over_hundred": _over_hundred,
    "count_in_rate": _count_in_rate,
    "swapped": _swapped,
    "skipped_number": _skipped_number,
    "survey_not_held": _survey_not_held,
}
