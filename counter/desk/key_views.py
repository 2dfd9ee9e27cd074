"""What the desk tells about the keys of its station, and why an act with them is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter.errors import BadInput, Refused
from counter.locale import Text


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key of this station: public things only."""

    id: str
    algorithm: Text
    state: str
    """made, in-use, retired or revoked."""
    made_at: datetime
    fingerprint: str
    serial: int = 0
    """Of the certificate; 0 where there is none."""
    since: datetime | None = None
    until: datetime | None = None
    """The end of its certificate."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RootView:
    """A root that this station believes."""

    id: str
    name: str
    unit: str
    training: bool
    fingerprint: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ListView:
    """A signed list: of a root (revoked keys), or of this terminal (void serials)."""

    unit: str
    number: int
    at: datetime
    due: datetime
    revoked: int
    void: int


@dataclass(frozen=True, slots=True)
class KeysView:
    """Everything about the keys."""

    keys: tuple[KeyView, ...]
    roots: tuple[RootView, ...]
    lists: tuple[ListView, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file from the city brought."""

    roots: tuple[RootView, ...]
    """Their fingerprints are to be compared with the published ones."""
    certificates: int
    lists: int


class KeysNeedTwo(Refused):
    """Replacing and revoking a key is done by two people."""

    happened = Text("更换或吊销密钥要两个人。", "A key is replaced or revoked by two people.")
    next_step = Text("请用 --second 写明负责人。", "Name a supervisor with --second.")


class KeyReasonMissing(BadInput):
    """Replacing and revoking need a reason in words."""

    happened = Text("没有写原因。", "No reason was given.")
    next_step = Text("请用 --reason 写明原因。", "Please say why with --reason.")


class KeyWaits(Refused):
    """A key was made already and is not in use yet; values: ``id``."""

    happened = Text("密钥 {id} 已经生成，尚未启用。", "The key {id} was made and is not in use yet.")
    next_step = Text(
        "请先启用（counter keys rotate）或吊销它。", "Use it (counter keys rotate) or revoke it first."
    )


class NoKeyWaits(Refused):
    """There is no key that could be put to use."""

    happened = Text("没有待启用的密钥。", "No key waits to be used.")
    next_step = Text("请先运行 counter keys make。", "Please run counter keys make first.")


class NotCertifiedNow(Refused):
    """The waiting key has no certificate for this moment; values: ``id``."""

    happened = Text(
        "密钥 {id} 没有现在有效的证书，启用后别人无法核验。",
        "The key {id} has no certificate for today; nobody could check what it signs.",
    )
    next_step = Text(
        "请把申请交市局根密钥认证，再用 counter keys take 导入。",
        "Have its request certified by the root of the city, then run counter keys take.",
    )


class StillInUse(Refused):
    """The key in use cannot be revoked before another takes its place; values: ``id``."""

    happened = Text("密钥 {id} 正在使用。", "The key {id} is in use.")
    next_step = Text(
        "请先换新（counter keys make、rotate），再吊销它。",
        "Replace it first (counter keys make, rotate), then revoke it.",
    )


class NoSuchKey(BadInput):
    """This station never had that key; values: ``id``."""

    happened = Text("本站没有编号为 {id} 的密钥。", "This station has no key {id}.")
    next_step = Text("请用 counter keys show 查看。", "See counter keys show.")


class KeyRevokedAlready(Refused):
    """The key was revoked before; values: ``id``."""

    happened = Text("密钥 {id} 早已吊销。", "The key {id} was revoked before.")
    next_step = Text("不必再办。", "There is nothing more to do.")


class NotForUs(Refused):
    """A file brings nothing that belongs to this station."""

    happened = Text(
        "文件里没有本站的证书，也没有可信根签发的名单。",
        "The file holds no certificate for a key of this station and no list of a root it believes.",
    )
    next_step = Text(
        "请向市局索取本站密钥的证书，首次须连同根证书。",
        "Ask the city for the certificate of our key, the first time with that of the root.",
    )


class OlderList(Refused):
    """A list that is older than the one in hand; values: ``number``, ``known``."""

    happened = Text(
        "第 {number} 号名单比已有的第 {known} 号旧。",
        "List {number} is older than list {known}, which is here already.",
    )
    next_step = Text("请向市局索取最新的名单。", "Ask the city for the newest list.")


class OtherKindOfRoot(Refused):
    """A training station believes training roots only, a working one never; values: ``name``."""

    happened = Text(
        "根“{name}”与本站不同类（训练或正式）。",
        "The root “{name}” is of another kind (training or working) than this station.",
    )
    next_step = Text("请索取同类的根。", "Ask for a root of the same kind.")
