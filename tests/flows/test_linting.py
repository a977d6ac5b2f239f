from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows.test_cli import imported_by, run


def lint(folder: Path, text: str, *more: str) -> tuple[int, list[str], str]:
    path = folder / "my.yaml"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("rules", "lint", str(path), *more)
    return code, [line.removeprefix(str(path)) for line in out.splitlines()], err


def test_the_shipped_rules_are_clean() -> None:
    code, out, err = run("rules", "lint")
    assert (code, err) == (0, "")
    assert "no problems" in out
    assert json.loads(run("rules", "lint", "--json")[1]) == []


def test_rules_of_ones_own_are_clean_too(tmp_path: Path) -> None:
    code, out, err = lint(tmp_path, 'rules:\n  - {id: a, le: ["x", "y"]}\n')
    assert (code, out) == (0, ["1 rules in 1 files: no problems"])
    assert "no examples" in err


FREE = 'rules:\n  - {id: a, le: ["x", "y"]}\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FREE + '  - {id: b, le: ["x", "y"]}\n', ":3: b: says the same as a"),
        (FREE + '  - {id: a, le: ["x", "z"]}\n', ":3: a: the id stands twice"),
        (FREE + '\n  - {id: b, le: ["x"]}\n', ":4: b: expected two sides"),
        (
            FREE + '  - {id: b, le: ["y", "z"]}\n  - {id: c, le: ["x", "z"]}\n',
            ":4: c: follows from a and b",
        ),
        (
            FREE + '  - {id: b, linear: {terms: {"y": 1, "x": -1}, op: "<=", rhs: -1}}\n',
            ":3: b: contradicts a",
        ),
        (
            FREE + '  - {id: b, le: ["y", "z"]}\n'
            '  - {id: c, linear: {terms: {"z": 1, "x": -1}, op: "<=", rhs: -1}}\n',
            ":4: c: no figures can satisfy it together with a and b",
        ),
        (
            'rules:\n  - {id: a, range: {cell: "x", min: 5}}\n'
            '  - {id: b, range: {cell: "x", max: 4}}\n',
            ":3: b: no value of x satisfies all its ranges",
        ),
        (
            'form: cchc/phu-luc-4\nrules:\n  - {id: a, le: ["3.1.9", "3.1.1"]}\n',
            ":3: a: unknown figure PL4.3.1.9",
        ),
        ("form: cchc/phu-luc-8\nrules: []\n", ":1: PL8.3: a rate without a ratio and without"),
        ("rules:\n  - {id: a, le: [\n", ":3: this is no YAML: while parsing"),
        ("rule: []\n", ":1: no list of rules"),
    ],
)
def test_each_fault_has_file_and_line(tmp_path: Path, text: str, expected: str) -> None:
    code, out, err = lint(tmp_path, text)
    assert code == 1
    assert any(line.startswith(expected) for line in out), out
    assert "problems" in err


def test_one_bad_file_does_not_hide_the_other(tmp_path: Path) -> None:
    bad, worse = tmp_path / "bad.yaml", tmp_path / "worse.yaml"
    bad.write_text("[]")
    worse.write_bytes(b"\xff\xfe")
    code, out, _ = run("rules", "lint", str(bad), str(worse), "--json")
    assert code == 1
    assert [Path(p["file"]).name for p in json.loads(out)] == ["bad.yaml", "worse.yaml"]


def test_a_sheet_tells_which_figures_there_are(tmp_path: Path) -> None:
    sheet = tmp_path / "f.csv"
    sheet.write_text("id,printed,unit\nx,5,\nrate,50,%\n", encoding="utf-8")
    code, out, _ = lint(tmp_path, FREE, "--figures", str(sheet))
    assert code == 1
    assert out == [
        ":1: rate: a rate without a ratio and without a reason why",
        ":2: a: unknown figure y",
    ]


def test_examples_beside_a_file_are_tried(tmp_path: Path) -> None:
    examples = tmp_path / "witnesses" / "my.yaml"
    examples.parent.mkdir()
    examples.write_text(
        "witnesses: [{rule: a, passes: {x: '1', y: '2'}, fails: {x: '1', y: '3'}}]\n"
    )
    code, out, _ = lint(tmp_path, FREE)
    assert (code, out) == (1, [":2: a: the example that fails satisfies the rule"])
    examples.write_text(examples.read_text().replace("'3'", "'0'"))
    assert lint(tmp_path, FREE)[0] == 0
    code, out, _ = lint(tmp_path, FREE, "--witnesses", str(tmp_path / "my.yaml"))
    assert (code, "cannot be read" in out[0]) == (1, True)


def test_linting_needs_neither_a_warehouse_nor_pandas() -> None:
    heavy = {"prefect", "pandas", "pandera", "great_expectations", "sqlalchemy"}
    assert not imported_by(["rules", "lint"]) & heavy
