"""The last coat: composed or decomposed letters, line ends, byte order mark."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from random import Random

from .model import BuiltDocument


@dataclass(frozen=True, slots=True)
class Surface:
    """How the text of one file is written down; the answer stays the same."""

    decomposed: bool = False
    windows: bool = False
    mark: bool = False
    final_line: bool = True


def random_surface(rng: Random) -> Surface:
    """Return a surface with at least one peculiarity."""
    decomposed = rng.random() < 0.6
    return Surface(
        decomposed=decomposed,
        windows=not decomposed or rng.random() < 0.4,
        mark=rng.random() < 0.5,
        final_line=rng.random() < 0.5,
    )


def coat(document: BuiltDocument, surface: Surface) -> BuiltDocument:
    """Return the document with its text written down as `surface` says."""
    text = document.text.rstrip("\n") + ("\n" if surface.final_line else "")
    if surface.decomposed:
        text = unicodedata.normalize("NFD", text)
    if surface.windows:
        text = text.replace("\n", "\r\n")
    return replace(document, text=("\ufeff" if surface.mark else "") + text)
