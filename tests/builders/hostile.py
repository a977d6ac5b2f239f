"""Files that try to hurt a reader: bombs, circles, depth, lies. Each is small on disk."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence


def _pdf(objects: Sequence[bytes], root: int = 1) -> bytes:
    """Return a PDF of numbered objects with a right cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF"
    return bytes(out + trailer.encode())


def _stream(content: bytes, extra: str = "", times: int = 1) -> bytes:
    """Return `content`, repeated, as a packed stream; the whole is never held in memory."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(content) for _ in range(times)) + packer.flush()
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {extra} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def _one_page(
    content: bytes, resources: str = "", more: Sequence[bytes] = (), times: int = 1
) -> bytes:
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            f"/Resources << {resources} >> >>".encode(),
            _stream(content, times=times),
            *more,
        ]
    )


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def content_bomb() -> bytes:
    """One page whose content unpacks to some 1.4 GB of text operators."""
    megabyte = b"BT /F1 9 Tf (aaaaaaaa) Tj ET\n" * 35_000
    return _one_page(megabyte, "/Font << /F1 5 0 R >>", [_FONT], times=1400)


def many_lines() -> bytes:
    """One page of 400 000 strokes."""
    ends = ((i % 595, i % 842, (i * 7) % 595, (i * 3) % 842) for i in range(400_000))
    return _one_page(b"".join(b"%d %d m %d %d l S\n" % four for four in ends))


def nested_forms() -> bytes:
    """Nine levels of forms, each painting the next eight times."""
    forms = []
    for level in range(9):
        inner = b"/F Do " * 8 if level < 8 else b"0 0 1 1 re f"
        following = f"/Resources << /XObject << /F {6 + level} 0 R >> >>" if level < 8 else ""
        forms.append(_stream(inner, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {following}"))
    return _one_page(b"/F Do", "/XObject << /F 5 0 R >>", forms)


def page_among_others() -> bytes:
    """Three pages, the second of which paints more than any machine can."""
    text = b"BT /F1 12 Tf 50 700 Td (Trang nay doc duoc) Tj ET"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    fonts = "/Font << /F1 4 0 R >>"
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R 6 0 R 7 0 R] /Count 3 >>",
        _stream(text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for content in (3, 8, 3):
        resources = f"<< {fonts} /XObject << /F 9 0 R >> >>"
        objects.append(f"<< {page} /Contents {content} 0 R /Resources {resources} >>".encode())
    objects.append(_stream(b"/F Do " * 8))
    for level in range(9, 18):
        below = f"/Resources << /XObject << /F {level + 1} 0 R >> >>"
        objects.append(_stream(b"/F Do " * 8, f"{form} {below}"))
    return _pdf([*objects, _stream(b"0 0 m 9 9 l S", form)])


def cyclic_pages() -> bytes:
    """A page tree whose node is its own child."""
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 5 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ]
    )


def deep_pages() -> bytes:
    """A page tree 20 000 nodes deep."""
    depth = 20_000
    nodes = [
        f"<< /Type /Pages /Kids [{i + 1} 0 R] /Count 1 /Parent {i - 1} 0 R >>".encode()
        for i in range(2, depth)
    ]
    page = f"<< /Type /Page /Parent {depth - 1} 0 R /MediaBox [0 0 595 842] >>".encode()
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page])


def many_pages() -> bytes:
    """20 000 empty pages."""
    count = 20_000
    kids = " ".join(f"{i} 0 R" for i in range(3, count + 3)).encode()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    tree = b"<< /Type /Pages /Count %d /Kids [" % count + kids + b"] >>"
    return _pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[page] * count])


def huge_page() -> bytes:
    """One page of 14 million points a side."""
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14000000 14000000] >>",
        ]
    )


def truncated() -> bytes:
    """The first half of a sound file."""
    whole = _one_page(b"BT (x) Tj ET")
    return whole[: len(whole) // 2]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "content_bomb.pdf": content_bomb,
    "many_lines.pdf": many_lines,
    "nested_forms.pdf": nested_forms,
    "cyclic_pages.pdf": cyclic_pages,
    "deep_pages.pdf": deep_pages,
    "many_pages.pdf": many_pages,
    "huge_page.pdf": huge_page,
    "truncated.pdf": truncated,
    "zero_bytes.pdf": lambda: b"",
    "zeros.pdf": lambda: b"%PDF-1.7\n" + b"\x00" * 100_000,
    "page.html.pdf": lambda: b"<html><body>not a pdf</body></html>",
}
