"""The number of an agent, who acts for the applicant and so is somebody else."""

from __future__ import annotations

from datetime import date

from counter.errors import BadInput
from counter.locale import Text
from counter.store.persons import Person
from counter.values.citizen_number import CitizenNumber


class AgentIsApplicant(BadInput):
    """The number given as the agent's is the applicant's own."""

    happened = Text(
        "这是申请人本人的号码，不是受委托人的。", "This is the applicant's own number, not that of an agent."
    )
    next_step = Text(
        "请输入受委托人的公民身份号码；没有委托他人的，请退回另选。",
        "Please enter the number of the agent; if there is none, step back and choose otherwise.",
    )


def number_of_agent(text: str, applicant: Person | None, today: date) -> str:
    """A number as typed or read, once it is not the applicant's own.

    Raises:
        NotACitizenNumber, AgentIsApplicant
    """
    number = CitizenNumber.parse(text, today).text
    if applicant is not None and number == applicant.number:
        raise AgentIsApplicant
    return number
