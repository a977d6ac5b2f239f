"""Letters printed one above the other, as a program may print upright headings."""

from __future__ import annotations

import itertools

import numpy as np

from extract.page.page import PageData, without

_FEWEST = 4
# in points: how far letters of one text stand out of line, and overlap
_ASIDE = 4.0
_OVER = 2.5
# in parts of a letter's height: the space between two words, and the widest
_SPACE, _WIDEST = 0.25, 1.0
_LONGEST = 2


def unstacked(page: PageData) -> PageData:
    """Return the page with letters that are printed upwards, one after the other, as one run."""
    boxes = page.boxes
    if len(boxes) < _FEWEST:
        return page
    # from the top of each letter to the foot of the next one
    gaps = boxes[:-1, 1] - boxes[1:, 3]
    middles = (boxes[:, 0] + boxes[:, 2]) / 2
    up = (np.abs(middles[1:] - middles[:-1]) < _ASIDE) & (gaps > -_OVER)
    if np.count_nonzero(up) < _FEWEST - 1:
        return page
    up &= gaps < _WIDEST * (boxes[:-1, 2:] - boxes[:-1, :2]).max(axis=1)
    stacks = [stack for stack in _stacks(page, up.tolist()) if len(stack) >= _FEWEST]
    if not stacks:
        return page
    gone = [run for stack in stacks for run in stack[1:]]
    made = without(page, gone)
    place = {run: new for new, run in enumerate(sorted(set(range(len(boxes))) - set(gone)))}
    for stack in stacks:
        own = boxes[stack]
        text = _text([page.texts[run] for run in stack], own.tolist())
        box = [own[:, 0].min(), own[:, 1].min(), own[:, 2].max(), own[:, 3].max()]
        new = place[stack[0]]
        made.texts[new] = text
        made.boxes[new] = box
        made.parts[new] = (text, np.array([box] * len(text)))
    return made


def _stacks(page: PageData, up: list[bool]) -> list[list[int]]:
    stacks = [[0]]
    for run, goes_on in enumerate(up, start=1):
        short = len(page.texts[run]) <= _LONGEST and len(page.texts[run - 1]) <= _LONGEST
        if goes_on and short:
            stacks[-1].append(run)
        else:
            stacks.append([run])
    return stacks


def _text(letters: list[str], boxes: list[list[float]]) -> str:
    text = letters[0]
    usual = sorted(bottom - top for _, top, _, bottom in boxes)[len(boxes) // 2]
    for (one, two), letter in zip(itertools.pairwise(boxes), letters[1:], strict=True):
        apart = one[1] - two[3] > _SPACE * usual
        text += f" {letter}" if apart else letter
    return text
