"""Signed lists (名单): which keys are revoked and which serials are void, with a number and a date.

A code cannot say of itself that its sheet was voided afterwards: only a list can. A root names keys and serials; a station
names only serials of its own. Format: docs/verification.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from counter.errors import CounterError
from counter.locale import Text
from counter.trust.keys import KEY_ID_BYTES, SigningKey
from counter.trust.sign1 import NotAToken, Token, block, opened, sealed

LIST: Final = "counter-list"
NUMBER, UNIT, AT, DUE, REVOKED, VOID, SCOPE = range(1, 8)
"""Keys of the claims."""
REASONS: Final = {
    "leaked": Text("密钥可能泄露", "the key may have leaked"),
    "lost": Text("密钥遗失", "the key was lost"),
    "replaced": Text("已换新密钥", "another key took its place"),
    "closed": Text("单位已撤销", "the station was closed"),
}
"""Why a key is revoked."""
_MOST = 2**63
_SERIAL = 40


class NotAList(CounterError):
    """A list that is none, or that its own content contradicts."""

    happened = Text("名单不完整或被改动过。", "A list is incomplete or was altered.")
    next_step = Text("请重新索取名单。", "Ask for the list again.")


@dataclass(frozen=True, slots=True)
class Revoked:
    """A key that proves nothing for codes from a moment on; 0 means that none of its codes is believed."""

    since: int
    reason: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list that was read; who signed it is told by its token and judged elsewhere."""

    number: int
    unit: str
    """Agency code of whoever issued it."""
    at: int
    due: int
    """When the next one is to be expected."""
    revoked: Mapping[bytes, Revoked]
    """By key id."""
    void: Mapping[str, str]
    """By serial; the serial that takes its place, or ""."""
    scope: str
    """What its serials begin with: those of one terminal; "" on the list of a root."""
    token: Token
    raw: bytes

    @property
    def text(self) -> str:
        """The list as a block of text."""
        return block("LIST", self.raw)


def sign_list(
    signer: SigningKey,
    *,
    number: int,
    unit: str,
    at: int,
    due: int,
    revoked: Mapping[bytes, Revoked] | None = None,
    void: Mapping[str, str] | None = None,
    scope: str = "",
) -> StatusList:
    """Sign a list."""
    claims: dict[int, object] = {
        NUMBER: number,
        UNIT: unit,
        AT: at,
        DUE: due,
        REVOKED: {key: [one.since, one.reason] for key, one in (revoked or {}).items()},
        VOID: dict(void or {}),
        SCOPE: scope,
    }
    return read_list(sealed(claims, signer, LIST))


def read_list(raw: bytes) -> StatusList:
    """A list from its bytes; not yet believed.

    Raises:
        NotAList
    """
    try:
        token = opened(raw)
        return _of(token, token.claims(), raw)
    except NotAToken as error:
        raise NotAList from error


def _of(token: Token, claims: dict[int, Any], raw: bytes) -> StatusList:
    if token.typ != LIST or claims.keys() != set(range(NUMBER, SCOPE + 1)):
        raise NotAToken
    number, unit, at, due, revoked, void, scope = (claims[key] for key in range(NUMBER, SCOPE + 1))
    if not all(_moment(one) for one in (number, at, due)) or not isinstance(unit, str):
        raise NotAToken
    if not isinstance(revoked, dict) or not isinstance(void, dict) or not _serial(scope):
        raise NotAToken
    entries = {key: _revoked(key, told) for key, told in revoked.items()}
    if not all(_serial(old) and old.startswith(scope) and _serial(new) for old, new in void.items()):
        raise NotAToken
    return StatusList(number, unit, at, due, entries, void, scope, token, raw)


def _revoked(key: object, told: object) -> Revoked:
    if not isinstance(key, bytes) or len(key) != KEY_ID_BYTES or not isinstance(told, list) or len(told) != 2:
        raise NotAToken
    since, reason = told
    if not _moment(since) or reason not in REASONS:
        raise NotAToken
    return Revoked(since, reason)


def _moment(value: object) -> bool:
    return type(value) is int and 0 <= value < _MOST


def _serial(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _SERIAL and value.isascii() and value.isprintable()
