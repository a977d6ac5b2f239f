"""Figures, rules and boards that the reconciler's tests share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from contracts.relations import Rule
from contracts.rules import parse_rules
from transform.reading import Number, NumberKind
from transform.reconcile.evaluate import MONEY, Network, build_network, rate_ids
from transform.reconcile.figures import Figure, make_board


def number(text: str) -> Number:
    """Return a plain printed figure as a Number; "" is blank, "-" a dash."""
    bare = text.strip().rstrip("%").strip()
    if bare in ("", "-"):
        return Number(text, "dash" if bare else "blank")
    if not bare.lstrip("-").replace(",", "", 1).replace(".", "").isdigit():
        return Number(text, "unreadable")
    whole, _, decimals = bare.partition(",")
    value = Decimal(f"{whole.replace('.', '')}.{decimals}" if decimals else whole.replace(".", ""))
    kind: NumberKind = "zero" if value == 0 else "number"
    return Number(text, kind, value, len(decimals), percent="%" in text)


def figures(
    printed: Mapping[str, str],
    units: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
) -> dict[str, Figure]:
    """Return figures by id from printed texts."""
    return {
        id_: Figure(id_, number(text), (units or {}).get(id_), (notes or {}).get(id_))
        for id_, text in printed.items()
    }


def rules(*entries: str) -> tuple[Rule, ...]:
    """Return rules from the insides of YAML entries."""
    lines = "\n".join(f"  - {{id: r{i}, {entry}}}" for i, entry in enumerate(entries))
    return parse_rules(f"rules:\n{lines}\n", "test.yaml").rules


def network(
    printed: Mapping[str, str], made: Sequence[Rule], notes: Mapping[str, str] | None = None
) -> Network:
    """Return the constraints of `made` on a board of `printed`."""
    given = figures(printed, notes=notes)
    return build_network(make_board(given, rate_ids(made), MONEY), given, made)
