"""The Prefect flows and the `cchc` command; no logic that a test would call without them."""
