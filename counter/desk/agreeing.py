"""What the citizen agrees to: the read-back, the signatures, and the way of collection, which is final."""

from __future__ import annotations

from collections.abc import Mapping

from counter.desk.application_views import IntakeView
from counter.desk.letters import Letters, wanted
from counter.desk.taking import DescribeGlyphs, NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import StillWanting
from counter.errors import BadInput
from counter.locale import Text
from counter.values.citizen_number import CitizenNumber
from counter.values.person_name import PersonName
from counter.values.remark import remark
from counter.workflows.application import Stage

MODES = ("self", "agent", "mail")


class WhereTo(BadInput):
    """Mail needs an address."""

    happened = Text("邮寄没有写收件地址。", "There is no address to mail to.")
    next_step = Text("请写明收件地址。", "Please give the address.")


class Agreeing(Letters):
    """Verbs about what is agreed."""

    __slots__ = ()

    def confirm(
        self, session: Session, case_id: str, descriptions: Mapping[str, str] | None = None
    ) -> IntakeView:
        """The citizen has read person and answers and agrees to these words and no later ones.

        Raises:
            DescribeGlyphs: characters of the name without a glyph have no printable description yet.
        """
        with self._acting(session, case_id, Stage.READ_BACK) as (act, seen):
            name = seen.person.name if seen.person else ""
            given = {
                glyph.character: remark((descriptions or {}).get(glyph.character, ""))
                for glyph in self.bench.press.missing([name])
            }
            if wanting := [c for c, words in given.items() if not words or self.bench.press.missing([words])]:
                raise DescribeGlyphs(characters="、".join(wanting))
            facts = {"agreed": seen.read_words, "described": given or None}
            self._settle(act, self._onward(act, self._note(act, case_id, facts)))
        return self._view(case_id)

    def sign(self, session: Session, case_id: str, key: str, name: str = "") -> IntakeView:
        """A paper is signed; the applicant signs with the own name, anybody else's is given.

        Raises:
            NoSuchChoice: no such paper is to be signed.
            NameMissing, NameTooLong, NameHasHiddenCharacter
        """
        with self._acting(session, case_id, Stage.SIGNATURES) as (act, seen):
            by = wanted(seen, key).by
            own = seen.person.name if seen.person and by == "applicant" else ""
            officer = session.clerk.name if by == "officer" else ""
            signer = PersonName.parse(name or own or officer).text
            self._settle(act, self._note(act, case_id, {"signed": {key: signer}}))
        return self._view(case_id)

    def collect_by(
        self,
        session: Session,
        case_id: str,
        *,
        mode: str = "",
        agent: str = "",
        agent_number: str = "",
        address: str = "",
    ) -> IntakeView:
        """Settle the way of collection after it was explained as final.

        Where the rules asked for it, the answer counts and ``mode`` may be left out. An agent is registered with name and
        number, mail with its address: neither can be added later.

        Raises:
            NoSuchChoice, StillWanting, NameMissing, NotACitizenNumber, WhereTo
        """
        with self._acting(session, case_id, Stage.COLLECTION) as (act, seen):
            asked = seen.facts.get("answers", {}).get("collect-by", "")
            mode = mode or asked or "self"
            if mode not in MODES:
                raise NoSuchChoice(key=mode[:20])
            if asked and mode != asked:
                answered = Text("领取方式与所答不符", "the way of collection is not the one answered")
                raise StillWanting([answered])
            chosen = {"mode": mode, "agent": "", "agent-number": "", "address": ""}
            if mode == "agent":
                number = CitizenNumber.parse(agent_number, self.bench.clock.today()).text
                chosen |= {"agent": PersonName.parse(agent).text, "agent-number": number}
            elif mode == "mail":
                if not (to := remark(address)):
                    raise WhereTo
                chosen["address"] = to
            entered = ("collection-mode", "agent", "agent-number", "address")
            self._settle(act, self._note(act, case_id, {"collection": chosen}, *entered))
        return self._view(case_id)
