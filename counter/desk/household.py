"""Household and dormitory (集体户): address, landlord and shared papers once, then one application per person.

A household can be left at any moment; every verb goes on from what is on disk, and no receipt is printed twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from counter.desk.application_view import question_view, services
from counter.desk.deciding import Deciding
from counter.desk.demand_views import QuestionView
from counter.desk.household_case import gather
from counter.desk.household_lines import REASON, HouseholdLines
from counter.desk.household_views import HouseholdView, LineView
from counter.desk.intake_views import ServiceView
from counter.desk.permit_guide import guided
from counter.desk.rights import Second, demand
from counter.desk.taking import NoSuchChoice
from counter.desk.views import Session, WhyLine
from counter.errors import BadInput, Refused
from counter.locale import Text
from counter.rules.answer import Question
from counter.rules.model import DocumentRule
from counter.store import households
from counter.store.apply import Kind
from counter.values.person_name import PersonName
from counter.values.phone import phone as telephone
from counter.values.remark import remark
from counter.values.typography import marked
from counter.workflows.household import Gather


class AddressMissing(BadInput):
    """People taken in together share an address."""

    happened = Text("没有写共同的住址。", "There is no common address.")
    next_step = Text("请填写住址。", "Please fill in the address.")


class EachTheirOwn(Refused):
    """An identity card, a photo: nobody shows it for somebody else."""

    happened = Text("{paper}每人各有一份，不能共用。", "The {paper} is each person's own and is not shared.")
    next_step = Text("请逐人查验这一份。", "Please let each person show it.")


class StillAtTheWindow(Refused):
    """Somebody's application is not settled yet."""

    happened = Text("还有 {count} 人没有办完。", "{count} people are not done yet.")
    next_step = Text(
        "请在那一行按 Enter 逐项办完，或按 x 放弃那一行。",
        "Please settle each line with Enter, or give it up with x.",
    )


