"""The journey of a handing over (发放) at the window; what is handed over has its own life in ``application``."""

from __future__ import annotations

from counter.locale import Text
from counter.workflows.table import Said, Table


class Handing(Said):
    """Where a handing over stands; which question comes next is told by what was said."""

    UNDER_WAY = "under-way", "正在发放", "being handed over"
    SETTLED = "settled", "已了结", "settled"
    ABANDONED = "abandoned", "未发放", "given up"


class Turn(Said):
    """What becomes of a handing over."""

    BEGIN = "begin", "开始发放", "beginning"
    SETTLE = "settle", "了结", "settling"
    ABANDON = "abandon", "放弃", "giving up"


HANDING: Table[Handing, Turn] = Table(
    Text("这次发放", "this handing over"),
    Handing.UNDER_WAY,
    {
        (Handing.UNDER_WAY, Turn.SETTLE): Handing.SETTLED,
        (Handing.UNDER_WAY, Turn.ABANDON): Handing.ABANDONED,
        (Handing.SETTLED, Turn.BEGIN): Handing.UNDER_WAY,
        (Handing.ABANDONED, Turn.BEGIN): Handing.UNDER_WAY,
    },
)
"""Any deed on the application settles it: handed over here, mailed elsewhere, sent back for quality. A card that came back
from production, or a citizen who came back, begins it again."""
