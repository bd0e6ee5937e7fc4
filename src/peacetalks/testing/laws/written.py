"""The law of writing: an event comes back with the same kind, content and id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peacetalks.errors import ReadError
from peacetalks.events import content_id
from peacetalks.events.base import Event
from peacetalks.testing.difference import differences
from peacetalks.testing.verdict import broken, describe

__all__ = ["comes_back"]


def comes_back(
    event: Event,
    write: Callable[[Event], Any],
    read: Callable[[Any], Event],
    *,
    law: str,
    way: str,
) -> Event:
    """Write an event, read it back, and return it.

    Args:
        event: the event.
        write: writes the event. (Any: text, bytes or anything else.)
        read: reads the output of ``write``.
        law: the name of the law.
        way: how it is written, in words.

    Raises:
        BrokenLaw: if writing or reading raises, or the event does not come back unchanged.
    """
    __tracebackhide__ = True
    try:
        output = write(event)
    except Exception as error:
        raise broken(law, f"writing {way} raises {describe(error)}", events=[event]) from error
    wrote = _wrote(output)
    try:
        back = read(output)
    except Exception as error:
        raise broken(
            law,
            f"an event written {way} cannot be read: {_reason(error)}",
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


def _wrote(output: object) -> list[str]:
    text = output if isinstance(output, str) else repr(output)
    return [f"written: {line}" for line in text.rstrip("\n").split("\n")[:8]]


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ReadError) else describe(error)
