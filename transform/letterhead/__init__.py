"""Who issued a document, when, about which period, and who signed it."""

from transform.letterhead.read import read_letterhead

__all__ = ["read_letterhead"]
