"""Which face belongs to which stage; its module is read when the first citizen gets there."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

from counter.workflows.application import Stage

if TYPE_CHECKING:
    from counter.desk.intake_views import IntakeView
    from counter.screens.intake.face import Face
    from counter.screens.intake.page import IntakePage

FACES: Final[Mapping[Stage, tuple[str, str]]] = {
    Stage.IDENTITY: ("identity", "IdentityFace"),
    Stage.SERVICE: ("service", "ServiceFace"),
    Stage.QUESTIONS: ("questions", "QuestionsFace"),
    Stage.DOCUMENTS: ("documents", "DocumentsFace"),
    Stage.READ_BACK: ("read_back", "ReadBackFace"),
    Stage.SIGNATURES: ("signatures", "SignaturesFace"),
    Stage.FINGERPRINTS: ("fingerprints", "FingerprintsFace"),
    Stage.FEE: ("fee", "FeeFace"),
    Stage.COLLECTION: ("collection", "CollectionFace"),
    Stage.ACCEPTANCE: ("acceptance", "AcceptanceFace"),
    Stage.RECEIPT: ("paper", "PaperFace"),
    Stage.RECEIPT_OUT: ("came_out", "CameOutFace"),
    Stage.SPOILED: ("came_out", "SpoiledFace"),
    Stage.NOTICE: ("paper", "PaperFace"),
    Stage.NOTICE_OUT: ("came_out", "CameOutFace"),
    Stage.REFUSAL: ("paper", "PaperFace"),
    Stage.REFUSAL_OUT: ("came_out", "CameOutFace"),
}
"""By stage: the module beside this one, and its class."""


_NEW_PERSON = ("person", "PersonFace")
"""Still at the identity, with a number that nobody here has."""


def face_class(view: IntakeView) -> type[Face]:
    """The class of the face of an intake."""
    module, name = _NEW_PERSON if view.number and view.stage is Stage.IDENTITY else FACES[view.stage]
    face: type[Face] = getattr(import_module(f"counter.screens.intake.{module}"), name)
    return face


def face_for(page: IntakePage, view: IntakeView) -> Face:
    """The face of the stage an intake stands at."""
    return face_class(view)(page, view)
