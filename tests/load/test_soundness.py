from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from load.engine import make_engine
from load.soundness import problems_of
from load.warehouse import open_warehouse
from tests.load.content import ingest
from tests.load.readings import plan, report


@pytest.fixture
def engine(warehouse_url: str) -> Iterator[sa.Engine]:
    """Yield a warehouse with a report and a plan."""
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, report(), plan())
    opened = make_engine(warehouse_url)
    yield opened
    opened.dispose()


def test_a_warehouse_that_is_as_it_was_made_is_sound(engine: sa.Engine) -> None:
    assert problems_of(engine) == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DROP VIEW v_outcome", "The view v_outcome is missing."),
        ("DROP TABLE past_figure", "The table past_figure is missing."),
        ("ALTER TABLE fact_target ADD COLUMN mine TEXT", "fact_target.mine is not this program's"),
        ("UPDATE alembic_version SET version_num = '0001'", "Run `cchc db upgrade`."),
    ],
)
def test_what_somebody_changed_is_told(engine: sa.Engine, harm: str, said: str) -> None:
    with engine.begin() as connection:
        cascade = " CASCADE" if harm.startswith("DROP") and "postgres" in engine.name else ""
        connection.execute(sa.text(harm + cascade))
    assert any(said in problem for problem in problems_of(engine))


def test_a_view_of_other_columns_is_told(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("DROP VIEW v_outcome"))
        connection.execute(sa.text("CREATE VIEW v_outcome AS SELECT 1 AS run"))
    (problem,) = problems_of(engine)
    assert problem.startswith("The view v_outcome has other columns.")


def test_tables_of_others_in_the_database_are_theirs(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE somebody_elses (a INTEGER)"))
    assert problems_of(engine) == []


def test_a_row_whose_document_is_gone_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'w.sqlite'}"
    with open_warehouse(url) as warehouse:
        ingest(warehouse, report())
    with contextlib.closing(sqlite3.connect(tmp_path / "w.sqlite")) as raw:
        raw.execute("UPDATE fact_figure SET document_key = 999 WHERE figure_no = 1")
        raw.commit()
    engine = make_engine(url)
    assert any("refers to a row of dim_document" in problem for problem in problems_of(engine))
    engine.dispose()
