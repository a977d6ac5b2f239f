from __future__ import annotations

import pytest

from extract.document import Source
from extract.errors import UnreadableError
from extract.pdf import read_pdf
from extract.settings import ReadSettings
from tests.extract.pdf.locked import locked
from tests.extract.pdf.samples import READ, table_page, tables
from tests.extract.pdf.writer import pdf

SOURCE = Source("a.pdf", "0" * 64, "application/pdf", 1)


@pytest.fixture(scope="module")
def data() -> bytes:
    return locked(pdf([table_page()]), "chìa khóa 7")


def test_a_locked_file_is_held_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data, SOURCE)
    assert (caught.value.code, caught.value.outcome) == ("password", "held")
    assert "--password-file" in caught.value.advice


def test_passwords_are_tried_in_turn(data: bytes) -> None:
    document = read_pdf(data, SOURCE, ReadSettings(("nhầm", "chìa khóa 7")))
    assert tables(document) == [READ]


def test_passwords_that_do_not_fit_leave_the_file_held_and_are_not_told(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data, SOURCE, ReadSettings(("Nhầm-1", "Nhầm-2")))
    assert caught.value.code == "password"
    assert "Nhầm" not in str(caught.value)
    assert "None of the passwords" in caught.value.message


def test_settings_do_not_print_passwords() -> None:
    assert "chìa" not in repr(ReadSettings(("chìa khóa",)))


def test_passwords_leave_an_open_file_as_it_is() -> None:
    document = read_pdf(pdf([table_page()]), SOURCE, ReadSettings(("x",)))
    assert tables(document) == [READ]
