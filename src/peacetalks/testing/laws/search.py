"""How a case is looked for with which a law does not hold.

Hypothesis draws the cases and shrinks the one that is found. What people read is the law's own
text, in one error without the reports of the search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.errors import Flaky, Unsatisfiable
from hypothesis.strategies import SearchStrategy

from peacetalks.errors import InvalidValue
from peacetalks.testing.broken import BrokenLaw

__all__ = ["afresh", "alike", "checked_number", "cut_down", "search"]

T = TypeVar("T")

_MOST_CUTS: Final = 1000


def search(
    cases: SearchStrategy[T],
    law: Callable[[T], None],
    *,
    max_examples: int,
    shrinks: bool = True,
    what: str = "cases",
) -> BrokenLaw | None:
    """Return the simplest case found with which a law does not hold; None: none was found.

    The same line finds the same cases each time, so that it tells the same to everybody, and of
    two runs of one commit never one fails alone; ``max_examples`` makes it look further.

    Args:
        cases: draws the cases.
        law: raises ``BrokenLaw`` where it does not hold.
        max_examples: how many cases are tried.
        shrinks: whether a simpler one is looked for once there is one.
        what: what the cases are called.

    Raises:
        InvalidValue: if hardly any case can be drawn.
    """
    smallest: list[BrokenLaw] = []

    @_settings(max_examples, shrinks=shrinks)
    @given(cases)
    def holds(case: T) -> None:
        try:
            law(case)
        except BrokenLaw as broken:
            if not smallest or _size(broken) < _size(smallest[0]):
                smallest[:] = [broken]
            raise

    try:
        holds()
    except BrokenLaw as broken:
        return afresh(broken)
    except Flaky:
        # What depends on chance breaks a law once and not again; it is broken all the same.
        if not smallest:
            raise
        return afresh(smallest[0])
    except Unsatisfiable:
        raise InvalidValue(
            f"hardly any {what} can be drawn, for nearly all that is drawn is refused",
            value=cases,
            hint="a rule that few values keep is better a type: Literal, Code, Slug",
        ) from None
    return None


def checked_number(max_examples: int) -> int:
    """Return a number of examples.

    Raises:
        InvalidValue: for what is none.
    """
    if type(max_examples) is not int or max_examples < 1:
        raise InvalidValue("not a number of examples", value=max_examples, accepted="1 and more")
    return max_examples


def cut_down(
    found: BrokenLaw, law: Callable[[T], None], smaller: Callable[[BrokenLaw], Iterable[T]]
) -> BrokenLaw:
    """Return the same law broken with a smaller case, as long as there is one.

    Args:
        found: the case found.
        law: raises ``BrokenLaw`` where it does not hold.
        smaller: gives smaller cases to try in its place.
    """
    for _ in range(_MOST_CUTS):
        tried = (_broken(law, case) for case in smaller(found))
        less = next((broken for broken in tried if broken is not None and alike(broken, found)), None)  # fmt: skip
        if less is None:
            break
        found = less
    return found


def alike(one: BrokenLaw, other: BrokenLaw) -> bool:
    """Return whether the same law is broken, by the same kind of error if by one."""
    return one.law == other.law and type(one.__cause__) is type(other.__cause__)


def _broken(law: Callable[[T], None], case: T) -> BrokenLaw | None:
    try:
        law(case)
    except BrokenLaw as broken:
        return afresh(broken)
    return None


def afresh(broken: BrokenLaw) -> BrokenLaw:
    """Return the same error without the way that it came."""
    fresh = BrokenLaw(str(broken), law=broken.law, events=broken.events)
    fresh.__cause__ = broken.__cause__
    return fresh


def _size(broken: BrokenLaw) -> tuple[int, int]:
    return len(broken.events), len(str(broken))


def _settings(max_examples: int, *, shrinks: bool) -> settings:
    return settings(
        max_examples=max_examples,
        derandomize=True,
        database=None,
        # Times and sizes are the business of those who wrote what is tested; this may also run
        # inside a test of Hypothesis.
        deadline=None,
        suppress_health_check=list(HealthCheck),  # type: ignore[arg-type, unused-ignore] # pyright: ignore[reportArgumentType] # its metaclass hides of what it is
        # Nothing is kept, and nothing explained: the error says what there is to say.
        phases=(Phase.generate, Phase.shrink) if shrinks else (Phase.generate,),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
