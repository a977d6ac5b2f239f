"""Who issues a document: provinces and departments from the catalogue, districts and names.

Names of agencies, provinces and districts are facts; the people are invented.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from contracts.catalogue import Agency, Province, agencies, provinces

DISTRICTS = (
    ("huyện", "Đức Trọng", "Lâm Đồng"),
    ("huyện", "Krông Năng", "Đắk Lắk"),
    ("huyện", "Tam Nông", "Đồng Tháp"),
    ("huyện", "Quỳnh Nhai", "Sơn La"),
    ("huyện", "Bình Gia", "Lạng Sơn"),
    ("huyện", "Vĩnh Thuận", "Kiên Giang"),
    ("huyện", "Cao Phong", "Hòa Bình"),
    ("huyện", "Hàm Tân", "Bình Thuận"),
    ("thị xã", "Phước Long", "Bình Phước"),
    ("thành phố", "Sa Đéc", "Đồng Tháp"),
    ("thành phố", "Tam Điệp", "Ninh Bình"),
    ("huyện", "Hương Khê", "Hà Tĩnh"),
)
_LEFT_OUT = ("UBND_TINH", "CT_UBND", "HDND", "TTPVHCC", "CAT", "CT", "BHXH", "TTT", "BQLKCN")
_NO_LETTER_CASE = ("Hồ Chí Minh", "Hà Nội", "Bà Rịa - Vũng Tàu")
_FAMILY = ("Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Ngô", "Dương", "Nông", "H'Mông Y", "Lý", "Đỗ")
_MIDDLE = ("Thị Minh", "Văn", "Hữu", "Thanh", "Quang", "Thị", "Đình", "Ngọc", "Xuân", "Bảo")
_GIVEN = ("Hòa", "Thuỷ", "Lâm", "Khánh", "Tuấn", "Hương", "Dũng", "Yến", "Phúc", "Quyên", "Sáu")


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body: how it is printed over the number and how the answer names it.

    `lines` are the letterhead lines of its side, `unit` what the body is called in the text.
    """

    level: str
    issuing_body: str
    department: str | None
    symbol: str
    province: str
    province_title: str
    place: str
    lines: tuple[str, ...]
    unit: str

    @property
    def province_board(self) -> str:
        """Return the provincial People's Committee as the text calls it."""
        return f"UBND {self.province_title}"


def person(rng: Random) -> str:
    """Return an invented name."""
    family = rng.choice([name for name in _FAMILY if " " not in name])
    return f"{family} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"


def _province_title(province: Province) -> str:
    return f"{province.type} {province.name}"


def _pick_province(rng: Random, day: dt.date) -> Province:
    fit = [p for p in provinces() if p.is_valid_on(day) and p.name not in _NO_LETTER_CASE]
    return rng.choice(fit)


def _is_open(agency: Agency, day: dt.date) -> bool:
    begun = agency.valid_from is None or agency.valid_from <= day
    return begun and (agency.valid_to is None or day <= agency.valid_to)


def _department_agencies(day: dt.date) -> list[Agency]:
    return [
        agency
        for agency in agencies()
        if agency.level == "province" and agency.code not in _LEFT_OUT and _is_open(agency, day)
    ]


def department(rng: Random, day: dt.date, code: str | None = None) -> Body:
    """Return a department of a province as both stood on `day`; `code` asks for one."""
    province = _pick_province(rng, day)
    fit = [a for a in _department_agencies(day) if code is None or a.code == code]
    agency = rng.choice(fit)
    title = _province_title(province)
    if agency.code == "VPUBND":
        name = f"Văn phòng UBND {province.type}"
        issuing, symbol = f"Văn phòng UBND {title}", rng.choice(("VP", "VPUBND"))
    else:
        name = issuing = agency.name
        symbol = agency.symbol
    return Body(
        level="department",
        issuing_body=issuing,
        department=name,
        symbol=symbol,
        province=province.name,
        province_title=title,
        place=province.name,
        lines=(f"UBND {title}".upper(), name.upper()),
        unit=name,
    )


def province_board(rng: Random, day: dt.date) -> Body:
    """Return the People's Committee of a province."""
    province = _pick_province(rng, day)
    title = _province_title(province)
    return Body(
        level="province",
        issuing_body=f"UBND {title}",
        department=None,
        symbol="UBND",
        province=province.name,
        province_title=title,
        place=province.name,
        lines=("ỦY BAN NHÂN DÂN", title.upper()),
        unit=f"UBND {province.type}",
    )


def district_board(rng: Random) -> Body:
    """Return the People's Committee of a district, as they stood until 30/6/2025."""
    kind, name, province = rng.choice(DISTRICTS)
    return Body(
        level="district",
        issuing_body=f"UBND {kind} {name}",
        department=None,
        symbol="UBND",
        province=province,
        province_title=f"tỉnh {province}",
        place=name,
        lines=(f"UBND TỈNH {province.upper()}", f"UBND {kind.upper()} {name.upper()}"),
        unit=f"UBND {kind}",
    )


def joint(rng: Random, day: dt.date) -> Body:
    """Return two departments of one province that sign together."""
    first = department(rng, day, "SNV")
    second = department(rng, day, "STC")
    name = f"{first.unit} - {second.unit}"
    return Body(
        level="joint",
        issuing_body=name,
        department=name,
        symbol=f"{first.symbol}-{second.symbol}",
        province=first.province,
        province_title=first.province_title,
        place=first.place,
        lines=(first.lines[0], f"{first.lines[1]} - {second.lines[1]}"),
        unit=name,
    )


def signature(rng: Random, body: Body) -> tuple[tuple[str, ...], str]:
    """Return the lines of authority and post, and the signer's name."""
    posts: dict[str, tuple[tuple[str, ...], ...]] = {
        "department": (
            ("GIÁM ĐỐC",),
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            ("KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        ),
        "office": (("CHÁNH VĂN PHÒNG",), ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        "board": (
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        "committee": (("TRƯỞNG BAN",), ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
    }
    return rng.choice(posts[_post_group(body)]), person(rng)


def _post_group(body: Body) -> str:
    if body.level in {"province", "district"}:
        return "board"
    if body.unit.startswith("Văn phòng"):
        return "office"
    return "committee" if body.unit.startswith("Ban") else "department"
