"""A warehouse as files: Parquet, DuckDB, SQLite, CSV, SDMX-CSV and a dictionary of the data."""

from load.publish.release import Release, publish

__all__ = ["Release", "publish"]
