"""rate = scale x part / whole, to the printed precision of the rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from contracts.relations import Ratio, Rule
from transform.reconcile.constraint import (
    CUT_OFF,
    FAILED,
    PASSED,
    Judgement,
    blank_reason,
    not_applicable,
)
from transform.reconcile.figures import Board, Lookup
from transform.reconcile.interval import (
    HALF,
    HUNDRED,
    ONE,
    ZERO,
    Span,
    Style,
    ceil_div,
    floor_div,
    is_share,
    places_of,
    round_down,
    round_half_up,
    strict_floor_div,
)

# how many decimals a rate is printed with when its own cannot be trusted
USUAL_DECIMALS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class RatioConstraint:
    """A ratio on a board: `ulp` belongs to the rate, the slacks to part and whole."""

    rule: Rule
    cells: tuple[str, ...]
    ratio: Ratio
    board: Board
    ulp: Decimal
    decimals: int
    printed_rate: Decimal | None
    part_slack: Decimal
    whole_slack: Decimal

    def _ulp(self, rate: Decimal) -> Decimal:
        """Return the weight of the last digit: as printed, or of a rate put in its place."""
        if rate == self.printed_rate:
            return self.ulp
        return ONE.scaleb(-places_of(rate))

    def _fits(
        self, rate: Decimal, part: Decimal, whole: Decimal, below: Decimal, above: Decimal
    ) -> bool:
        """Tell whether scale*part/whole lies in [rate - below, rate + above)."""
        scale = self.ratio.scale
        if not self.part_slack and not self.whole_slack:
            return is_share(rate, part, whole, below=below, above=above, scale=scale)
        most, least = scale * (part + self.part_slack), scale * (part - self.part_slack)
        smaller, greater = max(whole - self.whole_slack, ZERO), whole + self.whole_slack
        return (rate - below) * smaller <= most and least < (rate + above) * greater

    def _zero_over_zero(self, rate: Decimal) -> bool:
        legal = self.ratio.zero_over_zero
        return (rate == 0 and "0" in legal) or (rate == HUNDRED and "100" in legal)

    def fails(self, look: Lookup) -> bool:
        """Tell whether the three figures disagree."""
        rate, part, whole = (look(cell) for cell in self.cells)
        if rate is None or part is None or whole is None:
            return False
        if whole == 0:
            return part != 0 or not self._zero_over_zero(rate)
        ulp = self._ulp(rate)
        return not self._fits(rate, part, whole, ulp * HALF, ulp)

    def judge(self, look: Lookup) -> Judgement:
        """Return the answer; a rate that fits only with digits cut off passes with a note."""
        rate, part, whole = (look(cell) for cell in self.cells)
        if rate is None or part is None or whole is None:
            return not_applicable(blank_reason(self.cells, self.board))
        if self.fails(look):
            return FAILED
        return CUT_OFF if self.style(look) == "cut" else PASSED

    def style(self, look: Lookup) -> Style:
        """Return whether a rate that fits does so only as rounded, or only as cut off."""
        rate, part, whole = (look(cell) for cell in self.cells)
        if rate is None or part is None or not whole:
            return "any"
        ulp = self._ulp(rate)
        if not self._fits(rate, part, whole, ulp * HALF, ulp * HALF):
            return "cut"
        return "any" if self._fits(rate, part, whole, ZERO, ulp) else "rounded"

    def needs_decimals(self, look: Lookup) -> bool:
        """Tell whether the exact rate is no whole number."""
        _, part, whole = (look(cell) for cell in self.cells)
        return bool(part and whole) and self.ratio.scale * (part or ZERO) % (whole or ONE) != 0

    def solve(self, cell: str, look: Lookup) -> tuple[Span, ...]:
        """Return the integers (part, whole) or the rate that the other two figures imply."""
        rate, part, whole = (look(name) for name in self.cells)
        if cell == self.ratio.rate:
            return self._rates(part, whole)
        if rate is None:
            return ()
        if cell == self.ratio.part:
            return () if whole is None else self._parts(rate, whole)
        return () if part is None else self._wholes(rate, part)

    def _rates(self, part: Decimal | None, whole: Decimal | None) -> tuple[Span, ...]:
        if part is None or whole is None or part < 0:
            return ()
        if whole <= 0:
            legal = [Decimal(v) for v in self.ratio.zero_over_zero if v != "blank"]
            return tuple(Span(v, v) for v in legal) if part == 0 == whole else ()
        spans: list[Span] = []
        for places in sorted({self.decimals, *USUAL_DECIMALS}):
            share = self.ratio.scale * part
            rounded, cut = round_half_up(share, whole, places), round_down(share, whole, places)
            spans.append(Span(rounded, rounded, "any" if rounded == cut else "rounded"))
            if rounded != cut:
                spans.append(Span(cut, cut, "cut"))
        return tuple(spans)

    def _parts(self, rate: Decimal, whole: Decimal) -> tuple[Span, ...]:
        if whole == 0:
            return (Span(ZERO, ZERO),) if self._zero_over_zero(rate) else ()
        half, step = self._ulp(rate) * HALF, self.part_slack * 2 or ONE
        unit = self.ratio.scale * step
        least = ceil_div(max(rate - half, ZERO) * whole, unit)
        low = ceil_div(rate * whole, unit)
        high = strict_floor_div((rate + half) * whole, unit)
        most = strict_floor_div((rate + 2 * half) * whole, unit)
        return _spans(
            Span(low * step, high * step),
            Span(least * step, (low - 1) * step, "rounded"),
            Span(max(least, high + 1) * step, most * step, "cut"),
        )

    def _wholes(self, rate: Decimal, part: Decimal) -> tuple[Span, ...]:
        if part == 0:
            none = (Span(ZERO, ZERO),) if self._zero_over_zero(rate) else ()
            some = (Span(ONE, None),) if rate - self._ulp(rate) * HALF <= 0 else ()
            return (*none, *some)
        half, step = self._ulp(rate) * HALF, self.whole_slack * 2 or ONE
        share = self.ratio.scale * part
        least = floor_div(share, (rate + 2 * half) * step) + 1
        low = floor_div(share, (rate + half) * step) + 1
        if rate - half <= 0:
            return (Span(low * step, None),)
        high = floor_div(share, rate * step)
        most = floor_div(share, (rate - half) * step)
        return _spans(
            Span(low * step, high * step),
            Span(max(low, high + 1) * step, most * step, "rounded"),
            Span(least * step, (low - 1) * step, "cut"),
        )

    def rest(self, cell: str, look: Lookup) -> tuple[Decimal, ...]:
        """Return what is left of the whole where `cell` is the part; nothing elsewhere."""
        part, whole = (look(name) for name in self.cells[1:])
        if cell != self.ratio.part or part is None or whole is None:
            return ()
        return (whole - part,)

    def text(self, board: Board) -> str:
        """Return rate ≠ part/whole as printed."""
        rate, part, whole = (board.cells[cell].printed for cell in self.cells)
        return f"{rate} ≠ {part}/{whole}"


def _spans(*spans: Span) -> tuple[Span, ...]:
    """Return the spans that hold at least one value."""
    return tuple(s for s in spans if s.low is None or s.high is None or s.low <= s.high)


def compile_ratio(rule: Rule, ratio: Ratio, board: Board) -> RatioConstraint:
    """Return `ratio` made ready for `board`."""
    rate = board.cells.get(ratio.rate)
    return RatioConstraint(
        rule=rule,
        cells=(ratio.rate, ratio.part, ratio.whole),
        ratio=ratio,
        board=board,
        ulp=Decimal(0) if rate is None else Decimal(1).scaleb(-rate.decimals),
        decimals=0 if rate is None else rate.decimals,
        printed_rate=None if rate is None else rate.value,
        part_slack=board.ulp(ratio.part) * HALF,
        whole_slack=board.ulp(ratio.whole) * HALF,
    )
