"""A download that broke off says so, and what can be opened of it is read and held."""

from __future__ import annotations

import pytest

from contracts.layouts import project_layouts
from extract.errors import UnreadableError
from extract.pdf.cut_off import is_cut_off
from tests.extract.pdf.samples import read_bytes, table_page
from tests.extract.pdf.writer import pdf
from transform.holds import holds_of
from transform.read import read

WHOLE = pdf([table_page(), table_page()])


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_file_without_its_end_is_told_as_such(share: float) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(WHOLE[: int(share * len(WHOLE))])
    assert (caught.value.code, caught.value.outcome) == ("truncated", "rejected")
    assert "anew" in caught.value.advice


def test_a_file_whose_later_part_broke_off_is_read_and_held() -> None:
    document = read_bytes(WHOLE + b"99 0 obj\n<< /Length 900000 >>\nstream\n" + b"q Q\n" * 40_000)
    assert len(list(document.fragments())) == 2
    assert [note.code for note in document.notes] == ["cut_off"]
    assert any("cut off" in why for why in holds_of(read(document, project_layouts())))


def test_what_stands_behind_the_end_of_a_file_does_not_matter() -> None:
    assert not is_cut_off(WHOLE)
    assert not is_cut_off(WHOLE + b"<!-- sent by a scanner -->")
    assert not is_cut_off(WHOLE + bytes(200_000))
