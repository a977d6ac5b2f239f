"""`cchc rules lint`: what is wrong with rule files, each fault with its file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

import typer

from contracts.catalogue import indicators
from contracts.relations import Ratio, Reduction, RuleError, RuleFile, cells_of
from contracts.rule_implied import MOST, implied, impossible, unexamined
from contracts.rule_lint import LintIssue, lint
from contracts.rules import load_rules, rule_files
from flows.discover import MisuseError
from transform.figure_sheet import SheetError, groups
from transform.rule_examples import example_issues

_PLACED = re.compile(r"^(?P<file>[^:,]*)(?:, line (?P<line>\d+))?(?:, rule (?P<rule>[^:]*))?: ")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a rule file: where it stands, which rule or figure, and what is wrong."""

    file: str
    line: int
    subject: str
    message: str

    def __str__(self) -> str:
        subject = f"{self.subject}: " if self.subject else ""
        return f"{self.file}:{self.line}: {subject}{self.message}"


@dataclass(frozen=True, slots=True)
class _Source:
    """A rule file with its examples: `path` as the user knows it."""

    path: str
    file: RuleFile
    examples: str | None


def run_lint(
    paths: Sequence[Path], *, figures: Path | None, witnesses: Path | None, as_json: bool
) -> int:
    """Print what is wrong with rule files, those shipped where none is given; 1 if anything."""
    sources, problems = _sources(paths, witnesses) if paths else (_shipped(), [])
    problems += _problems(sources, _figures(figures) if figures else None)
    _warn(sources)
    if as_json:
        typer.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False))
    else:
        for problem in problems:
            typer.echo(str(problem))
        count = sum(len(source.file.rules) for source in sources)
        said = f"{len(problems)} problems" if problems else "no problems"
        typer.echo(f"{count} rules in {len(sources)} files: {said}", err=bool(problems))
    return int(bool(problems))


def _shipped() -> list[_Source]:
    folder = resources.files("contracts") / "witnesses" / "rules"
    texts = {item.name: item.read_text(encoding="utf-8") for item in folder.iterdir()}
    return [
        _Source(f"contracts/rules/{file.name}", file, texts.get(file.name, ""))
        for file in rule_files()
    ]


def _sources(paths: Sequence[Path], witnesses: Path | None) -> tuple[list[_Source], list[Problem]]:
    sources, problems = [], []
    for path in paths:
        try:
            file = load_rules(path)
        except RuleError as error:
            problems.append(_refused(path, str(error)))
        except UnicodeDecodeError as error:
            problems.append(Problem(str(path), 1, "", f"byte {error.start} is no UTF-8"))
        except OSError as error:
            raise MisuseError(f"{path}: {error.strerror}") from error
        else:
            sources.append(_Source(str(path), file, _examples(path, witnesses)))
    return sources, problems


def _refused(path: Path, message: str) -> Problem:
    found = _PLACED.match(message)
    if found is None:
        return Problem(str(path), 1, "", message)
    line = found["line"] or (re.findall(r"line (\d+)", message) or ["1"])[-1]
    text = " ".join(message[found.end() :].split())
    return Problem(str(path), int(line), found["rule"] or "", text)


def _examples(path: Path, given: Path | None) -> str | None:
    """Return the examples of a rule file, or None where it has none at all.

    Looked for in `given`, a file or folder, else in `witnesses/` beside the rule file.
    """
    beside, above = path.parent / "witnesses", path.parent.parent / "witnesses" / "rules"
    tried = [beside / path.name, above / path.name]
    if given is not None:
        tried = [given / path.name if given.is_dir() else given]
    found = next((candidate for candidate in tried if candidate.is_file()), None)
    if found is None and given is not None:
        return ""
    return found.read_text(encoding="utf-8", errors="replace") if found else None


