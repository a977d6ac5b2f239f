"""Letterheads and signatures that narrow columns, stamps and page ends disturb."""

from __future__ import annotations

import pytest

from extract.document import Cell, Document, Place, TableFragment, TextBlock
from tests.transform.letterhead_variants import SOURCE, document
from transform.letterhead import read_letterhead
from transform.letterhead.province import of_district
from transform.reading import Letterhead

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
TITLE = "BÁO CÁO\nCông tác cải cách hành chính năm 2024"
SIGNED = "Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\nCHỦ TỊCH\nBùi Văn Vinh"
BAC_HA = "ỦY BAN NHÂN DÂN\nHUYỆN BẮC HÀ"


def read(*blocks: str | list[list[str]]) -> Letterhead:
    return read_letterhead(document(*blocks))[0]


def headed(left: str, motto: str = MOTTO, title: str = TITLE, place: str = "Bắc Hà") -> Letterhead:
    number = f"Số: 12/BC-UBND\n{place}, ngày 21 tháng 4 năm 2024"
    return read(f"{left}\n{motto}\n{number}\n{title}\nUBND huyện báo cáo như sau:\n{SIGNED}")


@pytest.mark.parametrize(
    "motto",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM\nĐộc lập - Tự do - Hạnh phúc",
        "CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do -\nHạnh phúc",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh\nphúc",
    ],
)
def test_a_wrapped_motto_is_no_part_of_the_issuer(motto: str) -> None:
    assert headed(BAC_HA, motto).issuing_body == "UBND huyện Bắc Hà"


@pytest.mark.parametrize("mark", ["KHẨN", "HỎA TỐC", "Hoả tốc!", "MẬT"])
def test_a_mark_of_urgency_is_no_part_of_the_title(mark: str) -> None:
    head = headed(BAC_HA, title=f"{TITLE}\n{mark}")
    assert head.title == "Công tác cải cách hành chính năm 2024"


def test_a_line_of_text_below_a_title_with_its_year_is_no_title() -> None:
    text = "Nguyên nhân chủ yếu là do nguồn lực còn hạn chế, một bộ phận cán bộ, công chức chưa"
    head = headed(BAC_HA, title=f"{TITLE}\n{text}")
    assert head.title == "Công tác cải cách hành chính năm 2024"


@pytest.mark.parametrize(
    ("left", "body", "department"),
    [
        ("BỘ NGOẠI GIAO", "Bộ Ngoại giao", ""),
        ("BỘ NỘI VỤ", "Bộ Nội vụ", ""),
        ("TỈNH ỦY LÀO CAI\n*", "Tỉnh ủy", ""),
        ("HUYỆN ỦY BẮC HÀ\n*", "Huyện ủy Bắc Hà", ""),
        ("TẬP ĐOÀN ĐIỆN LỰC\nTỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC", "Tổng công ty Điện lực miền Bắc", ""),
        (
            "QUÂN KHU 2\nBỘ CHỈ HUY QUÂN SỰ TỈNH LÀO CAI",
            "Bộ Chỉ huy quân sự tỉnh Lào Cai",
            "Bộ Chỉ huy quân sự tỉnh",
        ),
    ],
)
def test_ministries_committees_and_companies_are_no_departments(
    left: str, body: str, department: str
) -> None:
    head = headed(left, place="Lào Cai")
    assert (head.issuing_body or "").casefold() == body.casefold()
    assert (head.department or "").casefold() == department.casefold()


def test_a_title_in_capitals_is_no_rest_of_a_name() -> None:
    letterhead = "UBND TỈNH CÀ MAU\nSỞ TÀI CHÍNH\nBIỂU TỔNG HỢP TÌNH HÌNH GIẢI NGÂN"
    assert read(letterhead, [["STT", "Tên"]]).issuing_body == "Sở Tài chính"


def test_a_roman_number_of_an_appendix_is_taken_whole() -> None:
    caption = "PHỤ LỤC III\nKINH PHÍ THỰC HIỆN\nĐơn vị tính: Triệu đồng"
    assert read(caption, [["STT", "Nội dung"]]).title == "KINH PHÍ THỰC HIỆN"


@pytest.mark.parametrize("page", ["- 1 -", "Trang 1", "Trang 1/4", "1/4"])
def test_a_page_number_below_the_recipients_is_none_of_them(page: str) -> None:
    head = read(
        f"{BAC_HA}\n{MOTTO}\nSố: 1/KH-UBND\nKẾ HOẠCH\nKiểm tra năm 2024\n"
        "UBND huyện ban hành Kế hoạch:\nCHỦ TỊCH\nNơi nhận:\n- Sở Nội vụ;\n"
        f"- Lưu: VT. Nguyễn Hữu Quế\n{page}\nPhụ lục"
    )
    assert head.signer == "Nguyễn Hữu Quế"
    assert head.recipients == ("Sở Nội vụ;", "Lưu: VT.")


