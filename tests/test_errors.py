"""Every error of the house reads as sentences in both languages."""

from __future__ import annotations

import errno
import importlib
import pkgutil
from collections.abc import Iterator

import counter
from counter.errors import CounterError, of_the_system
from counter.locale import Text
from counter.values.typography import full_width


def owned(kind: type[CounterError] = CounterError) -> Iterator[type[CounterError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from owned(child)


def test_every_sentence_ends_as_one_and_has_the_marks_of_its_language() -> None:
    for module in pkgutil.walk_packages(counter.__path__, "counter."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    wrong = [
        (kind.__name__, text)
        for kind in owned()
        if kind.__module__.startswith("counter.") and not kind.__module__.startswith("counter.rules")
        for text in (kind.happened, kind.kept, kind.next_step)
        if text.zh
        and (text.zh[-1] not in "。？}）" or text.en[-1] not in ".?})" or _marked(text.zh) != text.zh)
    ]
    assert not wrong


def _marked(sentence: str) -> str:
    """The marks of Chinese, but an address keeps its own."""
    return sentence if "://" in sentence else full_width(sentence)


def test_what_the_system_says_is_said_in_both_languages() -> None:
    known = of_the_system(OSError(errno.ENOSPC, "No space left on device"))
    assert (known.zh, known.en) == ("磁盘已满", "No space left on device")
    assert of_the_system(OSError("odd")).zh == "odd"
    assert Text("甲{x}", "a{x}").format(x=known) == Text("甲磁盘已满", "aNo space left on device")
