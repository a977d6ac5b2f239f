"""Small charts as shapes: where each bar begins and how long it is. The page draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from load.queries import RunRow

_WIDTH, _ROW, _LABEL = 640.0, 24.0, 130.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or part of a bar, in the units of the chart."""

    x: float
    y: float
    width: float
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled row of bars."""

    y: float
    label: str
    total: int
    end: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of horizontal bars."""

    width: float
    height: float
    rows: tuple[Row, ...]


def stacked(counts: Sequence[tuple[str, Mapping[str, int]]]) -> Chart:
    """Return one row of stacked bars for each label; the longest fills the width."""
    most = max((sum(parts.values()) for _, parts in counts), default=0) or 1
    room = _WIDTH - _LABEL - 60
    rows = []
    for number, (label, parts) in enumerate(counts):
        y, x, bars = number * _ROW + 4, _LABEL, []
        for name, count in parts.items():
            if count:
                width = room * count / most
                bars.append(Bar(round(x, 1), y, round(width, 1), name, count))
                x += width
        rows.append(Row(y, label, sum(parts.values()), round(x, 1), tuple(bars)))
    return Chart(_WIDTH, len(counts) * _ROW + 8, tuple(rows))


def run_chart(runs: Sequence[RunRow]) -> Chart:
    """Return how the inputs of the last runs ended, the oldest first."""
    return stacked(
        [(f"{run.key} · {run.started_at:%d/%m %H:%M}", run.outcomes) for run in reversed(runs)]
    )


def kind_chart(by_office: Mapping[str, Mapping[str, int]]) -> Chart:
    """Return the contradictions by kind, the most frequent first."""
    totals: dict[str, int] = {}
    for kinds in by_office.values():
        for kind, count in kinds.items():
            totals[kind] = totals.get(kind, 0) + count
    ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return stacked([(kind, {"findings": count}) for kind, count in ordered])
