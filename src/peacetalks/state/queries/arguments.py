"""Check the arguments of questions: a mistake raises an error and never gives an empty answer.

Questions take codes and names of actors, as on record or in the registry. A name that two actors
share is an error. A code is known if the registry has it, or if any event of the history names it
on any day (``Names``). The answer about something that is known but not on record yet is empty, so
that the same question can be asked day by day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any, Final, TypeVar, get_args

from peacetalks.actors import world
from peacetalks.actors.code import PRESS, check_code
from peacetalks.errors import InvalidValue, NotFound, did_you_mean, none_of
from peacetalks.state.names import Names
from peacetalks.state.register import Register
from peacetalks.state.viewpoint import Viewpoint

__all__ = [
    "actor",
    "any_actor",
    "any_area",
    "any_thing",
    "area",
    "code",
    "codes",
    "is_known",
    "pair",
    "seen_from",
    "thing",
    "word",
]

W = TypeVar("W", bound=str | None)

_MOST_COMPARED: Final = 1_000
"""A misspelt name is compared with this many names; if there are more, with those of the same start."""
_START: Final = 3
_PAIR: Final = 2


def code(name: str, names: Names | None = None) -> str:
    """Return the code of an actor, by its code or its name.

    Args:
        name: a code or a name.
        names: the names in the events; None: only the registry knows names.

    Raises:
        InvalidValue: if ``name`` is not a code or a known name, or if several actors have it.

    >>> code("AZE"), code("Azerbaijan"), code("AZE-MOD")
    ('AZE', 'AZE', 'AZE-MOD')
    """
    meanings = _meanings(name, names)
    if len(meanings) > 1:
        several = ", ".join(map(_register(names).label, meanings))
        raise InvalidValue(
            f"a name of {len(meanings)} actors", value=name, accepted=f"the code of one: {several}"
        )
    if meanings:
        return meanings[0]
    try:
        check_code(name)
    except InvalidValue as error:
        hint = _hint_for_code(name, names)
        raise InvalidValue(
            "not an actor's code or a known name",
            value=name,
            accepted=f"a name on record, or {error.accepted}",
            hint=hint,
        ) from None
    return name


def codes(actors: str | Iterable[str], names: Names | None = None) -> tuple[str, ...]:
    """Return the codes of one or several actors, as ``code`` does.

    >>> codes("Azerbaijan"), codes(["ARM", "European Union"])
    (('AZE',), ('ARM', 'EU'))
    """
    if isinstance(actors, str) or not isinstance(actors, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        return (code(actors, names),)
    return tuple(code(each, names) for each in actors)


def actor(names: Names | None, name: str, what: str = "party") -> str:
    """Return the code of a known actor.

    Args:
        names: the names in the events; None: they are not available, so any code is accepted.
        name: a code or a name.
        what: the word for the actor in an error.

    Raises:
        InvalidValue: if ``name`` is not a code or a known name, or if several actors have it.
        NotFound: if neither the registry nor any event has the code.

    >>> from peacetalks.events import StatementMade
    >>> names = Names(lambda: [StatementMade(occurred="2023", by="NORTH")])
    >>> actor(names, "NORTH"), actor(names, "Azerbaijan")
    ('NORTH', 'AZE')
    >>> try:
    ...     actor(names, "NORHT")
    ... except NotFound as error:
    ...     print(error)
    no event names the party 'NORHT', on any day; hint: did you mean 'NORTH'?
    """
    actor_code = code(name, names)
    if names is None or is_known(names, actor_code):
        return actor_code
    raise _not_found(what, name, _hint_for_code(actor_code, names))


def is_known(names: Names, code: str) -> bool:
    """Return whether the registry or an event has the code of an actor."""
    return code == PRESS or code in world() or names.has("actor", code) or names.actors.knows(code)


def any_actor(names: Names | None, name: str | None, what: str = "party") -> str | None:
    """Return the code of a known actor, as ``actor`` does; None stands for any actor."""
    return None if name is None else actor(names, name, what)


def pair(names: Names | None, actors: Iterable[str]) -> tuple[str, str]:
    """Return the codes of two known actors.

    Raises:
        InvalidValue: if ``actors`` are not two different actors.
        NotFound: as ``actor`` does.

    >>> pair(None, ("Azerbaijan", "ARM"))
    ('AZE', 'ARM')
    """
    named = (actors,) if isinstance(actors, str) else tuple(actors)
    two = codes(named, names)
    if len(two) != _PAIR or two[0] == two[1]:
        raise InvalidValue(
            "not two different actors", value=named, accepted="two, for example ('ARM', 'AZE')"
        )
    return actor(names, two[0]), actor(names, two[1])


def area(names: Names | None, name: str, what: str = "area", *, sort: str = "area") -> str:
    """Return the code of a known area by its code or its name; an area without a code by its name.

    Args:
        names: as in ``actor``.
        name: a code or a name.
        what: the word for the area in an error.
        sort: the sort of names to accept as well as actors: ``"area"``, or ``"group"`` of people.

    Raises:
        InvalidValue: if ``name`` is not a text.
        NotFound: if neither the registry nor any event has it.

    >>> area(None, "Nagorno-Karabakh"), area(None, "lachin-corridor")
    ('NK', 'lachin-corridor')
    """
    canonical = _canonical(_checked(name))
    if canonical in world() or names is None:
        return canonical
    if names.has(sort, canonical) or names.has("actor", canonical):
        return canonical
    if _meanings(name, names):
        return code(name, names)
    raise _not_found(what, name, _hint_for(canonical, names.of(sort) | names.of("actor")))


def any_area(
    names: Names | None, name: str | None, what: str = "area", *, sort: str = "area"
) -> str | None:
    """Return the code of a known area or side, as ``area`` does; None stands for any."""
    return None if name is None else area(names, name, what, sort=sort)


def thing(names: Names | None, identifier: str, what: str, fields: Collection[str] = ()) -> str:
    """Return the identifier of a known thing.

    Args:
        names: as in ``actor``.
        identifier: the identifier.
        what: the word for the thing in an error.
        fields: the fields that name such a thing; empty: the field ``what``.

    Raises:
        InvalidValue: if ``identifier`` is not a text.
        NotFound: if no event has it.
    """
    if not isinstance(identifier, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a text", value=identifier, accepted="an identifier")
    sorts = fields or (what,)
    if names is None or any(names.has(sort, identifier) for sort in sorts):
        return identifier
    known = frozenset[str]().union(*map(names.of, sorts))
    raise _not_found(what, identifier, _hint_for(identifier, known))


def any_thing(
    names: Names | None, identifier: str | None, what: str, fields: Collection[str] = ()
) -> str | None:
    """Return the identifier of a known thing, as ``thing`` does; None stands for any."""
    return None if identifier is None else thing(names, identifier, what, fields)


def seen_from(names: Names | None, viewpoint: Viewpoint | None) -> Viewpoint:
    """Return a viewpoint after checking its parties; for None, the viewpoint without limits.

    Raises:
        InvalidValue: if it is not a viewpoint.
        NotFound: if neither the registry nor any event has a party in ``told_by``.
    """
    if viewpoint is None:
        return Viewpoint()
    if not isinstance(viewpoint, Viewpoint):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a viewpoint", value=viewpoint, hint="pt.Viewpoint(on='2023-11-17')")
    for party in viewpoint.told_by:
        actor(names, party)
    return viewpoint


def word(word: W, accepted: Any) -> W:
    """Return a word after checking that it is accepted; None stands for any.

    Args:
        word: the word.
        accepted: a ``Literal`` of words. (Any: type checkers have no type for it.)

    Raises:
        InvalidValue: if it is not accepted; the error lists the accepted words.
    """
    words: tuple[str, ...] = get_args(accepted)
    if word is not None and word not in words:
        raise none_of("not a word that this question accepts", word, words)
    return word


def _checked(name: str) -> str:
    if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a text", value=name, accepted="a code or a name")
    return name


def _canonical(area: str) -> str:
    return world().resolve(area) or area


def _register(names: Names | None) -> Register:
    return Register() if names is None else names.actors


def _meanings(name: str, names: Names | None) -> tuple[str, ...]:
    text = _checked(name).strip()
    return Register().meanings(text) if names is None else names.meanings(text)


def _hint_for(name: str, known: Collection[str]) -> str | None:
    if len(known) > _MOST_COMPARED:
        start = name[:_START].casefold()
        alike = (other for other in known if other[:_START].casefold() == start)
        known = list(islice(alike, _MOST_COMPARED))
    return did_you_mean(name, sorted(known))


def _hint_for_code(name: str, names: Names | None) -> str | None:
    """Return a hint with the nearest code, preferably one that an event uses."""
    register = _register(names)
    used = frozenset[str]() if names is None else names.of("actor")
    suggested = register.suggest(name)
    suggested_and_used = [code for code in suggested if code in used]
    hint = None if suggested_and_used else _hint_for(name, used)
    if hint is not None or not suggested:
        return hint
    code = (*suggested_and_used, *suggested)[0]
    shown = register.name(code)
    return f"did you mean {code!r}{'' if shown == code else f' ({shown})'}?"


def _not_found(what: str, name: str, hint: str | None) -> NotFound:
    message = f"no event names the {what} {name!r}, on any day"
    return NotFound(message + (f"; hint: {hint}" if hint else ""))
