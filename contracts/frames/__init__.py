"""The frames at the door between transform and load, as pandera models.

Every model is made from its table of the star: same columns, types, nulls and word lists,
except that surrogate keys, which only the loader knows, are replaced by what the reader
knows (the document's SHA-256, a row's number in it, a catalogue code). Only what a table
cannot say is written here: relations between the columns of one row. What is surely right
passes a check in plain Python made of the same; pandera finds what is wrong with the rest.
"""

from contracts.frames.build import Columns
from contracts.frames.check import (
    Failure,
    FrameError,
    columns_of,
    failures_of,
    frame_from,
    frame_of,
    orphans_of,
    validate,
    validate_columns,
)
from contracts.frames.models import MODELS, REFERENCES, SPECS
from contracts.frames.sure import surely_right

__all__ = [
    "MODELS",
    "REFERENCES",
    "SPECS",
    "Columns",
    "Failure",
    "FrameError",
    "columns_of",
    "failures_of",
    "frame_from",
    "frame_of",
    "orphans_of",
    "surely_right",
    "validate",
    "validate_columns",
]
