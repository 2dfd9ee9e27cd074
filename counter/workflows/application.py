"""An application (申请) from the window to the citizen's hand: its states, and the steps of its intake.

State names follow the record types of GA/T 2000.6-2020.
"""

from __future__ import annotations

import itertools
from collections.abc import Set

from counter.locale import Text
from counter.workflows.table import Said, Table


class State(Said):
    """Where an application stands."""

    DRAFT = "draft", "收件中", "being taken in"
    SUPPLEMENT = "supplement", "待补正", "waiting for papers"
    REFUSED = "refused", "不予受理", "refused"
    ACCEPTED = "accepted", "已受理", "accepted"
    REVIEWING = "reviewing", "审核中", "under review"
    REJECTED = "rejected", "审核不通过", "rejected on review"
    SIGNED = "signed", "已签发", "signed"
    PRODUCING = "producing", "制证中", "in production"
    RETURNED_QUALITY = "returned-quality", "质量回馈退回", "returned for quality"
    READY = "ready", "待领取", "ready for collection"
    UNCLAIMED = "unclaimed", "逾期未领", "unclaimed"
    MAILED = "mailed", "已寄出，待核验", "mailed, to be verified"
    MAILED_VERIFIED = "mailed-verified", "寄达已核验", "mailed and verified"
    COLLECTED = "collected", "已领取", "collected"
    TERMINATED = "terminated", "已终止", "terminated"


class Deed(Said):
    """What is done to an application."""

    ACCEPT = "accept", "受理", "accepting"
    NOTIFY = "notify", "一次性告知", "giving the one-time notice"
    RESUME = "resume", "补正后继续", "going on with the papers"
    REFUSE = "refuse", "不予受理", "refusing"
    TERMINATE = "terminate", "终止", "terminating"
    REVIEW = "review", "送审", "sending for review"
    CONFIRM = "confirm", "登记核实属实", "recording that it proved true"
    SIGN = "sign", "签发", "signing"
    REJECT = "reject", "审核不通过", "rejecting"
    PRODUCE = "produce", "送制", "sending to production"
    RETURN = "return", "质量退回", "returning for quality"
    RETAKE = "retake", "重新采集", "taking again"
    ARRIVE = "arrive", "登记到件", "recording that it arrived"
    HAND_OVER = "hand-over", "发放", "handing over"
    MAIL = "mail", "寄出", "mailing"
    CHECK = "check", "寄达核验", "verifying what was mailed"
    COME_BACK = "come-back", "登记邮件退回", "recording that the mail came back"
    EXPIRE = "expire", "转逾期未领", "listing as unclaimed"


APPLICATIONS: Table[State, Deed] = Table(
    Text("这件申请", "the application"),
    State.DRAFT,
    {
        (State.DRAFT, Deed.ACCEPT): State.ACCEPTED,
        (State.DRAFT, Deed.NOTIFY): State.SUPPLEMENT,
        (State.DRAFT, Deed.REFUSE): State.REFUSED,
        (State.DRAFT, Deed.TERMINATE): State.TERMINATED,
        (State.SUPPLEMENT, Deed.RESUME): State.DRAFT,
        (State.SUPPLEMENT, Deed.TERMINATE): State.TERMINATED,
        (State.ACCEPTED, Deed.REVIEW): State.REVIEWING,
        (State.ACCEPTED, Deed.TERMINATE): State.TERMINATED,
        (State.REVIEWING, Deed.CONFIRM): State.REVIEWING,
        (State.REVIEWING, Deed.SIGN): State.SIGNED,
        (State.REVIEWING, Deed.REJECT): State.REJECTED,
        (State.REVIEWING, Deed.RETURN): State.RETURNED_QUALITY,
        (State.REVIEWING, Deed.TERMINATE): State.TERMINATED,
        (State.SIGNED, Deed.PRODUCE): State.PRODUCING,
        (State.SIGNED, Deed.ARRIVE): State.READY,
        (State.PRODUCING, Deed.ARRIVE): State.READY,
        (State.PRODUCING, Deed.RETURN): State.RETURNED_QUALITY,
        (State.RETURNED_QUALITY, Deed.RETAKE): State.REVIEWING,
        (State.RETURNED_QUALITY, Deed.TERMINATE): State.TERMINATED,
        (State.READY, Deed.HAND_OVER): State.COLLECTED,
        (State.READY, Deed.MAIL): State.MAILED,
        (State.READY, Deed.EXPIRE): State.UNCLAIMED,
        (State.READY, Deed.RETURN): State.RETURNED_QUALITY,
        (State.UNCLAIMED, Deed.HAND_OVER): State.COLLECTED,
        (State.MAILED, Deed.CHECK): State.MAILED_VERIFIED,
        (State.MAILED, Deed.COME_BACK): State.UNCLAIMED,
    },
)
"""``signed → ready`` is the way of what needs no production: a certificate, an endorsement, an electronic permit.

``ready → returned-quality`` is a card on which the citizen found something wrong at the counter.
"""

