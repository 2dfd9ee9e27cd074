"""The tables of people taken in together at one address (SQLModel): what they share, and one line per person."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class Household(SQLModel, table=True):
    """A household or dormitory (集体户): address, landlord, service; shared papers and answers as JSON."""

    id: str = Field(primary_key=True)
    service: str
    address: str
    landlord: str
    phone: str = ""
    papers: str
    answers: str
    clerk: str
    opened_at: str
    closed_at: str = ""

    __table_args__ = (Index("household_open", "closed_at", "opened_at"), _NO_ROWID)


class HouseholdLine(SQLModel, table=True):
    """One person of a household, in the order in which they came; ``case_id`` is the intake and application of its own."""

    __tablename__ = "household_line"

    household: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    case_id: str

    __table_args__ = (Index("household_line_case", "case_id", unique=True), _NO_ROWID)
