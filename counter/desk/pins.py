"""PINs: only a salted hash of one is ever kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from counter.errors import BadInput
from counter.locale import Text

_SCRYPT = {"n": 2**14, "r": 8, "p": 1}
_SHORTEST = 4
NOBODYS = f"{'00' * 16}$"
"""The PIN of a number nobody has: comparing takes as long as with a real one and never fits."""


class PinTooShort(BadInput):
    """A PIN of fewer than four characters protects nothing."""

    happened = Text("口令至少 4 位。", "A PIN has at least four characters.")
    next_step = Text("请另设一个。", "Please choose another.")


def hash_pin(pin: str) -> str:
    """Salted scrypt, as ``salt$hash`` in hex.

    Raises:
        PinTooShort
    """
    if len(pin) < _SHORTEST:
        raise PinTooShort
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_scrypt(pin, salt)}"


def pin_fits(pin: str, kept: str) -> bool:
    """Compare in constant time."""
    salt, _, wanted = kept.partition("$")
    return hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)), wanted)


def _scrypt(pin: str, salt: bytes) -> str:
    return hashlib.scrypt(pin.encode("utf-8", "surrogatepass"), salt=salt, **_SCRYPT).hex()
