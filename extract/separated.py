"""Files of values parted by commas, semicolons, tabs or bars (CSV) to a `Document`."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from extract.document import Document, Source
from extract.encoding import decode_text
from extract.errors import UnreadableError
from extract.text import text_document

_SEPARATORS = ";,\t|"
_SAMPLE = 100
# characters of one value; the limit of the csv module is the process's, and others change it
_LONGEST = 100_000


def read_separated(data: bytes, source: Source) -> Document:
    """Return the document in a CSV file; raise UnreadableError for what is no text.

    Office programs part the values as the decimal mark of their language allows, so the
    separator is found. A record with one value is a line of text, as a caption is.
    """
    decoded = decode_text(data)
    try:
        lines = list(_lines(decoded.text, _separator(decoded.text)))
    except csv.Error as error:
        raise UnreadableError(
            "broken_table",
            f"The values of this file cannot be told apart: {error}.",
            "Open it in a spreadsheet program, save it as .xlsx, and hand that in.",
        ) from error
    return text_document(lines, decoded, source)


def _lines(text: str, separator: str) -> Iterator[tuple[int, str]]:
    """Yield each record with the number of the line it begins on, tabs between its values."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 1
    for record in reader:
        if any(len(value) > _LONGEST for value in record):
            raise csv.Error(f"one has more than {_LONGEST} characters")
        values = [" ".join(value.split()) for value in record]
        filled = [value for value in values if value]
        yield number, "\t".join(values) if len(filled) > 1 else "".join(filled)
        number = reader.line_num + 1


def _separator(text: str) -> str:
    """Return the separator that cuts most records into equally many values, two at least."""
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths = Counter(len(record) for record in islice(records, _SAMPLE) if len(record) > 1)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return count, width
