"""Further names of agencies belong to agencies of the catalogue."""

from __future__ import annotations

import pytest

from contracts.agency_wording import agency_names, agency_words, read_agency_names
from contracts.catalogue import agencies
from contracts.wording import WordingError


def test_every_agency_can_be_named() -> None:
    assert {name.code for name in agency_names()} == {agency.code for agency in agencies()}


def test_successors_are_agencies() -> None:
    codes = {agency.code for agency in agencies()}
    assert {a.successor_code for a in agencies() if a.successor_code} <= codes


def test_codes_are_unique() -> None:
    codes = [agency.code for agency in agencies()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("row", ["XXX,Sở Lạ,any", "SNV,Sở Nội vụ,planet", "SNV,,any"])
def test_a_name_without_agency_or_level_is_refused(row: str) -> None:
    with pytest.raises(WordingError, match="line 2"):
        read_agency_names(["code,name,tail", row])


def test_an_unknown_kind_of_word_is_refused() -> None:
    assert "sở" in agency_words("named")
    with pytest.raises(WordingError, match="planet"):
        agency_words("planet")
