"""Invented tasks of reform plans: what is to be done, by whom, until when, what comes out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Area:
    """One reform area: section titles, goals and tasks with their results."""

    titles: tuple[str, ...]
    goals: tuple[str, ...]
    tasks: tuple[tuple[str, str], ...]


AREAS = (
    Area(
        ("Công tác chỉ đạo, điều hành", "Chỉ đạo điều hành cải cách hành chính"),
        ("Việc được giao có người chịu trách nhiệm đến cùng", "Nắm chắc tiến độ từng tháng"),
        (
            ("Ban hành kế hoạch năm của đơn vị và giao việc đến từng phòng", "Kế hoạch"),
            ("Họp kiểm điểm tiến độ cùng trưởng các phòng", "Biên bản họp; thông báo kết luận"),
            (
                "Kiểm tra việc thực hiện tại ít nhất 30% đơn vị trực thuộc, chú trọng nơi còn"
                " nhiều hồ sơ chậm",
                "Báo cáo kiểm tra gửi lãnh đạo - kèm danh sách việc cần khắc phục",
            ),
            ("Gắn kết quả cải cách với bình xét thi đua cuối năm", "Hướng dẫn chấm điểm"),
            ("Soạn tài liệu hỏi đáp phát tại nơi tiếp nhận hồ sơ", "Tờ gấp, video ngắn"),
            (
                "Tổ chức cuộc thi tìm hiểu về cải cách hành chính cho công chức trẻ (vòng cơ sở"
                " và vòng chung kết)",
                "Kế hoạch; thể lệ; báo cáo tổng kết cuộc thi",
            ),
        ),
    ),
    Area(
        ("Cải cách thể chế", "Xây dựng và rà soát thể chế"),
        ("Văn bản ban hành dễ hiểu, dễ làm", "Không còn văn bản chồng chéo"),
        (
            ("Lập danh mục văn bản hết hiệu lực trong lĩnh vực quản lý", "Danh mục, Tờ trình"),
            ("Lấy ý kiến doanh nghiệp trước khi trình dự thảo quy định mới", "Bản tổng hợp ý kiến"),
            (
                "Theo dõi tình hình thi hành pháp luật trong lĩnh vực trọng tâm, tập trung vào"
                " các quy định người dân hay phản ánh là khó thực hiện",
                "Báo cáo kết quả theo dõi",
            ),
            ("Tự kiểm tra văn bản do đơn vị tham mưu", "Kết luận tự kiểm tra"),
            ("Sửa các quy định nội bộ không còn phù hợp", "Quyết định sửa đổi, bãi bỏ"),
        ),
    ),
    Area(
        ("Cải cách thủ tục hành chính", "Kiểm soát thủ tục hành chính"),
        (
            "Ít nhất 95% hồ sơ trả trước hoặc đúng hạn",
            "Giảm tối thiểu 20% thời gian đi lại của người dân",
        ),
        (
            ("Chuẩn hóa bộ mẫu đơn, bỏ các ô thông tin đã có trong cơ sở dữ liệu", "Bộ mẫu mới"),
            (
                "Công khai đầy đủ phí, lệ phí và thời hạn của từng thủ tục tại nơi tiếp nhận và"
                " trên Cổng Dịch vụ công của tỉnh",
                "Bảng niêm yết; chuyên mục trên Cổng",
            ),
            ("Đánh giá tác động của thủ tục trong dự thảo quy định", "Biểu mẫu đánh giá"),
            ("Gửi thư xin lỗi khi trả kết quả chậm", "Thư xin lỗi, sổ theo dõi"),
            (
                "Rà soát nhóm thủ tục có nhiều hồ sơ nhất, đề xuất cắt bớt giấy tờ và rút ngắn"
                " thời gian",
                "Phương án đơn giản hóa trình Chủ tịch UBND tỉnh",
            ),
            ("Trả lời phản ánh của người dân đúng hạn đạt 100%", "Văn bản trả lời"),
            ("Số hóa kết quả còn hiệu lực, phấn đấu đạt trên 70%", "Kho dữ liệu kết quả"),
        ),
    ),
    Area(
        ("Cải cách tổ chức bộ máy", "Sắp xếp tổ chức bộ máy hành chính"),
        ("Bộ máy gọn, không chồng việc", "Mỗi việc chỉ giao một đơn vị chủ trì"),
        (
            ("Sửa quy định chức năng của các phòng sau sắp xếp", "Quyết định của Giám đốc"),
            (
                "Rà số lượng cấp phó, xây dựng lộ trình giảm ở nơi còn vượt so với quy định",
                "Đề án; lộ trình",
            ),
            ("Phân cấp thêm cho đơn vị trực thuộc", "Danh mục việc phân cấp"),
            ("Đánh giá hoạt động của đơn vị sự nghiệp - kể cả đơn vị tự chủ", "Báo cáo đánh giá"),
        ),
    ),
    Area(
        ("Cải cách chế độ công vụ", "Nâng cao chất lượng đội ngũ"),
        ("Bố trí đúng người, đúng vị trí", "100% công chức mới được tập huấn kỹ năng tiếp dân"),
        (
            ("Cập nhật bản mô tả công việc của từng vị trí", "Bản mô tả được duyệt"),
            ("Mở lớp kỹ năng giao tiếp cho người trực tiếp nhận hồ sơ", "02 lớp tập huấn"),
            (
                "Luân chuyển công chức ở vị trí tiếp xúc nhiều với doanh nghiệp theo định kỳ,"
                " thông báo trước cho người được chuyển",
                "Quyết định luân chuyển",
            ),
            ("Kiểm tra đột xuất giờ giấc, thái độ phục vụ", "Biên bản kiểm tra"),
            ("Cập nhật hồ sơ công chức trên phần mềm", "Dữ liệu đầy đủ, sạch"),
        ),
    ),
    Area(
        ("Cải cách tài chính công", "Quản lý tài chính, tài sản công"),
        ("Chi đúng, chi đủ, công khai", "Giải ngân đạt từ 95% kế hoạch trở lên"),
        (
            ("Sửa quy chế chi tiêu nội bộ, lấy ý kiến toàn cơ quan", "Quy chế"),
            ("Công khai dự toán và quyết toán", "Thông báo công khai"),
            (
                "Giao quyền tự chủ cho đơn vị sự nghiệp đủ điều kiện, hướng dẫn lập phương án"
                " cho năm sau",
                "Quyết định giao tự chủ",
            ),
            ("Kiểm kê tài sản, xử lý tài sản không còn dùng", "Biên bản kiểm kê"),
        ),
    ),
    Area(
        ("Xây dựng chính quyền điện tử, chính quyền số", "Chuyển đổi số"),
        ("Tối thiểu 80% hồ sơ nộp trực tuyến", "Dữ liệu dùng chung, không nhập lại"),
        (
            ("Nâng cấp trang thông tin để dùng được trên điện thoại", "Trang thông tin mới"),
            (
                "Hỗ trợ người cao tuổi nộp hồ sơ trực tuyến tại nhà văn hóa - phối hợp cùng Tổ"
                " công nghệ số cộng đồng",
                "Lịch hỗ trợ; số lượt người được hướng dẫn",
            ),
            ("Kết nối phần mềm chuyên ngành với kho dữ liệu của tỉnh", "Biên bản kết nối"),
            ("Ký số toàn bộ văn bản đi, trừ văn bản mật", "Báo cáo tỷ lệ ký số"),
            ("Thanh toán trực tuyến phí, lệ phí đạt ít nhất 60%", "Số liệu từ Cổng"),
            ("Diễn tập ứng cứu sự cố mạng", "Kịch bản, báo cáo diễn tập"),
        ),
    ),
)
LEADS = {
    "department": (
        "Văn phòng Sở",
        "Thanh tra Sở",
        "Phòng Tổ chức - Hành chính",
        "Phòng Kế hoạch - Tài chính",
        "Trung tâm trực thuộc Sở",
    ),
    "board": (
        "Sở Nội vụ",
        "Sở Tư pháp",
        "Sở Tài chính",
        "Văn phòng UBND tỉnh",
        "Các sở, ban, ngành; UBND cấp huyện",
    ),
    "district": (
        "Phòng Nội vụ",
        "Văn phòng HĐND và UBND huyện",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Tư pháp",
        "UBND các xã, thị trấn",
    ),
}
PARTNERS = {
    "department": (
        "Các phòng, đơn vị thuộc Sở",
        "Văn phòng Sở; các phòng chuyên môn",
        "- Thanh tra Sở;\n- Các đơn vị trực thuộc;\n- Công đoàn cơ quan.",
        "",
    ),
    "board": (
        "Các sở, ban, ngành, UBND cấp huyện và các cơ quan có liên quan",
        "Sở Tư pháp, Sở Tài chính",
        "Báo của tỉnh, Đài Phát thanh - Truyền hình tỉnh",
        "- Sở Nội vụ;\n- Sở Tài chính;\n- UBND các huyện, thành phố.",
        "",
    ),
    "district": (
        "Các phòng, ban chuyên môn; UBND các xã, thị trấn",
        "Trung tâm Văn hóa - Thông tin và Thể thao",
        "Ủy ban Mặt trận Tổ quốc và các đoàn thể huyện",
        "",
    ),
}
FIELDS = (
    "trong lĩnh vực đất đai",
    "đối với lĩnh vực xây dựng",
    "trong lĩnh vực đăng ký kinh doanh",
    "đối với hồ sơ hộ tịch",
    "ở khối đơn vị sự nghiệp",
    "đối với người có công",
    "trong lĩnh vực giao thông",
)
FUNDING = ("Ngân sách tỉnh", "Kinh phí tự chủ", "Không", "Nguồn chi thường xuyên", "")
NOTES = ("Việc chuyển tiếp từ năm trước", "", "", "", "Trọng tâm", "Báo cáo lãnh đạo hằng quý")
PEOPLE = ("Giám đốc", "Phó Giám đốc phụ trách", "Chánh Văn phòng", "Trưởng phòng")
EVIDENCE = ("Văn bản kèm theo", "Ảnh chụp màn hình", "Biên bản có chữ ký", "")


def deadline(rng: Random, year: int) -> str:
    """Return a deadline in one of the forms plans use."""
    month = rng.randint(2, 12)
    before = dt.date(year, month, rng.randint(5, 28))
    return rng.choice(
        (
            f"Tháng {month:02d}/{year}",
            f"Tháng {month}/{year}",
            f"Quý {rng.choice(('I', 'II', 'III', 'IV'))}/{year}",
            f"Quý {rng.choice(('I-II', 'III-IV'))}/{year}",
            f"Trước ngày {before.day:02d}/{before.month}/{year}",
            f"{before.day:02d}/{before.month:02d}/{year}",
            f"Năm {year}",
            f"Trong năm {year}",
            "Thường xuyên",
            "Hàng quý",
            "Hàng tháng, quý, năm hoặc đột xuất",
            "Khi có hướng dẫn của cơ quan cấp trên",
            "Theo kế hoạch của UBND tỉnh",
            f"Từ tháng 3 đến tháng 9/{year}",
            "Trong thời gian 10 ngày kể từ ngày nhận được yêu cầu",
            "",
        )
    )
