"""Invented prose for the bodies of reports, plans and letters, and the acts they cite.

The acts are real; every sentence around them is made up.
"""

from __future__ import annotations

import datetime as dt
from random import Random

from .model import Citation

NATIONAL_ACTS = (
    ("Nghị quyết", "76/NQ-CP", "2021-07-15", "của Chính phủ"),
    ("Chỉ thị", "23/CT-TTg", "2021-09-02", "của Thủ tướng Chính phủ"),
    ("Quyết định", "468/QĐ-TTg", "2021-03-27", "của Thủ tướng Chính phủ"),
    ("Quyết định", "766/QĐ-TTg", "2022-06-23", "của Thủ tướng Chính phủ"),
    ("Nghị định", "61/2018/NĐ-CP", "2018-04-23", "của Chính phủ"),
    ("Nghị định", "107/2021/NĐ-CP", "2021-12-06", "của Chính phủ"),
    ("Nghị định", "45/2020/NĐ-CP", "2020-04-08", "của Chính phủ"),
    ("Nghị định", "42/2022/NĐ-CP", "2022-06-24", "của Chính phủ"),
    ("Nghị định", "09/2019/NĐ-CP", "2019-01-24", "của Chính phủ"),
    ("Thông tư", "01/2020/TT-VPCP", "2020-10-21", "của Văn phòng Chính phủ"),
)
REPORT_SECTIONS = (
    (
        "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        (
            "Ngay từ đầu kỳ, lãnh đạo đơn vị đã giao việc cho từng phòng, gắn với hạn hoàn thành.",
            "Các cuộc họp giao ban đều dành thời gian rà lại những đầu việc còn chậm.",
            "Tin, bài về cải cách hành chính được đăng đều đặn trên trang thông tin của đơn vị.",
        ),
    ),
    (
        "KẾT QUẢ THỰC HIỆN",
        (
            "Danh mục thủ tục niêm yết tại nơi tiếp nhận được thay mới khi có công bố.",
            "Người dân có thể theo dõi tình trạng hồ sơ của mình qua mã tra cứu in trên giấy hẹn.",
            "Việc sắp xếp các phòng bám sát đề án đã được cấp có thẩm quyền thông qua.",
            "Chữ ký số được dùng cho gần như toàn bộ văn bản đi.",
        ),
    ),
    (
        "ĐÁNH GIÁ CHUNG",
        (
            "Nề nếp làm việc có chuyển biến, số việc phải nhắc lại giảm so với kỳ trước.",
            "Đường truyền giữa các hệ thống đôi lúc còn chậm nên hồ sơ đồng bộ chưa kịp thời.",
            "Một số cán bộ mới nhận việc chưa quen phần mềm, cần được kèm thêm.",
        ),
    ),
    (
        "PHƯƠNG HƯỚNG KỲ TỚI",
        (
            "Hoàn thành nốt các đầu việc còn lại, không để dồn sang quý sau.",
            "Mời thêm doanh nghiệp góp ý về mẫu đơn và thời gian giải quyết.",
        ),
    ),
)
PLAN_SECTIONS = (
    (
        "MỤC ĐÍCH, YÊU CẦU",
        (
            "Cụ thể hóa nhiệm vụ được giao, rõ người, rõ việc, rõ thời hạn.",
            "Lấy mức độ hài lòng của người dân làm căn cứ đánh giá cuối năm.",
        ),
    ),
    (
        "NỘI DUNG",
        (
            "Bảng phân công chi tiết nêu tại phần phụ lục.",
            "Từng đầu việc có một cơ quan chịu trách nhiệm chính, các cơ quan khác cùng tham gia.",
        ),
    ),
    (
        "TỔ CHỨC THỰC HIỆN",
        (
            "Thủ trưởng các đơn vị chủ động bố trí người và phương tiện.",
            "Văn phòng theo dõi tiến độ và gửi thông báo nhắc việc vào ngày làm việc cuối tháng.",
        ),
    ),
)
CLOSINGS = (
    "Trên đây là nội dung báo cáo, kính gửi cơ quan cấp trên xem xét./.",
    "Trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về Văn phòng./.",
)
RECIPIENTS = (
    "Sở Nội vụ (b/c);",
    "Lãnh đạo đơn vị;",
    "Các phòng, đơn vị trực thuộc;",
    "Cổng thông tin điện tử;",
    "Thường trực HĐND tỉnh;",
    "Các thành viên Ban Chỉ đạo;",
)
ARCHIVE = ("Lưu: VT.", "Lưu: VT, VP.", "Lưu: VT, CCHC (03b).", "Lưu: VT, TH")


