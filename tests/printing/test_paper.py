from __future__ import annotations

import hashlib
from dataclasses import replace

import cbor2
from hypothesis import given
from hypothesis import strategies as st

from counter.printing.paper import DIGEST_BYTES, Paper

codes = st.from_regex(r"[a-z]{1,8}(-[a-z]{1,8})?", fullmatch=True)
texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)
papers = st.builds(
    Paper,
    form=codes,
    serial=texts,
    fields=st.dictionaries(codes, texts, max_size=30).map(lambda d: tuple(d.items())),
)


def independent_digest(paper: Paper) -> bytes:
    printed = [[code, "".join(text.split())] for code, text in sorted(paper.fields)]
    data = cbor2.dumps([paper.form, paper.serial, [pair for pair in printed if pair[1]]], canonical=True)
    return hashlib.sha256(data).digest()[:DIGEST_BYTES]


@given(papers)
def test_the_digest_is_sha256_of_deterministic_cbor(paper: Paper) -> None:
    assert paper.digest() == independent_digest(paper)


def test_long_texts_have_their_own_cbor_heads() -> None:
    for length in (23, 24, 255, 256, 65535, 65536):
        paper = Paper("f", "s", (("a", "x" * length),))
        assert paper.digest() == independent_digest(paper)


@given(papers)
def test_order_and_line_breaks_do_not_count(paper: Paper) -> None:
    broken = tuple((code, " \n".join(text)) for code, text in reversed(paper.fields))
    assert replace(paper, fields=broken).digest() == paper.digest()


def test_each_word_counts() -> None:
    paper = Paper("slip", "A-1", (("name", "张三"), ("sex", "男")))
    others = [
        replace(paper, form="notice"),
        replace(paper, serial="A-2"),
        replace(paper, fields=(("name", "张三"), ("sex", "女"))),
        replace(paper, fields=(("name", "张三男"),)),
        replace(paper, fields=(("name", "男"), ("sex", "张三"))),
    ]
    assert len({paper.digest(), *(other.digest() for other in others)}) == len(others) + 1


def test_half_a_character_does_not_raise() -> None:
    assert len(Paper("slip", "A-1", (("name", "张\ud800"),)).digest()) == DIGEST_BYTES
