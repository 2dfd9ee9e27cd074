"""The decision notice (决定告知书) of a permit that was cancelled or revoked: why, by which article, where to object."""

from __future__ import annotations

from datetime import datetime

from counter.desk.bench import Bench
from counter.desk.papers import day_words, made_paper, signed, unprintable
from counter.desk.permit_standing import Standing, endorsing
from counter.desk.rejected_permits import refusal_of
from counter.desk.views import Session
from counter.printing.paper import Paper
from counter.store import permits
from counter.values.citizen_number import mask
from counter.workflows.permit import PermitDeed

DECISION = "decision-notice"
ENDINGS = frozenset({PermitDeed.CANCEL.value, PermitDeed.REVOKE.value})
"""The deeds the citizen is told of by a decision notice."""

_REMEDIES = "对本决定不服的，可以自收到本告知书之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
"""《行政复议法》第二十条, 《行政诉讼法》第四十六条."""


def decision_paper(
    bench: Bench, session: Session, standing: Standing, deed: permits.Deed, at: datetime
) -> Paper:
    """The notice of an end, without serial and code. What the clerk wrote stands as fact, the rule's sentence as reason."""
    row, codes = standing.row, bench.codes
    refusals = endorsing(bench, standing, bench.clock.today()).refusals
    facts, rule, heard = (*deed.reason.split("\n"), "", "")[:3]
    words = {
        "name": row.name,
        "citizen-number": mask(row.number),
        "permit-kind": codes.permit_kind[row.permit_kind].zh,
        "permit-number": row.permit_number,
        "decision": f"{PermitDeed(deed.deed).text.zh}{codes.permit_kind[row.permit_kind].zh}",
        "effective": day_words(datetime.fromisoformat(deed.at).date()),
        "facts": facts,
        "reasons": f"{rule}依据：{deed.article_zh}。",
        "hearing": heard,
        "remedies": _REMEDIES,
        "next-step": refusal_of(refusals[0]).remedy.zh if refusals else "",
        "phone": bench.settings.station.phone,
        **signed(bench, session, at),
    }
    return made_paper(bench, DECISION, words, unprintable(bench, words))
