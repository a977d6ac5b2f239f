"""Whether a row without a number is the rest of the row above it.

The evidence is in its text: a continuation starts in small letters, or goes on where the cell
above stopped without an end mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from contracts.table_wording import table_wording
from transform.drafts import Draft, Shape

BULLET = re.compile(r"^[-–+•]\s*\S")
ENDED = re.compile(r"[.!?…]\s*[)\"”]?$|\.\.\.$")
_DASH = re.compile(r"^[-–]\s+")
_FIGURE = re.compile(r"^[-–]?\d[\d.,]*\s*%?$")
_QUANTITY = re.compile(r"^\d+(?:[.,]\d+)?\s*%?\s+(?P<word>[^\W\d_])")
_NUMERAL = re.compile(r"[IVXLC]+(?![^\W\d_])")
_MOST_NEW_CELLS = 2
# a sentence is longer than most names of parts
_LONG = 40


def continues(above: Draft, row: Draft, shape: Shape) -> bool:
    """Tell whether a row is the rest of the one above."""
    if row.number is not None or row.total or above.total:
        return False
    printed = [i for i, text in enumerate(row.texts) if text]
    if row.under_number:
        return row.starts_page and all(_is_cut_off(above.texts[i], row.texts[i]) for i in printed)
    # a title over the whole row stands in the column of the numbers
    if printed == [shape.number] and not above.alone:
        return False
    if _is_end_of_name(above, row, shape, printed) or _completes(above, row, shape):
        return True
    if _is_more_of_name(above, row, shape):
        return True
    bulleted = [i for i in printed if i in shape.labels and BULLET.match(row.texts[i])]
    if bulleted and not _is_end_of_several(above, row, shape, printed):
        return _goes_on_in_list(above, row, shape, printed)
    marks = [_continuity(above.texts[i], row.texts[i]) for i in printed]
    certain = max(marks) >= 2 and min(marks) > 0
    if shape.number is None and not _label_runs_on(above, row, shape, marks):
        return False
    if above.alone or (row.alone and row.bold):
        return certain and row.alone
    # after one half row at a page's top the next may be a further piece of it
    cut = row.starts_page or bool(above.joined)
    # a half row goes on in a cell or two; many cells that all begin anew are a row
    whole = len(printed) > _MOST_NEW_CELLS and max(marks) < 2
    nameless = shape.number is not None or not any(row.texts[i] for i in shape.labels)
    # a cell set in the middle of its row may stand below the page end alone
    unnamed = shape.number is not None and not any(row.texts[i] for i in shape.labels)
    if cut and unnamed and not any(above.texts[i] for i in printed):
        return True
    return certain or (cut and nameless and not whole and sum(marks) > 0)


def _is_end_of_several(above: Draft, row: Draft, shape: Shape, printed: Sequence[int]) -> bool:
    """Tell whether a page begins with the end of a name behind a dash, and of another cell."""
    names = [row.texts[i] for i in printed if i in shape.labels]
    small = all(_DASH.sub("", name)[:1].islower() for name in names)
    others = [i for i in printed if i not in shape.labels]
    return row.starts_page and small and any(_is_open(above.texts[i], row.texts[i]) for i in others)


def _goes_on_in_list(above: Draft, row: Draft, shape: Shape, printed: Sequence[int]) -> bool:
    """Tell whether a bullet at the top of a page, alone in its row, is one more of a list."""
    if len(printed) != 1 or not (row.starts_page or above.joined):
        return False
    before = above.texts[printed[0]]
    return before.endswith((":", ";")) and above.number is not None and shape.number is not None


def _completes(above: Draft, row: Draft, shape: Shape) -> bool:
    """Tell whether a page begins with the name of the row above, which has a number but none.

    Cells set in the middle of their rows are parted so where the page ends.
    """
    if not row.starts_page or above.number is None or above.number.style == "roman":
        return False
    nameless = not any(above.texts[i] for i in shape.labels)
    named = any(row.texts[i] for i in shape.labels)
    twice = any(one and two for one, two in zip(above.texts, row.texts, strict=True))
    return nameless and named and not twice


def _is_end_of_name(above: Draft, row: Draft, shape: Shape, printed: Sequence[int]) -> bool:
    """Tell whether a page begins with the end of a name, in brackets or behind a dash.

    Nothing else is printed then; a bulleted row would begin with a capital.
    """
    if not row.starts_page or len(printed) != 1 or printed[0] not in shape.labels:
        return False
    before, text = above.texts[printed[0]], row.texts[printed[0]]
    opens = text.startswith("(") or _DASH.sub("", text)[:1].islower()
    return bool(before) and not ENDED.search(before) and opens


def _is_more_of_name(above: Draft, row: Draft, shape: Shape) -> bool:
    """Tell whether a page begins with whole sentences and nothing else, in a numbered table.

    They are more of a name that is as long; the name of a part is no sentence.
    """
    if not (row.starts_page and row.alone and shape.number is not None) or row.bold:
        return False
    named = [i for i in shape.labels if above.texts[i] and row.texts[i]]
    if above.number is None or above.alone or not named:
        return False
    before, text = above.texts[named[0]], row.texts[named[0]]
    return bool(ENDED.search(before) and ENDED.search(text)) and len(text) > _LONG


def _is_cut_off(before: str, after: str) -> bool:
    return bool(before) and after[0].islower() and not ENDED.search(before)


def _label_runs_on(above: Draft, row: Draft, shape: Shape, marks: Sequence[float]) -> bool:
    """Tell whether a row without any numbers can be a rest, judged by what names it.

    Where no row is numbered a new name is the only sign of a new row.
    """
    named = [i for i in shape.labels if row.texts[i]]
    if not named and row.starts_page:
        return True
    if any(_continuity(above.texts[i], row.texts[i]) < 2 for i in named):
        return False
    return all(_starts_inside(row.texts[i]) for i in named) or min(marks) >= 2


def _starts_inside(text: str) -> bool:
    """Tell whether a text starts as only the middle of a sentence does."""
    found = _QUANTITY.match(text)
    return text[0].islower() or text[0] in "),.;:/%" or bool(found and found["word"].islower())


def _continuity(before: str, after: str) -> float:
    """Return how much `after` reads as the rest of `before`; below 0 it rather does not."""
    if not before:
        return 0.5 if _starts_inside(after) else -1.0
    if before == after or (_FIGURE.match(before) and _FIGURE.match(after)):
        return -5.0
    if _is_open(before, after) or (_starts_inside(after) and not _QUANTITY.match(after)):
        return 2.0
    # "100% số văn bản" may go on with a sentence, and be the next thing that is counted
    return -1.0 if ENDED.search(before) else 0.5


def _is_open(before: str, after: str) -> bool:
    """Tell whether a text stops in the middle of a sentence that the other may go on with."""
    if not _goes_on().search(before):
        return False
    number = after[:1].isdigit() or bool(_NUMERAL.match(after))
    return number or not _waits_for_number().search(before)


@cache
def _goes_on() -> re.Pattern[str]:
    """Return what matches a text that stops in the middle of a sentence."""
    words = table_wording()
    small = "|".join(re.escape(word) for word in words.open_words)
    names = "|".join(re.escape(name) for name in words.open_names)
    return re.compile(rf"(?:[,(/&–-]|\b(?i:{small})|(?:^|[,;] )(?:{names}))$")


@cache
def _waits_for_number() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in table_wording().open_before_numbers)
    return re.compile(rf"\b(?i:{words})$")
