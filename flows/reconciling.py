"""`cchc reconcile`: any figures against any rules, group by group in constant memory."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO
from zlib import crc32

from contracts.relations import Rule, RuleError, RuleFile, cells_of
from contracts.rule_lint import lint
from contracts.rule_system import contradictions
from contracts.rules import load_rules
from flows.discover import MisuseError
from transform.figure_sheet import Fault, Group, SheetError, Survey, groups, survey
from transform.finding import Finding
from transform.reconcile.answer import FigureAnswer, RuleAnswer, figure_answers, rule_answers
from transform.reconcile.constraint import Outcome
from transform.reconcile.decide import Thresholds
from transform.reconcile.engine import Options, reconcile
from transform.reconcile.evaluate import rate_ids
from transform.reconcile.learn import learn

Advance = Callable[[int], None]

# one group in so many is looked at beforehand for how figures go wrong, no more than so many
# and none where fewer would be
SAMPLED, LESSONS, FEW = 5, 100, 50


@dataclass(frozen=True, slots=True)
class Answered:
    """One group with everything said of it."""

    group: Group
    figures: tuple[FigureAnswer, ...]
    rules: tuple[RuleAnswer, ...]
    faults: tuple[Fault, ...]


def run_reconcile(
    figures: Path,
    rules: Path,
    *,
    as_json: bool = False,
    threshold: float | None = None,
    begin: Advance | None = None,
    advance: Advance | None = None,
) -> int:
    """Print what `rules` say of `figures`; return 1 where some row or rule is at fault.

    A rule that contradicts those before it is reported and set aside.

    `begin` is told how many groups there are and `advance` each time one is done. Raises
    MisuseError where a file cannot be used at all, RuleError for a bad rule.
    """
    file = _rules_of(rules)
    known = frozenset(c for rule in file.rules for c in cells_of(rule.relation))
    with _usable(figures), _rereadable(figures) as sheet:
        with _opened(sheet) as lines:
            seen = survey(lines, known)
        at_fault = _say(rules.name, _rule_faults(file, seen, sheet.name))
        if begin is not None:
            begin(seen.groups)
        show = _json_lines if as_json else _lines_for_people
        clashing = {clash.rule for clash in contradictions(file.rules)}
        usable = [rule for rule in file.rules if rule.id not in clashing]
        for answered in answers(sheet, usable, seen, _threshold(threshold)):
            at_fault = _say(sheet.name, answered.faults) or at_fault
            sys.stdout.writelines(line + "\n" for line in show(answered))
            if advance is not None:
                advance(1)
    return int(at_fault)


def _rules_of(path: Path) -> RuleFile:
    try:
        return load_rules(path)
    except (OSError, UnicodeDecodeError) as error:
        raise MisuseError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _threshold(value: float | None) -> float:
    if value is not None and not 0 <= value <= 1:
        raise MisuseError(f"threshold {value} is no probability; it lies between 0 and 1")
    return Thresholds().corrected if value is None else value


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    """Turn what makes the whole sheet unusable into one message with the file's name."""
    try:
        yield
    except SheetError as error:
        raise MisuseError(f"{path.name}, {error}") from error
    except UnicodeDecodeError as error:
        message = f"{path.name}: byte {error.start} is no UTF-8; save it as such"
        raise MisuseError(message) from error
    except BrokenPipeError:
        # who reads the answers has seen enough
        raise
    except OSError as error:
        raise MisuseError(f"{path}: {error.strerror or error}") from error


@contextmanager
def _rereadable(path: Path) -> Iterator[Path]:
    """Yield `path`, or a copy of what comes through a pipe: a sheet is read twice."""
    if path.is_file():
        yield path
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        with path.open("rb") as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target)
        yield copy


def _opened(path: Path) -> TextIO:
    return path.open(encoding="utf-8-sig", newline="")


def answers(
    path: Path, rules: Sequence[Rule], seen: Survey, threshold: float
) -> Iterator[Answered]:
    """Yield the answer to each group of the sheet at `path`; one group is held at a time."""
    known = frozenset(c for rule in rules for c in cells_of(rule.relation))
    percent = rate_ids(rules)
    options = _learnt(path, rules, seen, known)
    with _opened(path) as lines:
        for group in groups(lines, known, percent, together=seen.together):
            yield answer(group, rules, known, threshold, options)


