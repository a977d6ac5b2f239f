"""Rules between figures: what a form's figures must satisfy, as data.

A rule file (contracts/rules/*.yaml) belongs to one form, or to none when its rules join
several forms. `load_rules` reads one file and refuses what is not well formed with the
file, the line and the rule's id; `all_rules` returns the rules shipped with the product.

A reference such as "3.1.2" is a row of the file's own form; "PL5.1.5" names a row of any
form. In a file whose form the catalogue does not know, references are used as written.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml

from contracts.catalogue import indicators
from contracts.relations import (
    Between,
    Linear,
    Positive,
    Range,
    Ratio,
    Reduction,
    Relation,
    Rule,
    RuleError,
    RuleFile,
    cells_of,
)
from contracts.yaml_text import LOADER

Resolve = Callable[[str], str]


@cache
def _form_prefixes() -> dict[str, str]:
    return {item.form: item.appendix for item in indicators()}


@cache
def _codes() -> frozenset[str]:
    return frozenset(item.code for item in indicators())


def _resolver(form: str | None) -> Resolve:
    prefix = _form_prefixes().get(form or "")
    if prefix is None:
        return lambda reference: reference
    return lambda reference: reference if reference in _codes() else f"{prefix}.{reference}"


def figure_id(form: str, row: str) -> str:
    """Return the id under which rules know row `row` of `form`, a form's id or its prefix."""
    if form in _form_prefixes().values():
        return f"{form}.{row}"
    return _resolver(form)(row)


def _fail(message: str) -> RuleError:
    return RuleError(message)


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _fail(f"{value!r} is no number")
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise _fail(f"{value!r} is no number") from error


def _reference(value: object, resolve: Resolve) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        # an unquoted 3.10 would silently become 3.1
        raise _fail(f"reference {value!r} must be quoted text")
    text = unicodedata.normalize("NFC", str(value)).strip()
    if not text:
        raise _fail("empty reference")
    return resolve(text)


def _references(value: object, resolve: Resolve) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    if not items:
        raise _fail("a list of references is empty")
    return tuple(_reference(item, resolve) for item in items)


