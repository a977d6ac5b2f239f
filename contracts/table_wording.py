"""The words by which rows around and inside tables are told apart."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from contracts.wording import WordingError
from contracts.yaml_text import load_yaml


@dataclass(frozen=True, slots=True)
class TableWording:
    """Word lists; what each is for stands beside it in contracts/vocabulary/tables.yaml."""

    frame_openings: tuple[str, ...]
    form_openings: tuple[str, ...]
    signature_openings: tuple[str, ...]
    totals: tuple[str, ...]
    subtotal_openings: tuple[str, ...]
    part_announcements: tuple[str, ...]
    footnote_openings: tuple[str, ...]
    number_row_names: tuple[str, ...]
    open_words: tuple[str, ...]
    open_before_numbers: tuple[str, ...]
    open_names: tuple[str, ...]


@cache
def table_wording() -> TableWording:
    """Return the words; raise WordingError when the file is not well formed."""
    path = resources.files("contracts") / "vocabulary" / "tables.yaml"
    loaded = load_yaml(path.read_text(encoding="utf-8"))
    names = [field.name for field in fields(TableWording)]
    if not isinstance(loaded, dict) or set(loaded) != set(names):
        raise WordingError(f"tables.yaml: must name exactly {', '.join(names)}")
    return TableWording(**{name: tuple(str(word) for word in loaded[name]) for name in names})
