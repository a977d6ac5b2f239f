"""Tables with level rules between their rows and no upright ones.

The rules say where rows begin and end, and rules over some of the columns alone which cells
go over several rows. What is printed between two rules shows where columns are. With
upright rules put into the gutters these are ruled tables like all others.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.page.looks import is_figure
from extract.page.page import PageData
from extract.page.rules import JOIN, Rule, RuleGroup
from extract.page.unruled_columns import (
    Band,
    Interval,
    gutters_between,
    middle_of,
    united,
    upright_rules,
)

_FEWEST_COLUMNS = 3
_FEWEST_RULES = 2
# how far texts may stand out of the table; gaps inside a text, in heights of a line
_BESIDE = 2.0
_WORD_GAP = 0.45
_TOUCHING = 0.15
_SAME_LINE = 0.45
# how much more space than a row a line has that stands outside of tables, in its heights
_APART = 1.2
# how near to a table its first or last row stands, in heights of a line
_NEAR = 0.9
# how closely rows stand below their heading, and the most lines of the name of a section
_CLOSE = 2.5
_LONGEST_NAME = 3
# the part of rows that have several lines; so many rows are no heading with rows below it
_SEVERAL = 0.3
_MANY = 5
# the part of the rows that must show that they are one row each
_SHOWN = 0.9


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of text: its number and its box."""

    number: int
    box: Sequence[float]

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.box[1] + self.box[3]) / 2


def level_ruled(
    page: PageData, lone: Sequence[Rule], before: Sequence[Interval] = ()
) -> tuple[list[RuleGroup], list[Rule], tuple[Interval, ...]]:
    """Return tables among `lone` level rules, the rules left over, and the last gutters.

    `before` are the gutters of a table that the page before may leave open.
    """
    found: list[RuleGroup] = []
    rest = list(lone)
    for rules in sorted(_alike(lone), key=lambda alike: alike[0].start - alike[0].end):
        if any(rule not in rest for rule in rules):
            continue
        for own in _tables(page, rules):
            inside = _inside(rest, own)
            made = _group(page, own, [rule for rule in inside if rule not in own], before)
            if made:
                group, before = made
                found.append(group)
                rest = [rule for rule in rest if rule not in inside]
    return found, rest, tuple(before) if found else ()


def _inside(rules: Sequence[Rule], own: Sequence[Rule]) -> list[Rule]:
    """Return the rules that lie within those of a table."""
    left, right = own[0].start - JOIN, own[0].end + JOIN
    return [
        rule for rule in rules
        if own[0].at <= rule.at <= own[-1].at and left <= rule.start and rule.end <= right
    ]  # fmt: skip


