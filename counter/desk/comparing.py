"""Comparing a finger 1:1 with the card while something is handed over: when it may be done, at the reader, in the journal."""

from __future__ import annotations

from collections.abc import Mapping

from counter.desk.bench import Bench
from counter.desk.collect_rules import registered
from counter.desk.collection import Comparison, NoReaderHere, NotOfTheReader, ReaderSilent
from counter.desk.listing import NoSuchApplication
from counter.desk.look import Look
from counter.desk.taking import NoSuchChoice
from counter.desk.told import FINGER, MATCH, NO_MATCH
from counter.devices.finger_reader import ReaderProblem
from counter.store.applications import Application
from counter.store.apply import Kind
from counter.store.store import Acting
from counter.values.finger_code import FingerCode
from counter.workflows.application import APPLICATIONS, Deed, State


def accepted(seen: Look) -> Application:
    """The application of an intake, once it is accepted.

    Raises:
        NoSuchApplication
    """
    if seen.application is None or not seen.application.accepted_on:
        raise NoSuchApplication(case=seen.case.id)
    return seen.application


def awaited(seen: Look) -> None:
    """See that it lies here to be handed over, or was mailed and waits for its later check.

    Raises:
        NoSuchApplication, NotNow
    """
    state = State(accepted(seen).state)
    APPLICATIONS.step(state, Deed.CHECK if state is State.MAILED else Deed.HAND_OVER)


def comparable(seen: Look, finger: int) -> FingerCode:
    """See that this finger may be compared here and now.

    Raises:
        NoSuchApplication, NotNow
        NoSuchChoice: it was not registered at intake.
    """
    awaited(seen)
    if finger not in registered(seen):
        raise NoSuchChoice(key=str(finger)[:20])
    return FingerCode(finger)


def demand_read(bench: Bench, facts: Mapping[str, str], comparison: Comparison | None) -> None:
    """See that a match is what a reader said: no fact that somebody told, and a verdict typed by hand at training stations only.

    Raises:
        NotOfTheReader
    """
    told = comparison is None and facts.get(FINGER) == MATCH
    typed = comparison is not None and not comparison.recorded and not bench.station.training
    if told or typed:
        raise NotOfTheReader


def at_reader(bench: Bench, finger: FingerCode) -> Comparison:
    """What the reader says of a finger; nothing is recorded yet.

    Raises:
        NoReaderHere, ReaderSilent
    """
    if bench.reader is None:
        raise NoReaderHere
    try:
        told = bench.reader.compare(finger)
    except ReaderProblem as problem:
        raise ReaderSilent from problem
    return Comparison(finger, told.score, told.match)


def record(act: Acting, application: str, comparison: Comparison | None) -> None:
    """Put a comparison into the journal, with finger, score and verdict, unless it is there already."""
    if comparison is not None and not comparison.recorded:
        result = MATCH if comparison.match else NO_MATCH
        finger = {"finger": int(comparison.finger), "result": result, "quality": None}
        act.record(Kind.FINGER_TAKEN, application, finger | {"score": comparison.score})
