"""The same figure printed elsewhere: in prose, in a note, in another table.

A repetition joins the report as a figure of its own with a soft equality, so that it can
be wrong too, and speaks for the figure it repeats when it agrees with the other rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from contracts.relations import Linear, Rule
from transform.reconcile.figures import Figure

AGREES = Decimal("0.98")
WHY = "the same figure printed elsewhere, which may follow another period or scope"


def with_evidence(
    figures: Mapping[str, Figure], rules: Sequence[Rule], evidence: Mapping[str, Sequence[Figure]]
) -> tuple[dict[str, Figure], tuple[Rule, ...]]:
    """Return figures and rules enlarged by repetitions; `evidence` maps an id to them."""
    more_figures: dict[str, Figure] = {}
    more_rules: list[Rule] = []
    for id_, repeats in evidence.items():
        if id_ not in figures:
            continue
        for number, repeat in enumerate(repeats, start=2):
            name = f"{id_}#{number}"
            unit = repeat.unit or figures[id_].unit
            more_figures[name] = replace(repeat, id=name, unit=unit)
            more_rules.append(_equal(id_, name))
    return {**figures, **more_figures}, (*rules, *more_rules)


def _equal(first: str, second: str) -> Rule:
    terms = ((first, Decimal(1)), (second, Decimal(-1)))
    relation = Linear(terms, "==", shape="equal")
    return Rule(f"repeat-{second}", relation, "soft", AGREES, WHY)
