"""The seal ledger (用印登记): no line, no stamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.bench import Bench
from counter.desk.views import SealLedger, SealUseView, Session
from counter.store import cases
from counter.workflows.slip import Sheet


@dataclass(frozen=True, slots=True)
class Seals:
    """Verbs about the seal."""

    bench: Bench

    def ledger(self, session: Session, day: date | None = None) -> SealLedger:
        """Every use of the seal on a day; today if none is named."""
        day = day or self.bench.clock.today()
        with self.bench.store.reading() as db:
            uses = cases.seal_uses(db, day.isoformat())
        forms = self.bench.press.forms
        lines = (
            SealUseView(
                number=number,
                at=datetime.fromisoformat(use.at),
                serial=use.serial,
                form=forms[use.form].title,
                holder=use.holder,
                clerk=use.clerk,
                second=use.second,
                mode=use.mode,
                state=Sheet(use.state),
            )
            for number, use in enumerate(uses, 1)
        )
        return SealLedger(day, tuple(lines))
