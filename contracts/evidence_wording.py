"""The words by which sentences of running text give parts, wholes, rates and bounds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

from contracts.wording import WordingError
from contracts.yaml_text import load_yaml


@dataclass(frozen=True, slots=True)
class EvidenceWording:
    """Word lists; what each is for stands beside it in contracts/vocabulary/evidence.yaml."""

    bounds: dict[str, str]
    change_words: tuple[str, ...]
    aim_words: tuple[str, ...]
    result_words: tuple[str, ...]
    whole_words: tuple[str, ...]
    likely_whole_words: tuple[str, ...]
    whole_after_words: tuple[str, ...]
    on_words: tuple[str, ...]
    part_words: tuple[str, ...]
    opposite_words: dict[str, tuple[str, ...]]
    rate_links: tuple[str, ...]
    ordinals: tuple[str, ...]
    not_counts: tuple[str, ...]
    nouns: tuple[str, ...]
    money: tuple[str, ...]
    narrowing: tuple[str, ...]


@cache
def evidence_wording() -> EvidenceWording:
    """Return the words; raise WordingError when the file is not well formed."""
    path = resources.files("contracts") / "vocabulary" / "evidence.yaml"
    loaded = load_yaml(path.read_text(encoding="utf-8"))
    names = [field.name for field in fields(EvidenceWording)]
    if not isinstance(loaded, dict) or set(loaded) != set(names):
        raise WordingError(f"evidence.yaml: must name exactly {', '.join(names)}")
    return EvidenceWording(**{name: _plain(name, loaded[name]) for name in names})


def _plain(name: str, value: object) -> Any:
    if isinstance(value, list):
        return tuple(str(word) for word in value)
    if not isinstance(value, dict):
        raise WordingError(f"evidence.yaml: {name} must be a list or a mapping")
    return {
        str(key): _plain(name, item) if isinstance(item, list) else str(item)
        for key, item in value.items()
    }
