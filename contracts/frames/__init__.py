"""The frames at the door between transform and load, as pandera models.

Every model is made from its table of the star: same columns, types, nulls and word lists,
except that surrogate keys, which only the loader knows, are replaced by what the reader
knows (the document's SHA-256, a row's number in it, a catalogue code). Only what a table
cannot say is written here: relations between the columns of one row.
"""

from contracts.frames.check import (
    Failure,
    FrameError,
    failures_of,
    frame_of,
    orphans_of,
    validate,
)
from contracts.frames.models import MODELS, REFERENCES

__all__ = [
    "MODELS",
    "REFERENCES",
    "Failure",
    "FrameError",
    "failures_of",
    "frame_of",
    "orphans_of",
    "validate",
]
