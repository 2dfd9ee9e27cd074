"""A day read from the tables: its books as they are now, or as they were when it was closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from counter.desk.bench import Bench
from counter.desk.day_books import Books, DayView, gaps
from counter.desk.day_paper import FORM
from counter.locale import Text
from counter.store import applications, cases, days
from counter.store.engine import Db
from counter.workflows.application import State

_LONG_AGO = date(2000, 1, 1)
_MANY = 10_000
NAMED = 5
"""So many serials are told; more are counted."""


def books_of(bench: Bench, db: Db, day: date) -> Books:
    """The books of a day that is not closed; the report itself is not counted among the sheets."""
    text, counts = day.isoformat(), days.counts(db, day.isoformat())
    fees, back = applications.fees_of_day(db, text), applications.fees_returned(db, text)
    waived, numbers = days.waived(db, text), [fee.receipt for fee in fees]
    return Books(
        accepted=counts.get(("accepted", ""), 0),
        refused=counts.get(("refused", ""), 0),
        waiting=applications.count_in(db, State.SUPPLEMENT),
        collected=counts.get(("collected", ""), 0),
        printed={form: n for (what, form), n in counts.items() if what == "printed"},
        voided=sum(n for (what, form), n in counts.items() if what == "wasted" and form not in bench.strips),
        **_open_ends(bench, db, day),
        fees=len(fees),
        fen=sum(fee.fen for fee in fees),
        returned=len(back),
        returned_fen=sum(fee.fen for fee in back),
        first_receipt=numbers[0] if numbers else "",
        last_receipt=numbers[-1] if numbers else "",
        gaps=tuple(gaps(numbers)),
        waived=len(waived),
        waived_fen=sum(one.fen for one in waived),
        unwaived=len(days.unwaived(db, text)),
        waivers=tuple((w.application, w.fen, w.ground, w.reason, w.clerk, w.second) for w in waived),
    )


def unclosed(bench: Bench, db: Db) -> tuple[date, ...]:
    """The days that are to be closed, the earliest first; today is one of them until it is closed."""
    today = bench.clock.today()
    found = {day for text in days.open_days(db) if (day := date.fromisoformat(text)) < today}
    if days.closed(db, today.isoformat()) is None:
        found.add(today)
    return tuple(sorted(found))


def day_view(bench: Bench, db: Db, day: date) -> DayView:
    """A day as it stands now, or as its books were closed."""
    closed, waiting = days.closed(db, day.isoformat()), unclosed(bench, db)
    if closed is None:
        books = books_of(bench, db, day)
        return DayView(day, books, books.cash, unclosed=waiting, printed=_titled(bench, books))
    told = dict(closed.books)
    found = tuple(Text(zh, en) for zh, en in told.pop("differences"))
    told["gaps"], told["untold"] = tuple(told["gaps"]), tuple(told.get("untold", ()))
    told["waivers"] = tuple(tuple(one) for one in told["waivers"])
    then = Books(**told)
    return DayView(
        day=day,
        books=then,
        cash=then.cash,
        closed_at=datetime.fromisoformat(closed.at),
        clerk=closed.clerk,
        second=closed.second,
        reason=closed.reason,
        differences=found,
        unclosed=waiting,
        printed=_titled(bench, then),
    )


def _titled(bench: Bench, books: Books) -> tuple[tuple[Text, int], ...]:
    forms = bench.press.forms
    return tuple((forms[form].title, count) for form, count in books.printed.items())


def _open_ends(bench: Bench, db: Db, day: date) -> dict[str, Any]:
    """What must have an end by now: counted since the close before, so that what came after that is not forgotten."""
    before = days.closed_before(db, day.isoformat())
    first, after = _since(before)
    waiting = cases.unsettled_between(db, first, day, after, _MANY)
    untold = [sheet.serial for sheet in waiting if sheet.form not in {FORM, *bench.strips}]
    return {
        "stamped": cases.seal_uses_between(db, first, day, after),
        "sealed": cases.sealed_between(db, first, day, after),
        "unresolved": len(untold),
        "untold": tuple(untold[:NAMED]),
        "unsettled": applications.count_unsettled(db, before.day if before else "", day.isoformat()),
    }


def _since(before: days.Closed | None) -> tuple[date, str]:
    """From which day on, and after which moment, sheets have not been through a close; a day closed late is through."""
    if before is None:
        return _LONG_AGO, ""
    day = date.fromisoformat(before.day)
    return (day, before.at) if before.at[:10] == before.day else (day + timedelta(days=1), "")
