"""The vocabularies: words by which text is recognised, as YAML and CSV data files.

The files in contracts/vocabulary/ are what a data engineer edits; this module only reads
them. Values are plain lists and mappings of strings, checked on reading.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

from contracts.yaml_text import load_yaml


class WordingError(ValueError):
    """A vocabulary file breaks its own rules; the message names the file and key."""


@dataclass(frozen=True, slots=True)
class CitationWording:
    """Words and names by which legal acts are recognised."""

    symbol_repairs: dict[str, str]
    issuers: tuple[str, ...]
    form_words: tuple[str, ...]
    party_types: tuple[str, ...]
    bare_number_types: tuple[str, ...]
    law_names: tuple[str, ...]
    law_name_ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetWording:
    """Words by which measured aims are told from other figures."""

    comparators_before: dict[str, str]
    comparators_after: dict[str, str]
    joining_words: tuple[str, ...]
    aim_words: tuple[str, ...]
    fact_words: tuple[str, ...]
    base_words: tuple[str, ...]
    aim_headings: tuple[str, ...]
    not_of: tuple[str, ...]
    not_after: tuple[str, ...]
    number_words: dict[str, str]
    units: tuple[str, ...]
    per_words: dict[str, str]


@dataclass(frozen=True, slots=True)
class LetterheadWording:
    """Words by which the parts of a letterhead and a signature block are recognised."""

    mottoes: tuple[str, ...]
    body_openings: tuple[str, ...]
    issuer_openings: tuple[str, ...]
    title_openings: tuple[str, ...]
    not_issuers: tuple[str, ...]
    surnames: tuple[str, ...]
    authority_openings: tuple[str, ...]
    positions: tuple[str, ...]
    deciders: tuple[str, ...]
    report_verbs: tuple[str, ...]
    no_departments: tuple[str, ...]
    still_departments: tuple[str, ...]
    marks: tuple[str, ...]
    received_stamps: tuple[str, ...]
    stamp_lines: tuple[str, ...]


def _load(name: str) -> dict[str, Any]:
    path = resources.files("contracts") / "vocabulary" / name
    loaded = load_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise WordingError(f"{name}: must be a mapping of names to lists")
    return loaded


def _checked(name: str, key: str, value: object) -> dict[str, str] | tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return {str(word): meaning for word, meaning in value.items()}
    raise WordingError(f"{name}: {key} must be a list or a mapping of strings")


def _wording(name: str, kind: type[Any]) -> Any:
    loaded = _load(name)
    wanted = {field.name for field in fields(kind)}
    if set(loaded) != wanted:
        odd = ", ".join(sorted(wanted ^ set(loaded)))
        raise WordingError(f"{name}: missing or unknown keys: {odd}")
    return kind(**{key: _checked(name, key, value) for key, value in loaded.items()})


@cache
def citation_wording() -> CitationWording:
    """Return the words for citations; raise WordingError when the file is not well formed."""
    wording: CitationWording = _wording("citations.yaml", CitationWording)
    return wording


@cache
def target_wording() -> TargetWording:
    """Return the words for targets; raise WordingError when the file is not well formed."""
    wording: TargetWording = _wording("targets.yaml", TargetWording)
    return wording


@cache
def districts() -> dict[str, tuple[str, ...]]:
    """Return the names of the districts of each province, as they were until mid-2025."""
    return {province: tuple(names) for province, names in _load("districts.yaml").items()}


@cache
def letterhead_wording() -> LetterheadWording:
    """Return the words for letterheads; raise WordingError when the file is not well formed."""
    wording: LetterheadWording = _wording("letterhead.yaml", LetterheadWording)
    return wording


@cache
def province_spellings() -> dict[str, str]:
    """Return other spellings of province names and the catalogue's name for each."""
    path = resources.files("contracts") / "vocabulary" / "province_spellings.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return {row["spelling"]: row["name"] for row in csv.DictReader(lines)}
