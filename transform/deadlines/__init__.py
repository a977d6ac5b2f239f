"""Reading the time cell of a plan into a classified, dated deadline."""

from transform.deadlines.parse import has_time, parse_deadline

__all__ = ["has_time", "parse_deadline"]
