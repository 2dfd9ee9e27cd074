"""The time of day, from one place, so that tests and rebuilds can hold it still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

STATION_ZONE = timezone(timedelta(hours=8), "UTC+8")
"""Civil time at every counter: the notices know one time zone, and it has no summer time."""


class Clock(Protocol):
    """Tells the time in civil time of the station."""

    def now(self) -> datetime:
        """The moment, aware, in civil time."""
        ...

    def today(self) -> date:
        """The civil date."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The moment, aware, in civil time."""
        return datetime.now(UTC).astimezone(STATION_ZONE)

    def today(self) -> date:
        """The civil date."""
        return self.now().date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment.astimezone(STATION_ZONE)

    def today(self) -> date:
        """The civil date it was set to."""
        return self.now().date()
