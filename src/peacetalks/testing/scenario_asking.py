"""The questions that a scenario asks a state, and the answers that are not as expected.

Each name is a property or question of ``NegotiationState``, or a table of its parts. Answers are
compared with ``same``, as for a checkpoint in a file. In addition, fields that are derived from
others can be compared, and a part can be compared with one word (``_WORDS``).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast, final

import attrs
from attrs import frozen

from peacetalks.checks.expected import same
from peacetalks.errors import InvalidValue, NotFound, did_you_mean, none_of
from peacetalks.events.base import Event
from peacetalks.primitives.when import When
from peacetalks.state.agreements import Agreement
from peacetalks.state.law import LegalAct
from peacetalks.state.mediation import Standing
from peacetalks.state.meetings import Meeting
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.parts import Parts
from peacetalks.state.statements import Commitment
from peacetalks.state.talks import Talks
from peacetalks.state.territory import Control
from peacetalks.values.count import Count

__all__ = ["Difference", "check_names", "unexpected_answers", "words"]

_TABLES: Final = tuple(field.name for field in attrs.fields(Parts))
_NO_QUESTIONS: Final = frozenset({"evolve", "having", "names", "parts", "summary", "viewpoint"})
_QUESTIONS: Final = tuple(
    dict.fromkeys(
        (
            *(n for n in dir(NegotiationState) if not n.startswith("_") and n not in _NO_QUESTIONS),
            *_TABLES,
        )
    )
)

_WORDS: Final[Mapping[type, Callable[[Any, int], object]]] = {
    Agreement: lambda part, day: part.stage_on(day),
    Commitment: lambda part, _: part.status,
    Control: lambda part, _: part.holder,
    LegalAct: lambda part, day: part.status_on(day),
    Meeting: lambda part, _: part.status,
    Standing: lambda part, _: part.level,
    Talks: lambda part, _: part.status,
}
"""The word for a part on a day. (Any: each function takes a part of its type.)"""

_INTERNAL: Final = frozenset({"_because", "writers"})


@final
@frozen
class Difference:
    """An expected answer, and the answer found, both as text."""

    where: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.where}: expected {self.expected}, found {self.found}"


@final
@frozen
class _Nothing:
    """The answer to a question about something that is not on record."""

    text: str


def check_names(names: Mapping[str, object]) -> None:
    """Check that all names are questions of a state.

    Raises:
        InvalidValue: if a name is not; the error suggests the nearest.
    """
    for name in names:
        if name not in _QUESTIONS:
            raise InvalidValue(
                "not a question or property of a state",
                value=name,
                hint=did_you_mean(name, _QUESTIONS) or "see help(peacetalks.NegotiationState)",
            )


def unexpected_answers(
    state: NegotiationState, expected: Mapping[str, object]
) -> tuple[Difference, ...]:
    """Return the answers of a state that are not as expected.

    Raises:
        InvalidValue: if a question cannot be asked with these arguments.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.reducer.folding import fold
    >>> state = fold([MeetingRefused(occurred="2023-10-04", meeting="granada", by="AZE")])
    >>> expected = {"refusals": 2, "meeting": {"granada": "held"}}
    >>> for difference in unexpected_answers(state, expected):
    ...     print(difference)
    refusals: expected 2, found 1 (granada)
    meeting granada: expected 'held', found 'refused'
    """
    check_names(expected)
    return tuple(
        difference
        for name, value in expected.items()
        for where, answer, wanted in _answers(state, name, _plain(value))
        for difference in _differences(where, answer, wanted, state.day)
    )


def _answers(
    state: NegotiationState, name: str, expected: object
) -> Iterator[tuple[str, object, object]]:
    """Yield the place, the answer and the expected answer, for each key."""
    if name == "day" and not _is_number(expected):
        yield name, state.on, expected
        return
    question = getattr(state, name) if hasattr(state, name) else getattr(state.parts, name)
    takes = list(inspect.signature(question).parameters.values()) if callable(question) else []
    by_key = _mapping(expected)
    for key, wanted in (by_key or {}).items():
        where = f"{name} {', '.join(map(str, _arguments(key)))}"
        if takes:
            yield where, _ask(question, key, takes, name), wanted
        elif name in _TABLES:
            yield where, _row(state, name, key), wanted
    if by_key is None or not (takes or name in _TABLES):
        yield name, _ask(question, (), takes, name) if callable(question) else question, expected


def _arguments(key: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", key) if isinstance(key, tuple) else (key,)


def _row(state: NegotiationState, name: str, key: object) -> object:
    table: Mapping[object, object] = getattr(state.parts, name)
    if key in table:
        return table[key]
    hint = did_you_mean(key, (k for k in table if isinstance(k, str)))
    return _Nothing(f"nothing in {name}" + (f" ({hint})" if hint else ""))


def _ask(
    question: Callable[..., object], key: object, takes: list[inspect.Parameter], name: str
) -> object:
    arguments = _arguments(key)
    several = any(taken.kind is taken.VAR_POSITIONAL for taken in takes)
    needed = [taken.name for taken in takes if taken.default is taken.empty]
    if not (several or len(needed) <= len(arguments) <= len(takes)):
        signature = ", ".join(taken.name for taken in takes)
        raise InvalidValue(
            f"{name} takes the arguments ({signature}), not",
            value=key,
            hint=f"pass a mapping from arguments to answers: {name}={{({signature}): ...}}",
        )
    try:
        if several:
            return question(*arguments)
        return question(**{taken.name: a for taken, a in zip(takes, arguments, strict=False)})
    except NotFound as error:
        return _Nothing(str(error.args[0]))
    except InvalidValue as error:
        if key not in {taken.name for taken in takes} | _names_of_fields(question, takes):
            raise
        raise InvalidValue(
            f"{name} takes each key of a mapping as an argument; not a valid argument",
            value=key,
            hint=f"to compare fields of an answer, use a list: {name}=[{{{key!r}: ...}}]",
        ) from error


def _names_of_fields(
    question: Callable[..., object], takes: list[inspect.Parameter]
) -> frozenset[str]:
    """Return the fields of the answers to a question that needs no arguments."""
    if any(taken.default is taken.empty for taken in takes):
        return frozenset()
    answer = question()
    several = cast("tuple[object, ...]", answer) if _is_list(answer) else (answer,)
    return frozenset(n for one in several[:1] if _has_fields(one) for n in _fields(one))


def _fields(part: object) -> list[str]:
    return [field.name for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(part)))]


def _differences(where: str, answer: object, expected: object, day: int) -> Iterator[Difference]:
    fields = _mapping(expected) if _has_fields(answer) else None
    if fields is not None:
        for name, wanted in fields.items():
            yield from _differences(f"{where}, {name}", _field(answer, name), wanted, day)
    elif not _agree(answer, expected, day):
        wanted = words(expected)
        if _is_list(expected) and not _is_list(answer):
            wanted = f"a list of {wanted}"
        yield Difference(where, wanted, _found(answer, expected, day))


def _agree(answer: object, expected: object, day: int) -> bool:
    if isinstance(answer, _Nothing):
        return expected is None
    if expected is None and answer in ((), {}):
        return True
    fields = _mapping(expected) if _has_fields(answer) else None
    if fields is not None:
        return all(_agree(_field(answer, name), wanted, day) for name, wanted in fields.items())
    if isinstance(answer, tuple):
        return _agree_in_number(cast("tuple[object, ...]", answer), expected, day)
    rows = _mapping(answer)
    if rows is not None and _is_number(expected):
        return len(rows) == expected
    word = _WORDS.get(type(answer))
    if word is not None and same(word(answer, day), expected):
        return True
    event: object = getattr(answer, "event", None)
    if isinstance(event, Event) and event.id == expected:
        return True
    return same(answer, expected) or (type(answer) is type(expected) and answer == expected)


def _agree_in_number(answer: tuple[object, ...], expected: object, day: int) -> bool:
    if _is_number(expected):
        return set(answer) == {expected} if _is_span(answer) else len(answer) == expected
    wanted = cast("tuple[object, ...]", expected) if isinstance(expected, tuple) else (expected,)
    left = list(answer)
    for item in wanted:
        at = next((i for i, there in enumerate(left) if _agree(there, item, day)), None)
        if at is None:
            return False
        del left[at]
    return not left


def _mapping(value: object) -> Mapping[object, object] | None:
    return cast("Mapping[object, object]", value) if isinstance(value, Mapping) else None


def _is_list(value: object) -> bool:
    return isinstance(value, tuple)


def _is_span(answer: tuple[object, ...]) -> bool:
    """Return whether an answer is a range of numbers, such as the days since a contact."""
    return bool(answer) and all(item is None or _is_number(item) for item in answer)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _has_fields(value: object) -> bool:
    return attrs.has(type(value)) and not isinstance(value, (Count, _Nothing))


def _field(value: object, name: object) -> object:
    """Return a field of a part, or a value derived from its fields."""
    cls = type(value)
    names = _fields(value)
    names += [n for n in dir(cls) if isinstance(getattr(cls, n, None), property)]
    public = sorted({n for n in names if n not in _INTERNAL})
    if name not in public:
        raise none_of(f"{cls.__name__} has no field", name, public)
    return getattr(value, str(name))


def _plain(expected: object) -> object:
    """Return an expected answer in the form that ``same`` compares."""
    if isinstance(expected, Event):
        return expected.id
    if isinstance(expected, When):
        return str(expected)
    fields = _mapping(expected)
    if fields is not None:
        return {key: _plain(item) for key, item in fields.items()}
    if isinstance(expected, (list, tuple, set, frozenset)):
        return tuple(_plain(item) for item in cast("tuple[object, ...]", expected))
    return expected


def _found(answer: object, expected: object, day: int) -> str:
    if isinstance(answer, tuple):
        items = cast("tuple[object, ...]", answer)
        listed = ", ".join(_item(item, expected) for item in items) or "none"
        return (
            f"{len(items)} ({listed})"
            if items and _is_number(expected) and not _is_span(items)
            else listed
        )
    word = _WORDS.get(type(answer))
    return words(answer if word is None else word(answer, day))


def _item(item: object, expected: object) -> str:
    """Return an item of an answer: the fields that the expected answer names, or its name."""
    several = cast("tuple[object, ...]", expected) if isinstance(expected, tuple) else (expected,)
    names = dict.fromkeys(name for one in several for name in _mapping(one) or ())
    if not names or not _has_fields(item):
        return words(item).strip("'")
    return words({name: _field(item, name) for name in names})


def words(value: object) -> str:
    """Return a value as a short text: a part by its name, a date or figure by its text."""
    if isinstance(value, _Nothing):
        return value.text
    if isinstance(value, Event):
        return value.id
    if isinstance(value, (When, Count)):
        return repr(str(value))
    rows = _mapping(value)
    if rows is not None:
        return f"{{{', '.join(f'{key}: {words(item)}' for key, item in rows.items())}}}"
    if isinstance(value, tuple):
        return ", ".join(map(words, cast("tuple[object, ...]", value))) or "none"
    if attrs.has(type(value)):
        return words(getattr(value, _fields(value)[0]))
    return repr(value)
