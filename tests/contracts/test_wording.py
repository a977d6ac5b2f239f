"""The vocabularies are well formed, and a broken one is refused."""

from __future__ import annotations

from dataclasses import fields

import pytest

from contracts import wording
from contracts.catalogue import provinces


def test_every_vocabulary_is_read() -> None:
    assert "UBND" in wording.citation_wording().issuers
    assert wording.target_wording().comparators_before["tối thiểu"] == ">="
    assert "GIÁM ĐỐC" in wording.letterhead_wording().positions


def test_comparators_are_those_of_a_target() -> None:
    words = wording.target_wording()
    used = {*words.comparators_before.values(), *words.comparators_after.values()}
    assert used <= {">", ">=", "<", "<="}


def test_spellings_lead_to_names_of_the_catalogue() -> None:
    names = {province.name for province in provinces()}
    assert set(wording.province_spellings().values()) <= names


@pytest.mark.parametrize(
    ("loaded", "message"),
    [
        ({"issuers": ["UBND"]}, "missing or unknown keys"),
        (
            {f.name: [] for f in fields(wording.LetterheadWording)} | {"mottoes": "no list"},
            "mottoes must be a list",
        ),
    ],
)
def test_a_broken_vocabulary_is_refused(
    monkeypatch: pytest.MonkeyPatch, loaded: dict[str, object], message: str
) -> None:
    monkeypatch.setattr(wording, "_load", lambda _name: loaded)
    with pytest.raises(wording.WordingError, match=message):
        wording._wording("broken.yaml", wording.LetterheadWording)
