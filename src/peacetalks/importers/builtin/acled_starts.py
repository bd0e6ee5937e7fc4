"""The year with which ACLED begins in each country, and the days that a file of ACLED covers.

ACLED began with Africa in 1997 and added countries since. The years are in ``acled_starts.csv``, by
our codes. A country that is not in the table is not covered.

Sources: ``acled_countries`` in ACLED's own R package ``acledR`` (2025,
https://github.com/dtacled/acledR), and "ACLED Country and Time Period Coverage" (June 2019) as read
by ``acledr`` (https://github.com/andybega/acledr). Where they differ, the later year is used.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from importlib import resources

from peacetalks.importers.coverage import Seen, period_of
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When

__all__ = ["covered_days", "starts"]


@functools.cache
def starts() -> Mapping[str, int]:
    """Return the first year of each country, by its code.

    >>> starts()["UKR"], starts()["SDN"]
    (2018, 1997)
    """
    table = resources.files("peacetalks.importers.builtin").joinpath("acled_starts.csv")
    rows = csv.DictReader(table.read_text("utf-8").splitlines())
    return FrozenMap({row["country"]: int(row["first_year"]) for row in rows})


def covered_days(seen: Seen, place: str | None) -> When | None:
    """Return the days that a file covers in a country, from the file's first row to its last."""
    first_year = starts().get(place or "")
    if first_year is None or seen.span is None:
        return None
    first = max(seen.span[0], When(str(first_year)).first_day)
    return period_of(first, seen.span[1]) if first <= seen.span[1] else None
