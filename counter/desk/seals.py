"""The seal ledger (用印登记): no line, no stamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.desk.bench import Bench
from counter.desk.views import SealUseView, Session
from counter.store import cases
from counter.workflows.slip import Sheet


@dataclass(frozen=True, slots=True)
class Seals:
    """Verbs about the seal."""

    bench: Bench

    def ledger(self, session: Session, day: date) -> tuple[SealUseView, ...]:
        """Every use of the seal on a day, in order."""
        with self.bench.store.reading() as db:
            uses = cases.seal_uses(db, day.isoformat())
        forms = self.bench.press.forms
        return tuple(
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
