"""The quality gate's suite: what must hold of a loaded warehouse, as data."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from contracts.yaml_text import load_yaml


class Check(BaseModel):
    """One expectation on one table: its rows are unique, or a query finds none.

    `says` is the sentence a person is told; a `warning` does not stop a publication.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    table: str
    says: str
    severity: Literal["critical", "warning"] = "critical"
    unique: tuple[str, ...] = ()
    rows: str | None = None

    @model_validator(mode="after")
    def _expects_one_thing(self) -> Check:
        if bool(self.unique) == bool(self.rows):
            raise ValueError("say either `unique` or `rows`")
        if self.rows and "{batch}" not in self.rows:
            raise ValueError("`rows` must query the table as {batch}")
        return self


class Suite(BaseModel):
    """The checks of a suite, by order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    suite: str
    checks: tuple[Check, ...]


@cache
def warehouse_suite() -> Suite:
    """Return the suite of the warehouse; ValueError for a file with mistakes."""
    text = (resources.files("contracts.expectations") / "warehouse.yaml").read_text("utf-8")
    return Suite.model_validate(load_yaml(text))
