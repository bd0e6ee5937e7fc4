"""Scenarios: given these events, from this viewpoint, then the state is this.

A scenario is a value: each step returns a new one, and the events are read when a ``then`` needs
them. Hypothesis's decorator is called ``given`` too, so if you use both, import the module::

    from peacetalks import testing

    testing.given(*events).on("2023-11-17").then(refusals=1, phase="blocked")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias, TypeVar, final

import attrs
from attrs import frozen

from peacetalks._support.public_names import publish
from peacetalks._support.wording import count_noun
from peacetalks.checks import CODES, check
from peacetalks.codec import decode
from peacetalks.errors import Finding, InvalidValue, did_you_mean
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History, Record
from peacetalks.primitives.when import WhenLike
from peacetalks.reducer.folding import fold
from peacetalks.state.viewpoint import Viewpoint
from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.difference import differences
from peacetalks.testing.handlers import checked_handlers
from peacetalks.testing.scenario_asking import check_names, unexpected_answers
from peacetalks.testing.scenario_shown import (
    shown_brief,
    shown_change,
    shown_events,
    shown_findings,
    shown_unknown,
)

__all__ = ["Given", "Scenario", "given"]

S = TypeVar("S")

Given: TypeAlias = Event | Record | Mapping[str, Any]
"""An event, a record of a log, or a plain event as in a file, read when needed. (Any: JSON.)"""

_SEVERITIES: Final = ("error", "warning", "note")


@final
@frozen
class _Projection:
    """A user-defined fold.

    Any: its state can be of any type.
    """

    handlers: Mapping[type[Event], Callable[[Any, Any], Any]]
    initial: Any


def given(*events: Given, vocabulary: Vocabulary = CORE) -> Scenario:
    """Return the scenario of some events, from the viewpoint that knows all of them.

    Args:
        events: events in any order, records of a log, or plain events as in a file.
        vocabulary: the kinds for reading plain events.

    Raises:
        InvalidValue: if an item is not one of these.

    >>> from peacetalks.events import MeetingRefused
    >>> refused = MeetingRefused(occurred="2023-10-04", meeting="granada", by="AZE")
    >>> given(refused).on("2023-10-05").then(refusals=1, meeting={"granada": "refused"})
    <Scenario of 1 event, on 2023-10-05, knowing what is on record now>
    """
    return Scenario(_checked(events), vocabulary=vocabulary)


@final
@frozen(repr=False)
class Scenario:
    """Events and a viewpoint; immutable. Made by ``given``.

    Attributes:
        events: the given events.
        later: the events that come later.
        viewpoint: the viewpoint.
        vocabulary: the kinds for reading plain events.
    """

    events: tuple[Given, ...]
    later: tuple[Given, ...] = ()
    viewpoint: Viewpoint = Viewpoint()
    vocabulary: Vocabulary = CORE
    _projection: _Projection | None = None

    # The viewpoint

    def on(self, day: WhenLike) -> Scenario:
        """Return the scenario on a day: only facts settled by then count."""
        return self._seen(on=day)

    def known(self, day: WhenLike) -> Scenario:
        """Return the scenario with only what was public by a day, corrections included."""
        return self._seen(known=day)

    def recorded(self, at: WhenLike | int) -> Scenario:
        """Return the scenario as recorded at an instant, or at a position; only for records."""
        return self._seen(recorded=at)

    def told_by(self, *parties: str) -> Scenario:
        """Return the scenario in the account of a party, or the shared account of several."""
        return self._seen(told_by=parties)

    def unsettled(self) -> Scenario:
        """Return the scenario that also counts facts that may have happened by the day."""
        return self._seen(unsettled=True)

    def when(self, *events: Given) -> Scenario:
        """Return the scenario with later events; a failure shows what they changed."""
        return attrs.evolve(self, later=(*self.later, *_checked(events)))

    def folding(
        self, handlers: Mapping[type[Event], Callable[[S, Any], S]], *, initial: S | Callable[[], S]
    ) -> Scenario:
        """Return the scenario with a projection: a fold with your own handlers.

        It folds the events that count from the viewpoint, in order.

        Args:
            handlers: ``(state, event) -> state`` by kind, as for ``pt.fold``. (Any: each takes
                its own kind.)
            initial: the state to start from, or a function that makes one.

        Raises:
            InvalidValue: if ``handlers`` is not a mapping of kinds to functions of a state and an
                event.
        """
        projection = _Projection(checked_handlers(handlers), initial)
        return attrs.evolve(self, projection=projection)

    # Expectations

    def then(self, *value: object, **expected: object) -> Scenario:
        """Check that the state is as expected; a failure lists every difference.

        Args:
            value: after ``folding``: the expected projection.
            expected: the expected answer, by the name of a property or question of
                ``NegotiationState``, or of a table of its parts:

                - a mapping asks once per key. A key is the argument, or a tuple of arguments in
                  the order of the signature: ``standing={("USA", "AZE"): "warned"}``. For a
                  question without arguments, the mapping gives fields of the answer;
                - a number is the number of answers;
                - a list or tuple has the answers in any order;
                - a part can be given by some of its fields, including derived ones, or by its
                  word: the status of a meeting, the level of a standing, the stage of an
                  agreement; in a list also by its name;
                - None means that there is no answer.

        Raises:
            BrokenLaw: if anything differs; the error has the differences, the brief of the state,
                and what the later events changed.
            InvalidValue: if a state has no such name; the error suggests the nearest.
        """
        __tracebackhide__ = True
        self._check_then(value, expected)
        if value:
            self._then_folded(value[0])
        if expected:
            history = self._history()
            unexpected = unexpected_answers(history.at(self.viewpoint), expected)
            if unexpected:
                raise self._broken(map(str, unexpected), history)
        return self

    def then_finds(self, *codes: str) -> Scenario:
        """Check that ``pt.check`` finds at least these codes, on the day of the viewpoint.

        Args:
            codes: codes such as ``"PT104"``, or severities: ``"error"``, ``"warning"``, ``"note"``.

        Raises:
            BrokenLaw: if a code is not found; the error has the other findings.
            InvalidValue: if there are no codes, or there is no such code.
        """
        __tracebackhide__ = True
        if not codes:
            raise InvalidValue("no code to find", value=codes, hint="use then_finds_nothing()")
        findings, history = self._findings(codes)
        missing = [code for code in codes if not _of(findings, (code,))]
        if missing:
            lines = shown_findings(f"not found: {', '.join(missing)}", "found instead", findings)
            raise self._broken(lines, history)
        return self

    def then_finds_nothing(self, *codes: str) -> Scenario:
        """Check that ``pt.check`` finds nothing, or nothing with these codes or severities.

        Raises:
            BrokenLaw: if there are findings; the error lists them.
            InvalidValue: if there is no such code.
        """
        __tracebackhide__ = True
        findings, history = self._findings(codes)
        findings = _of(findings, codes) if codes else findings
        if findings:
            lines = shown_findings("expected no findings", "found", findings)
            raise self._broken(lines, history)
        return self

    def then_raises(self, error: type[Exception], match: str | None = None) -> Scenario:
        """Check that reading the events, or folding them from the viewpoint, raises an error.

        Args:
            error: its class. An invalid plain event raises ``ReadError``.
            match: a regular expression to search for in its text.

        Raises:
            BrokenLaw: if nothing is raised, or another error.
            InvalidValue: if ``error`` is not an exception class, or ``match`` is not a regular
                expression.
        """
        __tracebackhide__ = True
        _check_error(error, match)
        wanted = error.__name__ if match is None else f"{error.__name__} with {match!r} in its text"
        try:
            history = self._history()
            history.at(self.viewpoint) if self._projection is None else self._folded(history)
        except Exception as raised:
            text = f"{type(raised).__name__}: {raised}"
            if isinstance(raised, error) and (match is None or re.search(match, str(raised))):
                return self
            raise BrokenLaw(f"expected {wanted}\nraised   {text}") from raised
        raise self._broken([f"expected {wanted}, but nothing was raised"], history)

    def __repr__(self) -> str:
        number = len(self.events) + len(self.later)
        return f"<Scenario of {count_noun(number, 'event', thousands='')}, {self.viewpoint}>"

    # Inside

    def _seen(self, **changes: Any) -> Scenario:
        # Any: the constructor of Viewpoint checks them.
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
        """Return the projection, and the events that count."""
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
                "a value without a name needs a projection",
                value=value[0],
                hint="name a question, as in refusals=1, or use .folding(handlers, initial=...)",
            )
        if len(value) > 1 or not (value or expected):
            raise InvalidValue("then needs one value, or names with values, not", value=value)

    def _findings(self, codes: tuple[str, ...]) -> tuple[tuple[Finding, ...], History]:
        for code in codes:
            if not isinstance(code, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
                raise InvalidValue(
                    "not a code of a check",
                    value=code,
                    accepted="texts such as 'PT104'",
                    hint="pass several codes separately: then_finds('PT103', 'PT104')",
                )
            if code not in CODES and code not in _SEVERITIES:
                raise InvalidValue(
                    "not a code of a check",
                    value=code,
                    accepted="codes in docs/reference/findings.md, error, warning, note",
                    hint=did_you_mean(code, (*CODES, *_SEVERITIES)),
                )
        events = self._read((*self.events, *self.later))
        return check(events, on=self.viewpoint.on).findings, History(events)

    def _broken(self, what: Iterable[str], history: History) -> BrokenLaw:
        before, later = self._read(self.events), self._read(self.later)
        lines = [
            *what,
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
                "not an event, a record, or a plain event as in a file",
                value=event,
                hint="pass events separately: given(*events)",
            )
    return events


def _is_error(error: object) -> bool:
    return isinstance(error, type) and issubclass(error, Exception)


def _check_error(error: object, match: object) -> None:
    if not _is_error(error):
        raise InvalidValue(
            "not an exception class", value=error, accepted="one such as pt.ReadError"
        )
    if match is None:
        return
    if not isinstance(match, str):
        raise InvalidValue("not a regular expression", value=match, accepted="a text, None")
    try:
        re.compile(match)
    except re.error as invalid:
        hint = "re.escape(text) searches for a literal text"
        raise InvalidValue(f"not a regular expression, {invalid}", value=match, hint=hint) from None


def _counting(history: History, viewpoint: Viewpoint) -> tuple[Event, ...]:
    events = history.timeline(viewpoint=viewpoint)
    if not viewpoint.unsettled or viewpoint.on is None:
        return events
    return (*events, *history.effective(viewpoint).possible_by(viewpoint.on.last_day))


def _of(findings: tuple[Finding, ...], codes: tuple[str, ...]) -> tuple[Finding, ...]:
    return tuple(f for f in findings if f.code in codes or f.severity in codes)


# Here and not in the package, which loads this module only when somebody asks for it.
publish("peacetalks.testing", Scenario)
