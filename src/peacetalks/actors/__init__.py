"""Actors: what a code stands for, what each scheme calls it, and when.

Events name actors by codes ("AZE", "EU", "NK"). A ``Registry`` is an immutable value with the
names, groups and aliases of such codes. ``world()`` is the registry of the library, and
``with_actors`` and ``with_alias`` return larger ones. Unknown codes are allowed everywhere: a
registry gives names and suggestions, and never forbids a code.

Nothing is guessed. A code is looked up in its scheme, because schemes contradict each other (in
FIPS 10-4 "AS" is Australia, in ISO 3166 American Samoa), and on the day it is used, because
numbers are passed on (365 is the Soviet Union, then Russia). If a text can mean two actors,
``resolve`` returns ``None`` and ``suggest`` returns both.

A code with a hyphen is a part of another actor: if "AZE" is known, so is "AZE-MOD".
"""

from peacetalks._support.public_names import publish_all
from peacetalks.actors.actor import SCHEMES, Actor, Alias, Group
from peacetalks.actors.code import NO_CODE, PRESS, Code, Codes, check_code
from peacetalks.actors.registry import Registry, world

__all__ = [
    "NO_CODE",
    "PRESS",
    "SCHEMES",
    "Actor",
    "Alias",
    "Code",
    "Codes",
    "Group",
    "Registry",
    "check_code",
    "world",
]


def __dir__() -> list[str]:
    return sorted(__all__)


publish_all(__name__)
