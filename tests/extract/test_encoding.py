from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.encoding import decode_tcvn3, decode_text, everyday_share
from extract.errors import UnreadableError

PHRASE = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam. Báo cáo kết quả thực hiện công tác cải cách hành "
    "chính của cơ quan, đơn vị trong quý; số thủ tục được giải quyết đúng thời hạn."
)
HIGH = {decode_tcvn3(bytes([b])): b for b in range(0x80, 0x100)}


def tcvn3(text: str) -> bytes:
    return bytes(ord(c) if c.isascii() else HIGH[c] for c in text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_as_nfc(encoding: str) -> None:
    decoded = decode_text(unicodedata.normalize("NFD", PHRASE).encode(encoding))
    assert decoded.text == PHRASE
    assert not decoded.legacy


def test_utf16_without_a_mark() -> None:
    assert decode_text(PHRASE.encode("utf-16-le")).text == PHRASE


def test_tcvn3_bytes_are_converted_and_said_to_be_legacy() -> None:
    decoded = decode_text(tcvn3(PHRASE))
    assert (decoded.text, decoded.encoding, decoded.legacy) == (PHRASE, "tcvn3", True)


def test_tcvn3_that_went_through_a_western_code_page() -> None:
    masked = tcvn3(PHRASE).decode("cp1252")
    decoded = decode_text(masked.encode("utf-8"))
    assert decoded.text == PHRASE
    assert decoded.legacy


def test_windows_1258() -> None:
    parts = []
    for char in unicodedata.normalize("NFC", PHRASE):
        stripped = unicodedata.normalize("NFD", char)
        tone = [c for c in stripped if c in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(c for c in stripped if c not in tone))
        parts.append(base + "".join(tone))
    decoded = decode_text("".join(parts).encode("cp1258"))
    assert (decoded.text, decoded.encoding) == (PHRASE, "cp1258")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\x00\x01\x02\x03" * 20, "not_text"),
        (b"\xff\xfe\x00", "not_text"),
        (bytes(range(0x80, 0x100)) * 3, "unknown_encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode_text(data)
    assert caught.value.code == code
    assert caught.value.advice


def test_plain_ascii_and_foreign_text_stay_as_they_are() -> None:
    assert decode_text(b"plain ascii text").text == "plain ascii text"
    assert decode_text("déjà vu à côté".encode()).encoding == "utf-8"
    assert everyday_share("") == 0.0


@given(st.binary(max_size=400))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        decoded = decode_text(data)
    except UnreadableError:
        return
    assert unicodedata.is_normalized("NFC", decoded.text)


VNI = (
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Baùo caùo keát quaû thöïc hieän coâng taùc caûi "
    "caùch haønh chính cuûa cô quan, ñôn vò trong quyù; soá thuû tuïc ñöôïc giaûi quyeát ñuùng "
    "thôøi haïn."
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_vni_without_its_font(encoding: str) -> None:
    decoded = decode_text(VNI.encode(encoding))
    assert (decoded.text, decoded.legacy) == (PHRASE, True)
    assert decoded.encoding.startswith("vni")
