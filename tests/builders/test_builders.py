"""The builders themselves: same seed same text, answers that agree with what is printed."""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest

from .bad_inputs import build_bad_inputs
from .encodings import mojibake, tcvn3, windows_1258
from .families import FAMILIES
from .faults import build_control, build_fault, build_faults, fault_names
from .figures import Figures, draw, rate
from .model import BuiltDocument, Gold
from .variants import build_one, build_variants, write_all

SCORER = Path(__file__).resolve().parents[3] / "shared" / "score" / "score.py"
METADATA = [
    "doc_type",
    "number",
    "symbol",
    "place",
    "date",
    "issuing_body",
    "province",
    "department",
    "title",
    "period_start",
    "period_end",
    "signer",
    "signer_title",
    "recipients",
    "legal_refs",
]
KINDS = {"section", "group", "item", "total"}
SEEDS = (1, 2, 3)


def _composed(document: BuiltDocument) -> str:
    """The text on one line, without tags and marks, for looking printed things up."""
    text = unicodedata.normalize("NFC", document.text)
    text = re.sub(r"</?[bip]>|\*{2,}|(?<!\()\*|#+", " ", text)
    return " ".join(text.split())


def _rows(gold: Gold) -> list[Gold]:
    return [row for table in gold["tables"] for row in table["rows"]]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the scorer is not at hand")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=sorted(FAMILIES))
def documents(request: pytest.FixtureRequest) -> list[BuiltDocument]:
    return [build_one(request.param, seed) for seed in SEEDS]


def test_same_seed_same_documents() -> None:
    assert build_variants(4, 5) == build_variants(4, 5)


def test_other_seed_other_documents() -> None:
    first, second = build_variants(4, 5), build_variants(5, 5)
    assert all(a.text != b.text for a, b in zip(first, second, strict=True))


def test_count_and_names() -> None:
    built = build_variants(1, len(FAMILIES) + 2)
    assert len({document.name for document in built}) == len(FAMILIES) + 2


def test_metadata_has_all_fields(documents: list[BuiltDocument]) -> None:
    for document in documents:
        assert set(METADATA) <= set(document.gold["metadata"])


def test_rows_are_well_formed(documents: list[BuiltDocument]) -> None:
    for document in documents:
        for table in document.gold["tables"]:
            paths = [row["path"] for row in table["rows"]]
            assert len(set(paths)) == len(paths)
            for row in table["rows"]:
                assert row["kind"] in KINDS
                assert list(row["cells"]) == table["columns"]
                assert not (row["no"] or "").endswith(".")


def test_parents_exist(documents: list[BuiltDocument]) -> None:
    for document in documents:
        for table in document.gold["tables"]:
            seen: set[str | None] = {None}
            for row in table["rows"]:
                assert row["parent"] in seen, (document.name, row["path"])
                seen.add(row["no"])


def test_headings_are_unique(documents: list[BuiltDocument]) -> None:
    for document in documents:
        for table in document.gold["tables"]:
            assert len(set(table["columns"])) == len(table["columns"])


def test_words_of_every_cell_are_printed(documents: list[BuiltDocument]) -> None:
    for document in documents:
        printed = set(_composed(document).split(" "))
        for row in _rows(document.gold):
            texts = [row["label"]] if row["kind"] == "section" else row["cells"].values()
            for text in texts:
                missing = set(text.split(" ")) - printed - {""}
                assert not missing, (document.name, row["path"], missing)


def test_metadata_is_printed(documents: list[BuiltDocument]) -> None:
    for document in documents:
        text, metadata = _composed(document), document.gold["metadata"]
        for key in ("number", "symbol", "place", "signer", "signer_title"):
            assert metadata[key] is None or metadata[key] in text, (document.name, key)
        assert metadata["province"].casefold() in text.casefold(), document.name
        for receiver in metadata["recipients"]:
            assert receiver in text


def test_citations_are_printed_once(documents: list[BuiltDocument]) -> None:
    for document in documents:
        keys = [ref["number_symbol"] for ref in document.gold["metadata"]["legal_refs"]]
        assert len(set(keys)) == len(keys)
        text = _composed(document)
        for key in keys:
            assert key in text, (document.name, key)


def test_answer_scores_full_marks(documents: list[BuiltDocument], scorer: ModuleType) -> None:
    for document in documents:
        result: dict[str, Any] = scorer.score(document.gold, document.gold)
        parts = ("metadata", "legal_refs", "recipients", "rows", "cells", "numeric")
        measures = ("accuracy", "f1", "exact")
        scores = [result[part].get(measure) for part in parts for measure in measures]
        accuracies = [result[f"row_{key}_accuracy"] for key in ("kind", "number", "parent")]
        assert {score for score in [*scores, *accuracies] if score is not None} == {1.0}


