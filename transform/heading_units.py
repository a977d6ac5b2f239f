"""The unit that a heading prints behind its words: “Kinh phí (triệu đồng)”, “Tỷ lệ (%)”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from contracts.catalogue import indicators
from contracts.wording import target_wording
from transform.vietnamese.text import fold

_IN_BRACKETS = re.compile(
    r"[(\[]\s*(?P<named>(?:đvt|đơn vị(?: tính)?)\s*:)?\s*(?P<unit>[^()\[\]]+?)\s*[)\]]", re.I
)
_MONEY = re.compile(r"(?:(?:nghìn|ngàn|triệu|tr\.?|tỷ|tỉ)\s*)?(?:đồng|đ|vnđ)|triệu|tỷ|tỉ|trđ|tr\.đ")
_TIME = frozenset({"phút", "giờ", "ngày", "tháng", "năm"})
_LONGEST = 30


@lru_cache(maxsize=4096)
def unit_of_heading(path: Sequence[str]) -> str | None:
    """Return the unit in brackets in a heading path, the leaf's first, or None.

    What stands there counts where it is called a unit or is one of the catalogue, of the
    vocabulary of aims, of money or of time; "(1)" and "(nếu có)" are none.
    """
    for heading in reversed(path):
        for found in _IN_BRACKETS.finditer(heading):
            unit = found["unit"]
            if found["named"] or (len(unit) <= _LONGEST and _is_unit(fold(unit))):
                return unit
    return None


def _is_unit(key: str) -> bool:
    return key in _units() or _MONEY.fullmatch(key) is not None


@cache
def _units() -> frozenset[str]:
    known = (*target_wording().units, *(item.unit for item in indicators() if item.unit))
    return frozenset(map(fold, known)) | _TIME | {"%"}
