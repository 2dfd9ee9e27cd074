"""The tables of permits (SQLModel): what local deeds made of a permit, and every deed with who, when, why and by which article.

Readings of the journal. A holder without a row in ``permit`` stands as the last extract told. Days are ISO text, so that
they sort; "" means not known.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel

_NO_ROWID = {"sqlite_with_rowid": False}


class Permit(SQLModel, table=True):
    """A permit on which something was done here; ``state`` is one of ``workflows.permit.Permit``.

    ``years_from`` is the day from which the years of residence count, ``full_years_from`` the day whose anniversaries
    endorsements run to, ``card`` is ``lost`` while a lost physical card is not replaced. ``guarded`` names the columns of
    the holder that deeds here have set and no extract has confirmed yet, in order, with commas.
    """

    holder: int = Field(primary_key=True)
    state: str
    years_from: str
    full_years_from: str
    card: str
    guarded: str
    touched: int


class PermitDeed(SQLModel, table=True):
    """One deed on a permit: ``changes`` is JSON, a list of [column, old, new]; ``sheet`` the notice that told the citizen."""

    __tablename__ = "permit_deed"

    holder: int = Field(primary_key=True)
    act: int = Field(primary_key=True)
    deed: str
    state: str
    at: str
    clerk: str
    second: str
    reason: str
    article_zh: str
    article_en: str
    application: str
    changes: str
    sheet: str

    __table_args__ = (_NO_ROWID,)
