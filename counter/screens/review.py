"""Manual review after a failed face check: which photo, why, and the second officer; then the rules go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.ask import ChoiceDialog, SecondDialog, SentenceDialog

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView
    from counter.screens.house import House

PHOTOS = {"card": "review.card", "register": "review.register", "book": "review.book"}
"""What the desk calls a photo, and its words."""


async def review_face(house: House, case_id: str, outcome: str) -> IntakeView | None:
    """Ask for photo, reason and second officer, and record the review; None when the clerk stepped back."""
    session = house.session
    if session is None:
        return None
    place = await house.ask(ChoiceDialog("review.photo", tuple(PHOTOS.values())))
    if place is None or (why := await house.ask(SentenceDialog("review.why"))) is None:
        return None
    if (second := await house.ask(SecondDialog("review.second", right="decide"))) is None:
        return None
    photo = list(PHOTOS)[place - 1]
    return await house.verb(
        lambda desk: desk.reviews.review(session, case_id, second, photo=photo, outcome=outcome, reason=why)
    )
