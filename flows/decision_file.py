"""Decisions in bulk: a YAML file, checked wholly before anything is stored.

```yaml
by: Nguyễn Văn An                  # for every entry that names nobody
decisions:
  - {finding: k7mq2rx9, choose: 1, reason: the office confirmed it by telephone}
  - {finding: 3fd0a7vz, value: "711", cell: 3.1.2, reason: register of dossiers, told: 2024-11-05}
  - {finding: 90bcw4te, keep: true, reason: the note explains it}
```
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from contracts.yaml_text import LOADER
from load.deciding import Ask, DecisionError
from transform.choosing import Wish

_FIELDS = ("finding", "choose", "value", "keep", "cell", "reason", "by", "told")
_ACTIONS = ("choose", "value", "keep")


def read_decisions(path: Path, *, by: str | None, reason: str | None) -> tuple[Ask, ...]:
    """Return the decisions of a file; `by` and `reason` stand in where an entry has none.

    Raises DecisionError with file, line and entry of everything that is wrong.
    """
    name = path.name
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())
        raise DecisionError([f"{name}: this is no YAML: {said}"]) from error
    except OSError as error:
        raise DecisionError([f"{name}: cannot be read: {error.strerror}"]) from error
    head, entries = _parts(node, name)
    defaults = {"by": by or head.get("by", ""), "reason": reason or head.get("reason", "")}
    asks, problems = [], []
    for number, entry in enumerate(entries, start=1):
        where = f"{name}, line {entry.start_mark.line + 1}, entry {number}"
        try:
            asks.append(_ask(_mapping(entry), defaults, where))
        except ValueError as error:
            problems.append(f"{where}: {error}")
    if not entries:
        problems.append(f"{name}: there is no decision in it")
    if problems:
        raise DecisionError(problems)
    return tuple(asks)


def _parts(node: yaml.Node | None, name: str) -> tuple[dict[str, Any], list[yaml.Node]]:
    """Return what is said for all entries, and the entries."""
    if isinstance(node, yaml.SequenceNode):
        return {}, list(node.value)
    if not isinstance(node, yaml.MappingNode):
        raise DecisionError([f"{name}, line 1: write a list of decisions"])
    head: dict[str, Any] = {}
    entries: list[yaml.Node] | None = None
    for key, value in node.value:
        if key.value == "decisions" and isinstance(value, yaml.SequenceNode):
            entries = list(value.value)
        elif key.value in ("by", "reason") and isinstance(value, yaml.ScalarNode):
            head[key.value] = value.value
        else:
            line = key.start_mark.line + 1
            raise DecisionError([f"{name}, line {line}: {key.value} is not understood here"])
    if entries is None:
        raise DecisionError([f"{name}, line 1: there is no list called decisions"])
    return head, entries


def _mapping(node: yaml.Node) -> dict[str, str]:
    """Return the fields of an entry as they are written: 3.10 must not become 3.1."""
    if not isinstance(node, yaml.MappingNode):
        raise ValueError("an entry has named fields: finding, choose or value or keep, reason")
    fields: dict[str, str] = {}
    for key, value in node.value:
        if key.value not in _FIELDS:
            raise ValueError(f"unknown field {key.value}; known are {', '.join(_FIELDS)}")
        if key.value in fields:
            raise ValueError(f"{key.value} stands twice")
        if not isinstance(value, yaml.ScalarNode):
            raise ValueError(f"{key.value} must be a single text or number")
        fields[key.value] = value.value
    return fields


def _ask(fields: Mapping[str, str], defaults: Mapping[str, str], where: str) -> Ask:
    problems = list(_faults(fields))
    if problems:
        raise ValueError("; ".join(problems))
    reason = fields.get("reason") or defaults["reason"]
    person = fields.get("by") or defaults["by"]
    for name, text in (("reason", reason), ("by", person)):
        if not text.strip():
            raise ValueError(f"{name} is missing")
    told = fields.get("told")
    return Ask(
        finding=fields["finding"],
        wish=Wish(
            choose=int(fields["choose"]) if "choose" in fields else None,
            value=fields.get("value"),
            keep=_is_true(fields.get("keep", "")),
            cell=fields.get("cell"),
        ),
        reason=reason,
        by=person,
        told=dt.date.fromisoformat(told) if told else None,
        where=where,
    )


def _faults(fields: Mapping[str, str]) -> Iterator[str]:
    if not fields.get("finding", "").strip():
        yield "finding is missing"
    given = [name for name in _ACTIONS if name in fields]
    if len(given) != 1:
        yield f"exactly one of {', '.join(_ACTIONS)} is needed, found {', '.join(given) or 'none'}"
    choose = fields.get("choose", "1")
    if not (choose.isascii() and choose.isdigit() and int(choose) >= 1):
        yield f"choose is the number of an explanation, found {choose!r}"
    if "keep" in fields and not _is_true(fields["keep"]):
        yield "keep is either true or left out"
    if "told" in fields and not _is_day(fields["told"]):
        yield f"told is a day such as 2024-11-05, found {fields['told']!r}"


def _is_true(text: str) -> bool:
    return text.strip().lower() in {"true", "yes"}


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
