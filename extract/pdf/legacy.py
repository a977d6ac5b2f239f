"""Text printed in a legacy Vietnamese font: what its letters show rather than what they are.

A page set in “.VnTime” or “VNI-Times” says “h¹nh phóc” or “haïnh phuùc” for what is read as
“hạnh phúc”. The name of the font tells; where a program put another font in its place, the
words do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from extract.encoding import masked_encoding
from extract.legacy_fonts import font_kind, to_unicode
from extract.page.page import FloatArray, PageData
from extract.vni import marks_in, western

# the note that a page was converted
CODE = "legacy_encoding"
# Western letters and signs that Vietnamese text in Unicode has none of
WESTERN = "¡¢£¤¥¦¨©ª¬®¯´µ¶¸¹¼¾ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿ"
_IS_WESTERN = re.compile(f"[{WESTERN}]")
# fewer of them may be a name or a sign
_FEWEST = 3
# the tag of a font of which the file holds a part, and the style behind the name
_AROUND = re.compile(r"^[A-Z]{6}\+|[-, ]*(?:bold|italic|oblique|regular|mt)*$", re.IGNORECASE)
# a soft hyphen is a letter of TCVN3; one that ends a line is pdfium's sign for a hyphen there
_SOFT = "\xad"
_ENDING = re.compile(r"(?<=\w)\x02")
_HYPHENS = str.maketrans("\x02\xad\ufffe", "---")

# the kind of a run's font, as `font_kind` names it, by the number of the run
Kinds = dict[int, str]


def legacy_runs(texts: Sequence[str], fonts: Sequence[str], told: dict[str, str]) -> Kinds:
    """Return the runs in legacy fonts with the kind of each.

    `told` has the kinds of fonts that their words told; what the words tell here is added.
    """
    found: Kinds = {}
    others: dict[str, list[int]] = {}
    for font in dict.fromkeys(fonts):
        runs = [run for run, own in enumerate(fonts) if own == font]
        kind = font_kind(_AROUND.sub("", font))
        if kind.startswith(("tcvn3", "vni")):
            found |= dict.fromkeys(runs, kind)
        else:
            others[font] = _western(runs, texts)
    _tell(others, texts, told)
    return found | {run: told[font] for font in others if font in told for run in others[font]}


def _western(runs: Sequence[int], texts: Sequence[str]) -> list[int]:
    """Return those of the runs of a font that may be no Unicode."""
    found = [run for run in runs if all(western(c) is not None for c in texts[run])]
    if len(found) == len(runs):
        return found
    # where Unicode is printed in the same font, a run without its letters may be either
    return [run for run in found if _IS_WESTERN.search(texts[run])]


def _tell(fonts: Mapping[str, Sequence[int]], texts: Sequence[str], told: dict[str, str]) -> None:
    """Add the kinds of fonts that the words of their runs tell, or those of the others."""
    unsure = []
    for font in fonts.keys() - told.keys():
        words = " ".join(texts[run] for run in fonts[font])
        signs = len(_IS_WESTERN.findall(words))
        if signs >= _FEWEST and (kind := masked_encoding(words)):
            told[font] = kind
        elif signs:
            unsure.append(font)
    kinds = set(told.values())
    if len(kinds) == 1:
        told |= dict.fromkeys(unsure, kinds.pop())


def convert(page: PageData, raw: Mapping[int, str], kinds: Kinds) -> None:
    """Make the runs of `kinds` Unicode; `raw` are their texts as the file has them."""
    letters = page.letters_of(list(kinds))
    for (run, kind), (_, boxes) in zip(kinds.items(), letters, strict=True):
        text = _prepared(raw[run], kind)
        shown = to_unicode(text, kind)
        page.texts[run] = shown
        page.parts[run] = (shown, _joined(boxes, text, len(shown)))
    page.raised = page.raised and any(re.search("[²³¹⁰-⁹]", text) for text in page.texts)
    page.doubts = (*page.doubts, CODE)


def _prepared(text: str, kind: str) -> str:
    if kind.startswith("tcvn3"):
        text = _ENDING.sub(_SOFT, text).replace("\x02", "-")
        return text.replace("\ufffe", "-")
    return text.translate(_HYPHENS)


def _joined(boxes: FloatArray, text: str, length: int) -> FloatArray:
    """Return the boxes of `length` letters, those of marks joined with what they stand on."""
    if len(boxes) == length:
        return boxes
    marks = marks_in(text)
    starts = [index for index in range(len(boxes)) if index not in marks]
    joined = np.concatenate(
        (
            np.minimum.reduceat(boxes[:, :2], starts),
            np.maximum.reduceat(boxes[:, 2:], starts),
        ),
        axis=1,
    )
    # letters that have no composed form are two
    return joined[np.minimum(np.arange(length), len(joined) - 1)]