def printed_date(rng: Random, iso: str) -> str:
    """Return a date as the text may print it."""
    day = dt.date.fromisoformat(iso)
    padded = f"{day.day:02d}/{day.month:02d}/{day.year}"
    usual = f"{day.day:02d}/{day.month}/{day.year}"
    words = f"{day.day:02d} tháng {day.month} năm {day.year}"
    return rng.choice((padded, usual, usual, words))


def national_citations(rng: Random, count: int, year: int) -> list[Citation]:
    """Return `count` different real acts that existed by the start of `year`."""
    fit = [act for act in NATIONAL_ACTS if act[2] < f"{year}-01-01"]
    chosen = rng.sample(fit, min(count, len(fit)))
    return [
        Citation(kind, symbol, day, f"{kind} số {symbol} ngày {printed_date(rng, day)} {giver}")
        for kind, symbol, day, giver in chosen
    ]


def local_citation(rng: Random, province_board: str, year: int) -> Citation:
    """Return an invented plan of the province for `year`."""
    number = rng.randint(110, 480)
    day = dt.date(year - 1, 12, rng.randint(5, 30)).isoformat()
    symbol = f"{number}/KH-UBND"
    phrase = f"Kế hoạch số {symbol} ngày {printed_date(rng, day)} của {province_board}"
    return Citation("Kế hoạch", symbol, day, phrase)


def letter_citation(rng: Random, year: int, asker: str) -> Citation:
    """Return an invented letter of `asker`, the body that wants the report."""
    symbol = f"{rng.randint(120, 980)}/{'SNV' if asker == 'Sở Nội vụ' else 'BNV'}-CCHC"
    day = dt.date(year, 1, rng.randint(4, 28)).isoformat()
    phrase = f"Công văn số {symbol} ngày {printed_date(rng, day)} của {asker}"
    return Citation("Công văn", symbol, day, phrase)


def body_text(rng: Random, kind: str, citations: list[Citation]) -> list[str]:
    """Return the paragraphs of a body with each citation once; `kind` is report or plan."""
    sections = REPORT_SECTIONS if kind == "report" else PLAN_SECTIONS
    mark = rng.choice(("### **{}**", "## **{}**", "**{}**", "{}"))
    waiting = list(citations)
    lines: list[str] = []
    for number, (title, sentences) in enumerate(sections, start=1):
        lines += [mark.format(f"{'I' * number if number < 4 else 'IV'}. {title}"), ""]
        for sentence in rng.sample(sentences, rng.randint(1, len(sentences))):
            lines += [*_over_pages(rng, _sentence(rng, sentence, waiting)), ""]
    for citation in waiting:
        lines += [f"- Việc triển khai {citation.phrase} được duy trì thường xuyên.", ""]
    closing = CLOSINGS[0] if kind == "report" else CLOSINGS[1]
    return [*lines, closing, ""]


def _sentence(rng: Random, sentence: str, waiting: list[Citation]) -> str:
    if waiting and rng.random() < 0.4:
        citation = waiting.pop()
        return f"- {sentence} Căn cứ là {citation.phrase}."
    return f"- {sentence}" if rng.random() < 0.7 else sentence


def _over_pages(rng: Random, sentence: str) -> list[str]:
    """Break a sentence in two paragraphs now and then, as a page break in the middle does."""
    words = sentence.split(" ")
    if "Căn cứ" in sentence or rng.random() > 0.12:
        return [sentence]
    at = len(words) // 2
    return [" ".join(words[:at]), "", " ".join(words[at:])]


def recipients(rng: Random) -> list[str]:
    """Return the list under "Nơi nhận", the archive last."""
    chosen = rng.sample(RECIPIENTS, rng.randint(1, 3))
    return [*chosen, rng.choice(ARCHIVE)]
