"""Certificates of the station's keys: asking the city's root for one, and what stands in its place on a training station."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from counter.desk.bench import Bench
from counter.desk.key_books import papers_of, record_paper
from counter.desk.key_views import NotCertifiedNow
from counter.store import keys
from counter.store.engine import Db
from counter.store.store import Acting
from counter.trust.certificate import REQUEST, Certificate, Terms, issue
from counter.trust.chain import read_papers
from counter.trust.keys import SigningKey
from counter.trust.root import CityRoot

TRAINING_ROOT: Final = "training-root"
"""The folder beside the keys."""
_REQUEST_DAYS, _ROOT_YEARS = 90, 10
_LATE = 31
"""Days before the end of a year from which on a certificate is for the next one too."""


def year_end(at: datetime) -> datetime:
    """Until when a certificate made at a moment runs: to the end of its year, in December of the next one."""
    return datetime((at + timedelta(days=_LATE)).year + 1, 1, 1, tzinfo=at.tzinfo)


def uncertified(bench: Bench) -> SigningKey | None:
    """The key in use, while no certificate of it is known."""
    key = bench.key.now()
    with bench.store.reading() as db:
        known = any(one.kind == "certificate" and one.about == key.key_id.hex() for one in keys.papers(db))
    return None if known else key


def request_for(bench: Bench, key: SigningKey) -> Certificate:
    """What the root of the city certifies: signed by the key itself, good for 90 days."""
    now = int(bench.clock.now().timestamp())
    station = bench.settings.station
    until = now + int(timedelta(days=_REQUEST_DAYS).total_seconds())
    terms = Terms(0, station.code, station.full_name, now, now, until, bench.station.training)
    return issue(REQUEST, terms, key.public, key)


def certify_training(bench: Bench, act: Acting, key: SigningKey) -> None:
    """On a training station the root is at hand; its certificates say that they are for training."""
    if not bench.station.training:
        return
    now = bench.clock.now()
    begin = int(datetime(now.year, now.month, now.day, tzinfo=now.tzinfo).timestamp())
    folder = bench.key.path.parent / TRAINING_ROOT
    if not (folder / "root.txt").exists():
        ends = int(now.replace(year=now.year + _ROOT_YEARS, day=1).timestamp())
        CityRoot.make(
            folder,
            Terms(1, _county(bench.station.code), "训练根 TRAINING ROOT", begin, begin, ends, True),
        )
    root = CityRoot.open(folder)
    if not root.paper.covers(int(now.timestamp())):
        return
    until = min(int(year_end(now).timestamp()), root.paper.until)
    paper = root.certify(request_for(bench, key).text, issued=int(now.timestamp()), since=begin, until=until)
    record_paper(act, root.paper)
    record_paper(act, paper)


def demand_certificate(bench: Bench, db: Db, key: SigningKey) -> None:
    """Where a root is known, a key without a certificate for today is not put to use.

    Raises:
        NotCertifiedNow
    """
    papers, now = read_papers(papers_of(db)), int(bench.clock.now().timestamp())
    mine = (one for one in papers.certificates if one.key.key_id == key.key_id)
    if papers.roots and not any(one.covers(now) for one in mine):
        raise NotCertifiedNow(id=key.key_id.hex())


def _county(code: str) -> str:
    """The agency code of the place above a station: its county."""
    return code[:6].ljust(len(code), "0")
