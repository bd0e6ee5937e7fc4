"""``FrozenMap``: a mapping that cannot change.

``types.MappingProxyType`` neither pickles nor hashes, and shows later changes of the dict
behind it; events and states need the opposite.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Generic, TypeVar, final, overload

__all__ = ["FrozenMap"]

K = TypeVar("K")
T = TypeVar("T")
V_co = TypeVar("V_co", covariant=True)


@final
class FrozenMap(Mapping[K, V_co], Generic[K, V_co]):
    """An immutable, picklable mapping; hashable when its values are.

    The order of insertion is kept for display; equality and hash ignore it.

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

    # What Mapping would make of the three above, at the speed of a dict.

    def __contains__(self, key: object) -> bool:
        return key in self._items

    @overload
    def get(self, key: K, default: None = None, /) -> V_co | None: ...
    @overload
    def get(self, key: K, default: V_co | T, /) -> V_co | T: ...
    def get(self, key: K, default: Any = None, /) -> Any:
        """Return what a key stands for, or a default.

        Any: the overloads above say which.
        """
        return self._items.get(key, default)

    def keys(self) -> KeysView[K]:
        """Return a view of the keys."""
        return self._items.keys()

    def values(self) -> ValuesView[V_co]:
        """Return a view of the values."""
        return self._items.values()

    def items(self) -> ItemsView[K, V_co]:
        """Return a view of keys with their values."""
        return self._items.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, FrozenMap):
            return self._items == other._items  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] # the other's types are its own business
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
        """Return the items that are other objects than in a map before, or were not in it.

        >>> FrozenMap({"ARM": "yes", "AZE": "no"}).others_than(FrozenMap({"ARM": "yes"}))
        {'AZE': 'no'}
        """
        # Any: of the other's values nothing is asked but who they are.
        if self is before:
            return {}
        was = before._items
        return {key: value for key, value in self._items.items() if was.get(key) is not value}

    def having(self, key: K, value: Any) -> FrozenMap[K, V_co]:
        """Return a copy in which ``key`` stands for ``value`` (of the map's own value type).

        >>> FrozenMap({"ARM": "yes"}).having("AZE", "no")
        FrozenMap({'ARM': 'yes', 'AZE': 'no'})
        """
        # Any, here and below: a covariant parameter may not stand in an argument.
        return self.updated({key: value})

    def updated(self, items: Mapping[Any, Any]) -> FrozenMap[K, V_co]:
        """Return a copy in which several keys stand for other values; new ones come last.

        >>> FrozenMap({"ARM": "yes", "AZE": "no"}).updated({"AZE": "yes", "RUS": "yes"})
        FrozenMap({'ARM': 'yes', 'AZE': 'yes', 'RUS': 'yes'})
        """
        made = object.__new__(type(self))
        object.__setattr__(made, "_items", {**self._items, **items})
        return made


def frozen_in_place(items: dict[K, T]) -> FrozenMap[K, T]:
    """Return a map of a dict without a copy of it; nobody else may have the dict.

    >>> frozen_in_place({"ARM": "yes"})
    FrozenMap({'ARM': 'yes'})
    """
    made: FrozenMap[K, T] = FrozenMap()
    object.__setattr__(made, "_items", items)
    return made
