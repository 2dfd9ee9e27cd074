"""Taking a journey in: whose slip it is, what was shown, and that the citizen has read everything."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from counter.desk.cards import card_facts, fields_of, see_it_is
from counter.desk.cases import SERVICE, case_view, explained
from counter.desk.journey import Journey, record_move
from counter.desk.views import CaseView, Session, WhyLine
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.rules.answer import Demand, Refusal, Said
from counter.store import cases, holders
from counter.store.apply import Kind
from counter.values import citizen_number
from counter.values.citizen_number import CitizenNumber
from counter.values.remark import remark
from counter.values.typography import marked
from counter.workflows.slip import JOURNEY, Act, Step, back_from

if TYPE_CHECKING:
    from counter.devices.card_record import IdentityCard

_LONGEST_TYPED = 500


class NotIssuedHere(Refused):
    """The rules of this place know no confirmation slip."""

    happened = Text("{place_zh}不开具确认单。", "{place_en} issues no confirmation slips.")
    next_step = Text("请按 F2 办理其他业务。", "Please press F2 for other work.")


class NoSuchChoice(BadInput):
    """The key is none of the list."""

    happened = Text("没有第「{key}」项。", "There is no item “{key}”.")
    next_step = Text("请按列表里的数字。", "Please press a digit of the list.")


class HolderGone(Refused):
    """The chosen holder is not in the register any more."""

    happened = Text("登记册里没有这位持有人。", "The register does not have this holder.")
    next_step = Text("请重新查找。", "Please search again.")


class DescribeGlyphs(BadInput):
    """Characters that cannot be printed need the clerk's description before the paper may be made."""

    happened = Text(
        "{characters} 没有字形，需要逐字描述。", "{characters}: no glyph; each needs a description."
    )
    next_step = Text("请输入字形描述，如「左金右玄」。", "Please describe the shape, such as 左金右玄.")


