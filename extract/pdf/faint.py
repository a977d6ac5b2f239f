"""Which text objects may not show on paper: invisible, transparent or nearly white ones.

White print on a dark ground shows very well, and a program may lay invisible text over the
outlines of letters: what is suspected here is looked for in the picture of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from extract import pdfium

# text rendering modes that paint nothing, by the standard
_UNPAINTED = (3, 7)
# and those that do not only fill
_OTHERWISE = (1, 5, *_UNPAINTED)
# each channel from here on is taken for white, an opacity up to here for none
_WHITE = 235
_CLEAR = 25
_COLOURS = pdfium.Output(np.uint32, 4, parted=True)


def faint_runs(objects: Sequence[Any]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places in `objects` of the pale ones and of those that paint nothing.

    `objects` are text objects of an open page, as arguments.
    """
    modes = list(map(pdfium.text_mode, objects))
    colours, channels = _COLOURS.rows(len(objects))
    pdfium.run(map(pdfium.fill_colour, objects, *channels))
    if not any(modes) and _dark(colours):
        return (), ()
    red, green, blue, opacity = colours.T
    pale = (red >= _WHITE) & (green >= _WHITE) & (blue >= _WHITE) | (opacity <= _CLEAR)
    faint = [run for run in pale.nonzero()[0].tolist() if modes[run] not in _OTHERWISE]
    return tuple(faint), tuple(run for run, mode in enumerate(modes) if mode in _UNPAINTED)


def _dark(colours: npt.NDArray[np.uint32]) -> bool:
    """Tell, at little cost, whether no colour is pale: red alone is dark, and none is clear."""
    return bool(colours[:, 0].max(initial=0) < _WHITE and colours[:, 3].min(initial=255) > _CLEAR)
