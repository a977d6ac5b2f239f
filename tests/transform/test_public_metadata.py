"""Letterhead and citations of public documents, where they lie beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.document import Place
from extract.reader import read_path
from tests.transform.test_letterhead import printed
from transform.citations import find_citations
from transform.letterhead import read_letterhead
from transform.pieces import TextPiece, body_pieces

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "seeds"
FIELDS = "doc_type number symbol place date department title period_start period_end signer"


@pytest.fixture(params=range(5))
def public(request: pytest.FixtureRequest) -> tuple[Path, dict[str, Any]]:
    """Return one public document and what a person read from it."""
    found = sorted(FOLDER.glob("*.txt"))
    if request.param >= len(found):
        pytest.skip("the public documents are not here")
    path = found[request.param]
    read = json.loads(path.with_name(f"{path.name}.gold.json").read_text(encoding="utf-8"))
    return path, read


def test_letterhead_is_as_a_person_read_it(public: tuple[Path, dict[str, Any]]) -> None:
    path, read = public
    head, notices = read_letterhead(read_path(path))
    found = printed(head)
    wanted = {name: read["metadata"].get(name) for name in FIELDS.split()}
    assert {name: found.get(name) for name in wanted} == wanted
    assert found.get("recipients", []) == read["metadata"]["recipients"]
    assert notices == ()


def test_citations_are_those_a_person_found(public: tuple[Path, dict[str, Any]]) -> None:
    path, read = public
    document = read_path(path)
    head, _ = read_letterhead(document)
    cells = (
        TextPiece(text, Place(), "appendix")
        for table in read["tables"]
        for row in table["rows"]
        for text in row["cells"].values()
    )
    found = find_citations((*body_pieces(document), *cells), head)
    wanted = read["metadata"]["legal_refs"]
    assert {(c.number_symbol, c.date.isoformat() if c.date else None) for c in found} == {
        (ref["number_symbol"], ref["date"]) for ref in wanted
    }
