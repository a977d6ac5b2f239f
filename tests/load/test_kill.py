"""Broken off anywhere, the warehouse is as after the last document, and the next run ends
where an undisturbed one would have ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from load import bulk
from load.engine import make_engine
from load.warehouse import open_warehouse
from tests.load.content import V2, Content, content, ingest, scalar
from tests.load.readings import plan, report

ROOT = Path(__file__).parents[2]
SECOND = report("second.txt", number="864")

# loads documents and kills its own process at the n-th statement that writes
SCRIPT = """
import os, signal, sys
import psycopg
import sqlalchemy as sa
from load import bulk
from load.warehouse import open_warehouse
from tests.load.content import V1, ingest
from tests.load.readings import plan
from tests.load.test_kill import SECOND
url, fatal = sys.argv[1], int(sys.argv[2])
with open_warehouse(url) as warehouse:
    seen = 0
    def one_more():
        global seen
        seen += 1
        if seen == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    def count(connection, cursor, statement, *rest):
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            one_more()
    copy = psycopg.Cursor.copy
    def counted(cursor, *rest):  # COPY is no statement of SQLAlchemy's
        one_more()
        return copy(cursor, *rest)
    psycopg.Cursor.copy = counted
    executed = bulk.statement_of
    def prepared(*given):  # and this is executed by the driver
        one_more()
        return executed(*given)
    bulk.statement_of = prepared
    sa.event.listen(warehouse.engine, "before_cursor_execute", count)
    ingest(warehouse, SECOND, plan())
print("all", seen)
"""


def load_and_die(url: str, fatal: int) -> subprocess.CompletedProcess[str]:
    """Load two documents in a process that is killed before its n-th writing statement."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, url, str(fatal)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )


def undisturbed(url: str) -> Content:
    """Return the content after the three documents have been loaded in peace."""
    with open_warehouse(url) as warehouse:
        ingest(warehouse, report())
        ingest(warehouse, SECOND, plan())
    return content(url)


@pytest.mark.parametrize("fatal", [4, 9, 15])
def test_a_killed_process_leaves_whole_documents(
    warehouse_url: str, fatal: int, tmp_path: Path
) -> None:
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, report())
    assert load_and_die(warehouse_url, fatal).returncode == -signal.SIGKILL
    assert_whole(warehouse_url)
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, SECOND, plan())
        with warehouse.engine.connect() as connection:
            states = connection.execute(sa.text("SELECT state FROM ledger_run ORDER BY run_key"))
            assert list(states.scalars()) == ["finished", "interrupted", "finished"]
    assert content(warehouse_url) == undisturbed(f"sqlite:///{tmp_path / 'peace.sqlite'}")


def assert_whole(url: str) -> None:
    """Check that every document has the facts it says it has, and every run its sum."""
    for kind in ("figure", "task"):
        wrong = scalar(
            url,
            f"SELECT count(*) FROM dim_document d WHERE d.{kind}_count <> "
            f"(SELECT count(*) FROM fact_{kind} f WHERE f.document_key = d.document_key)",
        )
        assert wrong == 0
    orphans = (
        "SELECT count(*) FROM ledger_outcome WHERE outcome = 'loaded' AND document_key IS NULL"
    )
    assert scalar(url, orphans) == 0


def test_the_script_of_this_test_ends_when_it_is_not_killed(sqlite_url: str) -> None:
    done = load_and_die(sqlite_url, -1)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[1]) > 15


def test_an_error_between_any_two_statements_changes_nothing(
    warehouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, prepared = psycopg.Cursor.copy, bulk.statement_of
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, report(), plan())
        before = content(warehouse_url)
        total = 0
        while True:
            total += 1
            engine = make_engine(warehouse_url)
            fuse = Fuse(total)
            sa.event.listen(engine, "before_cursor_execute", fuse)
            monkeypatch.setattr(psycopg.Cursor, "copy", fuse.before(copy))
            monkeypatch.setattr(bulk, "statement_of", fuse.before(prepared))
            broken = type(warehouse)(engine, warehouse._dimensions, warehouse._clock)
            try:
                ingest(broken, report(), versions=V2)
            except BlownError:
                assert content(warehouse_url, leave_out=["dim_document"]) == {
                    name: rows for name, rows in before.items() if name != "dim_document"
                }
            else:
                break
            finally:
                engine.dispose()
            assert total < 100
    monkeypatch.setattr(psycopg.Cursor, "copy", copy)
    monkeypatch.setattr(bulk, "statement_of", prepared)
    assert total > 20
    with open_warehouse(warehouse_url) as warehouse:
        assert ingest(warehouse, report(), versions=V2) == {"a.txt": "unchanged"}


class BlownError(Exception):
    """The fuse has blown."""


class Fuse:
    """Raises at the n-th statement that writes."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(
        self, _connection: object, _cursor: object, statement: str, *_rest: object
    ) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.burn()

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise BlownError

    def before(self, done: Any) -> Any:
        """Return what SQLAlchemy does not see as one more statement that writes."""

        def burning(*given: Any) -> Any:
            self.burn()
            return done(*given)

        return burning
