"""The one door: a seed and a count in, that many documents out, always the same ones."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from .families import FAMILIES
from .model import BuiltDocument


def build_variants(seed: int, count: int) -> list[BuiltDocument]:
    """Return `count` documents, the families in turn; the same seed gives the same documents."""
    names = list(FAMILIES)
    return [build_one(names[i % len(names)], seed, i) for i in range(count)]


def build_one(family: str, seed: int, position: int = 0) -> BuiltDocument:
    """Return one document of a family."""
    rng = Random(f"{seed}:{position}:{family}")
    return FAMILIES[family](rng, f"V{position:03d}_{family}")


def write_all(documents: list[BuiltDocument], folder: Path) -> None:
    """Write NAME.txt and NAME.txt.gold.json for every document."""
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        path = document.write(folder)
        gold = json.dumps(document.gold, ensure_ascii=False, indent=1)
        path.with_name(f"{path.name}.gold.json").write_text(gold + "\n", encoding="utf-8")
