from __future__ import annotations

import io
import json
import os
import sys
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from contracts.relations import RuleError
from flows.discover import MisuseError
from flows.reconciling import run_reconcile

RULES = """rules:
  - {id: ratio, ratio: {rate: "r", part: "p", whole: "w"}}
  - {id: part, le: ["p", "w"]}
  - {id: sum, sum: {total: "w", parts: ["a", "b"]}}
"""
GOOD = 'r,"95,56",{g}\np,711,{g}\nw,744,{g}\na,700,{g}\nb,44,{g}\n'
BAD = 'r,"95,56",{g}\np,711,{g}\nw,7444,{g}\na,700,{g}\nb,44,{g}\n'


class Sheet:
    """A folder with a sheet and its rules."""

    def __init__(self, folder: Path) -> None:
        self.figures, self.rules = folder / "f.csv", folder / "r.yaml"
        self.rules.write_text(RULES, encoding="utf-8")

    def write(self, body: str, heading: str = "id,printed,group") -> None:
        self.figures.write_text(f"{heading}\n{body}", encoding="utf-8")

    def run(self, **options: Any) -> int:
        return run_reconcile(self.figures, self.rules, **options)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path)


def records(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_figure_and_each_rule_is_one_line(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.write(GOOD.format(g="q1") + BAD.format(g="q2"))
    assert sheet.run(as_json=True) == 0
    found = records(capsys.readouterr().out)
    assert len(found) == 2 * (5 + 3)
    changed = [r for r in found if r.get("status") == "corrected" and "figure" in r]
    (whole,) = changed
    assert (whole["group"], whole["figure"]) == ("q2", "w")
    assert (whole["reported"], whole["reconciled"], whole["value"]) == ("7444", "744", 744)
    assert whole["confidence"] >= 0.95
    assert whole["alternatives"][0]["hypothesis"] == "doubled digit"
    failed = [r for r in found if r.get("outcome") == "fail"]
    assert [r["rule"] for r in failed] == ["ratio", "sum"]
    assert failed[0]["hypotheses"][0]["changes"] == [{"id": "w", "from": "7444", "to": "744"}]


def test_people_see_what_is_in_doubt(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.write(GOOD.format(g="q1") + BAD.format(g="q2"))
    assert sheet.run() == 0
    out = capsys.readouterr().out
    assert "q1: 5 figures, 0 in doubt; rules: 3 pass, 0 fail, 0 do not apply" in out
    assert "95,56 ≠ 711/7444" in out
    assert "744 " in out


def test_the_threshold_decides_what_is_changed(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.write("r,100,\np,1,\nw,11,\n")
    for threshold, expected in ((0.95, 0), (0.0, 1)):
        sheet.run(as_json=True, threshold=threshold)
        found = records(capsys.readouterr().out)
        assert sum("figure" in r and r["status"] == "corrected" for r in found) == expected


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("r,abc,q1\np,1,q1\nw,2,q1\na,1,q1\nb,1,q1\n", "f.csv, line 2, r: 'abc' is no number"),
        (GOOD.format(g="") + "p,711,\n", "f.csv, line 7, p: the id stands on line 3 already"),
        (GOOD.format(g="") + "z,7,q9\n", "f.csv, line 7, group q9: no rule names any"),
        ("r,50,\np,1,\nw,2,\n", "r.yaml, line 4, rule sum: figure a, b stands nowhere"),
    ],
)
def test_a_fault_is_named_and_the_rest_is_done(
    sheet: Sheet, body: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.write(body)
    assert sheet.run(as_json=True) == 1
    printed = capsys.readouterr()
    assert complaint in printed.err
    assert any(r.get("outcome") in ("pass", "fail") for r in records(printed.out))


def test_numbers_that_are_none_or_too_long_are_left_out(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.write(f'r,NaN,\np,inf,\nw,{"9" * 40},\na,"1,234,567",\nb,"0,{"0" * 20}1",\n')
    assert sheet.run(as_json=True) == 1
    printed = capsys.readouterr()
    assert "line 2, r: 'NaN' is no number" in printed.err
    assert "line 4, w: '999" in printed.err and "too long a number" in printed.err
    statuses = {r["figure"]: r["status"] for r in records(printed.out) if "figure" in r}
    assert statuses == dict.fromkeys(("r", "p", "w", "b"), "unreadable") | {"a": "unchecked"}


def test_a_rate_cut_off_is_a_note(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.write('r,"66,66",\np,2,\nw,3,\na,3,\nb,0,\n')
    assert sheet.run(as_json=True) == 0
    found = {r["rule"]: r for r in records(capsys.readouterr().out) if "rule" in r}
    assert (found["ratio"]["outcome"], found["ratio"]["note"]) == ("pass", "truncated rate")


def test_a_wrong_whole_of_many_ratios_is_found_and_all_the_rest_stands(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    rules, body = ["rules:"], ["w,744,"]
    for i in range(1000):
        rules.append(f'  - {{id: q{i}, ratio: {{rate: "r{i}", part: "p{i}", whole: "w"}}}}')
        body += [f'r{i},"{100 * (i + 1) / 7444:.2f}",'.replace(".", ","), f"p{i},{i + 1},"]
    sheet.rules.write_text("\n".join(rules) + "\n", encoding="utf-8")
    sheet.write("\n".join(body) + "\n")
    assert sheet.run(as_json=True) == 0
    found = {r["figure"]: r for r in records(capsys.readouterr().out) if "figure" in r}
    assert [name for name, r in found.items() if r["suspect"]] == ["w"]
    # a few wholes beside it give the same rates
    assert found["w"]["alternatives"][0]["printed"] == "7444"


def test_rules_that_contradict_are_set_aside(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    more = '  - {id: low, range: {cell: "p", max: 4}}\n  - {id: high, range: {cell: "p", min: 6}}\n'
    sheet.rules.write_text(RULES + more, encoding="utf-8")
    sheet.write(GOOD.format(g=""))
    assert sheet.run() == 1
    assert "r.yaml, line 6, rule high: no value of p" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("figures", "rules", "error", "complaint"),
    [
        (None, RULES, MisuseError, "f.csv"),
        (b"id,value\n", RULES, MisuseError, "line 1: no column printed"),
        (b"id,printed\na,\xff\n", RULES, MisuseError, "UTF-8"),
        (b"id,printed\n", "rules: 3", RuleError, "no list of rules"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    sheet: Sheet, figures: bytes | None, rules: str, error: type[Exception], complaint: str
) -> None:
    if figures is not None:
        sheet.figures.write_bytes(figures)
    sheet.rules.write_text(rules, encoding="utf-8")
    with pytest.raises(error, match=complaint):
        sheet.run()


def test_a_threshold_is_a_probability(sheet: Sheet) -> None:
    sheet.write(GOOD.format(g=""))
    with pytest.raises(MisuseError, match="threshold"):
        sheet.run(threshold=95)


def test_a_thousand_groups_stream_with_progress_and_little_memory(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.write("".join(GOOD.format(g=f"q{i}") for i in range(1000)))
    totals: list[int] = []
    tracemalloc.start()
    sheet.run(begin=totals.append, advance=totals.append)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert totals == [1000] + [1] * 1000
    assert len(capsys.readouterr().out.splitlines()) == 1000
    assert peak < 8_000_000


def test_ten_thousand_figures_in_one_sum_are_too_entangled(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [f"c{i}" for i in range(10_000)]
    parts = ", ".join(f'"{c}"' for c in cells)
    text = f'rules:\n  - {{id: all, sum: {{total: "t", parts: [{parts}]}}}}\n'
    sheet.rules.write_text(text, encoding="utf-8")
    sheet.write("t,5,\n" + "".join(f"{c},3,\n" for c in cells))
    assert sheet.run(as_json=True) == 0
    found = records(capsys.readouterr().out)
    assert {r["status"] for r in found} == {"too_entangled"}


MATRIX_RULES = """rules:
  - {id: a-received, sum: {total: "a/3", parts: ["a/4", "a/5", "a/6"]}}
  - {id: a-resolved, sum: {total: "a/7", parts: ["a/8", "a/9", "a/10"]}}
  - {id: a-pending, sum: {total: "a/11", parts: ["a/12", "a/13"]}}
  - {id: a-balance, equal: ["a/3", ["a/7", "a/11"]]}
  - {id: b-received, sum: {total: "b/3", parts: ["b/4", "b/5", "b/6"]}}
  - {id: b-balance, equal: ["b/3", ["b/7", "b/11"]]}
  - {id: all-3, sum: {total: "t/3", parts: ["a/3", "b/3"]}}
  - {id: all-7, sum: {total: "t/7", parts: ["a/7", "b/7"]}}
  - {id: all-11, sum: {total: "t/11", parts: ["a/11", "b/11"]}}
  - {id: all-balance, equal: ["t/3", ["t/7", "t/11"]]}
"""
MATRIX = {
    "a": {3: 812, 4: 500, 5: 250, 6: 62, 7: 770, 8: 400, 9: 350, 10: 20, 11: 42, 12: 40, 13: 2},
    "b": {3: 207, 4: 150, 5: 40, 6: 17, 7: 190, 11: 17},
    "t": {3: 1019, 7: 960, 11: 59},
}


@pytest.mark.parametrize(
    ("place", "printed", "broken"),
    [
        (("a", 7), "707", {"a-resolved", "a-balance", "all-7"}),
        (("a", 9), "305", {"a-resolved"}),
        (("b", 3), "270", {"b-received", "b-balance", "all-3"}),
        (("t", 3), "1091", {"all-3", "all-balance"}),
        (None, "", set()),
    ],
)
def test_a_matrix_by_row_and_column(
    sheet: Sheet,
    capsys: pytest.CaptureFixture[str],
    place: tuple[str, int] | None,
    printed: str,
    broken: set[str],
) -> None:
    sheet.rules.write_text(MATRIX_RULES, encoding="utf-8")
    cells = {
        (row, column): str(v) for row, values in MATRIX.items() for column, v in values.items()
    }
    true = dict(cells)
    if place is not None:
        cells[place] = printed
    body = "".join(f"m1,{row},{column},{text}\n" for (row, column), text in cells.items())
    sheet.write(body, heading="form,row,column,printed")
    assert sheet.run(as_json=True) == 0
    found = records(capsys.readouterr().out)
    assert {r["rule"] for r in found if r.get("outcome") == "fail"} == broken
    figures = {r["figure"]: r for r in found if "figure" in r}
    doubted = {f for f, r in figures.items() if r["status"] not in ("ok", "unchecked")}
    wanted = f"{place[0]}/{place[1]}" if place else ""
    assert (wanted in doubted) if place else not doubted
    if place:
        assert figures[wanted]["alternatives"][0]["value"] == int(true[place])


def test_a_sheet_that_comes_through_a_pipe_is_read(
    sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    text = "id,printed,group\n" + BAD.format(g="q")
    writer = threading.Thread(target=pipe.write_text, args=(text,))
    writer.start()
    assert run_reconcile(pipe, sheet.rules, as_json=True) == 0
    writer.join()
    assert any(r.get("status") == "corrected" for r in records(capsys.readouterr().out))


def test_a_reader_that_has_seen_enough_is_no_misuse(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def write(self, _: str, /) -> int:
            raise BrokenPipeError

    sheet.write(GOOD.format(g="q"))
    monkeypatch.setattr(sys, "stdout", Closed())
    with pytest.raises(BrokenPipeError):
        sheet.run()
