"""Ratio sentences of running text as statements: part, whole, rate, wording, place.

The forms are those of administrative reports: "711/744 hồ sơ (đạt 95,56%)", the rate first,
the whole in words before or after the part, in the sentence before, or not printed at all
("đúng hạn 711 (95,56%), quá hạn 33 (4,44%)"). A number becomes a whole by what is said of
it, never because it divides well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from contracts.wording import target_wording
from extract.document import Place
from transform.evidence.linking import Link, Linker
from transform.evidence.quantities import Sentence, scan
from transform.pieces import TextPiece
from transform.statement import Quantity, Statement
from transform.vietnamese.text import fold

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZĐÀ-Ỹ(\"“-])")
# no sentence has more numbers; a row of them is what is left of a table
_MOST = 60
_LISTED = re.compile(r"^\s*[-+•*–]\s")
_HEADING = re.compile(r"^\s*(?:[#*\s]*)(?:[IVX]+\s*[.)/-]|PHẦN\b|[A-Z]\s*[.)]\s)")


@dataclass(slots=True)
class _Context:
    """What the present sentence may go on from: the one before, or a list's opening."""

    sentence: Sentence | None = None
    opening: Sentence | None = None

    def begin(self, paragraph: str) -> None:
        """Go to a paragraph; an item of a list goes on from what stands above the list."""
        if _LISTED.match(paragraph):
            self.sentence = self.opening

    def end(self, paragraph: str) -> None:
        """Leave a paragraph; a list may follow it."""
        if not _LISTED.match(paragraph):
            self.opening = self.sentence

    def follow(self, sentence: Sentence, went_on: bool) -> None:
        """Remember a sentence, unless it went on itself and so leaves the opening in place."""
        if self.sentence is None or not went_on:
            self.sentence = sentence


def find_statements(pieces: Iterable[TextPiece]) -> tuple[Statement, ...]:
    """Return the statements of the body paragraphs, in order; aims are left out."""
    found: list[Statement] = []
    context = _Context()
    ahead = False
    for piece in pieces:
        if piece.location != "body":
            continue
        if _HEADING.match(piece.text):
            ahead = _speaks_of_aims(piece.text)
        if ahead:
            continue
        context.begin(piece.text)
        for text in _SENTENCE.split(piece.text):
            found += (replace(s, place=piece.place) for s in statements_of(text, context))
        context.end(piece.text)
    return tuple(found)


def statements_of(text: str, context: _Context | None = None) -> list[Statement]:
    """Return the statements of one sentence; `context` holds what was said before."""
    known = context or _Context()
    sentence = scan(text)
    if len(sentence.tokens) > _MOST:
        return []
    linker = Linker(sentence, known.sentence)
    linked = linker.links()
    own = {id(token) for token in _quantities(sentence)}
    went_on = any(link.whole is not None and id(link.whole) not in own for link in linked)
    known.follow(sentence, went_on)
    return [_statement(link, text) for link in (*linked, *linker.loose())]


def _quantities(sentence: Sentence) -> Iterator[Quantity]:
    for token in sentence.tokens:
        if isinstance(token, Quantity):
            yield token
        else:
            yield from (token.part, token.whole)


def _statement(link: Link, text: str) -> Statement:
    subject = link.subject
    return Statement(link.part, link.whole, link.rate, text.strip(), subject, certain=link.certain)


def read_text(text: str) -> list[Statement]:
    """Return the statements of a paragraph of one or more sentences."""
    return [s for s in find_statements([TextPiece(text, Place())]) if not s.is_count]


def _speaks_of_aims(heading: str) -> bool:
    folded = fold(heading)
    return any(fold(word) in folded for word in target_wording().aim_headings)
