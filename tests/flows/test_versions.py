from __future__ import annotations

from pathlib import Path

from flows.versions import current_versions


def test_versions_change_with_a_layout_and_only_with_its_content(tmp_path: Path) -> None:
    before = current_versions([tmp_path])
    assert before == current_versions([tmp_path])
    (tmp_path / "x.yaml").write_text("id: x\n", encoding="utf-8")
    after = current_versions([tmp_path])
    assert after.layouts != before.layouts
    assert (after.rules, after.code) == (before.rules, before.code)
    assert (tmp_path / "notes.md").write_text("no layout", encoding="utf-8")
    assert current_versions([tmp_path]) == after
