"""What stands at the counter when something is handed over: who signs, what was told, read and compared, who confirms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from counter.desk.cards import see_it_is
from counter.desk.collect_rules import is_named, who_is
from counter.desk.collection import AgentSigns, Comparison, NotTheOneNamed
from counter.desk.look import Look
from counter.desk.person_fields import CARD, came_in
from counter.desk.rights import Second
from counter.desk.told import FINGER, MATCH, NO_MATCH, PRESENT, UNSURE
from counter.values.citizen_number import CitizenNumber
from counter.values.person_name import PersonName
from counter.values.remark import remark

if TYPE_CHECKING:
    from counter.devices.card_record import IdentityCard


@dataclass(frozen=True, slots=True)
class Handed:
    """One handing over as it is said, before anything is checked."""

    signed_by: str
    facts: Mapping[str, str] = field(default_factory=dict)
    """Answers to the rules of collection."""
    agent_number: str = ""
    """Number of the agent who stands here; "" where it is the applicant."""
    how: str = "typed"
    """How that number came in."""
    card: IdentityCard | None = None
    """A card that was read; it tells whether the applicant stands here or an agent, and who."""
    receipt: bool = True
    """False: it is lost."""
    comparison: Comparison | None = None
    second: Second | None = None
    """The officer who confirms what is doubtful."""
    reason: str = ""

    @property
    def told(self) -> dict[str, str]:
        """The facts, with what the reader said of the finger."""
        if self.comparison is None:
            return dict(self.facts)
        return {**self.facts, FINGER: MATCH if self.comparison.match else NO_MATCH}

    @property
    def doubtful(self) -> bool:
        """Whether a second officer and a reason are needed: never is a lost receipt or a finger passed over in silence."""
        return not self.receipt or self.told.get(FINGER) in UNSURE

    @property
    def by_agent(self) -> bool:
        """Whether an agent stands here: as it is told, else as a number was given for one."""
        return self.facts.get(PRESENT, "agent" if self.agent_number else "self") == "agent"

    def parsed(self, today: date) -> Self:
        """The same with name, number and reason in the form in which they are kept.

        Raises:
            NameMissing, NotACitizenNumber, NoSuchField
        """
        name, why = PersonName.parse(self.signed_by).text, remark(self.reason)
        number = CitizenNumber.parse(self.agent_number, today).text if self.agent_number else ""
        if self.how != CARD:
            came_in(self.how)
        return replace(self, signed_by=name, agent_number=number, reason=why)

    def by_card(self, seen: Look) -> Self:
        """The same with who stands here as the card tells it, where one was read.

        Raises:
            CardIsAnothers: the card is not the one of the number typed.
        """
        if self.card is None:
            return self
        see_it_is(self.card, self.agent_number)
        present, number = who_is(seen, self.card.number)
        return replace(self, facts={**self.facts, PRESENT: present}, agent_number=number, how=CARD)

    def see_who_signs(self, seen: Look) -> None:
        """See that an agent who stands here signs, and nobody else: neither the applicant, who is not here, nor a third.

        Where the applicant is here, a guardian may sign in the applicant's stead, whose name nobody registered.

        Raises:
            NotTheOneNamed, AgentSigns
        """
        if not self.by_agent:
            return
        if not is_named(seen, self.agent_number):
            raise NotTheOneNamed
        if self.signed_by != (agent := seen.facts["collection"]["agent"]):
            raise AgentSigns(name=agent)

    def kept(self, beside: str) -> dict[str, Any]:
        """As the journal keeps it; ``beside`` is the number of the officer who confirmed, "" where nobody had to."""
        return {
            "signed-by": self.signed_by,
            "agent": self.agent_number,
            "how": self.how if self.agent_number or self.how == CARD else "",
            "facts": self.told,
            "second": beside,
            "receipt": self.receipt,
        }