RUNNING = frozenset({State.ACCEPTED, State.REVIEWING, State.SIGNED, State.PRODUCING, State.RETURNED_QUALITY})
"""The authority's time runs."""

WITH_REASON = frozenset({Deed.TERMINATE, Deed.REJECT, Deed.RETURN, Deed.COME_BACK})
"""Deeds that need a reason in words: each undoes what the citizen hoped for, or starts work again."""

AFTER_ACCEPTANCE = frozenset(
    {
        Deed.REVIEW, Deed.CONFIRM, Deed.SIGN, Deed.REJECT, Deed.PRODUCE, Deed.RETURN, Deed.RETAKE, Deed.ARRIVE,
        Deed.EXPIRE, Deed.TERMINATE, Deed.MAIL, Deed.COME_BACK,
    }
)  # fmt: skip
"""What an officer records once the application is accepted; handing over and the later check of mail have verbs of their own."""


class Stage(Said):
    """Where the intake of an application stands at the window; the last four are where it rests."""

    IDENTITY = "identity", "核对身份", "establishing who it is"
    SERVICE = "service", "选择事项", "choosing the service"
    QUESTIONS = "questions", "询问", "asking"
    DOCUMENTS = "documents", "收件", "taking papers in"
    READ_BACK = "read-back", "核对读回", "reading back"
    SIGNATURES = "signatures", "签字", "signing"
    FINGERPRINTS = "fingerprints", "采集指纹", "taking fingerprints"
    FEE = "fee", "收费", "taking the fee"
    COLLECTION = "collection", "领取方式", "settling the collection"
    ACCEPTANCE = "acceptance", "待受理", "ready to be accepted"
    RECEIPT = "receipt", "已受理，待打印回执", "accepted, receipt to be printed"
    RECEIPT_OUT = "receipt-out", "回执已送打印，等待结果", "receipt printed, waiting for the outcome"
    SPOILED = "spoiled", "回执打坏，待处理", "receipt spoiled, to be settled"
    NOTICE = "notice", "材料不齐，待打印告知书", "incomplete, notice to be printed"
    NOTICE_OUT = "notice-out", "告知书已送打印，等待结果", "notice printed, waiting for the outcome"
    REFUSAL = "refusal", "不予受理，待打印告知书", "refused, notice to be printed"
    REFUSAL_OUT = (
        "refusal-out",
        "不予办理告知书已送打印，等待结果",
        "refusal printed, waiting for the outcome",
    )
    WAITING = "waiting", "待补正，等申请人再来", "waiting for the applicant to return"
    DONE = "done", "已受理，回执已交", "accepted, receipt handed over"
    REFUSED = "refused", "已告知不予受理", "refused with a notice"
    ABANDONED = "abandoned", "已放弃", "given up"


class Move(Said):
    """What the clerk, or the rules through the clerk, do to an intake."""

    ADVANCE = "advance", "进入下一步", "going on"
    BACK = "back", "退一步", "stepping back"
    WANT = "want", "告知缺少的材料", "telling what is missing"
    REFUSE = "refuse", "不予受理", "refusing"
    ACCEPT = "accept", "受理", "accepting"
    PRINT = "print", "打印", "printing"
    GOOD = "good", "登记已出纸", "recording that it came out"
    SPOIL = "spoil", "登记打坏", "recording that it was spoiled"
    REPRINT = "reprint", "重打", "reprinting"
    RETURN = "return", "凭告知书继续", "going on from the notice"
    ABANDON = "abandon", "放弃", "giving up"


