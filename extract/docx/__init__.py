"""Word documents (.docx) to a `Document`, read from their XML."""

from extract.docx.read import read_docx

__all__ = ["read_docx"]
