"""PDF that open only with a password, for tests: 128-bit RC4, revision 3 of the standard."""

from __future__ import annotations

import hashlib
import re

from tests.extract.pdf.writer import assembled

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"\x00"
_RIGHTS = -4
_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj\n(.*?)\nendobj$", re.S)
_STREAM = re.compile(rb"(?s)^(.*?\nstream\n)(.*)(\nendstream)$")


def locked(data: bytes, password: str) -> bytes:
    """Return a PDF of the tests' writer locked with a password."""
    padded = (password.encode("latin-1") + _PAD)[:32]
    owner = _repeated(_hashed(padded, 50), padded, range(20))
    rights = _RIGHTS.to_bytes(4, "little", signed=True)
    key = _hashed(padded + owner + rights + _ID, 50)
    user = _repeated(key, hashlib.md5(_PAD + _ID).digest(), range(20)) + bytes(16)
    bodies = [_locked(body, int(number), key) for number, body in _OBJECT.findall(data)]
    return assembled(
        bodies,
        f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P {_RIGHTS} "
        f"/O <{owner.hex()}> /U <{user.hex()}> >>",
    )


def _hashed(data: bytes, times: int) -> bytes:
    digest = hashlib.md5(data).digest()
    for _ in range(times):
        digest = hashlib.md5(digest).digest()
    return digest


def _repeated(key: bytes, data: bytes, steps: range) -> bytes:
    for step in steps:
        data = _rc4(bytes(byte ^ step for byte in key), data)
    return data


def _locked(body: bytes, number: int, key: bytes) -> bytes:
    found = _STREAM.match(body)
    if not found:
        return body
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\x00\x00").digest()
    return found[1] + _rc4(own, found[2]) + found[3]


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    other = 0
    for one in range(256):
        other = (other + state[one] + key[one % len(key)]) % 256
        state[one], state[other] = state[other], state[one]
    out = bytearray()
    one = other = 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        out.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(out)
