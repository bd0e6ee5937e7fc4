"""``check_kind``: the laws of a kind of event.

- *well formed*: it can be in a vocabulary, and all its fields can be drawn.
- *frozen*: no field of it, or of a value inside it, can be set, deleted or added.
- *hashable*: equal events have the same hash.
- *pickle*, *round trip*: it comes back equal and with its id from a pickle, from JSON, and, if
  ruamel.yaml is installed, from YAML.
- *content id*: the computed id does not depend on the note, and is the same each time.
- *fold*: a fact of a user-defined kind stays on record, under its id or, with a last word, until a
  later fact about the same thing; histories and checks accept it.
- *upcast*: events of older versions are read as the current version, and nothing is lost.
"""

from __future__ import annotations

import copy
import importlib.util
import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias, cast

import attrs

from peacetalks.checks import check
from peacetalks.codec import dumps, loads
from peacetalks.codec.parsed import reading_of
from peacetalks.codec.yaml import read as yaml_read
from peacetalks.codec.yaml import write as yaml_write
from peacetalks.errors import InvalidValue, InvalidVocabulary
from peacetalks.events import content_id
from peacetalks.events.base import Event
from peacetalks.events.kinds import CORE
from peacetalks.events.vocabulary import Vocabulary
from peacetalks.history import History
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import When
from peacetalks.reducer.folding import fold
from peacetalks.testing.difference import differences
from peacetalks.testing.laws.older import check_older
from peacetalks.testing.laws.searching import checked_number, search
from peacetalks.testing.laws.written import comes_back
from peacetalks.testing.strategies.kinds import drawing_of
from peacetalks.testing.verdict import broken, describe

__all__ = ["check_kind"]

_Law: TypeAlias = Callable[[Event, Vocabulary], None]

_STILL: Final = (str, int, float, bool, type(None), When)
_UNHEARD: Final = "an_unheard_of_name"
_PARTS: Final = "use attrs.frozen for the kind and every class inside it, without setters"


def check_kind(
    kind: type[Event],
    *,
    vocabulary: Vocabulary | None = None,
    older: Iterable[str | Mapping[str, Any]] = (),
    max_examples: int = 50,
) -> None:
    """Check the laws of a kind of event.

    It is frozen with all its parts, hashable, comes back from a pickle, JSON and YAML, keeps its
    content id, and stays on record in a fold. Events of its older versions can be read.

    Args:
        kind: the class.
        vocabulary: a vocabulary that has it; None: that of peacetalks with the kind added. A kind
            with ``schema`` above 1 needs a vocabulary, for its upcasts.
        older: at least one event of each older version as it was written: JSON texts or plain
            dicts. (Any: JSON values.) Leave out fields that are meant to be lost.
        max_examples: the number of events to try.

    Raises:
        BrokenLaw: if a law does not hold, with the simplest event found.
        InvalidValue: if ``kind`` or ``vocabulary`` is not valid, the rules of the kind refuse
            nearly everything that is drawn, or an example of an older version is missing.

    >>> from peacetalks.events import MeetingHeld
    >>> check_kind(MeetingHeld, max_examples=10)
    """
    __tracebackhide__ = True
    number = checked_number(max_examples)
    known = _vocabulary(kind, vocabulary)
    try:
        drawn = drawing_of().of(kind)
    except InvalidVocabulary as error:
        raise broken("well formed", str(error)) from error
    laws = (*LAWS, _in_yaml) if _reads_yaml() else LAWS

    def hold(event: Event) -> None:
        for law in laws:
            law(event, known)

    try:
        broke = search(drawn, hold, max_examples=number, what=f"events of {kind.__name__}")
    except InvalidVocabulary as error:
        # The class of a part is examined only when a part is drawn.
        raise broken("well formed", str(error)) from error
    if broke is not None:
        raise broke
    check_older(kind, known, older)


def _vocabulary(kind: type[Event], vocabulary: Vocabulary | None) -> Vocabulary:
    if not (isinstance(kind, type) and issubclass(kind, Event)) or kind is Event:  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a kind of event", value=kind, accepted="a subclass of pt.Event")
    if vocabulary is not None:
        if not isinstance(vocabulary, Vocabulary):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
            raise InvalidValue(
                "not a vocabulary", value=vocabulary, accepted="CORE.with_kinds(...), None"
            )
        if kind not in vocabulary:
            raise InvalidValue(
                f"a vocabulary without {kind.__name__}",
                value=vocabulary,
                hint=f"vocabulary.with_kinds({kind.__name__})",
            )
        return vocabulary
    if kind in CORE:
        return CORE
    if kind.schema > 1:
        raise InvalidValue(
            f"{kind.__name__} is of a later version, so it needs a vocabulary with its upcasts",
            value=kind.schema,
            hint=f"vocabulary=CORE.with_kinds({kind.__name__}, upcasts=...)",
        )
    try:
        return CORE.with_kinds(kind)
    except InvalidVocabulary as error:
        raise broken("well formed", str(error)) from error


def _reads_yaml() -> bool:
    try:
        return importlib.util.find_spec("ruamel.yaml") is not None
    except ModuleNotFoundError:
        return False


