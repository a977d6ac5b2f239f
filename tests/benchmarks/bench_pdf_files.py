"""PDF files for the benchmark, with the cells that they print.

Plans whose rules are strokes, reports whose rules are thin filled boxes (as Word draws them)
under a heading of two rows, and both by turns with a frame around each cell.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.extract.pdf.writer import PageWriter, grid, pdf, text_width

SENTENCE = (
    "triển khai thực hiện kế hoạch cải cách hành chính năm 2024 rà soát đơn giản hóa thủ tục "
    "số hóa hồ sơ kết quả giải quyết nâng cao chất lượng dịch vụ công trực tuyến kiểm tra "
    "công vụ báo cáo định kỳ tập huấn nghiệp vụ cho cán bộ công chức viên chức"
)
WORDS = SENTENCE.split()
AGENCIES = ("Văn phòng Sở", "Sở Nội vụ", "UBND huyện", "Thanh tra Sở")
TIMES = ("Quý I", "Quý II", "Cả năm", "Tháng 6", "")
RESULTS = ("Báo cáo", "Kế hoạch", "95,5%", "143", "")
UNITS = ("%", "thủ tục", "hồ sơ", "văn bản", "lượt")
PLAN_XS = (40.0, 70.0, 300.0, 400.0, 480.0, 555.0)
PLAN_HEAD = ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian", "Kết quả")
REPORT_XS = (40.0, 75.0, 290.0, 350.0, 415.0, 480.0, 555.0)
REPORT_HEAD = ("TT", "Chỉ tiêu", "Đơn vị", "Trong kỳ", "Lũy kế", "Ghi chú")
RESULT_HEAD = "Kết quả"
SIZE, STEP = 10.0, 12.0
TOP, BOTTOM = 50.0, 740.0

Rows = list[tuple[str, ...]]
Page = Callable[[PageWriter, random.Random, int, str], Rows]


def build(path: Path, pages: int) -> Counter[str]:
    """Write a document of so many pages and return the cells of its tables."""
    rng = random.Random(pages)
    known: Counter[str] = Counter()
    written = []
    number = 1
    for page in range(1, pages + 1):
        writer = PageWriter()
        writer.text(295, 30, str(page))
        draw, style = _look(pages, page)
        rows = draw(writer, rng, number, style)
        number += len(rows)
        writer.text(40, 800, "Ghi chú: số liệu tính đến ngày 15/6/2024.")
        written.append(writer)
        known.update(cell.replace("\n", " ") for row in rows for cell in row if cell)
    path.write_bytes(pdf(written))
    return known


def _look(pages: int, page: int) -> tuple[Page, str]:
    """Return what a page of a document of so many pages holds, and how its rules are drawn."""
    if pages >= 100:
        return ((_plan, "cell"), (_report, "line"), (_plan, "box"), (_report, "double"))[page % 4]
    return (_report, "box") if pages >= 25 else (_plan, "line")


def _plan(writer: PageWriter, rng: random.Random, number: int, style: str) -> Rows:
    rows: Rows = [PLAN_HEAD]
    ys = [TOP, TOP + 20]
    while ys[-1] < BOTTOM:
        text = _wrapped(rng, rng.randint(6, 24), PLAN_XS[2] - PLAN_XS[1])
        place = str(number + len(rows) - 1)
        rows.append((place, text, rng.choice(AGENCIES), rng.choice(TIMES), rng.choice(RESULTS)))
        ys.append(ys[-1] + STEP * (text.count("\n") + 1) + 6)
    grid(writer, PLAN_XS, ys, rows, style, SIZE)
    return rows


def _report(writer: PageWriter, rng: random.Random, number: int, style: str) -> Rows:
    """Draw a table whose heading has one cell over two others."""
    rows: Rows = []
    ys = [TOP + 40]
    while ys[-1] < BOTTOM:
        text = _wrapped(rng, rng.randint(4, 16), REPORT_XS[2] - REPORT_XS[1])
        figures = (_figure(rng), _figure(rng))
        note = rng.choice(("", "", rng.choice(AGENCIES)))
        rows.append((str(number + len(rows)), text, rng.choice(UNITS), *figures, note))
        ys.append(ys[-1] + STEP * (text.count("\n") + 1) + 6)
    grid(writer, REPORT_XS, ys, rows, style, SIZE)
    return [*_heading(writer, style), *rows]


def _heading(writer: PageWriter, style: str) -> Rows:
    x = REPORT_XS
    for left, right in ((x[0], x[1]), (x[1], x[2]), (x[2], x[3]), (x[5], x[6])):
        own = REPORT_HEAD[x.index(left)]
        grid(writer, (left, right), (TOP, TOP + 40), [(own,)], style, SIZE)
    grid(writer, (x[3], x[5]), (TOP, TOP + 20), [(RESULT_HEAD,)], style, SIZE)
    grid(writer, x[3:6], (TOP + 20, TOP + 40), [REPORT_HEAD[3:5]], style, SIZE)
    return [REPORT_HEAD, (RESULT_HEAD,)]


def _figure(rng: random.Random) -> str:
    kinds = (
        str(rng.randint(0, 999)),
        f"{rng.randint(1, 99)}.{rng.randint(0, 999):03}",
        f"{rng.randint(0, 99)},{rng.randint(0, 99):02}",
        "",
    )
    return rng.choice(kinds)


def _wrapped(rng: random.Random, count: int, width: float) -> str:
    """Return some words, broken into lines that fit a column."""
    words = rng.choices(WORDS, k=count)
    lines = [words[0].capitalize()]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if text_width(longer, SIZE) > width - 10:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
