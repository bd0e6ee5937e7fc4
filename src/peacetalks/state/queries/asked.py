"""What a question names: a slip in it is an error, never an empty answer.

Questions take codes and names of actors: those that are stated on record, and those of the
registry. A name of two actors is nobody's. A code is known if the registry knows it, or if any
event of the history names it on any day (``Names``). What is known and not yet on record on a day
gives an empty answer, so that a question may be asked of one day after another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Any, Final, get_args

from peacetalks.actors import world
from peacetalks.construction import PRESS
from peacetalks.errors import InvalidValue, NotFound, did_you_mean, none_of
from peacetalks.identifiers import check_code
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

_MOST_COMPARED: Final = 1_000
"""With so many names a misspelt one is compared; of more, with those that begin as it does."""
_HEAD: Final = 3
_PAIR: Final = 2


def code(asked: str, names: Names | None = None) -> str:
    """Return the code of an actor named in a question, by its code or its name.

    Args:
        asked: a code or a name.
        names: what the events name; None: the registry alone knows names.

    Raises:
        InvalidValue: for what is neither a code nor a known name, and for a name of two actors.

    >>> code("AZE"), code("Azerbaijan"), code("AZE-MOD")
    ('AZE', 'AZE', 'AZE-MOD')
    """
    found = _meanings(asked, names)
    if len(found) > 1:
        several = ", ".join(map(_register(names).label, found))
        raise InvalidValue(
            f"a name of {len(found)} actors", value=asked, accepted=f"the code of one: {several}"
        )
    if found:
        return found[0]
    try:
        check_code(asked)
    except InvalidValue as error:
        near = _near_code(asked, names)
        raise InvalidValue(
            "not an actor's code or a known name",
            value=asked,
            accepted=f"a name on record, or {error.accepted}",
            hint=near,
        ) from None
    return asked


def codes(asked: str | Iterable[str], names: Names | None = None) -> tuple[str, ...]:
    """Return the codes of one actor or several, as ``code`` does.

    >>> codes("Azerbaijan"), codes(["ARM", "European Union"])
    (('AZE',), ('ARM', 'EU'))
    """
    return tuple(code(one, names) for one in ((asked,) if isinstance(asked, str) else asked))


def actor(names: Names | None, asked: str, what: str = "party") -> str:
    """Return the code of an actor that is known.

    Args:
        names: what the events name; None: it is not at hand, so that any code may be known.
        asked: a code or a name.
        what: what such an actor is called in an error.

    Raises:
        InvalidValue: for what is neither a code nor a known name, and for a name of two actors.
        NotFound: for a code that neither the registry nor any event has.

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
    found = code(asked, names)
    if names is None or is_known(names, found):
        return found
    raise _nowhere(what, asked, _near_code(found, names))


def is_known(names: Names, code: str) -> bool:
    """Return whether the registry or an event has a code of an actor."""
    return code == PRESS or code in world() or names.has("actor", code) or names.actors.knows(code)


def any_actor(names: Names | None, asked: str | None, what: str = "party") -> str | None:
    """Return the code of an actor that is known, as ``actor`` does; None asks for any."""
    return None if asked is None else actor(names, asked, what)


def pair(names: Names | None, asked: Iterable[str]) -> tuple[str, str]:
    """Return the codes of two actors that are known.

    Raises:
        InvalidValue: for what is not two different actors.
        NotFound: as ``actor`` does.

    >>> pair(None, ("Azerbaijan", "ARM"))
    ('AZE', 'ARM')
    """
    told = (asked,) if isinstance(asked, str) else tuple(asked)
    two = codes(told, names)
    if len(two) != _PAIR or two[0] == two[1]:
        raise InvalidValue(
            "not two different actors", value=told, accepted="two of them, as ('ARM', 'AZE')"
        )
    return actor(names, two[0]), actor(names, two[1])


