"""What follows a receipt at once: a service that ends in a certificate goes on to it, with the same citizen at the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.doors import open_certificate
from counter.workflows.application import State

if TYPE_CHECKING:
    from counter.screens.house import House


async def lead_on(house: House, application: str, receipt: str) -> None:
    """Open the certificate that a service ends in, unless it is in the citizen's hand; elsewhere nothing follows."""
    if (session := house.session) is None:
        return
    accepted = await house.verb(lambda desk: desk.progress.show(session, application))
    if accepted.certificate and accepted.state is not State.COLLECTED:
        await open_certificate(house, application, house.say("certificate.begun", serial=receipt))
