"""Bytes to cells with places: one module a format, all of them returning a `Document`."""