def _is_frozen(event: Event, _: Vocabulary) -> None:
    for path, part in _inside(event, ""):
        where = f"{type(event).__name__}{path}"
        names = _names(part)
        if names:
            # On a copy, since the change may succeed.
            for name in (*names, _UNHEARD):
                spoilt = copy.copy(part)
                if _can(lambda: setattr(spoilt, name, getattr(spoilt, name, None))):  # noqa: B023 # called at once
                    raise _can_change(event, f"{where}.{name} can be set")
                if name != _UNHEARD and _can(lambda: delattr(spoilt, name)):  # noqa: B023 # called at once
                    raise _can_change(event, f"{where}.{name} can be deleted")
        elif not isinstance(part, (*_STILL, tuple, FrozenMap)):
            raise _can_change(event, f"{where} is a {type(part).__name__}, which may change")


def _can_change(event: Event, what: str) -> Exception:
    return broken("frozen", what, events=[event], hint=_PARTS)


def _can(change: Callable[[], None]) -> bool:
    try:
        change()
    except (AttributeError, TypeError):
        return False
    return True


def _inside(value: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield a value and all values inside it, each with its path."""
    yield path, value
    if isinstance(value, tuple):
        for index, item in enumerate(cast("tuple[object, ...]", value)):
            yield from _inside(item, f"{path}[{index}]")
    elif isinstance(value, FrozenMap):
        for key, item in cast("FrozenMap[object, object]", value).items():
            yield from _inside(item, f"{path}[{key!r}]")
    else:
        for name in _names(value):
            yield from _inside(getattr(value, name), f"{path}.{name}")


def _names(value: object) -> list[str]:
    """Return the fields of an object of an attrs class."""
    cls = type(value)
    return [field.name for field in attrs.fields(cls)] if attrs.has(cls) else []


def _is_hashable(event: Event, _: Vocabulary) -> None:
    again = copy.deepcopy(event)
    if event != again:
        raise broken(
            "hashable",
            "an event is not equal to its copy (event → copy)",
            details=differences(event, again, whole="the event"),
            events=[event],
            hint="use values that compare by value",
        )
    try:
        one, other = hash(event), hash(again)
    except TypeError as error:
        hint = "use values that have a hash, such as objects of attrs.frozen classes"
        raise broken("hashable", describe(error), events=[event], hint=hint) from error
    if one != other:
        raise broken("hashable", "equal events have different hashes", events=[event])


def _pickles(event: Event, _: Vocabulary) -> None:
    comes_back(event, pickle.dumps, _unpickled, law="pickle", way="in a pickle")


def _unpickled(data: bytes) -> Event:
    return cast("Event", pickle.loads(data))  # noqa: S301 # bytes made a moment ago


def _in_json(event: Event, vocabulary: Vocabulary) -> None:
    comes_back(
        event,
        lambda one: dumps([one]),
        lambda text: loads(text, vocabulary=vocabulary)[0],
        law="round trip",
        way="as JSON",
    )


def _in_yaml(event: Event, vocabulary: Vocabulary) -> None:
    comes_back(
        event,
        lambda one: "".join(yaml_write.lines([one])),
        lambda text: reading_of(
            yaml_read.items(io.BytesIO(text.encode()), vocabulary), "<text>", "raise"
        )[0],
        law="round trip",
        way="as YAML",
    )


def _keeps_its_content_id(event: Event, _: Vocabulary) -> None:
    noted = attrs.evolve(event, id=None, note="another note")
    plain = attrs.evolve(event, id=None, note=None)
    ids = [content_id(plain), content_id(noted), noted.id, content_id(copy.deepcopy(plain))]
    if len(set(ids)) > 1:
        raise broken(
            "content id",
            "the id computed from the content is not the same each time",
            details=[f"{ids[0]}, {next(one for one in ids if one != ids[0])}"],
            events=[event],
            hint="look for values whose order or text is not always the same",
        )


def _stays_on_record(event: Event, _: Vocabulary) -> None:
    try:
        fold((event,))
        history = History([event])
        history.state(on="2023-11-17")
        check(history)
    except Exception as error:
        raise broken("fold", f"raises {describe(error)}", events=[event]) from error
    if type(event) not in CORE:
        _is_replaced_as_declared(event)


def _is_replaced_as_declared(event: Event) -> None:
    later = attrs.evolve(event, id="later" if event.id != "later" else "latest", act=None)
    found = {key: part.event for key, part in fold((event, later)).parts.on_record.items()}
    expected: dict[tuple[object, ...], Event] = {
        (event.kind, fact.id): fact for fact in (event, later)
    }
    if event.last_word and getattr(event, event.last_word[0]) is not None:
        expected = dict.fromkeys([*found][:1], later)
    if found != expected:
        raise broken(
            "fold",
            "facts of a user-defined kind do not stay on record (expected → found)",
            details=differences(FrozenMap(expected), FrozenMap(found)),
            events=[event, later],
        )


LAWS: Final[tuple[_Law, ...]] = (
    _is_frozen,
    _is_hashable,
    _pickles,
    _in_json,
    _keeps_its_content_id,
    _stays_on_record,
)
"""The laws of one event, in the order in which it is best to fix them."""
