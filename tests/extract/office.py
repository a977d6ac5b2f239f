"""Small Office files made by hand, so that a test says exactly what is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from extract.document import Document, Source, TableFragment
from extract.reader import read_document

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def source(name: str, size: int = 1) -> Source:
    """Return the source of a file that only exists in a test."""
    return Source(name, "0" * 64, "application/octet-stream", size)


def read(data: bytes, name: str) -> Document:
    """Return the document in `data` as a file called `name` is read."""
    return read_document(data, source(name, len(data)))


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(**targets: str) -> str:
    """Return a part of relations: kind=target."""
    items = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{items}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """Return a .docx with this body; `parts` are further ones: numbering, styles, footnotes."""
    word = f'xmlns:w="{WORD}"'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in parts}),
        "word/document.xml": f"<w:document {word}><w:body>{body}</w:body></w:document>",
    }
    for kind, content in parts.items():
        files[f"word/{kind}.xml"] = f"<w:{kind} {word}>{content}</w:{kind}>"
    return packed(files)


def run(text: str, properties: str = "") -> str:
    """Return a w:r."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a w:p of runs; bare text becomes a run."""
    inner = "".join(r if r.startswith("<") else run(r) for r in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """Return a w:tc of paragraphs; bare text becomes one."""
    inner = "".join(c if c.startswith("<") else paragraph(c) for c in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a w:tr; bare text becomes a cell."""
    inner = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = (), ruled: bool = True) -> str:
    """Return a w:tbl, by default with lines around its cells."""
    line = "single" if ruled else "nil"
    borders = "".join(
        f'<w:{side} w:val="{line}"/>' for side in ("top", "bottom", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def texts(fragment: TableFragment) -> list[list[str]]:
    """Return the texts of a fragment, row by row."""
    return [[cell.text for cell in cells] for cells in fragment.rows]
