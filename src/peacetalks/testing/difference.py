"""The differences of two values, part by part and key by key, instead of two long reprs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Final, cast

import attrs

from peacetalks.errors import shown

__all__ = ["differences"]

_MOST: Final = 12
_DEEPEST: Final = 12
_NOTHING: Final = object()


def differences(before: object, after: object, *, whole: str = "the state") -> list[str]:
    """Return the differences of two values, one line per difference.

    Args:
        before: the first value.
        after: the second value.
        whole: the name of the values, for values without parts.

    >>> differences({"ARM": 1, "AZE": (2, 3)}, {"ARM": 1, "AZE": (2,), "USA": 0})
    ["['AZE'][1]: 3 → nothing", "['USA']: nothing → 0"]
    >>> differences(1, 2)
    ['the state: 1 → 2']
    """
    lines = list(islice(_lines(before, after, "", _DEEPEST), _MOST + 1))
    if len(lines) > _MOST:
        lines[_MOST:] = ["..."]
    return [line if line[:1] != ":" else f"{whole}{line}" for line in lines]


def _lines(before: object, after: object, path: str, depth: int) -> Iterator[str]:
    parts = _parts(before, after) if depth else None
    any_part = False
    if parts is not None:
        one, other = parts
        for step in dict.fromkeys((*one, *other)):
            old, new = one.get(step, _NOTHING), other.get(step, _NOTHING)
            if old is not new and not _equal(old, new):
                any_part = True
                yield from _lines(old, new, _joined(path, step), depth - 1)
    if not any_part:
        yield f"{path}: {_change(before, after)}"


def _equal(one: object, other: object) -> bool:
    try:
        return bool(one == other)
    except Exception:  # noqa: BLE001 # user code can raise anything; an array has no truth value
        return False


def _joined(path: str, step: str) -> str:
    return path + step if path else step.removeprefix(".")


def _change(before: object, after: object) -> str:
    one, other = _shown(before), _shown(after)
    if one == other:
        return f"{one}, which has the same repr but is not equal"
    return f"{one} → {other}"


def _shown(value: object) -> str:
    return "nothing" if value is _NOTHING else shown(value)


def _parts(before: object, after: object) -> tuple[dict[str, object], dict[str, object]] | None:
    """Return the parts of two values of the same type, by the step that leads to each."""
    one, other = _parts_of(before), _parts_of(after)
    if one is None or other is None or one[0] is not other[0]:
        return None
    return one[1], other[1]


def _parts_of(value: object) -> tuple[type, dict[str, object]] | None:
    """Return the type that a value is compared as, and its parts by the step to each."""
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return Mapping, {f"[{shown(key)}]": item for key, item in items}
    if isinstance(value, AbstractSet):
        members = cast("AbstractSet[object]", value)
        return AbstractSet, {f"{{{shown(item)}}}": item for item in members}
    if isinstance(value, (tuple, list)):
        elements = enumerate(cast("Sequence[object]", value))
        return type(cast("object", value)), {f"[{index}]": item for index, item in elements}
    names = _names(value)
    if not names:
        return None
    return type(value), {f".{name}": getattr(value, name, _NOTHING) for name in names}


def _names(value: object) -> list[str]:
    """Return the fields that count for equality in an attrs class or dataclass."""
    cls = type(value)
    if attrs.has(cls):
        return [field.name for field in attrs.fields(cls) if field.eq]
    if dataclasses.is_dataclass(cls):
        return [field.name for field in dataclasses.fields(cls) if field.compare]
    return []
