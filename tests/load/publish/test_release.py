"""What is published says what the warehouse says, in every form, and is swapped in at once."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.dataset as ds
import pytest
import sqlalchemy as sa

from load.engine import make_engine
from load.errors import WarehouseError
from load.publish import Release, duck, publish
from load.publish.dictionary import view_notes
from load.views import VIEWS
from load.warehouse import open_warehouse
from tests.load.content import ingest
from tests.load.readings import FORM_ROWS, plan, report
from tests.load.test_view_restated import BAC_KAN, THAI_NGUYEN, on_time

NOW = dt.datetime(2025, 5, 1, 12, 0, tzinfo=dt.UTC)


def filled(url: str) -> sa.Engine:
    """Return a warehouse with plans and reports, one of them re-issued."""
    later = {"date": dt.date(2025, 9, 8), "agency_key": "STC", "number": "77"}
    with open_warehouse(url) as opened:
        ingest(opened, report(), plan(), BAC_KAN, THAI_NGUYEN)
        ingest(opened, report("again.txt", "2"), on_time("Bắc Ninh", "50", "7", "4", **later))
    return make_engine(url, read_only=True)


@pytest.fixture
def warehouse(sqlite_url: str) -> Iterator[sa.Engine]:
    """Yield a filled warehouse."""
    engine = filled(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def either(warehouse_url: str) -> Iterator[sa.Engine]:
    """Yield a filled warehouse, on either engine."""
    engine = filled(warehouse_url)
    yield engine
    engine.dispose()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a folder to publish into."""
    return tmp_path / "out"


def published(engine: sa.Engine, folder: Path, **options: Any) -> Release:
    return publish(engine, folder, **{"now": NOW, **options})


def plain(value: object) -> object:
    """Return a value as all engines give it."""
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    return value


def rows_of(result: Any) -> list[tuple[object, ...]]:
    return sorted((tuple(plain(v) for v in row) for row in result), key=repr)


def test_every_view_answers_alike_in_every_form(either: sa.Engine, out: Path) -> None:
    done = published(either, out)
    copy = sa.create_engine(f"sqlite:///{done.folder / 'warehouse.sqlite'}")
    with (
        either.connect() as own,
        copy.connect() as sqlite,
        duckdb.connect(str(done.folder / "warehouse.duckdb"), read_only=True) as duck,
    ):
        duck.execute("SET TimeZone = 'UTC'")
        for view in VIEWS:
            expected = rows_of(own.execute(view.query))
            assert rows_of(sqlite.execute(view.query)) == expected, view.name
            names = ", ".join(column.name for column in view.query.selected_columns)
            # names come from the program's own views
            found = duck.execute(f"SELECT {names} FROM {view.name}").fetchall()
            assert rows_of(found) == expected, view.name
        assert expected
    copy.dispose()


def test_tables_have_their_rows_in_every_form(warehouse: sa.Engine, out: Path) -> None:
    done = published(warehouse, out)
    with warehouse.connect() as own, duckdb.connect(str(done.folder / "warehouse.duckdb")) as duck:
        for name, count in done.rows.items():
            query = sa.text(f"SELECT count(*) FROM {name}")
            assert own.execute(query).scalar_one() == count
            assert duck.table(name).count("*").fetchall() == [(count,)]
            files = ds.dataset(done.folder / "parquet" / name, partitioning=None)
            assert files.count_rows() == count
            with (done.folder / "csv" / f"{name}.csv").open(encoding="utf-8") as lines:
                assert len(list(csv.DictReader(lines))) == count
    assert done.rows["fact_figure"] > 0
    years = {path.name for path in (done.folder / "parquet" / "fact_figure").iterdir()}
    assert years == {"year=2024"}


def test_the_package_is_valid(warehouse: sa.Engine, out: Path) -> None:
    from frictionless import Package

    done = published(warehouse, out)
    checked = Package(str(done.folder / "datapackage.json")).validate()
    assert checked.valid, [(t.name, e.message) for t in checked.tasks for e in t.errors][:5]


def test_indicators_come_back_from_sdmx(warehouse: sa.Engine, out: Path) -> None:
    from pysdmx.io import read_sdmx
    from pysdmx.io.pd import PandasDataset

    done = published(warehouse, out)
    (dataset,) = read_sdmx(done.folder / "indicators.sdmx.csv", validate=False).data or ()
    assert isinstance(dataset, PandasDataset)
    frame = dataset.data
    one = frame[(frame["INDICATOR"] == "PL4.3.1.1") & (frame["REF_AREA"] == "06:2008-08-01")]
    assert {float(value) for value in one["OBS_VALUE"]} == {100.0, 744.0, 7920.0}