class Taking(Journey):
    """The verbs before the paper; each writes one transaction and returns the journey as it then stands."""

    __slots__ = ()

    def resume(self, session: Session) -> CaseView | None:
        """The journey this clerk was in when the terminal stopped, if any."""
        with self.bench.store.reading() as db:
            mine = cases.open_cases(db, session.clerk.number)
            waiting = [case for case in mine if not case.parked and case.service == SERVICE]
        return case_view(self.bench, waiting[0].id) if waiting else None

    @property
    def are_issued(self) -> bool:
        """Whether this place issues confirmation slips."""
        return SERVICE in self.bench.rules.services(self.bench.station.jurisdiction)

    def issued_here(self) -> None:
        """See that this place issues confirmation slips.

        Raises:
            NotIssuedHere
        """
        if not self.are_issued:
            place = self.bench.station.place
            raise NotIssuedHere(place_zh=place.zh, place_en=place.en)

    def begin(self, session: Session) -> CaseView:
        """A new journey.

        Raises:
            NotYourRole
            NotIssuedHere: nothing was begun.
        """
        self.issued_here()
        case_id = secrets.token_hex(8)
        with self._acting(session) as act:
            act.record(Kind.CASE_OPENED, case_id, {"service": SERVICE, "step": JOURNEY.start})
        return case_view(self.bench, case_id)

    def open(self, session: Session, case_id: str) -> CaseView:
        """Take a waiting journey up again.

        Raises:
            NoSuchCase, Finished
        """
        with self._acting(session) as act:
            self._open(case_id, act)
            act.record(Kind.CASE_TAKEN_UP, case_id, {})
        return case_view(self.bench, case_id)

    def park(self, session: Session, case_id: str) -> None:
        """Let a journey wait while somebody else is served.

        Raises:
            NoSuchCase, Finished
        """
        with self._acting(session) as act:
            self._open(case_id, act)
            act.record(Kind.CASE_PARKED, case_id, {})

    def keep_typed(self, session: Session, case_id: str, field: str, text: str) -> None:
        """Keep what is in a field and not yet entered; survives a power cut."""
        self.bench.store.keep_typed(case_id, field, text[:_LONGEST_TYPED])

    def enter_number(self, session: Session, case_id: str, text: str) -> CaseView:
        """Look a citizen number up; nobody found, or a permit that is not valid, leads to the refusal.

        Raises:
            NotACitizenNumber
        """
        number = CitizenNumber.parse(text, self.bench.clock.today()).text
        return self._look_up(session, case_id, number, {"how": "typed", "card": None})

    def by_card(self, session: Session, case_id: str, card: IdentityCard, typed: str = "") -> CaseView:
        """The same for the number of a card that was read; the view tells what the card says otherwise than the register.

        Raises:
            CardIsAnothers: another number was ``typed``.
        """
        see_it_is(card, typed)
        with self.bench.store.reading() as db:
            row = holders.by_number(db, card.number)
        told = card_facts(card, fields_of(row) if row else {})
        return self._look_up(session, case_id, card.number, {"how": "card", "card": told})

    def suggest(self, session: Session, text: str) -> str | None:
        """The one number of the register that differs from the typed one in a single place; None if there are none or several."""
        mendings = citizen_number.read(text, self.bench.clock.today()).mendings
        with self.bench.store.reading() as db:
            known = holders.among(db, mendings)
        return known[0].number if len(known) == 1 else None

    def choose(self, session: Session, case_id: str, holder_id: int) -> CaseView:
        """Take a holder from the list.

        Raises:
            HolderGone
        """
        return self._choose(session, case_id, holder_id, {"how": "found", "card": None})

    def _look_up(self, session: Session, case_id: str, number: str, came_in: Mapping[str, Any]) -> CaseView:
        with self.bench.store.reading() as db:
            row = holders.by_number(db, number)
        if row is not None:
            return self._choose(session, case_id, row.id, came_in)
        facts = {"searched": number, "holder": None, "shown": None, **came_in}
        return self._move(session, case_id, Act.REFUSE, facts)

    def _choose(self, session: Session, case_id: str, holder_id: int, came_in: Mapping[str, Any]) -> CaseView:
        with self.bench.store.reading() as db:
            row = holders.by_id(db, holder_id)
        if row is None:
            raise HolderGone
        facts = {"holder": row.id, "searched": None, "shown": None, **came_in}
        refused = self._refusals(case_id, {"holder": row.id}, row)
        return self._move(session, case_id, Act.REFUSE if refused else Act.CHOOSE, facts, refused)

    def show(self, session: Session, case_id: str, key: str) -> CaseView:
        """Record which document was shown, or that an agent stands here; the rules may refuse it.

        Raises:
            NoSuchChoice
        """
        view = case_view(self.bench, case_id)
        chosen = next((choice for choice in view.choices if key in {choice.key, choice.code}), None)
        if chosen is None:
            raise NoSuchChoice(key=key[:20])
        refused = [chosen.code] if chosen.refused else self._no_longer(case_id)
        act = Act.REFUSE if refused else Act.SHOW
        return self._move(session, case_id, act, {"shown": chosen.code}, refused)

    def confirm(
        self, session: Session, case_id: str, descriptions: Mapping[str, str] | None = None
    ) -> CaseView:
        """The citizen has read everything and agrees: to this name, this number, these addresses and no later ones.

        Raises:
            DescribeGlyphs: characters without a glyph have no printable description yet.
        """
        if refused := self._no_longer(case_id):
            return self._move(session, case_id, Act.REFUSE, {}, refused)
        row, view = self._holder(case_id), case_view(self.bench, case_id)
        missing = [character for character, _ in (view.holder.missing if view.holder else ())]
        given = {c: remark((descriptions or {}).get(c, "")) for c in missing}
        if wanting := [c for c in missing if not given[c] or self.bench.press.missing([given[c]])]:
            raise DescribeGlyphs(characters="、".join(wanting))
        return self._move(
            session, case_id, Act.CONFIRM, {"described": given or None, "agreed": read_words(row)}
        )

    def unmask(self, session: Session, case_id: str) -> str:
        """The whole number on the screen: an act with a name to it."""
        case = self._case(case_id)
        row = self._row(case)
        with self.bench.store.acting(session.clerk.number) as act:
            act.record(Kind.NUMBER_UNMASKED, case_id, {"holder": row.id if row else None})
        return row.number if row else case.facts.get("searched", "")

    def why(self, session: Session, case_id: str) -> tuple[WhyLine, ...]:
        """What is asked or refused in this journey, from which fact, under which article."""
        case = self._case(case_id)
        answer = explained(self.bench, case, self._row(case))
        spoken: tuple[Refusal | Demand | Said, ...] = (
            *answer.refusals, *answer.documents, *answer.advice, *answer.notes,
        )  # fmt: skip
        return tuple(
            WhyLine(marked(rule.text), marked(rule.why.text), marked(rule.source.text)) for rule in spoken
        )

    def back(self, session: Session, case_id: str) -> CaseView:
        """One step back; nothing that was entered is thrown away until something else takes its place."""
        with self._acting(session) as act:
            case = self._case(case_id, act)
            to = back_from(Step(case.step), holder_known=self._acceptable(case))
            facts: dict[str, Any] = (
                {}
                if to is not Step.NUMBER
                else {"searched": None, "holder": None, "shown": None, "card": None}
            )
            if case.step == Step.REFUSAL and to is Step.SHOWN:
                facts = {"shown": None}
            record_move(act, case, Act.BACK, facts, to=to)
        return case_view(self.bench, case_id)

    def _holder(self, case_id: str) -> holders.Holder:
        """The holder of a journey as the register has them now.

        Raises:
            HolderGone
        """
        if (row := self._row(self._case(case_id))) is None:
            raise HolderGone
        return row

    def _no_longer(self, case_id: str) -> list[str]:
        """Why the permit of a journey cannot bear a slip any more; it could when the holder was chosen."""
        case = self._case(case_id)
        if "holder" not in case.facts:
            return []
        row = self._holder(case_id)
        return self._refusals(case_id, {"holder": row.id}, row)


def read_words(row: holders.Holder) -> str:
    """A fingerprint of everything the citizen reads on the slip."""
    return hashlib.sha256(repr(tuple(row)).encode()).hexdigest()