def _tables(page: PageData, rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the rules of each table: lines of one column above a table stand far below a rule."""
    rows = [(one, two, _runs_between(page, one, two)) for one, two in itertools.pairwise(rules)]
    slacks = sorted(_slack(one, two, runs) for one, two, runs in rows if runs)
    usual = slacks[len(slacks) // 2] if slacks else 0.0
    own = [rules[0]]
    for one, two, runs in rows:
        if runs and len(_blocks(runs)) == 1 and _stands_apart(one, two, runs, usual):
            yield own
            own = []
        own.append(two)
    yield own


def _slack(above: Rule, below: Rule, runs: Sequence[_Run]) -> float:
    top, bottom = min(run.box[1] for run in runs), max(run.box[3] for run in runs)
    return top - above.at + below.at - bottom


def _stands_apart(above: Rule, below: Rule, runs: Sequence[_Run], usual: float) -> bool:
    """Tell whether texts between two rules belong to no row: nearer to the lower rule."""
    top, bottom = min(run.box[1] for run in runs), max(run.box[3] for run in runs)
    height = max(run.box[3] - run.box[1] for run in runs)
    wider = _slack(above, below, runs) > usual + _APART * height
    return wider and top - above.at > below.at - bottom + _APART * height / 2


def _runs_between(page: PageData, above: Rule, below: Rule) -> list[_Run]:
    left, right = min(above.start, below.start), max(above.end, below.end)
    return list(_runs_within(page, (left, above.at, right, below.at)))


def _alike(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the rules that begin and end at the same sides, from the top."""
    rest = sorted(rules)
    while rest:
        first = rest[0]
        alike = [
            rule for rule in rest
            if abs(rule.start - first.start) <= JOIN and abs(rule.end - first.end) <= JOIN
        ]  # fmt: skip
        rest = [rule for rule in rest if rule not in alike]
        if len(alike) >= _FEWEST_RULES:
            yield alike


def _group(
    page: PageData, rules: Sequence[Rule], partial: Sequence[Rule], before: Sequence[Interval]
) -> tuple[RuleGroup, list[Interval]] | None:
    """Return the table of level rules over its whole width and `partial` ones, and its gutters."""
    if len(rules) < _FEWEST_RULES:
        return None
    left = min(rule.start for rule in rules)
    right = max(rule.end for rule in rules)
    runs = list(_runs_within(page, (left, rules[0].at, right, rules[-1].at)))
    pairs = itertools.pairwise(rules)
    printed = [row for one, two in pairs if (row := _runs_between(page, one, two))]
    shown = sum(_is_one_row(row, partial) for row in printed)
    if len(printed) == 1 and _goes_on_below(page, rules[-1], printed[0]):
        return None
    if not printed or shown < _SHOWN * len(printed) or not _rows_of_lines(printed, bool(before)):
        return None
    bands = [band for row in printed for band in _finest(row, partial)]
    gutters = gutters_between(bands, before)
    if len(gutters) + 1 < _FEWEST_COLUMNS:
        return None
    if any(_beyond(page, (left, rules[0].at, right, rules[-1].at), gutters)):
        # rows without outer rules are read by how they are aligned
        return None
    level = [
        *(Rule(at, left, right) for at in (rule.at for rule in rules)),
        *(_to_gutters(rule, gutters) for rule in partial),
    ]
    edges = sorted({rule.at for rule in level})
    inner = upright_rules(gutters, edges, [run.box for run in _joined(runs)])
    sides = (Rule(at, edges[0], edges[-1]) for at in (left, right))
    return RuleGroup(sorted(level), sorted([*inner, *sides])), gutters


def _runs_within(page: PageData, box: Sequence[float]) -> Iterator[_Run]:
    x0, top, x1, bottom = page.boxes.T
    middle = (top + bottom) / 2
    inside = (x0 > box[0] - _BESIDE) & (x1 < box[2] + _BESIDE)
    inside &= (middle > box[1]) & (middle < box[3])
    for number in inside.nonzero()[0].tolist():
        yield _Run(number, page.boxes[number].tolist())


def _beyond(page: PageData, box: Sequence[float], gutters: Sequence[Interval]) -> list[list[_Run]]:
    """Return the row above the first rule and the one below the last, where they have none."""
    left, top, right, bottom = box
    found = []
    for start, end, sign in ((0.0, top, -1), (bottom, page.height, 1)):
        near = _joined(list(_runs_within(page, (left, start, right, end))))
        runs = sorted(near, key=lambda run: sign * run.middle)
        edge, own = (top if sign < 0 else bottom), list[_Run]()
        for run in runs:
            height = run.box[3] - run.box[1]
            gap = run.box[1] - edge if sign > 0 else edge - run.box[3]
            across = any(run.box[0] < middle_of(g) < run.box[2] for g in gutters)
            if gap > _NEAR * height or across:
                break
            own.append(run)
            edge = max(edge, run.box[3]) if sign > 0 else min(edge, run.box[1])
        found.append(own if own and _is_row(page, own, gutters) else [])
    return found


def _is_row(page: PageData, runs: Sequence[_Run], gutters: Sequence[Interval]) -> bool:
    """Tell whether texts in line with a table's columns are a row, and no signatures."""
    count = len(_blocks(runs))
    first = middle_of(gutters[0])
    numbered = any(run.box[2] < first and is_figure(page.texts[run.number]) for run in runs)
    return count >= _FEWEST_COLUMNS or (count > 1 and numbered)


def _bands(runs: Sequence[_Run], partial: Sequence[Rule]) -> Iterator[Band]:
    """Yield what a row prints: once, or between each two rules over some of its columns."""
    top, bottom = min(run.box[1] for run in runs), max(run.box[3] for run in runs)
    edges = sorted({rule.at for rule in partial if top < rule.at < bottom})
    for one, two in itertools.pairwise([top, *edges, bottom]):
        middle = (one + two) / 2
        own = [run for run in runs if not _parted(run, middle, partial)]
        if own:
            yield Band(one, two, _blocks(own))


def _finest(runs: Sequence[_Run], partial: Sequence[Rule]) -> list[Band]:
    """Return the parts of a row with the most blocks: headings stand over several columns."""
    bands = list(_bands(runs, partial))
    most = max(len(band.blocks) for band in bands)
    return [band for band in bands if len(band.blocks) == most]


def _parted(run: _Run, height: float, partial: Sequence[Rule]) -> bool:
    """Tell whether a rule parts the cell of a run from a height."""
    low, high = sorted((run.middle, height))
    middle = (run.box[0] + run.box[2]) / 2
    return any(low < rule.at < high and rule.start < middle < rule.end for rule in partial)


def _blocks(runs: Sequence[_Run]) -> tuple[Interval, ...]:
    return tuple(united([(run.box[0], run.box[2]) for run in _joined(runs)], _TOUCHING))


def _joined(runs: Sequence[_Run]) -> Iterator[_Run]:
    """Yield runs with those as one that are printed next to each other on a line."""
    last: _Run | None = None
    for run in runs:
        if last is None:
            last = run
            continue
        height = max(run.box[3] - run.box[1], last.box[3] - last.box[1])
        same = abs(run.middle - last.middle) < _SAME_LINE * height
        if same and -height < run.box[0] - last.box[2] <= _WORD_GAP * height:
            x0, top, _, bottom = last.box
            box = (x0, min(top, run.box[1]), run.box[2], max(bottom, run.box[3]))
            last = _Run(last.number, box)
        else:
            yield last
            last = run
    if last:
        yield last


def _is_one_row(runs: Sequence[_Run], partial: Sequence[Rule]) -> bool:
    """Tell whether a row is printed as one: each of its cells as a whole, then the next."""
    blocks = _blocks(runs)
    if len(blocks) == 1 and _line_count(runs) > _LONGEST_NAME:
        return False
    cells = []
    for run in runs:
        middle = (run.box[0] + run.box[2]) / 2
        column = next(n for n, block in enumerate(blocks) if block[0] <= middle <= block[1])
        above = sum(rule.at < run.middle and rule.start < middle < rule.end for rule in partial)
        cells.append((above, column))
    order = [cell for cell, _ in itertools.groupby(cells)]
    if len(order) > len(set(order)):
        return False
    return all(a[0] != b[0] or a[1] < b[1] for a, b in itertools.pairwise(order))


def _rows_of_lines(rows: Sequence[Sequence[_Run]], known: bool) -> bool:
    """Tell whether rules part rows of which many have several lines.

    Rows of one line need no rules to be read, and what a heading rule closes are many rows.
    """
    counts = [_line_count(row) for row in rows]
    several = sum(count > 1 for count in counts[1:] or counts)
    if several < _SEVERAL * len(counts[1:] or counts):
        return False
    return known or len(rows) >= _MANY or max(counts) <= 2 + sum(counts) / 2


def _goes_on_below(page: PageData, last: Rule, row: Sequence[_Run]) -> bool:
    """Tell whether texts follow closely below a row, of which it then is the heading."""
    height = max(run.box[3] - run.box[1] for run in row)
    return any(_runs_within(page, (last.start, last.at, last.end, last.at + _CLOSE * height)))


def _line_count(runs: Sequence[_Run]) -> int:
    """Return how many lines the cell with the most lines has."""
    return max(
        len({round(run.box[3]) for run in runs if x0 <= (run.box[0] + run.box[2]) / 2 <= x1})
        for x0, x1 in _blocks(runs)
    )


def _to_gutters(rule: Rule, gutters: Sequence[Interval]) -> Rule:
    """Return a rule over some columns that reaches to where these are parted."""
    places = [middle_of(gutter) for gutter in gutters]
    ends = []
    for end in (rule.start, rule.end):
        near = [
            at for at, (low, high) in zip(places, gutters, strict=True)
            if low - JOIN <= end <= high + JOIN
        ]  # fmt: skip
        ends.append(min(near, key=lambda at: abs(at - end), default=end))
    return Rule(rule.at, ends[0], ends[1])
