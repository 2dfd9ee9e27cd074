"""Who may do what: the roles behind each act, and the acts that need two people."""

from __future__ import annotations

from dataclasses import dataclass

from counter.desk.views import ClerkView, Role, Session
from counter.errors import Refused
from counter.locale import Text
from counter.store import cases


class NotYourRole(Refused):
    """The act belongs to another role."""

    happened = Text("{name}的角色不能{act_zh}。", "The role of {name} may not {act_en}.")
    next_step = Text("请由有权限的同事办理。", "Please let a colleague with that right do it.")


class NeedsSecond(Refused):
    """What cannot be made good again, and what rests on a judgement, is done by two people."""

    happened = Text("这一步要两个人。", "This takes two people.")
    next_step = Text(
        "请另一位有权限的同事输入警号和口令。",
        "Please let another colleague with that right type number and PIN.",
    )


class NeedsSomebodyElse(Refused):
    """The second person must be another one."""

    happened = Text("第二人不能是本人。", "The second person must be somebody else.")
    next_step = Text(
        "请另一位有权限的同事输入警号和口令。", "Please let another colleague type number and PIN."
    )


_OFFICERS = frozenset({Role.OFFICER, Role.SUPERVISOR})
_SUPERVISORS = frozenset({Role.SUPERVISOR})
_KEEPERS = frozenset({Role.SEAL_KEEPER})
_RIGHTS = {
    "decide": (Text("作出受理、不予受理或发放的决定", "accept, refuse or hand over"), _OFFICERS),
    "draft": (Text("受理业务", "take in work"), _OFFICERS | {Role.AUXILIARY}),
    "issue": (Text("开具或打印", "issue or print"), _OFFICERS),
    "waive": (Text("批准减免收费", "approve a waiver"), _SUPERVISORS),
    "void": (Text("批准作废或重打", "approve voiding or reprinting"), _SUPERVISORS),
    "close": (Text("准予账实不符的日结", "let a day be closed with a difference"), _SUPERVISORS),
    "end": (Text("批准注销、撤销或恢复居住证", "approve ending or restoring a permit"), _SUPERVISORS),
    "enroll": (Text("登记人员", "enrol people"), _SUPERVISORS),
    "import": (Text("导入登记册", "import the register"), _OFFICERS),
    "seal": (Text("导入或开启印章", "import or unlock the seal"), _KEEPERS),
    "ledger": (Text("打印用印登记", "print the seal ledger"), _OFFICERS | _KEEPERS | {Role.AUDITOR}),
    "inspect": (Text("查阅完整的公民身份号码", "read whole identity numbers"), _SUPERVISORS | {Role.AUDITOR}),
    "keys": (Text("办理密钥和名单", "deal with keys and lists"), _OFFICERS),
}
"""Each act in words, and the roles that may do it."""


@dataclass(frozen=True, slots=True)
class Second:
    """A second person who showed number and PIN beside a session, for one act."""

    clerk: ClerkView


def may(clerk: ClerkView, act: str) -> bool:
    """Whether a role may do an act."""
    _, roles = _RIGHTS[act]
    return clerk.role in roles


def demand(clerk: ClerkView, act: str) -> None:
    """Let only the roles through that may do an act.

    Raises:
        NotYourRole
    """
    if not may(clerk, act):
        words, _ = _RIGHTS[act]
        raise NotYourRole(name=clerk.name, act_zh=words.zh, act_en=words.en)


def beside(session: Session, second: Second | None, right: str, nobody: type[Refused] = NeedsSecond) -> str:
    """The number of who signs beside: another person than the clerk, with the right to it.

    Raises:
        NeedsSecond, or what ``nobody`` says instead of it; NeedsSomebodyElse, NotYourRole
    """
    if second is None:
        raise nobody
    if second.clerk.number == session.clerk.number:
        raise NeedsSomebodyElse
    demand(second.clerk, right)
    return second.clerk.number


def by_two(session: Session, sheet: cases.Sheet, second: Second | None) -> str:
    """The number of the second person, demanded where the sheet bears a seal; empty where nobody signed beside.

    Raises:
        NeedsSecond, NeedsSomebodyElse, NotYourRole
    """
    return "" if second is None and sheet.seal is None else beside(session, second, "void")
