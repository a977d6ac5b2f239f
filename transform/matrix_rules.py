"""What the figures of a matrix must satisfy: its form's formulas, its sums, its balance.

Printed formulas hold by definition. What the layout says of columns, and sums over rows, are
assumptions about a table that was never seen: one that most of the table breaks is not what
is meant there, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, product
from typing import Literal

from contracts.layouts import Identity
from contracts.relations import Linear, Ratio, Rule, cells_of
from transform.finding import CellRef
from transform.matrix_rates import Share, fits, shares
from transform.measures import aspects_of, is_mean, is_rate
from transform.reading import Formula, LogicalRow, LogicalTable
from transform.reconcile.figures import Figure

Family = Literal["formula", "columns", "rows", "rates"]
_HALF = Decimal("0.5")
# a broken sum of more cells than these is searched only where another rule is broken too
_WIDE = 60


@dataclass(frozen=True, slots=True)
class MatrixRule:
    """A rule over cells of a matrix: where it comes from, and where it is checked.

    The rules of one `origin` stand or fall together where the form does not print them.
    """

    rule: Rule
    family: Family
    origin: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MatrixRules:
    """The rules to check, the sums over rows that hold almost nowhere (by total row), and
    what the columns of rates are the share of."""

    rules: tuple[MatrixRule, ...]
    doubtful: tuple[MatrixRule, ...]
    shares: tuple[Share, ...] = ()


def figure_id(table: LogicalTable, row: int, column: int) -> str:
    """Return the id of a cell, rows and columns counted from 1: M1.r5.c7."""
    return f"M{table.index}.r{row + 1}.c{column + 1}"


def matrix_figures(table: LogicalTable) -> dict[str, Figure]:
    """Return the figures of a matrix by id, in printed order."""
    return {
        figure_id(table, r, c): Figure(
            figure_id(table, r, c),
            number,
            "%" if is_rate(table.columns[c].role) else row.unit,
            row.note,
            cell_of(table, r, c),
        )
        for r, row in enumerate(table.rows)
        for c, number in enumerate(row.values)
        if number is not None
    }


def cell_of(table: LogicalTable, row: int, column: int) -> CellRef:
    """Return a cell as a person names it; a row without a number goes by its label."""
    found = table.rows[row]
    return CellRef(
        table.appendix,
        found.no or found.label or None,
        table.columns[column].name,
        None,
        found.place_of(column),
    )


def matrix_rules(table: LogicalTable, identities: Sequence[Identity]) -> MatrixRules:
    """Return the rules for one matrix; `identities` are those of its layout."""
    figures = matrix_figures(table)
    printed = [r for f in table.formulas for r in _formula_rules(table, f, figures)]
    assumed = [
        *_identity_rules(table, identities, figures),
        *(rule for total in _totals(table) for rule in _row_sums(table, total, figures)),
    ]
    open_cells = _open_cells([*printed, *assumed], figures)
    printed = [_with_open(rule, open_cells) for rule in printed]
    assumed = [_with_open(rule, open_cells) for rule in assumed]
    kept: list[MatrixRule] = []
    doubtful: list[MatrixRule] = []
    for _, group in groupby(assumed, key=lambda rule: rule.origin):
        rules = list(group)
        (kept if _is_credible(rules, figures) else doubtful).extend(rules)
    found = tuple(shares(table, frozenset(_column_sums([*printed, *kept]))))
    return MatrixRules(
        (*printed, *_without_repeated(printed, kept), *_rate_rules(table, found, figures)),
        tuple(rule for rule in doubtful if rule.family == "rows"),
        found,
    )


def _open_cells(rules: Iterable[MatrixRule], figures: Mapping[str, Figure]) -> frozenset[str]:
    """Return the blank totals that have parts: left open, where other blanks are zero."""
    return frozenset(
        relation.terms[0][0]
        for rule in rules
        if isinstance(relation := rule.rule.relation, Linear)
        and figures[relation.terms[0][0]].number.kind == "blank"
        and any(figures[name].number.value for name, _ in relation.terms[1:])
    )


def _with_open(rule: MatrixRule, open_cells: frozenset[str]) -> MatrixRule:
    """Return a rule that takes an open blank among its parts for any number."""
    relation = rule.rule.relation
    if not isinstance(relation, Linear) or not any(n in open_cells for n, _ in relation.terms[1:]):
        return rule
    return replace(rule, rule=replace(rule.rule, relation=replace(relation, blank_is="unknown")))


def _without_repeated(
    printed: Sequence[MatrixRule], assumed: Sequence[MatrixRule]
) -> list[MatrixRule]:
    """Return the assumed rules that say something which no rule before them says."""
    said: set[frozenset[tuple[str, Decimal]]] = {_terms(r) for r in printed}
    fresh = []
    for rule in assumed:
        if _terms(rule) not in said:
            said.add(_terms(rule))
            fresh.append(rule)
    return fresh


def _terms(rule: MatrixRule) -> frozenset[tuple[str, Decimal]]:
    relation = rule.rule.relation
    return frozenset(relation.terms) if isinstance(relation, Linear) else frozenset()


def _formula_rules(
    table: LogicalTable, formula: Formula, figures: Mapping[str, Figure]
) -> Iterator[MatrixRule]:
    for index in range(len(table.rows)):
        name = f"M{table.index}.r{index + 1}.c{formula.total + 1}"
        relation: Linear | Ratio | None
        if formula.part is not None and formula.whole is not None:
            ids = [figure_id(table, index, c) for c in (formula.total, formula.part, formula.whole)]
            known = all(i in figures for i in ids)
            relation = Ratio(ids[0], ids[1], ids[2], Decimal(formula.scale)) if known else None
        else:
            cells = [(c, Decimal(-sign)) for c, sign in formula.terms]
            relation = _sum(table, index, formula.total, cells, figures)
        if relation is not None:
            rule = Rule(f"{name}-formula", relation, why=f"the form prints {formula.printed}")
            yield MatrixRule(rule, "formula", f"formula {formula.total}", (index,))


def _sum(
    table: LogicalTable,
    row: int,
    total: int,
    cells: Iterable[tuple[int, Decimal]],
    figures: Mapping[str, Figure],
) -> Linear | None:
    """Return that a cell is a weighted sum of others of its row; None where one is no figure."""
    terms = [(total, Decimal(1)), *cells]
    named = tuple((figure_id(table, row, c), weight) for c, weight in terms)
    if any(name not in figures for name, _ in named):
        return None
    return Linear(named, "==", blank_is="zero", shape="sum")


def _identity_rules(
    table: LogicalTable, identities: Sequence[Identity], figures: Mapping[str, Figure]
) -> Iterator[MatrixRule]:
    by_role = {column.role: i for i, column in reversed(list(enumerate(table.columns)))}
    for (number, identity), end in product(enumerate(identities), _ends_of(table)):
        parts = [by_role[role + end] for role in identity.parts if role + end in by_role]
        total = by_role.get(identity.total + end)
        if total is None or len(parts) < 2 or total in parts:
            continue
        for row in range(len(table.rows)):
            relation = _sum(table, row, total, [(c, Decimal(-1)) for c in parts], figures)
            if relation is not None:
                rule = _identity_rule(f"M{table.index}.r{row + 1}.c{total + 1}", identity, relation)
                yield MatrixRule(rule, "columns", f"identity {number}{end}", (row,))


def _ends_of(table: LogicalTable) -> list[str]:
    """Return what the roles of a table's figures end in: nothing, a basis or a level."""
    summed = [c.role for c in table.columns if not (is_rate(c.role) or is_mean(c.role))]
    return sorted({"", *map(aspects_of, summed)})


