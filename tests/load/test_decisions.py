"""Decisions of people: applied now and on every later load, and never to what is reported."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.schema import fact_figure
from load import queries
from load.deciding import Ask, Decided, DecisionError, decide, tell, withdraw
from load.decision_audit import NO_CELL, NO_REPORT, AuditRow, audit
from load.engine import make_engine
from load.errors import NoWarehouseError
from load.warehouse import Warehouse, open_warehouse
from tests.load.content import V2, content, ingest, scalar
from tests.load.readings import CONTRADICTION, FORM_ROWS, plan, report
from transform.choosing import Wish

NOW = dt.datetime(2024, 5, 1, 3, tzinfo=dt.UTC)
LATER = dt.datetime(2024, 6, 1, 3, tzinfo=dt.UTC)
_DECIDED = {
    "reconciled_value",
    "proposed_value",
    "status",
    "confidence",
    "is_derived",
    "derived_rule",
}


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[Warehouse]:
    """Yield a warehouse with a report that contradicts itself, and a plan."""
    with open_warehouse(warehouse_url) as opened:
        ingest(opened, report(), plan())
        yield opened


@pytest.fixture
def filled_url(warehouse: Warehouse, warehouse_url: str) -> str:  # noqa: ARG001
    """Return the URL of that warehouse."""
    return warehouse_url


def code(url: str, rule: str = "PL4.3.1-ratio") -> str:
    with queries.reading(url) as connection:
        found = queries.findings(connection)
    return next(str(f.finding) for f in found if f.rule == rule)


def choose(url: str, wish: Wish | None = None, now: dt.datetime = NOW) -> tuple[Decided, ...]:
    ask = Ask(code(url), wish or Wish(choose=1), "asked by telephone", "Người Hỏi")
    return decide(url, [ask], now)


def audited(url: str) -> list[AuditRow]:
    with queries.reading(url) as connection:
        return audit(connection)


def figure(url: str, row: str = "3.1.2", file: str = "a.txt") -> tuple[Any, ...]:
    """Return printed, reported, reconciled, proposed and status of a figure of the form."""
    query = sa.text(
        "SELECT f.printed, f.reported_value, f.reconciled_value, f.proposed_value, f.status "
        "FROM fact_figure f JOIN dim_document d ON d.document_key = f.document_key "
        "WHERE f.printed_no = :row AND f.basis = 'period' AND d.source_name = :file"
    )
    engine = make_engine(url, read_only=True)
    with engine.connect() as connection:
        found = connection.execute(query, {"row": row, "file": file}).one()
    engine.dispose()
    numbers = (None if v is None else Decimal(v) for v in found[1:4])
    return found[0], *numbers, found[4]


BEFORE = ("82", Decimal(82), Decimal(82), Decimal(711), "proposed")
DECIDED = ("82", Decimal(82), Decimal(711), None, "decided")


def test_a_choice_is_applied_at_once(filled_url: str) -> None:
    assert figure(filled_url) == BEFORE
    (done,) = choose(filled_url)
    assert (done.cell, done.found, done.chosen) == ("Phụ lục 4, 3.1.2", "82", "711")
    assert (done.is_applied, done.supersedes) == (True, None)
    assert figure(filled_url) == DECIDED
    assert scalar(filled_url, "SELECT count(*) FROM v_decision WHERE is_applied") == 1
    with queries.reading(filled_url) as connection:
        assert queries.findings(connection)[0].decided == "Người Hỏi"
    decided = "SELECT count(*) FROM v_contradiction WHERE is_decided"
    assert scalar(filled_url, decided) == 1
    withdraw(filled_url, [code(filled_url)], by="x", reason="y", now=LATER)
    assert scalar(filled_url, decided) == 0


def test_nothing_but_what_is_reconciled_ever_changes(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    def unchangeable() -> dict[str, list[Any]]:
        # what was believed before is kept, and grows
        held: dict[str, list[Any]] = dict(content(warehouse_url, leave_out=["past_figure"]))
        names = [c.name for c in fact_figure.columns if c.name not in (*_DECIDED, "known_from")]
        with warehouse.engine.connect() as connection:
            query = sa.select(*(fact_figure.c[name] for name in names))
            rows = connection.execute(query.order_by(fact_figure.c.figure_key)).all()
        held.pop("fact_decision_effect")
        return held | {"fact_figure": [tuple(row) for row in rows]}

    before = unchangeable()
    assert sum(map(len, before.values())) > 100
    choose(warehouse_url)
    choose(warehouse_url, Wish(value="180", cell="3.1.2"))
    choose(warehouse_url, Wish(keep=True))
    assert unchangeable() == before
    ingest(warehouse, report(), plan(), force=True)
    assert unchangeable() == before
    withdraw(warehouse_url, [code(warehouse_url)], by="x", reason="y", now=LATER)
    assert unchangeable() == before


@pytest.mark.parametrize("how", ["force", "version"])
def test_a_decision_outlives_reading_anew(
    warehouse: Warehouse, warehouse_url: str, how: str
) -> None:
    name = code(warehouse_url)
    choose(warehouse_url)
    held = content(warehouse_url, leave_out=["dim_document"])
    if how == "force":
        ingest(warehouse, report(), force=True)
    else:
        ingest(warehouse, report(), versions=V2)
    assert content(warehouse_url, leave_out=["dim_document"]) == held
    assert figure(warehouse_url) == DECIDED
    assert code(warehouse_url) == name


@pytest.mark.parametrize("changes", [{}, {"number": "870"}, {"date": dt.date(2024, 3, 20)}])
def test_a_decision_holds_in_a_reissue_of_the_report(
    warehouse: Warehouse, warehouse_url: str, changes: dict[str, Any]
) -> None:
    choose(warehouse_url)
    moved = [FORM_ROWS[1], ("3.1.0", "Hàng mới", "Hồ sơ", "5", "", None), *FORM_ROWS[2:]]
    ingest(warehouse, report("b.txt", rows=moved, findings=(), **changes))
    assert figure(warehouse_url, file="b.txt") == ("82", Decimal(82), Decimal(711), None, "decided")
    assert {row.is_applied for row in audited(warehouse_url)} == {True}


@pytest.mark.parametrize(
    "changes",
    [
        {"province": "Cao Bằng"},
        {"agency_key": "SNV", "issuing_body": "Sở Nội vụ"},
        {"symbol": "BC-STC"},
        {"period_label": "Quý II năm 2024"},
    ],
)
def test_a_decision_is_about_one_report(
    warehouse: Warehouse, warehouse_url: str, changes: dict[str, Any]
) -> None:
    choose(warehouse_url)
    ingest(warehouse, report("b.txt", **changes))
    assert figure(warehouse_url, file="b.txt") == BEFORE


@pytest.mark.parametrize(
    ("printed", "found_now"), [("711", "711"), ("", "blank"), ("8 2x", "8 2x")]
)
def test_a_decision_that_no_longer_matches_says_what_was_found(
    warehouse: Warehouse, warehouse_url: str, printed: str, found_now: str
) -> None:
    choose(warehouse_url)
    row = (*FORM_ROWS[2][:3], printed, *FORM_ROWS[2][4:])
    ingest(warehouse, report("b.txt", rows=[*FORM_ROWS[:2], row], findings=()))
    assert figure(warehouse_url, file="b.txt")[4] == "reported"
    (row_now,) = audited(warehouse_url)
    assert (row_now.is_applied, row_now.found_now, row_now.file) == (False, found_now, "b.txt")


def test_a_cell_or_a_report_that_is_gone_is_said(warehouse: Warehouse, warehouse_url: str) -> None:
    choose(warehouse_url)
    ingest(warehouse, report("b.txt", rows=FORM_ROWS[:2], findings=()))
    assert [row.found_now for row in audited(warehouse_url)] == [NO_CELL]
    other: dict[str, Any] = {"period_label": "Quý II năm 2024"}
    ingest(warehouse, report("b.txt", rows=FORM_ROWS[:2], findings=(), **other), versions=V2)
    ingest(warehouse, report("a.txt", **other), versions=V2)
    assert [row.found_now for row in audited(warehouse_url)] == [NO_REPORT]


def test_the_value_counts_and_not_its_spelling(warehouse: Warehouse, warehouse_url: str) -> None:
    choose(warehouse_url, Wish(value="7.902", cell="3.1.1"))
    row = (*FORM_ROWS[1][:3], "744,0", *FORM_ROWS[1][4:])
    ingest(warehouse, report("b.txt", rows=[row], findings=()))
    assert figure(warehouse_url, "3.1.1", "b.txt")[2:] == (Decimal(7902), None, "decided")


def test_a_later_decision_supersedes_and_history_stays(filled_url: str) -> None:
    (first,) = choose(filled_url)
    (second,) = choose(filled_url, Wish(value="180"), LATER)
    assert second.supersedes == first.decision
    assert figure(filled_url) == ("82", Decimal(82), Decimal(180), None, "decided")
    old, new = audited(filled_url)
    assert (old.state, old.superseded_by, old.ended_at) == ("superseded", 2, LATER)
    assert (new.state, new.is_applied) == ("in_force", True)


def test_withdrawing_gives_back_what_the_program_says(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    before = content(warehouse_url, leave_out=["past_figure"])
    choose(warehouse_url)
    choose(warehouse_url, Wish(value="blank", cell="3.1.2"))
    assert figure(warehouse_url) == ("82", Decimal(82), None, None, "decided")
    assert withdraw(warehouse_url, ["D-2"], by="A", reason="wrong", now=LATER) == (2,)
    assert content(warehouse_url, leave_out=["past_figure"]) == before
    assert [row.state for row in audited(warehouse_url)] == ["superseded", "withdrawn"]
    with pytest.raises(DecisionError, match="no decision in force is called D-2"):
        withdraw(warehouse_url, ["D-2"], by="A", reason="wrong", now=LATER)
    ingest(warehouse, report(), force=True)
    assert content(warehouse_url, leave_out=["past_figure"]) == before


def test_who_was_told_is_kept(filled_url: str) -> None:
    choose(filled_url)
    day = dt.date(2024, 5, 2)
    assert tell(filled_url, [code(filled_url)[:5]], by="A", day=day) == (1,)
    (row,) = audited(filled_url)
    assert (row.told_date, row.told_by, row.is_applied) == (day, "A", True)


def test_the_first_letters_are_enough(filled_url: str) -> None:
    name = code(filled_url)
    typed = name[:5].upper().replace("0", "O").replace("1", "I")
    ask = Ask(typed, Wish(choose=1), "why", "who")
    assert decide(filled_url, [ask], NOW)[0].finding == name


def test_all_are_stored_or_none(filled_url: str) -> None:
    before = content(filled_url)
    good = Ask(code(filled_url), Wish(choose=1), "why", "who", where="line 1")
    bad = Ask("zzzz", Wish(choose=1), "why", "who", where="line 2")
    mute = Ask(code(filled_url), Wish(choose=1), " ", "who", where="line 3")
    with pytest.raises(DecisionError) as raised:
        decide(filled_url, [good, bad, mute, good], NOW)
    assert len(raised.value.problems) == 3
    assert [problem.split(":")[0] for problem in raised.value.problems] == [
        "line 2",
        "line 3",
        "line 1",
    ]
    assert content(filled_url) == before
    assert audited(filled_url) == []


def test_a_finding_that_touches_no_figure_cannot_be_decided(filled_url: str) -> None:
    ask = Ask(code(filled_url, "swapped"), Wish(keep=True), "why", "who")
    with pytest.raises(DecisionError, match="no figure"):
        decide(filled_url, [ask], NOW)


def test_two_explanations_of_one_rule_have_codes_of_their_own(warehouse_url: str) -> None:
    twin = replace(CONTRADICTION, where=CONTRADICTION.where[:1], hypotheses=())
    with open_warehouse(warehouse_url) as opened:
        ingest(opened, report(findings=(CONTRADICTION, twin, twin)))
    with queries.reading(warehouse_url) as connection:
        codes = [finding.finding for finding in queries.findings(connection)]
    assert len(set(codes)) == len(codes) == 3


def test_deciding_where_no_warehouse_is_makes_none(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite"
    with pytest.raises(NoWarehouseError):
        decide(url, [Ask("abcd", Wish(choose=1), "why", "who")], NOW)
    assert not list(tmp_path.iterdir())


SCRIPT = """
import os, signal, sys
import sqlalchemy as sa
from load import deciding
from tests.load.test_decisions import choose
url, fatal = sys.argv[1], int(sys.argv[2])
seen = 0
def count(connection, cursor, statement, *rest):
    global seen
    if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        seen += 1
        if seen == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
sa.event.listen(sa.engine.Engine, "before_cursor_execute", count)
choose(url)
print(seen)
"""


@pytest.mark.parametrize("fatal", [1, 2, 3])
def test_killed_anywhere_nothing_is_decided(filled_url: str, fatal: int) -> None:
    before = content(filled_url)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, filled_url, str(fatal)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert content(filled_url) == before
    assert audited(filled_url) == []
