"""Deprecated names: each works for two minor versions, and warns at the line that uses it.

A method that was renamed keeps its old name with the decorator ``renamed``. ``DEPRECATED`` is the
one table of names that were moved or renamed in modules. A module that had one asks for it from its
``__getattr__``, which type checkers do not see, so that they refuse the old name::

    if not TYPE_CHECKING:

        def __getattr__(name: str) -> object:
            return deprecated(__name__, name)

Old names are neither in ``__all__`` nor in ``dir()``. The page on stability lists them, and a test
compares it with this table.
"""

from __future__ import annotations

import functools
import sys
import warnings
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final, ParamSpec, TypeVar, final

from attrs import frozen

__all__ = ["DEPRECATED", "Deprecation", "deprecated", "renamed"]

P = ParamSpec("P")
R = TypeVar("R")


@final
@frozen
class Deprecation:
    """An old name, and what to use instead.

    Attributes:
        old: the full old name.
        new: the full name that replaces it.
        since: the version that deprecated it: major and minor.
    """

    old: str
    new: str
    since: str

    @property
    def removed_in(self) -> str:
        """The version in which the old name goes: two minor versions later.

        >>> Deprecation("peacetalks.Why", "peacetalks.history.Why", "0.1").removed_in
        '0.3'
        """
        major, minor = self.since.split(".")
        return f"{major}.{int(minor) + 2}"

    def __str__(self) -> str:
        return (
            f"{self.old} is deprecated since peacetalks {self.since} and will be removed in "
            f"{self.removed_in}; use {self.new}"
        )


def _moved(names: str, home: str, since: str = "0.1") -> Iterable[Deprecation]:
    """Yield the names of ``peacetalks`` that are only in one of its modules now."""
    for name in names.split():
        yield Deprecation(f"peacetalks.{name}", f"peacetalks.{home}.{name}", since)


def _drawn(names: str, since: str = "0.1") -> Iterable[Deprecation]:
    """Yield the figures, which are called after what they do now, as those of pandas are."""
    for name in names.split():
        yield Deprecation(f"peacetalks.views.{name}", f"peacetalks.views.plot_{name}", since)


_ALL: Final = (
    *_moved("Alias", "actors"),
    *_moved("Findings", "checks"),
    *_moved("Reading decode dumps encode loads", "codec"),
    *_moved("KINDS content_id", "events"),
    *_moved("ActorSort AgreementScope Certainty Channel CommitmentStatus ControlMode", "events"),
    *_moved("CorrectionOrigin DemandForce Direction DisarmamentStage", "events"),
    *_moved("DisplacementMeasure ImplementationStatus Judgement Measure MeasureStatus", "events"),
    *_moved("MeasureTaken MediationScope Modality Mode RatificationResult Resolution", "events"),
    *_moved("Response Stage Stance SuspensionScope VoteResult", "events"),
    *_moved("Accounts Diff Why", "history"),
    *_moved("Head Receipt Records Verification", "log"),
    *_moved("NEGOTIATION", "reducer.folding"),
    *_moved("Simulation", "testing.simulation"),
    *_moved("OnRecord Register", "state.register"),
    *_moved("Level Qualifier ReasonCategory Role", "values"),
    Deprecation(
        "peacetalks.events.clocks.clocks", "peacetalks.events.clocks.settled_and_public", "0.1"
    ),
    Deprecation("peacetalks.history.Step", "peacetalks.history.Day", "0.1"),
    *(
        Deprecation(f"peacetalks.state.force.{name}", f"peacetalks.state.security.{name}", "0.1")
        for part in ("Blockade", "Ceasefire", "Peacekeepers", "Violations")
        for name in (part, f"{part}Draft")
    ),
    *_drawn("accounts phases series standing timeline"),
)

DEPRECATED: Final = {each.old: each for each in sorted(_ALL, key=lambda each: each.old)}
"""Every deprecated name, by the full name that it had."""


def deprecated(module: str, name: str) -> object:
    """Return what an old name of a module is now, with a warning at the line that asks for it.

    To be called by ``__getattr__`` of the module itself.

    Args:
        module: the module, by its ``__name__``.
        name: what was asked of it.

    Raises:
        AttributeError: if the module has no such old name.
    """
    found = DEPRECATED.get(f"{module}.{name}")
    if found is None:
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    if not _is_probed():
        warnings.warn(str(found), DeprecationWarning, stacklevel=3)
    home, _, attribute = found.new.rpartition(".")
    value: object = getattr(import_module(home), attribute)
    return value


def _is_probed() -> bool:
    # ``from package import name`` asks twice: the import system looks whether the name is there,
    # then the statement takes it. Only the second is an access.
    asking = sys._getframe(3)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # CPython's way to a caller
    return asking.f_code.co_name == "_handle_fromlist"


def renamed(to: str, *, since: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a method as the old name of another one.

    The function that is made has ``__deprecated__``, as those of ``warnings.deprecated`` have
    (Python 3.13), so that generated pages and tests can leave it out.

    Args:
        to: the name to use instead.
        since: the version that deprecated it: major and minor.

    >>> class Shelf:
    ...     @renamed("Shelf.size", since="0.1")
    ...     def length(self) -> int:
    ...         return 3
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     length = Shelf().length()
    >>> length, str(caught[0].message)
    (3, 'Shelf.length is deprecated since peacetalks 0.1 and will be removed in 0.3; use Shelf.size')
    """

    def mark(old: Callable[P, R]) -> Callable[P, R]:
        text = str(Deprecation(old.__qualname__, to, since))

        @functools.wraps(old)
        def warning(*args: P.args, **kwargs: P.kwargs) -> R:
            warnings.warn(text, DeprecationWarning, stacklevel=2)
            return old(*args, **kwargs)

        vars(warning)["__deprecated__"] = text
        return warning

    return mark
