"""The search for a case that breaks a law.

Hypothesis draws the cases and shrinks the one that it finds. The error has only the text of the
law, without Hypothesis's reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.errors import Flaky, Unsatisfiable
from hypothesis.strategies import SearchStrategy

from peacetalks.errors import InvalidValue
from peacetalks.testing.broken import BrokenLaw

__all__ = ["broken_by", "checked_number", "cut_down", "is_same_law", "search", "without_traceback"]

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
    """Return the broken law with the simplest case found; None if no case breaks it.

    A search tries the same cases each time, so that it gives the same result for everybody and in
    every run of a commit. With a higher ``max_examples`` it tries more.

    Args:
        cases: a strategy of the cases.
        law: a function that raises ``BrokenLaw`` if the law does not hold.
        max_examples: the number of cases to try.
        shrinks: whether to look for a simpler case once one is found.
        what: the name of the cases, for the error.

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
        return without_traceback(broken)
    except Flaky:
        # Code that depends on chance breaks a law once and not again, which counts too.
        if not smallest:
            raise
        return without_traceback(smallest[0])
    except Unsatisfiable:
        raise InvalidValue(
            f"hardly any {what} can be drawn, because nearly all are refused",
            value=cases,
            hint="if few values pass a rule, use a type instead: Literal, Code, Slug",
        ) from None
    return None


def checked_number(max_examples: int) -> int:
    """Return a number of examples unchanged.

    Raises:
        InvalidValue: if ``max_examples`` is not a whole number from 1.
    """
    if type(max_examples) is not int or max_examples < 1:
        raise InvalidValue("not a number of examples", value=max_examples, accepted="1 and more")
    return max_examples


def cut_down(
    error: BrokenLaw, law: Callable[[T], None], smaller: Callable[[BrokenLaw], Iterable[T]]
) -> BrokenLaw:
    """Return the same broken law with a case that cannot be made smaller.

    Args:
        error: the broken law.
        law: a function that raises ``BrokenLaw`` if the law does not hold.
        smaller: returns smaller cases to try.
    """
    for _ in range(_MOST_CUTS):
        tried = (broken_by(law, case) for case in smaller(error))
        less = next((e for e in tried if e is not None and is_same_law(e, error)), None)
        if less is None:
            break
        error = less
    return error


def is_same_law(one: BrokenLaw, other: BrokenLaw) -> bool:
    """Return whether the same law is broken, with the same type of cause."""
    return one.law == other.law and type(one.__cause__) is type(other.__cause__)


def broken_by(law: Callable[[T], object], case: T) -> BrokenLaw | None:
    """Return the error of a law that a case breaks; None if the law holds."""
    try:
        law(case)
    except BrokenLaw as broken:
        return without_traceback(broken)
    return None


def without_traceback(broken: BrokenLaw) -> BrokenLaw:
    """Return the same error without its traceback."""
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
        # The user's code may be slow or large, and this may run inside a Hypothesis test.
        deadline=None,
        suppress_health_check=list(HealthCheck),  # type: ignore[arg-type, unused-ignore] # pyright: ignore[reportArgumentType] # its metaclass hides the element type
        # No reuse and no explanation: the error says everything.
        phases=(Phase.generate, Phase.shrink) if shrinks else (Phase.generate,),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
