from __future__ import annotations

import pytest

from counter.workflows.certificate import CERTIFICATES, CertificateAct, CertificateState
from counter.workflows.table import NotNow


def test_every_state_is_reached_and_every_act_used() -> None:
    found, waiting = {CERTIFICATES.start}, [CERTIFICATES.start]
    while waiting:
        at = waiting.pop()
        for act in CERTIFICATES.acts(at):
            if (to := CERTIFICATES.step(at, act)) not in found:
                found.add(to)
                waiting.append(to)
    assert found == set(CertificateState)
    assert {act for _, act in CERTIFICATES.moves} == set(CertificateAct)
    assert CERTIFICATES.ends() == frozenset(), "even one that is handed over may be lost and replaced"


def test_what_is_on_paper_is_never_typed_anew() -> None:
    for state in (CertificateState.PRINTED, CertificateState.SPOILED, CertificateState.HANDED):
        with pytest.raises(NotNow):
            CERTIFICATES.step(state, CertificateAct.TYPE)