class Households(HouseholdLines):
    """Verbs about people taken in together: what they share, and what is done for all of them."""

    __slots__ = ()

    def begin(
        self,
        session: Session,
        service: str,
        *,
        address: str,
        landlord: str = "",
        phone: str = "",
        papers: Iterable[str] = (),
        answers: Mapping[str, str] | None = None,
        name: str = "",
    ) -> HouseholdView:
        """Settle what all share.

        ``name`` is the id of the journey in which it was filled in, or one of the caller's, so that a list is taken in once.

        Raises:
            NotYourRole, NoSuchChoice, AddressMissing, UnknownWord, BadValue, RemarkHasHiddenCharacter
            EachTheirOwn: a paper that covers one person only.
        """
        demand(session.clerk, "draft")
        chosen = next((one for one in self.services(session) if service in {one.key, one.code}), None)
        if chosen is None:
            raise NoSuchChoice(key=service[:40])
        if not (where := remark(address)):
            raise AddressMissing
        words, shared = self.bench.rules.vocabulary, dict(answers or {})
        shown = list(dict.fromkeys(papers))
        words.read({"shown": shown, **shared})
        if own := [words.documents[code].text for code in shown if not words.documents[code].covers_several]:
            raise EachTheirOwn(paper=marked(own[0]))
        household = name or secrets.token_hex(8)
        body = {
            "service": chosen.code,
            "address": where,
            "landlord": PersonName.parse(landlord).text if landlord.strip() else "",
            "phone": telephone(phone),
            "papers": shown,
            "answers": shared,
        }
        with self.bench.store.acting(session.clerk.number) as act:
            if households.by_id(act.db, household) is None:
                act.record(Kind.HOUSEHOLD_BEGUN, household, body)
                gather(act, household, Gather.SETTLE)
        return self.show(session, household)

    def services(self, session: Session) -> tuple[ServiceView, ...]:
        """What people can be taken in together for, by the numbers of an intake.

        A guide is read or printed and ends in no acceptance; what is refused to everybody today is refused to each alone.
        """
        guides = guided(self.bench)
        return tuple(
            one for one in services(self.bench) if one.code not in guides and not self._refuses_all(one.code)
        )

    def _refuses_all(self, service: str) -> bool:
        """Whether nobody is accepted today; the packs name the services that have such days."""
        rules, place, today = self.bench.rules, self.bench.station.jurisdiction, self.bench.clock.today()
        has_days = rules.service(place, service).refuses_all
        return has_days and bool(rules.explain(place, service, today, {}).refusals)

    def papers(self, session: Session, service: str) -> tuple[tuple[str, Text], ...]:
        """The papers of applicants that a service may ask for today, and of which one covers several people."""
        place, today = self.bench.station.jurisdiction, self.bench.clock.today()
        documents = self.bench.rules.vocabulary.documents
        asked = (
            code
            for rule in self.bench.rules.standing(place, service, today).rules
            if isinstance(rule, DocumentRule) and rule.of == "applicant"
            for code in rule.any_of
        )
        several = (code for code in dict.fromkeys(asked) if documents[code].covers_several)
        return tuple((code, marked(documents[code].text)) for code in several)

    def shareable(
        self, session: Session, service: str, answers: Mapping[str, str], left: Iterable[str] = ()
    ) -> tuple[QuestionView, ...]:
        """The questions still open after these answers: each may be answered once for all, or left to each person.

        What hangs on a question in ``left``, which each person answers alone, is not among them.
        """
        return tuple(map(question_view, self._asked(service, answers, left)))

    def why_all(
        self, session: Session, service: str, answers: Mapping[str, str], left: Iterable[str] = ()
    ) -> tuple[WhyLine, ...]:
        """What the first question still open decides for all: who is refused by which answer, under which article."""
        question = next(iter(self._asked(service, answers, left)), None)
        if question is None:
            return ()
        place, today = self.bench.station.jurisdiction, self.bench.clock.today()
        rules = self.bench.rules.standing(place, service, today).rules
        refused = (option.refusal for option in question.values if option.refusal)
        lines = [(one.text, one.why.text, one.source.text) for one in refused]
        lines += [
            (rule.text, question.text, rule.source.text) for rule in rules if rule.name in question.rules
        ]
        told: dict[Text, WhyLine] = {}
        for line in lines:
            told.setdefault(line[0], WhyLine(*map(marked, line)))
        return tuple(told.values())

    def _asked(self, service: str, answers: Mapping[str, str], left: Iterable[str]) -> tuple[Question, ...]:
        place, today = self.bench.station.jurisdiction, self.bench.clock.today()
        return self.bench.rules.shared(place, service, today, dict(answers), left)

    def accept_next(self, session: Session, household: str) -> tuple[HouseholdView, LineView | None]:
        """Accept one line that is agreed, or print one that is accepted: one sheet at a time, each on disk before it is sent.

        Gives the line, None when there is no more. A run that stopped anywhere goes on here: what was sent to the printer
        is never sent again by itself.

        Raises:
            NotYourRole, PrinterNotReady, PrinterProblem: the line waits to be printed.
        """
        demand(session.clerk, "decide")
        view = self.show(session, household)
        deciding = Deciding(self.bench)
        line = next((one for one in view.lines if one.to_print or one.agreed), None)
        if line is None:
            return view, None
        if line.never_sent:
            deciding.resend(session, line.case)
        else:
            if line.agreed:
                deciding.accept(session, line.case)
            deciding.print(session, line.case)
        view = self.show(session, household)
        return view, view.lines[line.n - 1]

    def reprint(
        self, session: Session, household: str, n: int, second: Second | None = None
    ) -> HouseholdView:
        """Print the spoiled receipt of one line once more, under a new serial; whether it came out is said with the others.

        Raises:
            NotYourRole, NoSuchLine, NotNow: it is not spoiled.
            NeedsSecond, NeedsSomebodyElse: where it bears a seal. PrinterNotReady, PrinterProblem
        """
        Deciding(self.bench).reprint(session, self._line(household, n).case, second)
        return self.show(session, household)

    def out(self, session: Session, household: str, spoiled: Iterable[int] = ()) -> HouseholdView:
        """Every receipt that was sent came out, but those of the lines named, which were spoiled.

        Raises:
            NotYourRole
        """
        demand(session.clerk, "decide")
        bad, deciding = set(spoiled), Deciding(self.bench)
        for line in self.show(session, household).lines:
            if line.at_printer:
                if line.n in bad:
                    deciding.spoiled(session, line.case, REASON)
                else:
                    deciding.good(session, line.case)
        return self.show(session, household)

    def close(self, session: Session, household: str) -> HouseholdView:
        """Nobody more comes, and every line is settled.

        Raises:
            StillAtTheWindow
        """
        demand(session.clerk, "draft")
        left = self.show(session, household).open
        if left:
            raise StillAtTheWindow(count=left)
        with self.bench.store.acting(session.clerk.number) as act:
            if not self._row(act.db, household).closed_at:
                act.record(Kind.HOUSEHOLD_CLOSED, household, {})
                gather(act, household, Gather.CLOSE)
        return self.show(session, household)