def test_every_appendix_row_stands_once() -> None:
    gold = build_one("report_two_row_header", 7).gold
    codes = [row["code"] for row in _rows(gold)]
    assert len(codes) == len(set(codes)) == 151


@pytest.mark.parametrize("level", ["department", "district", "province"])
def test_drawn_figures_agree(level: str) -> None:
    for seed in range(20):
        _assert_agreement(draw(Random(seed), level))


def _assert_agreement(figures: Figures) -> None:
    """Check a relation of every family the rules know."""
    at_most = (
        ("PL2.5.2", "PL2.5.1"),
        ("PL4.3.1.2", "PL4.3.1.1"),
        ("PL4.3.1.1", "PL8.6.4.1"),
        ("PL8.6.1.3", "PL8.6.1.2"),
        ("PL3.3.2.1", "PL3.3.1"),
        ("PL5.2.2", "PL5.2.1"),
    )
    for part, whole in at_most:
        assert figures[part] <= figures[whole]
    expected = rate(figures["PL4.3.1.2"], figures["PL4.3.1.1"])
    assert figures["PL4.3.1"] == expected
    kinds = ("PL7.2.2", "PL7.2.3", "PL7.2.4", "PL7.2.5")
    assert figures["PL7.2.1"] == figures["PL5.1.5"] == sum(figures[kind] for kind in kinds)


def test_rates_are_rounded_only_when_printed() -> None:
    assert rate(Decimal(1), Decimal(800), places=2) == Decimal("0.13")
    assert rate(Decimal(61), Decimal(65)) == Decimal("93.846153846154")


@pytest.mark.parametrize("name", fault_names())
def test_fault_is_printed_at_its_cell(name: str) -> None:
    report = build_fault(name, 11)
    fault = report.fault
    assert fault is not None
    row = next(r for r in _rows(report.document.gold) if r["code"] == fault.blamed)
    column = {"value": 3, "no": 0}[fault.role]
    printed = list(row["cells"].values())[column].rstrip(".")
    assert printed == fault.printed
    assert fault.truth != fault.printed


def test_founding_fault_is_the_known_one() -> None:
    rows = {row["code"]: row for row in _rows(build_fault("founding", 3).document.gold)}
    values = [rows[f"PL4.3.1{part}"]["value"] for part in ("", ".1", ".2")]
    assert values == [95.56, 744, 82]


def test_faults_come_in_turn() -> None:
    kinds = {report.fault.kind for report in build_faults(1, len(fault_names())) if report.fault}
    assert {"ratio", "sum", "le", "equal", "range", "numbering", "swapped_columns"} <= kinds
    assert build_control(1).fault is None


def test_bad_inputs_are_bad_in_their_way() -> None:
    found = {bad.name: bad for bad in build_bad_inputs(1)}
    assert found["B_empty"].data == b""
    assert b"\x00" in found["B_binary"].data
    assert b"\t" not in found["B_no_tables"].data
    assert "12a" in found["B_odd_figure"].data.decode()
    for name in ("B_tcvn3", "B_windows_1258", "B_utf16", "B_lost_bytes"):
        with pytest.raises(UnicodeDecodeError):
            found[name].data.decode("utf-8")


def test_row_number_stands_twice() -> None:
    bad = next(b for b in build_bad_inputs(1) if b.name == "B_row_number_twice")
    assert bad.gold is not None
    assert [row["no"] for row in _rows(bad.gold)].count("2.2") == 3


@pytest.mark.parametrize(
    ("encode", "text", "expected"),
    [
        (tcvn3, "Céng", "C\xd0ng".encode("latin-1")),
        (tcvn3, "Việt Nam", b"Vi\xd6t Nam"),
        (windows_1258, "Việt", b"Vi\xea\xf2t"),
    ],
)
def test_legacy_encodings(encode: Callable[[str], bytes], text: str, expected: bytes) -> None:
    assert encode(text) == expected


def test_mojibake_is_the_familiar_one() -> None:
    assert mojibake("Cộng hòa xã hội") == "Céng hßa x· héi"


def test_windows_1258_can_be_read_back() -> None:
    text = "Sở Kế hoạch và Đầu tư, quý III, huỷ, ngữ"
    assert unicodedata.normalize("NFC", windows_1258(text).decode("cp1258")) == text


def test_files_are_written_byte_for_byte(tmp_path: Path) -> None:
    built = [build_one("plan_other_bytes", seed) for seed in SEEDS]
    for number, document in enumerate(built):
        folder = tmp_path / str(number)
        write_all([document], folder)
        assert (folder / f"{document.name}.txt").read_bytes() == document.text.encode()
        assert (folder / f"{document.name}.txt.gold.json").exists()
