"""The warehouse as a whole: load, load again, supersede, reject, on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.schema import dim_document, fact_figure, ledger_outcome
from load.engine import make_engine
from load.errors import LedgerError
from load.ledger import Outcome
from load.warehouse import Warehouse, open_warehouse
from tests.helpers import examples
from tests.load.content import V1, V2, content, ingest, scalar
from tests.load.readings import FORM_ROWS, plan, report, source
from transform.frames import frames_of
from transform.reading import Reading


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[Warehouse]:
    """Yield an open warehouse on either engine."""
    with open_warehouse(warehouse_url) as opened:
        yield opened


def test_what_is_read_is_what_is_loaded(warehouse: Warehouse, warehouse_url: str) -> None:
    readings = [report(), plan()]
    frames = frames_of(readings)
    assert ingest(warehouse, *readings) == {"a.txt": "loaded", "plan.txt": "loaded"}
    held = content(warehouse_url)
    for name, table in [
        ("figures", "fact_figure"),
        ("tasks", "fact_task"),
        ("task_agencies", "bridge_task_agency"),
        ("targets", "fact_target"),
        ("citations", "fact_citation"),
        ("findings", "fact_finding"),
        ("finding_cells", "bridge_finding_cell"),
        ("hypotheses", "fact_hypothesis"),
        ("hypothesis_changes", "fact_hypothesis_change"),
        ("notices", "fact_notice"),
    ]:
        assert len(held[table]) == len(frames.by_name()[name]) > 0, name
    total = scalar(warehouse_url, "SELECT sum(figure_count) + sum(task_count) FROM dim_document")
    assert total == len(frames.frame("figures")) + len(frames.frame("tasks"))


def test_values_come_back_exactly(warehouse: Warehouse) -> None:
    ingest(warehouse, report())
    query = sa.select(fact_figure.c.printed, fact_figure.c.reported_value, fact_figure.c.blank_kind)
    with warehouse.engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(query.order_by(fact_figure.c.figure_no))]
    assert rows == [
        ("95,56", Decimal("95.56"), "number"),
        ("", None, "blank"),
        ("744", Decimal(744), "number"),
        ("7.920", Decimal(7920), "number"),
        ("82", Decimal(82), "number"),
        ("", None, "blank"),
        ("0/0", Decimal(0), "zero_over_zero"),
        ("-", None, "dash"),
    ]


def test_a_second_run_changes_nothing_and_says_so(warehouse: Warehouse, warehouse_url: str) -> None:
    readings = [report(), plan()]
    ingest(warehouse, *readings)
    before = content(warehouse_url)
    assert ingest(warehouse, *readings) == {"a.txt": "unchanged", "plan.txt": "unchanged"}
    assert content(warehouse_url) == before


def test_opening_again_changes_nothing(warehouse: Warehouse, warehouse_url: str) -> None:
    ingest(warehouse, report())
    before = content(warehouse_url)
    open_warehouse(warehouse_url).close()
    assert content(warehouse_url) == before


def test_new_versions_replace_the_facts_of_that_document_only(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    ingest(warehouse, report(), plan())
    before = content(warehouse_url)
    changed = report(rows=FORM_ROWS[:2], findings=())
    assert ingest(warehouse, changed, versions=V2) == {"a.txt": "loaded"}
    after = content(warehouse_url)
    assert len(after["fact_figure"]) == 4
    assert after["fact_task"] == before["fact_task"]
    assert [row[0] for row in after["dim_document"]] == [row[0] for row in before["dim_document"]]
    assert len(after["fact_finding"]) == len(before["fact_finding"]) - 1


def test_reading_again_with_new_versions_ends_in_the_same_facts(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    ingest(warehouse, report(), plan())
    before = content(warehouse_url, leave_out=["dim_document"])
    ingest(warehouse, report(), plan(), versions=V2)
    assert content(warehouse_url, leave_out=["dim_document"]) == before


def test_force_reads_again_what_is_unchanged(warehouse: Warehouse, warehouse_url: str) -> None:
    ingest(warehouse, report())
    before = content(warehouse_url)
    assert ingest(warehouse, report(), force=True) == {"a.txt": "loaded"}
    assert content(warehouse_url) == before


def test_the_same_bytes_under_another_name_are_a_duplicate(warehouse: Warehouse) -> None:
    first = report("a.txt")
    twin = Reading(source("b.txt"), first.letterhead)
    same = Reading(
        type(first.source)("copy.txt", first.source.sha256, "text/plain", 5), first.letterhead
    )
    assert ingest(warehouse, first, same, twin)["copy.txt"] == "duplicate_of"
    assert ingest(warehouse, same) == {"copy.txt": "duplicate_of"}


def test_a_reissue_supersedes_and_nothing_is_deleted(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    old, new = report("old.txt"), report("new.txt", rows=FORM_ROWS[:3])
    assert ingest(warehouse, old) == {"old.txt": "loaded"}
    assert ingest(warehouse, new) == {"new.txt": "loaded"}
    assert scalar(warehouse_url, "SELECT count(*) FROM fact_figure") == 14
    assert scalar(warehouse_url, "SELECT count(*) FROM v_figure") == 6
    assert scalar(warehouse_url, "SELECT superseded_by FROM v_document WHERE file = 'old.txt'") == (
        "new.txt"
    )
    assert ingest(warehouse, old, new) == {"old.txt": "superseded", "new.txt": "unchanged"}


def test_a_reissue_in_the_same_run_corrects_the_outcome(warehouse: Warehouse) -> None:
    outcomes = ingest(warehouse, report("a.txt"), report("b.txt"))
    assert outcomes == {"a.txt": "superseded", "b.txt": "loaded"}


def test_reading_the_old_issue_again_does_not_make_it_the_newest(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    old, new = report("old.txt"), report("new.txt")
    ingest(warehouse, old)
    ingest(warehouse, new)
    assert ingest(warehouse, new, old, versions=V2) == {
        "old.txt": "superseded",
        "new.txt": "loaded",
    }
    assert scalar(warehouse_url, "SELECT file FROM v_document WHERE is_current") == "new.txt"


def test_a_number_read_anew_lets_a_document_stand_again(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    ingest(warehouse, report("a.txt"), report("b.txt"))
    misread = report("b.txt", number="864")
    ingest(warehouse, misread, versions=V2)
    assert scalar(warehouse_url, "SELECT count(*) FROM v_document WHERE is_current") == 2


def test_drafts_without_a_number_never_supersede(warehouse: Warehouse) -> None:
    drafts = [report("a.txt", number=None), report("b.txt", number=None)]
    assert set(ingest(warehouse, *drafts).values()) == {"loaded"}


def test_the_same_number_in_two_provinces_is_two_documents(warehouse: Warehouse) -> None:
    both = [report("a.txt"), report("b.txt", province="Cao Bằng")]
    assert set(ingest(warehouse, *both).values()) == {"loaded"}


def test_one_document_that_is_refused_does_not_hold_the_others(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    unknown = [*FORM_ROWS[0][:5], "PL99.9"]
    bad = report("bad.txt", rows=[unknown], findings=(), number="1")
    assert ingest(warehouse, bad, report("good.txt")) == {
        "bad.txt": "rejected",
        "good.txt": "loaded",
    }
    reason = scalar(warehouse_url, "SELECT reason FROM v_outcome WHERE file = 'bad.txt'")
    assert "PL99.9" in reason
    assert scalar(warehouse_url, "SELECT count(*) FROM dim_document") == 1


def test_tables_on_hold_show_in_the_outcome(warehouse: Warehouse) -> None:
    reading = report()
    held = Reading(
        reading.source,
        reading.letterhead,
        (
            *reading.tables,
            type(reading.tables[0])(1, "unknown", None, None, (), (), held="unknown headings"),
        ),
    )
    assert ingest(warehouse, held) == {"a.txt": "held"}
    with warehouse.engine.connect() as connection:
        reason = connection.execute(sa.select(ledger_outcome.c.reason)).scalar_one()
    assert reason == "1 on hold, the rest loaded: unknown headings"


def test_an_input_without_an_outcome_is_an_error(warehouse: Warehouse) -> None:
    run = warehouse.start_run("ingest", V1, 2)
    warehouse.record_outcome(run, Outcome("x.txt", None, "rejected", "empty file"))
    with pytest.raises(LedgerError, match="2 inputs but recorded 1"):
        warehouse.finish_run(run)
    summary = warehouse.finish_run(run, error="stopped by hand")
    assert (summary.run.state, summary.run.input_count) == ("failed", 1)
    assert sum(summary.run.outcomes.values()) == 1


def test_a_document_loaded_by_another_run_meanwhile_is_left_alone(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    run = warehouse.start_run("ingest", V1, 1)
    todo = warehouse.plan([report().source], V1)
    ingest(warehouse, report())
    assert todo.to_read
    before = content(warehouse_url)
    (outcome,) = warehouse.load(run, frames_of([report()]))
    assert outcome.outcome == "unchanged"
    assert content(warehouse_url) == before


def test_a_batch_tried_twice_counts_each_document_once(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    bad = report("bad.txt", rows=[[*FORM_ROWS[0][:5], "PL99.9"]], findings=(), number="1")
    frames = frames_of([report(), bad])
    run = warehouse.start_run("ingest", V1, 2)
    first = warehouse.load(run, frames)
    before = content(warehouse_url)
    assert warehouse.load(run, frames, force=True) == first
    assert content(warehouse_url) == before
    summary = warehouse.finish_run(run)
    assert (summary.run.outcomes["loaded"], summary.run.outcomes["rejected"]) == (1, 1)
    assert summary.run.figure_count == 8


def test_files_of_one_name_in_two_folders_each_have_an_outcome(warehouse: Warehouse) -> None:
    files = [report("q1.txt"), report("q1.txt", salt="b", number="2"), report("q1.txt")]
    run = warehouse.start_run("ingest", V1, 3)
    todo = warehouse.plan([reading.source for reading in files], V1)
    warehouse.record_outcomes(run, todo.settled)
    warehouse.load(run, frames_of(files[:2]))
    outcomes = warehouse.finish_run(run).run.outcomes
    assert (outcomes["loaded"], outcomes["duplicate_of"]) == (2, 1)


def test_the_clock_is_the_callers(warehouse_url: str) -> None:
    then = dt.datetime(2024, 5, 1, 3, tzinfo=dt.UTC)
    with open_warehouse(warehouse_url, clock=lambda: then) as warehouse:
        ingest(warehouse, report())
        with warehouse.engine.connect() as connection:
            assert connection.execute(sa.select(dim_document.c.known_from)).scalar_one() == then


ROWS = st.lists(
    st.tuples(
        st.just("1"),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.sampled_from(["%", "Hồ sơ", ""]),
        st.sampled_from(["0", "", "-", "12a", "0/0", "95,56", "7.920", "1234567890123456789012"]),
        st.sampled_from(["", "5"]),
        st.sampled_from([None, "PL4.3.1", "PL2.1"]),
    ),
    max_size=5,
)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS, name=st.text(min_size=1, max_size=10))
def test_any_report_loads_and_loads_again_the_same(
    sqlite_url: str, rows: list[tuple[str | None, ...]], name: str
) -> None:
    reading = report(name, salt=repr(rows), rows=rows, findings=(), signer="a\x00\ud800")
    frames = frames_of([reading])
    with open_warehouse(sqlite_url) as warehouse:
        (first,) = warehouse.load(warehouse.start_run("ingest", V1), frames, force=True)
        before = content(sqlite_url)
        (second,) = warehouse.load(warehouse.start_run("ingest", V1), frames, force=True)
    assert (
        first.figure_count == second.figure_count == len(frames.frame("figures")) == 2 * len(rows)
    )
    assert content(sqlite_url) == before


def test_an_analyst_can_only_read(warehouse_url: str) -> None:
    engine = make_engine(warehouse_url, read_only=True)
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.text("DELETE FROM dim_province"))
    engine.dispose()
