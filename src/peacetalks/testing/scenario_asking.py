"""What a scenario asks of a state, and where the answer is not the one expected.

Each name asked for is a property or question of ``NegotiationState``, or a table of its parts.
What equals what is ``same``, as of a checkpoint in a file; added to it are the fields that are
derived from others, and what a part says in one word (``_SAYS``).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, cast, final

import attrs
from attrs import frozen

from peacetalks.checks.expected import same
from peacetalks.counts import Count
from peacetalks.errors import InvalidValue, NotFound, did_you_mean, none_of
from peacetalks.events.base import Event
from peacetalks.state.ground import Control, LegalAct
from peacetalks.state.mediation import Standing
from peacetalks.state.meetings import Meeting
from peacetalks.state.negotiation import NegotiationState
from peacetalks.state.parts import Parts
from peacetalks.state.texts import Agreement, Talks
from peacetalks.state.words import Commitment
from peacetalks.when import When

__all__ = ["Difference", "asked", "check_names", "words"]

_TABLES: Final = tuple(field.name for field in attrs.fields(Parts))
_NO_QUESTIONS: Final = frozenset({"having", "names", "parts", "summary", "viewpoint"})
_QUESTIONS: Final = tuple(
    dict.fromkeys(
        (
            *(n for n in dir(NegotiationState) if not n.startswith("_") and n not in _NO_QUESTIONS),
            *_TABLES,
        )
    )
)

_SAYS: Final[Mapping[type, Callable[[Any, int], object]]] = {
    Agreement: lambda part, day: part.stage_on(day),
    Commitment: lambda part, _: part.status,
    Control: lambda part, _: part.holder,
    LegalAct: lambda part, day: part.status_on(day),
    Meeting: lambda part, _: part.status,
    Standing: lambda part, _: part.level,
    Talks: lambda part, _: part.status,
}
"""What a part says in one word, on a day. (Any: each function takes the part beside it.)"""

_INTERNAL: Final = frozenset({"_because", "writers"})


@final
@frozen
class Difference:
    """Something that was expected, and what was found in its place, both in words."""

    where: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.where}: expected {self.expected}, found {self.found}"


@final
@frozen
class _Nothing:
    """What a question finds that names something not on record."""

    told: str


def check_names(names: Mapping[str, object]) -> None:
    """Refuse what no state can be asked.

    Raises:
        InvalidValue: with the nearest name.
    """
    for name in names:
        if name not in _QUESTIONS:
            raise InvalidValue(
                "not a question or property of a state",
                value=name,
                hint=did_you_mean(name, _QUESTIONS) or "see help(peacetalks.NegotiationState)",
            )


def asked(state: NegotiationState, expected: Mapping[str, object]) -> tuple[Difference, ...]:
    """Return where a state is not what was expected of it.

    Raises:
        InvalidValue: for a question that is asked amiss.

    >>> from peacetalks.events import MeetingRefused
    >>> from peacetalks.reducer.fold import fold
    >>> state = fold([MeetingRefused(occurred="2023-10-04", meeting="granada", by="AZE")])
    >>> for difference in asked(state, {"refusals": 2, "meeting": {"granada": "held"}}):
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
    """Yield where, the answer and what was expected: one for each key that is asked for."""
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
        told = ", ".join(taken.name for taken in takes)
        raise InvalidValue(
            f"{name} is asked with ({told}); given",
            value=key,
            hint=f"{name}={{({told}): ...}}, a mapping from what is asked to the answer",
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
            f"{name} asks once for each key of a mapping, and was asked with",
            value=key,
            hint=f"fields of an answer stand in a list, as {name}=[{{{key!r}: ...}}]",
        ) from error


def _names_of_fields(
    question: Callable[..., object], takes: list[inspect.Parameter]
) -> frozenset[str]:
    """Return the fields of the answers to a question that can be asked with nothing."""
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
    said = _SAYS.get(type(answer))
    if said is not None and same(said(answer, day), expected):
        return True
    told_by: object = getattr(answer, "event", None)
    if isinstance(told_by, Event) and told_by.id == expected:
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
    """Return whether an answer is one number, as the days since a contact: from and to."""
    return bool(answer) and all(item is None or _is_number(item) for item in answer)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _has_fields(value: object) -> bool:
    return attrs.has(type(value)) and not isinstance(value, (Count, _Nothing))


def _field(value: object, name: object) -> object:
    """Return a field of a part, or what is derived from its fields."""
    cls = type(value)
    names = _fields(value)
    names += [n for n in dir(cls) if isinstance(getattr(cls, n, None), property)]
    told = sorted({n for n in names if n not in _INTERNAL})
    if name not in told:
        raise none_of(f"{cls.__name__} has no field", name, told)
    return getattr(value, str(name))


def _plain(expected: object) -> object:
    """Return what is expected in the shapes that ``same`` compares."""
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
        told = ", ".join(_item(item, expected) for item in items) or "none"
        return (
            f"{len(items)} ({told})"
            if items and _is_number(expected) and not _is_span(items)
            else told
        )
    said = _SAYS.get(type(answer))
    return words(answer if said is None else said(answer, day))


def _item(item: object, expected: object) -> str:
    """Return an item of an answer, by the fields that an expectation names, else by its name."""
    several = cast("tuple[object, ...]", expected) if isinstance(expected, tuple) else (expected,)
    names = dict.fromkeys(name for one in several for name in _mapping(one) or ())
    if not names or not _has_fields(item):
        return words(item).strip("'")
    return words({name: _field(item, name) for name in names})


def words(value: object) -> str:
    """Return a value in a word or two: a part by its name, dates and figures as their texts."""
    if isinstance(value, _Nothing):
        return value.told
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
