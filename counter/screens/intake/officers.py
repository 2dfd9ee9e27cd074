"""What only an officer decides: an assistant sees it said, and leaves the intake to one with a single key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.desk.rights import may

if TYPE_CHECKING:
    from counter.screens.intake.face import Face
    from counter.screens.intake.page import IntakePage
    from counter.widgets.canvas import Canvas


def decides(page: IntakePage) -> bool:
    """Whether whoever sits here may accept, refuse and tell on paper."""
    session = page.house.session
    return session is not None and may(session.clerk, "decide")


def draw_left_to_officer(face: Face, canvas: Canvas, x: int, y: int, room: int) -> int:
    """Why the key that decides is not here, and what Enter does instead; gives the row after it."""
    y = canvas.block(x, y, face.say("officers.not-you"), "wait", room, 3)
    face.draw_enter(canvas, x, y, face.say("officers.leave-it"), room)
    return y + 1
