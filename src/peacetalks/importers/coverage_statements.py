"""Make ``CoverageStated`` of what a release covers; it becomes public with the release."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from peacetalks.events import Completeness
from peacetalks.events.bookkeeping import CoverageStated
from peacetalks.importers.coverage import Covered, Scope, Seen
from peacetalks.importers.identifiers import slug
from peacetalks.primitives.when import When

__all__ = ["name_of_file", "statements"]

_DIGEST: Final = 8


def name_of_file(dataset: str, release: str, areas: Iterable[Covered]) -> str:
    """Return a name for the coverage of one file, which files with other places or days do not share.

    >>> name_of_file("ucdp-ged", "19.1", [Covered(("UKR",), When("2015/2018"))])
    'ucdp-ged-19-1-04428f06'
    """
    content = repr([(area.places, area.period.text) for area in areas])
    digest = hashlib.sha256(content.encode()).hexdigest()[:_DIGEST]
    return f"{dataset}-{slug(release)}-{digest}"


def statements(
    areas: Iterable[Covered],
    seen: Seen,
    scope: Scope | None,
    *,
    dataset: str,
    published: When,
    name: str,
) -> tuple[CoverageStated, ...]:
    """Return the statements of what a release covers, the same for every stream.

    Args:
        areas: the places and days that it covers.
        seen: what its rows say.
        scope: the scope of its format; None: it counts what its rows have.
        dataset: the name of the data set.
        published: when the release was published.
        name: the name of the statement; a further one has a number.
    """
    counted: tuple[tuple[tuple[str, ...], Completeness], ...]
    if scope is None:
        counted = ((tuple(sorted(seen.counts)), "complete"),)
    else:
        counted = ((scope.counts, "complete"), (scope.sampled, "sampled"))
    stated: list[CoverageStated] = []
    for area in areas:
        for counts, complete in counted:
            if not counts:
                continue
            number = len(stated) + 1
            named = name if number == 1 else f"{name}-{number}"
            stated.append(
                CoverageStated(
                    occurred=published,
                    reported=published,
                    coverage=named,
                    dataset=dataset,
                    release=seen.release,
                    body=None if scope is None else scope.body,
                    counts=counts,
                    places=area.places,
                    period=area.period,
                    complete=complete,
                    zero=None if scope is None else scope.zero,
                    sources=() if scope is None else scope.source,
                )
            )
    return tuple(stated)