def _problems(sources: Sequence[_Source], units: dict[str, str] | None) -> list[Problem]:
    files = [source.file for source in sources]
    ours = [file for file in files if _is_of_catalogue(file)]
    forms = {file.form for file in ours if file.form}
    issues = list(dict.fromkeys([*lint(files), *lint(ours, indicators(), forms)]))
    issues += _consequences(files, {issue.subject for issue in issues})
    for source in sources:
        if units is not None:
            issues += _against_sheet(source.file, units)
        if source.examples is not None:
            issues += example_issues(source.file, source.examples)
    by_file = {source.file.name: source for source in sources}
    return sorted(
        (_placed(issue, by_file) for issue in issues), key=lambda p: (p.file, p.line, p.subject)
    )


def _is_of_catalogue(file: RuleFile) -> bool:
    """Tell whether a file is about the catalogue's forms, and not about figures of its own."""
    if file.form is not None:
        return file.form.startswith("cchc/") or file.form in {i.form for i in indicators()}
    codes = {item.code for item in indicators()}
    return any(cell in codes for rule in file.rules for cell in cells_of(rule.relation))


def _consequences(files: Sequence[RuleFile], said: set[str]) -> Iterator[LintIssue]:
    """Yield what cannot hold or says nothing new, unless the rule is complained of already."""
    rules = [rule for file in files for rule in file.rules]
    names = {rule.id: file.name for file in files for rule in file.rules}
    clashes = impossible(rules)
    for clash in clashes:
        if not said & {clash.rule, *clash.others}:
            message = f"no figures can satisfy it together with {' and '.join(clash.others)}"
            yield LintIssue(names[clash.rule], clash.rule, message)
    if clashes:  # from what cannot hold, everything follows
        return
    for found in implied(rules):
        if found.rule not in said:
            message = f"follows from {' and '.join(found.others)}, so it finds nothing new"
            yield LintIssue(names[found.rule], found.rule, message)


def _placed(issue: LintIssue, sources: dict[str, _Source]) -> Problem:
    source = sources.get(issue.file) or _of_form(issue.subject, sources)
    if source is None:
        return Problem("contracts/data/indicators.csv", 1, issue.subject, issue.message)
    return Problem(source.path, source.file.line_of(issue.subject), issue.subject, issue.message)


def _of_form(figure: str, sources: dict[str, _Source]) -> _Source | None:
    """Return the file about the form in which a figure of the catalogue stands."""
    form = next((item.form for item in indicators() if item.code == figure), None)
    return next((s for s in sources.values() if s.file.form == form), None)


def _figures(path: Path) -> dict[str, str]:
    """Return the unit of every figure of a sheet by its id."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return {
                id_: figure.unit or ""
                for group in groups(lines, frozenset(), frozenset())
                for id_, figure in group.figures.items()
            }
    except SheetError as error:
        raise MisuseError(f"{path.name}, {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise MisuseError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _against_sheet(file: RuleFile, units: dict[str, str]) -> Iterator[LintIssue]:
    for rule in file.rules:
        for cell in cells_of(rule.relation):
            if cell not in units:
                yield LintIssue(file.name, rule.id, f"unknown figure {cell}")
    rates = {r.relation.rate for r in file.rules if isinstance(r.relation, Ratio | Reduction)}
    excused = {cell for cell, _ in file.without_ratio}
    for cell, unit in units.items():
        if unit.strip() == "%" and cell not in rates | excused:
            yield LintIssue(file.name, cell, "a rate without a ratio and without a reason why")


def _warn(sources: Sequence[_Source]) -> None:
    for source in sources:
        if source.examples is None:
            typer.echo(
                f"{source.path}: no examples beside it (witnesses/{source.file.name}), so none "
                "was tried",
                err=True,
            )
    missed = unexamined([rule for source in sources for rule in source.file.rules])
    if missed:
        typer.echo(
            f"{missed} rules hang together, more than {MOST}: what follows from them was not "
            "examined",
            err=True,
        )