ORDER = (
    Stage.IDENTITY, Stage.SERVICE, Stage.QUESTIONS, Stage.DOCUMENTS, Stage.READ_BACK, Stage.SIGNATURES,
    Stage.FINGERPRINTS, Stage.FEE, Stage.COLLECTION, Stage.ACCEPTANCE,
)  # fmt: skip
"""The steps of an intake as the citizen walks them; those a service does not have are passed over (``onward``)."""

_ASKED = ORDER[ORDER.index(Stage.QUESTIONS) :]
"""From here on the rules may refuse, and papers may turn out to be missing."""

INTAKE: Table[Stage, Move] = Table(
    Text("这笔收件", "the intake"),
    Stage.IDENTITY,
    {(a, Move.ADVANCE): b for a, b in itertools.pairwise(ORDER)}
    | {(b, Move.BACK): a for a, b in itertools.pairwise(ORDER)}
    | {(stage, Move.REFUSE): Stage.REFUSAL for stage in _ASKED}
    | {(stage, Move.WANT): Stage.NOTICE for stage in _ASKED[1:]}
    | {(stage, Move.ABANDON): Stage.ABANDONED for stage in ORDER}
    | {
        (Stage.ACCEPTANCE, Move.ACCEPT): Stage.RECEIPT,
        (Stage.RECEIPT, Move.PRINT): Stage.RECEIPT_OUT,
        (Stage.RECEIPT_OUT, Move.GOOD): Stage.DONE,
        (Stage.RECEIPT_OUT, Move.SPOIL): Stage.SPOILED,
        (Stage.SPOILED, Move.REPRINT): Stage.RECEIPT_OUT,
        (Stage.DONE, Move.REPRINT): Stage.RECEIPT_OUT,
        (Stage.NOTICE, Move.PRINT): Stage.NOTICE_OUT,
        (Stage.NOTICE, Move.BACK): Stage.DOCUMENTS,
        (Stage.NOTICE, Move.ABANDON): Stage.ABANDONED,
        (Stage.NOTICE_OUT, Move.GOOD): Stage.WAITING,
        (Stage.NOTICE_OUT, Move.SPOIL): Stage.NOTICE,
        (Stage.WAITING, Move.RETURN): Stage.DOCUMENTS,
        (Stage.WAITING, Move.ABANDON): Stage.ABANDONED,
        (Stage.REFUSAL, Move.PRINT): Stage.REFUSAL_OUT,
        (Stage.REFUSAL, Move.BACK): Stage.QUESTIONS,
        (Stage.REFUSAL, Move.ABANDON): Stage.ABANDONED,
        (Stage.REFUSAL_OUT, Move.GOOD): Stage.REFUSED,
        (Stage.REFUSAL_OUT, Move.SPOIL): Stage.REFUSAL,
    },
)
"""Nothing that was printed is stepped back from; an accepted application can only have its receipt printed."""

AT_REST = frozenset({Stage.WAITING, Stage.DONE, Stage.REFUSED, Stage.ABANDONED})
"""Nothing is to be done at the window; a return visit wakes what waits, a reprint by two people what is done."""

STATES_AT: dict[Stage, State] = dict.fromkeys(
    (*ORDER, Stage.NOTICE, Stage.NOTICE_OUT, Stage.REFUSAL, Stage.REFUSAL_OUT), State.DRAFT
) | {Stage.WAITING: State.SUPPLEMENT, Stage.REFUSED: State.REFUSED, Stage.ABANDONED: State.TERMINATED}
"""The state an application has at a stage before its acceptance; afterwards the two go their own ways."""


def onward(stage: Stage, needed: Set[Stage]) -> Stage:
    """The next stage that this service has; acceptance is always needed, so there is one.

    Raises:
        NotNow: nothing leads on from here.
    """
    stage = INTAKE.step(stage, Move.ADVANCE)
    return stage if stage in needed or stage is Stage.ACCEPTANCE else onward(stage, needed)


def backward(stage: Stage, needed: Set[Stage]) -> Stage:
    """The stage before this one that the service has; identity is always needed.

    Raises:
        NotNow: nothing leads back from here.
    """
    stage = INTAKE.step(stage, Move.BACK)
    return stage if stage in needed or stage not in ORDER[1:] else backward(stage, needed)
