"""The Goldstein scale of CAMEO codes, in the dialects of ICEWS and GDELT.

The scale says how conflictual (-10) or cooperative (10) an act is, after J. S. Goldstein, "A
Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict Resolution 36 (1992). The
values of each CAMEO code are those of the two data sets: ICEWS gives them as the intensity of its
events, GDELT in its table CAMEO.goldsteinscale.txt.
"""

from __future__ import annotations

import csv
import functools
from importlib import resources
from typing import Final

from peacetalks.events import Event
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["goldstein"]

_DIALECTS: Final = ("icews", "gdelt")


def goldstein(event: Event) -> float | None:
    """Return the value of an event on the scale; None if none of its CAMEO codes has a value.

    >>> import peacetalks as pt
    >>> code = pt.ExternalId("cameo-icews", "190")
    >>> goldstein(pt.AttackReported(occurred="2020", by="AZE", external_ids=code))
    -10.0
    """
    scale = _scale()
    codes = (scale.get((external.scheme, external.id)) for external in event.external_ids)
    return next((value for value in codes if value is not None), None)


@functools.cache
def _scale() -> FrozenMap[tuple[str, str], float]:
    file = resources.files(__name__.rpartition(".")[0]).joinpath("goldstein.csv")
    with file.open(encoding="utf-8") as text:
        return FrozenMap(
            {
                (f"cameo-{dialect}", row["code"]): float(row[dialect])
                for row in csv.DictReader(text)
                for dialect in _DIALECTS
                if row[dialect]
            }
        )
