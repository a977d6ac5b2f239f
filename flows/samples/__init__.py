"""The project's own small documents: a report that contradicts itself and two plans.

They are written as the document converters write text: one table row a line, cells parted
by tabs, the heading repeated after each page end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from contracts.catalogue import Indicator, indicators
from contracts.yaml_text import load_yaml

_HEADING = (
    ("STT", "Chỉ tiêu thống kê", "Kết quả thống kê", "", "Ghi chú"),
    ("", "(Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)", "Đơn vị tính", "Số liệu", ""),
)


def build_samples(folder: Path) -> list[Path]:
    """Write the sample documents into `folder` and return their paths.

    The folder is made when it is not there; files of the same name are written again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for spec in _specs():
        path = folder / spec["file"]
        path.write_text(render(spec), encoding="utf-8")
        written.append(path)
    return written


def _specs() -> Iterator[dict[str, Any]]:
    files = resources.files("flows.samples") / "data"
    for entry in sorted(files.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".yaml"):
            yield load_yaml(entry.read_text(encoding="utf-8"))


def render(spec: dict[str, Any]) -> str:
    """Return the text of the document that a specification describes."""
    body = "\n".join(spec["head"])
    tables = _report_tables(spec) if "figures" in spec else _plan_table(spec)
    return f"\n\n{body}\n{tables}\n"


def _report_tables(spec: dict[str, Any]) -> str:
    parts = []
    for number, appendix in enumerate(spec["appendices"], start=6):
        rows = [
            _indicator_row(item, spec)
            for item in indicators()
            if item.appendix == f"PL{appendix['number']}"
        ]
        parts += [
            f"{number}",
            f"Phụ lục {appendix['number']}",
            "",
            f"**{appendix['title']}**",
            f"*{spec['annexed']}*",
            "",
            _pages(_HEADING, rows, spec["page_rows"], repeat_heading=False),
            "",
        ]
    return "\n".join(parts)


def _indicator_row(item: Indicator, spec: dict[str, Any]) -> Sequence[str]:
    label = f"<b>{item.label_vi}</b>" if item.kind == "heading" else item.label_vi
    figure = spec["figures"].get(item.code, "")
    return (f"{item.number}.", label, item.unit, figure, spec["notes"].get(item.code, ""))


def _plan_table(spec: dict[str, Any]) -> str:
    return _pages(
        (spec["columns"],),
        spec["rows"],
        spec["page_rows"],
        repeat_heading=True,
        split_before=spec.get("split_before", ()),
    )


def _pages(
    heading: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    page_rows: int,
    *,
    repeat_heading: bool,
    split_before: Sequence[int] = (),
) -> str:
    """Return heading and rows as lines, a blank line where a page ends."""
    lines = ["\t".join(cells) for cells in heading]
    on_page = 0
    for index, row in enumerate(rows, start=1):
        if index in split_before or (on_page >= page_rows and row[0]):
            lines += ["", *(["\t".join(c) for c in heading] if repeat_heading else [])]
            on_page = 0
        lines.append("\t".join(row))
        on_page += 1
    return "\n".join(lines)
