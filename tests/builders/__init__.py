"""Builders of documents with known answers: varied reports and plans, and faulty ones."""

from .bad_inputs import BadInput, build_bad_inputs
from .faults import Fault, FaultyReport, build_control, build_faults
from .model import BuiltDocument
from .variants import build_variants

__all__ = [
    "BadInput",
    "BuiltDocument",
    "Fault",
    "FaultyReport",
    "build_bad_inputs",
    "build_control",
    "build_faults",
    "build_variants",
]
