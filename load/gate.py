"""The quality gate: the suite of contracts/expectations run by great-expectations.

First only whether each expectation holds; the rows that break it are asked for only where
one fails, because asking for them costs about twice as much.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import URL

from contracts.expectations import Check, Suite, warehouse_suite
from load.engine import describe
from load.errors import WarehouseError

if TYPE_CHECKING:
    from great_expectations.datasource.fluent.interfaces import Batch

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one check; `rows` are the first of those that break it."""

    check: Check
    holds: bool
    count: int = 0
    rows: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class GateResult:
    """What came of all checks."""

    verdicts: tuple[Verdict, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the warehouse may be published."""
        return not any(v.check.severity == "critical" for v in self.failed)

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The checks that do not hold, warnings too."""
        return tuple(verdict for verdict in self.verdicts if not verdict.holds)


def run_gate(url: URL, suite: Suite | None = None) -> GateResult:
    """Return what the suite says of the warehouse at `url`.

    Raises WarehouseError where an expectation cannot be evaluated.
    """
    checks = (suite or warehouse_suite()).checks
    # great-expectations warns of what it imports itself, which no user can mend
    with warnings.catch_warnings(action="ignore"), _batches(url, checks) as batches:
        return GateResult(tuple(_judge(check, batches[check.table], url) for check in checks))


@contextmanager
def _batches(url: URL, checks: Sequence[Check]) -> Iterator[dict[str, Batch]]:
    """Yield a batch for every table that is checked; nothing is written, sent or shown."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # it takes seconds to import, and only publishing needs it
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql(
        name="warehouse", connection_string=url.render_as_string(hide_password=False)
    )
    try:
        yield {
            table: source.add_table_asset(table, table_name=table)
            .add_batch_definition_whole_table(table)
            .get_batch()
            for table in dict.fromkeys(check.table for check in checks)
        }
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()


def _judge(check: Check, batch: Batch, url: URL) -> Verdict:
    expectation = _expectation(check)
    brief = batch.validate(expectation, result_format="BOOLEAN_ONLY")
    _refuse_errors(check, brief, url)
    if brief.success:
        return Verdict(check, holds=True)
    whole = batch.validate(expectation, result_format="COMPLETE").result
    rows = _rows(check, whole)
    count = whole.get("observed_value", whole.get("unexpected_count", len(rows)))
    return Verdict(check, holds=False, count=int(count), rows=tuple(rows[:SHOWN]))


def _expectation(check: Check) -> Any:
    core = "great_expectations.expectations.core"
    if check.rows is not None:
        kind = import_module(f"{core}.unexpected_rows_expectation").UnexpectedRowsExpectation
        return kind(unexpected_rows_query=check.rows, description=check.says)
    if len(check.unique) == 1:
        module = import_module(f"{core}.expect_column_values_to_be_unique")
        return module.ExpectColumnValuesToBeUnique(column=check.unique[0])
    module = import_module(f"{core}.expect_compound_columns_to_be_unique")
    return module.ExpectCompoundColumnsToBeUnique(column_list=list(check.unique))


def _rows(check: Check, result: dict[str, Any]) -> list[dict[str, Any]]:
    details = result.get("details") or {}
    found = details.get("unexpected_rows") or result.get("unexpected_list") or []
    return [dict(row) if isinstance(row, dict) else {check.unique[0]: row} for row in found]


def _refuse_errors(check: Check, result: Any, url: URL) -> None:
    raised = result.exception_info or {}
    known = raised if "raised_exception" in raised else next(iter(raised.values()), {})
    if not known.get("raised_exception"):
        return
    words = str(known.get("exception_message"))
    if url.password:
        words = words.replace(str(url.password), "***")
    raise WarehouseError(
        f"The check {check.id} cannot be evaluated on {describe(url)}: {words[:500]}"
    )
