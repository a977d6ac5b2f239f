"""Put many reports through one `cchc reconcile`: `python -m tests.benchmarks.soak_reconcile`.

Prints processor time a report, and how the memory of the process grows.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.reconcile_forms import FORMS, form, invented_report, rules_text

# seconds between two looks at the memory
_PAUSE = 2.0


def _write(path: Path, count: int, kinds: int) -> None:
    """Write the figures of `count` reports on one form, of which `kinds` differ."""
    texts = []
    for seed in range(min(kinds, count)):
        printed = invented_report(FORMS * seed)[1].printed
        texts.append([f'{cell},"{text}"' for cell, text in printed.items()])
    with path.open("w", encoding="utf-8") as file:
        file.write("group,id,printed\n")
        for number in range(count):
            file.writelines(f"r{number},{line}\n" for line in texts[number % len(texts)])


def _peaks(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """Yield the highest resident memory so far in KiB, every few seconds until the end."""
    status = Path(f"/proc/{process.pid}/status")
    while True:
        try:
            process.wait(_PAUSE)
            return
        except subprocess.TimeoutExpired:
            lines = status.read_text().splitlines()
            yield next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--kinds", type=int, default=1000, help="how many of them differ")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        figures, rules, answers = (Path(name) / n for n in ("f.csv", "r.yaml", "answers.json"))
        _write(figures, asked.reports, asked.kinds)
        rules.write_text(rules_text(form(0).parts), encoding="utf-8")
        cchc = str(Path(sys.executable).with_name("cchc"))
        command = [cchc, "reconcile", str(figures), "--rules", str(rules), "--json"]
        with answers.open("wb") as out, subprocess.Popen(command, stdout=out) as process:
            peaks = list(_peaks(process))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    print(
        f"{asked.reports} reports in {seconds:.0f} CPU s, {1000 * seconds / asked.reports:.1f} ms"
    )
    for part in (0.1, 0.5, 1.0):
        if peaks:
            peak = peaks[min(int(part * len(peaks)), len(peaks) - 1)]
            print(f"  highest memory after {part:.0%} of the time: {peak / 1024:.0f} MB")


if __name__ == "__main__":
    main()
