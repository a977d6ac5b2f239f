"""Each frame model accepts its passing witness, and each of its checks can fail."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from importlib import resources
from typing import Any

import pandas as pd
import pytest
import yaml

from contracts.frames import (
    MODELS,
    REFERENCES,
    SPECS,
    Columns,
    FrameError,
    columns_of,
    failures_of,
    frame_of,
    orphans_of,
    surely_right,
    validate,
    validate_columns,
)

_FOLDER = resources.files("contracts") / "witnesses" / "frames"
NAMES = tuple(MODELS)


def witness(name: str) -> dict[str, Any]:
    """Return the witness of a model: one passing row, and changes that break it."""
    content: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def row_of(name: str, /, **changes: object) -> dict[str, object]:
    """Return the passing row of a model with some values changed."""
    given = {**witness(name)["passing"], **changes}
    unknown = set(given) - set(MODELS[name].columns)
    assert not unknown, f"witness of {name} has columns the model lacks: {unknown}"
    return {column: _value(column, given.get(column)) for column in MODELS[name].columns}


def _value(column: str, value: object) -> object:
    return Decimal(value) if column.endswith("_value") and isinstance(value, str) else value


def broken(name: str, *changes: dict[str, Any]) -> set[str]:
    """Return the names of the checks that rows with these changes break."""
    frame = frame_of(name, [row_of(name, **change) for change in changes])
    return {failure.check for failure in failures_of(name, frame)}


def wide_checks(name: str) -> set[str]:
    """Return the names of the checks over several columns of a model."""
    return {str(check.name) for check in MODELS[name].checks}


def test_every_model_has_a_witness_and_every_witness_a_model() -> None:
    files = {path.name.removesuffix(".yaml") for path in _FOLDER.iterdir()}
    assert files == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_passing_witness_passes(name: str) -> None:
    assert broken(name, {}) == set()


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_frame_passes(name: str) -> None:
    assert failures_of(name, frame_of(name, [])) == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_relation_has_a_failing_witness(name: str) -> None:
    assert set(witness(name)["failing"]) == wide_checks(name)


@pytest.mark.parametrize(
    ("name", "check"), [(name, check) for name in NAMES for check in sorted(wide_checks(name))]
)
def test_the_failing_witness_breaks_its_relation_and_no_column(name: str, check: str) -> None:
    found = broken(name, *witness(name)["failing"][check])
    assert check in found
    assert found <= wide_checks(name)


def _bad_value(check: str) -> object:
    kind = check.rpartition("_")[2]
    return {
        "known": "no such word",
        "plain": "a\x00b",
        "least": -1,
        "most": 2,
        "exact": 95.56,
        "day": dt.datetime(2024, 3, 8, 12),
    }[kind]


COLUMN_CHECKS = [
    (name, column, str(check.name))
    for name, model in MODELS.items()
    for column, spec in model.columns.items()
    for check in spec.checks
]


@pytest.mark.parametrize(("name", "column", "check"), COLUMN_CHECKS)
def test_every_check_of_a_column_can_fail(name: str, column: str, check: str) -> None:
    bad = _bad_value(check)
    frame = frame_of(name, [row_of(name, **{column: bad})])
    failures = [f for f in failures_of(name, frame) if f.check == check]
    assert [f.column for f in failures] == [column]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        (name, column)
        for name, model in MODELS.items()
        for column, spec in model.columns.items()
        if not spec.nullable and str(spec.dtype) != "bool"
    ],
)
def test_a_blank_is_refused_where_one_may_not_be(name: str, column: str) -> None:
    frame = frame_of(name, [row_of(name, **{column: None})])
    assert any(f.column == column for f in failures_of(name, frame))


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_and_a_foreign_column_are_refused(name: str) -> None:
    frame = frame_of(name, [row_of(name)])
    last = frame.columns[-1]
    assert failures_of(name, frame.drop(columns=last))
    assert failures_of(name, frame.assign(stray=1))


def test_a_wrong_dtype_is_refused() -> None:
    frame = frame_of("figures", [row_of("figures")])
    assert failures_of("figures", frame.assign(decimals=frame["decimals"].astype("float64")))


def test_a_broken_relation_is_reported_once_a_row_with_its_document() -> None:
    rows = [row_of("figures"), row_of("figures", figure_no=2, row_no=9, blank_kind="dash")]
    (failure,) = failures_of("figures", frame_of("figures", rows))
    assert (failure.check, failure.row, failure.column) == ("blank_has_no_value", 1, None)
    assert failure.document_sha256 == rows[1]["document_sha256"]


def test_a_number_beyond_exactness_is_refused() -> None:
    found = broken("figures", {"reported_value": "1234567890123456.7", "reconciled_value": "1"})
    assert "reported_value_exact" in found


def all_frames(**rows: list[dict[str, object]]) -> dict[str, pd.DataFrame]:
    """Return a complete set of frames with the given rows."""
    return {name: frame_of(name, rows.get(name, [])) for name in NAMES}


def test_rows_must_refer_to_rows_that_exist() -> None:
    frames = all_frames(documents=[row_of("documents")], hypotheses=[row_of("hypotheses")])
    (orphan,) = orphans_of(frames)
    assert (orphan.frame, orphan.check) == ("hypotheses", "refers_to_findings")
    with pytest.raises(FrameError, match="refers_to_findings"):
        validate(frames)


def test_a_blank_reference_is_no_orphan() -> None:
    frames = all_frames(documents=[row_of("documents")], targets=[row_of("targets", task_no=None)])
    assert orphans_of(frames) == ()
    validate(frames)


def test_an_error_names_few_failures_and_counts_the_rest() -> None:
    rows = [row_of("notices", notice_no=no, message=None) for no in range(1, 9)]
    with pytest.raises(FrameError, match=r"notices\.message .*; and 3 more"):
        validate(all_frames(notices=rows))


def columns_with(name: str, rows: list[dict[str, object]]) -> dict[str, Columns]:
    """Return the columns of all frames, one with the given rows, and what these refer to."""
    frames = {other: columns_of(other, []) for other in NAMES}
    for other in ("documents", "figures", "tasks", "findings", "hypotheses"):
        frames[other] = columns_of(other, [row_of(other)])
    return {**frames, name: columns_of(name, rows)}


def is_right(name: str, *changes: dict[str, Any]) -> bool:
    """Tell whether rows with these changes surely keep the model."""
    return surely_right(columns_with(name, [row_of(name, **change) for change in changes]))


@pytest.mark.parametrize("name", NAMES)
def test_the_passing_witness_is_surely_right(name: str) -> None:
    assert is_right(name, {})
    assert surely_right({other: columns_of(other, []) for other in NAMES})


@pytest.mark.parametrize(
    ("name", "check"), [(name, check) for name in NAMES for check in sorted(wide_checks(name))]
)
def test_what_breaks_a_relation_is_not_surely_right(name: str, check: str) -> None:
    assert not is_right(name, *witness(name)["failing"][check])


@pytest.mark.parametrize(("name", "column", "check"), COLUMN_CHECKS)
def test_what_breaks_a_column_is_not_surely_right(name: str, column: str, check: str) -> None:
    assert not is_right(name, {column: _bad_value(check)})


@pytest.mark.parametrize(
    ("name", "column"),
    [(n, c.name) for n, own in SPECS.items() for c in own.columns if not own.may_be_blank(c)],
)
def test_a_blank_where_none_may_be_is_not_surely_right(name: str, column: str) -> None:
    assert not is_right(name, {column: None})


@pytest.mark.parametrize(
    ("name", "column"), [(n, c.name) for n, own in SPECS.items() for c in own.columns]
)
def test_a_value_of_another_kind_is_not_surely_right(name: str, column: str) -> None:
    assert not is_right(name, {column: b"bytes"})


def test_a_number_that_is_none_is_not_surely_right() -> None:
    changes = {"status": "corrected", "confidence": float("nan"), "reconciled_value": "1"}
    assert is_right("figures", {**changes, "confidence": 0.5})
    assert not is_right("figures", changes)


@pytest.mark.parametrize(("child", "columns", "parent"), REFERENCES)
def test_an_orphan_is_not_surely_right(child: str, columns: tuple[str, ...], parent: str) -> None:
    frames = columns_with(child, [row_of(child, **dict.fromkeys(columns[1:], 1))])
    assert surely_right(frames)
    assert not surely_right({**frames, parent: columns_of(parent, [])})


def test_a_frame_with_a_column_too_many_or_too_few_is_not_surely_right() -> None:
    frames = columns_with("notices", [row_of("notices")])
    assert not surely_right({**frames, "notices": {**frames["notices"], "stray": [1]}})
    fewer = {name: values for name, values in frames["notices"].items() if name != "message"}
    assert not surely_right({**frames, "notices": fewer})


def test_what_is_wrong_is_said_by_pandera() -> None:
    frames = columns_with("notices", [row_of("notices", message=None)])
    with pytest.raises(FrameError, match=r"notices\.message 0"):
        validate_columns(frames)
    validate_columns(columns_with("notices", [row_of("notices")]))
