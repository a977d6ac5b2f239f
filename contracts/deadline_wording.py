"""The words by which deadlines are recognised: contracts/vocabulary/deadlines.yaml, read once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from contracts.wording import WordingError
from contracts.yaml_text import load_yaml


@dataclass(frozen=True, slots=True)
class DeadlineWording:
    """Phrases for the forms of a deadline; mappings go from the phrase to its meaning."""

    every: tuple[str, ...]
    periods: dict[str, str]
    always: dict[str, str]
    times_a_year: dict[str, str]
    conditions: dict[str, str]
    event_openings: dict[str, str]
    condition_phrases: tuple[str, ...]
    references: tuple[str, ...]
    reference_not_before: tuple[str, ...]
    reference_not_after: tuple[str, ...]
    reference_fillers: tuple[str, ...]
    same_as_above: tuple[str, ...]
    before: tuple[str, ...]
    not_after: tuple[str, ...]
    until: tuple[str, ...]
    from_: tuple[str, ...]
    after: tuple[str, ...]
    fillers: tuple[str, ...]
    whole_year: tuple[str, ...]
    onwards: tuple[str, ...]
    relative_openings: tuple[str, ...]
    relative_units: tuple[str, ...]
    relative_links: tuple[str, ...]
    paper_openings: tuple[str, ...]
    note_openings: tuple[str, ...]
    clause_openings: tuple[str, ...]


@cache
def deadline_wording() -> DeadlineWording:
    """Return the words for deadlines; raise WordingError when the file is not well formed."""
    path = resources.files("contracts") / "vocabulary" / "deadlines.yaml"
    return read_deadline_wording(path.read_text(encoding="utf-8"))


def read_deadline_wording(text: str) -> DeadlineWording:
    """Read the YAML `text`; raise WordingError on missing, unknown or mistyped keys."""
    loaded = load_yaml(text)
    if not isinstance(loaded, dict):
        raise WordingError("deadlines.yaml: must be a mapping of names to phrases")
    loaded = {("from_" if key == "from" else key): value for key, value in loaded.items()}
    wanted = {field.name: str(field.type) for field in fields(DeadlineWording)}
    if set(loaded) != set(wanted):
        odd = ", ".join(sorted(str(key) for key in set(wanted) ^ set(loaded)))
        raise WordingError(f"deadlines.yaml: missing or unknown keys: {odd}")
    for key, value in loaded.items():
        loaded[key] = _checked(key, value, mapping=wanted[key].startswith("dict"))
    return DeadlineWording(**loaded)


def _checked(key: str, value: object, *, mapping: bool) -> dict[str, str] | tuple[str, ...]:
    if mapping and isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        return {str(phrase): meaning for phrase, meaning in value.items()}
    if not mapping and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    kind = "mapping" if mapping else "list"
    raise WordingError(f"deadlines.yaml: {key} must be a {kind} of phrases")
