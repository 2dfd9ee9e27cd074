"""Errors a clerk can read: each class owns its sentences, callers pass only the values."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import ClassVar, Final

from counter.locale import Language, Term, Text

NOTHING_LOST = Text("没有任何内容丢失。", "Nothing was lost.")


_OF_THE_SYSTEM: Final[Mapping[int, str]] = {
    errno.ENOENT: "没有这个文件或文件夹", errno.EISDIR: "这是文件夹，不是文件", errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EROFS: "磁盘只能读", errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完", errno.EEXIST: "已经有这个文件", errno.ENAMETOOLONG: "名称过长", errno.EIO: "读写出错",
    errno.ELOOP: "链接绕成了圈", errno.EMFILE: "打开的文件过多", errno.EBUSY: "正被占用", errno.EINVAL: "名称或内容不合要求",
    errno.ECONNREFUSED: "对方没有接受连接", errno.ECONNRESET: "对方断开了连接", errno.ETIMEDOUT: "一直没有回答",
    errno.EHOSTUNREACH: "到不了对方", errno.ENETUNREACH: "网络不通", errno.ENXIO: "没有接上", errno.ENODEV: "没有接上",
    errno.ESPIPE: "这是管道或设备，不是文件", errno.ENOTTY: "这不是串口设备",
}  # fmt: skip


def of_the_system(problem: OSError) -> Text:
    """Why the system did not give or take a file, as the end of a sentence."""
    words = problem.strerror or str(problem) or type(problem).__name__
    return Text(_OF_THE_SYSTEM.get(problem.errno or 0, words), words)


class CounterError(Exception):
    """Something that could not be done, said in full: what happened, what is kept, what to do next.

    Subclasses set the three sentences as class attributes with ``{places}``; the constructor takes the values.
    """

    happened: ClassVar[Text] = Text("没有办成。", "It could not be done.")
    kept: ClassVar[Text] = NOTHING_LOST
    next_step: ClassVar[Text] = Text("请再试一次。", "Please try again.")

    def __init__(self, **values: object) -> None:
        super().__init__(values)
        self.values = values

    @property
    def code(self) -> str:
        """The kebab-case name of this error, for scripts: ``WrongPin`` is ``wrong-pin``."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")

    @property
    def terms(self) -> tuple[str, ...]:
        """What a command calls the things that the sentences name."""
        return tuple(
            code for value in self.values.values() if isinstance(value, Term) for code in value.codes
        )

    def sentences(self, language: Language = "zh") -> tuple[str, str, str]:
        """What happened, what is kept, what to do next, in one language."""
        texts = (self.happened, self.kept, self.next_step)
        happened, kept, next_step = (text.format(**self.values).in_(language) for text in texts)
        return happened, kept, next_step

    def said(self, language: Language = "zh") -> str:
        """All sentences as one line."""
        gap = "" if language == "zh" else " "
        return gap.join(sentence for sentence in self.sentences(language) if sentence)

    def __str__(self) -> str:
        return self.said("zh")


class Refused(CounterError):
    """The rules or the state of the case do not allow the act; exit status 1."""


class BadInput(CounterError):
    """What was typed or handed over cannot be understood; the input itself is kept where it was typed."""

    kept: ClassVar[Text] = Text("已输入的内容仍在。", "What was typed is still there.")
