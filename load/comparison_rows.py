"""Contradictions between documents as rows of the tables of findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from contracts.schema import bridge_finding_cell, fact_finding, fact_hypothesis
from contracts.schema.facts import FACTS_PER_DOCUMENT
from transform.evidence.reports import At, Contradiction, Report
from transform.identities import cell_name, finding_codes
from transform.tidy.values import clean

Record = dict[str, Any]
PLACES = tuple(c.name for c in bridge_finding_cell.columns if c.name.startswith("place_"))


def finding_rows(
    report: Report,
    found: Sequence[Contradiction],
    first: int,
    identity: str,
    places: Mapping[int, Record],
) -> dict[sa.Table, list[Record]]:
    """Return the rows of what was found about `report`, numbered after `first`.

    `identity` is the name under which the codes of its findings are made; `places` has the
    place columns of the figures by their keys.
    """
    ordered = sorted(found, key=lambda c: (c.rule, c.found))
    codes = finding_codes(identity, [(c.rule, [_name(at) for at in c.cells]) for c in ordered])
    findings: list[Record] = []
    cells: list[Record] = []
    hypotheses: list[Record] = []
    for number, (item, code) in enumerate(zip(ordered, codes, strict=True), start=first + 1):
        key = report.key * FACTS_PER_DOCUMENT + number
        findings.append(_finding(item, key, number, report.key, code))
        cells += [
            _cell(at, key, position, places) for position, at in enumerate(item.cells, start=1)
        ]
        hypotheses += [
            {
                "finding_key": key,
                "rank": rank,
                "name": name,
                "confidence": confidence,
                "document_key": report.key,
            }
            for rank, (name, confidence) in enumerate(item.hypotheses, start=1)
        ]
    return {fact_finding: findings, bridge_finding_cell: cells, fact_hypothesis: hypotheses}


def _name(at: At) -> str:
    figure = at.figure
    if figure is None:
        return cell_name(None, None, at.name)
    return cell_name(figure.appendix, figure.row, at.name or figure.column)


def _finding(item: Contradiction, key: int, number: int, document_key: int, code: str) -> Record:
    best = next(iter(item.hypotheses), None)
    return {
        "finding_key": key,
        "document_key": document_key,
        "finding_no": number,
        "rule": clean(item.rule),
        "finding_kind": item.kind,
        "strength": item.strength,
        "finding_status": item.status,
        "severity": item.severity,
        "found": clean(item.found),
        "advice": clean(item.advice),
        "cells_text": clean("; ".join(_text(at) for at in item.cells)),
        "proposal_text": best[0] if best else None,
        "proposal_confidence": best[1] if best else None,
        "finding_code": code,
        "finding_level": item.level,
    }


def _text(at: At) -> str:
    figure = at.figure
    place = ", ".join(p for p in (figure.appendix, figure.row) if p) if figure else ""
    return " ".join(part for part in (at.name, place) if part) or "?"


def _cell(at: At, key: int, position: int, places: Mapping[int, Record]) -> Record:
    figure = at.figure
    place = places.get(figure.key, {}) if figure else {}
    text = ", ".join(part for part in (at.name, place.get("place_text")) if part)
    return {
        **dict.fromkeys(PLACES),
        **place,
        "finding_key": key,
        "position": position,
        "appendix": figure.appendix if figure else None,
        "printed_no": figure.row if figure else None,
        "column_heading": figure.column if figure else None,
        # a figure of another document may be written anew, so only the document is named
        "figure_key": figure.key if figure and at.document is None else None,
        "other_document_key": at.document,
        "document_key": key // FACTS_PER_DOCUMENT,
        "place_text": text or None,
    }
