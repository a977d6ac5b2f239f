"""The whole reading of public documents against what a person read, where they lie nearby.

The goals are those of the project's first milestone; the scorer is the one beside the files.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contracts.layouts import project_layouts
from extract.reader import READERS, read_path
from transform.inspection import as_json
from transform.read import read

SHARED = Path(__file__).resolve().parents[2] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="no public documents")


@cache
def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def inspected(path: Path) -> dict[str, Any]:
    return as_json(read(read_path(path), project_layouts()), findings=True)


def documents(folder: str) -> list[Path]:
    found = sorted((SHARED / folder).glob("*.gold.json")) if SHARED.is_dir() else []
    named = (path.with_name(path.name.removesuffix(".gold.json")) for path in found)
    return [p for p in named if p.suffix in READERS and ".scan" not in p.name]


def score(path: Path) -> dict[str, Any]:
    gold = json.loads(path.with_name(f"{path.name}.gold.json").read_text(encoding="utf-8"))
    result: dict[str, Any] = scorer().score(gold, inspected(path), True)
    return result


@pytest.mark.parametrize("path", documents("seeds"), ids=lambda path: path.name[:3])
def test_text(path: Path) -> None:
    found = score(path)
    assert (found["rows"]["precision"], found["rows"]["recall"]) == (1.0, 1.0), found["details"]
    assert found["cells"]["f1"] == 1.0, found["details"]
    assert found["numeric"]["exact"] in (None, 1.0)
    assert found["metadata"]["wrong"] == []
    assert found["legal_refs"]["f1"] == 1.0
    assert found["row_number_accuracy"] == found["row_parent_accuracy"] == 1.0
    assert found["row_kind_accuracy"] == 1.0


@pytest.mark.parametrize("path", documents("corpus"), ids=lambda path: path.name)
def test_other_formats(path: Path) -> None:
    found = score(path)
    assert found["rows"]["f1"] >= 0.995, found["details"]
    assert found["cells"]["f1"] >= 0.995, found["details"]
    assert (found["numeric"]["exact"] or 1.0) >= 0.998
    assert found["metadata"]["accuracy"] >= 0.9, found["metadata"]["wrong"]


def seed(number: str) -> dict[str, Any]:
    return inspected(next(p for p in documents("seeds") if p.name.startswith(number)))


def test_every_indicator_row_is_in_the_catalogue() -> None:
    rows = [
        (f"PL{table['appendix'].split()[-1]}.{row['no']}", row["code"])
        for table in seed("003")["tables"]
        for row in table["rows"]
    ]
    assert len(rows) == 151
    assert all(expected == code for expected, code in rows)


def test_deadlines_are_as_a_person_dated_them() -> None:
    gold = json.loads((SHARED / "score" / "deadlines.json").read_text(encoding="utf-8"))
    fields = ("type", "start", "end", "date", "before")
    right = 0
    for entry in gold["deadlines"]:
        table = seed(entry["seed"])["tables"][int(entry["table_id"][1:]) - 1]
        row = next(r for r in table["rows"] if r["path"] == entry["row"])
        wanted = {name: entry["parsed"].get(name) for name in fields}
        right += {name: row["deadline"].get(name) for name in fields} == wanted
    assert right >= 0.97 * len(gold["deadlines"])


def test_targets_are_those_a_person_found() -> None:
    gold = json.loads((SHARED / "score" / "targets.json").read_text(encoding="utf-8"))
    wanted = Counter((t["seed"], t["comparator"], t["value"], t["unit"]) for t in gold["targets"])
    found = Counter(
        (number, t["comparator"], t["value"], t["unit"])
        for number in ("000", "001", "002", "003", "004")
        for t in seed(number)["targets"]
    )
    right = (wanted & found).total()
    assert 2 * right / (wanted.total() + found.total()) >= 0.93


def test_the_contradictions_of_the_report_are_found_and_nothing_else() -> None:
    assert {finding["rule"] for finding in seed("003")["findings"]} == {
        "PL4.3.1-ratio",
        "PL3.3.2-ratio",
        "PL7.2.1-sum",
        "X-service-units",
        "X-resolved-received",
        "PL8.6.4.2-procedures",
        "PL2.4.1-unit",
        "PL5.1.1-count-in-rate",
        "PL2.8-note",
        "signed-before-period-end",
        "number-out-of-sequence",
    }
    derived = {d["code"]: d["value"] for d in seed("003")["derived"]}
    assert derived["PL2.2"] == "23,81"


def test_agencies_are_resolved_where_a_cell_names_one() -> None:
    mentions = [
        agency
        for number in ("000", "001", "002", "004")
        for table in seed(number)["tables"]
        for row in table["rows"]
        for agency in (*row.get("lead", ()), *row.get("coordinating", ()))
    ]
    departments = [a for a in mentions if a["text"].startswith(("Sở ", "Văn phòng UBND"))]
    named = [a for a in departments if not a["open_set"]]
    assert len(named) > 50
    assert sum(a["key"] is not None for a in named) >= 0.97 * len(named)
