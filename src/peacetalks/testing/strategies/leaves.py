"""Strategies of simple values in facts: texts, identifiers, codes, payloads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from peacetalks.actors.code import PRESS, Codes
from peacetalks.errors import InvalidValue
from peacetalks.fields.shape import AREA, CODE, SLUG, TEXT, Shape, Simple
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.when import ALWAYS
from peacetalks.testing.simulation.inputs import listed_codes
from peacetalks.testing.strategies.dates import Between, drawn_whens

__all__ = [
    "Leaves",
    "actors_of",
    "areas",
    "checked_sizes",
    "codes",
    "leaves_of",
    "payloads",
    "slugs",
    "texts",
]

Leaves: TypeAlias = Mapping[Shape, st.SearchStrategy[Any]]
"""A strategy for each shape that is not broken down further. (Any: values of any shape.)"""

_SHORT: Final = 12
_USUAL: Final = ("AZE", "ARM", "RUS", "FRA", "USA", "EU", "NK", "ARM-MOD", PRESS)
_CAPITALS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPACES: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))


def texts(min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[str]:
    """Draw any text that a fact can have: without NUL and unpaired surrogates.

    Args:
        min_size: the least number of characters.
        max_size: the most characters; None: any number.

    Raises:
        InvalidValue: if a size is not valid.

    >>> from hypothesis import given
    >>> @given(texts(max_size=10))
    ... def a_text_is_short(text):
    ...     assert len(text) <= 10
    >>> a_text_is_short()
    """
    checked_sizes(min_size, max_size)
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    return st.text(letters, min_size=min_size, max_size=max_size)


def slugs() -> st.SearchStrategy[str]:
    """Draw identifiers in any script, such as ``a`` and ``washington-2023``.

    They shrink to ``a``.

    >>> from hypothesis import given
    >>> @given(slugs())
    ... def a_slug_has_no_margins(slug):
    ...     assert slug == slug.strip()
    >>> a_slug_has_no_margins()
    """
    plain = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=_SHORT)
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00" + _SPACES)
    other = st.text(letters, min_size=1, max_size=_SHORT)
    return plain | other.map(lambda text: unicodedata.normalize("NFC", text))


def codes(actors: str | Iterable[str] | None = None) -> st.SearchStrategy[str]:
    """Draw codes of actors.

    Args:
        actors: the codes to draw from; None: any code, known or not.

    Raises:
        InvalidValue: if ``actors`` is empty, or an actor is not a code.

    >>> from hypothesis import given
    >>> @given(codes(("ARM", "AZE")))
    ... def it_is_one_of_the_two(code):
    ...     assert code in {"ARM", "AZE"}
    >>> it_is_one_of_the_two()
    """
    choices = actors_of(actors)
    if choices is not None:
        return st.sampled_from(choices)
    letters, more = st.sampled_from(_CAPITALS), st.text(_CAPITALS + "0123456789", max_size=4)
    own = st.builds(str.__add__, letters, more)
    parts = st.builds("{}{}{}".format, own, st.sampled_from("-.:"), own)
    return st.sampled_from(_USUAL) | own | parts


def actors_of(actors: str | Iterable[str] | None) -> Codes | None:
    """Return the codes to draw from; None: any code.

    Raises:
        InvalidValue: if ``actors`` is empty, or an actor is not a code.
    """
    if actors is None:
        return None
    codes = tuple(dict.fromkeys(listed_codes(actors)))
    if not codes:
        raise InvalidValue("no actors to draw from", value=actors, hint="None draws any")
    return codes


def checked_sizes(min_size: int, max_size: int | None) -> None:
    """Check the bounds of a size.

    Raises:
        InvalidValue: if a bound is not a whole number from 0, or ``min_size`` is above
            ``max_size``.
    """
    for size in (min_size, 0 if max_size is None else max_size):
        if type(size) is not int or size < 0:
            raise InvalidValue("not a size", value=size, accepted="a whole number from 0")
    if max_size is not None and min_size > max_size:
        raise InvalidValue("no size between the bounds", value=(min_size, max_size))


def areas() -> st.SearchStrategy[str]:
    """Draw names and codes of areas.

    >>> from hypothesis import given
    >>> @given(areas())
    ... def an_area_has_a_name(area):
    ...     assert area
    >>> an_area_has_a_name()
    """
    usual = st.sampled_from(["NK", "Kalbajar", "Nagorno-Karabakh"])
    other = texts(1, _SHORT).map(str.strip).filter(bool)
    return usual | other


def payloads() -> st.SearchStrategy[object]:
    """Draw frozen JSON values, as an ``Annotation`` or a ``Checkpoint`` can have.

    >>> import json
    >>> from hypothesis import given
    >>> from peacetalks import Annotation, to_plain
    >>> @given(payloads())
    ... def json_can_hold_it(payload):
    ...     note = Annotation(occurred="2023", namespace="mine", payload={"value": payload})
    ...     assert json.dumps(to_plain(note))
    >>> json_can_hold_it()
    """
    ends = st.none() | st.booleans() | _integers() | _numbers() | texts(max_size=_SHORT)
    return st.recursive(
        ends,
        lambda inner: (
            st.lists(inner, max_size=3).map(tuple)
            | st.dictionaries(texts(max_size=_SHORT), inner, max_size=3).map(FrozenMap)
        ),
        max_leaves=6,
    )


def _integers() -> st.SearchStrategy[int]:
    return st.integers(-(1 << 63), (1 << 63) - 1)


def _numbers() -> st.SearchStrategy[float]:
    return st.floats(allow_nan=False, allow_infinity=False)


def leaves_of(actors: Codes | None = None, between: Between = (-ALWAYS, ALWAYS)) -> Leaves:
    """Return the leaves of facts with these actors and dates."""
    return {
        SLUG: slugs(),
        CODE: codes(actors),
        AREA: areas(),
        TEXT: texts(max_size=_SHORT),
        Simple.DATE: drawn_whens(between),
        Simple.WHOLE_NUMBER: _integers(),
        Simple.NUMBER: _numbers(),
        Simple.FLAG: st.booleans(),
        Simple.ANYTHING: payloads(),
    }
