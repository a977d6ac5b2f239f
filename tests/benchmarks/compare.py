"""Several readers on the same files, run by turns, each run in a process of its own."""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.readers import READERS, Cells, Measure

# an environment with the readers of others, which need other versions than this project
PEERS = Path(os.environ.get("CCHC_PEERS", "build/peers/bin/python"))
# a reader that takes longer than this is not run again
_LONG = 20.0


@dataclass(frozen=True)
class Case:
    """A file, its length, the cells it prints (None when unknown), and a small file like it."""

    path: Path
    known: Cells | None
    warm_up: Path


def run(reader: str, case: Case) -> Measure | None:
    """Run one reader in a process of its own; None when it is not installed anywhere."""
    for python in (Path(sys.executable), PEERS):
        if not python.exists():
            continue
        command = [str(python), "-m", "tests.benchmarks.readers", reader]
        answer = subprocess.run(
            [*command, str(case.warm_up), str(case.path)],
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(answer.stdout.splitlines()[-1])
        if found is not None:
            return Measure(**found)
    return None


def measured(names: Sequence[str], case: Case, rounds: int) -> dict[str, list[Measure]]:
    """Run readers by turns, so that a slow spell of the machine hits all of them alike."""
    runs: dict[str, list[Measure]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in names:
            if turn and (not runs[name] or runs[name][0].seconds > _LONG):
                continue
            found = run(name, case)
            if found is not None:
                runs[name].append(found)
    return runs


def rate(measures: Sequence[Measure]) -> float:
    """Return pages or rows per CPU second, the median of the runs."""
    return statistics.median(one.units / one.seconds for one in measures)


def f1(read: Cells, known: Cells) -> float:
    """Return the F1 of two bags of cells."""
    right = sum((read & known).values())
    total = sum(read.values()) + sum(known.values())
    return 2 * right / total if total else 1.0


def row(
    name: str, base: str, cases: Sequence[Case], runs: Sequence[dict[str, list[Measure]]]
) -> list[str]:
    """Return a line of the table: rates, ratios, cell F1 and memory over all cases."""
    own = [one[name] for one in runs]
    if not all(own):
        return [name, "not installed", "", "", ""]
    ratios = [rate(one[name]) / rate(one[base]) for one in runs]
    peak = max(m.megabytes for ms in own for m in ms)
    return [
        f"{name} ({own[0][0].version})",
        ", ".join(f"{rate(ms):,.0f}" if rate(ms) >= 10 else f"{rate(ms):.1f}" for ms in own),
        f"{', '.join(map(_ratio, ratios))}; mean {_ratio(_mean(ratios))}",
        ", ".join(_quality(one, base, name, case) for one, case in zip(runs, cases, strict=True)),
        f"{peak:.0f}",
    ]


def _mean(ratios: Sequence[float]) -> float:
    """Return the geometric mean."""
    return math.exp(statistics.fmean(map(math.log, ratios)))


def _ratio(value: float) -> str:
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _quality(runs: dict[str, list[Measure]], base: str, name: str, case: Case) -> str:
    cells = runs[name][0].cells
    if cells is None:
        return "-"
    known = case.known if case.known is not None else Counter(runs[base][0].cells)
    return f"{f1(Counter(cells), known):.4f}"


def table(units: str, base: str, names: Sequence[str], cases: Sequence[Case], rounds: int) -> None:
    """Measure readers on all cases and print a Markdown table."""
    assert all(name in READERS for name in names)
    runs = [measured(names, case, rounds) for case in cases]
    head = ["reader", f"{units} per CPU second", f"times {base}", "cell F1", "peak MB"]
    print_table([head, *(row(name, base, cases, runs) for name in names)])


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows as a Markdown table, the first one its head."""
    head, *body = rows
    for line in (head, ["---"] * len(head), *body):
        print("| " + " | ".join(line) + " |")
    print(flush=True)
