"""What holds between documents, as data: contracts/comparisons/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any, Literal, cast, get_args

from contracts.catalogue import Indicator, indicators
from contracts.relations import RuleError
from contracts.yaml_text import load_yaml

Kind = Literal[
    "stale",
    "not_below",
    "running",
    "previous_column",
    "carried",
    "plan_tasks",
    "departments",
    "unit",
    "unusual",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEVELS = ("document", "history")
_REQUIRED = {"id", "kind", "level", "figures", "p", "why", "severity"}
_OPTIONAL = {"least", "share", "now", "before"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: how, of which figures, how strong, and why a breach may be none.

    `least` is the fewest figures, reports or departments it needs, `share` a threshold of
    its kind; `now` and `before` name the measures that a matrix compares,
    or the basis of a column.
    """

    id: str
    kind: Kind
    level: Literal["document", "history"]
    codes: frozenset[str]
    p: Decimal
    why: str
    severity: int
    least: int = 1
    share: Decimal = Decimal(0)
    now: str = ""
    before: str = ""


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Return the comparisons; raise RuleError for a file that is not well formed."""
    folder = resources.files("contracts") / "comparisons"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    found = [
        comparison
        for name in names
        for comparison in parse_comparisons((folder / name).read_text(encoding="utf-8"), name)
    ]
    ids = [comparison.id for comparison in found]
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if twice:
        raise RuleError(f"{', '.join(twice)} stands twice")
    return tuple(found)


def parse_comparisons(text: str, name: str) -> tuple[Comparison, ...]:
    """Return the comparisons of a YAML text; raise RuleError naming `name` and the id."""
    loaded = load_yaml(text)
    if not isinstance(loaded, dict) or not isinstance(loaded.get("comparisons"), list):
        raise RuleError(f"{name}: no list of comparisons")
    return tuple(_comparison(entry, name) for entry in loaded["comparisons"])


def _comparison(entry: Mapping[str, Any], name: str) -> Comparison:
    where = f"{name}, comparison {entry.get('id', '?')}"
    wrong = (_REQUIRED - set(entry)) | (set(entry) - _REQUIRED - _OPTIONAL)
    if wrong:
        raise RuleError(f"{where}: missing or unknown {', '.join(sorted(wrong))}")
    if entry["kind"] not in KINDS or entry["level"] not in LEVELS:
        raise RuleError(f"{where}: unknown kind or level")
    p, share = (_decimal(entry.get(field, 0), where) for field in ("p", "share"))
    if not 0 < p < 1:
        raise RuleError(f"{where}: p must lie between 0 and 1")
    return Comparison(
        id=str(entry["id"]),
        kind=cast(Kind, entry["kind"]),
        level=entry["level"],
        codes=_codes(entry["figures"], where),
        p=p,
        why=str(entry["why"]),
        severity=int(entry["severity"]),
        least=int(entry.get("least", 1)),
        share=share,
        now=str(entry.get("now", "")),
        before=str(entry.get("before", "")),
    )


def _decimal(value: object, where: str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise RuleError(f"{where}: {value!r} is no number") from error


def _codes(picked: Mapping[str, Any], where: str) -> frozenset[str]:
    known = {item.code: item for item in indicators()}
    if "codes" in picked:
        unknown = sorted(set(picked["codes"]) - set(known))
        if unknown:
            raise RuleError(f"{where}: unknown figure {', '.join(unknown)}")
        return frozenset(picked["codes"])
    return frozenset(code for code, item in known.items() if picked and _is_picked(item, picked))


def _is_picked(item: Indicator, picked: Mapping[str, Any]) -> bool:
    return item.kind in picked.get("kind", (item.kind,)) and item.basis in picked.get(
        "basis", (item.basis,)
    )
