"""On PostgreSQL an analyst can change nothing, and the loader can load and no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from load.access import create_roles
from load.engine import make_engine
from load.errors import WarehouseError
from load.warehouse import open_warehouse
from tests.load.content import ingest, scalar
from tests.load.readings import report

USERS = ("test_reads", "test_loads")


@pytest.fixture
def roles(postgres_url: str) -> Iterator[dict[str, str]]:
    """Yield the URL of a user in each role, and of the owner; the users go away again."""
    owner = make_engine(postgres_url)
    create_roles(owner, analyst="test_analyst", ingest="test_ingest")
    create_roles(owner, analyst="test_analyst", ingest="test_ingest")  # again is no harm
    url = sa.make_url(postgres_url)
    with owner.begin() as connection:
        connection.execute(sa.text("CREATE USER test_reads PASSWORD 'r' IN ROLE test_analyst"))
        connection.execute(sa.text("CREATE USER test_loads PASSWORD 'l' IN ROLE test_ingest"))
    yield {
        "owner": postgres_url,
        "reads": url.set(username="test_reads", password="r").render_as_string(False),
        "loads": url.set(username="test_loads", password="l").render_as_string(False),
    }
    with owner.begin() as connection:
        connection.execute(sa.text("DROP USER test_reads, test_loads"))
        connection.execute(sa.text("DROP OWNED BY test_analyst, test_ingest"))
        connection.execute(sa.text("DROP ROLE test_analyst, test_ingest"))
    owner.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fact_figure SET reported_value = 0",
        "DELETE FROM ledger_outcome",
        "INSERT INTO dim_field VALUES (99, 'x', 'x', 'x')",
        "DROP VIEW v_figure",
        "CREATE TABLE mine (a int)",
        "TRUNCATE fact_task",
        "ALTER TABLE dim_date ADD COLUMN x int",
    ],
)
def test_an_analyst_changes_nothing(roles: dict[str, str], statement: str) -> None:
    with open_warehouse(roles["owner"]) as warehouse:
        ingest(warehouse, report())
    engine = make_engine(roles["reads"])
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM v_figure")).scalar_one() > 0
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


@pytest.mark.postgres
def test_the_loader_loads_but_does_not_alter(roles: dict[str, str]) -> None:
    with open_warehouse(roles["loads"]) as warehouse:
        assert ingest(warehouse, report()) == {"a.txt": "loaded"}
    assert scalar(roles["reads"], "SELECT count(*) FROM v_document") == 1
    engine = make_engine(roles["loads"])
    with pytest.raises(ProgrammingError, match="must be owner"), engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE past_figure"))
    engine.dispose()


def test_a_file_has_no_roles(sqlite_url: str) -> None:
    with pytest.raises(WarehouseError, match="no users"):
        create_roles(make_engine(sqlite_url))
