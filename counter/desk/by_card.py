"""Who stands at the window, told by the card: somebody new is filled in, what differs of somebody known is told old → new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from counter.desk.applicant import Applicant, of_another
from counter.desk.card_views import FIELDS
from counter.desk.cards import agrees, card_facts, fields_of, said_by, see_it_is
from counter.desk.intake_views import IntakeView
from counter.desk.views import Session
from counter.store import persons
from counter.store.store import Acting
from counter.workflows.application import Stage

if TYPE_CHECKING:
    from counter.devices.card_record import IdentityCard


class ByCard(Applicant):
    """The verb that takes what a card says."""

    __slots__ = ()

    def by_card(self, session: Session, case_id: str, card: IdentityCard, typed: str = "") -> IntakeView:
        """Enter the number of a card that was read, with what the card says of its holder.

        For somebody new the view suggests name, sex, ethnic group and address from the card; of somebody known it tells
        what differs, and nothing is changed but by ``correct``.

        Raises:
            CardIsAnothers: another number was entered before, or is ``typed`` and not entered yet.
            AnotherPerson: an application was begun for somebody else here.
        """
        with self._acting(session, case_id, Stage.IDENTITY) as (act, seen):
            see_it_is(card, typed or str(seen.facts.get("number", "")))
            person = persons.by_number(act.db, card.number)
            if person is None:
                gone = {"number", *FIELDS, *of_another(act, case_id, card.number)}
                self._note(act, case_id, self._new(act, card), *sorted(gone))
            else:
                told = card_facts(card, fields_of(person))
                self._known(act, case_id, {"person": person.id, "how": "card", "card": told})
        return self._view(case_id) if person is not None else self._typing_for(case_id, card.number)

    def _new(self, act: Acting, card: IdentityCard) -> dict[str, Any]:
        """The facts of somebody new; where the chip has cut a name or an address, the register has the whole of it."""
        register = self._suggested(act, card.number)
        said = {f: text for f, text in said_by(card).items() if not agrees(card, f, register.get(f, ""))}
        return {
            "number": card.number,
            "how": "card",
            "suggested": register | said,
            "person": None,
            "card": card_facts(card, register) | {"differs": []},
        }
