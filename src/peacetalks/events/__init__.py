"""Every kind of fact, one module per family. ``kinds.py`` has their union and their order."""

from __future__ import annotations

from peacetalks._support.public_names import publish_all
from peacetalks.events import (
    agreements,
    bookkeeping,
    force,
    law,
    mediation,
    meetings,
    security,
    statements,
    talks,
    territory,
)
from peacetalks.events.agreements import *  # noqa: F403 # what the family lists
from peacetalks.events.base import Certainty, Event
from peacetalks.events.bookkeeping import *  # noqa: F403 # as above
from peacetalks.events.force import *  # noqa: F403 # as above
from peacetalks.events.identity import content_id
from peacetalks.events.kinds import CORE, KINDS, CoreEvent, UnknownEvent
from peacetalks.events.law import *  # noqa: F403 # as above
from peacetalks.events.mediation import *  # noqa: F403 # as above
from peacetalks.events.meetings import *  # noqa: F403 # as above
from peacetalks.events.security import *  # noqa: F403 # as above
from peacetalks.events.statements import *  # noqa: F403 # as above
from peacetalks.events.talks import *  # noqa: F403 # as above
from peacetalks.events.territory import *  # noqa: F403 # as above
from peacetalks.events.vocabulary import Vocabulary

__all__ = [
    "CORE",
    "KINDS",
    "Certainty",
    "CoreEvent",
    "Event",
    "UnknownEvent",
    "Vocabulary",
    "content_id",
]
__all__ += agreements.__all__
__all__ += bookkeeping.__all__
__all__ += force.__all__
__all__ += law.__all__
__all__ += mediation.__all__
__all__ += meetings.__all__
__all__ += security.__all__
__all__ += statements.__all__
__all__ += talks.__all__
__all__ += territory.__all__


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
