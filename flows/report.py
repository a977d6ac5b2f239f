"""`cchc report`: one HTML file that says how the warehouse stands."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
from importlib import resources
from pathlib import Path

import typer
from jinja2 import Environment, StrictUndefined

from flows.charts import kind_chart, run_chart
from flows.discover import MisuseError
from flows.settings import default_warehouse
from load import queries
from load.errors import NoWarehouseError
from load.report_queries import ReportData, report_data

_OFFICES, _PROVINCES = 40, 80
DEFAULT = Path("cchc-report.html")


def run_report(warehouse: str | None, *, out: Path, as_json: bool) -> None:
    """Write the report and say where; with `as_json` print what it is made from instead."""
    data = _read(warehouse or default_warehouse())
    if as_json:
        typer.echo(json.dumps(_plain(data), ensure_ascii=False, default=str))
        return
    _write(rendered(data, dt.datetime.now(dt.UTC)), out)
    typer.echo(
        f"{out}: {data.status.documents_current} documents, {data.finding_count} contradictions "
        f"and doubts, {data.waiting_count} files waiting for a person"
    )


def _read(url: str) -> ReportData:
    try:
        with queries.reading(url) as connection:
            return report_data(connection)
    except NoWarehouseError as error:
        typer.echo(f"cchc: {error}", err=True)
        return ReportData()


def _plain(data: ReportData) -> dict[str, object]:
    plain = dataclasses.asdict(data)
    counts = data.coverage.counts.items()
    plain["coverage"]["counts"] = [
        {"province": province, "period": period, "documents": count}
        for (province, period), count in counts
    ]
    return plain


def rendered(data: ReportData, now: dt.datetime) -> str:
    """Return the report as one HTML page that needs nothing else; all texts are escaped."""
    folder = resources.files("contracts") / "templates"
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = page.from_string((folder / "report.html.j2").read_text(encoding="utf-8"))
    kinds = sorted({kind for found in data.by_office.values() for kind in found})
    offices = list(data.by_office.items())
    in_force = [row for row in data.decisions if row.state == "in_force"]
    return template.render(
        data=data,
        now=now,
        last=data.runs[0] if data.runs else None,
        runs=run_chart(data.runs),
        kinds=kind_chart(data.by_office),
        kind_names=kinds,
        offices=offices[:_OFFICES],
        more_offices=max(0, len(offices) - _OFFICES),
        most=max((count for _, found in offices for count in found.values()), default=1),
        provinces=data.coverage.provinces[:_PROVINCES],
        more_provinces=max(0, len(data.coverage.provinces) - _PROVINCES),
        applied=[row for row in in_force if row.is_applied],
        not_applied=[row for row in in_force if not row.is_applied],
        untold=sum(not row.told_date for row in in_force),
    )


def _write(text: str, path: Path) -> None:
    """Write whole or not at all: a reader never sees half a page."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise MisuseError(f"{path} cannot be written: {error.strerror}.") from error
