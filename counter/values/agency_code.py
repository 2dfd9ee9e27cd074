"""The code of a police agency (公安机关机构代码, GA/T 380): twelve digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counter.errors import BadInput
from counter.locale import Text


class NotAnAgencyCode(BadInput):
    """The text is not twelve digits."""

    happened = Text("机构代码应为 12 位数字。", "An agency code has 12 digits.")
    next_step = Text("请改正站点设置。", "Please mend the settings of the station.")


@dataclass(frozen=True, slots=True)
class AgencyCode:
    """Twelve digits: six of the county (GB/T 2260), three of the station, three of the unit."""

    text: str

    @classmethod
    def parse(cls, text: str) -> AgencyCode:
        """Read a code.

        Raises:
            NotAnAgencyCode
        """
        if re.fullmatch(r"[0-9]{12}", text) is None:
            raise NotAnAgencyCode
        return cls(text)

    @property
    def short(self) -> str:
        """The nine digits that name the station."""
        return self.text[:9]
