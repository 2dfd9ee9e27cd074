"""What the citizen agrees to: the read-back, the signatures, and the way of collection, which is final."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from counter.desk.agents_number import number_of_agent
from counter.desk.cards import said_by, see_it_is
from counter.desk.ends_in import LOSS
from counter.desk.intake_views import IntakeView
from counter.desk.letters import FieldsUnknown, Letters, NoWordsHere, wanted
from counter.desk.look import Look
from counter.desk.losses import demand_loss
from counter.desk.person_fields import CARD, came_in
from counter.desk.signing_papers import standing_sheet
from counter.desk.taking import DescribeGlyphs, NoSuchChoice
from counter.desk.views import Session
from counter.desk.window import StillWanting
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.rules.answer import Signature
from counter.store.store import Acting
from counter.values.person_name import PersonName
from counter.values.remark import remark
from counter.workflows.application import Stage
from counter.workflows.slip import Sheet

if TYPE_CHECKING:
    from counter.devices.card_record import IdentityCard

MODES = ("self", "agent", "mail")


class WhereTo(BadInput):
    """Mail needs an address."""

    happened = Text("邮寄没有写收件地址。", "There is no address to mail to.")
    next_step = Text("请写明收件地址。", "Please give the address.")


class PrintFirst(Refused):
    """This station wants papers printed here before anybody signs them."""

    happened = Text("“{paper}”还没有打印。", "{paper} is not printed yet.")
    next_step = Text(
        "请在本人的签字一步按 9 打印，看过再签。",
        "Please print it with 9 at the person's own signatures, let it be read, then signed.",
    )


class OutcomeOpen(Refused):
    """Nobody said yet whether the paper that is to be signed came out."""

    happened = Text("{serial} 还没有登记是否出纸。", "Nobody said yet whether {serial} came out.")
    next_step = Text("请先登记出纸结果，再签字。", "Please say so first, then let it be signed.")


class AnotherSigner(BadInput):
    """The sheet names somebody else as signing."""

    happened = Text("这一份是为 {name} 打印的。", "This sheet was printed for {name} to sign.")
    next_step = Text(
        "请由此人签字，或按新的姓名重打。", "Let that person sign, or print it for the other name."
    )


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
            self._void_outdated(act, seen)
            self._settle(act, self._onward(act, self._note(act, case_id, facts)))
        return self._view(case_id)

    def sign(self, session: Session, case_id: str, key: str, name: str = "") -> IntakeView:
        """A paper is signed; the applicant signs with the own name, anybody else's is given.

        The signature is tied to the words of now, and to the sheet that bears them where one was printed here.

        Raises:
            NoSuchChoice: no such paper is to be signed.
            PrintFirst: this station wants it printed here before.
            OutcomeOpen: its sheet is in the printer. AnotherSigner: it was printed for somebody else.
            NotReported: it reports a loss, and none is registered.
            NameMissing, NameTooLong, NameHasHiddenCharacter
        """
        with self._acting(session, case_id, Stage.SIGNATURES) as (act, seen):
            by = wanted(seen, key).by
            own = seen.person.name if seen.person and by == "applicant" else ""
            officer = session.clerk.name if by == "officer" else ""
            signer = PersonName.parse(name or own or officer).text
            serial = self._sheet_to_sign(session, act, seen, key, signer)
            under = [seen.paper_words if serial else seen.read_words, serial]
            self._settle(
                act, self._note(act, case_id, {"signed": {key: signer}, "signed-under": {key: under}})
            )
        return self._view(case_id)

    def _sheet_to_sign(self, session: Session, act: Acting, seen: Look, key: str, signer: str) -> str:
        """The serial of the sheet a signature is put on; "" for a ready-made form."""
        sheet, signature = standing_sheet(seen, act.db, key), wanted(seen, key)
        if signature.paper == LOSS:
            demand_loss(act.db, seen.case.id)
        if sheet is None:
            if self.bench.settings.station.print_to_sign and self._can_print(session, act, seen, signature):
                raise PrintFirst(paper=self._title(signature.paper))
            return ""
        if sheet.state != Sheet.OUT:
            raise OutcomeOpen(serial=sheet.serial)
        named = seen.facts["letters"][key][2]
        if named and named != signer:
            raise AnotherSigner(name=named)
        return sheet.serial

    def _can_print(self, session: Session, act: Acting, seen: Look, signature: Signature) -> bool:
        try:
            self._filled(session, seen, act.db, signature, {})
        except (NoWordsHere, FieldsUnknown):
            return False
        return True

    def collect_by(
        self,
        session: Session,
        case_id: str,
        *,
        mode: str = "",
        agent: str = "",
        agent_number: str = "",
        address: str = "",
        card: IdentityCard | None = None,
        how: str = "typed",
    ) -> IntakeView:
        """Settle the way of collection after it was explained as final.

        Where the rules asked for it, the answer counts and ``mode`` may be left out. An agent is registered with name and
        number, mail with its address: neither can be added later. ``how`` tells how name and number came in; a ``card`` that
        was read gives both, but for a name that was typed because the chip has no room for it.

        Raises:
            NoSuchChoice, StillWanting, NameMissing, NotACitizenNumber, WhereTo, NoSuchField
            CardIsAnothers: the card is not the one of the number typed.
            AgentIsApplicant: it is the applicant's own.
        """
        if card is not None:
            see_it_is(card, agent_number)
            agent, agent_number, how = agent or said_by(card).get("name", ""), card.number, CARD
        if how != CARD:
            came_in(how)
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
                number = number_of_agent(agent_number, seen.person, self.bench.clock.today())
                chosen |= {"agent": PersonName.parse(agent).text, "agent-number": number, "how": how}
            elif mode == "mail":
                if not (to := remark(address)):
                    raise WhereTo
                chosen["address"] = to
            entered = ("collection-mode", "agent", "agent-number", "agent-card", "address")
            self._settle(act, self._note(act, case_id, {"collection": chosen}, *entered))
        return self._view(case_id)
