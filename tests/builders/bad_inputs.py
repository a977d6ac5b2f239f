"""Files that no reader can take as they are, each with what has to become of it.

Every one must end as an outcome or a finding that names file, table and row; what is sound in
the file still loads, and the command ends with exit code 1 where `fails` is set.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random

from . import bodies, encodings
from .figures import draw
from .indicator_style import columns, random_style
from .indicator_tables import Overrides
from .model import BuiltDocument, Gold
from .pages import Pages
from .periods import pick_period
from .reports import ReportPlan, build_report

READ = frozenset({"loaded"})
REFUSED = frozenset({"rejected"})
SET_ASIDE = frozenset({"held", "rejected", "loaded"})


@dataclass(frozen=True, slots=True)
class BadInput:
    """A file: its bytes, the outcomes it may end with and what a finding must point to.

    `subject` is what is wrong (encoding, layout, heading, number, figure, date, tables,
    content); `row` the printed row number concerned; `text` the string a finding shows.
    `gold` is what must still be read, None when nothing can be.
    """

    name: str
    data: bytes
    outcomes: frozenset[str]
    subject: str
    row: str | None = None
    text: str | None = None
    gold: Gold | None = None
    fails: bool = True

    def write(self, folder: Path) -> Path:
        """Write NAME.txt into `folder` and return its path."""
        path = folder / f"{self.name}.txt"
        path.write_bytes(self.data)
        return path

    def as_json(self) -> Gold:
        """Return what is expected, without the bytes."""
        said = {key: value for key, value in asdict(self).items() if key != "data"}
        return said | {"outcomes": sorted(self.outcomes)}


def build_bad_inputs(seed: int = 1) -> list[BadInput]:
    """Return one file of every kind."""
    return [make(Random(f"{seed}:{make.__name__}")) for make in _MAKERS]


def _sound(rng: Random, name: str, overrides: Overrides | None = None) -> BuiltDocument:
    """Return a small report of two appendices on one page each."""
    period = pick_period(rng)
    roles = ("no", "label", "unit", "value", "note")
    style = replace(random_style(rng), columns=columns(rng, roles), notes_share=0.0, suffix="")
    style = replace(style, dots="none", number_row="", pages=Pages(rows=(90, 99)))
    figures = {**draw(rng, "department"), "PL4.1.1": Decimal(12)}
    body = bodies.department(rng, period.end)
    plan = ReportPlan(body, period, style, ("PL3", "PL4"), figures=figures)
    return build_report(rng, name, replace(plan, overrides=overrides or {}))


def _empty(_: Random) -> BadInput:
    return BadInput("B_empty", b"", REFUSED, "content")


def _blank(_: Random) -> BadInput:
    return BadInput("B_blank", b" \n\t\n\xef\xbb\xbf\n", REFUSED, "content")


def _binary(rng: Random) -> BadInput:
    data = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + rng.randbytes(2048)
    return BadInput("B_binary", data, REFUSED, "content")


def _archive(rng: Random) -> BadInput:
    data = b"PK\x03\x04\x14\x00\x06\x00" + rng.randbytes(900)
    return BadInput("B_archive", data, REFUSED, "content")


def _no_tables(rng: Random) -> BadInput:
    document = _sound(rng, "B_no_tables")
    text = "\n".join(line for line in document.text.split("\n") if "\t" not in line)
    gold = document.gold | {"tables": []}
    return BadInput("B_no_tables", text.encode(), SET_ASIDE, "tables", gold=gold)


def _unknown_layout(rng: Random) -> BadInput:
    document = _sound(rng, "B_unknown_layout")
    harvest = (
        "\nPhụ lục 9\n\n**DIỆN TÍCH GIEO TRỒNG**\n\n"
        "Mã vùng\tLoại cây\tDiện tích (ha)\tNăng suất (tạ/ha)\n"
        "V01\tLúa mùa\t1.250\t52,4\nV02\tNgô\t310\t44,1\n"
    )
    data = (document.text + harvest).encode()
    text = "Diện tích (ha)"
    return BadInput("B_unknown_layout", data, SET_ASIDE, "layout", None, text, document.gold)


def _two_equal_headings(rng: Random) -> BadInput:
    document = _sound(rng, "B_two_equal_headings")
    lines = document.text.split("\n")
    header = next(i for i, line in enumerate(lines) if line.count("\t") == 4)
    names = lines[header].split("\t")
    lines[header] = "\t".join([*names[:4], names[3]])
    data = "\n".join(lines).encode()
    return BadInput("B_two_equal_headings", data, SET_ASIDE, "heading", None, names[3])


def _row_number_twice(rng: Random) -> BadInput:
    document = _sound(rng, "B_row_number_twice", {"PL4.2.3": {"no": "2.2"}})
    data = document.text.encode()
    return BadInput("B_row_number_twice", data, SET_ASIDE, "number", "2.2", "2.2", document.gold)


def _odd_figure(rng: Random) -> BadInput:
    document = _sound(rng, "B_odd_figure", {"PL4.1.1": {"value": "12a"}})
    data = document.text.encode()
    return BadInput("B_odd_figure", data, SET_ASIDE, "figure", "1.1", "12a", document.gold)


def _impossible_date(rng: Random) -> BadInput:
    document = _sound(rng, "B_impossible_date")
    act = "Quyết định số 15/QĐ-UBND ngày 31/02/2024 của UBND tỉnh"
    at = document.text.index("Trên đây")
    text = f"{document.text[:at]}- Việc này làm theo {act}.\n\n{document.text[at:]}"
    data = text.encode()
    return BadInput("B_impossible_date", data, SET_ASIDE, "date", None, "31/02/2024")


def _impossible_letterhead_date(rng: Random) -> BadInput:
    document = _sound(rng, "B_impossible_letterhead_date")
    place = document.gold["metadata"]["place"]
    lines = document.text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{place}, ngày"))
    lines[at] = f"{place}, ngày 31 tháng 02 năm 2024"
    metadata = document.gold["metadata"] | {"date": None}
    gold = document.gold | {"metadata": metadata}
    data = "\n".join(lines).encode()
    text = "31 tháng 02 năm 2024"
    return BadInput("B_impossible_letterhead_date", data, SET_ASIDE, "date", None, text, gold)


def _tcvn3(rng: Random) -> BadInput:
    document = _sound(rng, "B_tcvn3")
    data = encodings.tcvn3(document.text)
    return BadInput("B_tcvn3", data, SET_ASIDE, "encoding", gold=document.gold)


def _mojibake(rng: Random) -> BadInput:
    document = _sound(rng, "B_mojibake")
    data = encodings.mojibake(document.text).encode()
    return BadInput("B_mojibake", data, SET_ASIDE, "encoding", gold=document.gold)


def _windows_1258(rng: Random) -> BadInput:
    document = _sound(rng, "B_windows_1258")
    data = encodings.windows_1258(document.text)
    return BadInput("B_windows_1258", data, SET_ASIDE, "encoding", gold=document.gold)


def _utf16(rng: Random) -> BadInput:
    document = _sound(rng, "B_utf16")
    data = codecs.BOM_UTF16_LE + document.text.encode("utf-16-le")
    return BadInput("B_utf16", data, READ, "encoding", gold=document.gold, fails=False)


def _utf16_big(rng: Random) -> BadInput:
    document = _sound(rng, "B_utf16_big")
    data = codecs.BOM_UTF16_BE + document.text.encode("utf-16-be")
    return BadInput("B_utf16_big", data, READ, "encoding", gold=document.gold, fails=False)


def _lost_bytes(rng: Random) -> BadInput:
    """UTF-8 with some bytes lost on the way."""
    document = _sound(rng, "B_lost_bytes")
    data = bytearray(document.text.encode())
    for place in sorted(rng.sample(range(len(data)), 12), reverse=True):
        del data[place]
    data[40:40] = b"\xc3\x28"
    return BadInput("B_lost_bytes", bytes(data), SET_ASIDE, "encoding")


_MAKERS: tuple[Callable[[Random], BadInput], ...] = (
    _empty,
    _blank,
    _binary,
    _archive,
    _no_tables,
    _unknown_layout,
    _two_equal_headings,
    _row_number_twice,
    _odd_figure,
    _impossible_date,
    _impossible_letterhead_date,
    _tcvn3,
    _mojibake,
    _windows_1258,
    _utf16,
    _utf16_big,
    _lost_bytes,
)
