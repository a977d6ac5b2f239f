"""One profile for property tests: the same examples every time, unless `make fuzz` runs."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.helpers import examples

settings.register_profile(
    "cchc",
    deadline=None,
    max_examples=examples(100),
    derandomize="CCHC_FUZZ" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("cchc")
