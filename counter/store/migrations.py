"""The schema, step by step: ordered named functions, each committed together with the record that it ran."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from counter.store.engine import Db

Migration = Callable[[Db], None]

_APPLIED = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY) WITHOUT ROWID"


def m0001_the_house(db: Db) -> None:
    """Journal, clerks, holders with their search indexes, cases, sheets, seal ledger, scratch."""
    for statement in _M0001:
        db.execute(statement)


_M0001 = (
    """CREATE TABLE journal (
        n INTEGER PRIMARY KEY NOT NULL, terminal VARCHAR NOT NULL, seq INTEGER NOT NULL, at VARCHAR NOT NULL,
        clerk VARCHAR NOT NULL, kind VARCHAR NOT NULL, subject VARCHAR NOT NULL, body VARCHAR NOT NULL,
        prev BLOB NOT NULL, hash BLOB NOT NULL)""",
    "CREATE UNIQUE INDEX journal_chain ON journal (terminal, seq)",
    "CREATE INDEX journal_wrong_pin ON journal (subject, at) WHERE kind = 'clerk.wrong-pin'",
    """CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END""",
    """CREATE TRIGGER journal_never_forgets BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END""",
    """CREATE TABLE clerk (
        number VARCHAR PRIMARY KEY NOT NULL, name VARCHAR NOT NULL, role VARCHAR NOT NULL, pin VARCHAR NOT NULL,
        active BOOLEAN NOT NULL)""",
    """CREATE TABLE holder (
        id INTEGER PRIMARY KEY NOT NULL, number VARCHAR(18) NOT NULL, tail VARCHAR(18) NOT NULL,
        name VARCHAR(50) NOT NULL, sex VARCHAR NOT NULL, ethnic VARCHAR NOT NULL, birth DATE NOT NULL,
        household_address VARCHAR NOT NULL, residence_address VARCHAR NOT NULL, permit_kind VARCHAR NOT NULL,
        permit_number VARCHAR NOT NULL, issued DATE NOT NULL, endorsed_until DATE NOT NULL, state VARCHAR NOT NULL)""",
    "CREATE UNIQUE INDEX holder_number ON holder (number)",
    "CREATE INDEX holder_tail ON holder (tail)",
    "CREATE INDEX holder_name ON holder (name, birth)",
    """CREATE TABLE holder_initials (
        initials VARCHAR NOT NULL, birth DATE NOT NULL, holder INTEGER NOT NULL,
        PRIMARY KEY (initials, birth, holder)) WITHOUT ROWID""",
    "CREATE INDEX holder_initials_of ON holder_initials (holder)",
    """CREATE VIRTUAL TABLE holder_parts USING fts5(
        name, content='', contentless_delete=1, detail=full, tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TABLE "case" (
        id VARCHAR PRIMARY KEY NOT NULL, service VARCHAR NOT NULL, step VARCHAR NOT NULL, clerk VARCHAR NOT NULL,
        opened_at VARCHAR NOT NULL, facts VARCHAR NOT NULL, parked BOOLEAN NOT NULL, is_open BOOLEAN NOT NULL,
        touched INTEGER NOT NULL) WITHOUT ROWID""",
    'CREATE INDEX case_open ON "case" (clerk) WHERE is_open',
    """CREATE TABLE sheet (
        id INTEGER PRIMARY KEY NOT NULL, serial VARCHAR NOT NULL, case_id VARCHAR NOT NULL,
        form VARCHAR NOT NULL, state VARCHAR NOT NULL, holder VARCHAR NOT NULL, clerk VARCHAR NOT NULL,
        reserved_at VARCHAR NOT NULL, act INTEGER NOT NULL, replaces VARCHAR NOT NULL,
        replaced_by VARCHAR NOT NULL, reason VARCHAR NOT NULL, second VARCHAR NOT NULL, job VARCHAR NOT NULL,
        sha256 VARCHAR NOT NULL)""",
    """CREATE TABLE seal_use (
        day VARCHAR NOT NULL, n INTEGER NOT NULL, at VARCHAR NOT NULL, sheet INTEGER NOT NULL, serial VARCHAR NOT NULL,
        mode VARCHAR NOT NULL, purpose VARCHAR NOT NULL, clerk VARCHAR NOT NULL, second VARCHAR NOT NULL,
        PRIMARY KEY (day, n)) WITHOUT ROWID""",
    """CREATE TABLE scratch (
        case_id VARCHAR NOT NULL, field VARCHAR NOT NULL, text VARCHAR NOT NULL, PRIMARY KEY (case_id, field))""",
)


def m0002_applications(db: Db) -> None:
    """Applicants, applications and all that belongs to them, closed days; the calendar of endorsements."""
    for statement in _M0002:
        db.execute(statement)


_M0002 = (
    "CREATE INDEX holder_endorsed ON holder (endorsed_until)",
    """CREATE TABLE person (
        id VARCHAR PRIMARY KEY NOT NULL, number VARCHAR(18) NOT NULL, name VARCHAR(50) NOT NULL, sex VARCHAR NOT NULL,
        ethnic VARCHAR NOT NULL, birth DATE NOT NULL, household_address VARCHAR NOT NULL,
        residence_address VARCHAR NOT NULL, phone VARCHAR NOT NULL) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX person_number ON person (number)",
    """CREATE TABLE person_change (
        person VARCHAR NOT NULL, act INTEGER NOT NULL, field VARCHAR NOT NULL, old VARCHAR NOT NULL, new VARCHAR NOT NULL,
        reason VARCHAR NOT NULL, at VARCHAR NOT NULL, clerk VARCHAR NOT NULL,
        PRIMARY KEY (person, act, field)) WITHOUT ROWID""",
    """CREATE TABLE application (
        id VARCHAR PRIMARY KEY NOT NULL, service VARCHAR NOT NULL, person VARCHAR NOT NULL, state VARCHAR NOT NULL,
        since VARCHAR NOT NULL, running BOOLEAN NOT NULL, accepted_on VARCHAR NOT NULL, verified_on VARCHAR NOT NULL,
        signed_on VARCHAR NOT NULL, due VARCHAR NOT NULL, estimated BOOLEAN NOT NULL, collect VARCHAR NOT NULL,
        touched INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX application_state ON application (state, since)",
    "CREATE INDEX application_due ON application (running, due)",
    "CREATE INDEX application_accepted ON application (accepted_on)",
    "CREATE INDEX application_person ON application (person, accepted_on)",
    """CREATE TABLE received_paper (
        application VARCHAR NOT NULL, paper VARCHAR NOT NULL, seen_at VARCHAR NOT NULL, copies INTEGER NOT NULL,
        settled VARCHAR NOT NULL, settled_at VARCHAR NOT NULL, PRIMARY KEY (application, paper)) WITHOUT ROWID""",
    """CREATE TABLE fee (
        receipt VARCHAR PRIMARY KEY NOT NULL, application VARCHAR NOT NULL, fen INTEGER NOT NULL, basis VARCHAR NOT NULL,
        day VARCHAR NOT NULL, at VARCHAR NOT NULL, clerk VARCHAR NOT NULL, returned VARCHAR NOT NULL,
        returned_on VARCHAR NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX fee_day ON fee (day, receipt)",
    "CREATE INDEX fee_returned ON fee (returned_on, receipt)",
    """CREATE TABLE finger_result (
        application VARCHAR NOT NULL, n INTEGER NOT NULL, finger INTEGER NOT NULL, result VARCHAR NOT NULL,
        quality INTEGER, score FLOAT, at VARCHAR NOT NULL, PRIMARY KEY (application, n)) WITHOUT ROWID""",
    """CREATE TABLE promise (
        application VARCHAR NOT NULL, demand VARCHAR NOT NULL, due VARCHAR NOT NULL, outcome VARCHAR NOT NULL,
        reason VARCHAR NOT NULL, PRIMARY KEY (application, demand)) WITHOUT ROWID""",
    "CREATE INDEX promise_due ON promise (outcome, due)",
    """CREATE TABLE day_close (
        day VARCHAR PRIMARY KEY NOT NULL, at VARCHAR NOT NULL, clerk VARCHAR NOT NULL, second VARCHAR NOT NULL,
        reason VARCHAR NOT NULL, books VARCHAR NOT NULL) WITHOUT ROWID""",
)


def m0003_the_windows(db: Db) -> None:
    """Shifts at this counter; home visits, certificates, losses, reviews, households, what is to be reported."""
    for statement in _M0003:
        db.execute(statement)


_M0003 = (
    """CREATE TABLE shift (
        terminal VARCHAR NOT NULL, clerk VARCHAR NOT NULL, begun_at VARCHAR NOT NULL, ended_at VARCHAR NOT NULL,
        next VARCHAR NOT NULL, PRIMARY KEY (terminal, clerk, begun_at)) WITHOUT ROWID""",
    "CREATE INDEX shift_open ON shift (clerk, terminal) WHERE ended_at = ''",
    """CREATE TABLE visit (
        id VARCHAR PRIMARY KEY NOT NULL, application VARCHAR NOT NULL, demand VARCHAR NOT NULL, beat VARCHAR NOT NULL,
        officer VARCHAR NOT NULL, planned_on VARCHAR NOT NULL, tries INTEGER NOT NULL, closed VARCHAR NOT NULL,
        result VARCHAR NOT NULL, words VARCHAR NOT NULL, signed_by VARCHAR NOT NULL, at VARCHAR NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX visit_day ON visit (closed, planned_on)",
    "CREATE INDEX visit_officer ON visit (closed, officer, planned_on)",
    "CREATE INDEX visit_application ON visit (application)",
    """CREATE TABLE visit_opinion (
        visit VARCHAR NOT NULL, n INTEGER NOT NULL, result VARCHAR NOT NULL, words VARCHAR NOT NULL,
        signed_by VARCHAR NOT NULL, at VARCHAR NOT NULL, PRIMARY KEY (visit, n)) WITHOUT ROWID""",
    """CREATE TABLE certificate (
        application VARCHAR PRIMARY KEY NOT NULL, form VARCHAR NOT NULL, state VARCHAR NOT NULL, entries VARCHAR NOT NULL,
        agreed VARCHAR NOT NULL, sheet VARCHAR NOT NULL, touched INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX certificate_state ON certificate (state)",
    """CREATE TABLE loss (
        application VARCHAR PRIMARY KEY NOT NULL, person VARCHAR NOT NULL, lost_on VARCHAR NOT NULL,
        place VARCHAR NOT NULL, circumstances VARCHAR NOT NULL, reported_at VARCHAR NOT NULL, clerk VARCHAR NOT NULL,
        sheet VARCHAR NOT NULL,
        withdrawn_at VARCHAR NOT NULL, withdrawn_why VARCHAR NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE face_review (
        case_id VARCHAR NOT NULL, n INTEGER NOT NULL, at VARCHAR NOT NULL, clerk VARCHAR NOT NULL, second VARCHAR NOT NULL,
        photo VARCHAR NOT NULL, outcome VARCHAR NOT NULL, reason VARCHAR NOT NULL, PRIMARY KEY (case_id, n)) WITHOUT ROWID""",
    """CREATE TABLE household (
        id VARCHAR PRIMARY KEY NOT NULL, service VARCHAR NOT NULL, address VARCHAR NOT NULL, landlord VARCHAR NOT NULL,
        phone VARCHAR NOT NULL, papers VARCHAR NOT NULL, answers VARCHAR NOT NULL, clerk VARCHAR NOT NULL,
        opened_at VARCHAR NOT NULL, closed_at VARCHAR NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX household_open ON household (closed_at, opened_at)",
    """CREATE TABLE household_line (
        household VARCHAR NOT NULL, n INTEGER NOT NULL, case_id VARCHAR NOT NULL,
        PRIMARY KEY (household, n)) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX household_line_case ON household_line (case_id)",
    """CREATE TABLE upload (
        act INTEGER PRIMARY KEY NOT NULL, what VARCHAR NOT NULL, subject VARCHAR NOT NULL, at VARCHAR NOT NULL,
        batch INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX upload_batch_act ON upload (batch, act)",
    "CREATE INDEX upload_subject ON upload (subject, act)",
    """CREATE TABLE upload_batch (
        n INTEGER PRIMARY KEY NOT NULL, at VARCHAR NOT NULL, clerk VARCHAR NOT NULL, lines INTEGER NOT NULL,
        sha256 VARCHAR NOT NULL, confirmed_at VARCHAR NOT NULL, confirmed_by VARCHAR NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX person_name ON person (name, birth)",
    """CREATE TABLE person_word (
        word VARCHAR NOT NULL, birth DATE NOT NULL, person VARCHAR NOT NULL,
        PRIMARY KEY (word, birth, person)) WITHOUT ROWID""",
    "CREATE INDEX person_word_of ON person_word (person)",
    (
        "CREATE INDEX journal_case ON journal (subject) WHERE kind IN ('application.begun', 'application.moved', 'case.moved',"
        " 'case.noted', 'case.opened', 'case.parked', 'case.taken-up', 'case.undone', 'finger.taken', 'paper.marked',"
        " 'promise.given', 'promise.settled')"
    ),
    """CREATE TABLE station_key (
        id VARCHAR PRIMARY KEY NOT NULL, algorithm VARCHAR NOT NULL, public VARCHAR NOT NULL, state VARCHAR NOT NULL,
        made_at VARCHAR NOT NULL, since VARCHAR NOT NULL, ended_at VARCHAR NOT NULL, reason VARCHAR NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE key_paper (
        kind VARCHAR NOT NULL, about VARCHAR NOT NULL, number INTEGER NOT NULL, until INTEGER NOT NULL, text VARCHAR NOT NULL,
        PRIMARY KEY (kind, about)) WITHOUT ROWID""",
    """CREATE TABLE archived (
        sheet INTEGER PRIMARY KEY NOT NULL, serial VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, key VARCHAR NOT NULL,
        at VARCHAR NOT NULL)""",
    """CREATE TABLE permit (
        holder INTEGER PRIMARY KEY NOT NULL, state VARCHAR NOT NULL, years_from VARCHAR NOT NULL,
        full_years_from VARCHAR NOT NULL, card VARCHAR NOT NULL, guarded VARCHAR NOT NULL, touched INTEGER NOT NULL)""",
    """CREATE TABLE permit_deed (
        holder INTEGER NOT NULL, act INTEGER NOT NULL, deed VARCHAR NOT NULL, state VARCHAR NOT NULL, at VARCHAR NOT NULL,
        clerk VARCHAR NOT NULL, second VARCHAR NOT NULL, reason VARCHAR NOT NULL, article_zh VARCHAR NOT NULL,
        article_en VARCHAR NOT NULL, application VARCHAR NOT NULL, changes VARCHAR NOT NULL, sheet VARCHAR NOT NULL,
        PRIMARY KEY (holder, act)) WITHOUT ROWID""",
    """CREATE TABLE issued_seal (
        act INTEGER PRIMARY KEY NOT NULL, fingerprint VARCHAR NOT NULL, number VARCHAR NOT NULL, name VARCHAR NOT NULL,
        purpose VARCHAR NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, at VARCHAR NOT NULL,
        clerk VARCHAR NOT NULL, second VARCHAR NOT NULL, text VARCHAR NOT NULL)""",
    "CREATE UNIQUE INDEX issued_seal_fingerprint ON issued_seal (fingerprint)",
    """CREATE TABLE seal_session (
        act INTEGER PRIMARY KEY NOT NULL, fingerprint VARCHAR NOT NULL, at VARCHAR NOT NULL, until VARCHAR NOT NULL,
        clerk VARCHAR NOT NULL, second VARCHAR NOT NULL, ended_at VARCHAR NOT NULL, ended_by VARCHAR NOT NULL)""",
    "CREATE INDEX seal_session_open ON seal_session (ended_at)",
    """CREATE TABLE queue_number (
        id VARCHAR PRIMARY KEY NOT NULL, given_on VARCHAR NOT NULL, n INTEGER NOT NULL, number VARCHAR NOT NULL,
        first BOOLEAN NOT NULL, service VARCHAR NOT NULL, state VARCHAR NOT NULL, day VARCHAR NOT NULL,
        entered INTEGER NOT NULL, taken_at VARCHAR NOT NULL, called_at VARCHAR NOT NULL, called_by VARCHAR NOT NULL,
        sheet VARCHAR NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX queue_given ON queue_number (given_on, first, n)",
    "CREATE INDEX queue_line ON queue_number (day, state, first DESC, entered)",
    "ALTER TABLE sheet ADD COLUMN out_on VARCHAR NOT NULL DEFAULT ''",
    "ALTER TABLE sheet ADD COLUMN wasted_on VARCHAR NOT NULL DEFAULT ''",
    """CREATE TABLE day_count (
        day VARCHAR NOT NULL, what VARCHAR NOT NULL, form VARCHAR NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (day, what, form)) WITHOUT ROWID""",
    """CREATE TABLE open_day (
        day VARCHAR PRIMARY KEY NOT NULL, at VARCHAR NOT NULL, act INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE waiver (
        act INTEGER PRIMARY KEY NOT NULL, application VARCHAR NOT NULL, fen INTEGER NOT NULL, basis VARCHAR NOT NULL,
        ground VARCHAR NOT NULL, reason VARCHAR NOT NULL, day VARCHAR NOT NULL, at VARCHAR NOT NULL,
        clerk VARCHAR NOT NULL, second VARCHAR NOT NULL, withdrawn VARCHAR NOT NULL, withdrawn_on VARCHAR NOT NULL)""",
    "CREATE INDEX waiver_application ON waiver (application, act)",
    "CREATE INDEX waiver_day ON waiver (day, act)",
    "CREATE INDEX waiver_withdrawn ON waiver (withdrawn_on, act)",
    """CREATE TABLE unsaid (
        clerk VARCHAR NOT NULL, page VARCHAR NOT NULL, deed VARCHAR NOT NULL, told VARCHAR NOT NULL, here BOOLEAN NOT NULL,
        day VARCHAR NOT NULL, PRIMARY KEY (clerk, page, deed)) WITHOUT ROWID""",
)

MIGRATIONS: tuple[Migration, ...] = (m0001_the_house, m0002_applications, m0003_the_windows)


def applied(db: Db) -> frozenset[str]:
    """The names of the steps this store has taken."""
    known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone()
    if known is None:
        return frozenset()
    return frozenset(name for (name,) in db.execute("SELECT name FROM migration"))


def pending(db: Db, steps: tuple[Migration, ...] = MIGRATIONS) -> tuple[Migration, ...]:
    """The steps still to take, in order."""
    done = applied(db)
    return tuple(step for step in steps if step.__name__ not in done)


def migrate(
    begin: Callable[[], AbstractContextManager[Db]], steps: tuple[Migration, ...] = MIGRATIONS
) -> None:
    """Take every pending step, each in a transaction of its own; one that fails leaves nothing behind."""
    for step in steps:
        with begin() as db:
            if step in pending(db, steps):
                step(db)
                db.execute(_APPLIED)
                db.execute("INSERT INTO migration VALUES (?)", (step.__name__,))
