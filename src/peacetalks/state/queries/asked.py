"""What a question names: a slip in it is an error, never an empty answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from peacetalks.actors import world
from peacetalks.errors import InvalidValue, none_of
from peacetalks.identifiers import check_code

__all__ = ["actor", "any_actor", "any_area", "area", "pair", "word"]

_PAIR = 2


def actor(asked: str) -> str:
    """Return the code of an actor named in a question, by its code or its name.

    Raises:
        InvalidValue: for what is neither a code nor a known name.

    >>> actor("AZE"), actor("Azerbaijan"), actor("AZE-MOD")
    ('AZE', 'AZE', 'AZE-MOD')
    """
    code = area(asked)
    if code == asked:
        check_code(asked)
    return code


def any_actor(asked: str | None) -> str | None:
    """Return the code of an actor named in a question; None asks for any.

    Raises:
        InvalidValue: for what is neither a code nor a known name.

    >>> any_actor("Azerbaijan"), any_actor(None)
    ('AZE', None)
    """
    return None if asked is None else actor(asked)


def pair(asked: Iterable[str]) -> tuple[str, str]:
    """Return the codes of two actors named in a question.

    Raises:
        InvalidValue: for what is not two different actors.

    >>> pair(("Azerbaijan", "ARM"))
    ('AZE', 'ARM')
    """
    told = (asked,) if isinstance(asked, str) else tuple(asked)
    codes = tuple(actor(one) for one in told)
    if len(codes) != _PAIR or len(set(codes)) != _PAIR:
        raise InvalidValue(
            "not two different actors", value=told, accepted="two of them, as ('ARM', 'AZE')"
        )
    return codes[0], codes[1]


def area(asked: str) -> str:
    """Return the code of an area named in a question, by its code or its name; others stay.

    Raises:
        InvalidValue: for what is no text.

    >>> area("Nagorno-Karabakh"), area("lachin-corridor")
    ('NK', 'lachin-corridor')
    """
    if not isinstance(asked, str):  # pyright: ignore[reportUnnecessaryIsInstance] # callers may be untyped
        raise InvalidValue("not a text", value=asked, accepted="a code or a name")
    return world().resolve(asked) or asked


def any_area(asked: str | None) -> str | None:
    """Return the code of an area, a side or a body named in a question; None asks for any.

    Raises:
        InvalidValue: for what is no text.

    >>> any_area("Azerbaijan"), any_area("press"), any_area(None)
    ('AZE', 'press', None)
    """
    return None if asked is None else area(asked)


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
