"""An X.509 certificate (RFC 5280) around a P-256 key of the station, as readers of PDF files want it.

The station issues it to itself. Whoever believes it does so for its key: a paper of the station's own key, which the city
certified, names it.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from asn1crypto import algos, keys, x509

from counter.trust.keys import SigningKey
from counter.trust.raw import der_signature

_ALGORITHM = {"algorithm": "sha256_ecdsa"}


def self_issued(key: SigningKey, *, name: str, unit: str, since: datetime, until: datetime) -> bytes:
    """A certificate (DER) for signing files; ``unit`` is the agency code, moments are aware."""
    subject = x509.Name.build(
        {"country_name": "CN", "organization_name": name, "serial_number": unit, "common_name": name}
    )
    public = keys.PublicKeyInfo.load(key.algorithm.spki + key.public.raw)
    content = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": int.from_bytes(secrets.token_bytes(8), "big") | 1,
            "signature": _ALGORITHM,
            "issuer": subject,
            "validity": {"not_before": _time(since), "not_after": _time(until)},
            "subject": subject,
            "subject_public_key_info": public,
            "extensions": _extensions(public),
        }
    )
    return bytes(
        x509.Certificate(
            {
                "tbs_certificate": content,
                "signature_algorithm": algos.SignedDigestAlgorithm(_ALGORITHM),
                "signature_value": der_signature(key.sign(content.dump())),
            }
        ).dump()
    )


def _extensions(public: keys.PublicKeyInfo) -> list[dict[str, object]]:
    """It signs files and nothing else: no certificate, no connection."""
    return [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": False}},
        {"extn_id": "key_usage", "critical": True, "extn_value": {"digital_signature", "non_repudiation"}},
        {"extn_id": "key_identifier", "critical": False, "extn_value": public.sha1},
        {
            "extn_id": "authority_key_identifier",
            "critical": False,
            "extn_value": {"key_identifier": public.sha1},
        },
    ]


def _time(moment: datetime) -> x509.Time:
    """UTCTime until 2049, GeneralizedTime afterwards (RFC 5280, 4.1.2.5)."""
    kind = "utc_time" if moment.year < 2050 else "general_time"
    return x509.Time(name=kind, value=moment.replace(microsecond=0))
