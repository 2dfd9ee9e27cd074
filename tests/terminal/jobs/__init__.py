"""What clerks do while their power fails: one kind of journey a room."""

from .collection import Collection
from .day import Day
from .household import Household
from .intake import Intake, Missing, Permit
from .job import HOME, Job, Place
from .slip import Slip

__all__ = ["HOME", "Collection", "Day", "Household", "Intake", "Job", "Missing", "Permit", "Place", "Slip"]
