"""What of the characters in an Office file is printed text: rules shared by its readers."""

from __future__ import annotations

import re
import unicodedata

_UNPRINTED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0000-\u0008\u000e-\u001f]")
_MARK = re.compile(r"\s*[(\[]?(?:[1-9]\d?|\*{1,3})[)\]]?\s*,?\s*")
# characters that a note quotes
_LONGEST = 60
# raised digits behind these are exponents: m², km3
_POWER = re.compile(r"(?:^|[\d\s/(.,])(?:[kcdm]?m|ha)$")


def clean(text: str) -> str:
    """Return `text` in NFC with single spaces, without what is not printed.

    A hyphen that keeps its line together becomes a plain one.
    """
    if not text.isprintable():
        text = _UNPRINTED.sub("", text)
    return unicodedata.normalize("NFC", " ".join(text.replace("\u2011", "-").split()))


def is_footnote_mark(raised: str, before: str) -> bool:
    """Tell whether raised characters after the text `before` point to a footnote."""
    return bool(_MARK.fullmatch(raised)) and not _POWER.search(before)


def shortened(text: str) -> str:
    """Return the beginning of `text` on one line, for people."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
