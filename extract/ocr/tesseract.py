"""Tesseract as a child process: a picture in, words with their boxes and confidence out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import cv2

from extract.errors import UnreadableError
from extract.ocr.page_image import Pixels

LANGUAGE = "vie"
_WORD_LEVEL = "5"
_FIELDS = 12
# one thread a process: pages are read in parallel, and more threads only contend
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}


class OcrWord(NamedTuple):
    """A word, its box in pixels, the line it stands on, and how sure tesseract is (0 to 1)."""

    text: str
    box: tuple[int, int, int, int]
    line: tuple[int, int, int, int]
    confidence: float


class OcrTimeoutError(Exception):
    """Tesseract took longer than a page may take."""


def needs_tesseract() -> UnreadableError:
    """Return the error for a scan where tesseract or its Vietnamese model is missing."""
    return UnreadableError(
        "scan_needs_tesseract",
        "The file is a scan, and tesseract with Vietnamese is not installed here.",
        "Install it (Debian and Ubuntu: apt-get install tesseract-ocr tesseract-ocr-vie) and "
        "read the file again, or hand in the Word file.",
        outcome="held",
    )


@cache
def is_installed() -> bool:
    """Tell whether tesseract runs here and knows Vietnamese."""
    if shutil.which("tesseract") is None:
        return False
    try:
        found = subprocess.run(
            ["tesseract", "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in found.stdout.decode("utf-8", "replace").split()


def read_words(
    pictures: Sequence[Pixels],
    *,
    mode: int,
    dpi: float,
    seconds: float,
    language: str = LANGUAGE,
    settings: Sequence[str] = (),
) -> list[OcrWord]:
    """Return the words on the pictures; the first part of `line` is the picture (from 0).

    `mode` is tesseract's page segmentation mode. Raises OcrTimeoutError, and UnreadableError
    (held) where tesseract is missing.
    """
    if not is_installed():
        raise needs_tesseract()
    options = [part for setting in settings for part in ("-c", setting)]
    command = [
        "tesseract", "stdin", "stdout", "-l", language, "--psm", str(mode),
        "--dpi", str(round(dpi)), *options, "tsv",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            input=_encoded(pictures),
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, **_ENVIRONMENT},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrTimeoutError from error
    if done.returncode == -signal.SIGXCPU:
        # the process it runs for has bounds, and they are tesseract's too
        raise OcrTimeoutError
    return list(_words(done.stdout.decode("utf-8", "replace")))


def _encoded(pictures: Sequence[Pixels]) -> bytes:
    if len(pictures) == 1:
        done, data = cv2.imencode(".png", pictures[0], [cv2.IMWRITE_PNG_COMPRESSION, 1])
    else:
        done, data = cv2.imencodemulti(".tiff", list(pictures))
    assert done
    return bytes(data)


def _words(table: str) -> Iterator[OcrWord]:
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != _FIELDS or fields[0] != _WORD_LEVEL or not fields[11].strip():
            continue
        page, block, paragraph, line = (int(value) for value in fields[1:5])
        left, top, width, height = (int(value) for value in fields[6:10])
        yield OcrWord(
            fields[11].strip(),
            (left, top, left + width, top + height),
            (page - 1, block, paragraph, line),
            max(0.0, float(fields[10]) / 100),
        )
