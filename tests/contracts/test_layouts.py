from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.layouts import (
    Layout,
    LayoutError,
    layout_text,
    load_layouts,
    parse_layout,
    project_layouts,
)
from tests.helpers import read_tables, table_text

WITNESSES = resources.files("contracts") / "witnesses" / "layouts"


def witness(layout: Layout) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(
        (WITNESSES / f"{layout.id}.yaml").read_text(encoding="utf-8")
    )
    return found


@pytest.mark.parametrize("layout", project_layouts(), ids=lambda layout: layout.id)
def test_every_layout_has_a_passing_and_a_failing_witness(layout: Layout) -> None:
    example = witness(layout)
    good, _ = read_tables(table_text(example["passes"]["heading"], example["passes"]["rows"]))
    assert [(t.layout, t.held) for t in good] == [(layout.id, None)]
    bad, _ = read_tables(table_text(example["fails"]["heading"], example["fails"]["rows"]))
    assert all(t.layout != layout.id or t.held for t in bad)
    assert example["fails"].get("why")


def test_no_witness_without_its_layout() -> None:
    ids = {layout.id for layout in project_layouts()}
    assert {Path(str(path)).stem for path in WITNESSES.iterdir()} == ids


def test_a_layout_in_another_folder_is_data_only(tmp_path: Path) -> None:
    (tmp_path / "colours.yaml").write_text(
        "id: task-colour\nextends: task\nversion: 1\ndescribes: Plan with a colour\n"
        "roles:\n  colour: {headings: [Màu hồ sơ]}\n",
        encoding="utf-8",
    )
    text = table_text(
        [["Nội dung nhiệm vụ", "Thời hạn hoàn thành", "Đơn vị thực hiện", "Màu hồ sơ"]],
        [["Rà soát quy trình", "Quý II/2024", "Văn phòng Sở", "Xanh"]],
    )
    held, _ = read_tables(text)
    assert held[0].held
    read, _ = read_tables(text, load_layouts([tmp_path]))
    assert (read[0].layout, read[0].held) == ("task-colour", None)


def test_a_layout_is_read_once_and_again_when_it_was_changed(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    text = "id: task-own\nextends: task\nversion: 1\ndescribes: Plan of ours\n"
    own.write_text(text, encoding="utf-8")
    first = load_layouts([tmp_path])
    assert load_layouts([tmp_path]) is first
    own.write_text(text.replace("ours", "the new year"), encoding="utf-8")
    described = {layout.id: layout.describes for layout in load_layouts([tmp_path])}
    assert described["task-own"] == "Plan of the new year"
    own.unlink()
    assert "task-own" not in {layout.id for layout in load_layouts([tmp_path])}


def test_a_child_inherits_roles_that_repeat() -> None:
    office = next(item for item in project_layouts() if item.id == "task-office")
    assert "schedule" in office.repeating
    assert not office.own_words


def test_a_child_adds_its_spellings_to_those_of_its_parent() -> None:
    text = (
        "id: task-late\nextends: task\nversion: 1\ndescribes: d\n"
        "roles:\n  deadline: {headings: [Xong trước]}\n"
    )
    layout = parse_layout(text, project_layouts())
    deadline = next(role for role in layout.roles if role.name == "deadline")
    assert {"Xong trước", "Thời hạn"} <= set(deadline.headings)
    assert deadline.patterns
    assert "Xong trước" in layout_text(layout)


def test_a_known_layout_is_not_made_again() -> None:
    with pytest.raises(LayoutError, match="known already"):
        parse_layout("id: task\nversion: 1\ndescribes: d\nkind: task\n", project_layouts())
    with pytest.raises(LayoutError, match="unknown or a circle"):
        parse_layout("id: x\nversion: 1\ndescribes: d\nextends: y\n", project_layouts())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("id: x\n", "version"),
        ("id: x\nversion: 1\ndescribes: d\nextends: nothing\n", "unknown or a circle"),
        ("id: x\nversion: 1\ndescribes: d\nextends: x\n", "unknown or a circle"),
        ("id: task\nversion: 1\ndescribes: d\nkind: task\n", "stands also"),
        ("id: x\nversion: 1\ndescribes: d\nextends: task\nguards: [magic]\n", "magic"),
        ("id: x\nversion: 1\ndescribes: d\nextends: task\ncolumns: [colour]\n", "colour"),
        ("id: x\nversion: 1\ndescribes: d\nextends: task\ncolour: red\n", "colour"),
        ("id: x\nversion: 1\ndescribes: d\n", "kind is missing"),
        (
            "id: x\nversion: 1\ndescribes: d\nextends: task\nroles:\n  a: {patterns: ['(']}\n",
            "bad pattern",
        ),
        ("id: [", "x.yaml"),
        ("id: x\nversion: 1\ndescribes: d\nextends: task\nignored: [colour]\n", "colour"),
        (
            "id: x\nversion: 1\ndescribes: d\nextends: matrix\n"
            "identities:\n  - {total: received.total, parts: [received.gold, lost.total]}\n",
            r"lost\.total.*received\.gold",
        ),
    ],
)
def test_a_bad_layout_is_refused_with_its_reason(
    tmp_path: Path, content: str, message: str
) -> None:
    (tmp_path / "x.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(LayoutError, match=message):
        load_layouts([tmp_path])


def test_a_layout_may_be_meant_for_one_title_only() -> None:
    text = (
        "id: indicator-ideas\nextends: indicator\nversion: 1\ndescribes: d\n"
        "titles: ['^sáng kiến năm \\d+$']\ncatalogue_share: 0\n"
    )
    layout = parse_layout(text, project_layouts())
    table = table_text([["STT", "Chỉ tiêu", "Số liệu"]], [["1", "Sáng kiến", "4"]])
    layouts = (*project_layouts(), layout)
    (own,), _ = read_tables(f"SÁNG KIẾN NĂM 2024\n\n{table}", layouts)
    assert (own.layout, own.held) == ("indicator-ideas", None)
    (other,), _ = read_tables(f"THI ĐUA NĂM 2024\n\n{table}", layouts)
    assert (other.layout, bool(other.held)) == ("indicator", True)


def test_a_title_that_is_no_pattern_is_refused() -> None:
    text = "id: x\nextends: task\nversion: 1\ndescribes: d\ntitles: ['(']\n"
    with pytest.raises(LayoutError, match="titles"):
        parse_layout(text, project_layouts())
