"""A batch ends as its documents one by one would have ended, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import pytest
import sqlalchemy as sa

from load.warehouse import Warehouse, open_warehouse
from tests.load.content import V1, V2, content, ingest, scalar
from tests.load.readings import FORM_ROWS, plan, report
from transform.frames import frames_of
from transform.reading import Reading

BAD = report("bad.txt", rows=[[*FORM_ROWS[0][:5], "PL99.9"]], findings=(), number="99")
DOCUMENTS = (
    report("a.txt"),
    plan(),
    report("b.txt", number="2", province="Atlantis"),
    report("c.txt", rows=FORM_ROWS[:2], findings=()),  # issued again: the number of a.txt
    report("d.txt", number=None, agency_key=None, period_label=None, period_end=None),
    plan("other-plan.txt", province="Cao Bằng"),
)


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[Warehouse]:
    """Yield an open warehouse on either engine."""
    with open_warehouse(warehouse_url) as opened:
        yield opened


def one_by_one(url: str, readings: Sequence[Reading]) -> dict[str, str]:
    """Load each reading in a run of its own; return how each ended."""
    with open_warehouse(url) as warehouse:
        return {name: end for r in readings for name, end in ingest(warehouse, r).items()}


def test_a_batch_leaves_what_its_documents_leave_one_by_one(
    warehouse: Warehouse, warehouse_url: str, empty_url: str
) -> None:
    ended = ingest(warehouse, *DOCUMENTS)
    assert ended == {**one_by_one(empty_url, DOCUMENTS), "a.txt": "superseded"}
    assert content(warehouse_url) == content(empty_url)


@pytest.mark.parametrize("place", [0, 3, len(DOCUMENTS)])
def test_a_refused_document_leaves_no_trace_in_the_others(
    warehouse: Warehouse, warehouse_url: str, empty_url: str, place: int
) -> None:
    ended = ingest(warehouse, *DOCUMENTS[:place], BAD, *DOCUMENTS[place:])
    assert ended.pop("bad.txt") == "rejected"
    with open_warehouse(empty_url) as other:
        assert ingest(other, *DOCUMENTS) == ended
    assert content(warehouse_url) == content(empty_url)


def test_a_batch_of_refused_documents_rejects_each(warehouse: Warehouse) -> None:
    other = report("bad2.txt", rows=[[*FORM_ROWS[0][:5], "PL98.8"]], findings=(), number="98")
    assert set(ingest(warehouse, BAD, other).values()) == {"rejected"}
    with warehouse.engine.connect() as connection:
        reasons = connection.execute(sa.text("SELECT reason FROM ledger_outcome ORDER BY 1"))
        assert [("PL98.8" in r, "PL99.9" in r) for r in reasons.scalars()] == [
            (True, False),
            (False, True),
        ]


def test_a_batch_is_one_transaction(warehouse: Warehouse) -> None:
    run = warehouse.start_run("ingest", V1, len(DOCUMENTS))
    frames = frames_of(DOCUMENTS)
    commits: list[sa.Connection] = []
    sa.event.listen(warehouse.engine, "commit", commits.append)
    assert len(warehouse.load(run, frames)) == len(DOCUMENTS)
    assert len(commits) == 1


def test_known_and_new_documents_share_a_batch(
    warehouse: Warehouse, warehouse_url: str, empty_url: str
) -> None:
    ingest(warehouse, *DOCUMENTS[:2])
    changed = report("a.txt", rows=FORM_ROWS[:3], findings=())
    assert changed.source == DOCUMENTS[0].source
    ended = ingest(warehouse, changed, *DOCUMENTS[2:], versions=V2)
    with open_warehouse(empty_url) as other:
        ingest(other, *DOCUMENTS[:2])
        for reading in (changed, *DOCUMENTS[2:]):
            ingest(other, reading, versions=V2)
    assert ended["a.txt"] == "superseded"
    assert content(warehouse_url) == content(empty_url)


def test_the_outcomes_come_in_the_order_of_the_documents(warehouse: Warehouse) -> None:
    ingest(warehouse, DOCUMENTS[1])
    run = warehouse.start_run("ingest", V1)
    outcomes = warehouse.load(run, frames_of(DOCUMENTS))
    assert [o.source_name for o in outcomes] == [r.source.name for r in DOCUMENTS]
    assert [o.outcome for o in outcomes] == [
        "superseded",
        "unchanged",
        "loaded",
        "loaded",
        "loaded",
        "loaded",
    ]
    assert [o.notice_count for o in outcomes] == [1, 0, 2, 1, 1, 0]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_several_issues_the_one_known_last_is_current(
    sqlite_url: str, order: tuple[int, ...]
) -> None:
    issues = [report(f"{n}.txt", salt=str(n)) for n in range(3)]
    with open_warehouse(sqlite_url) as warehouse:
        ended = ingest(warehouse, *(issues[n] for n in order))
    current = f"{order[-1]}.txt"
    assert {name for name, end in ended.items() if end == "loaded"} == {current}
    assert scalar(sqlite_url, "SELECT file FROM v_document WHERE is_current") == current


def test_a_rehearsal_says_how_all_would_end_and_changes_nothing(
    warehouse: Warehouse, warehouse_url: str
) -> None:
    ingest(warehouse, *DOCUMENTS)
    before = content(warehouse_url)
    changed = report("a.txt", rows=FORM_ROWS[:3], findings=())
    outcomes = warehouse.rehearse(V2, frames_of([changed, BAD, DOCUMENTS[1]]))
    assert [o.outcome for o in outcomes] == ["superseded", "rejected", "loaded"]
    assert len(outcomes[0].changes) == 3
    assert content(warehouse_url) == before
    assert scalar(warehouse_url, "SELECT count(*) FROM ledger_run") == 1


def test_no_documents_are_no_work(warehouse: Warehouse) -> None:
    assert warehouse.load(warehouse.start_run("ingest", V1), frames_of([])) == ()
