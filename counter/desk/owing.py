"""What an intake owes: the fee of the rules beside what was taken and what two people waived. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from counter.locale import Text
from counter.rules.answer import Fee
from counter.store import applications, days

_NOT_PAID: Final = Text("未按标准收费", "the fee is not taken as the rules have it")
_NOT_WAIVED: Final = Text("减免未经第二人签认", "the waiver is not signed by a second person")


@dataclass(frozen=True, slots=True)
class Owing:
    """The charge of the rules (None: they charge nothing, or were not asked), the fee in the till, the waiver."""

    charge: Fee | None
    fee: applications.Fee | None
    waiver: days.Waiver | None
    none_published: bool
    """Whether it was said that the place, which sets the amount, has published none."""

    @property
    def charged(self) -> bool:
        """Whether there is a fee to take; None in a rule means that the place sets the amount."""
        return self.charge is not None and self.charge.fen != 0

    @property
    def unpublished(self) -> bool:
        """Whether nothing may be charged, as the place has published no amount."""
        return self.charge is not None and self.charge.fen is None and self.none_published

    @property
    def paid(self) -> bool:
        """Whether the fee was taken, and is what the rules say now; or nothing may be charged."""
        if self.unpublished or self.exempt:
            return True
        return self._as_charged and (bool(self.waived) or not self.reduction)

    @property
    def wanting(self) -> Text:
        """What is wanting as long as it is not paid."""
        return _NOT_WAIVED if self.reduction and not self.waived else _NOT_PAID

    @property
    def reduction(self) -> int:
        """What the rules waive of the tariff, in fen; it counts once two people have signed it."""
        return (
            self.charge.tariff - (self.charge.fen or 0)
            if self.charge is not None and self.charge.tariff
            else 0
        )

    @property
    def waived(self) -> int:
        """What two people waived of the fee as it is now, in fen; a waiver of another amount does not stand."""
        if self.charge is None or self.waiver is None:
            return 0
        whole = self.charge.tariff or self.charge.fen
        return self.waiver.fen if whole is None or self.waiver.fen in {self.reduction, whole} else 0

    @property
    def exempt(self) -> bool:
        """Whether the whole fee is waived, so that nothing may be taken."""
        return self.charge is not None and 0 < self.waived >= (self.charge.tariff or self.charge.fen or 0)

    @property
    def overcharged(self) -> bool:
        """A fee is in the till that the rules do not, or no longer, ask for: it must be given back."""
        owed = self.charged and self._as_charged and not self.unpublished and not self.exempt
        return self.fee is not None and not self.fee.returned and not owed

    @property
    def _as_charged(self) -> bool:
        """Whether the till has what the rules charge now."""
        if self.charge is None:
            return False
        taken = self.fee if self.fee and not self.fee.returned else None
        return self.charge.fen == 0 if taken is None else self.charge.fen in {None, taken.fen}
