"""Command line: python -m tests.builders OUT_DIR --seed N --count N [--faults]."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .bad_inputs import build_bad_inputs
from .faults import build_control, build_faults
from .model import Gold
from .variants import build_variants, write_all


def main() -> None:
    """Write the documents the arguments ask for."""
    parser = argparse.ArgumentParser(description="Build documents with known answers.")
    parser.add_argument("folder", type=Path, metavar="OUT_DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    help_text = "write contradictory reports and unreadable files instead"
    parser.add_argument("--faults", action="store_true", help=help_text)
    arguments = parser.parse_args()
    if arguments.faults:
        _write_faults(arguments.folder, arguments.seed, arguments.count)
    else:
        write_all(build_variants(arguments.seed, arguments.count), arguments.folder)


def _write_faults(folder: Path, seed: int, count: int) -> None:
    reports = [build_control(seed), *build_faults(seed, count)]
    write_all([report.document for report in reports], folder)
    for report in reports:
        fault = report.fault.as_json() if report.fault else {}
        _write_json(folder / f"{report.document.name}.txt.fault.json", fault)
    for bad in build_bad_inputs(seed):
        path = bad.write(folder)
        _write_json(path.with_name(f"{path.name}.expected.json"), bad.as_json())


def _write_json(path: Path, content: Gold) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