def _identity_rule(name: str, identity: Identity, relation: Linear) -> Rule:
    if identity.p == 1:
        return Rule(f"{name}-parts", relation, "identity", identity.p, identity.why)
    return Rule(
        f"{name}-balance{len(relation.terms) - 1}", relation, "soft", identity.p, identity.why
    )


def _totals(table: LogicalTable) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the rows that sum others, each with every set of rows it may be the sum of."""
    children = children_of(table)
    tops = [i for i in children.get(None, []) if table.rows[i].kind != "total"]
    for index, row in enumerate(table.rows):
        if row.kind == "total":
            for parts in _candidates(table, index, tops, children):
                yield index, parts
        elif _has_figures(row) and (
            parts := _with_figures(table, children.get(index, []), children)
        ):
            yield index, parts


def _candidates(
    table: LogicalTable, total: int, tops: Sequence[int], children: Mapping[int | None, list[int]]
) -> list[tuple[int, ...]]:
    """Return what a totals row may sum: the whole table, its own block, or other totals."""
    others = [i for i, row in enumerate(table.rows) if row.kind == "total" and i != total]
    above = max((i for i in others if i < total), default=-1)
    below = min((i for i in others if i > total), default=len(table.rows))
    found = [
        _with_figures(table, tops, children),
        _with_figures(table, [i for i in tops if above < i < total], children),
        _with_figures(table, [i for i in tops if total < i < below], children),
        tuple(others),
    ]
    return list(dict.fromkeys(parts for parts in found if len(parts) > 1))


def children_of(table: LogicalTable) -> dict[int | None, list[int]]:
    """Return the rows under each row, those of the first level under None."""
    found: dict[int | None, list[int]] = {}
    open_rows: list[int] = []
    for index, row in enumerate(table.rows):
        while open_rows and table.rows[open_rows[-1]].level >= row.level:
            open_rows.pop()
        found.setdefault(open_rows[-1] if open_rows else None, []).append(index)
        open_rows.append(index)
    return found


def _column_sums(rules: Iterable[MatrixRule]) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield the columns that are the sum of others: which, and of which."""
    for rule in rules:
        if rule.family != "rows" and isinstance(rule.rule.relation, Linear):
            names = cells_of(rule.rule.relation)
            total, *parts = (int(name.rpartition(".c")[2]) - 1 for name in names)
            yield total, frozenset(parts)


