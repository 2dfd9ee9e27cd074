"""Identity cards of the fictional citizens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.devices.card_record import IdentityCard
from counter.values.citizen_number import CitizenNumber

from .applying import ADULT, FIELDS


def card(number: str = ADULT, **other: object) -> IdentityCard:
    """A card that says what is known of its holder; what it says otherwise is given by field."""
    of = CitizenNumber(number)
    made = IdentityCard(
        name=FIELDS["name"], sex=of.sex, ethnic="01", birth=of.birth, address=FIELDS["household_address"], number=number,
        issuer="样例市公安局", valid_from=date(2020, 3, 1), valid_until=date(2030, 3, 1),
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]  # fields by name
