from __future__ import annotations

import json
from pathlib import Path

import pytest

from load.warehouse import open_warehouse
from tests.flows.test_cli import imported_by, run
from tests.load.content import ingest
from tests.load.readings import report


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a warehouse with one report that contradicts itself."""
    address = f"sqlite:///{tmp_path}/w.sqlite"
    with open_warehouse(address) as warehouse:
        ingest(warehouse, report())
    return address


def finding(url: str) -> str:
    return str(json.loads(run("findings", "-w", url, "--json")[1])[0]["finding"])


WHY = ("--reason", "hỏi qua điện thoại", "--by", "Nguyễn Văn An")


def test_from_the_list_of_findings_to_the_audit(url: str) -> None:
    name = finding(url)
    assert name in run("findings", "-w", url)[1]
    code, out, _ = run("decide", name, "-w", url)
    assert code == 0
    assert "--choose 1" in out
    assert "82 → 711" in out
    code, out, err = run("decide", name, "--choose", "1", *WHY, "-w", url)
    assert (code, err) == (0, "")
    assert "D-1" in out
    assert "applied" in out
    code, out, _ = run("decide", "D-1", "--told", "--on", "2024-11-05", "--by", "An", "-w", url)
    assert (code, out.strip()) == (0, "told: D-1")
    code, out, _ = run("decide", "--audit", "--json", "-w", url)
    listed = json.loads(out)
    assert {name: len(rows) for name, rows in listed.items()} == {
        "applied": 1, "not_applied": 0, "told": 1, "not_told": 0, "ended": 0,
    }  # fmt: skip
    assert listed["told"][0]["told_date"] == "2024-11-05"
    assert listed["applied"][0]["decided_by"] == "Nguyễn Văn An"
    (shown,) = json.loads(run("findings", "-w", url, "--json")[1])
    assert shown["decided"] == "Nguyễn Văn An"


def test_taking_back(url: str) -> None:
    name = finding(url)
    run("decide", name, "--value", "711", "--told", *WHY, "-w", url)
    code, out, _ = run("decide", name, "--withdraw", *WHY, "--json", "-w", url)
    assert (code, json.loads(out)) == (0, {"withdrawn": [1]})
    assert "No longer in force" in run("decide", "--audit", "-w", url)[1]


def test_many_at_once(url: str, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(f"- {{finding: {finding(url)}, choose: 1}}\n- {{finding: zzzz, choose: 1}}\n")
    code, out, err = run("decide", "--file", str(path), *WHY, "-w", url)
    assert (code, out) == (2, "")
    assert "d.yaml, line 2, entry 2: there is no finding zzzz" in err
    assert "No decisions" in run("decide", "--audit", "-w", url)[1]
    path.write_text(f"- {{finding: {finding(url)}, choose: 1}}\n")
    code, out, _ = run("decide", "--file", str(path), *WHY, "--json", "-w", url)
    assert (code, json.loads(out)[0]["is_applied"]) == (0, True)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("abcd", "--choose", "1"),
        ("abcd", "--choose", "1", "--reason", "a"),
        ("abcd", "--choose", "1", "--keep", *WHY),
        ("abcd", "efgh", "--choose", "1", *WHY),
        ("abcd", "--file", "FILE", *WHY),
        ("abcd",),
        ("ab",),
        ("abcd", "--choose", "1", *WHY),
        ("abcd", "--withdraw", *WHY),
        ("--withdraw", *WHY),
        ("abcd", "--withdraw", "--told", *WHY),
        ("abcd", "--told"),
        ("D-7", "--told", "--by", "An"),
    ],
)
def test_wrong_use_says_what_to_type(url: str, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "f.yaml").write_text("[]")
    given = [a.replace("FILE", str(tmp_path / "f.yaml")) for a in arguments]
    code, out, err = run("decide", *given, "-w", url)
    assert (code, out) == (2, "")
    assert err.startswith("cchc: ")


def test_brackets_in_a_document_are_text_and_no_markup(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/w.sqlite"
    with open_warehouse(url) as warehouse:
        ingest(warehouse, report("[/b] x.txt", number=None, symbol=None))
    run("decide", finding(url), "--choose", "1", *WHY, "-w", url)
    assert "[/b]" in run("decide", "--audit", "-w", url)[1]


def test_deciding_loads_nothing_heavy(url: str) -> None:
    found = imported_by(["decide", "--audit", "-w", url])
    assert not found & {"prefect", "pandas", "pandera", "great_expectations"}
