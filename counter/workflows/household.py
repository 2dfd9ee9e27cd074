"""The journey of people taken in together (集体户) at the window; each of them has an intake of their own beside it."""

from __future__ import annotations

from counter.locale import Text
from counter.workflows.table import Said, Table


class Gathering(Said):
    """Where the household stands."""

    SHARED = "shared", "填写共同的内容", "what all share is being filled in"
    PEOPLE = "people", "逐人登记", "taking in one by one"
    CLOSED = "closed", "已结束", "closed"
    ABANDONED = "abandoned", "已放弃", "given up"


class Gather(Said):
    """What is done with the household as a whole."""

    SETTLE = "settle", "定下共同的内容", "settling what all share"
    CLOSE = "close", "结束", "closing"
    ABANDON = "abandon", "放弃", "giving up"


GATHERING: Table[Gathering, Gather] = Table(
    Text("这次集体登记", "the household"),
    Gathering.SHARED,
    {
        (Gathering.SHARED, Gather.SETTLE): Gathering.PEOPLE,
        (Gathering.SHARED, Gather.ABANDON): Gathering.ABANDONED,
        (Gathering.PEOPLE, Gather.CLOSE): Gathering.CLOSED,
    },
)
"""Once it is settled what all share there is a household, and its people are given up one by one, not together."""