def area(names: Names | None, asked: str, what: str = "area", *, sort: str = "area") -> str:
    """Return the code of an area that is known, by its code or its name; others stay.

    Args:
        names: as in ``actor``.
        asked: a code or a name.
        what: what such a thing is called in an error.
        sort: the other things that may be meant: ``"area"``, or ``"group"`` of people.

    Raises:
        InvalidValue: for what is no text.
        NotFound: for what neither the registry nor any event names.

    >>> area(None, "Nagorno-Karabakh"), area(None, "lachin-corridor")
    ('NK', 'lachin-corridor')
    """
    found = _canonical(_checked(asked))
    if found in world() or names is None:
        return found
    if names.has(sort, found) or names.has("actor", found):
        return found
    if _meanings(asked, names):
        return code(asked, names)
    raise _nowhere(what, asked, _near(found, names.of(sort) | names.of("actor")))


def any_area(
    names: Names | None, asked: str | None, what: str = "area", *, sort: str = "area"
) -> str | None:
    """Return the code of an area or a side that is known, as ``area`` does; None asks for any."""
    return None if asked is None else area(names, asked, what, sort=sort)


def thing(names: Names | None, asked: str, what: str, fields: Collection[str] = ()) -> str:
    """Return the identifier of a thing that is known.

    Args:
        names: as in ``actor``.
        asked: the identifier.
        what: what such a thing is called in an error.
        fields: the fields of events that name one, if others than it is called by.

    Raises:
        InvalidValue: for what is no text.
        NotFound: for what no event names.
    """
    if not isinstance(asked, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a text", value=asked, accepted="an identifier")
    named_by = fields or (what,)
    if names is None or any(names.has(field, asked) for field in named_by):
        return asked
    known = frozenset[str]().union(*map(names.of, named_by))
    raise _nowhere(what, asked, _near(asked, known))


def any_thing(
    names: Names | None, asked: str | None, what: str, fields: Collection[str] = ()
) -> str | None:
    """Return the identifier of a thing that is known, as ``thing`` does; None asks for any."""
    return None if asked is None else thing(names, asked, what, fields)


def seen_from(names: Names | None, viewpoint: Viewpoint | None) -> Viewpoint:
    """Return a viewpoint whose parties are known; None: the one that knows all.

    Raises:
        InvalidValue: for what is no viewpoint.
        NotFound: for a party in ``told_by`` that neither the registry nor any event has.
    """
    if viewpoint is None:
        return Viewpoint()
    if not isinstance(viewpoint, Viewpoint):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("no viewpoint", value=viewpoint, hint="pt.Viewpoint(on='2023-11-17')")
    for teller in viewpoint.told_by:
        actor(names, teller)
    return viewpoint


def word(asked: str | None, accepted: Any) -> None:
    """Refuse a word of a question that is none of those accepted; None asks for any.

    Args:
        asked: the word.
        accepted: a ``Literal`` of words. (Any: type checkers have no type for it.)

    Raises:
        InvalidValue: with the words that are accepted, and the nearest.
    """
    words: tuple[str, ...] = get_args(accepted)
    if asked is not None and asked not in words:
        raise none_of("not a word this question takes", asked, words)


def _checked(asked: str) -> str:
    if not isinstance(asked, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a text", value=asked, accepted="a code or a name")
    return asked


def _canonical(asked: str) -> str:
    return world().resolve(asked) or asked


def _register(names: Names | None) -> Register:
    return Register() if names is None else names.actors


def _meanings(asked: str, names: Names | None) -> tuple[str, ...]:
    text = _checked(asked).strip()
    return Register().meanings(text) if names is None else names.meanings(text)


def _near(asked: str, known: Collection[str]) -> str | None:
    if len(known) > _MOST_COMPARED:
        head = asked[:_HEAD].casefold()
        alike = (name for name in known if name[:_HEAD].casefold() == head)
        known = list(islice(alike, _MOST_COMPARED))
    return did_you_mean(asked, sorted(known))


def _near_code(asked: str, names: Names | None) -> str | None:
    """Return the nearest code as a hint; those that an event names go before others."""
    register = _register(names)
    named = frozenset[str]() if names is None else names.of("actor")
    suggested = register.suggest(asked)
    here = [code for code in suggested if code in named]
    near = None if here else _near(asked, named)
    if near is not None or not suggested:
        return near
    code = (*here, *suggested)[0]
    name = register.name(code)
    return f"did you mean {code!r}{'' if name == code else f' ({name})'}?"


def _nowhere(what: str, asked: str, hint: str | None) -> NotFound:
    told = f"no event names the {what} {asked!r}, on any day"
    return NotFound(told + (f"; hint: {hint}" if hint else ""))
