"""Sentences and figures of an appendix that mean the same, each subject with its witness."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import Any

import pytest
import yaml

from contracts.subjects import Subject, subjects
from extract.document import Place
from transform.evidence.matching import Match, match_statements, one_slip
from transform.evidence.statements import find_statements
from transform.pieces import TextPiece
from transform.reconcile.figures import Figure
from transform.vietnamese.numbers import parse_number

FILE = resources.files("contracts") / "witnesses" / "evidence" / "subjects.yaml"
WITNESSES = {entry["subject"]: entry for entry in yaml.safe_load(FILE.read_text("utf-8"))}


def figures(printed: Mapping[str, str], units: Mapping[str, str]) -> dict[str, Figure]:
    """Return figures of an appendix by their codes."""
    return {c: Figure(c, parse_number(text), units.get(c)) for c, text in printed.items()}


def matches(text: str, printed: Mapping[str, str], **units: str) -> list[Match]:
    """Return what a text repeats of some figures."""
    return match_statements(find_statements([TextPiece(text, Place())]), figures(printed, units))


def of_witness(example: Mapping[str, Any], which: str) -> list[tuple[str, bool]]:
    """Return the subjects of a witness, and whether text and appendix differ."""
    found = matches(example[which], example["figures"], **example.get("units", {}))
    return [(match.subject.id, match.differs) for match in found]


@pytest.mark.parametrize("subject", subjects(), ids=lambda subject: subject.id)
def test_every_subject_has_a_passing_and_a_failing_witness(subject: Subject) -> None:
    example = WITNESSES[subject.id]
    assert (subject.id, False) in of_witness(example, "passes")
    assert not any(differs for _, differs in of_witness(example, "passes"))
    assert (subject.id, True) in of_witness(example, "fails")


def test_no_witness_without_its_subject() -> None:
    assert set(WITNESSES) == {subject.id for subject in subjects()}


ON_TIME = {"PL4.3.1": "95,56", "PL4.3.1.1": "744", "PL4.3.1.2": "711"}


@pytest.mark.parametrize(
    "text",
    [
        "Riêng lĩnh vực đất đai giải quyết đúng hạn 95/120 hồ sơ (79,17%).",
        "Số hồ sơ trực tuyến giải quyết đúng hạn 700/744 hồ sơ.",
        "Có 44 biên chế, 711 lượt người tham gia tập huấn.",
        "Giải quyết trước hạn 500/744 hồ sơ, đúng hạn 211/744 hồ sơ.",
        "Tỷ lệ hồ sơ đúng hạn tại Bộ phận Một cửa đạt 97,1%.",
        "Trong lĩnh vực đất đai, tỷ lệ hồ sơ đúng hạn đạt 97,1%.",
        "Hồ sơ đúng hạn đạt 97,1%.",
    ],
)
def test_other_subjects_are_no_contradiction(text: str) -> None:
    assert not any(match.differs for match in matches(text, ON_TIME))


@pytest.mark.parametrize("text", ["gần 96%", "hơn 95%", "trên 90%", "khoảng 96%"])
def test_bounds_hold_for_the_appendix(text: str) -> None:
    (match,) = matches(f"Tỷ lệ hồ sơ giải quyết đúng hạn đạt {text}.", ON_TIME)
    assert not match.differs


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("744", "774", True),
        ("744", "74", True),
        ("744", "474", True),
        ("744", "744", False),
        ("744", "811", False),
        ("74", "75", False),
        ("7", "77", False),
    ],
)
def test_one_slip_of_the_pen(first: str, second: str, expected: bool) -> None:
    assert one_slip(first, second) is expected
