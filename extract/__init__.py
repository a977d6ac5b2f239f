"""Bytes to cells with places: one module a format, all of them returning a `Document`."""

import os

# no reader multiplies large matrices, and the idle threads of OpenBLAS spin beside each of them
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
