"""Pages that are pictures, with or without text over them, for PDF tests."""

from __future__ import annotations

from collections.abc import Sequence

from extract.ocr.page_image import PageImage, Pixels
from tests.extract.ocr.pictures import grainy, rendered
from tests.extract.pdf.writer import A4, PageWriter, grid

XS = (50.0, 90.0, 300.0, 390.0, 470.0)
HEAD = ("STT", "Noi dung", "Don vi", "Trong nam")
WORDS = ("theo quy trong nam", "cao lam thi kinh", "vinh minh hay an", "quy nam theo cao")


def rows(first: int, count: int) -> list[tuple[str, str, str, str]]:
    """Return rows of a table from number `first` on, no two figures alike."""
    return [
        (str(n), WORDS[n % len(WORDS)], "ban", str(137 + 61 * n))
        for n in range(first, first + count)
    ]


def table_page(
    body: Sequence[Sequence[str]], top: float = 80, head: bool = False, size: float = 12
) -> PageWriter:
    """Return a page with one ruled table, a line of prose below it."""
    page = PageWriter()
    lines = [HEAD, *body] if head else list(body)
    grid(page, XS, [top + 24 * step for step in range(len(lines) + 1)], lines, size=size)
    return page


def scanned(page: PageWriter, spoilt: bool = True) -> PageWriter:
    """Return the page as a scanner would put it into a file."""
    image = rendered(page)
    return of_picture(grainy(image).pixels if spoilt else image.pixels)


def of_picture(pixels: Pixels, size: tuple[float, float] = A4) -> PageWriter:
    """Return a page that is nothing but a picture."""
    page = PageWriter(size)
    page.image(pixels, (0, 0, *size))
    return page


def picture_of(page: PageWriter) -> PageImage:
    """Return the picture of a page."""
    return rendered(page)


def layer(page: PageWriter, body: Sequence[Sequence[str]], top: float = 80) -> None:
    """Lay the invisible text of a table over a page."""
    for number, row in enumerate(body):
        for text, x0 in zip(row, XS, strict=False):
            page.text(x0 + 4, top + 12 + 24 * number, text, 12, look="3 Tr")
