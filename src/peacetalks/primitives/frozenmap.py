"""``FrozenMap``: an immutable mapping.

Events and states need a mapping that pickles, hashes and never changes.
``types.MappingProxyType`` does neither of the first two, and shows later changes of its dict.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Generic, TypeVar, cast, final, overload

from peacetalks._support.deprecation import renamed

__all__ = ["FrozenMap"]

K = TypeVar("K")
T = TypeVar("T")
V_co = TypeVar("V_co", covariant=True)


@final
class FrozenMap(Mapping[K, V_co], Generic[K, V_co]):
    """An immutable, picklable mapping; hashable if its values are.

    It keeps the order of insertion for display; equality and hash ignore it.

    >>> labels = FrozenMap({"AZE": "anti-terrorist measures", "ARM": "aggression"})
    >>> labels["ARM"]
    'aggression'
    >>> labels == FrozenMap({"ARM": "aggression", "AZE": "anti-terrorist measures"})
    True
    """

    __slots__ = ("_items",)
    _items: dict[K, V_co]

    @overload
    def __init__(self) -> None: ...
    @overload
    def __init__(self, items: Mapping[K, V_co] | Iterable[tuple[K, V_co]]) -> None: ...
    def __init__(self, items: Mapping[K, V_co] | Iterable[tuple[K, V_co]] = ()) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, key: K) -> V_co:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    # Mapping would derive these from the three methods above; a dict's own are faster.

    def __contains__(self, key: object) -> bool:
        return key in self._items

    @overload
    def get(self, key: K, default: None = None, /) -> V_co | None: ...
    @overload
    def get(self, key: K, default: V_co | T, /) -> V_co | T: ...
    def get(self, key: K, default: Any = None, /) -> Any:
        """Return the value of a key, or a default.

        Any: the overloads above have the exact types.
        """
        return self._items.get(key, default)

    def keys(self) -> KeysView[K]:
        """Return a view of the keys."""
        return self._items.keys()

    def values(self) -> ValuesView[V_co]:
        """Return a view of the values."""
        return self._items.values()

    def items(self) -> ItemsView[K, V_co]:
        """Return a view of the keys with their values."""
        return self._items.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FrozenMap):
            return self._items == other._items  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] # the types of the other map do not matter
        return self._items == other if isinstance(other, Mapping) else NotImplemented

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return (FrozenMap, (self._items,))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a FrozenMap cannot change: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a FrozenMap cannot change: {name}")

    def others_than(self, before: FrozenMap[K, Any]) -> dict[K, V_co]:
        """Return the items that are new, or whose value is not the same object, since ``before``.

        >>> FrozenMap({"ARM": "yes", "AZE": "no"}).others_than(FrozenMap({"ARM": "yes"}))
        {'AZE': 'no'}
        """
        # Any: values are only compared by identity.
        if self is before:
            return {}
        earlier = before._items
        return {key: value for key, value in self._items.items() if earlier.get(key) is not value}

    def with_item(self, key: K, value: Any) -> FrozenMap[K, V_co]:
        """Return a copy with ``key`` set to ``value`` (of the map's value type).

        >>> FrozenMap({"ARM": "yes"}).with_item("AZE", "no")
        FrozenMap({'ARM': 'yes', 'AZE': 'no'})
        """
        # Any, here and below: an argument cannot have a covariant type.
        return self.updated({key: value})

    @renamed("FrozenMap.with_item", since="0.1")
    def having(self, key: K, value: Any) -> FrozenMap[K, V_co]:
        """Deprecated since 0.1: the old name of ``with_item``."""
        return self.updated({key: value})

    def updated(self, items: Mapping[Any, Any]) -> FrozenMap[K, V_co]:
        """Return a copy with several keys set; new keys come last.

        >>> FrozenMap({"ARM": "yes", "AZE": "no"}).updated({"AZE": "yes", "RUS": "yes"})
        FrozenMap({'ARM': 'yes', 'AZE': 'yes', 'RUS': 'yes'})
        """
        copy = object.__new__(type(self))
        object.__setattr__(copy, "_items", {**self._items, **items})
        return copy


def frozen_in_place(items: dict[K, T]) -> FrozenMap[K, T]:
    """Return a map that uses a dict without copying it; the caller must not keep the dict.

    >>> frozen_in_place({"ARM": "yes"})
    FrozenMap({'ARM': 'yes'})
    """
    frozen = object.__new__(cast("type[FrozenMap[K, T]]", FrozenMap))
    object.__setattr__(frozen, "_items", items)
    return frozen
