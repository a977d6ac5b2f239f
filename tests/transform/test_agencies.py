"""Agencies in plan cells: splitting, open sets, and codes of the catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.agency_wording import agency_names
from contracts.catalogue import agencies
from transform.agencies import name_key, parse_agencies, resolve_agency, resolve_issuer

PLANS = Path(__file__).parents[3] / "shared" / "seeds"
ENOUGH = 0.97


def _keys(cell: str) -> list[str | None]:
    return [mention.key for mention in parse_agencies(cell)]


def _texts(cell: str) -> list[str]:
    return [mention.text for mention in parse_agencies(cell)]


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        ("Sở Nội vụ", ["SNV"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["SVHTTDL"]),
        ("Sở Văn hoá, Thể thao & Du lịch; Sở Tài nguyên và Môi trường", ["SVHTTDL", "STNMT"]),
        ("Sở Tài chính, Sở Lao động - Thương binh và Xã hội", ["STC", "SLDTBXH"]),
        ("Sở Lao động, Thương binh và Xã hội, Sở Nội vụ", ["SLDTBXH", "SNV"]),
        ("Các Sở: Nội vụ, Tài chính, Kế hoạch và Đầu tư", ["SNV", "STC", "SKHDT"]),
        ("Các sở: Tài chính; Xây dựng; Y tế", ["STC", "SXD", "SYT"]),
        ("Sở Nội vụ, Tài chính và Tư pháp", ["SNV", "STC", "STP"]),
        ("Sở Nội vụ, các Sở: Tài chính, Y tế", ["SNV", "STC", "SYT"]),
        ("UBND cấp huyện, cấp xã", ["UBND_HUYEN", "UBND_XA"]),
        ("UBND các huyện, thị xã, thành phố", ["UBND_HUYEN"]),
        ("UBND các xã, phường, đặc khu", ["UBND_XA"]),
        ("UBND tỉnh, Sở Nội vụ", ["UBND_TINH", "SNV"]),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", ["VPDDBQH"]),
        ("Báo và Phát thanh, Truyền hình tỉnh", ["BAOPTTH"]),
        ("Văn phòng UBND tỉnh (Trung tâm Công báo – Tin học), Sở Y tế", ["VPUBND", "SYT"]),
        ("Văn phòng UBND tỉnh là đầu mối theo dõi, tổng hợp", ["VPUBND"]),
        ("- Sở Nội vụ\n- Sở Tài chính", ["SNV", "STC"]),
        ("Sở Thông tin và\nTruyền thông\nSở Nội vụ", ["STTTT", "SNV"]),
        ("Sở, ban ngành tỉnh UBND tỉnh, UBND cấp xã", [None, "UBND_TINH", "UBND_XA"]),
        ("Sở Tài chính và các cơ quan, đơn vị có liên quan", ["STC", None]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị; Sở Xây dựng", [None, "SXD"]),
        ("Văn phòng HĐND và UBND huyện", [None]),
        ("", []),
        ("-", []),
        ("Như trên", []),
        ("1. Sở Nội vụ 2. Sở Tài chính", ["SNV", "STC"]),
        ("Sở KH&CN và Sở TT&TT", ["SKHCN", "STTTT"]),
        ("Đài PT-TH tỉnh, Báo tỉnh", ["DPTTH", "BAO"]),
        ("Thanh tra tỉnh/Sở Nội vụ", ["TTT", "SNV"]),
    ],
)
def test_splits_and_resolves(cell: str, keys: list[str | None]) -> None:
    assert _keys(cell) == keys


@pytest.mark.parametrize(
    "cell",
    ["Sở, ban, ngành tỉnh", "Sở, Ban, ngành tỉnh", "Các phòng, ban, đơn vị",
     "Các cơ quan, tổ chức khác có liên quan", "Cơ quan, đơn vị có liên quan",
     "Các đơn vị thuộc và trực thuộc Sở", "Các sở, ban, ngành và địa phương",
     "Toàn thể cán bộ, công chức, viên chức trong sở", "Phòng chuyên môn thuộc Sở",
     "Các Phòng Chuyên môn", "các bộ, ngành", "Các huyện, thị xã, thành phố"],
)  # fmt: skip
def test_an_open_set_is_one(cell: str) -> None:
    mentions = parse_agencies(cell)
    assert [(m.text, m.key, m.open_set) for m in mentions] == [(cell, None, True)]


@pytest.mark.parametrize(
    "cell",
    ["Bộ phận Một cửa", "Ban chỉ đạo CCHC tỉnh", "Hội đồng thi đua", "Phòng HCTC-QTTV",
     "Văn phòng Sở", "Thanh tra", "Nhà khách tỉnh", "Trung tâm tin học", "Công an cấp huyện"],
)  # fmt: skip
def test_a_body_of_its_own_outside_the_catalogue(cell: str) -> None:
    assert [(m.text, m.key, m.open_set) for m in parse_agencies(cell)] == [(cell, None, False)]


def test_what_the_cell_leaves_out_is_completed() -> None:
    assert _texts("UBND cấp huyện, cấp xã") == ["UBND cấp huyện", "UBND cấp xã"]
    assert _texts("Bộ phận Một cửa cấp tỉnh; cấp huyện") == [
        "Bộ phận Một cửa cấp tỉnh",
        "Bộ phận Một cửa cấp huyện",
    ]
    assert _texts("Các Phòng: Nội vụ, Tư pháp") == ["Phòng Nội vụ", "Phòng Tư pháp"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sở TT&TT", "STTTT"),
        ("Sở Thông tin truyền thông", "STTTT"),
        ("SỞ NỘI VỤ", "SNV"),
        ("VP UBND tỉnh", "VPUBND"),
        ("VPUBND", "VPUBND"),
        ("Văn phòng Uỷ ban nhân dân tỉnh", "VPUBND"),
        ("Sở KH&ĐT", "SKHDT"),
        ("SKHĐT", "SKHDT"),
        ("Sở NN và PTNT", "SNNPTNT"),
        ("Sở Nông nghiệp & PTNT", "SNNPTNT"),
        ("Sở LĐ-TB&XH", "SLDTBXH"),
        ("LĐTBXH", "SLDTBXH"),
        ("Sở VHTTDL", "SVHTTDL"),
        ("Sở Nông nghiệp và Môi trường", "SNNMT"),
        ("Sở Dân tộc và Tôn giáo", "SDTTG"),
        ("Sở Ngoại vụ", "SNGV"),
        ("Uỷ ban nhân dân tỉnh Bắc Kạn", "UBND_TINH"),
        ("UBND thành phố Hà Nội", "UBND_TINH"),
        ("UBND thành phố Thủ Đức", "UBND_HUYEN"),
        ("UBND các huyện, thành phố", "UBND_HUYEN"),
        ("UBND huyện Ba Bể", "UBND_HUYEN"),
        ("UBND phường Tân An", "UBND_XA"),
        ("Sở Nội vụ tỉnh Thừa Thiên Huế", "SNV"),
        ("Báo Bà Rịa-Vũng Tàu", "BAO"),
        ("Thanh tra tỉnh", "TTT"),
        ("Công an tỉnh", "CAT"),
        ("Thanh tra", None),
        ("Công an huyện", None),
        ("Văn phòng UBND huyện", None),
        ("UBND các cấp", None),
        ("Phòng HCTC-QTTV", None),
        ("Sở", None),
        ("VP", None),
    ],
)
def test_resolves_a_name(text: str, key: str | None) -> None:
    assert resolve_agency(text) == key


@pytest.mark.parametrize(
    ("tail", "key"),
    [("SKHĐT", "SKHDT"), ("SKHDT", "SKHDT"), ("UBND", "UBND_TINH"), ("VP", "VPUBND"),
     ("STTTT", "STTTT"), ("STC-VP", "STC"), ("SNV-CCHC", "SNV"), ("BC-SKHĐT", "SKHDT"),
     ("CT-UBND", "UBND_TINH"), ("SNgV", "SNGV"), ("SLĐTB&XH", "SLDTBXH"), ("TTg", "TTG"),
     ("CP", "CP"), ("KH- STTTT", "STTTT"), ("XYZ", None), ("", None)],
)  # fmt: skip
def test_resolves_the_issuer_of_a_symbol(tail: str, key: str | None) -> None:
    assert resolve_issuer(tail) == key


def test_one_key_for_two_spellings() -> None:
    assert name_key("Phòng HCTC-QTTV") == name_key("phòng HCTC&QTTV")
    assert name_key("Phòng Văn hoá") == name_key("Phòng Văn hóa")
    assert name_key("Phòng Nội vụ") != name_key("Phòng Tư pháp")


def test_every_catalogue_name_resolves_to_its_code() -> None:
    for name in agency_names():
        place = {"district": " huyện", "commune": " xã", "province": " tỉnh"}.get(name.tail, "")
        assert resolve_agency(name.name + place) == name.code, name


@pytest.fixture(scope="module")
def plan_cells() -> list[str]:
    """Agency cells of published plans, where they are at hand."""
    if not PLANS.exists():
        pytest.skip("the plans are not here")
    rows = [
        row["cells"]
        for path in PLANS.glob("*.gold.json")
        for table in json.loads(path.read_text(encoding="utf-8"))["tables"]
        for row in table["rows"]
    ]
    words = ("chủ trì", "phối hợp")
    return [
        cell
        for cells in rows
        for column, cell in cells.items()
        if cell and any(word in column.lower() for word in words)
    ]


def test_the_cells_of_real_plans(plan_cells: list[str]) -> None:
    kept = sum(_is_explained(parse_agencies(cell)[0].text, cell) for cell in plan_cells)
    assert kept / len(plan_cells) >= ENOUGH


def _is_explained(text: str, cell: str) -> bool:
    return text in cell and not text.endswith((" và", ","))


_WORDS = st.sampled_from(
    ["Sở", "Nội vụ", "Tài chính", "Văn hóa", "UBND", "tỉnh", "cấp huyện", "cấp xã", "các", "ban",
     "ngành", "và", ",", ";", "(", ")", "- ", "\n", "Phòng", "đơn vị", "có liên quan", "Báo"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=10).map(" ".join)))
def test_any_cell_gives_known_keys_and_no_empty_name(cell: str) -> None:
    codes = {agency.code for agency in agencies()}
    for mention in parse_agencies(cell):
        assert mention.text
        assert mention.key is None or mention.key in codes
        assert not (mention.key and mention.open_set)
    resolve_issuer(cell)


_RESOLVED = st.sampled_from(sorted(n.name for n in agency_names() if n.tail == "any"))


@given(st.lists(_RESOLVED, min_size=1, max_size=4, unique_by=name_key))
def test_names_joined_by_semicolons_come_back(names: list[str]) -> None:
    assert _texts("; ".join(names)) == names
