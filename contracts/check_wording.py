"""The words by which the checks beyond arithmetic recognise what a cell says."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from contracts.wording import WordingError
from contracts.yaml_text import load_yaml


@dataclass(frozen=True, slots=True)
class CheckWording:
    """Word lists; what each is for stands beside it in contracts/vocabulary/checks.yaml."""

    generic_units: tuple[str, ...]
    rate_units: tuple[str, ...]
    held_words: tuple[str, ...]
    not_held_words: tuple[str, ...]
    time_openings: tuple[str, ...]
    time_words: tuple[str, ...]
    action_openings: tuple[str, ...]


@cache
def check_wording() -> CheckWording:
    """Return the words; raise WordingError when the file is not well formed."""
    path = resources.files("contracts") / "vocabulary" / "checks.yaml"
    loaded = load_yaml(path.read_text(encoding="utf-8"))
    names = [field.name for field in fields(CheckWording)]
    if not isinstance(loaded, dict) or set(loaded) != set(names):
        raise WordingError(f"checks.yaml: must name exactly {', '.join(names)}")
    return CheckWording(**{name: tuple(str(word) for word in loaded[name]) for name in names})
