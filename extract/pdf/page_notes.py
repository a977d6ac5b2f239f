"""What is said of a page that could not simply be read."""

from __future__ import annotations

from extract.document import Place, ReadNote

_INSTALL = (
    "tesseract with Vietnamese is not installed here. Install it (Debian and Ubuntu: apt-get "
    "install tesseract-ocr tesseract-ocr-vie) and read the file again with --force"
)
_SHOWN = "what the page shows was read instead"

# what is said by code; {} is the detail of the page
MESSAGES = {
    "scanned_page": f"The page is a picture and was not read: {_INSTALL}.",
    "scanned_part": f"A picture on this page seems to hold print and was not read: {_INSTALL}.",
    "garbled_page": f"The characters of this page have no meaning, its fonts lack a right map to "
    f"Unicode. It was not read: {_INSTALL}.",
    "picture_without_print": "The page is a picture in which no print was found.",
    "picture_read": "A picture on this page holds a table, which was read from the picture.",
    "text_over_picture": "The page is a picture with a text layer over it; compare its figures "
    "with the picture.",
    "layer_differs": f"The text in the file does not say what the page shows ({{}}); {_SHOWN}. "
    "Compare its figures.",
    "scanner_mark": "A mark that a program put on the picture of the page was left out: “{}”.",
    "layer_figure": "A figure in the text layer is not the one that the picture shows (in the "
    "layer, in the picture: {}); the one in the picture was taken.",
    "garbled_text": f"The characters of this page have no meaning, its fonts lack a right map to "
    f"Unicode; {_SHOWN}. Compare its figures.",
    "wrong_digits": f"The digits in the file are not those that the page shows; {_SHOWN}. Compare "
    "its figures.",
    "odd_digits": "Digits of this file look like others than they are said to be. Compare its "
    f"figures with the page; to have them read from the page: {_INSTALL}.",
    "odd_text": "The letters of this page are in odd proportions for Vietnamese; compare them "
    "with the page.",
    "unseen_text": "Text that does not show on the page was left out: “{}”.",
    "watermark": "Large text that lies over the text of the page was left out: “{}”.",
    "struck_out": "Text that is struck out was left out: “{}”.",
    "broken_page": "The page is damaged and was not read.",
    "failed_page": "Reading this page failed inside the program ({}); it was left out. Please "
    "report it.",
    "page_left_out": "This page ended the process that read it, as it is damaged or takes too much "
    "computing or memory; it was left out. Print the file to PDF again and hand that in.",
    "page_over_limit": "The page is too large or holds too much text; it was not read.",
    "too_many_objects": "The page draws too much; rules may be missing from its tables.",
    "legacy_encoding": "Text in a legacy font was converted to Unicode; compare names and headings "
    "with the page.",
    "typed_text": "Fields of a form or text typed over the page were read as part of it.",
    "unmapped_glyphs": "Some characters have no Unicode value; compare the page with the original.",
    "irregular_grid": "A table has a region that is no rectangle; compare its cells.",
}


def note(code: str, place: Place, detail: str = "") -> ReadNote:
    """Return the note of a code."""
    return ReadNote(code, MESSAGES[code].replace("{}", detail), place)
