"""Indicator figures as SDMX-CSV 2.0, for statistical tools."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
from pysdmx.io.csv.sdmx20.writer import write
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Component, Components, Concept, DataType, Role, Schema

_DIMENSIONS = {
    "REF_AREA": ("Province, official code and first day of its version", DataType.STRING),
    "BODY": ("Issuing body, code of its kind", DataType.STRING),
    "INDICATOR": ("Row of the statistical form", DataType.STRING),
    "BASIS": ("What the column counts", DataType.STRING),
    "BREAKDOWN": ("Column of the row, where there are several", DataType.STRING),
    "DOCUMENT": ("SHA-256 of the document", DataType.STRING),
    "TIME_PERIOD": ("Last day of the period", DataType.STRING),
}
_ATTRIBUTES = {
    "OBS_STATUS": ("What the reconciliation says of the figure", DataType.STRING),
    "REPORTED": ("The figure as reported", DataType.STRING),
    "UNIT_MEASURE": ("Unit", DataType.STRING),
}
_QUERY = """
SELECT coalesce(p.province_code || ':' || p.valid_from, '_Z') AS REF_AREA,
       coalesce(a.agency_code, '_Z') AS BODY,
       i.indicator_code AS INDICATOR,
       f.basis AS BASIS,
       coalesce(f.breakdown, '_T') AS BREAKDOWN,
       d.document_sha256 AS DOCUMENT,
       coalesce(CAST(coalesce(t.printed_to_date, t.nominal_to_date, d.document_date) AS VARCHAR),
                '_Z') AS TIME_PERIOD,
       f.reconciled_value AS OBS_VALUE,
       f.status AS OBS_STATUS,
       f.reported_value AS REPORTED,
       coalesce(f.unit_printed, i.unit) AS UNIT_MEASURE
FROM fact_figure f
JOIN dim_document d USING (document_key)
JOIN dim_indicator i USING (indicator_key)
LEFT JOIN dim_province p ON p.province_key = f.province_key
LEFT JOIN dim_agency a ON a.agency_key = f.agency_key
LEFT JOIN dim_period t ON t.period_key = f.period_key
WHERE d.known_to IS NULL AND f.reconciled_value IS NOT NULL
ORDER BY ALL
"""


def _component(name: str, about: str, kind: DataType, role: Role) -> Component:
    level = "O" if role is Role.ATTRIBUTE else None
    return Component(
        name, True, role, Concept(name, name=about), local_dtype=kind, attachment_level=level
    )


def structure() -> Schema:
    """Return the structure of the data set: its dimensions, measure and attributes."""
    components = [
        *(_component(n, t, k, Role.DIMENSION) for n, (t, k) in _DIMENSIONS.items()),
        _component("OBS_VALUE", "The figure as reconciled", DataType.DOUBLE, Role.MEASURE),
        *(_component(n, t, k, Role.ATTRIBUTE) for n, (t, k) in _ATTRIBUTES.items()),
    ]
    return Schema("datastructure", "CCHC", "INDICATORS", Components(components), "1.0")


def write_sdmx(path: Path, database: Path) -> int:
    """Write the indicator figures of current documents; return how many there are."""
    with duckdb.connect(str(database), read_only=True) as connection:
        frame: pd.DataFrame = connection.execute(_QUERY).df()
    # what is blank is left out, never written as a number that is none
    frame["REPORTED"] = [None if pd.isna(v) else f"{v:.15g}" for v in frame["REPORTED"]]
    write([PandasDataset(structure=structure(), data=frame)], output_path=path)
    return len(frame)
