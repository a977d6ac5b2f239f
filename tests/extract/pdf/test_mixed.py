"""PDF of text pages and pictures, and pages whose text is not what they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from contracts.layouts import project_layouts
from extract.document import Document, TableFragment
from extract.errors import UnreadableError
from extract.ocr import read as ocr
from extract.settings import ReadSettings
from tests.extract.ocr.pictures import needs_tesseract
from tests.extract.pdf.mixed import HEAD, XS, layer, of_picture, rows, scanned, table_page
from tests.extract.pdf.samples import read, read_bytes, tables, texts
from tests.extract.pdf.writer import PageWriter, grid, pdf
from transform.holds import holds_of
from transform.read import read as read_document
from transform.repair import repaired
from transform.stitch import table_regions

MANY = rows(1, 12)
OTHERS = str.maketrans("156", "778")


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the recogniser of scans look missing."""
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    monkeypatch.setattr("extract.ocr.tesseract.is_installed", lambda: False)


def codes(document: Document) -> list[tuple[str, int | None]]:
    return [(note.code, note.place.page) for note in document.notes]


def fragments(document: Document) -> list[tuple[int | None, str]]:
    return [(f.place.page, f.rows[0][0].backend) for f in document.fragments()]


def pairs(fragment: TableFragment) -> list[tuple[str, str]]:
    """Return row numbers and figures: the fonts here have no marks, so words are no test."""
    return [(row[0].text, row[-1].text) for row in fragment.rows]


