"""Which face belongs to which step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.screens.slip.number import NumberFace
from counter.screens.slip.paper import CameOutFace, NoticeOutFace, SpoiledFace
from counter.screens.slip.preview import PreviewFace
from counter.screens.slip.read_back import ReadBackFace
from counter.screens.slip.refusal import RefusalFace
from counter.screens.slip.shown import ShownFace

if TYPE_CHECKING:
    from counter.desk.views import CaseView
    from counter.screens.slip.face import Face
    from counter.screens.slip.page import SlipPage

FACES: dict[str, type[Face]] = {
    "number": NumberFace,
    "shown": ShownFace,
    "read-back": ReadBackFace,
    "preview": PreviewFace,
    "came-out": CameOutFace,
    "spoiled": SpoiledFace,
    "refusal": RefusalFace,
    "notice-out": NoticeOutFace,
}
"""By the value of the step."""


def face_for(page: SlipPage, case: CaseView) -> Face:
    """The face of the step a case stands at."""
    return FACES[case.step](page, case)
