"""What comes back of an event that was written: the same kind, the same fact, the same id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peacetalks.errors import ReadError
from peacetalks.events import content_id
from peacetalks.events.base import Event
from peacetalks.testing.difference import differences
from peacetalks.testing.laws.verdict import broken, told

__all__ = ["comes_back"]


def comes_back(
    event: Event,
    write: Callable[[Event], Any],
    read: Callable[[Any], Event],
    *,
    law: str,
    way: str,
) -> Event:
    """Return an event as it is read back.

    Args:
        event: the event.
        write: makes what is kept of it. (Any: texts, bytes, whatever a codec makes.)
        read: makes the event again.
        law: the law that is broken if it does not come back.
        way: how it was written, in words.

    Raises:
        BrokenLaw: if writing or reading raises, or what comes back is not the event.
    """
    __tracebackhide__ = True
    try:
        kept = write(event)
    except Exception as error:
        raise broken(law, f"writing {way} raises {told(error)}", events=[event]) from error
    wrote = _wrote(kept)
    try:
        back = read(kept)
    except Exception as error:
        raise broken(
            law,
            f"what was written {way} cannot be read: {_reason(error)}",
            details=wrote,
            events=[event],
        ) from error
    if type(back) is not type(event):
        raise broken(
            law,
            f"a {type(event).__name__} comes back as a {type(back).__name__} {way}",
            details=wrote,
            events=[event],
        )
    if back != event:
        raise broken(
            law,
            f"an event does not come back equal {way} (written → read)",
            details=[*differences(event, back, whole="the event"), *wrote],
            events=[event],
        )
    _check_identity(event, back, law, way, wrote)
    return back


def _check_identity(event: Event, back: Event, law: str, way: str, wrote: list[str]) -> None:
    for what, before, after in (
        ("the id", event.id, back.id),
        ("the content id", content_id(event), content_id(back)),
        ("whether the id was given", event.has_own_id, back.has_own_id),
        ("the hash", hash(event), hash(back)),
    ):
        if before != after:
            raise broken(
                law,
                f"{what} of an event is not kept {way} (written → read)",
                details=[f"{what}: {before!r} → {after!r}", *wrote],
                events=[event],
            )


def _wrote(kept: object) -> list[str]:
    text = kept if isinstance(kept, str) else repr(kept)
    return [f"written: {line}" for line in text.rstrip("\n").split("\n")[:8]]


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ReadError) else told(error)
