"""``counter doctor``: what is plugged in, what is missing, what to do."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import typer

from counter.cli.common import JsonOption, answer, language, said
from counter.errors import CounterError
from counter.locale import Text
from counter.places import Places, places

if TYPE_CHECKING:
    from counter.devices.card_reader import CardReader
    from counter.devices.finger_reader import FingerReader

_ENOUGH_DISK = 200 * 2**20
"""Bytes."""
_ENOUGH_DAYS = 31
"""Before the end of a certificate the key is to be replaced."""
_COLUMNS, _ROWS = 80, 24
"""Cells the pages are designed for."""


class ChainBroken(CounterError):
    """The journal is not what was written; values: ``count``."""

    happened = Text("有 {count} 处断裂。", "It has {count} breaks.")
    kept = Text("", "")
    next_step = Text("请运行 counter journal verify 查看。", "Run counter journal verify to see them.")


class TablesDiffer(CounterError):
    """The store has other columns than this version of the program; values: ``columns``."""

    happened = Text(
        "登记簿的列与程序不一致：{columns}。", "Columns of the store are not the program's: {columns}."
    )
    kept = Text("", "")
    next_step = Text(
        "请核对程序版本，并保留文件待查。", "Please check the version of the program, and keep the file."
    )


class KeyNotCertified(CounterError):
    """No root has certified the key in use."""

    happened = Text(
        "在用的密钥没有证书，外单位不便核验。", "The key in use is not certified; others can hardly check it."
    )
    kept = Text("", "")
    next_step = Text(
        "请运行 counter keys make，把申请交市局认证。",
        "Run counter keys make and have the city certify the request.",
    )


class KeyRunsOut(CounterError):
    """The certificate ends soon or has ended; values: ``day``."""

    happened = Text("在用密钥的证书到 {day} 为止。", "The certificate of the key in use ends on {day}.")
    kept = Text("", "")
    next_step = Text(
        "请及时换新：counter keys make、certify、take、rotate。",
        "Replace it in time: counter keys make, certify, take, rotate.",
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``stops`` when the counter cannot work without it."""

    what: Text
    fine: bool
    said: Text
    stops: bool = True


def doctor(as_json: JsonOption = False) -> None:
    """Look at everything the counter leans on. Exit 1 when something stops the work."""
    findings = list(_findings(places()))
    spoken = language()
    colon = said("：", ": ")
    lines = [f"{_mark(one)} {one.what.in_(spoken)}{colon}{one.said.in_(spoken)}" for one in findings]
    answer({"findings": findings}, as_json=as_json, words="\n".join(lines))
    if any(not one.fine and one.stops for one in findings):
        raise typer.Exit(1)


def _mark(one: Finding) -> str:
    return "✓" if one.fine else "✗" if one.stops else "!"


def _findings(where: Places) -> Iterator[Finding]:
    yield _look(Text("程序", "Program"), _program)
    yield _look(Text("规则", "Rules"), lambda: _rules(where))
    yield _look(Text("单式与字体", "Forms and fonts"), lambda: _forms(where))
    yield replace(_look(Text("SM2/SM3", "SM2/SM3"), _sm2), stops=False)
    yield from _station(where)
    yield _disk(where)
    yield _terminal()


def _look(what: Text, look: Callable[[], Text]) -> Finding:
    try:
        return Finding(what, True, look())
    except CounterError as problem:
        return Finding(what, False, Text(problem.said("zh"), problem.said("en")))
    except (OSError, ImportError) as problem:
        return Finding(what, False, Text(str(problem), str(problem)))


def _program() -> Text:
    import sqlcipher3

    from counter import __version__

    db = sqlcipher3.connect(":memory:")
    cipher = db.execute("PRAGMA cipher_version").fetchone()[0]
    words = f"counter {__version__}, Python {sys.version.split()[0]}, SQLCipher {cipher}, SQLite {sqlcipher3.sqlite_version}"
    return Text(words, words)


def _rules(where: Places) -> Text:
    from counter.build import RulesWrong
    from counter.rules import load_rulebook

    book, problems = load_rulebook(where.data / "jurisdictions")
    if problems:
        raise RulesWrong(count=len(problems), first=problems[0])
    codes = ", ".join(book.jurisdictions)
    return Text(f"{len(book.jurisdictions)} 套（{codes}）", f"{len(book.jurisdictions)} packs ({codes})")


def _forms(where: Places) -> Text:
    from counter.printing.forms import load_forms
    from counter.printing.press import Press

    forms, problems = load_forms(where.data / "forms")
    if problems:
        raise OSError(str(problems[0]))
    press = Press(where.data)
    sizes = [len(press.pdf(form.sample())) for form in forms.values()]
    return Text(f"{len(sizes)} 种，样张均可生成", f"{len(sizes)} forms, a specimen of each can be made")


