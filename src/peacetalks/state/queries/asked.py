"""What a question names: a slip in it is an error, never an empty answer."""

from __future__ import annotations

from typing import Any, get_args

from peacetalks.actors import world
from peacetalks.errors import InvalidValue, did_you_mean
from peacetalks.identifiers import check_code

__all__ = ["actor", "word"]


def actor(asked: str) -> str:
    """Return the code of an actor named in a question, by its code or its name.

    Raises:
        InvalidValue: for what is neither a code nor a known name.

    >>> actor("AZE"), actor("Azerbaijan"), actor("AZE-MOD")
    ('AZE', 'AZE', 'AZE-MOD')
    """
    known = world().resolve(asked)
    if known is None:
        check_code(asked)
    return known or asked


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
        raise InvalidValue(
            "not a word this question takes",
            value=asked,
            accepted=", ".join(words),
            hint=did_you_mean(asked, words),
        )
