from __future__ import annotations

import pytest

from flows.settings import default_warehouse, picture_share, second_share


@pytest.mark.parametrize(
    ("given", "share"),
    [(None, 0.01), ("0", 0.0), ("0.5", 0.5), ("7", 1.0), ("-1", 0.0), ("x", 0.01)],
)
def test_the_share_read_twice_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, given: str | None, share: float
) -> None:
    monkeypatch.delenv("CCHC_READ_TWICE", raising=False)
    if given is not None:
        monkeypatch.setenv("CCHC_READ_TWICE", given)
    assert second_share() == share
    assert picture_share() == 0.001


def test_the_warehouse_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_WAREHOUSE", "sqlite:///x.sqlite")
    assert default_warehouse() == "sqlite:///x.sqlite"
