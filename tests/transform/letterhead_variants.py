"""Invented letterheads of many provinces and bodies, with what should be read from each.

`columns` are the letterhead and signature tables of a word processor; `lines` what a page
or converter prints. Fields that are not in `expected` must be None (or empty).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.document import Block, Cell, Document, Place, Source, TableFragment, TextBlock

SOURCE = Source("invented.txt", "0" * 64, "text/plain", 1)
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def document(*blocks: str | list[list[str]]) -> Document:
    """Return a document: a string is one paragraph a line, a list of rows a table."""
    made: list[Block] = []
    line = 0
    for block in blocks:
        if isinstance(block, str):
            for text in block.split("\n"):
                line += 1
                if text.strip():
                    made.append(TextBlock(text, Place(line=line)))
            continue
        rows = []
        for row in block:
            line += 1
            rows.append(tuple(Cell(text, Place(line=line)) for text in row))
        made.append(TableFragment(tuple(rows), rows[0][0].place))
        line += 1
    return Document(SOURCE, tuple(made))


@dataclass(frozen=True)
class Variant:
    """One invented document and the fields it must give."""

    name: str
    blocks: tuple[Any, ...]
    expected: dict[str, Any] = field(default_factory=dict)


VARIANTS = (
    Variant(
        "department report, letterhead over single lines",
        (
            "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\nSỞ Y TẾ\n-------\n"
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"
            "Số: 1520/BC-SYT\nQuảng Ngãi, ngày 12 tháng 6 năm 2024\nBÁO CÁO\n"
            "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2024\n"
            "Thực hiện Công văn số 900/SNV-CCHC ngày 20/5/2024 của Sở Nội vụ, Sở Y tế báo cáo"
            " kết quả thực hiện như sau:\nI. CÔNG TÁC CHỈ ĐẠO\nĐã ban hành kế hoạch.\n"
            "Nơi nhận:\n- Sở Nội vụ;\n- Lãnh đạo Sở;\n- Lưu: VT, TCCB.\n"
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Thị Thu Hà",
        ),
        {
            "doc_type": "BÁO CÁO",
            "number": "1520",
            "symbol": "BC-SYT",
            "place": "Quảng Ngãi",
            "date": "2024-06-12",
            "issuing_body": "Sở Y tế",
            "department": "Sở Y tế",
            "province": "Quảng Ngãi",
            "title": "Kết quả công tác cải cách hành chính 6 tháng đầu năm 2024",
            "period_start": "2024-01-01",
            "period_end": "2024-06-30",
            "signer": "Nguyễn Thị Thu Hà",
            "signer_title": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
            "recipients": ["Sở Nội vụ;", "Lãnh đạo Sở;", "Lưu: VT, TCCB."],
        },
    ),
    Variant(
        "committee of a province, tables of a word processor",
        (
            [
                [
                    "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n_______\nSố: 245/BC-UBND",
                    f"{MOTTO}\n______\nLào Cai, ngày 05 tháng 10 năm 2023",
                ]
            ],
            "BÁO CÁO\nCông tác cải cách hành chính quý III và 9 tháng năm 2023",
            "(Số liệu tính từ ngày 15/6/2023 đến ngày 14/9/2023)",
            "Thực hiện Quyết định số 11/QĐ-BNV ngày 05/01/2023 của Bộ Nội vụ, Ủy ban nhân"
            " dân tỉnh Lào Cai"
            " báo cáo kết quả như sau:\nI. KẾT QUẢ",
            [
                [
                    "Nơi nhận:\n- Bộ Nội vụ;\n- TT. TU, HĐND, UBND tỉnh;\n- Lưu: VT, NC.",
                    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nHoàng Văn Bảo",
                ]
            ],
        ),
        {
            "doc_type": "BÁO CÁO",
            "number": "245",
            "symbol": "BC-UBND",
            "place": "Lào Cai",
            "date": "2023-10-05",
            "issuing_body": "UBND tỉnh Lào Cai",
            "province": "Lào Cai",
            "title": "Công tác cải cách hành chính quý III và 9 tháng năm 2023",
            "period_start": "2023-06-15",
            "period_end": "2023-09-14",
            "signer": "Hoàng Văn Bảo",
            "signer_title": "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "recipients": ["Bộ Nội vụ;", "TT. TU, HĐND, UBND tỉnh;", "Lưu: VT, NC."],
        },
    ),
    Variant(
        "committee of a district, two columns printed on one line",
        (
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "HUYỆN CƯ KUIN Độc lập - Tự do - Hạnh phúc\n"
            "Số: 78/KH-UBND Cư Kuin, ngày 19 tháng 01 năm 2024\n"
            "KẾ HOẠCH\nCải cách hành chính nhà nước huyện Cư Kuin năm 2024\n"
            "Căn cứ Kế hoạch số 11/KH-UBND ngày 03/01/2024 của UBND tỉnh Đắk Lắk;\n"
            "UBND huyện ban hành Kế hoạch như sau:\nI. MỤC TIÊU\n"
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- UBND tỉnh (b/c); CHỦ TỊCH\n"
            "- Các phòng, ban thuộc huyện;\n- UBND các xã;\n- Lưu: VT, NV.\nVõ Tấn Huy",
        ),
        {
            "doc_type": "KẾ HOẠCH",
            "number": "78",
            "symbol": "KH-UBND",
            "place": "Cư Kuin",
            "date": "2024-01-19",
            "issuing_body": "UBND huyện Cư Kuin",
            "province": "Đắk Lắk",
            "title": "Cải cách hành chính nhà nước huyện Cư Kuin năm 2024",
            "signer": "Võ Tấn Huy",
            "signer_title": "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
            "recipients": [
                "UBND tỉnh (b/c);",
                "Các phòng, ban thuộc huyện;",
                "UBND các xã;",
                "Lưu: VT, NV.",
            ],
        },
    ),
    Variant(
        "draft of a department, number and day blank, name wrapped",
        (
            "UBND TỈNH HOÀ BÌNH\nSỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI\n"
            f"{MOTTO}\nSố:      /KH- SLĐTBXH\nHoà Bình, ngày .... tháng 02 năm 2024\n"
            "## **KẾ HOẠCH**\n**Kiểm soát thủ tục hành chính năm 2024**\n**của Sở Lao động -"
            " Thương binh và Xã hội**\n"
            "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ;\nI. MỤC ĐÍCH\n"
            "***Nơi nhận:***\n- UBND tỉnh;\n- Lưu: VT, VP.\n**GIÁM ĐỐC**\n**Bùi Thị Niềm**",
        ),
        {
            "doc_type": "KẾ HOẠCH",
            "symbol": "KH-SLĐTBXH",
            "place": "Hoà Bình",
            "date_partial": "2024-02",
            "issuing_body": "Sở Lao động - Thương binh và Xã hội",
            "department": "Sở Lao động - Thương binh và Xã hội",
            "province": "Hòa Bình",
            "title": "Kiểm soát thủ tục hành chính năm 2024 của Sở Lao động - Thương binh và"
            " Xã hội",
            "signer": "Bùi Thị Niềm",
            "signer_title": "GIÁM ĐỐC",
            "recipients": ["UBND tỉnh;", "Lưu: VT, VP."],
        },
    ),
    Variant(
        "number broken over lines, seat of government as place",
        (
            "UBND TỈNH NGHỆ AN\nSỞ TÀI CHÍNH\nSố:\n2210/BC-STC\n"
            "Vinh, ngày 14\ntháng 3 năm 2024\nBÁO CÁO\nCông tác cải cách hành chính Quý I/2024\n"
            "Sở Tài chính báo cáo UBND tỉnh kết quả công tác cải cách hành chính (tính từ"
            " ngày 15/12/2023"
            " đến ngày 14/3/2024) như sau:\n1. Chỉ đạo\n"
            "Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\nGIÁM ĐỐC\n(Đã ký)\nTrịnh Thanh Hải",
        ),
        {
            "doc_type": "BÁO CÁO",
            "number": "2210",
            "symbol": "BC-STC",
            "place": "Vinh",
            "date": "2024-03-14",
            "issuing_body": "Sở Tài chính",
            "department": "Sở Tài chính",
            "province": "Nghệ An",
            "title": "Công tác cải cách hành chính Quý I/2024",
            "period_start": "2023-12-15",
            "period_end": "2024-03-14",
            "signer": "Trịnh Thanh Hải",
            "signer_title": "GIÁM ĐỐC",
            "recipients": ["Sở Nội vụ;", "Lưu: VT."],
        },
    ),
    Variant(
        "official letter",
        (
            "UBND TỈNH TRÀ VINH\nSỞ NỘI VỤ\nSố: 455/SNV-CCHC\nV/v báo cáo cải cách hành"
            " chính\nquý II năm 2024\n"
            f"{MOTTO}\nTrà Vinh, ngày 20 tháng 5 năm 2024\nKính gửi:\n- Các sở, ban, ngành tỉnh;\n"
            "- UBND các huyện, thị xã, thành phố.\nSở Nội vụ đề nghị các cơ quan báo cáo"
            " theo mẫu.\n"
            "Nơi nhận:\n- Như trên;\n- Lưu: VT, CCHC.\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nThạch Sa Rây",
        ),
        {
            "doc_type": "CÔNG VĂN",
            "number": "455",
            "symbol": "SNV-CCHC",
            "place": "Trà Vinh",
            "date": "2024-05-20",
            "issuing_body": "Sở Nội vụ",
            "department": "Sở Nội vụ",
            "province": "Trà Vinh",
            "title": "V/v báo cáo cải cách hành chính quý II năm 2024",
            "period_start": "2024-04-01",
            "period_end": "2024-06-30",
            "signer": "Thạch Sa Rây",
            "signer_title": "TL. GIÁM ĐỐC CHÁNH VĂN PHÒNG",
            "recipients": ["Như trên;", "Lưu: VT, CCHC."],
        },
    ),
    Variant(
        "decision of a chairman",
        (
            [
                [
                    "ỦY BAN NHÂN DÂN\nTỈNH BÌNH PHƯỚC\nSố: 66/QĐ-UBND",
                    f"{MOTTO}\nBình Phước, ngày 10 tháng 01 năm 2025",
                ]
            ],
            "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2025\n"
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC\n"
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\nQUYẾT ĐỊNH:\nĐiều"
            " 1. Ban hành Kế hoạch.\n"
            "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Tuệ Hiền",
        ),
        {
            "doc_type": "QUYẾT ĐỊNH",
            "number": "66",
            "symbol": "QĐ-UBND",
            "place": "Bình Phước",
            "date": "2025-01-10",
            "issuing_body": "Chủ tịch UBND tỉnh Bình Phước",
            "province": "Bình Phước",
            "title": "Về việc ban hành Kế hoạch kiểm soát thủ tục hành chính năm 2025",
            "signer": "Trần Tuệ Hiền",
            "signer_title": "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "recipients": ["Như Điều 3;", "Lưu: VT."],
        },
    ),
    Variant(
        "appendix of a decision alone",
        (
            "PHỤ LỤC\nDANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024\n"
            "(Ban hành kèm theo Quyết định số 2211/QĐ-UBND ngày 28 tháng 12 năm 2023 của Chủ"
            " tịch UBND tỉnh Gia Lai)",
            [["STT", "Nhiệm vụ", "Cơ quan chủ trì"], ["1", "Rà soát", "Sở Nội vụ"]],
        ),
        {
            "doc_type": "PHỤ LỤC",
            "number": "2211",
            "symbol": "QĐ-UBND",
            "date": "2023-12-28",
            "issuing_body": "Chủ tịch UBND tỉnh Gia Lai",
            "province": "Gia Lai",
            "title": "DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024",
        },
    ),
    Variant(
        "sheets of a report: captions only",
        (
            [
                ["Phụ lục 2"],
                ["THỐNG KÊ SỐ LIỆU CHỈ ĐẠO"],
                [
                    "(Kèm theo Báo cáo số 410/BC-SGTVT ngày 12/6/2024 của Sở Giao thông vận"
                    " tải tỉnh Cà Mau)"
                ],
                ["STT", "Chỉ tiêu"],
                ["1", "Số văn bản"],
            ],
            [["Phụ lục 3"], ["THỐNG KÊ SỐ LIỆU THỂ CHẾ"], ["STT", "Chỉ tiêu"], ["1", "Số văn bản"]],
        ),
        {
            "doc_type": "BÁO CÁO",
            "number": "410",
            "symbol": "BC-SGTVT",
            "date": "2024-06-12",
            "issuing_body": "Sở Giao thông vận tải",
            "department": "Sở Giao thông vận tải",
            "province": "Cà Mau",
        },
    ),
    Variant(
        "provincial office after the mergers of 2025",
        (
            [
                [
                    "UBND TỈNH ĐỒNG THÁP\nVĂN PHÒNG\nSố: 31/BC-VPUBND",
                    f"{MOTTO}\nĐồng Tháp, ngày 15 tháng 9 năm 2025",
                ]
            ],
            "BÁO CÁO\nTình hình, kết quả kiểm soát thủ tục hành chính\ntháng 9 năm 2025\n"
            "Văn phòng UBND tỉnh báo cáo như sau:\n1. Kết quả\n",
            [
                [
                    "Nơi nhận:\n- Cục KSTTHC;\n- Lưu: VT.",
                    "KT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nLê Quang Biểu",
                ]
            ],
        ),
        {
            "doc_type": "BÁO CÁO",
            "number": "31",
            "symbol": "BC-VPUBND",
            "place": "Đồng Tháp",
            "date": "2025-09-15",
            "issuing_body": "Văn phòng UBND tỉnh Đồng Tháp",
            "department": "Văn phòng UBND tỉnh",
            "province": "Đồng Tháp",
            "title": "Tình hình, kết quả kiểm soát thủ tục hành chính tháng 9 năm 2025",
            "period_start": "2025-09-01",
            "period_end": "2025-09-30",
            "signer": "Lê Quang Biểu",
            "signer_title": "KT. CHÁNH VĂN PHÒNG PHÓ CHÁNH VĂN PHÒNG",
            "recipients": ["Cục KSTTHC;", "Lưu: VT."],
        },
    ),
    Variant(
        "city under the central government",
        (
            "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG\nSỞ CÔNG THƯƠNG\nSố: 12/KH-SCT\nĐà Nẵng,"
            " ngày 8 tháng 1 năm 2024\n"
            "KẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2024\nThực hiện Kế hoạch số"
            " 1/KH-UBND ngày 02/01/2024,"
            " Sở Công Thương xây dựng Kế hoạch như sau:\nI. MỤC ĐÍCH\n"
            "GIÁM ĐỐC\nNơi nhận:\n- UBND thành phố;\n- Lưu: VT.\nLê Thị Kim Phương",
        ),
        {
            "doc_type": "KẾ HOẠCH",
            "number": "12",
            "symbol": "KH-SCT",
            "place": "Đà Nẵng",
            "date": "2024-01-08",
            "issuing_body": "Sở Công Thương",
            "department": "Sở Công Thương",
            "province": "Đà Nẵng",
            "title": "Tuyên truyền cải cách hành chính năm 2024",
            "signer": "Lê Thị Kim Phương",
            "signer_title": "GIÁM ĐỐC",
            "recipients": ["UBND thành phố;", "Lưu: VT."],
        },
    ),
    Variant(
        "commune after the district level ended",
        (
            [
                [
                    "ỦY BAN NHÂN DÂN\nXÃ TÂN HỘI\n_____\nSố: 05/BC-UBND",
                    f"{MOTTO}\nTân Hội, ngày 12 tháng 9 năm 2025",
                ]
            ],
            "BÁO CÁO\nCông tác cải cách hành chính 9 tháng đầu năm 2025\nvà phương hướng"
            " nhiệm vụ quý IV năm 2025\n"
            "Thực hiện văn bản của UBND tỉnh Lâm Đồng, UBND xã Tân Hội báo cáo như sau:\n",
            [
                [
                    "Nơi nhận:\n- Sở Nội vụ tỉnh Lâm Đồng;\n- Lưu: VT.",
                    "TM. UỶ BAN NHÂN DÂN\nCHỦ TỊCH\nK’ Brèm",
                ]
            ],
        ),
        {
            "doc_type": "BÁO CÁO",
            "number": "05",
            "symbol": "BC-UBND",
            "place": "Tân Hội",
            "date": "2025-09-12",
            "issuing_body": "UBND xã Tân Hội",
            "province": "Lâm Đồng",
            "title": "Công tác cải cách hành chính 9 tháng đầu năm 2025 và phương hướng"
            " nhiệm vụ quý IV năm 2025",
            "period_start": "2025-01-01",
            "period_end": "2025-09-30",
            "signer": "K’ Brèm",
            "signer_title": "TM. UỶ BAN NHÂN DÂN CHỦ TỊCH",
            "recipients": ["Sở Nội vụ tỉnh Lâm Đồng;", "Lưu: VT."],
        },
    ),
    Variant(
        "no letterhead block at all, issuer told by the symbol",
        (
            "Số: /BC-SGDĐT\nThái Bình, ngày tháng 12 năm 2023\n## BÁO CÁO Kết quả công tác"
            " cải cách hành chính năm 2023\n"
            "Thực hiện chỉ đạo của UBND tỉnh, Sở Giáo dục và Đào tạo báo cáo như sau:\n"
            "### I. KẾT QUẢ\nTrên đây là báo cáo của Sở Giáo dục và Đào tạo./.\n"
            "**Nơi nhận:**\n- UBND tỉnh;\n- Lưu: VT.\n**Q. GIÁM ĐỐC**\n**Nguyễn Viết Hiển**",
        ),
        {
            "doc_type": "BÁO CÁO",
            "symbol": "BC-SGDĐT",
            "place": "Thái Bình",
            "date_partial": "2023-12",
            "issuing_body": "Sở Giáo dục và Đào tạo",
            "department": "Sở Giáo dục và Đào tạo",
            "province": "Thái Bình",
            "title": "Kết quả công tác cải cách hành chính năm 2023",
            "period_start": "2023-01-01",
            "period_end": "2023-12-31",
            "signer": "Nguyễn Viết Hiển",
            "signer_title": "Q. GIÁM ĐỐC",
            "recipients": ["UBND tỉnh;", "Lưu: VT."],
        },
    ),
    Variant(
        "district office, name of the signer beside the archive line",
        (
            "UBND HUYỆN TRI TÔN\nPHÒNG NỘI VỤ\nSố: 33/TTr-PNV\nTri Tôn, ngày 02 tháng 02 năm"
            " 2024\nTỜ TRÌNH\n"
            "Về việc phê duyệt Kế hoạch cải cách hành chính\nKính gửi: Ủy ban nhân dân huyện\n"
            "Phòng Nội vụ kính trình UBND huyện xem xét, phù hợp kế hoạch của tỉnh An Giang.\n"
            "Nơi nhận: TRƯỞNG PHÒNG\n- Như trên;\n- Lưu: VT. Cao Quang Liêm",
        ),
        {
            "doc_type": "TỜ TRÌNH",
            "number": "33",
            "symbol": "TTr-PNV",
            "place": "Tri Tôn",
            "date": "2024-02-02",
            "issuing_body": "Phòng Nội vụ huyện Tri Tôn",
            "department": "Phòng Nội vụ",
            "province": "An Giang",
            "title": "Về việc phê duyệt Kế hoạch cải cách hành chính",
            "signer": "Cao Quang Liêm",
            "signer_title": "TRƯỞNG PHÒNG",
            "recipients": ["Như trên;", "Lưu: VT."],
        },
    ),
    Variant(
        "inspectorate, title in capitals over three lines, date impossible",
        (
            "ỦY BAN NHÂN DÂN TỈNH KON TUM\nTHANH TRA TỈNH\nSố: 90/BC-TTT\nKon Tum, ngày 31"
            " tháng 02 năm 2024\n"
            "BÁO CÁO\nKẾT QUẢ THỰC HIỆN CÔNG TÁC\nCẢI CÁCH HÀNH CHÍNH VÀ KIỂM SOÁT\nTHỦ TỤC"
            " HÀNH CHÍNH THÁNG 02/2024\n"
            "Thanh tra tỉnh báo cáo như sau:\nTUQ. CHÁNH THANH TRA\nPHÓ CHÁNH THANH TRA\n"
            "Phạm Hồng Sơn",
        ),
        {
            "doc_type": "BÁO CÁO",
            "number": "90",
            "symbol": "BC-TTT",
            "place": "Kon Tum",
            "issuing_body": "Thanh tra tỉnh Kon Tum",
            "department": "Thanh tra tỉnh",
            "province": "Kon Tum",
            "title": "KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH VÀ KIỂM SOÁT THỦ TỤC"
            " HÀNH CHÍNH THÁNG 02/2024",
            "period_start": "2024-02-01",
            "period_end": "2024-02-29",
            "signer": "Phạm Hồng Sơn",
            "signer_title": "TUQ. CHÁNH THANH TRA PHÓ CHÁNH THANH TRA",
        },
    ),
    Variant(
        "cells of a reader that joins lines by spaces",
        (
            [
                [
                    "UBND TỈNH NAM ĐỊNH SỞ XÂY DỰNG _______ Số: 77/KH-SXD",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc _____"
                    " Nam Định, ngày 03 tháng 01 năm 2024",
                ]
            ],
            "KẾ HOẠCH\nCải cách hành chính năm 2024 của Sở Xây dựng\nCăn cứ Luật Xây dựng"
            " năm 2014;\nI. MỤC TIÊU",
            [
                [
                    "Nơi nhận: - UBND tỉnh; - Các phòng thuộc Sở; - Lưu: VT, VP.",
                    "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Vũ Trường Giang",
                ]
            ],
        ),
        {
            "doc_type": "KẾ HOẠCH",
            "number": "77",
            "symbol": "KH-SXD",
            "place": "Nam Định",
            "date": "2024-01-03",
            "issuing_body": "Sở Xây dựng",
            "department": "Sở Xây dựng",
            "province": "Nam Định",
            "title": "Cải cách hành chính năm 2024 của Sở Xây dựng",
            "signer": "Vũ Trường Giang",
            "signer_title": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
            "recipients": ["UBND tỉnh;", "Các phòng thuộc Sở;", "Lưu: VT, VP."],
        },
    ),
    Variant(
        "Hồ Chí Minh City, place with its kind",
        (
            [
                [
                    "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nSỞ DU LỊCH\nSố: 101/KH-SDL",
                    f"{MOTTO}\nThành phố Hồ Chí Minh, ngày 22 tháng 01 năm 2024",
                ]
            ],
            "KẾ HOẠCH\nRà soát, đánh giá thủ tục hành chính năm 2024\nCăn cứ Kế hoạch số"
            " 9/KH-UBND;\n",
            [
                [
                    "Nơi nhận:\n- UBND TP;\n- Lưu: VT.",
                    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nBùi Thị Ngọc Hiếu",
                ]
            ],
        ),
        {
            "doc_type": "KẾ HOẠCH",
            "number": "101",
            "symbol": "KH-SDL",
            "place": "Thành phố Hồ Chí Minh",
            "date": "2024-01-22",
            "issuing_body": "Sở Du lịch",
            "department": "Sở Du lịch",
            "province": "Hồ Chí Minh",
            "title": "Rà soát, đánh giá thủ tục hành chính năm 2024",
            "signer": "Bùi Thị Ngọc Hiếu",
            "signer_title": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
            "recipients": ["UBND TP;", "Lưu: VT."],
        },
    ),
)
