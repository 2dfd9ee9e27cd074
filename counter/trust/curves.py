"""Ed25519 (RFC 8032) and ES256 (ECDSA on P-256 with SHA-256, FIPS 186-5) through the library ``cryptography``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.locale import Text
from counter.trust.raw import HALF, POINT_BYTES, SEED_BYTES, pem, pkcs8

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ED25519, _ES256 = Text("Ed25519", "Ed25519"), Text("ES256（P-256）", "ES256 (P-256)")
_P256 = bytes.fromhex("06082a8648ce3d030107")


@dataclass(frozen=True, slots=True)
class Ed25519Private:
    """An Ed25519 key in memory; ``repr`` shows nothing of it."""

    key: Ed25519PrivateKey

    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self.key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self.key.sign(message)


@dataclass(frozen=True, slots=True)
class Ed25519:
    """The default: short, fast, and no random number is needed for a signature. Its file holds the seed of 32 bytes."""

    code: int = -8
    name: str = "ed25519"
    title: Text = _ED25519
    spki: bytes = bytes.fromhex("302a300506032b6570032100")
    size: int = SEED_BYTES

    def make(self) -> bytes:
        """A new seed."""
        return os.urandom(SEED_BYTES)

    def holds(self, secret: bytes) -> bool:
        """A seed is 32 bytes and nothing else."""
        return len(secret) == SEED_BYTES

    def open(self, secret: bytes) -> Ed25519Private:
        """The key of a seed."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - 30 ms, at the first signature

        return Ed25519Private(Ed25519PrivateKey.from_private_bytes(secret))

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature belongs to the message."""
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - as above

        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Es256Private:
    """A P-256 key in memory; ``repr`` shows nothing of it."""

    key: EllipticCurvePrivateKey

    def public(self) -> bytes:
        """The uncompressed point."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415 - as above

        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def sign(self, message: bytes) -> bytes:
        """Two numbers of 32 bytes; the secret number of each signature comes from key and message (RFC 6979)."""
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - as above

        r, s = decode_dss_signature(self.key.sign(message, ECDSA(SHA256(), deterministic_signing=True)))
        return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")


@dataclass(frozen=True, slots=True)
class Es256:
    """What every browser can check. Its file holds a key as PEM (PKCS #8)."""

    code: int = -7
    name: str = "es256"
    title: Text = _ES256
    spki: bytes = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
    size: int = POINT_BYTES

    def make(self) -> bytes:
        """A new key."""
        from cryptography.hazmat.primitives.asymmetric.ec import (  # noqa: PLC0415 - as above
            SECP256R1,
            generate_private_key,
        )
        from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 - as above
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        key = generate_private_key(SECP256R1())
        return pem(
            "PRIVATE KEY", key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ).encode()

    def holds(self, secret: bytes) -> bool:
        """A PKCS #8 key that names this curve."""
        return _P256 in pkcs8(secret)

    def open(self, secret: bytes) -> Es256Private:
        """The key of a file.

        Raises:
            ValueError
        """
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.serialization import load_der_private_key  # noqa: PLC0415 - as above

        try:
            key = load_der_private_key(pkcs8(secret), None)
        except (TypeError, UnsupportedAlgorithm) as error:
            raise ValueError(str(error)) from error
        if not isinstance(key, EllipticCurvePrivateKey):
            raise ValueError("not a key on a curve")
        return Es256Private(key)

    def verify(self, public: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature belongs to the message."""
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.asymmetric.ec import (  # noqa: PLC0415 - as above
            ECDSA,
            SECP256R1,
            EllipticCurvePublicKey,
        )
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - as above

        if len(signature) != 2 * HALF:
            return False
        r, s = (int.from_bytes(half, "big") for half in (signature[:HALF], signature[HALF:]))
        try:
            key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public)
            key.verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True
