"""Level rules of one length below each other: what stands between them is one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.page.areas import Area
from extract.page.columns import TextLine
from extract.page.looks import is_caption, names_table
from extract.page.rules import Rule
from extract.page.words import Words

_FEWEST = 5
_SAME = 3.0
# text may reach over the ends of the rules by this much
_BESIDE = 6.0
_FEWEST_FULL = 3


def ruled_areas(words: Words, lines: Sequence[TextLine], rules: Sequence[Rule]) -> Iterator[Area]:
    """Yield the areas between level rules as long as each other, at least five of them."""
    if len(rules) < _FEWEST:
        return
    for ladder in _ladders(rules):
        for part in _between_captions(words, lines, ladder):
            start = sum(line.base < part[0].at for line in lines)
            end = sum(line.base < part[-1].at for line in lines)
            own = lines[start:end]
            if sum(len(line.pieces) > 1 for line in own) >= _FEWEST_FULL and _inside(own, part[0]):
                yield Area(start, end)


def _ladders(rules: Sequence[Rule]) -> list[list[Rule]]:
    found: list[list[Rule]] = []
    for rule in sorted(rules):
        for ladder in found:
            first = ladder[0]
            if abs(first.start - rule.start) <= _SAME and abs(first.end - rule.end) <= _SAME:
                ladder.append(rule)
                break
        else:
            found.append([rule])
    return [ladder for ladder in found if len(ladder) >= _FEWEST]


def _between_captions(
    words: Words, lines: Sequence[TextLine], ladder: Sequence[Rule]
) -> Iterator[list[Rule]]:
    """Yield the parts of a ladder between the names of tables; each has rules enough."""
    part = [ladder[0]]
    for rule in ladder[1:]:
        between = [line for line in lines if part[-1].at < line.base < rule.at]
        if any(_names(words, line) for line in between):
            if len(part) >= _FEWEST:
                yield part
            part = []
        part.append(rule)
    if len(part) >= _FEWEST:
        yield part


def _names(words: Words, line: TextLine) -> bool:
    text = words.line(line.pieces[0].runs)[0]
    return len(line.pieces) == 1 and (is_caption(text) or names_table(text))


def _inside(lines: Sequence[TextLine], rule: Rule) -> bool:
    low, high = rule.start - _BESIDE, rule.end + _BESIDE
    return all(low <= p.box[0] and p.box[2] <= high for line in lines for p in line.pieces)
