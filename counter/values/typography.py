"""Chinese punctuation: on paper the marks of a Chinese sentence are full-width (GB/T 15834), however they were typed."""

from __future__ import annotations

import re

from counter.locale import Text

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HAN = r"\u4e00-\u9fff\u3400-\u4dbf\u3000-\u303f\uff00-\uffef·”》"
_MARK = re.compile(rf"(?<=[{_HAN})])[,;:?!] ?|(?<=[0-9A-Za-z])[,;:?!](?=[{_HAN}(])")
_BRACKETED = re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)")


def full_width(text: str) -> str:
    """Our own sentence with full-width marks beside Chinese; never for citizens' words, which stay as they are."""
    while (set_apart := _BRACKETED.sub("（\\1）", text)) != text:
        text = set_apart
    return _MARK.sub(lambda mark: _FULL[mark[0].strip()], text)


def marked(sentence: Text) -> Text:
    """A bilingual sentence of ours as it is shown: the Chinese one with full-width marks."""
    return Text(full_width(sentence.zh), sentence.en)
