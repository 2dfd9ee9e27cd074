"""The seal ledger on paper (用印登记表, A4 across): every use of a period in order, with the totals by matter and by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from counter.desk.bench import Bench
from counter.desk.loose import LEDGER
from counter.desk.papers import day_words, made_paper, signed, unprintable
from counter.desk.people import People
from counter.desk.row_papers import with_rows
from counter.desk.views import Role, Session
from counter.printing.paper import Paper
from counter.store.ledger import LedgerLine

LONGEST: Final = 1500
"""Lines of one printed ledger: a hundred pages."""
_DOT = "·"
_STATES = {"reserved": "未送打印", "sent": "未登记出纸", "spoiled": "打坏", "voided": "已作废"}
"""What the ledger remarks of a sheet that is not out and good."""


def ledger_paper(
    bench: Bench, session: Session, lines: Sequence[LedgerLine], since: date, until: date
) -> Paper:
    """The ledger without serial: names are shortened, numbers of citizens do not stand on it."""
    people = _names(bench)
    at = bench.clock.now()
    words = signed(bench, session, at) | {
        "period": day_words(since) if since == until else f"{day_words(since)}至{day_words(until)}",
        "seal": _seals(bench, lines),
        "keeper": "、".join(
            f"{k.name} {k.number}" for k in People(bench).clerks() if k.role == Role.SEAL_KEEPER
        ),
        "count": f"{len(lines)} 次",
        "totals": _totals(bench, lines, people),
    }
    paper = made_paper(bench, LEDGER, words, unprintable(bench, words))
    return with_rows(bench, paper, [_row(bench, n, line, people) for n, line in enumerate(lines, 1)])


def _row(bench: Bench, n: int, line: LedgerLine, people: dict[str, str]) -> dict[str, str]:
    at = datetime.fromisoformat(line.at)
    return {
        "number": str(n),
        "used-at": f"{at:%m月%d日 %H时%M分}",
        "serial": line.serial,
        "matter": bench.press.forms[line.form].title.zh,
        "copies": "1",
        "person": shortened(line.holder),
        "stamped-by": _who(line.clerk, people),
        "approved-by": _who(line.second, people) if line.second else "",
        "remark": _remark(line),
    }


def _remark(line: LedgerLine) -> str:
    """What became of the sheet where it is not simply out, and which one it replaces."""
    said = [_STATES[line.state]] if line.state in _STATES else []
    said += [f"替代 {line.replaces[-4:]} 号"] if line.replaces else []
    return "，".join(said)


def _totals(bench: Bench, lines: Sequence[LedgerLine], people: dict[str, str]) -> str:
    forms = Counter(line.form for line in lines)
    clerks = Counter(line.clerk for line in lines)
    void = sum(line.state in {"spoiled", "voided"} for line in lines)
    by_form = "、".join(f"{bench.press.forms[form].title.zh} {n}" for form, n in forms.most_common())
    by_clerk = "、".join(f"{_who(clerk, people)} {n}" for clerk, n in clerks.most_common())
    return f"按事项：{by_form}。按用印人：{by_clerk}。打坏、作废 {void}。"


def _seals(bench: Bench, lines: Sequence[LedgerLine]) -> str:
    """Which seal: its words and the number that stands in the settings."""
    purposes = "、".join(dict.fromkeys(line.purpose for line in lines))
    return f"{purposes} {bench.settings.seal.number}"


def _names(bench: Bench) -> dict[str, str]:
    """Everybody who may sign in, by number; who has left is told by number alone."""
    return {clerk.number: clerk.name for clerk in People(bench).clerks()}


def _who(number: str, people: dict[str, str]) -> str:
    return f"{people.get(number, '')} {number}".strip()


def shortened(name: str) -> str:
    """A name as a list may show it: ``李**``, ``古丽巴哈尔·艾**``."""
    head, dot, rest = name.partition(_DOT)
    if not name:
        return ""
    return f"{head}{dot}{rest[:1]}**" if dot and rest else f"{name[:1]}**"
