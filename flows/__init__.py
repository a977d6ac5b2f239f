"""The Prefect flows and the `cchc` command; no logic that a test would call without them.

Prefect reads its settings when it is first imported, so they are given here, before any
module of this package can import it. What a user sets wins.
"""

import os

_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
    # the default of 20 s is too short for a small machine
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)
