"""Given these events, seen from there, then the negotiation stands so.

A scenario is a value: each step returns another one, and what it is made of is looked at when a
``then`` asks for it. ``given`` is the name of Hypothesis' decorator too, so scripts that use both
import the module::

    from peacetalks import testing

    testing.given(*events).on("2023-11-17").then(refusals=1, phase="blocked")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, TypeVar, final

import attrs
from attrs import frozen

from peacetalks.checks import check
from peacetalks.checks.codes import CODES
from peacetalks.codec import decode
from peacetalks.errors import Finding, InvalidValue, did_you_mean
from peacetalks.events import CORE
from peacetalks.events.base import Event
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History, Record
from peacetalks.plural import many
from peacetalks.reducer.fold import fold
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.difference import differences
from peacetalks.testing.handlers import checked_handlers
from peacetalks.testing.scenario_asking import asked, check_names
from peacetalks.testing.scenario_shown import (
    shown_brief,
    shown_change,
    shown_events,
    shown_findings,
    shown_unknown,
)
from peacetalks.when import WhenLike

__all__ = ["Given", "Scenario", "given"]

S = TypeVar("S")

Given: TypeAlias = Event | Record | Mapping[str, Any]
"""An event; a record of a log; an event as in a file, read when it is asked for. (Any: JSON.)"""

_SEVERITIES: Final = ("error", "warning", "note")


@final
@frozen
class _Projection:
    """A fold of one's own.

    Any: its state is whatever the handlers make it.
    """

    handlers: Mapping[type[Event], Callable[[Any, Any], Any]]
    initial: Any


def given(*events: Given, vocabulary: Vocabulary = CORE) -> Scenario:
    """Return the scenario of some events, seen knowing all of them.

    Args:
        events: events in any order, records of a log, or objects as in a file.
        vocabulary: the kinds that objects are read with.

    Raises:
        InvalidValue: for what is none of these.

    >>> from peacetalks.events import MeetingRefused
    >>> refused = MeetingRefused(occurred="2023-10-04", meeting="granada", by="AZE")
    >>> given(refused).on("2023-10-05").then(refusals=1, meeting={"granada": "refused"})
    <Scenario of 1 event, on 2023-10-05, knowing what is on record now>
    """
    return Scenario(_checked(events), vocabulary=vocabulary)


@final
@frozen(repr=False)
class Scenario:
    """Events and a viewpoint; cannot change. Made by ``given``.

    Attributes:
        events: what is given.
        later: what comes after it.
        viewpoint: from where it is seen.
        vocabulary: the kinds that objects are read with.
    """

    events: tuple[Given, ...]
    later: tuple[Given, ...] = ()
    viewpoint: Viewpoint = Viewpoint()
    vocabulary: Vocabulary = CORE
    _projection: _Projection | None = None

    # From where it is seen

    def on(self, day: WhenLike) -> Scenario:
        """See it on a day: what had settled by then counts."""
        return self._seen(on=day)

    def known(self, day: WhenLike) -> Scenario:
        """Know what was public by a day, corrections too."""
        return self._seen(known=day)

    def recorded(self, at: WhenLike | int) -> Scenario:
        """Know what a log held at an instant, or after a position; of records alone."""
        return self._seen(recorded=at)

    def told_by(self, *parties: str) -> Scenario:
        """See the account of a party, or what those of several share."""
        return self._seen(told_by=parties)

    def unsettled(self) -> Scenario:
        """Count what may have happened by the day too."""
        return self._seen(unsettled=True)

    def when(self, *events: Given) -> Scenario:
        """Add events that come later; a failure shows what they changed."""
        return attrs.evolve(self, later=(*self.later, *_checked(events)))

    def folding(
        self, handlers: Mapping[type[Event], Callable[[S, Any], S]], *, initial: S | Callable[[], S]
    ) -> Scenario:
        """Fold what counts from the viewpoint, in the one order, with handlers of one's own.

        Args:
            handlers: by kind, ``(state, event) -> state``, as ``pt.fold`` takes them. (Any: each
                takes its own kind.)
            initial: the state to start from, or a function that makes one.

        Raises:
            InvalidValue: for what are no handlers by kind, and for a handler of no kind, or that
                is no function of a state and an event.
        """
        projection = _Projection(checked_handlers(handlers), initial)
        return attrs.evolve(self, projection=projection)

    # What is then so

    def then(self, *value: object, **expected: object) -> Scenario:
        """Hold that the state is what is expected; every difference is told.

        Args:
            value: after ``folding``: what the projection then is.
            expected: by the name of a property or question of ``NegotiationState``, or of a
                table of its parts, the answer:

                - a mapping asks once for each key, which is the argument, or a tuple of them in
                  the order of the signature: ``standing={("USA", "AZE"): "warned"}``; where
                  there is nothing to ask with, it gives fields of the answer;
                - a number is how many there are, of a question with several answers;
                - a list or tuple is the answers in any order;
                - a part is given by some of its fields, derived ones too, or by its word: the
                  status of a meeting, the level of a standing, the stage of an agreement; in a
                  list of parts also by its name;
                - None: there is none.

        Raises:
            BrokenLaw: with the differences, the brief of the state, and what the later events
                changed.
            InvalidValue: for a name that no state has, with the nearest.
        """
        __tracebackhide__ = True
        self._check_then(value, expected)
        if value:
            self._then_folded(value[0])
        if expected:
            history = self._history()
            differences = asked(history.at(self.viewpoint), expected)
            if differences:
                raise self._broken(map(str, differences), history)
        return self

    def then_finds(self, *codes: str) -> Scenario:
        """Hold that ``pt.check`` finds at least these; of the viewpoint only the day counts.

        Args:
            codes: codes, as ``"PT104"``, or severities: ``"error"``, ``"warning"``, ``"note"``.

        Raises:
            BrokenLaw: with what was found instead.
            InvalidValue: for no code at all, or for none there is.
        """
        __tracebackhide__ = True
        if not codes:
            raise InvalidValue("no code to find", value=codes, hint="use then_finds_nothing()")
        found, history = self._findings(codes)
        missing = [code for code in codes if not _of(found, (code,))]
        if missing:
            told = shown_findings(f"not found: {', '.join(missing)}", "found instead", found)
            raise self._broken(told, history)
        return self

    def then_finds_nothing(self, *codes: str) -> Scenario:
        """Hold that ``pt.check`` finds nothing, or nothing of some codes or severities.

        Raises:
            BrokenLaw: with what was found.
            InvalidValue: for a code that there is not.
        """
        __tracebackhide__ = True
        found, history = self._findings(codes)
        found = _of(found, codes) if codes else found
        if found:
            told = shown_findings("nothing was to be found", "found", found)
            raise self._broken(told, history)
        return self

    def then_raises(self, error: type[Exception], match: str | None = None) -> Scenario:
        """Hold that reading the events, and folding them from the viewpoint, raises an error.

        Args:
            error: its class. What is wrong with an object as in a file is a ``ReadError``.
            match: a regular expression that is searched for in its text.

        Raises:
            BrokenLaw: if nothing is raised, or something else.
            InvalidValue: for what is no class of errors, or no regular expression.
        """
        __tracebackhide__ = True
        _check_error(error, match)
        wanted = error.__name__ if match is None else f"{error.__name__} with {match!r} in its text"
        try:
            history = self._history()
            history.at(self.viewpoint) if self._projection is None else self._folded(history)
        except Exception as raised:
            told = f"{type(raised).__name__}: {raised}"
            if isinstance(raised, error) and (match is None or re.search(match, str(raised))):
                return self
            raise BrokenLaw(f"expected {wanted}\nraised   {told}") from raised
        raise self._broken([f"expected {wanted}, nothing raised"], history)

    def __repr__(self) -> str:
        number = len(self.events) + len(self.later)
        return f"<Scenario of {many(number, 'event', thousands='')}, {self.viewpoint}>"

    # Inside

    def _seen(self, **changes: Any) -> Scenario:
        # Any: the viewpoint's own construction checks them.
        return attrs.evolve(self, viewpoint=attrs.evolve(self.viewpoint, **changes))

    def _read(self, events: Iterable[Given]) -> list[Event | Record]:
        return [
            event
            if isinstance(event, (Event, Record))
            else decode(event, vocabulary=self.vocabulary)
            for event in events
        ]

    def _history(self) -> History:
        return History(self._read((*self.events, *self.later)))

    def _folded(self, history: History) -> tuple[object, tuple[Event, ...]]:
        """Return what one's own fold makes of the events that count, and those events."""
        events = _counting(history, self.viewpoint)
        if self._projection is None:
            return None, events
        return fold(events, self._projection.handlers, initial=self._projection.initial), events

    def _then_folded(self, value: object) -> None:
        __tracebackhide__ = True
        found, events = self._folded(self._history())
        if found != value:
            differing = [f"  {line}" for line in differences(value, found, whole="it")]
            lines = [
                "the projection differs, expected → found:",
                *differing,
                *self._unknown(),
                "",
                *shown_events(events),
            ]
            raise BrokenLaw("\n".join(lines), events=events)

    def _unknown(self) -> list[str]:
        return shown_unknown(self._read((*self.events, *self.later)), self.vocabulary)

    def _check_then(self, value: tuple[object, ...], expected: Mapping[str, object]) -> None:
        check_names(expected)
        if value and self._projection is None:
            raise InvalidValue(
                "a value by itself is that of a projection",
                value=value[0],
                hint="name what is asked, as in refusals=1; or give .folding(handlers, initial=...)",
            )
        if len(value) > 1 or not (value or expected):
            raise InvalidValue("then takes one value, or names with values; given", value=value)

    def _findings(self, codes: tuple[str, ...]) -> tuple[tuple[Finding, ...], History]:
        for code in codes:
            if not isinstance(code, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
                raise InvalidValue(
                    "not a code of a check",
                    value=code,
                    accepted="texts, as 'PT104'",
                    hint="several stand one by one, as then_finds('PT103', 'PT104')",
                )
            if code not in CODES and code not in _SEVERITIES:
                raise InvalidValue(
                    "not a code of a check",
                    value=code,
                    accepted="codes as in docs/reference/findings.md, error, warning, note",
                    hint=did_you_mean(code, (*CODES, *_SEVERITIES)),
                )
        events = self._read((*self.events, *self.later))
        return check(events, on=self.viewpoint.on).findings, History(events)

    def _broken(self, told: Iterable[str], history: History) -> BrokenLaw:
        before, later = self._read(self.events), self._read(self.later)
        lines = [
            *told,
            *self._unknown(),
            "",
            *shown_brief(history.at(self.viewpoint)),
            *shown_change(before, later, self.viewpoint),
        ]
        return BrokenLaw("\n".join(lines), events=history.events)


def _checked(events: tuple[Given, ...]) -> tuple[Given, ...]:
    for event in events:
        if not isinstance(event, (Event, Record, Mapping)):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise InvalidValue(
                "neither an event, nor a record, nor an object as in a file",
                value=event,
                hint="given(*events) takes them one by one",
            )
    return events


def _is_error(error: object) -> bool:
    return isinstance(error, type) and issubclass(error, Exception)


def _check_error(error: object, match: object) -> None:
    if not _is_error(error):
        raise InvalidValue("not a class of errors", value=error, accepted="one, as pt.ReadError")
    if match is None:
        return
    if not isinstance(match, str):
        raise InvalidValue("not a regular expression", value=match, accepted="a text, None")
    try:
        re.compile(match)
    except re.error as slip:
        hint = "re.escape(text) searches for a text as it stands"
        raise InvalidValue(f"not a regular expression, {slip}", value=match, hint=hint) from None


def _counting(history: History, viewpoint: Viewpoint) -> tuple[Event, ...]:
    events = history.timeline(viewpoint=viewpoint)
    if not viewpoint.unsettled or viewpoint.on is None:
        return events
    return (*events, *history.resolved(viewpoint).possible_by(viewpoint.on.last_day))


def _of(found: tuple[Finding, ...], codes: tuple[str, ...]) -> tuple[Finding, ...]:
    return tuple(f for f in found if f.code in codes or f.severity in codes)
