"""Files that try to hurt the reader: each costs one outcome, and the parent lives on."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.pool import read_files
from flows.reading import ReadOptions
from flows.samples import build_samples
from flows.watching import Limits
from tests.builders.hostile import HOSTILE


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_the_next_one_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    sound = build_samples(tmp_path / "sound")[0]
    limits = Limits(seconds=60)
    results = {r.path: r for r in read_files([path, sound], ReadOptions(), limits=limits)}
    failure = results[path].failure
    assert failure is not None
    assert failure.outcome in ("held", "rejected")
    assert failure.message
    assert results[sound].reading is not None
