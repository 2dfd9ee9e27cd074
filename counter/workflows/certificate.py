"""A certificate given at the counter (证明): typed, read back, printed with the seal, in the citizen's hand."""

from __future__ import annotations

from counter.locale import Text
from counter.workflows.table import Said, Table


class CertificateState(Said):
    """Where a certificate stands."""

    TYPED = "typed", "填写中", "being typed"
    AGREED = "agreed", "已核对，待打印", "read back, to be printed"
    PRINTED = "printed", "已送打印，等待结果", "printed, waiting for the outcome"
    SPOILED = "spoiled", "打坏，待重打", "spoiled, to be reprinted"
    HANDED = "handed", "已交", "handed over"


class CertificateAct(Said):
    """What is done to a certificate."""

    TYPE = "type", "填写", "typing"
    AGREE = "agree", "核对", "reading back"
    PRINT = "print", "打印", "printing"
    GOOD = "good", "登记已出纸", "recording that it came out"
    SPOIL = "spoil", "登记打坏", "recording that it was spoiled"
    REPRINT = "reprint", "重打", "reprinting"


CERTIFICATES: Table[CertificateState, CertificateAct] = Table(
    Text("这份证明", "the certificate"),
    CertificateState.TYPED,
    {
        (CertificateState.TYPED, CertificateAct.TYPE): CertificateState.TYPED,
        (CertificateState.TYPED, CertificateAct.AGREE): CertificateState.AGREED,
        (CertificateState.AGREED, CertificateAct.TYPE): CertificateState.TYPED,
        (CertificateState.AGREED, CertificateAct.PRINT): CertificateState.PRINTED,
        (CertificateState.PRINTED, CertificateAct.GOOD): CertificateState.HANDED,
        (CertificateState.PRINTED, CertificateAct.SPOIL): CertificateState.SPOILED,
        (CertificateState.SPOILED, CertificateAct.REPRINT): CertificateState.PRINTED,
        (CertificateState.HANDED, CertificateAct.REPRINT): CertificateState.PRINTED,
    },
)
"""What was printed says for ever what was read back: it is replaced, never changed."""