def _sm2() -> Text:
    from counter.trust.sm2 import sm2_here

    return sm2_here()


def _key(desk: Any) -> Text:
    key = next(one for one in desk.keys.show().keys if one.state == "in-use")
    if key.until is None:
        raise KeyNotCertified
    days = (key.until - desk.bench.clock.now()).days
    if days < _ENOUGH_DAYS and not desk.station.training:  # which certifies itself
        raise KeyRunsOut(day=f"{key.until:%Y-%m-%d}")
    return Text(
        f"{key.id}，{key.algorithm.zh}，证书有效期还有 {days} 天",
        f"{key.id}, {key.algorithm.en}, certified for {days} more days",
    )


def _station(where: Places) -> Iterator[Finding]:
    from counter.build import open_desk

    desks: list[Any] = []

    def opened() -> Text:
        desk = open_desk(where)
        desks.append(desk)
        kind = (
            Text("训练站", "training station") if desk.station.training else Text("正式站", "working station")
        )
        return Text(
            f"{desk.station.name} · {kind.zh} · {where.home}",
            f"{desk.station.name} · {kind.en} · {where.home}",
        )

    yield _look(Text("站点与登记簿", "Station and store"), opened)
    if not desks:
        return
    desk = desks[0]
    yield _look(Text("登记簿文件", "Store file"), lambda: _file(desk))
    yield _look(Text("各表", "Tables"), lambda: _tables(desk))
    yield _look(Text("日志", "Journal"), lambda: _journal(desk))
    yield replace(_look(Text("核验码密钥", "Key for codes"), lambda: _key(desk)), stops=False)
    yield from _printers(desk)
    yield _reader(Text("读卡器", "Card reader"), desk.bench.card_reader, _NO_CARD_READER)
    yield _reader(Text("指纹仪", "Finger reader"), desk.bench.reader, _NO_FINGER_READER)
    desk.close()


_ROLES = {
    "reports": Text("报表打印机", "Printer for reports"),
    "thermal": Text("热敏打印机", "Thermal printer"),
}
"""The printers beside the one for slips: without them work goes on."""


def _printers(desk: Any) -> Iterator[Finding]:
    """The printer for slips, and those of other roles where the station has them."""
    state = desk.bench.printer.check()
    yield Finding(Text("打印机", "Printer"), state.ready, state.text)
    for role, what in _ROLES.items():
        if (printer := desk.bench.printers.get(role)) is not None:
            told = printer.check()
            yield Finding(what, told.ready, told.text, stops=False)


_NO_CARD_READER = Text("未接；手工核对证件", "none; documents are compared by eye")
_NO_FINGER_READER = Text(
    "未接；以“指纹仪故障”结束采集，申请照常", "none; the taking is ended with that reason"
)


def _reader(what: Text, reader: CardReader | FingerReader | None, missing: Text) -> Finding:
    """A reader, or how the station does without."""
    if reader is None:
        return Finding(what, False, missing, stops=False)
    state = reader.check()
    return Finding(what, state.ready, state.text, stops=False)


def _file(desk: Any) -> Text:
    desk.bench.store.check()
    return Text("每一页都完好", "every page is as it was written")


def _tables(desk: Any) -> Text:
    from counter.store.schema import differences

    with desk.bench.store.reading() as db:
        if wrong := differences(db):
            raise TablesDiffer(columns=", ".join(wrong))
    return Text("与程序一致", "as the program has them")


def _journal(desk: Any) -> Text:
    if breaks := desk.bench.store.verify():
        raise ChainBroken(count=len(breaks))
    return Text("完整", "whole")


def _disk(where: Places) -> Finding:
    free = shutil.disk_usage(next(at for at in (where.home, *where.home.parents) if at.exists())).free
    words = Text(f"剩余 {free // 2**20} MB", f"{free // 2**20} MB free")
    return Finding(Text("磁盘", "Disk"), free > _ENOUGH_DISK, words)


def _terminal() -> Finding:
    columns, rows = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "").lower()
    fine = columns >= _COLUMNS and rows >= _ROWS and encoding.startswith("utf")
    words = f"{columns}×{rows}, {encoding}, TERM={os.environ.get('TERM', '')}"
    hint = Text(";需要 80×24 以上和 UTF-8", "; 80×24 or larger and UTF-8 are needed")
    said = Text(words, words) if fine else Text(words + hint.zh, words + hint.en)
    return Finding(Text("终端", "Terminal"), fine, said, stops=False)
