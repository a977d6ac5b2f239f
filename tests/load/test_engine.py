"""Opening a warehouse: what is refused, in which words, and never with a password."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from load.engine import check_reachable, describe, make_engine, parse_url, writing
from load.errors import (
    NoWarehouseError,
    WarehouseBusyError,
    WarehouseError,
    WarehouseUnreachableError,
)
from load.warehouse import open_warehouse
from tests.load.content import V1

SECRET = "s3cret-word"


def test_a_bare_path_is_a_sqlite_file(tmp_path: Path) -> None:
    assert parse_url(str(tmp_path / "w.sqlite")).get_backend_name() == "sqlite"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_uses_psycopg(scheme: str) -> None:
    assert parse_url(f"{scheme}://u@h/d").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("url", [f"mysql://u:{SECRET}@h/d", f"no url://{SECRET}:x:y@"])
def test_other_addresses_are_refused_without_repeating_the_password(url: str) -> None:
    with pytest.raises(WarehouseError) as error:
        parse_url(url)
    assert SECRET not in str(error.value)


def test_a_location_names_no_user_password_or_option() -> None:
    url = parse_url(f"postgresql://ann:{SECRET}@db.example:5433/cchc?password={SECRET}")
    assert describe(url) == "PostgreSQL db.example:5433/cchc"


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgresql://ann:{SECRET}@localhost/cchc?host={tmp_path}"
    with pytest.raises(WarehouseUnreachableError, match="Cannot open the warehouse") as error:
        open_warehouse(url)
    assert SECRET not in str(error.value)
    assert error.value.__cause__ is None


@pytest.mark.postgres
def test_a_user_the_server_does_not_know(postgres_server: sa.URL) -> None:
    url = postgres_server.set(username="nobody", password=SECRET)
    with pytest.raises(WarehouseUnreachableError, match="nobody") as error:
        open_warehouse(url.render_as_string(hide_password=False))
    assert SECRET not in str(error.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite"
    path.write_text("plain text, and long enough to be looked at as a header")
    with pytest.raises(WarehouseUnreachableError, match="not a database"):
        open_warehouse(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseUnreachableError, match="Cannot make the folder"):
        open_warehouse(f"sqlite:///{tmp_path / 'file' / 'sub' / 'w.sqlite'}")


def test_reading_what_is_not_there_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="cchc ingest"):
        make_engine(f"sqlite:///{tmp_path / 'none.sqlite'}", read_only=True)


def test_folders_are_made_and_the_file_is_in_wal_mode(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "w.sqlite"
    with open_warehouse(f"sqlite:///{path}") as warehouse, warehouse.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_foreign_keys_are_enforced(warehouse_url: str) -> None:
    engine = make_engine(warehouse_url)
    statement = "UPDATE bridge_province_succession SET to_province_key = 999"
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


def test_a_writer_waits_for_its_turn(warehouse_url: str) -> None:
    first, second = make_engine(warehouse_url), make_engine(warehouse_url, wait_seconds=30)
    entered = threading.Event()
    order: list[str] = []

    def wait_and_write() -> None:
        entered.set()
        with writing(second):
            order.append("second")

    thread = threading.Thread(target=wait_and_write)
    with writing(first):
        thread.start()
        entered.wait()
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
    first.dispose()
    second.dispose()


def test_a_writer_that_waits_too_long_learns_who_holds_the_warehouse(warehouse_url: str) -> None:
    with open_warehouse(warehouse_url) as warehouse:
        warehouse.start_run("ingest", V1)
        with writing(warehouse.engine) as connection:
            connection.execute(sa.text("UPDATE ledger_run SET process_id = 1, host = 'other-host'"))
        impatient = make_engine(warehouse_url, wait_seconds=0.05)
        with (
            writing(warehouse.engine),
            pytest.raises(WarehouseBusyError, match=r"run 1 \(ingest, process 1 on other-host"),
            writing(impatient),
        ):
            pytest.fail("two writers at once")
        impatient.dispose()


def test_a_writer_that_is_no_run_is_another_program(warehouse_url: str) -> None:
    holder = make_engine(warehouse_url)
    impatient = make_engine(warehouse_url, wait_seconds=0.05)
    with (
        writing(holder),
        pytest.raises(WarehouseBusyError, match="another program"),
        writing(impatient),
    ):
        pytest.fail("two writers at once")
    holder.dispose()
    impatient.dispose()


def test_a_reader_is_not_stopped_by_a_writer(warehouse_url: str) -> None:
    writer, reader = make_engine(warehouse_url), make_engine(warehouse_url, read_only=True)
    with writing(writer) as connection:
        connection.execute(sa.text("DELETE FROM bridge_province_succession"))
        check_reachable(reader)
        with reader.connect() as other:
            count = other.execute(sa.text("SELECT count(*) FROM bridge_province_succession"))
            assert count.scalar_one() > 0
    writer.dispose()
    reader.dispose()


@pytest.mark.postgres
def test_a_user_who_may_only_read_is_told_so(postgres_url: str) -> None:
    owner = make_engine(postgres_url)
    role = f"reader_{owner.url.database}"[:40]
    with owner.begin() as connection:
        connection.execute(sa.text(f"CREATE ROLE {role} LOGIN"))
        connection.execute(sa.text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"))
    reader = make_engine(owner.url.set(username=role))
    with (
        pytest.raises(WarehouseError, match="may not write"),
        writing(reader) as connection,
    ):
        connection.execute(sa.text("DELETE FROM fact_notice"))
    reader.dispose()
    with owner.begin() as connection:
        connection.execute(sa.text(f"DROP OWNED BY {role}"))
        connection.execute(sa.text(f"DROP ROLE {role}"))
    owner.dispose()


def test_a_file_that_is_no_warehouse_comes_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(WarehouseUnreachableError, match="no warehouse; check its name"):
        open_warehouse(f"sqlite:///{path}")


def test_a_full_disk_comes_with_advice(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'w.sqlite'}")
    with pytest.raises(WarehouseError, match="Free some space"), writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 2")
        connection.exec_driver_sql("CREATE TABLE a (b)")
        connection.exec_driver_sql("INSERT INTO a VALUES (randomblob(100000))")
    engine.dispose()
