"""The ledger: the set difference between what is given and what is known."""

from __future__ import annotations

import datetime as dt
import os
import socket
import subprocess
import sys

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from contracts.schema import ledger_run
from extract.document import Source
from load.engine import make_engine, writing
from load.ledger import KnownDocument, Versions, finish_run, plan, start_run
from tests.load.content import V1, V2

NOW = dt.datetime(2024, 3, 8, tzinfo=dt.UTC)


def given_file(name: str, content: str = "") -> Source:
    """Return a source; files of equal content have equal hashes."""
    return Source(name, content or name, "text/plain", 1)


def known(name: str, versions: Versions = V1, superseded_by: str | None = None) -> KnownDocument:
    """Return a document that the warehouse has."""
    return KnownDocument(1, name, versions, superseded_by)


def outcomes(
    sources: list[Source], have: dict[str, KnownDocument], **options: bool
) -> dict[str, str]:
    """Return what a plan says of each file, "read" for what is to be read."""
    made = plan(sources, have, V1, **options)
    return {s.name: "read" for s in made.to_read} | {o.source_name: o.outcome for o in made.settled}


def test_what_is_not_known_is_read() -> None:
    assert outcomes([given_file("a")], {}) == {"a": "read"}


def test_what_is_known_with_the_same_versions_is_unchanged() -> None:
    assert outcomes([given_file("a")], {"a": known("a")}) == {"a": "unchanged"}


@pytest.mark.parametrize(
    "versions", [Versions("x", V1.rules, V1.code), Versions(V1.layouts, "x", V1.code), V2]
)
def test_any_other_version_is_read_again(versions: Versions) -> None:
    assert outcomes([given_file("a")], {"a": known("a", versions)}) == {"a": "read"}


def test_force_reads_what_is_unchanged() -> None:
    assert outcomes([given_file("a")], {"a": known("a")}, force=True) == {"a": "read"}


def test_of_equal_files_one_is_read() -> None:
    files = [given_file("a", "same"), given_file("b", "same"), given_file("c")]
    assert outcomes(files, {}) == {"a": "read", "b": "duplicate_of", "c": "read"}


def test_of_equal_files_the_known_one_is_the_original() -> None:
    files = [given_file("a", "same"), given_file("b", "same")]
    assert outcomes(files, {"same": known("b")}) == {"a": "duplicate_of", "b": "unchanged"}


def test_a_known_file_under_a_new_name_duplicates_the_known_name() -> None:
    (outcome,) = plan([given_file("new", "same")], {"same": known("old")}, V1).settled
    assert (outcome.outcome, outcome.other_name) == ("duplicate_of", "old")
    assert outcome.document_key == 1


def test_a_superseded_document_says_by_what() -> None:
    (outcome,) = plan([given_file("a")], {"a": known("a", superseded_by="b")}, V1).settled
    assert (outcome.outcome, outcome.other_name) == ("superseded", "b")


NAMES = st.sampled_from("abcdef")


@given(
    st.dictionaries(NAMES, st.sampled_from("xyz")),
    st.dictionaries(st.sampled_from("xyz"), st.tuples(NAMES, st.sampled_from([V1, V2]))),
    st.booleans(),
)
def test_every_input_is_read_or_settled_once(
    files: dict[str, str], have: dict[str, tuple[str, Versions]], force: bool
) -> None:
    sources = [given_file(name, content) for name, content in files.items()]
    made = plan(sources, {c: known(*document) for c, document in have.items()}, V1, force=force)
    names = [s.name for s in made.to_read] + [o.source_name for o in made.settled]
    assert sorted(names) == sorted(files)
    assert len({s.sha256 for s in made.to_read}) == len(made.to_read)


def state_of(url: str, key: int) -> str:
    """Return the state of a run."""
    engine = make_engine(url)
    with engine.connect() as connection:
        query = sa.select(ledger_run.c.state).where(ledger_run.c.run_key == key)
        state: str = connection.execute(query).scalar_one()
    engine.dispose()
    return state


def dead_process() -> int:
    """Return the id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize(
    ("host", "process", "state"),
    [
        (socket.gethostname(), None, "interrupted"),
        (socket.gethostname(), os.getpid(), "running"),
        ("another-host", 1, "running"),
    ],
    ids=["gone", "this process", "another host"],
)
def test_a_run_whose_process_is_gone_is_interrupted(
    warehouse_url: str, host: str, process: int | None, state: str
) -> None:
    engine = make_engine(warehouse_url)
    with writing(engine) as connection:
        run = start_run(connection, "ingest", V1, 5, NOW)
        values = {"host": host, "process_id": process or dead_process()}
        connection.execute(sa.update(ledger_run).values(values))
    with writing(engine) as connection:
        following = start_run(connection, "ingest", V1, 0, NOW)
        finish_run(connection, following, None, NOW)
    assert state_of(warehouse_url, run.key) == state
    assert state_of(warehouse_url, following.key) == "finished"
    engine.dispose()
