"""A small PDF writer for tests: text, rules and boxes exactly where a test wants them.

Its font is not embedded: widths and a ToUnicode map are all that a reader of text needs, so
the tests ask for no font file. pdfium overlooks a piece of text that is a single accented
letter, because the font it takes instead has no shape for it: print two or more.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import cv2

from extract.ocr.page_image import Pixels

A4 = (595.0, 842.0)
_NARROW = set("iljtfrI.,;:'|!()[] -/1")


def text_width(text: str, size: float) -> float:
    """Return the width of `text` in the writer's fonts."""
    return sum(_width(character) for character in text) * size / 1000


def _width(character: str) -> int:
    if 0x300 <= ord(character) < 0x370:
        return 0
    if character in "mwMW":
        return 850
    return 300 if character in _NARROW else 700 if character.isupper() else 560


@dataclass(frozen=True)
class Typed:
    """Text over a page: the value of a form's field, or a comment; `shown` tells of a shape."""

    box: tuple[float, float, float, float]
    text: str
    kind: str = "/Subtype /Widget /FT /Tx"
    shown: bool = True


@dataclass
class PageWriter:
    """The content of one page; all places are points from the top left of the paper."""

    size: tuple[float, float] = A4
    rotate: int = 0
    box: tuple[float, float, float, float] | None = None
    parts: list[str] = field(default_factory=list)
    picture: bool = False
    images: list[bytes] = field(default_factory=list)
    over: list[Typed] = field(default_factory=list)

    def text(
        self,
        x: float,
        base: float,
        text: str,
        size: float = 10,
        bold: bool = False,
        turn: int = 0,
        look: str = "",
    ) -> None:
        """Print `text` with its base line at `base`; `turn` is in degrees, counter-clockwise.

        `look` are operators before it: `3 Tr` makes it invisible, `1 g` white.
        """
        cos, sin = round(math.cos(math.radians(turn)), 6), round(math.sin(math.radians(turn)), 6)
        codes = "".join(f"{ord(character):04X}" for character in text)
        y = self.size[1] - base
        self.parts.append(
            f"BT /{'B' if bold else 'R'} {size} Tf {cos} {sin} {-sin} {cos} {x} {y} Tm "
            f"{f'{look} ' if look else ''}<{codes}> Tj{' 0 Tr 0 g' if look else ''} ET"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """Stroke a line."""
        height = self.size[1]
        self.parts.append(f"{width} w {x0} {height - y0} m {x1} {height - y1} l S")

    def rectangle(self, x0: float, top: float, x1: float, bottom: float, paint: str = "f") -> None:
        """Draw a rectangle: `paint` is f (fill) or S (stroke)."""
        y = self.size[1] - bottom
        self.parts.append(f"{x0} {y} {x1 - x0} {bottom - top} re {paint}")

    def plain(self, x: float, base: float, text: str, size: float = 10) -> None:
        """Print text in the font whose letters `pdf` can be told to mean others."""
        codes = text.encode("cp1252").hex()
        self.parts.append(f"BT /H {size} Tf 1 0 0 1 {x} {self.size[1] - base} Tm <{codes}> Tj ET")

    def image(self, pixels: Pixels, box: tuple[float, float, float, float]) -> None:
        """Draw a picture (rows, columns[, 3]) into a box from the top left."""
        done, data = cv2.imencode(".jpg", pixels[..., ::-1] if pixels.ndim == 3 else pixels)
        assert done
        x0, top, x1, bottom = box
        name = f"/I{len(self.images)}"
        self.images.append(_image(pixels.shape, bytes(data)))
        self.parts.append(
            f"q {x1 - x0} 0 0 {bottom - top} {x0} {self.size[1] - bottom} cm {name} Do Q"
        )

    def raw(self, operators: str) -> None:
        """Add content as it is."""
        self.parts.append(operators)

    def full_picture(self) -> None:
        """Draw a picture over the whole page."""
        self.picture = True
        self.parts.append(f"q {self.size[0]} 0 0 {self.size[1]} 0 0 cm /P Do Q")


def grid(
    page: PageWriter,
    xs: Sequence[float],
    ys: Sequence[float],
    rows: Sequence[Sequence[str]],
    style: str = "line",
    size: float = 10,
) -> None:
    """Draw a table: one text a cell; `style` is line, box, cell, dotted or double."""
    rules = [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]
    if style == "cell":
        for top, bottom in itertools.pairwise(ys):
            for x0, x1 in itertools.pairwise(xs):
                page.rectangle(x0, top, x1, bottom, "S")
    else:
        for rule in rules:
            _rule(page, *rule, style)
    for row, top in zip(rows, ys, strict=False):
        for text, x0 in zip(row, xs, strict=False):
            for number, line in enumerate(text.split("\n")):
                if line:
                    page.text(x0 + 4, top + 12 + number * (size + 2), line, size)


def _rule(page: PageWriter, x0: float, y0: float, x1: float, y1: float, style: str) -> None:
    if style == "box":
        page.rectangle(x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25)
    elif style == "double":
        page.line(x0, y0, x1, y1)
        shift = 1.5
        across, down = (0, shift) if y0 == y1 else (shift, 0)
        page.line(x0 + across, y0 + down, x1 + across, y1 + down)
    elif style == "dotted":
        length = max(x1 - x0, y1 - y0)
        for step in range(0, int(length), 3):
            x, y = (x0 + step, y0) if y0 == y1 else (x0, y0 + step)
            page.rectangle(x - 0.5, y - 0.5, x + 0.5, y + 0.5)
    else:
        page.line(x0, y0, x1, y1)


def pdf(
    pages: Sequence[PageWriter],
    encrypt: str = "",
    meaning: Mapping[str, str] | None = None,
    fonts: tuple[str, str] = ("Test-Regular", "Test-Bold"),
) -> bytes:
    """Return the pages as a PDF file; `encrypt` is the body of an encryption dictionary.

    `meaning` is what letters of the plain font are said to mean where it is not themselves;
    `fonts` are the names of the regular and the bold font.
    """
    typed = {ord(letter) for page in pages for one in page.over for letter in one.text}
    used = sorted({int(code) for page in pages for code in _codes(page)} | typed)
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    regular, bold = (_font(objects, name, used) for name in fonts)
    picture = _add(
        objects,
        _stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                "/BitsPerComponent 8", b"\x80"),
    )  # fmt: skip
    plain = _plain_font(objects, meaning or {})
    kids, fields = [], ""
    for page in pages:
        images = "".join(
            f" /I{number} {_add(objects, image)} 0 R" for number, image in enumerate(page.images)
        )
        content = _add(objects, _stream("", "\n".join(page.parts).encode("ascii")))
        notes = " ".join(
            f"{_add(objects, _annotation(objects, one, page.size[1], regular))} 0 R"
            for one in page.over
        )
        fields += f"{notes} "
        box = f"/CropBox [{' '.join(map(str, page.box))}]" if page.box else ""
        kids.append(
            _add(
                objects,
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}] "
                f"{box} /Annots [{notes}] /Rotate {page.rotate} /Contents {content} 0 R "
                f"/Resources << /Font << /R {regular} 0 R /B {bold} 0 R /H {plain} 0 R >> "
                f"/XObject << /P {picture} 0 R{images} >> >> >>".encode(),
            )
        )
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    if fields.strip():
        objects[0] = (
            f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{fields}] /NeedAppearances "
            f"true /DR << /Font << /R {regular} 0 R >> >> >> >>"
        ).encode()
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    return assembled(objects, encrypt)


