"""Excel workbooks (.xlsx, .xlsm) to a `Document`, read from their XML."""

from extract.xlsx.read import read_xlsx

__all__ = ["read_xlsx"]
