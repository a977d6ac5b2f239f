from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from extract.aligned import with_tabs

ROWS = [
    ["STT", "Xã", "Tiếp nhận", "Đúng hạn"],
    ["1", "Xã Đại Đồng", "512", "500"],
    ["2", "Thị trấn Thất Khê", "1.204", "1.200"],
    ["", "Tổng cộng", "1.716", "1.700"],
]
WIDTHS = (5, 20, 12, 12)


def aligned(rows: list[list[str]], *, right: bool = False) -> list[str]:
    def put(text: str, width: int, index: int) -> str:
        return text.rjust(width) if right and index > 1 else text.ljust(width)

    return [
        "".join(put(t, w, i) for i, (t, w) in enumerate(zip(row, WIDTHS, strict=True))).rstrip()
        for row in rows
    ]


def cut(lines: list[str]) -> list[str]:
    return [text for _, text in with_tabs(list(enumerate(lines, start=1)))]


def test_columns_of_blanks_part_the_cells_however_they_are_aligned() -> None:
    expected = ["\t".join(row) for row in ROWS]
    assert cut(aligned(ROWS)) == expected
    assert cut(aligned(ROWS, right=True)) == expected


def test_lines_around_a_table_and_titles_in_it_stay() -> None:
    lines = ["DANH MỤC NHIỆM VỤ", "", *aligned(ROWS), "", "Nơi nhận:        CHỦ TỊCH"]
    assert cut(lines)[:2] == lines[:2]
    assert cut(lines)[-1] == lines[-1]
    title = "Nhóm xã vùng cao, vùng sâu và biên giới của huyện"
    rows = aligned(ROWS)
    assert cut([*rows[:2], title, *rows[2:]])[2] == title


def test_two_tables_under_captions_have_columns_of_their_own() -> None:
    second = ["TT  Nhiệm vụ        Chủ trì", "1   Rà soát         Sở A", "2   Kiểm tra        Sở B"]
    found = cut([*aligned(ROWS), "", "Phụ lục 2", "DANH MỤC", *second])
    assert found[:4] == ["\t".join(row) for row in ROWS]
    assert found[-2:] == ["1\tRà soát\tSở A", "2\tKiểm tra\tSở B"]


def test_what_did_not_fit_into_a_cell_goes_on_in_the_row_above() -> None:
    rows = aligned(ROWS)
    found = cut([*rows[:3], " " * 5 + "Huyện lỵ", rows[3]])
    assert found[2:] == ["2\tThị trấn Thất Khê Huyện lỵ\t1.204\t1.200", "\t".join(ROWS[3])]
    last = cut([*rows[:3], " " * 5 + "(huyện lỵ)"])
    assert last[2:] == ["2\tThị trấn Thất Khê (huyện lỵ)\t1.204\t1.200"]
    wrapped = [[*ROWS[0][:2], "Tiếp", "Đúng"], ["", "", "nhận", "hạn"], *ROWS[1:]]
    wide = [[*row[:2], row[2].rjust(5), row[3].rjust(5)] for row in wrapped]
    assert cut(aligned(wide))[0] == "STT\tXã\tTiếp nhận\tĐúng hạn"


def test_a_title_of_rows_and_rows_below_a_merged_cell_are_no_rest_of_a_cell() -> None:
    rows = aligned([["1", "Xã Hồ", "12", "9"], ["", "Xã Thị", "7", "7"], *ROWS])
    assert cut(rows)[1] == "\tXã Thị\t7\t7"
    titled = aligned(ROWS)
    assert cut([*titled[:2], " " * 5 + "Các xã", *titled[2:]])[2] == "\tCác xã\t\t"


def test_a_heading_over_two_columns_leaves_the_second_blank() -> None:
    many = [*ROWS, *([str(n), "Xã", "10", "9"] for n in range(3, 9))]
    group = " " * 25 + "Kết quả giải quyết"
    assert cut([group, *aligned(many)])[1:] == ["\t".join(row) for row in many]
    spanning = "STT  Xã                  Kết quả của các xã"
    assert cut([spanning, *aligned(many)])[0] == "STT\tXã\tKết quả của các xã\t"


def test_a_column_with_hardly_any_cells_is_one() -> None:
    many = [*ROWS, *([str(n), "Xã Hưng Đạo", "", "9"] for n in range(3, 9))]
    sparse = [[a, b, d, "x" if n == 3 else ""] for n, (a, b, _, d) in enumerate(many)]
    noted = [[a, b, "lỗi" if n == 5 else "", d] for n, (a, b, _, d) in enumerate(many)]
    for rows in (sparse, noted):
        assert cut(aligned(rows)) == ["\t".join(row) for row in rows]


def test_a_letterhead_and_justified_text_are_no_tables() -> None:
    letterhead = [
        "UBND TỈNH LÀO CAI        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ NỘI VỤ                Độc lập - Tự do - Hạnh phúc",
        "Số: 12/BC-SNV            Lào Cai, ngày 12 tháng 6 năm 2024",
    ]
    assert cut(letterhead) == letterhead
    prose = [
        "Thực  hiện chỉ đạo của Ủy ban  nhân dân tỉnh về công tác",
        "cải cách hành  chính năm 2024, Sở Nội  vụ báo cáo kết quả",
        "thực hiện  trong sáu tháng đầu  năm với các nội dung sau",
    ]
    assert cut(prose) == prose


def test_headings_in_the_middle_of_their_columns_hide_no_strip() -> None:
    centred = "".join(t.center(w) for t, w in zip(ROWS[0], WIDTHS, strict=True))
    expected = ["\t".join(row) for row in ROWS]
    assert cut([" " + centred, *aligned(ROWS[1:], right=True)]) == expected


def test_rows_between_bars_are_not_aligned_by_blanks() -> None:
    rows = ["I | Cải cách thể chế |  |  | ", "1 | Rà soát | Sở A |  | x", "II | Tài chính |  |  | "]
    assert cut(rows) == rows


@given(st.lists(st.text(alphabet="ab 1\t", max_size=40), max_size=12))
def test_no_word_is_lost_or_cut(lines: list[str]) -> None:
    words = re.compile(r"\S+")
    assert sorted(words.findall("\n".join(cut(lines)))) == sorted(words.findall("\n".join(lines)))
