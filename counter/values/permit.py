"""A residence permit (居住证) or registration card (居住登记卡): kinds, states, and the state on a day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class PermitKind(StrEnum):
    """The two documents of the notices."""

    PERMIT = "residence-permit"
    CARD = "residence-card"


class PermitState(StrEnum):
    """States as the register tells them; suspension also follows from a date (居住证暂行条例 第十条)."""

    VALID = "valid"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    REVOKED = "revoked"


def state_on(recorded: PermitState, endorsed_until: date, day: date) -> PermitState:
    """A permit recorded as valid is suspended from the day after its endorsement ends: the extract may be older than that."""
    if recorded is PermitState.VALID and day > endorsed_until:
        return PermitState.SUSPENDED
    return recorded
