"""Who vouches for a code: the station, the city's root behind it, and what the lists in hand say of key and serial."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from counter.clock import STATION_ZONE
from counter.locale import Text
from counter.printing.code import SlipClaims
from counter.trust.chain import Chain, Link
from counter.trust.status import REASONS, StatusList

BY = Text(
    "由{name}（{unit}）签发；证书第 {serial} 号，有效期至 {until}；密钥 {key}；根：{root}。",
    "Signed by {name} ({unit}); certificate {serial}, valid until {until}; key {key}; root: {root}.",
)
BARE = Text(
    "密钥 {key} 没有证书，只凭所给的公钥文件核验。",
    "The key {key} has no certificate; it is believed because its file was named.",
)
ALGORITHM = Text("签名算法：{name}。", "Signature algorithm: {name}.")
TRAINING = Text(
    "证书由训练用的根签发，不能作为凭证。", "The certificate is of a training root and proves nothing."
)
KEY_AS_OF = Text(
    "截至第 {number} 号吊销名单（{date}），密钥未被吊销。",
    "As of revocation list {number} of {date} the key is not revoked.",
)
SHEET_AS_OF = Text(
    "截至打印单位第 {number} 号作废名单（{date}），本单未作废。",
    "As of list {number} of the station of {date} the sheet is not void.",
)
NO_KEY_LIST = Text(
    "没有吊销名单：密钥后来是否被吊销，不得而知。",
    "No revocation list was given: whether the key was revoked since is not known.",
)
NO_SHEET_LIST = Text(
    "没有打印单位的作废名单：本单后来是否作废，不得而知。",
    "No list of the station was given: whether the sheet was voided since is not known.",
)
OLD_LIST = Text(
    "第 {number} 号名单应在 {date} 前更新，请索取新的名单。",
    "List {number} was to be renewed by {date}; ask for a newer one.",
)
OTHER_STATION = Text(
    "证书属于另一个单位（{unit}），不是核验码所说的单位。",
    "The certificate belongs to another station ({unit}) than the code says.",
)
EXPIRED = Text(
    "核验码的时间 {date} 不在证书有效期（{since} 至 {until}）内。",
    "The time of the code, {date}, is not within its certificate ({since} to {until}).",
)
NOT_SPECIMEN = Text(
    "用训练密钥签名的单据必须是样张。", "A sheet signed with a training key must be a specimen."
)
REVOKED = Text(
    "密钥已被吊销（{reason}），见第 {number} 号吊销名单（{date}）。",
    "The key is revoked ({reason}), see revocation list {number} of {date}.",
)
VOID = Text("本单已作废，见第 {number} 号名单（{date}）。", "The sheet is void, see list {number} of {date}.")
REPLACED = Text("它由 {serial} 替代。", "It was replaced by {serial}.")


def against(claims: SlipClaims, link: Link, chain: Chain) -> Iterator[Text]:
    """Every reason why a code with a right signature proves nothing all the same."""
    if (paper := link.certificate) is not None:
        if paper.unit != claims.station:
            yield OTHER_STATION.format(unit=paper.unit)
        if not paper.covers(claims.time):
            yield EXPIRED.format(date=day(claims.time), since=day(paper.since), until=day(paper.until - 1))
        if paper.training and not claims.specimen:
            yield NOT_SPECIMEN
    revoked, told = chain.revoked(link), chain.of_root(link.root) if link.root else None
    if revoked and told and claims.time >= revoked.since:
        why = REASONS[revoked.reason]
        said = REVOKED.format(reason="{reason}", number=told.number, date=day(told.at))
        yield Text(said.zh.format(reason=why.zh), said.en.format(reason=why.en))
    if found := chain.void(claims.serial, link):
        told, instead = found
        yield VOID.format(number=told.number, date=day(told.at))
        if instead:
            yield REPLACED.format(serial=instead)


def beside(claims: SlipClaims, link: Link, chain: Chain, now: int | None) -> Iterator[Text]:
    """What is to be known of a code that is good: who vouches, and as of which lists."""
    key, paper = link.key.key_id.hex(), link.certificate
    if paper is None or link.root is None:
        yield BARE.format(key=key)
    else:
        until, name, unit = day(paper.until - 1), paper.name, paper.unit
        yield BY.format(name=name, unit=unit, serial=paper.serial, until=until, key=key, root=link.root.name)
        if paper.training:
            yield TRAINING
    title = link.key.algorithm.title
    yield Text(ALGORITHM.zh.format(name=title.zh), ALGORITHM.en.format(name=title.en))
    of_root = chain.of_root(link.root) if link.root else None
    yield from _as_of(of_root, KEY_AS_OF, NO_KEY_LIST, now)
    yield from _as_of(chain.of_station(claims.serial, link), SHEET_AS_OF, NO_SHEET_LIST, now)


def day(seconds: int) -> str:
    """The day of a moment at the station, ISO; a moment beyond the calendar as it stands."""
    return moment(seconds)[: len("2026-11-22")]


def moment(seconds: int) -> str:
    """Day and minute of a moment at the station, ISO; one beyond the calendar as it stands."""
    try:
        return f"{datetime.fromtimestamp(seconds, STATION_ZONE):%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return str(seconds)


def _as_of(told: StatusList | None, good: Text, none: Text, now: int | None) -> Iterator[Text]:
    if told is None:
        yield none
        return
    yield good.format(number=told.number, date=day(told.at))
    if now is not None and now > told.due:
        yield OLD_LIST.format(number=told.number, date=day(told.due))