def expected(body: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [(row[0], row[-1]) for row in body]


@needs_tesseract
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_scanned_page_is_read_in_its_turn(place: int) -> None:
    parts = [MANY[:4], MANY[4:8], MANY[8:]]
    pages = [table_page(part, head=number == 0) for number, part in enumerate(parts)]
    pages[place] = scanned(pages[place])
    document = read(pages)
    backends = ["ocr" if number == place else "pdfium" for number in range(3)]
    assert fragments(document) == [(1, backends[0]), (2, backends[1]), (3, backends[2])]
    found = [pair for fragment in repaired(document).fragments() for pair in pairs(fragment)]
    assert found[1:] == expected(MANY)
    assert document.notes == ()


@needs_tesseract
def test_a_table_runs_on_from_a_text_page_into_a_scanned_one() -> None:
    pages = [table_page(MANY[:6], head=True), scanned(table_page(MANY[6:]))]
    (region,) = table_regions(repaired(read(pages)), project_layouts()).regions
    assert [(row.texts[0], row.texts[-1]) for row in region.rows] == expected(MANY)
    assert {row.place.page for row in region.rows} == {1, 2}


@needs_tesseract
def test_a_scan_that_is_turned_by_the_file_is_read_upright() -> None:
    upright = scanned(table_page(MANY, head=True), spoilt=False)
    turned = PageWriter((842.0, 595.0), rotate=90)
    turned.parts = ["q 0 595 -842 0 842 0 cm /I0 Do Q"]
    turned.images = upright.images
    first = read([table_page(MANY[:2]), upright])
    second = read([table_page(MANY[:2]), turned])
    assert tables(second) == tables(first)
    boxes = [next(iter(d.blocks[-1].rows))[0].place.box for d in (first, second)]  # type: ignore[union-attr]
    assert boxes[1] == pytest.approx(boxes[0], abs=3)


@pytest.mark.usefixtures("no_reader")
def test_without_a_reader_the_text_pages_are_loaded_and_the_others_held() -> None:
    document = read([table_page(MANY[:4], head=True), scanned(table_page(MANY[4:]))])
    assert [page for page, _ in fragments(document)] == [1]
    assert codes(document) == [("scanned_page", 2)]
    holds = holds_of(read_document(document, project_layouts()))
    (held,) = (sentence for sentence in holds if "page 2" in sentence)
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in held


@pytest.mark.usefixtures("no_reader")
def test_without_a_reader_a_file_of_pictures_is_held() -> None:
    with pytest.raises(UnreadableError) as caught:
        read([scanned(table_page(MANY))])
    assert (caught.value.code, caught.value.outcome) == ("scan_needs_tesseract", "held")


def _no_reading(*_: object) -> None:
    raise AssertionError("a picture without print was read")


def logo() -> PageWriter:
    """Return a page with a small round picture."""
    across = np.hypot(*np.mgrid[-90:90, -90:90])
    pixels = np.where((across < 80) & (across > 60), 60, 255).astype(np.uint8)
    page = PageWriter()
    page.image(pixels, (250, 300, 350, 400))
    return page


def photograph() -> PageWriter:
    """Return a page that is a picture of nothing in particular."""
    y, x = np.mgrid[0:1170, 0:827]
    waves = np.sin(x / 37) + np.sin(y / 53) + np.sin((x + y) / 91)
    return of_picture((128 + 40 * waves).astype(np.uint8))


@pytest.mark.parametrize(("page", "noted"), [(logo, []), (photograph, ["picture_without_print"])])
def test_pictures_without_print_cost_nothing(
    page: Callable[[], PageWriter], noted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "read_page", _no_reading)
    document = read([table_page(MANY), page()])
    assert [code for code, _ in codes(document)] == noted
    assert fragments(document) == [(1, "pdfium")]


@needs_tesseract
def test_a_picture_of_a_table_amid_text_is_read() -> None:
    page = table_page(MANY[:2], head=True)
    page.text(50, 200, "The table above and the picture below", 12)
    page.text(50, 780, "The end of the page is here", 12)
    image = scanned(table_page(MANY[2:8])).images[0]
    page.images = [image]
    page.parts.append("q 357 0 0 505.2 60 70 cm /I0 Do Q")
    document = read([page])
    assert [getattr(block, "text", "table") for block in document.blocks] == [
        "table", "The table above and the picture below", "table", "The end of the page is here",
    ]  # fmt: skip
    assert pairs(list(repaired(document).fragments())[1]) == expected(MANY[2:8])
    assert codes(document) == [("picture_read", 1)]
    box = list(document.fragments())[1].rows[0][0].place.box
    assert box == pytest.approx((60 + 50 * 0.6, 266.8 + 80 * 0.6, 60 + 90 * 0.6, 266.8 + 104 * 0.6),
                                abs=3)  # fmt: skip


@needs_tesseract
def test_a_right_text_layer_is_read_in_the_rules_of_the_picture() -> None:
    page = scanned(table_page(MANY))
    layer(page, MANY)
    document = read([page])
    assert tables(document) == [tuple(MANY)]
    assert fragments(document) == [(1, "layer")]
    assert document.notes == ()


@needs_tesseract
def test_a_text_layer_that_says_something_else_is_not_believed() -> None:
    page = scanned(table_page(MANY))
    layer(page, [(a, "nhung chu khac han", "khac", str(9000 + i)) for i, (a, *_) in
                 enumerate(MANY)])  # fmt: skip
    document = read([page])
    assert [pairs(f) for f in repaired(document).fragments()] == [expected(MANY)]
    assert codes(document) == [("layer_differs", 1)]
    assert fragments(document) == [(1, "ocr")]


@needs_tesseract
def test_a_text_layer_of_a_few_words_is_not_the_page() -> None:
    page = scanned(table_page(MANY))
    page.text(40, 700, "Scanned with a camera", 12, look="3 Tr")
    page.text(40, 500, "Scanned with a camera", 12)
    document = read([page])
    assert [pairs(f) for f in repaired(document).fragments()] == [expected(MANY)]
    assert codes(document) == [("unseen_text", 1), ("layer_differs", 1)]


@needs_tesseract
def test_the_mark_of_a_scanning_program_is_left_out() -> None:
    pages = [table_page(MANY[:4], head=True), scanned(table_page(MANY[4:8])), table_page(MANY[8:])]
    pages[1].text(40, 830, "Scanned with a camera", 12)
    document = read(pages)
    assert texts(document) == []
    assert codes(document) == [("scanner_mark", 2)]
    (region,) = table_regions(document, project_layouts()).regions
    assert len(region.rows) == len(MANY)


@needs_tesseract
def test_layers_of_a_file_are_not_believed_once_some_figures_are_wrong() -> None:
    pages = []
    for part in (MANY[:6], MANY[6:]):
        page = scanned(table_page(part))
        layer(page, [(*row[:3], row[3].translate(OTHERS)) for row in part])
        pages.append(page)
    first = scanned(table_page(rows(40, 3)))
    layer(first, rows(40, 3))
    document = read([first, *pages])
    assert [b for _, b in fragments(document)] == ["ocr"] * 3
    assert [pairs(f) for f in repaired(document).fragments()][1:] == [
        expected(MANY[:6]), expected(MANY[6:]),
    ]  # fmt: skip


@needs_tesseract
def test_a_single_figure_that_the_picture_shows_otherwise_is_read_there() -> None:
    page = scanned(table_page(MANY))
    said = [(*row[:3], "988" if row[0] == "5" else row[3]) for row in MANY]
    layer(page, said)
    document = read([page])
    assert tables(document) == [tuple(MANY)]
    assert codes(document) == [("layer_figure", 1)]
    assert "“988”, “442”" in document.notes[0].message


@pytest.mark.usefixtures("no_reader")
def test_without_a_reader_a_text_layer_is_taken_and_noted() -> None:
    page = scanned(table_page(MANY))
    layer(page, MANY)
    document = read([page])
    assert "137" not in texts(document)
    assert ("text_over_picture", 1) in codes(document)


PROSE = ("Cong tac cai cach hanh chinh trong nam duoc thuc hien theo ke hoach da ban hanh",
         "Cac co quan chuyen mon thuoc Uy ban nhan dan tinh bao cao ket qua dung thoi gian",
         "So lieu tong hop den het ngay bao cao duoc trinh bay cac phu luc")  # fmt: skip


def lying(meaning: dict[str, str]) -> bytes:
    """Return a file of one page whose font shows one thing and says another."""
    return pdf([lying_page()], meaning=meaning)


def lying_page() -> PageWriter:
    """Return a page of prose and figures in the font that can be made to lie."""
    page = PageWriter()
    for number, line in enumerate(PROSE):
        page.plain(50, 60 + 20 * number, line, 12)
    body = MANY[:8]
    grid(page, XS, [140 + 24.0 * step for step in range(len(body) + 1)], [()] * len(body))
    for number, row in enumerate(body):
        for text, x0 in zip(row, XS, strict=False):
            page.plain(x0 + 4, 156 + 24 * number, text, 12)
    return page


def shifted() -> dict[str, str]:
    """Return a map of each letter to the one seven further on."""
    small = "abcdefghijklmnopqrstuvwxyz"
    return {c: small[(i + 7) % 26] for i, c in enumerate(small)}


def private() -> dict[str, str]:
    """Return a map of all letters and digits into the private plane."""
    return {chr(code): chr(0xE000 + code) for code in range(33, 127)}


@needs_tesseract
@pytest.mark.parametrize(
    ("meaning", "code"), [(shifted, "layer_differs"), (private, "garbled_text")]
)
def test_letters_that_mean_others_than_they_show_are_read_from_the_picture(
    meaning: Callable[[], dict[str, str]], code: str
) -> None:
    document = read_bytes(lying(meaning()))
    assert [pairs(f) for f in repaired(document).fragments()] == [expected(MANY[:8])]
    assert codes(document) == [(code, 1)]


@pytest.mark.usefixtures("no_reader")
def test_a_font_that_tells_the_truth_is_believed() -> None:
    document = read_bytes(lying({}))
    assert [pairs(f) for f in repaired(document).fragments()] == [expected(MANY[:8])]
    assert document.notes == ()


@pytest.mark.usefixtures("no_reader")
def test_without_a_reader_garbled_text_is_held_and_odd_text_noted() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(lying(private()))
    assert caught.value.outcome == "held"
    assert codes(read_bytes(lying(shifted()))) == [("odd_text", 1)]


HIDING: dict[str, Callable[[PageWriter], None]] = {
    "invisible": lambda page: page.text(396, 96, "999", 12, look="3 Tr"),
    "white": lambda page: page.text(396, 96, "999", 12, look="1 g"),
    "off the page": lambda page: page.text(700, 96, "999", 12),
    "above the page": lambda page: page.text(396, -40, "999", 12),
    "tiny": lambda page: page.text(396, 96, "999", 0.4),
}


@pytest.mark.parametrize("name", HIDING)
def test_text_that_does_not_show_makes_no_figure(name: str) -> None:
    page = table_page([("1", "theo quy", "ban", ""), ("2", "trong nam", "ban", "7")])
    HIDING[name](page)
    document = read([page])
    assert [pairs(f) for f in repaired(document).fragments()] == [[("1", ""), ("2", "7")]]
    assert codes(document) == [("unseen_text", 1)]
    assert "999" in document.notes[0].message


def test_white_text_on_a_dark_ground_is_seen() -> None:
    page = PageWriter()
    page.raw("0.1 0.2 0.5 rg")
    page.rectangle(50, 80, 470, 104)
    page.raw("0 g")
    grid(page, XS, (80, 104, 128), [("", "", "", ""), ("1", "theo", "ban", "7")], size=12)
    for text, x0 in zip(HEAD, XS, strict=False):
        page.text(x0 + 4, 96, text, 12, look="1 g")
    document = read([page])
    assert tables(document)[0][0] == HEAD
    assert document.notes == ()


def digits() -> dict[str, str]:
    """Return a map of each digit to the one three further on."""
    return {str(d): str((d + 3) % 10) for d in range(10)}


@needs_tesseract
def test_digits_that_are_not_those_that_show_are_read_from_the_picture() -> None:
    settings = ReadSettings(digits=True)
    document = read_bytes(lying(digits()), settings)
    assert [pairs(f) for f in repaired(document).fragments()] == [expected(MANY[:8])]
    assert codes(document) == [("wrong_digits", 1)]
    true = read_bytes(lying({}), settings)
    assert fragments(true) == [(1, "pdfium")]
    assert true.notes == ()


@needs_tesseract
def test_pages_before_the_one_that_gave_it_away_are_read_again() -> None:
    first = PageWriter()
    first.plain(50, 60, "Bao cao so 863 cua co quan", 12)
    second = lying_page()
    document = read_bytes(pdf([first, second], meaning=digits()), ReadSettings(digits=True))
    assert "863" in texts(document)[0]
    assert codes(document) == [("wrong_digits", 1), ("wrong_digits", 2)]


@pytest.mark.usefixtures("no_reader")
def test_without_a_reader_odd_digits_are_held() -> None:
    document = read_bytes(lying(digits()), ReadSettings(digits=True))
    assert codes(document) == [("odd_digits", 1)]
    holds = holds_of(read_document(document, project_layouts()))
    assert any("look like others" in sentence for sentence in holds)
