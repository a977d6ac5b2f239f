"""Office files are zip archives: their parts in bounded memory, their XML without tricks.

No path of an archive ever names a file on disk, no part is read that was not asked for, and
no part grows beyond its bound, whatever the archive says of its size.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from extract.errors import UnreadableError
from extract.steps import Step, begin

MAX_ENTRIES = 20_000
MAX_TOTAL = 1024 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
# all parts that are read of one file together
MAX_READ = 256 * 1024 * 1024
# XML of real documents packs 10 to 40 times; deflate alone could reach 1000
MAX_RATIO = 250
_RATIO_FREE = 4 * 1024 * 1024
# a tag of a tree costs memory far beyond its letters
MAX_TAGS = 2_000_000
_CHUNK = 1024 * 1024
# bytes of XML behind a row of a table, at the least
_MARKUP_A_ROW = 5_000
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# files saved as "Strict Open XML" say the same under other names
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)

# lxml has no type information of its own
Element = Any


class Archive:
    """The parts of an Office file by name; use it for one file and let it go."""

    def __init__(self, data: bytes) -> None:
        """Open the archive in `data`; raise UnreadableError when it is broken or a bomb."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise _truncated() from error
        self._left = MAX_READ
        self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        _check_entries(list(self._parts.values()), len(data))

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> tuple[str, ...]:
        """Return the names of all parts."""
        return tuple(self._parts)

    def read(self, name: str, limit: int | None = None) -> bytes:
        """Return the bytes of a part; raise UnreadableError when missing, broken or too big."""
        info = self._parts.get(name)
        if info is None:
            raise UnreadableError(
                "part_missing",
                f"The file has no part “{name}”, so it is not complete.",
                "Open it in Word or Excel, let it be repaired, and save it again.",
            )
        bound = min(MAX_PART if limit is None else limit, self._left)
        if info.file_size > bound:
            raise _too_large(name, info.file_size, bound)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(bound + 1)
        except RuntimeError as error:
            raise password_needed() from error
        except _BROKEN as error:
            raise _truncated() from error
        if len(data) > bound:
            raise _too_large(name, len(data), bound)
        self._left -= len(data)
        return data

    def tree(self, name: str) -> Element:
        """Return the root element of a part; raise UnreadableError when it is no safe XML."""
        data = _checked_xml(name, self.read(name))
        begin(Step(size=len(data) / _MARKUP_A_ROW))
        if (tags := data.count(b"<")) > MAX_TAGS:
            raise _too_large(name, tags, MAX_TAGS, "tags")
        try:
            root = etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as error:
            raise _bad_xml(name, error) from error
        _refuse_doctype(name, root)
        return root

    def elements(self, name: str, tags: tuple[str, ...]) -> Iterator[Element]:
        """Yield each element of a part that has one of `tags` when it is complete.

        What was yielded is dropped on the next step, so a long part needs little memory.
        """
        data = _checked_xml(name, self.read(name))
        begin(Step(size=len(data) / _MARKUP_A_ROW))
        events = etree.iterparse(
            io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True
        )
        try:
            for _, element in events:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise _bad_xml(name, error) from error

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return id -> (kind, part name) of what `name` refers to inside the archive.

        `kind` is the last word of the relation's type. Links to the outside are left out.
        """
        folder, base = posixpath.split(name)
        source = posixpath.join(folder, "_rels", f"{base}.rels")
        if source not in self._parts:
            return {}
        found = {}
        for item in self.tree(source).iter(_RELATIONS):
            target, kind = item.get("Target", ""), item.get("Type", "").rsplit("/", 1)[-1]
            if item.get("TargetMode") != "External" and target:
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[item.get("Id", "")] = (kind, path)
        return found

    def main_part(self, usual: str) -> str:
        """Return the name of the main part, `usual` where the archive does not say."""
        kinds = dict(self.relations("").values())
        named = kinds.get("officeDocument", usual)
        return named if named in self._parts else usual


def password_needed() -> UnreadableError:
    """Return the outcome of a file that is locked by a password."""
    return UnreadableError(
        "password",
        "The file is encrypted with a password.",
        "Save it without a password (File > Info > Protect) and hand it in again.",
        outcome="held",
    )


def _check_entries(parts: list[zipfile.ZipInfo], packed: int) -> None:
    if len(parts) > MAX_ENTRIES:
        raise UnreadableError(
            "too_many_parts",
            f"The file has {len(parts):,} parts; {MAX_ENTRIES:,} are the most that is read.",
            "Copy its text and tables into a new document and hand that in.",
        )
    if any(info.flag_bits & 1 for info in parts):
        raise password_needed()
    total = sum(info.file_size for info in parts)
    bombs = [i for i in parts if i.file_size > max(_RATIO_FREE, MAX_RATIO * i.compress_size)]
    if total > max(MAX_TOTAL, packed) or bombs:
        raise UnreadableError(
            "zip_bomb",
            f"The file has {packed:,} bytes and would unpack to {total:,}: it is not unpacked.",
            "Ask the sender for the original; do not open this file.",
        )


def _checked_xml(name: str, data: bytes) -> bytes:
    if any(mark in data for mark in _DOCTYPES):
        raise _unsafe(name)
    for strict, usual in _STRICT:
        if strict in data[:_CHUNK]:
            data = data.replace(strict, usual)
    return data


def _parser() -> Element:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_doctype(name: str, root: Element) -> None:
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise _unsafe(name)


def _unsafe(name: str) -> UnreadableError:
    return UnreadableError(
        "unsafe_xml",
        f"Part “{name}” declares XML entities, which no Office program writes.",
        "Do not open this file; ask the sender for the original.",
    )


def _bad_xml(name: str, error: Exception) -> UnreadableError:
    reason = str(error).split(",")[0]
    return UnreadableError(
        "broken_xml",
        f"Part “{name}” cannot be read: {reason}.",
        "Open the file in Word or Excel, let it be repaired, and save it again.",
    )


def _too_large(name: str, size: int, bound: int, unit: str = "bytes") -> UnreadableError:
    return UnreadableError(
        "too_large",
        f"Part “{name}” has {size:,} {unit}; {bound:,} are the most that is read.",
        "Split the document, or hand in the appendices alone.",
    )


def _truncated() -> UnreadableError:
    return UnreadableError(
        "truncated",
        "The file is cut off or damaged: its archive cannot be opened.",
        "Ask the sender for the file again, or repair it in Word or Excel.",
    )
