"""What was typed over the pages of a PDF: the fields of a form and text put on as a comment.

Both lie beside the content of a page, where no reader of its text looks, though a person
sees a figure in a cell. They are made part of the page in memory; links, marks and the
pictures of signatures are not.
"""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw

# the note that a page has such text
CODE = "typed_text"
_FIELDS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
# a page with more is no form of an office
_MOST = 5_000


class TypedText:
    """The form of an open document, which pdfium needs to tell fields apart and to fill them."""

    def __init__(self, document: int) -> None:
        self._document = ctypes.cast(document, raw.FPDF_DOCUMENT)
        self._info = raw.FPDF_FORMFILLINFO(version=2)
        self._form: Any = None

    def close(self) -> None:
        """Free the form, before its document."""
        if self._form:
            raw.FPDFDOC_ExitFormFillEnvironment(self._form)
            self._form = None

    def make_printed(self, address: int) -> bool:
        """Make typed text part of the page at `address`, which must be loaded anew if so."""
        page = ctypes.cast(address, raw.FPDF_PAGE)
        count = raw.FPDFPage_GetAnnotCount(page)
        if not 0 < count <= _MOST:
            return False
        others = [number for number in range(count) if not self._is_typed(page, number)]
        if len(others) == count:
            return False
        for number in reversed(others):
            raw.FPDFPage_RemoveAnnot(page, number)
        return self._flatten(page)

    def _is_typed(self, page: Any, number: int) -> bool:
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if not annotation:
            return False
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
                return False
            if kind != raw.FPDF_ANNOT_WIDGET:
                return bool(kind == raw.FPDF_ANNOT_FREETEXT)
            form = self._opened()
            return bool(form) and raw.FPDFAnnot_GetFormFieldType(form, annotation) in _FIELDS
        finally:
            raw.FPDFPage_CloseAnnot(annotation)

    def _opened(self) -> Any:
        if self._form is None:
            self._form = raw.FPDFDOC_InitFormFillEnvironment(self._document, self._info)
        return self._form

    def _flatten(self, page: Any) -> bool:
        if not self._form:
            return bool(raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)
        # fields that come without a picture of their value get one
        raw.FORM_OnAfterLoadPage(page, self._form)
        done = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        raw.FORM_OnBeforeClosePage(page, self._form)
        return bool(done == raw.FLATTEN_SUCCESS)
