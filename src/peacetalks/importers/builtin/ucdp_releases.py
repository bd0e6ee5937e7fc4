"""The names of UCDP's releases, and the days that a release covers.

GED is published once a year, as ``19.1`` (1989 to 2018). In between, the Candidate Events Dataset is
published for each month, as ``18.0.1`` (January 2018), and for several months together, as
``23.01.23.03`` (January to March 2023). The file of a release is called ``ged191-csv.zip`` or
``GEDEvent_v18_0_1.csv``.

Candidate events have not been through the vetting of the annual release (Hegre et al. 2020,
doi:10.1177/2053168020935257), so an annual release supersedes them.

Sources: the documentation of UCDP's interface (https://ucdp.uu.se/apidocs/), and the versions in
use by its R package ``ucdp.api`` (https://github.com/guyschvitz/ucdp.api).
"""

from __future__ import annotations

import re
from typing import Final, final

from attrs import frozen

from peacetalks.importers.coverage import Seen, year_of, years
from peacetalks.primitives.when import When

__all__ = ["CodedRelease", "covered_days", "rank", "release_of"]

_FIRST_YEAR: Final = 1989
_FIRST_ANNUAL: Final = 17
"""The first year after which the names of annual releases are; earlier ones were 1.0 to 5.0."""
_BEFORE: Final = r"(?:.*[^0-9._])?_?"
_ANNUAL: Final = re.compile(rf"{_BEFORE}(\d\d)(?:[._]?)([1-9])(?:-[a-z]+)?", re.IGNORECASE)
_PACKED: Final = re.compile(r"(?:.*[^a-z0-9])?ged(\d\d)[1-9](?:-[a-z]+)?", re.IGNORECASE)
_MONTH: Final = re.compile(rf"{_BEFORE}(\d\d)[._]0[._](\d\d?)", re.IGNORECASE)
_MONTHS: Final = re.compile(rf"{_BEFORE}(\d\d)[._](\d\d)[._](\d\d)[._](\d\d)", re.IGNORECASE)
_DECEMBER: Final = 12


@final
@frozen
class CodedRelease:
    """What the name of a release says.

    Attributes:
        rank: 0: the candidate events of a month; 1: of several months; 2: an annual release.
        first: its first day, as a year or a month; empty: as the rows say.
        last: its last year or month.
    """

    rank: int
    first: str
    last: str


def release_of(name: str) -> CodedRelease | None:
    """Return what the name of a release of GED or of the candidate events says.

    >>> release_of("19.1")
    CodedRelease(rank=2, first='', last='2018')
    >>> release_of("GEDEvent_v18_0_1"), release_of("23.01.23.03"), release_of("ged241-csv")
    (CodedRelease(rank=0, first='2018-01', last='2018-01'), CodedRelease(rank=1, first='2023-01', last='2023-03'), CodedRelease(rank=2, first='', last='2023'))
    >>> release_of("my-extract") is None
    True
    """
    months = _MONTHS.fullmatch(name)
    if months is not None:
        year, month, last_year, last_month = map(int, months.groups())
        span = _month(year, month), _month(last_year, last_month)
        return CodedRelease(1, *span) if all(span) and span[0] <= span[1] else None
    monthly = _MONTH.fullmatch(name)
    if monthly is not None:
        month_ = _month(*map(int, monthly.groups()))
        return CodedRelease(0, month_, month_) if month_ else None
    annual = _ANNUAL.fullmatch(name) if "." in name or "_" in name else _PACKED.fullmatch(name)
    if annual is None or int(annual[1]) < _FIRST_ANNUAL:
        return None
    return CodedRelease(2, "", str(1999 + int(annual[1])))


def _month(year: int, month: int) -> str:
    return f"{2000 + year}-{month:02}" if 1 <= month <= _DECEMBER else ""


def rank(name: str) -> int | None:
    """Return the rank of a release; None: its name does not say what it is.

    >>> rank("18.0.1"), rank("19.1"), rank("2")
    (0, 2, None)
    """
    release = release_of(name)
    return None if release is None else release.rank


def covered_days(seen: Seen, place: str | None) -> When | None:
    """Return the days that a release covers.

    An annual release covers whole years, from that of the first row, since a part of it may begin
    later than 1989, to that of the last row. Candidate events cover their months.
    """
    del place
    release = release_of(seen.release)
    if release is None or seen.span is None:
        return None
    if release.first:
        same = release.first == release.last
        return When(release.first if same else f"{release.first}/{release.last}")
    first, last = map(year_of, seen.span)
    return years(max(_FIRST_YEAR, first), min(last, int(release.last)))
