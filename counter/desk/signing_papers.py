"""Papers to be signed, as sheets: which form a paper of the rules is printed on, and which sheet stands for the words of now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from counter.desk.bench import Bench
from counter.desk.look import Look
from counter.desk.papers import made_paper, unprintable
from counter.locale import Text
from counter.printing.form import Form
from counter.printing.paper import Paper
from counter.store import cases
from counter.store.engine import Db
from counter.workflows.application import Stage
from counter.workflows.slip import Sheet

AT_HOME = (Stage.DOCUMENTS, Stage.NOTICE, Stage.WAITING)
"""Stages at which papers are missing that the applicant may take home and bring back signed."""


def form_of(bench: Bench, document: str) -> Form | None:
    """The form a paper is printed on here, as the vocabulary says; None for one that comes from elsewhere."""
    return bench.press.forms.get(bench.rules.vocabulary.documents[document].form)


def filled(seen: Look, form: Form, words: Mapping[str, str]) -> Paper:
    """A form with the words that its fields ask for, and with its blanks where the case knows none."""
    told = {field.code: words.get(field.taken_from, "") or field.blank for field in form.fields}
    described = {**unprintable(seen.bench, told), **(seen.facts.get("described") or {})}
    return made_paper(seen.bench, form.code, told, described)


def unknown(form: Form, paper: Paper) -> tuple[Text, ...]:
    """The labels of what a sheet must tell and does not."""
    return tuple(
        field.label for field in form.fields if not field.optional and not paper.text(field.code).strip()
    )


def standing_sheet(seen: Look, db: Db, key: str) -> cases.Sheet | None:
    """The sheet that was printed to be signed, if it says what would be printed now and is not void."""
    serial, words, _ = seen.facts.get("letters", {}).get(key, ("", "", ""))
    return _standing(db, serial) if words == seen.paper_words else None


def home_sheet(seen: Look, db: Db, document: str) -> cases.Sheet | None:
    """The sheet of a paper to be signed at home, under the same conditions."""
    serial, words = seen.facts.get("taken-home", {}).get(document, ("", ""))
    return _standing(db, serial) if words == home_words(seen) else None


def home_words(seen: Look) -> str:
    """A fingerprint of what a paper for home tells: the applicant and the service."""
    service = seen.application.service if seen.application else ""
    return hashlib.sha256(repr((tuple(seen.person or ()), service)).encode()).hexdigest()


def outdated(seen: Look, db: Db) -> tuple[cases.Sheet, ...]:
    """The sheets of a case that say what is not so any more, and are not void yet."""
    letters, home = seen.facts.get("letters", {}), seen.facts.get("taken-home", {})
    old = [serial for serial, words, _ in letters.values() if words != seen.paper_words]
    old += [serial for serial, words in home.values() if words != home_words(seen)]
    return tuple(sheet for serial in old if (sheet := _standing(db, serial)) is not None)


def _standing(db: Db, serial: str) -> cases.Sheet | None:
    sheet = cases.sheet(db, serial) if serial else None
    return sheet if sheet is not None and sheet.state != Sheet.VOIDED else None