def _learnt(path: Path, rules: Sequence[Rule], seen: Survey, known: frozenset[str]) -> Options:
    """Return what a sample of the groups teaches; the sample is the same in any order of rows."""
    size = min(seen.groups // SAMPLED, LESSONS)
    if size < FEW:
        return Options()
    step = seen.groups // size
    with _opened(path) as lines:
        sample = groups(
            lines,
            known,
            rate_ids(rules),
            together=seen.together,
            wanted=lambda name: not crc32(name.encode()) % step,
        )
        return learn(((group.figures, group.repeats) for group in sample), rules)


def answer(
    group: Group,
    rules: Sequence[Rule],
    known: frozenset[str],
    threshold: float,
    options: Options | None = None,
) -> Answered:
    """Return what `rules` say of one group."""
    faults = list(group.faults)
    if known.isdisjoint(group.figures):
        subject = f"group {group.name}" if group.name else "the sheet"
        named = next(iter(group.figures), "none")
        message = f"no rule names any of its figures; the first of them is called {named}"
        faults.append(Fault(group.line, subject, message))
    done = reconcile(group.figures, rules, options, group.repeats)
    return Answered(
        group,
        figure_answers(group.figures, done, threshold),
        rule_answers(rules, done),
        tuple(faults),
    )


def _rule_faults(file: RuleFile, seen: Survey, sheet: str) -> list[Fault]:
    """Return what the rules say that no sheet could satisfy, or this one does not name."""
    faults = [Fault(file.line_of(i.subject), f"rule {i.subject}", i.message) for i in lint((file,))]
    for rule in file.rules:
        absent = [cell for cell in cells_of(rule.relation) if cell not in seen.ids]
        if absent:
            message = f"figure {', '.join(absent[:5])} stands nowhere in {sheet}"
            faults.append(Fault(file.line_of(rule.id), f"rule {rule.id}", message))
    return sorted(faults, key=lambda fault: fault.line)


def _say(file: str, faults: Iterable[Fault]) -> bool:
    """Print faults for people; tell whether there was one."""
    found = False
    for fault in faults:
        print(f"{file}, line {fault.line}, {fault.subject}: {fault.message}", file=sys.stderr)
        found = True
    return found


# --- for machines ------------------------------------------------------------------------


def _json_lines(answered: Answered) -> Iterator[str]:
    """Yield one object a figure, one a rule and one a fault."""
    group = answered.group.name
    for figure in answered.figures:
        yield _dump({"group": group, "figure": figure.id, **_figure(figure)})
    for rule in answered.rules:
        yield _dump({"group": group, "rule": rule.rule.id, **_rule(rule)})
    for fault in answered.faults:
        body = {"line": fault.line, "subject": fault.subject, "message": fault.message}
        yield _dump({"group": group, "fault": body})


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def _figure(answer: FigureAnswer) -> dict[str, Any]:
    return {
        "reported": answer.reported,
        "reconciled": answer.reconciled,
        "value": _plain(answer.value),
        "status": answer.status,
        "confidence": None if answer.confidence is None else round(answer.confidence, 4),
        "wrong": round(answer.wrong, 4),
        "suspect": answer.suspect,
        "alternatives": [
            {
                "printed": a.text,
                "value": _plain(a.value),
                "confidence": round(a.probability, 4),
                "hypothesis": a.name,
            }
            for a in answer.alternatives
        ],
    }


def _plain(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _rule(answer: RuleAnswer) -> dict[str, Any]:
    record: dict[str, Any] = {"outcome": answer.outcome.value.replace("_", " ")}
    if answer.reason:
        record["reason"] = answer.reason
    if answer.note:
        record["note"] = answer.note
    if answer.finding is not None:
        record |= {
            "status": answer.finding.status,
            "strength": answer.finding.strength,
            "hypotheses": _hypotheses(answer.finding),
        }
    return record


def _hypotheses(finding: Finding) -> list[dict[str, Any]]:
    return [
        {
            "name": h.name,
            "confidence": h.confidence,
            "changes": [{"id": c.cell.code, "from": c.before, "to": c.after} for c in h.changes],
        }
        for h in finding.hypotheses
    ]


# --- for people --------------------------------------------------------------------------


def _lines_for_people(answered: Answered) -> Iterator[str]:
    """Yield the figures in doubt and the broken rules, under how many there are in all."""
    outcomes = [rule.outcome for rule in answered.rules]
    doubted = [f for f in answered.figures if f.alternatives or f.status == "too_entangled"]
    yield (
        f"{answered.group.name or 'figures'}: {len(answered.figures)} figures, "
        f"{len(doubted)} in doubt; rules: {outcomes.count(Outcome.PASS)} pass, "
        f"{outcomes.count(Outcome.FAIL)} fail, "
        f"{outcomes.count(Outcome.NOT_APPLICABLE)} do not apply"
    )
    for rule in answered.rules:
        if rule.outcome is Outcome.FAIL:
            yield f"  {rule.rule.id}: {rule.reason}"
    for figure in doubted:
        yield _row_for_people(figure)


def _row_for_people(figure: FigureAnswer) -> str:
    shown = "; ".join(f"{a.text} {a.probability:.0%} ({a.name})" for a in figure.alternatives)
    mark = "*" if figure.suspect else " "
    return f"  {mark} {figure.id:<14} {figure.reported:>10}  {figure.status:<13} {shown}"


__all__ = ["RuleError", "answer", "answers", "run_reconcile"]
