"""Letterheads in further styles: many kinds of issuer, portal pages, files without a head."""

from __future__ import annotations

from typing import Any

import pytest

from extract.document import Source
from extract.text import read_text
from tests.transform.test_letterhead import printed
from transform.letterhead import read_letterhead

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def read(text: str) -> dict[str, Any]:
    """Return the fields that a text file's letterhead gives."""
    data = text.encode()
    head, _ = read_letterhead(read_text(data, Source("a.txt", "0" * 64, "text/plain", len(data))))
    return printed(head)


@pytest.mark.parametrize(
    ("head", "symbol", "body", "department"),
    [
        ("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM\nLIÊN ĐOÀN LAO ĐỘNG TỈNH CÀ MAU", "LĐLĐ",
         "Liên đoàn Lao động tỉnh Cà Mau", "Liên đoàn Lao động tỉnh"),
        ("VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO\nVIỆN KIỂM SÁT NHÂN DÂN\nTỈNH CÀ MAU", "VKS",
         "Viện kiểm sát nhân dân tỉnh Cà Mau", "Viện kiểm sát nhân dân tỉnh"),
        ("KHO BẠC NHÀ NƯỚC\nKHO BẠC NHÀ NƯỚC CÀ MAU", "KBCM",
         "Kho bạc Nhà nước Cà Mau", "Kho bạc Nhà nước"),
        ("BỘ CÔNG AN\nCÔNG AN TỈNH CÀ MAU", "CAT", "Công an tỉnh Cà Mau", "Công an tỉnh"),
        ("UBND TỈNH CÀ MAU\nBƯU ĐIỆN TỈNH", "BĐT", "Bưu điện tỉnh Cà Mau", "Bưu điện tỉnh"),
        ("ĐOÀN ĐBQH VÀ HĐND TỈNH CÀ MAU\nVĂN PHÒNG", "VP",
         "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Cà Mau",
         "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH CÀ MAU\nBAN PHÁP CHẾ", "BPC",
         "Ban Pháp chế HĐND tỉnh Cà Mau", "Ban Pháp chế HĐND tỉnh"),
        ("TỈNH ỦY CÀ MAU\nVĂN PHÒNG", "VPTU", "Văn phòng Tỉnh ủy", "Văn phòng Tỉnh ủy"),
        ("SỞ Y TẾ CÀ MAU\nBỆNH VIỆN ĐA KHOA TỈNH", "BVĐK",
         "Bệnh viện Đa khoa tỉnh Cà Mau", "Bệnh viện Đa khoa tỉnh"),
        ("UBND TỈNH CÀ MAU\nBAN QUẢN LÝ KHU KINH TẾ", "BQLKKT",
         "Ban Quản lý Khu kinh tế", "Ban Quản lý Khu kinh tế"),
        ("UBND HUYỆN U MINH\nPHÒNG TÀI CHÍNH - KẾ HOẠCH", "TCKH",
         "Phòng Tài chính - Kế hoạch huyện U Minh", "Phòng Tài chính - Kế hoạch"),
        ("ỦY BAN NHÂN DÂN\nQUẬN 8", "UBND", "UBND quận 8", None),
    ],
)  # fmt: skip
def test_issuers_of_every_kind(head: str, symbol: str, body: str, department: str | None) -> None:
    text = (
        f"{head}\nSố: 12/KH-{symbol}\n{MOTTO}\nCà Mau, ngày 17 tháng 01 năm 2024\n\nKẾ HOẠCH\n\n"
        "Cải cách hành chính năm 2024 trên địa bàn tỉnh\n\nThực hiện Kế hoạch số 340/KH-UBND"
        " ngày 02/01/2024 của UBND tỉnh Cà Mau, đơn vị xây dựng kế hoạch như sau:\nI. MỤC TIÊU\n"
    )
    found = read(text)
    assert (found["issuing_body"].lower(), found["province"]) == (body.lower(), "Cà Mau")
    assert found.get("department") == department
    assert found["title"] == "Cải cách hành chính năm 2024 trên địa bàn tỉnh"


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Kế hoạch số 9/KH-UBND ngày 02/01/2024 của UBND tỉnh, Sở Y tế xây dựng:",
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;",
        "Để nâng cao chất lượng phục vụ, Sở Y tế ban hành Kế hoạch như sau:",
        "Nhằm tiếp tục đẩy mạnh cải cách hành chính, Sở đề ra các nhiệm vụ sau:",
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch cải cách hành chính như sau:",
        "Trong năm 2024, toàn ngành đã tập trung chỉ đạo quyết liệt công tác này.",
        "1. Mục đích",
        "Kính gửi: Sở Nội vụ",
    ],
)
@pytest.mark.parametrize(
    "title", ["Cải cách hành chính của Báo tỉnh", "CÔNG TÁC CẢI CÁCH NĂM 2024"]
)
def test_the_title_ends_where_the_text_begins(title: str, text: str) -> None:
    found = read(f"Số: 3/KH-SYT\nHà Nam, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\n{title}\n{text}\nA.")
    assert found["title"] == title


