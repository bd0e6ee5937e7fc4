"""Actors: what a code stands for, what each scheme calls it, and when.

Events name actors by codes ("AZE", "EU", "NK"). A ``Registry`` is an immutable value that knows
names, groups and aliases of such codes; ``world()`` is the one that comes with the library, and
``with_actors`` and ``with_alias`` return larger ones. Unknown codes are allowed everywhere: a
registry names and suggests, it never forbids.

Nothing is resolved by guess. A code is looked up in the scheme it belongs to, because schemes
contradict each other (in FIPS 10-4 "AS" is Australia, in ISO 3166 American Samoa), and on the
day it is used, because numbers were handed on (365 is the Soviet Union, then Russia). What could
be two actors is nobody: ``resolve`` gives ``None`` and ``suggest`` both.

A code with a hyphen is a part of another actor: "AZE-MOD" is known where "AZE" is.
"""

from peacetalks.actors.actor import SCHEMES, Actor, Alias, Group
from peacetalks.actors.registry import Registry, world

__all__ = ["SCHEMES", "Actor", "Alias", "Group", "Registry", "world"]