def _rate_rules(
    table: LogicalTable, found: Iterable[Share], figures: Mapping[str, Figure]
) -> Iterator[MatrixRule]:
    """Yield the rules of rates whose other rows tell of which two columns they are."""
    for share in found:
        if not share.is_plain:
            continue
        for row in share.rows:
            rate, part, whole = (figure_id(table, row, column) for column in share.columns)
            if all(name in figures for name in (rate, part, whole)):
                rule = Rule(f"{rate}-ratio", Ratio(rate, part, whole), why=why_of(table, share))
                yield MatrixRule(rule, "rates", f"rate {share.rate}", (row,))


def why_of(table: LogicalTable, share: Share) -> str:
    """Return what the rows of a table tell of a column of rates, in words."""
    part, whole = (
        " + ".join(f"“{table.columns[column].name}”" for column in columns)
        for columns in (share.parts, share.wholes)
    )
    taken = f"{whole} - {part}" if share.rest else part
    return f"the other rows print 100 x ({taken}) / ({whole})"


def _with_figures(
    table: LogicalTable, rows: Iterable[int], children: Mapping[int | None, list[int]]
) -> tuple[int, ...]:
    """Return `rows`, those without figures replaced by the rows under them."""
    found: list[int] = []
    for index in rows:
        if table.rows[index].kind == "total":
            continue
        if _has_figures(table.rows[index]):
            found.append(index)
        else:
            found += _with_figures(table, children.get(index, []), children)
    return tuple(found)


def _has_figures(row: LogicalRow) -> bool:
    return any(number is not None and number.value is not None for number in row.values)


def _row_sums(
    table: LogicalTable, sums: tuple[int, tuple[int, ...]], figures: Mapping[str, Figure]
) -> Iterator[MatrixRule]:
    total, parts = sums
    for column, spec in enumerate(table.columns):
        terms = [(figure_id(table, total, column), Decimal(1))]
        terms += [(figure_id(table, part, column), Decimal(-1)) for part in parts]
        never_summed = is_rate(spec.role) or is_mean(spec.role)
        if never_summed or any(name not in figures for name, _ in terms):
            continue
        relation = Linear(tuple(terms), "==", blank_is="zero", shape="sum")
        rule = Rule(f"M{table.index}.r{total + 1}.c{column + 1}-sum", relation)
        yield MatrixRule(rule, "rows", f"rows {total} {parts}", (total, *parts))


def _is_credible(rules: Sequence[MatrixRule], figures: Mapping[str, Figure]) -> bool:
    """Tell whether no more than half of the rules that say anything are broken."""
    said = [holds for rule in rules if (holds := _holds(rule, figures)) is not None]
    return len(said) < 2 or sum(said) >= _HALF * len(said)


def narrowed(
    rules: Sequence[MatrixRule], figures: Mapping[str, Figure]
) -> tuple[list[MatrixRule], list[MatrixRule]]:
    """Return the rules to search, and the broken wide sums whose fault no other rule shows.

    Of a broken wide sum only the total and the cells of other broken rules stay; the rest is
    taken as printed and stands on its right-hand side.
    """
    wide = {id(rule) for rule in rules if _is_wide(rule) and _holds(rule, figures) is False}
    doubted = {
        name
        for rule in rules
        if id(rule) not in wide and _holds(rule, figures) is False
        for name in cells_of(rule.rule.relation)
    }
    kept: list[MatrixRule] = []
    alone: list[MatrixRule] = []
    for rule in rules:
        if id(rule) not in wide:
            kept.append(rule)
        elif doubted.isdisjoint(name for name, _ in _linear(rule).terms[1:]):
            alone.append(rule)
        else:
            kept.append(_folded(rule, doubted, figures))
    return kept, alone


def _is_wide(rule: MatrixRule) -> bool:
    return isinstance(rule.rule.relation, Linear) and len(rule.rule.relation.terms) > _WIDE


def _linear(rule: MatrixRule) -> Linear:
    relation = rule.rule.relation
    assert isinstance(relation, Linear)
    return relation


def _folded(rule: MatrixRule, doubted: set[str], figures: Mapping[str, Figure]) -> MatrixRule:
    total, *parts = _linear(rule).terms
    stay = tuple(part for part in parts if part[0] in doubted)
    rest = sum((figures[n].number.value or Decimal(0)) * -w for n, w in parts if n not in doubted)
    relation = replace(_linear(rule), terms=(total, *stay), rhs=Decimal(rest))
    return replace(rule, rule=replace(rule.rule, relation=relation))


def _holds(rule: MatrixRule, figures: Mapping[str, Figure]) -> bool | None:
    """Tell whether a rule holds; None where it is open, or nothing but zeros is printed."""
    relation = rule.rule.relation
    if isinstance(relation, Ratio):
        part, whole = figures[relation.part].number.value, figures[relation.whole].number.value
        rate = figures[relation.rate].number
        if part is None or not whole or rate.value is None:
            return None
        return fits(rate, part * relation.scale / 100, whole)
    if not isinstance(relation, Linear) or relation.blank_is == "unknown":
        return None
    values = [(figures[name].number.value, weight) for name, weight in relation.terms]
    if values[0][0] is None or not any(value for value, _ in values):
        return None
    return sum((value or Decimal(0)) * weight for value, weight in values) == 0