def _annotation(objects: list[bytes], one: Typed, height: float, font: int) -> bytes:
    x0, top, x1, bottom = one.box
    codes = "".join(f"{ord(letter):04X}" for letter in one.text)
    shape = "" if "/F " in one.kind else "/F 4"
    if one.shown:
        drawn = _stream(
            f"/Type /XObject /Subtype /Form /BBox [0 0 {x1 - x0} {bottom - top}] "
            f"/Resources << /Font << /R {font} 0 R >> >>",
            f"/Tx BMC q BT /R 10 Tf 2 4 Td <{codes}> Tj ET Q EMC".encode(),
        )
        shape += f" /AP << /N {_add(objects, drawn)} 0 R >>"
    return (
        f"<< /Type /Annot {one.kind} /T (field{len(objects)}) /DA (/R 10 Tf 0 g) {shape} "
        f"/Rect [{x0} {height - bottom} {x1} {height - top}] "
        f"/V <FEFF{codes}> /Contents <FEFF{codes}> >>"
    ).encode()


def _codes(page: PageWriter) -> list[int]:
    return [
        int(part[index : index + 4], 16)
        for part in (p.split("<")[1].split(">")[0] for p in page.parts if _is_unicode(p))
        for index in range(0, len(part), 4)
    ]


def _is_unicode(part: str) -> bool:
    return part.startswith(("BT /R", "BT /B"))


def _image(shape: tuple[int, ...], data: bytes) -> bytes:
    space = "/DeviceRGB" if len(shape) == 3 else "/DeviceGray"
    return _stream(
        f"/Type /XObject /Subtype /Image /Width {shape[1]} /Height {shape[0]} "
        f"/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode",
        data,
    )


def _plain_font(objects: list[bytes], meaning: Mapping[str, str]) -> int:
    """Add a standard font of Western letters, with a map that may lie."""
    letters = [chr(code) for code in range(32, 127)]
    pairs = "\n".join(f"<{ord(c):02X}> <{ord(meaning.get(c, c)):04X}>" for c in letters)
    unicode_map = _add(
        objects,
        _stream("", (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /T def /CMapType 2 def\n"
            "1 begincodespacerange <00> <FF> endcodespacerange\n"
            f"{len(letters)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
        ).encode("ascii")),
    )  # fmt: skip
    return _add(
        objects,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        f"/ToUnicode {unicode_map} 0 R >>".encode(),
    )


def _font(objects: list[bytes], name: str, used: Sequence[int]) -> int:
    pairs = "\n".join(f"<{code:04X}> <{code:04X}>" for code in used)
    blocks = f"{len(used)} beginbfchar\n{pairs}\nendbfchar\n" if used else ""
    unicode_map = _add(
        objects,
        _stream("", (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /T def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{blocks}endcmap end end"
        ).encode("ascii")),
    )  # fmt: skip
    widths = " ".join(f"{code} [{_width(chr(code))}]" for code in used)
    descriptor = _add(
        objects,
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [-100 -250 1000 950] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>".encode(),
    )
    descendant = _add(
        objects,
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo "
        f"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {descriptor} 0 R /DW 500 /W [{widths}] "
        "/CIDToGIDMap /Identity >>".encode(),
    )
    return _add(
        objects,
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode {unicode_map} 0 R >>".encode(),
    )


def _add(objects: list[bytes], body: bytes) -> int:
    objects.append(body)
    return len(objects)


def _stream(entries: str, data: bytes) -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def assembled(objects: Sequence[bytes], encrypt: str = "") -> bytes:
    """Return numbered objects, the catalogue first, as a file."""
    output = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(output))
        output += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(output)
    output += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    output += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    security = f"/Encrypt {encrypt} /ID [<00> <00>]" if encrypt else ""
    output += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {security} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(output)
