"""What clerks do while their power fails: one kind of journey a room."""

from .afterwards import Afterwards
from .between import Between
from .certificate import Certificate
from .collection import Collection
from .day import Day
from .holder import Holder
from .household import Household
from .intake import Intake, Missing, Permit
from .job import Job
from .later import Later
from .loss import Loss
from .place import HOME, Place
from .reader import Reader
from .review import Review
from .slip import Slip
from .visit import Visit
from .window import Window

__all__ = [
    "HOME",
    "Afterwards",
    "Between",
    "Certificate",
    "Collection",
    "Day",
    "Holder",
    "Household",
    "Intake",
    "Job",
    "Later",
    "Loss",
    "Missing",
    "Permit",
    "Place",
    "Reader",
    "Review",
    "Slip",
    "Visit",
    "Window",
]
