"""What can go wrong with a warehouse, in words for the person at the keyboard."""

from __future__ import annotations


class WarehouseError(Exception):
    """The warehouse cannot be used; the message says why and never holds a password."""


class WarehouseUnreachableError(WarehouseError):
    """The file or server does not answer, or refuses the user."""


class NoWarehouseError(WarehouseError):
    """There is no warehouse at this place yet, so it holds nothing."""


class WarehouseBusyError(WarehouseError):
    """Another writer kept the warehouse longer than this one was ready to wait."""


class SchemaTooNewError(WarehouseError):
    """The warehouse was written by a newer version of the program."""


class SchemaOutdatedError(WarehouseError):
    """The warehouse was written by an older version and must be upgraded first."""


class LedgerError(WarehouseError):
    """The ledger of a run does not add up."""


class LoadError(WarehouseError):
    """A document cannot be loaded; the rest of its batch can."""