def test_a_title_may_cite_an_act() -> None:
    title = "Tổng kết thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ năm 2023"
    text = "Kính gửi: UBND tỉnh Hà Nam"
    assert read(f"SỞ Y TẾ\nSố: 3/BC-SYT\nBÁO CÁO\n{title}\n{text}")["title"] == title


def test_a_document_may_lack_its_title() -> None:
    text = "Thực hiện Kế hoạch số 1/KH-UBND ngày 04/01/2024 của UBND tỉnh Hà Nam, Sở Y tế báo cáo:"
    assert "title" not in read(f"Số: 9/BC-SYT\nBÁO CÁO\n\n{text}")
    assert "title" not in read(f"Số: 9/BC-SYT\nBÁO CÁO {text}")


@pytest.mark.parametrize(
    ("symbol", "title", "sentence", "body", "province"),
    [
        ("KH-MTTQ-BTT", "Công tác năm 2024 của Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
         "Thực hiện Kế hoạch số 3/KH-UBND của UBND tỉnh, Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh xây"
         " dựng:", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sơn La", "Sơn La"),
        ("KH-TCT", "Cải cách hành chính năm 2024", "Trường Chính trị tỉnh xây dựng Kế hoạch sau:",
         "Trường Chính trị tỉnh Sơn La", "Sơn La"),
        ("KH-BVPHCN", "Cải cách hành chính của Bệnh viện Phục hồi chức năng", "I. MỤC TIÊU",
         "Bệnh viện Phục hồi chức năng", "Sơn La"),
        ("KH-SCT", "Công tác năm 2024", "Trên đây là Kế hoạch của Sở Công Thương./.",
         "Sở Công Thương", "Sơn La"),
        ("KH-KBNN", "Công tác năm 2024", "I. MỤC TIÊU", "Kho bạc Nhà nước tỉnh Sơn La", "Sơn La"),
        ("KH-UBND", "Công tác năm 2024", "I. MỤC TIÊU", "UBND tỉnh Sơn La", "Sơn La"),
        ("KH-BNV", "Công tác năm 2024", "I. MỤC TIÊU", "Bộ Nội vụ", None),
    ],
)  # fmt: skip
def test_without_a_head_text_and_symbol_tell(
    symbol: str, title: str, sentence: str, body: str, province: str | None
) -> None:
    place = "Sơn La, ngày 05 tháng 02 năm 2024"
    found = read(f"Số: 3/{symbol}\n\n{place}\n\n## KẾ HOẠCH {title}\n\n{sentence}\n")
    assert (found["issuing_body"], found.get("province")) == (body, province)


def test_the_place_names_a_district_that_the_text_does_not() -> None:
    text = "Số: 3/KH-UBND\nTiên Yên, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\nCông tác năm 2024\n"
    sentence = "Căn cứ Quyết định số 2/QĐ-UBND của UBND tỉnh Quảng Ninh, UBND huyện ban hành:"
    found = read(text + sentence)
    assert (found["issuing_body"], found["province"]) == ("UBND huyện Tiên Yên", "Quảng Ninh")


@pytest.mark.parametrize(
    "card",
    [
        "| Số hiệu | 02/KH-UBND |\n| Cơ quan ban hành | UBND tỉnh |\n| Người ký | Lê A |\n",
        "Tình trạng: Còn hiệu lực\nCập nhật: 12/02/2024\nLượt xem: 120\n",
        "Văn bản liên quan:\n- Quyết định số 876/QĐ-BNV ngày 10/11/2022 của Bộ Nội vụ\n",
        "Số: 77/QĐ-UBND\nSở Nội vụ\nTrang chủ | Văn bản\n",
    ],
)
def test_what_a_portal_prints_above_is_passed_over(card: str) -> None:
    found = read(
        f"{card}\nỦY BAN NHÂN DÂN\nTỈNH NINH THUẬN\nSố: 02/KH-UBND\n{MOTTO}\n"
        "Ninh Thuận, ngày 03 tháng 01 năm 2024\nKẾ HOẠCH\nCải cách hành chính năm 2024\n"
    )
    assert (found["number"], found["symbol"]) == ("02", "KH-UBND")
    assert (found["date"], found["issuing_body"]) == ("2024-01-03", "UBND tỉnh Ninh Thuận")
    assert (found["doc_type"], found["title"]) == ("KẾ HOẠCH", "Cải cách hành chính năm 2024")


def test_place_and_date_may_stand_above_the_signature() -> None:
    found = read(
        "UBND TỈNH NINH BÌNH\nSỞ DU LỊCH\nBÁO CÁO\nCông tác tháng 5 năm 2024\n"
        "Sở Du lịch báo cáo như sau:\n1. Chỉ đạo\nNinh Bình, ngày 20 tháng 5 năm 2024\n"
        "GIÁM ĐỐC\nKTS. Bùi Văn Mạnh\n"
    )
    assert (found["place"], found["date"]) == ("Ninh Bình", "2024-05-20")
    assert (found["signer"], found["signer_title"]) == ("Bùi Văn Mạnh", "GIÁM ĐỐC")


def test_the_first_of_two_signers_counts() -> None:
    found = read(
        "UBND TỈNH HÀ GIANG\nSỞ NỘI VỤ - SỞ TÀI CHÍNH\nSố: 03/HD-SNV-STC\nHƯỚNG DẪN\nKinh phí\n"
        "1. Nguồn\nSỞ TÀI CHÍNH\nGIÁM ĐỐC\nNguyễn Ngọc Hà\nSỞ NỘI VỤ\nGIÁM ĐỐC\nChẩn A Sẩu\n"
        "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n"
    )
    assert (found["signer"], found["issuing_body"]) == (
        "Nguyễn Ngọc Hà",
        "Sở Nội vụ - Sở Tài chính",
    )
    assert found["recipients"] == ["UBND tỉnh;", "Lưu: VT."]


def test_a_second_document_adds_no_recipients() -> None:
    found = read(
        "UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\nSố: 40/QĐ-SNV\nQUYẾT ĐỊNH\nBan hành Kế hoạch\n"
        "GIÁM ĐỐC SỞ NỘI VỤ\nĐiều 1. Ban hành.\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nGIÁM ĐỐC\n"
        "Nguyễn Thị Minh Huệ\n\nUBND TỈNH LÀO CAI\nSỞ NỘI VỤ\nKẾ HOẠCH\n- Công khai thủ tục.\n"
    )
    assert found["recipients"] == ["Như Điều 2;", "Lưu: VT."]
    assert found["title"] == "Ban hành Kế hoạch"


def test_a_signature_table_may_come_in_pieces() -> None:
    found = read(
        "SỞ Y TẾ\nSố: 1/BC-SYT\nBÁO CÁO\nCông tác năm 2023\n1. Chỉ đạo\n\nNơi nhận:\tTRƯỞNG BAN\n\n"
        "- Sở Nội vụ;\t\n\n- Lãnh đạo Ban;\t(đã ký)\n\n- Lưu: VT.\tKiên Sóc Kha\n"
    )
    assert found["signer"] == "Kiên Sóc Kha"
    assert found["recipients"] == ["Sở Nội vụ;", "Lãnh đạo Ban;", "Lưu: VT."]


def test_the_year_of_a_half_year_may_be_printed_once() -> None:
    title = "Kết quả công tác 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024"
    found = read(f"SỞ Y TẾ\nSố: 1/BC-SYT\nBÁO CÁO\n{title}\nI. KẾT QUẢ\n")
    assert (found["period_start"], found["period_end"]) == ("2024-01-01", "2024-06-30")


@pytest.mark.parametrize("day", ["ngày 17 tháng 01 năm 2024", "ngày    tháng 01 năm 2024"])
def test_the_right_half_of_a_letterhead_behind_the_type_is_no_title(day: str) -> None:
    text = (
        "UBND TỈNH CÀ MAU\nSỞ XÂY DỰNG\nSố: 12/KH-SXD\nKẾ HOẠCH\n"
        f"{MOTTO}\nCà Mau, {day}\nCải cách hành chính năm 2024\n\n"
        "Thực hiện Kế hoạch số 340/KH-UBND ngày 02/01/2024 của UBND tỉnh, Sở xây dựng kế hoạch:\n"
    )
    found = read(text)
    assert found["title"] == "Cải cách hành chính năm 2024"
    issued = found.get("date") or found["date_partial"]
    assert issued == ("2024-01-17" if "17" in day else "2024-01")
