"""The life of a residence permit (居住证): suspended and restored, and its three different ends."""

from __future__ import annotations

from counter.locale import Text
from counter.workflows.table import Said, Table


class Permit(Said):
    """The states of a residence permit; codes as in the register, with ``restored`` beside them."""

    VALID = "valid", "有效", "valid"
    SUSPENDED = "suspended", "使用功能中止", "suspended"
    RESTORED = "restored", "使用功能恢复", "restored"
    LAPSED = "lapsed", "到期失效", "lapsed"
    CANCELLED = "cancelled", "已注销", "cancelled"
    REVOKED = "revoked", "已撤销", "revoked"


class PermitDeed(Said):
    """What happens to a permit."""

    ENDORSE = "endorse", "签注", "endorsing"
    CHANGE = "change", "变更登记内容", "changing registered data"
    LOSE = "lose", "登记实体证遗失", "recording the card as lost"
    REPLACE = "replace", "换发、补发实体证", "replacing the card"
    SUSPEND = "suspend", "中止使用功能", "suspending"
    RESTORE = "restore", "恢复使用功能", "restoring"
    LAPSE = "lapse", "到期失效", "lapsing"
    CANCEL = "cancel", "注销", "cancelling"
    REVOKE = "revoke", "撤销", "revoking"


_LIVING = (Permit.VALID, Permit.SUSPENDED, Permit.RESTORED)

PERMITS: Table[Permit, PermitDeed] = Table(
    Text("这本居住证（卡）", "the permit"),
    Permit.VALID,
    {
        (Permit.VALID, PermitDeed.ENDORSE): Permit.VALID,
        (Permit.RESTORED, PermitDeed.ENDORSE): Permit.VALID,
        (Permit.VALID, PermitDeed.SUSPEND): Permit.SUSPENDED,
        (Permit.RESTORED, PermitDeed.SUSPEND): Permit.SUSPENDED,
        (Permit.SUSPENDED, PermitDeed.RESTORE): Permit.RESTORED,
    }
    | {
        (state, deed): state
        for state in _LIVING
        for deed in (PermitDeed.CHANGE, PermitDeed.LOSE, PermitDeed.REPLACE)
    }
    | {(state, PermitDeed.LAPSE): Permit.LAPSED for state in _LIVING}
    | {(state, PermitDeed.CANCEL): Permit.CANCELLED for state in _LIVING}
    | {(state, PermitDeed.REVOKE): Permit.REVOKED for state in _LIVING},
)
"""《居住证暂行条例》第十条: a missed endorsement suspends, a late one restores. Lapsing, cancelling (注销) and revoking (撤销)
are three different ends: time, a lawful ground, and false papers. Nothing leads out of an end: the law knows a new application,
an objection and a review, but no undoing of a revocation.
"""

ENDS = PERMITS.ends()
"""到期失效, 注销, 撤销."""
