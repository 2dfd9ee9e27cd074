"""What handing over is about: the comparison of a finger, what the rules still ask, and why it cannot be done."""

from __future__ import annotations

from dataclasses import dataclass

from counter.desk.agreed_views import CollectionChoice
from counter.desk.application_views import ApplicationView
from counter.desk.ruled import RefusedByRule
from counter.desk.views import Choice, RefusalView, WhyLine
from counter.errors import CounterError, Refused
from counter.locale import Text
from counter.values.finger_code import FingerCode


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the reader told of a 1:1 comparison: the finger, and the score from 0 to 1; ``match`` is its verdict.

    ``recorded`` tells that it is in the journal already, as every comparison at the reader of this counter is.
    """

    finger: FingerCode
    score: float
    match: bool
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class CollectionView:
    """What is to be handed over, to whom, and what the rules still ask."""

    application: ApplicationView
    way: CollectionChoice | None
    by_rules: bool
    """Whether questions of the rules come before the handing over."""
    questions: tuple[tuple[str, Text, tuple[Choice, ...]], ...]
    refusals: tuple[RefusalView, ...]
    missing: tuple[Text, ...]
    fingers: tuple[FingerCode, ...] = ()
    """The fingers that were registered at intake; one of them is compared."""
    reader: Text | None = None
    """How the reader is called; None where none is plugged in."""
    why: tuple[WhyLine, ...] = ()
    """What the rules ask and say here, under which article."""


class NoReaderHere(Refused):
    """No fingerprint reader is plugged in at this counter."""

    happened = Text("本机没有接指纹仪。", "No fingerprint reader is plugged in here.")
    next_step = Text(
        "请改用照片比对，由第二名民警确认并写明原因。",
        "Please compare the photo; a second officer confirms with a reason.",
    )


class ReaderSilent(CounterError):
    """The reader did not answer a comparison; nothing was recorded."""

    happened = Text("指纹仪没有响应，没有比对。", "The reader did not answer; nothing was compared.")
    next_step = Text(
        "请检查指纹仪后再按一次；修不好的，改用照片比对，由第二名民警确认。",
        "Please see to it and press again; else compare the photo with a second officer.",
    )


class NotOfTheReader(Refused):
    """What a reader said of a finger was typed, at a station that works."""

    happened = Text(
        "指纹比对只认指纹仪，不能手工填写。", "What a reader says of a finger is not typed by hand."
    )
    next_step = Text(
        "请用指纹仪比对；指纹仪不能用的，改用照片比对，由第二名民警确认。",
        "Please let the reader compare; where it cannot, compare the photo with a second officer.",
    )


class CannotCollect(RefusedByRule):
    """The rules do not allow it to be handed over."""


class EndsInCertificate(Refused):
    """Nothing but the sealed sheet can be handed over here."""

    happened = Text(
        "这件申请以证明办结，不能空手发放。",
        "This application ends in a certificate; without it nothing is handed over.",
    )
    next_step = Text(
        "请打印证明；登记出纸后即视为已交给本人。",
        "Please print the certificate; once it is told that it came out, it counts as handed over.",
    )


class AgentSigns(Refused):
    """The registered agent stands here, and another name was given as signing."""

    happened = Text(
        "到场的是登记的受委托人{name}，不能由别人签收。",
        "The registered agent {name} is here; nobody else signs.",
    )
    next_step = Text(
        "请由{name}签收；到场的是申请人的，请改答到场人。",
        "Please let {name} sign; if the applicant is here, say so where it is asked who is.",
    )


class NotTheOneNamed(Refused):
    """Somebody else than the applicant or the agent registered at intake."""

    happened = Text(
        "到场人不是申请人，也不是申请时登记的受委托人。",
        "This is neither the applicant nor the agent registered at intake.",
    )
    next_step = Text(
        "请登记的受委托人或本人来领取。", "Please let the applicant or the registered agent come."
    )
