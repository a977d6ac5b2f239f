"""PDF files for the benchmark: plans over many pages, with the cells that they print."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from tests.extract.pdf.writer import PageWriter, grid, pdf, text_width

XS = (40.0, 70.0, 300.0, 400.0, 480.0, 555.0)
HEAD = ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian", "Kết quả")
SENTENCE = (
    "triển khai thực hiện kế hoạch cải cách hành chính năm 2024 rà soát đơn giản hóa thủ tục "
    "số hóa hồ sơ kết quả giải quyết nâng cao chất lượng dịch vụ công trực tuyến kiểm tra "
    "công vụ báo cáo định kỳ tập huấn nghiệp vụ cho cán bộ công chức viên chức"
)
WORDS = SENTENCE.split()
AGENCIES = ("Văn phòng Sở", "Sở Nội vụ", "UBND huyện", "Thanh tra Sở")
TIMES = ("Quý I", "Quý II", "Cả năm", "Tháng 6", "")
RESULTS = ("Báo cáo", "Kế hoạch", "95,5%", "143", "")
SIZE, STEP = 10.0, 12.0


def build(path: Path, pages: int) -> Counter[str]:
    """Write a plan of so many pages and return the cells of its tables."""
    rng = random.Random(pages)
    known: Counter[str] = Counter()
    written = []
    number = 0
    for page in range(1, pages + 1):
        writer = PageWriter()
        writer.text(295, 30, str(page))
        rows: list[tuple[str, ...]] = [HEAD]
        ys = [50.0, 70.0]
        while ys[-1] < 740:
            number += 1
            row = _row(rng, number)
            rows.append(row)
            ys.append(ys[-1] + STEP * (row[1].count("\n") + 1) + 6)
        grid(writer, XS, ys, rows, rng.choice(("line", "box")), SIZE)
        writer.text(40, 800, "Ghi chú: số liệu tính đến ngày 15/6/2024.")
        written.append(writer)
        known.update(cell.replace("\n", " ") for row in rows for cell in row if cell)
    path.write_bytes(pdf(written))
    return known


def _row(rng: random.Random, number: int) -> tuple[str, ...]:
    words = rng.choices(WORDS, k=rng.randint(6, 24))
    lines = [words[0].capitalize()]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if text_width(longer, SIZE) > XS[2] - XS[1] - 10:
            lines.append(word)
        else:
            lines[-1] = longer
    return (
        str(number), "\n".join(lines), rng.choice(AGENCIES), rng.choice(TIMES), rng.choice(RESULTS)
    )  # fmt: skip
