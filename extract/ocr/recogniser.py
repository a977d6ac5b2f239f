"""The recogniser of figures that comes with rapidocr, run without the rest of that package.

Its model is a network for one line of print, whose answer is decoded as in "Connectionist
temporal classification" (Graves and others, ICML 2006): the likeliest character at each
step, repeats and blanks dropped. Loading the model alone takes a third of the memory.
"""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.memory import give_back
from extract.ocr.page_image import Pixels

_MODEL = "*rec*.onnx"
_CHARACTERS = "character"
# the height at which print is read, and the least width
_HEIGHT, _LEAST_WIDTH = 48, 64
# pictures with a side below the first number are enlarged to multiples of the second
_SMALL, _STEP = 30, 32
_MIDDLE = 127.5


class Recogniser:
    """Reads pictures of one line of print each."""

    def __init__(self, model: Path) -> None:
        """Load a model; raises ImportError without onnxruntime."""
        import onnxruntime  # type: ignore[import-untyped]

        settings = onnxruntime.SessionOptions()
        settings.log_severity_level = 4
        # one thread: pages are read in parallel
        settings.intra_op_num_threads = 1
        settings.inter_op_num_threads = 1
        # memory is given back after each picture, as every one has another width
        settings.enable_cpu_mem_arena = False
        settings.enable_mem_pattern = False
        self._session: Any = onnxruntime.InferenceSession(
            str(model), settings, providers=["CPUExecutionProvider"]
        )
        # reading the file took as much again
        give_back()
        self._input = self._session.get_inputs()[0].name
        known = self._session.get_modelmeta().custom_metadata_map[_CHARACTERS]
        self._characters = ["", *known.splitlines(), " "]

    def __call__(self, picture: Pixels) -> tuple[str, float]:
        """Return what a grey picture says, and how sure that is (0 to 1)."""
        (steps,) = self._session.run(None, {self._input: _prepared(picture)})[0]
        chosen = steps.argmax(axis=1)
        kept = chosen != 0
        kept[1:] &= chosen[1:] != chosen[:-1]
        if not kept.any():
            return "", 0.0
        text = "".join(self._characters[index] for index in chosen[kept])
        return text, float(steps.max(axis=1)[kept].mean())


def model_file() -> Path | None:
    """Return the model in the installed package; None where it is not installed."""
    found = importlib.util.find_spec("rapidocr")
    if found is None or not found.submodule_search_locations:
        return None
    models = sorted((Path(found.submodule_search_locations[0]) / "models").glob(_MODEL))
    return models[0] if models else None


def _prepared(picture: Pixels) -> npt.NDArray[np.float32]:
    """Return a picture as the network takes it: three channels, from -1 to 1, padded."""
    picture = _enlarged(picture)
    height, width = picture.shape
    across = max(_LEAST_WIDTH, int(_HEIGHT * (width / height)))
    print_width = min(across, math.ceil(_HEIGHT * width / height))
    sized = cv2.resize(picture, (print_width, _HEIGHT)).astype(np.float32)
    whole = np.zeros((1, 3, _HEIGHT, across), dtype=np.float32)
    whole[..., :print_width] = sized / _MIDDLE - 1
    return whole


def _enlarged(picture: Pixels) -> Pixels:
    height, width = picture.shape
    factor = _SMALL / min(height, width)
    if factor <= 1:
        return picture
    size = (_stepped(width * factor), _stepped(height * factor))
    return cv2.resize(picture, size).astype(np.uint8, copy=False)


def _stepped(side: float) -> int:
    return max(_STEP, round(int(side) / _STEP) * _STEP)
