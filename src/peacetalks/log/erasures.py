"""The traces of erasures: which payloads ``redact`` erased, in the chain of the log itself.

A redaction appends a record to a stream that only the log writes, ``peacetalks:erasures``. A payload
that is missing without a trace was erased by other means. Records of older versions have no traces;
the first record that this version appends to such a log is a trace of what was erased until then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Final

from peacetalks.events.bookkeeping import Annotation
from peacetalks.primitives.when import When

__all__ = ["NAMESPACE", "STREAM", "trace", "traced"]

STREAM: Final = "peacetalks:erasures"
"""The stream of the traces; nobody else can append to it."""
NAMESPACE: Final = "peacetalks-erasure"


def trace(positions: Iterable[int], day: When) -> Annotation:
    """Return the event that names the global positions of erased records."""
    erased = tuple(sorted(positions))
    return Annotation(
        occurred=day,
        id=f"erased-{hashlib.sha256(str(erased).encode()).hexdigest()[:24]}",
        namespace=NAMESPACE,
        payload={"positions": erased},
    )


def traced(payload: str) -> frozenset[int]:
    """Return the positions that the payload of a trace names.

    Raises:
        ValueError: if it is not a trace.
    """
    plain: Any = json.loads(payload)  # Any: of any type, if it was altered
    try:
        if plain["namespace"] != NAMESPACE:
            raise ValueError
        return frozenset(plain["payload"]["positions"])
    except (KeyError, TypeError):
        raise ValueError("not a trace of an erasure") from None
