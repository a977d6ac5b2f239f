"""Contradictions beyond arithmetic: each check a small function that returns findings."""