def test_cells_are_no_formulas_in_csv(sqlite_url: str, out: Path) -> None:
    label = '=HYPERLINK("http://example.org";"x")'
    rows = ((*FORM_ROWS[0][:1], label, *FORM_ROWS[0][2:]), *FORM_ROWS[1:])
    with open_warehouse(sqlite_url) as opened:
        ingest(opened, report(rows=rows))
        done = published(opened.engine, out)
    with (done.folder / "csv" / "fact_figure.csv").open(encoding="utf-8") as lines:
        labels = [row["row_label"] for row in csv.DictReader(lines)]
    assert f"'{label}" in labels
    assert not any(text.startswith(("=", "+", "-", "@")) for text in labels)


def test_the_manifest_names_every_file(warehouse: sa.Engine, out: Path) -> None:
    done = published(warehouse, out)
    manifest = json.loads((done.folder / "manifest.json").read_text(encoding="utf-8"))
    named = {item["path"]: item for item in manifest["files"]}
    found = {p.relative_to(done.folder).as_posix(): p for p in done.folder.rglob("*")}
    files = {name: path for name, path in found.items() if path.is_file()}
    assert named.keys() == files.keys() - {"manifest.json"}
    for name, item in named.items():
        data = files[name].read_bytes()
        assert (item["bytes"], item["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert manifest["rows"] == done.rows


def test_latest_leads_to_the_newest_and_few_are_kept(warehouse: sa.Engine, out: Path) -> None:
    made = [
        published(warehouse, out, now=NOW + dt.timedelta(seconds=n // 2), keep=2) for n in range(4)
    ]
    assert (out / "latest").resolve() == made[-1].folder.resolve()
    kept = {path.name for path in out.iterdir()} - {"latest"}
    assert kept == {one.version for one in made[-2:]}


def test_who_reads_an_older_release_is_not_disturbed(warehouse: sa.Engine, out: Path) -> None:
    published(warehouse, out)
    with duckdb.connect(str(out / "latest" / "warehouse.duckdb"), read_only=True) as reader:
        before = reader.table("fact_figure").count("*").fetchall()
        published(warehouse, out, keep=1)
        assert reader.table("fact_figure").count("*").fetchall() == before


def test_a_publication_that_fails_leaves_what_was(
    warehouse: sa.Engine, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published(warehouse, out)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(duck, "write_duckdb", full)
    with pytest.raises(WarehouseError, match="No space left"):
        published(warehouse, out)
    assert {path.name for path in out.iterdir()} == {"latest", first.version}
    assert (out / "latest").resolve() == first.folder.resolve()


def test_what_a_killed_publication_left_is_swept(warehouse: sa.Engine, out: Path) -> None:
    (out / ".building-old").mkdir(parents=True)
    published(warehouse, out, now=dt.datetime.now(dt.UTC) + dt.timedelta(days=3))
    assert not list(out.glob(".building-*"))


def test_nothing_says_where_files_lie(warehouse: sa.Engine, out: Path) -> None:
    done = published(warehouse, out)
    assert "extraction" not in done.rows
    with duckdb.connect(str(done.folder / "warehouse.duckdb")) as duck:
        query = "SELECT count(source_path) FROM ledger_outcome"
        assert duck.execute(query).fetchall() == [(0,)]


def test_the_dictionary_explains_every_column(warehouse: sa.Engine, out: Path) -> None:
    done = published(warehouse, out)
    page = (done.folder / "dictionary.html").read_text(encoding="utf-8")
    with (done.folder / "dictionary.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    named = {row["name"] for row in rows}
    assert named == {*done.rows, *(view.name for view in VIEWS)}
    assert all(f'id="{name}"' in page for name in named)
    assert [(row["name"], row["column"]) for row in rows if not row["comment"]] == []


def test_comments_are_in_the_duckdb_file(warehouse: sa.Engine, out: Path) -> None:
    done = published(warehouse, out)
    with duckdb.connect(str(done.folder / "warehouse.duckdb"), read_only=True) as connection:
        query = "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        assert connection.execute(f"{query} AND comment IS NULL").fetchall() == []


def test_every_note_on_a_column_is_of_a_column() -> None:
    columns = {(view.name, c.name) for view in VIEWS for c in view.query.selected_columns}
    names = {f"{view}.{column}" for view, column in columns} | {column for _, column in columns}
    assert set(view_notes()) <= names