def test_a_signature_that_comes_behind_a_table_is_found() -> None:
    head = read(
        f"UBND TỈNH LÀO CAI\nSỞ Y TẾ\n{MOTTO}\nSố: 1/BC-SYT\n{TITLE}\n"
        "Sở Y tế báo cáo như sau:\nNơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nBiểu 1",
        [["STT", "Tên", "Số"], ["1", "a", "2"]],
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Hòa",
    )
    assert (head.signer, head.signer_title) == ("Nguyễn Văn Hòa", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC")


@pytest.mark.parametrize(
    ("district", "province"),
    [("Hòa Vang", "Đà Nẵng"), ("Kiến Xương", "Thái Bình"), ("Châu Thành", None), ("Xa Lạ", None)],
)
def test_a_district_tells_its_province_where_only_one_has_it(
    district: str, province: str | None
) -> None:
    assert of_district(district.upper()) == province
    left = f"ỦY BAN NHÂN DÂN\nHUYỆN {district.upper()}"
    assert headed(left, place=district).province == province


def test_the_district_above_a_commune_tells_its_province() -> None:
    head = read(
        f"ỦY BAN NHÂN DÂN\nXÃ PÀ CÒ\n{MOTTO}\nSố: 12/BC-UBND\nPà Cò, ngày 30 tháng 11 năm 2023\n"
        f"{TITLE}\nThực hiện Công văn số 77/UBND-NV ngày 06/11/2023 của UBND huyện Mai Châu, "
        f"UBND xã Pà Cò báo cáo như sau:\n{SIGNED}"
    )
    assert head.province == "Hòa Bình"


def test_a_caption_that_shortens_a_name_is_written_out() -> None:
    caption = "(Kèm theo Báo cáo số 5/BC-SNN ngày 3/4/2024 của Sở Nông nghiệp và PTNT)"
    head = read(f"Phụ lục 1\nKẾT QUẢ\n{caption}", [["STT", "Nội dung"]])
    assert head.issuing_body == "Sở Nông nghiệp và Phát triển nông thôn"


@pytest.mark.parametrize(
    ("number", "symbol"),
    [
        ("Số: 12/BC - SNV", "BC-SNV"),
        ("Số:  12/KH – UBND", "KH-UBND"),
        ("Số: 12/2024/QĐ - UBND", "QĐ-UBND"),
    ],
)
def test_a_spaced_symbol_stays_one_and_is_no_part_of_the_issuer(number: str, symbol: str) -> None:
    text = f"UBND TỈNH LÀO CAI\nSỞ NỘI VỤ\n{number}\n{MOTTO}\nLào Cai, ngày 21 tháng 4 năm 2024"
    head = read(f"{text}\n{TITLE}\nSở Nội vụ báo cáo như sau:\n{SIGNED}")
    assert (head.issuing_body, head.symbol) == ("Sở Nội vụ", symbol)


def test_place_and_date_beside_a_number_without_a_colon() -> None:
    text = f"UBND TỈNH ĐẮK NÔNG {MOTTO}\nSố 780/TTr-SNV Đắk Nông , ngày 03 tháng 6 năm 2022"
    head = read(f"{text}\n{TITLE}\nSở Nội vụ báo cáo như sau:\n{SIGNED}")
    assert (head.number, head.symbol, head.place_name) == ("780", "TTr-SNV", "Đắk Nông")
    assert str(head.date) == "2022-06-03"


def test_place_and_date_beside_the_last_words_of_a_name() -> None:
    text = f"UBND TỈNH LÀO CAI {MOTTO}\nSỞ KHOA HỌC\nVÀ CÔNG NGHỆ Lào Cai, ngày 03 tháng 6 năm 2022"
    head = read(f"{text}\nSố: 12/BC-SKHCN\n{TITLE}\nSở báo cáo như sau:\n{SIGNED}")
    assert (head.issuing_body, head.place_name) == ("Sở Khoa học và Công nghệ", "Lào Cai")


@pytest.mark.parametrize(
    ("signed", "title"),
    [
        ("KT. Chủ tịch\nPhó Chủ tịch", "KT. Chủ tịch Phó Chủ tịch"),
        ("TM. Ủy ban nhân dân huyện\nChủ tịch", "TM. Ủy ban nhân dân huyện Chủ tịch"),
    ],
)
def test_authority_in_small_letters(signed: str, title: str) -> None:
    text = f"{BAC_HA}\n{MOTTO}\nSố: 12/BC-UBND\nBắc Hà, ngày 21 tháng 4 năm 2009\n{TITLE}"
    head = read(
        f"{text}\nUBND huyện báo cáo như sau:\nNơi nhận:\n- Lưu: VT.\n{signed}\nBùi Văn Vinh"
    )
    assert (head.signer, head.signer_title) == ("Bùi Văn Vinh", title)


def test_the_subject_of_a_letter_may_go_on_with_a_capital_in_its_cell() -> None:
    about = "V/v chấn chỉnh việc thực hiện nhiệm vụ\nUBND, Chủ tịch UBND tỉnh giao"
    left = Cell(
        f"ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/UBND-NC\n{about}", Place(table=1, row=1, column=1)
    )
    right = Cell(f"{MOTTO}\nLào Cai, ngày 09 tháng 7 năm 2024", Place(table=1, row=1, column=2))
    blocks = (TableFragment(((left, right),), left.place), TextBlock("Kính gửi: Sở Y tế", Place()))
    head, _ = read_letterhead(Document(SOURCE, blocks))
    assert head.title == about.replace("\n", " ")


def test_a_city_is_not_taken_apart_where_a_division_could_begin() -> None:
    head = headed("UBND THÀNH PHỐ HẢI PHÒNG\nVĂN PHÒNG", place="Hải Phòng")
    assert head.issuing_body == "Văn phòng UBND thành phố Hải Phòng"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("TỜ TRÌNH\nV/v ban hành Kế hoạch năm 2024", "V/v ban hành Kế hoạch năm 2024"),
        (
            "THÔNG BÁO\nKết luận cuộc họp về công tác chuyển đổi số\n"
            "Thực hiện Quyết định số 378/QĐ-TTg ngày 03-02-2022 của Thủ tướng,",
            "Kết luận cuộc họp về công tác chuyển đổi số",
        ),
        (
            "KẾ HOẠCH\nTriển khai Quyết định số\n12/QĐ-UBND của UBND tỉnh",
            "Triển khai Quyết định số 12/QĐ-UBND của UBND tỉnh",
        ),
    ],
)
def test_where_a_title_begins_and_ends(title: str, expected: str) -> None:
    assert headed(BAC_HA, title=title).title == expected
