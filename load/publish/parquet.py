"""Parquet files of a published warehouse; facts are partitioned by year, Hive style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

NAME = "part-0.parquet"


def write_table(folder: Path, schema: pa.Schema, rows: Iterable[pa.RecordBatch]) -> int:
    """Write a table to one file in `folder` and return how many rows it has."""
    folder.mkdir(parents=True)
    count = 0
    with pq.ParquetWriter(folder / NAME, schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def write_by_year(
    folder: Path, schema: pa.Schema, rows: Iterable[pa.RecordBatch], years: Mapping[int, int]
) -> int:
    """Write a table to `year=…/` folders by the year of its documents; return its rows."""
    folder.mkdir(parents=True)
    count = 0
    with ExitStack() as stack:
        writers: dict[int, pq.ParquetWriter] = {}
        for batch in rows:
            count += batch.num_rows
            for year, part in _by_year(batch, years):
                if year not in writers:
                    own = folder / f"year={year}"
                    own.mkdir()
                    writers[year] = stack.enter_context(
                        pq.ParquetWriter(own / NAME, schema, compression="zstd")
                    )
                writers[year].write_batch(part)
        if not writers:  # a table without rows still says what its columns are
            own = folder / "year=0"
            own.mkdir()
            stack.enter_context(pq.ParquetWriter(own / NAME, schema, compression="zstd"))
    return count


def _by_year(
    batch: pa.RecordBatch, years: Mapping[int, int]
) -> Iterator[tuple[int, pa.RecordBatch]]:
    keys = batch.column("document_key").to_pylist()
    of_rows = pa.array([years.get(key, 0) for key in keys], type=pa.int64())
    for year in pc.unique(of_rows).to_pylist():
        yield year, batch.filter(pc.equal(of_rows, year))
