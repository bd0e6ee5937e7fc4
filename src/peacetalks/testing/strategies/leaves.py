"""Strategies of what stands at the ends of a fact: texts, identifiers, codes, payloads."""

from __future__ import annotations

import types
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from peacetalks.construction import PRESS, Area, Code, Codes, Slug
from peacetalks.errors import InvalidValue
from peacetalks.frozenmap import FrozenMap
from peacetalks.simulation.given import listed_codes
from peacetalks.testing.strategies.dates import Between, drawn_whens
from peacetalks.when import ALWAYS, When

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

Leaves: TypeAlias = Mapping[Any, st.SearchStrategy[Any]]
"""A strategy for each annotation that is read no further. (Any: annotations have no common
type, nor have the values.)"""

_SHORT: Final = 12
_USUAL: Final = ("AZE", "ARM", "RUS", "FRA", "USA", "EU", "NK", "ARM-MOD", PRESS)
_CAPITALS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPACES: Final = "".join(filter(str.isspace, map(chr, range(0x3001))))


def texts(min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[str]:
    """Draw any text that a fact may hold: no NUL, no half of a surrogate pair.

    Args:
        min_size: how many characters at least.
        max_size: how many at most; None: any number.

    Raises:
        InvalidValue: for sizes of which no text can be.

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
    """Draw identifiers that a writer may choose: ``a``, ``washington-2023``, of any script.

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
        InvalidValue: for an empty list, or for what is no code.

    >>> from hypothesis import given
    >>> @given(codes(("ARM", "AZE")))
    ... def it_is_one_of_the_two(code):
    ...     assert code in {"ARM", "AZE"}
    >>> it_is_one_of_the_two()
    """
    given = actors_of(actors)
    if given is not None:
        return st.sampled_from(given)
    letters, more = st.sampled_from(_CAPITALS), st.text(_CAPITALS + "0123456789", max_size=4)
    own = st.builds(str.__add__, letters, more)
    parts = st.builds("{}{}{}".format, own, st.sampled_from("-.:"), own)
    return st.sampled_from(_USUAL) | own | parts


def actors_of(actors: str | Iterable[str] | None) -> Codes | None:
    """Return the codes that are drawn from; None: any.

    Raises:
        InvalidValue: for an empty list, or for what is no code.
    """
    if actors is None:
        return None
    given = tuple(dict.fromkeys(listed_codes(actors)))
    if not given:
        raise InvalidValue("no actors to draw from", value=actors, hint="None draws any")
    return given


def checked_sizes(min_size: int, max_size: int | None) -> None:
    """Refuse sizes between which there is none.

    Raises:
        InvalidValue: for what is no whole number from 0, or a least above the most.
    """
    for size in (min_size, 0 if max_size is None else max_size):
        if type(size) is not int or size < 0:
            raise InvalidValue("not a size", value=size, accepted="a whole number from 0")
    if max_size is not None and min_size > max_size:
        raise InvalidValue("no size lies between", value=(min_size, max_size))


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
    """Draw what JSON can hold, frozen: what an ``Annotation`` or a ``Checkpoint`` carries.

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
    """Return what facts are drawn from whose actors and dates keep to these."""
    anything = payloads()
    return {
        Slug: slugs(),
        Code: codes(actors),
        Area: areas(),
        When: drawn_whens(between),
        str: texts(max_size=_SHORT),
        int: _integers(),
        float: _numbers(),
        bool: st.booleans(),
        object: anything,
        Any: anything,
        types.NoneType: st.none(),
    }
