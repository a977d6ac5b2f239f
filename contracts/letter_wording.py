"""The wording of letters to offices (contracts/templates/letter.yaml)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from contracts.yaml_text import load_yaml


@cache
def letter_wording() -> dict[str, Any]:
    """Return the texts of a letter, as nested templates by name."""
    path = resources.files("contracts") / "templates" / "letter.yaml"
    wording: dict[str, Any] = load_yaml(path.read_text(encoding="utf-8"))
    return wording
