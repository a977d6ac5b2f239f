"""One page after the other: which reader to believe, and what to note.

Most pages are text and are read by the fast source alone. A page that is a picture is read
from the picture; text over a picture, text that cannot be meant and text that does not show
are held against what the page looks like first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from extract import pdfium
from extract.document import Block, Place, ReadNote, TableFragment, TextBlock
from extract.errors import UnreadableError
from extract.page.assemble import PageBlocks, page_blocks
from extract.page.borderless import Gutters
from extract.page.page import Box, PageData, without
from extract.pdf.digit_shapes import digits_lie, figures_enough
from extract.pdf.legacy import CODE as LEGACY
from extract.pdf.limits import LIMITS
from extract.pdf.page_notes import MESSAGES, note
from extract.pdf.readers import Readers
from extract.pdf.regions import (
    has_picture,
    is_margin_text,
    is_picture,
    picture_parts,
    runs_inside,
)
from extract.pdf.second import difference, is_light, is_sampled
from extract.pdf.source_fast import FastSource
from extract.pdf.struck import struck_out
from extract.pdf.trust import suspicion
from extract.pdf.typed import CODE as TYPED
from extract.pdf.unseen import off_paper, quoted, suspects, without_ink
from extract.pdf.watermark import watermarks
from extract.settings import ReadSettings
from extract.steps import Step, begin

if TYPE_CHECKING:
    from extract.ocr.layer import Verdict

# doubts that a second reader can settle; the others are only reported
_READ_AGAIN = frozenset({"unmapped_glyphs", "runs_interleave", "text_dropped", "irregular_grid"})
# what the reference does not see as it is meant
_ONLY_FAST = frozenset({LEGACY, TYPED})
# text printed over so many pictures that say the same is believed over the next ones
_PROVEN = 3
# a file whose text layers have so many wrong figures has more of them
_FILE_WRONG = 4
# a page with fewer rules has no ruled table of its own
_FEWEST_RULES = 4


Distrust = Literal["file", "layers"]


@dataclass(slots=True)
class PageReader:
    """Reads pages in their order; `blocks` and `notes` hold what came of it so far.

    `distrust` has pages read from their pictures: all of them, or those with text over a
    picture. `misled` tells that this should have been so, as figures of the file are not the
    ones it shows.
    """

    pdf: FastSource
    readers: Readers
    sha256: str
    settings: ReadSettings
    distrust: Distrust | None = None
    blocks: list[Block] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    _characters: int = 0
    _gutters: Gutters = ()
    _columns: tuple[float, ...] = ()
    _width: float = 0.0
    _proven: int = 0
    _looked: bool = False
    _trimmed: bool = False
    _wrong: int = 0
    misled: Distrust | None = None

    def read_all(self) -> None:
        """Read all pages, or until the file turns out to mislead."""
        for number in range(1, self.pdf.page_count + 1):
            self.read(number)
            if self.misled:
                return

    def read(self, number: int) -> None:
        """Read page `number` (from 1). Raises UnreadableError when the file has too much text."""
        begin(Step(page=number))
        if number in self.settings.without:
            self._note("page_left_out", Place(page=number))
            return
        with self.pdf.page(number) as page:
            if page is None:
                self._note("broken_page", Place(page=number))
                return
            self._count(page)
            if page.width != self._width:
                self._gutters = self._columns = ()
            self._width = page.width
            found = self._or_left_out(page)
        self.blocks += found.blocks
        self._gutters, self._columns = found.gutters, found.columns

    def _or_left_out(self, page: PageData) -> PageBlocks:
        """Return what is on a page; one that makes the program fail costs no other page."""
        try:
            return self._page(self._seen(page))
        except (UnreadableError, MemoryError, RecursionError):
            raise
        except Exception as error:
            self._note("failed_page", _place(page), f"{type(error).__name__}: {error}"[:200])
            return PageBlocks((), ())

    def unreadable(self) -> UnreadableError:
        """Return why none of the pages could be read, all of them pictures."""
        from extract.ocr.read import unreadable_scan
        from extract.ocr.tesseract import needs_tesseract

        return needs_tesseract() if self.readers.scans is None else unreadable_scan(self.notes)

    def _count(self, page: PageData) -> None:
        self._characters += sum(map(len, page.texts))
        if self._characters > LIMITS.characters:
            raise UnreadableError(
                "too_much_text",
                f"The PDF holds more than {LIMITS.characters:,} characters.",
                "Split it into parts.",
            )

    def _seen(self, page: PageData) -> PageData:
        """Return the page without the text that does not show on paper."""
        self._trimmed = False
        if not page.texts:
            return page
        gone = off_paper(page)
        doubtful = [run for run in suspects(page) if run not in set(gone)]
        if doubtful:
            gone += without_ink(page, doubtful, self.readers.pictures.glance(page.number))
        if gone:
            self._note("unseen_text", _place(page), quoted(page, sorted(gone)))
        if marks := [run for run in watermarks(page) if run not in gone]:
            self._note("watermark", _place(page), quoted(page, marks))
            gone += marks
        if struck := [run for run in struck_out(page) if run not in gone]:
            self._note("struck_out", _place(page), quoted(page, struck))
            gone += struck
        # another reader would bring it back
        self._trimmed = bool(gone) or not _ONLY_FAST.isdisjoint(page.doubts)
        return without(page, gone)

    def _page(self, page: PageData) -> PageBlocks:
        if not page.texts:
            return self._without_text(page)
        if self.distrust == "file":
            self._note("wrong_digits", _place(page))
            return self._picture(page, "scanned_page")
        if is_picture(page) or page.unpainted:
            return self._text_over_picture(page)
        doubt = suspicion(page.texts)
        if doubt is not None:
            return self._doubted(page, doubt)
        if self.settings.digits and not self._looked:
            self._look_at_digits(page)
        parts = picture_parts(page) if len(page.pictures) else []
        return self._with_pictures(page, parts) if parts else self._text(page)

    def _text(self, page: PageData) -> PageBlocks:
        """Return a page of text, read twice where it is doubtful or sampled."""
        found = page_blocks(page, self._gutters, self._columns)
        if found.doubts:
            found = self._settled(found, page)
        for code in found.doubts:
            if code in MESSAGES:
                self._note(code, _place(page))
        return self._sampled(page, found)

    def _settled(self, found: PageBlocks, page: PageData) -> PageBlocks:
        """Return the better of two readings of a page that the fast source doubts."""
        if self._trimmed or not _READ_AGAIN.intersection(found.doubts) or not is_light(page):
            return found
        second = self.readers.reference(page.number, self._gutters)
        if second is None or _length(second.blocks) < _length(found.blocks) / 2:
            return found
        return second if len(second.doubts) < len(found.doubts) else found

    def _sampled(self, page: PageData, found: PageBlocks) -> PageBlocks:
        """Return the reading of a page, held against others where its number is drawn."""
        number, settings = page.number, self.settings
        again = is_sampled(self.sha256, number, settings.second_share, "reference")
        shown = is_sampled(self.sha256, number, settings.picture_share, "picture")
        if not (again or shown) or self._trimmed or not is_light(page):
            return found
        if again:
            second = self.readers.reference(number, self._gutters)
            differing = difference(number, found.blocks, second.blocks if second else None)
            self.notes += [differing] if differing else []
        return self._believed(page, found, "layer_differs") if shown else found

    def _without_text(self, page: PageData) -> PageBlocks:
        doubts = [code for code in page.doubts if code in MESSAGES]
        for code in doubts:
            self._note(code, _place(page))
        blank = pdfium.count_objects(self.pdf.open_page) <= 0
        return PageBlocks((), ()) if doubts or blank else self._picture(page, "scanned_page")

    def _picture(self, page: PageData, without_reader: str) -> PageBlocks:
        """Return what the picture of a page shows, with a note where nothing can read it."""
        scans = self.readers.scans
        if scans is None:
            if self.readers.pictures.shows_print(page.number):
                self._note(without_reader, _place(page))
            return PageBlocks((), ())
        found = scans.read(page.number, self._gutters)
        self.notes += found.notes
        if not found.blocks and not found.notes and has_picture(page):
            self._note("picture_without_print", _place(page))
        return PageBlocks(found.blocks, (), found.gutters)

    def _text_over_picture(self, page: PageData) -> PageBlocks:
        """Return a page whose text lies over a picture, or is invisible, or both."""
        if self.readers.scans is not None and is_margin_text(page):
            return self._beside_marks(page)
        if self.distrust == "layers":
            self._note("layer_differs", _place(page), "figures differ on other pages")
            return self._picture(page, "scanned_page")
        found = page_blocks(page, self._gutters)
        # the rules of its tables may be in the picture alone
        whole = len(page.rules) >= _FEWEST_RULES or not _has_table(found)
        if whole and not page.unpainted and self._proven >= _PROVEN:
            return self._text(page)
        if self.readers.scans is None:
            self._note("text_over_picture", _place(page))
            return found
        return self._believed(page, found, "layer_differs")

    def _beside_marks(self, page: PageData) -> PageBlocks:
        """Return what a picture shows but for the marks that a scanner's program put on it."""
        marks = [page.shown(_box(page, run)) for run in range(len(page.texts))]
        self._note("scanner_mark", _place(page), quoted(page, range(len(page.texts))))
        found = self._picture(page, "scanned_page")
        kept = [b for b in found.blocks if not (isinstance(b, TextBlock) and _on(b, marks))]
        return replace(found, blocks=tuple(kept))

    def _doubted(self, page: PageData, doubt: str) -> PageBlocks:
        """Return a page whose characters can hardly be meant."""
        if doubt == "garbled":
            second = None if self._trimmed else self.readers.reference(page.number, self._gutters)
            if second is not None and suspicion(list(_texts(second.blocks))) is None:
                return second
            self._note("garbled_text" if self.readers.scans else "garbled_page", _place(page))
            return self._picture(page, "scanned_page") if self.readers.scans else PageBlocks((), ())
        if self.readers.scans is not None:
            return self._believed(page, page_blocks(page, self._gutters), "layer_differs")
        self._note("odd_text", _place(page))
        return self._text(page)

    def _believed(self, page: PageData, found: PageBlocks, otherwise: str) -> PageBlocks:
        """Return `found` if the picture of the page says the same, else what the picture says."""
        verdict = self._verdict(page)
        if verdict is None:
            self._note("text_over_picture", _place(page))
            return found
        self._wrong += len(verdict.wrong)
        if self._wrong >= _FILE_WRONG and self.distrust is None:
            self.misled = "layers"
        if not verdict.agrees:
            self._note(otherwise, _place(page), verdict.reason)
            return self._picture(page, "scanned_page")
        for run, shown in verdict.wrong.items():
            place = Place(page=page.number, box=page.shown(_box(page, run)))
            self._note("layer_figure", place, f"“{page.texts[run]}”, “{shown}”")
        whole = len(page.rules) >= _FEWEST_RULES or not verdict.ruled
        if whole and not page.unpainted and not verdict.wrong:
            self._proven += 1
            return found
        scans = self.readers.scans
        assert scans is not None
        read = scans.in_picture(page, verdict, self._gutters)
        return PageBlocks(read.blocks, (), read.gutters)

    def _look_at_digits(self, page: PageData) -> None:
        """Find out, on the first page with enough of them, whether the digits are as shown."""
        if page.turn or not figures_enough(page.texts):
            return
        lie = digits_lie(self.pdf.open_page, page)
        self._looked = lie is not None
        if not lie:
            return
        if self.readers.scans is None:
            self._note("odd_digits", _place(page))
            return
        verdict = self._verdict(page)
        if verdict is not None and not verdict.agrees:
            self.misled = "file"

    def _verdict(self, page: PageData) -> Verdict | None:
        """Return how far the text of a page says what it shows; None where this failed."""
        scans = self.readers.scans
        return scans.checked(page) if scans is not None else None

    def _with_pictures(self, page: PageData, parts: Sequence[Box]) -> PageBlocks:
        """Return a page of text with what its large pictures show, if they show tables."""
        scans = self.readers.scans
        regions = [page.shown(part) for part in parts if not runs_inside(page, part)]
        shown = [r for r in regions if self.readers.pictures.shows_print(page.number, r)]
        found = self._text(page)
        for region in shown:
            place = Place(page=page.number, box=region)
            if scans is None:
                self._note("scanned_part", place)
                continue
            read = scans.read(page.number, (), region)
            if any(isinstance(block, TableFragment) for block in read.blocks):
                self._note("picture_read", place)
                found = replace(found, blocks=_woven(found.blocks, read.blocks), gutters=())
        return found

    def _note(self, code: str, place: Place, detail: str = "") -> None:
        self.notes.append(note(code, place, detail))


def _place(page: PageData) -> Place:
    whole = (0.0, 0.0, round(page.width, 2), round(page.height, 2))
    return Place(page=page.number, box=page.shown(whole))


def _box(page: PageData, run: int) -> Box:
    x0, top, x1, bottom = page.boxes[run].round(2).tolist()
    return (x0, top, x1, bottom)


def _on(block: Block, marks: Sequence[Box]) -> bool:
    """Tell whether the middle of a block lies on one of the marks."""
    box = block.place.box
    if box is None:
        return False
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(m[0] <= x <= m[2] and m[1] - 2 <= y <= m[3] + 2 for m in marks)


def _has_table(found: PageBlocks) -> bool:
    return any(isinstance(block, TableFragment) for block in found.blocks)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(text) for text in _texts(blocks))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextBlock):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)


def _woven(text: Sequence[Block], picture: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a page with those of a picture put in where it stands."""
    top = min(_top(block) for block in picture)
    at = next((i for i, block in enumerate(text) if _top(block) > top), len(text))
    return (*text[:at], *picture, *text[at:])


def _top(block: Block) -> float:
    return block.place.box[1] if block.place.box else 0.0
