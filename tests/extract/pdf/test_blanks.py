"""Spaces that are printed one by one, which pdfium overlooks, as browsers print them."""

from __future__ import annotations

import pytest

from extract.pdf import fast_blanks
from extract.pdf.source_fast import FastSource
from tests.extract.pdf.writer import PageWriter, pdf, text_width


def doubts(words: tuple[str, str], gap: float) -> tuple[str, ...]:
    """Return what is doubtful about two words with a space of this width between them."""
    page = PageWriter()
    page.text(50, 300, words[0])
    end = 50 + text_width(words[0], 10)
    page.text(end, 300, " ")
    page.text(end + gap, 300, words[1])
    page.text(50, 320, " ")
    with FastSource(pdf([page])) as source, source.page(1) as data:
        assert data is not None
        assert data.texts == list(words)
        return data.doubts


def test_a_space_of_a_font_that_is_not_in_the_file_is_doubtful() -> None:
    assert doubts(("thủ tục", "hành chính"), 2.8) == ("text_dropped",)


def test_a_space_whose_room_is_seen_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_blanks, "_is_own", lambda _font: True)
    assert doubts(("thủ tục", "hành chính"), 2.8) == ()


def test_a_space_with_hardly_any_room_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_blanks, "_is_own", lambda _font: True)
    assert doubts(("thủ tục", "hành chính"), 0.5) == ("text_dropped",)


def test_room_counts_against_the_letters_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_blanks, "_is_own", lambda _font: True)
    page = PageWriter()
    page.text(50, 300, "thủ tục")
    end = 50 + text_width("thủ tục", 10)
    page.text(end, 300, " ")
    page.text(end + 2.2, 300, "hành chính")
    page.text(300, 300, "to hơn", 16)
    with FastSource(pdf([page])) as source, source.page(1) as data:
        assert data is not None
        assert data.doubts == ()
