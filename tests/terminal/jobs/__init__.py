"""What clerks do while their power fails: one kind of journey a room."""

from .afterwards import Afterwards
from .certificate import Certificate
from .collection import Collection
from .day import Day
from .holder import Holder
from .household import Household
from .intake import Intake, Missing, Permit
from .job import HOME, Job, Place
from .loss import Loss
from .slip import Slip
from .visit import Visit
from .window import Window

__all__ = [
    "HOME",
    "Afterwards",
    "Certificate",
    "Collection",
    "Day",
    "Holder",
    "Household",
    "Intake",
    "Job",
    "Loss",
    "Missing",
    "Permit",
    "Place",
    "Slip",
    "Visit",
    "Window",
]