def _fields(value: object, required: Iterable[str], optional: Iterable[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _fail(f"expected named fields, found {value!r}")
    missing = [name for name in required if name not in value]
    unknown = sorted(str(name) for name in value if name not in {*required, *optional})
    if missing:
        raise _fail(f"missing {', '.join(missing)}")
    if unknown:
        raise _fail(f"unknown {', '.join(unknown)}")
    return value


def _pair(value: object) -> tuple[object, object]:
    if not isinstance(value, list) or len(value) != 2:
        raise _fail(f"expected two sides, found {value!r}")
    return value[0], value[1]


def _choice(value: object, allowed: Sequence[str], name: str) -> Any:
    if str(value) not in allowed:
        raise _fail(f"{name} {value!r} is none of {', '.join(allowed)}")
    return str(value)


def _ratio(value: object, options: Mapping[str, Any], resolve: Resolve) -> Ratio:
    fields = _fields(value, ("rate", "part", "whole"), ("scale",))
    legal = options.get("zero_over_zero", ["0", "100", "blank"])
    if not isinstance(legal, list):
        raise _fail("zero_over_zero must be a list")
    return Ratio(
        rate=_reference(fields["rate"], resolve),
        part=_reference(fields["part"], resolve),
        whole=_reference(fields["whole"], resolve),
        scale=_decimal(fields.get("scale", 100)),
        zero_over_zero=tuple(
            _choice(item, ("0", "100", "blank"), "zero_over_zero") for item in legal
        ),
    )


def _merged(terms: Iterable[tuple[str, Decimal]]) -> tuple[tuple[str, Decimal], ...]:
    total: dict[str, Decimal] = {}
    for cell, coefficient in terms:
        if cell in total:
            raise _fail(f"{cell} stands twice")
        total[cell] = coefficient
    return tuple(total.items())


def _sum(value: object, options: Mapping[str, Any], resolve: Resolve) -> Linear:
    fields = _fields(value, ("total", "parts"), ())
    total = _reference(fields["total"], resolve)
    parts = _references(fields["parts"], resolve)
    terms = [(total, Decimal(1)), *((part, Decimal(-1)) for part in parts)]
    return Linear(_merged(terms), "==", blank_is=_blank_is(options), shape="sum")


def _sides(value: object, options: Mapping[str, Any], resolve: Resolve) -> Linear:
    left, right = _pair(value)
    terms = [(cell, Decimal(1)) for cell in _references(left, resolve)]
    terms += [(cell, Decimal(-1)) for cell in _references(right, resolve)]
    return Linear(_merged(terms), "<=", blank_is=_blank_is(options), shape="le")


def _equal(value: object, options: Mapping[str, Any], resolve: Resolve) -> Linear:
    sides = _sides(value, options, resolve)
    return Linear(sides.terms, "==", blank_is=sides.blank_is, shape="equal")


def _linear(value: object, options: Mapping[str, Any], resolve: Resolve) -> Linear:
    fields = _fields(value, ("terms", "op"), ("rhs",))
    if not isinstance(fields["terms"], dict) or not fields["terms"]:
        raise _fail("terms must name at least one figure")
    terms = [(_reference(key, resolve), _decimal(c)) for key, c in fields["terms"].items()]
    if any(coefficient == 0 for _, coefficient in terms):
        raise _fail("a coefficient is 0")
    op = _choice(fields["op"], ("==", "<="), "op")
    return Linear(_merged(terms), op, _decimal(fields.get("rhs", 0)), _blank_is(options))


def _blank_is(options: Mapping[str, Any]) -> Any:
    return _choice(options.get("blank_is", "unknown"), ("unknown", "zero"), "blank_is")


def _range(value: object, _: Mapping[str, Any], resolve: Resolve) -> Range:
    fields = _fields(value, ("cell",), ("min", "max"))
    low, high = (None if fields.get(n) is None else _decimal(fields[n]) for n in ("min", "max"))
    if low is None and high is None:
        raise _fail("a range needs min or max")
    if low is not None and high is not None and low > high:
        raise _fail(f"min {low} is above max {high}")
    return Range(_reference(fields["cell"], resolve), low, high)


def _positive(value: object, _: Mapping[str, Any], resolve: Resolve) -> Positive:
    fields = _fields(value, ("if", "then"), ())
    return Positive(_reference(fields["if"], resolve), _references(fields["then"], resolve))


def _between(value: object, _: Mapping[str, Any], resolve: Resolve) -> Between:
    fields = _fields(value, ("cell", "of"), ())
    return Between(_reference(fields["cell"], resolve), _references(fields["of"], resolve))


def _reduction(value: object, _: Mapping[str, Any], resolve: Resolve) -> Reduction:
    fields = _fields(value, ("rate", "present"), ())
    return Reduction(_reference(fields["rate"], resolve), _references(fields["present"], resolve))


_SHAPES: dict[str, Callable[[object, Mapping[str, Any], Resolve], Relation]] = {
    "ratio": _ratio,
    "sum": _sum,
    "le": _sides,
    "equal": _equal,
    "linear": _linear,
    "range": _range,
    "positive": _positive,
    "between": _between,
    "reduction": _reduction,
}
_OPTIONS = ("strength", "p", "why", "evidence", "blank_is", "zero_over_zero", "valid")


def _period(value: object) -> tuple[dt.date | None, dt.date | None]:
    fields = _fields({} if value is None else value, (), ("from", "to"))
    days = [fields.get("from"), fields.get("to")]
    if any(day is not None and not isinstance(day, dt.date) for day in days):
        raise _fail(f"valid needs dates, found {value!r}")
    return days[0], days[1]


def _strength(entry: Mapping[str, Any]) -> tuple[Literal["identity", "soft"], Decimal, str]:
    strength = _choice(entry.get("strength", "identity"), ("identity", "soft"), "strength")
    why = str(entry.get("why", ""))
    if strength == "identity":
        if "p" in entry:
            raise _fail("an identity has no p")
        return "identity", Decimal(1), why
    if entry.get("p") is None:
        raise _fail("a soft rule says by p how often it holds, such as p: 0.9")
    p = _decimal(entry["p"])
    if not 0 < p < 1:
        raise _fail(f"p must lie between 0 and 1, found {p}")
    if not why:
        raise _fail("a soft rule says why")
    return "soft", p, why


def _rule(entry: object, form: str | None, valid: object) -> Rule:
    resolve = _resolver(form)
    fields = _fields(entry, ("id",), (*_SHAPES, *_OPTIONS))
    shapes = [name for name in _SHAPES if name in fields]
    if len(shapes) != 1:
        raise _fail(f"a rule has one relation, found {len(shapes)}")
    relation = _SHAPES[shapes[0]](fields[shapes[0]], fields, resolve)
    cells = cells_of(relation)
    if len(set(cells)) != len(cells):
        raise _fail("a figure stands twice")
    strength, p, why = _strength(fields)
    start, end = _period(fields.get("valid", valid))
    evidence = bool(fields.get("evidence", False))
    return Rule(str(fields["id"]), relation, strength, p, why, evidence, form, start, end)


def _without_ratio(value: object, resolve: Resolve) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list):
        raise _fail("without_ratio must be a list")
    pairs = [_fields(item, ("row", "why"), ()) for item in value]
    return tuple((_reference(pair["row"], resolve), str(pair["why"])) for pair in pairs)


def _entries(node: yaml.Node | None) -> list[tuple[int, str]]:
    """Return (line, id) of each rule, for messages."""
    if not isinstance(node, yaml.MappingNode):
        return []
    for key, value in node.value:
        if key.value == "rules" and isinstance(value, yaml.SequenceNode):
            return [(item.start_mark.line + 1, _node_id(item)) for item in value.value]
    return []


def _node_id(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return next((v.value for k, v in node.value if k.value == "id"), "?")
    return "?"


def _refuse_repeated_keys(node: yaml.Node | None, name: str) -> None:
    """Raise RuleError where a mapping has a key twice, which YAML would overwrite silently."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(item, name)
    if not isinstance(node, yaml.MappingNode):
        return
    keys = [key.value for key, _ in node.value]
    for key, value in node.value:
        if keys.count(key.value) > 1:
            line = key.start_mark.line + 1
            raise RuleError(f"{name}, line {line}, rule {_node_id(node)}: {key.value} stands twice")
        _refuse_repeated_keys(value, name)


def _parse(text: str, name: str) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        _refuse_repeated_keys(node, name)
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        raise RuleError(f"{name}{_yaml_fault(error)}") from error
    finally:
        loader.dispose()
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
        raise RuleError(f"{name}, line 1: no list of rules")
    return data, _entries(node)


def _yaml_fault(error: yaml.YAMLError) -> str:
    """Return where a text is no YAML and why, in one line."""
    # what was left open began there, though the parser notices at the end of the file
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    if mark is None:
        return f": {' '.join(str(error).split())}"
    said = (getattr(error, part, None) for part in ("context", "problem"))
    return f", line {mark.line + 1}: this is no YAML: {', '.join(p for p in said if p)}"


def parse_rules(text: str, name: str) -> RuleFile:
    """Return the rules of a YAML text; raise RuleError naming `name`, line and rule."""
    data, places = _parse(text, name)
    try:
        _fields(data, ("rules",), ("form", "version", "valid", "without_ratio"))
        form = data.get("form")
        without = _without_ratio(data.get("without_ratio", []), _resolver(form))
        _period(data.get("valid"))
    except RuleError as error:
        raise RuleError(f"{name}, line 1: {error}") from error
    rules: dict[str, Rule] = {}
    for entry, (line, id_) in zip(data["rules"], places, strict=True):
        try:
            rule = _rule(entry, form, data.get("valid"))
        except RuleError as error:
            raise RuleError(f"{name}, line {line}, rule {id_}: {error}") from error
        if rule.id in rules:
            raise RuleError(f"{name}, line {line}, rule {id_}: the id stands twice")
        rules[rule.id] = rule
    lines = tuple((id_, line) for line, id_ in places)
    return RuleFile(name, form, int(data.get("version", 1)), tuple(rules.values()), without, lines)


def load_rules(path: Path) -> RuleFile:
    """Return the rules of the file at `path`; raise RuleError or OSError."""
    return parse_rules(path.read_text(encoding="utf-8"), path.name)


@cache
def rule_files() -> tuple[RuleFile, ...]:
    """Return the rule files shipped with the product, in the order of their names."""
    folder = resources.files("contracts") / "rules"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    return tuple(parse_rules((folder / n).read_text(encoding="utf-8"), n) for n in names)


def all_rules(day: dt.date | None = None) -> tuple[Rule, ...]:
    """Return every shipped rule in force on `day`, by file and in the order written."""
    return tuple(r for f in rule_files() for r in f.rules if r.in_force(day))


def rules_version() -> str:
    """Return one text that changes whenever the version of a shipped rule file does."""
    return ".".join(f"{f.name.removesuffix('.yaml')}-{f.version}" for f in rule_files())
