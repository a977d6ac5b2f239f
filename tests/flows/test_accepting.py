"""An unknown table from its hold to the warehouse: propose, accept as proposed, ingest --held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.proposing import run_propose
from tests.helpers import table_text

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("prefect_server")]

HEAD = (
    "UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\nSố: {number}/BC-SNV\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Lào Cai, ngày 12 tháng 6 năm 2024\nBÁO CÁO\n"
    "Công tác cải cách hành chính 6 tháng đầu năm 2024\n"
    "Sở Nội vụ tỉnh Lào Cai báo cáo như sau:\n\nPhụ lục {number}\n{title}\n\n{table}\n"
)
TABLES = {
    "measures of their own": table_text(
        [["TT", "Đơn vị", "Lượt khách", "Ghế ngồi", "Bình quân"]],
        [
            ["1", "UBND huyện Bắc Hà", "2", "8", "4,0"],
            ["2", "UBND huyện Bát Xát", "1", "5", "5,0"],
            ["", "Tổng số", "3", "13", "4,3"],
        ],
    ),
    "a form that is not in the catalogue": table_text(
        [["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]],
        [
            ["1", "Sáng kiến được công nhận cấp cơ sở", "Sáng kiến", "14", ""],
            ["2", "Mô hình dân vận khéo", "Mô hình", "3", "Xã A"],
        ],
    ),
    "a plan with a column too many": table_text(
        [["STT", "Nhiệm vụ", "Chủ trì", "Màu bìa hồ sơ", "Thời hạn"]],
        [
            ["1", "Cấp chữ ký số cho công chức", "Văn phòng Sở", "Xanh", "Quý I/2024"],
            ["2", "Họp không giấy tờ", "Phòng CCHC", "Vàng", "Quý II/2024"],
        ],
    ),
    "regions as columns": table_text(
        [["STT", "Nội dung", "Vùng cao", "Trung du", "Ven biển", "Cộng"]],
        [
            ["1", "Hồ sơ tiếp nhận", "20", "30", "40", "90"],
            ["2", "Hồ sơ trả đúng hạn", "19", "30", "38", "87"],
        ],
    ),
}
FIGURES, TASKS = 9 + 2 + 8, 2


def test_what_is_proposed_loads_what_was_held(tmp_path: Path) -> None:
    from flows.ingest import ingest

    folder, own = tmp_path / "in", tmp_path / "layouts"
    folder.mkdir()
    for number, (title, table) in enumerate(TABLES.items(), start=1):
        text = HEAD.format(number=number, title=title.upper(), table=table)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'w.sqlite'}"
    first = ingest([str(folder)], warehouse=url).summary.run
    assert (first.outcomes["held"], first.figure_count, first.task_count) == (len(TABLES), 0, 0)
    assert run_propose([str(folder)], out=own) == 0
    assert len(list(own.iterdir())) == len(TABLES)
    again = ingest([], warehouse=url, layouts=[str(own)], held=True).summary.run
    assert again.outcomes["loaded"] == len(TABLES)
    assert (again.figure_count, again.task_count) == (FIGURES, TASKS)
    with closing(sqlite3.connect(tmp_path / "w.sqlite")) as connection:
        codes = connection.execute("SELECT DISTINCT indicator_code FROM v_figure").fetchall()
    assert codes == [(None,)]
