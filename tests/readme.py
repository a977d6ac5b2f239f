"""The README's screens and answers, made from the sample documents.

`python -m tests.readme` writes them; test_readme.py fails while they are not what is printed.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from flows.cli import app
from flows.ingest import Report
from flows.reading import ReadOptions, read_file
from flows.samples import build_samples
from flows.screens import summary_screen
from flows.versions import current_versions
from load.queries import RunSummary
from load.warehouse import open_warehouse
from transform.frames import frames_of

README = Path(__file__).parent.parent / "README.md"
_SCREEN = re.compile(r"(<!-- screen:summary -->\n```text\n).*?(```\n<!-- /screen -->)", re.S)
_COMMAND = re.compile(
    r"(<!-- screen:cchc (?P<command>[^\n]*) -->\n```text\n).*?(```\n<!-- /screen -->)", re.S
)
_QUERY = re.compile(r"(```sql\n(?P<sql>.*?)```\n```text\n).*?(```)", re.S)


def load_samples(folder: Path) -> RunSummary:
    """Load the sample documents into cchc.sqlite of the current folder, without Prefect."""
    paths = build_samples(folder)
    readings = [r for p in paths if (r := read_file(p, ReadOptions()).reading) is not None]
    with open_warehouse("sqlite:///cchc.sqlite") as warehouse:
        run = warehouse.start_run("ingest", current_versions(), len(paths))
        warehouse.load(run, frames_of(readings))
        return warehouse.finish_run(run)


def answer(connection: sqlite3.Connection, sql: str) -> str:
    """Return the rows of a query in columns, as sqlite3 -header -column prints them."""
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    rows = [["" if v is None else str(v) for v in row] for row in cursor.fetchall()]
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    lines = [names, ["-" * width for width in widths], *rows]
    return "".join(
        "  ".join(f"{c:<{w}}" for c, w in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def summary_text(summary: RunSummary) -> str:
    """Return the summary as a terminal of 88 columns shows it."""
    screen = Console(file=io.StringIO(), width=88, record=True)
    screen.print(summary_screen(Report(summary, 0, 0)))
    lines = (line.rstrip() for line in screen.export_text().splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def printed_by(command: str) -> str:
    """Return what `cchc` prints on a terminal of 88 columns."""
    done = CliRunner().invoke(app, shlex.split(command), env={"COLUMNS": "88"})
    assert done.exit_code == 0, done.output
    lines = (line.rstrip() for line in done.stdout.splitlines())
    return "\n".join(lines).strip("\n") + "\n"


def rendered(text: str) -> str:
    """Return the README with its screen and all answers made anew."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        summary = load_samples(Path("build/samples"))
        text = _SCREEN.sub(_between(lambda _: summary_text(summary)), text)
        with contextlib.closing(sqlite3.connect("cchc.sqlite")) as connection:
            text = _QUERY.sub(_between(lambda found: answer(connection, found["sql"])), text)
        # last, because a command may change what the questions are asked of
        return _COMMAND.sub(_between(lambda found: printed_by(found["command"])), text)


def _between(make: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    return lambda found: found.group(1) + make(found) + (found.groups()[-1] or "")


if __name__ == "__main__":
    README.write_text(rendered(README.read_text(encoding="utf-8")), encoding="utf-8")
