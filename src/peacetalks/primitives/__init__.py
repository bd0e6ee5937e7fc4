"""The smallest things that a field can hold: dates, identifiers, and mappings that cannot change."""

from peacetalks._support.public_names import publish_all
from peacetalks.primitives.frozenmap import FrozenMap
from peacetalks.primitives.identifiers import Area, Form, Slug, Texts, check_text
from peacetalks.primitives.when import (
    ALWAYS,
    DAY,
    Precision,
    When,
    WhenLike,
    day_text,
    instant_text,
    when_of,
)

__all__ = [
    "ALWAYS",
    "DAY",
    "Area",
    "Form",
    "FrozenMap",
    "Precision",
    "Slug",
    "Texts",
    "When",
    "WhenLike",
    "check_text",
    "day_text",
    "instant_text",
    "when_of",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
