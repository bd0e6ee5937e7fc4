"""The rules of ``check`` about actors, from PT171: what a register says against itself."""

from __future__ import annotations

from typing import Final

from peacetalks.findings.rule import Rule

_NAMED: Final = '{"kind": "actor-named", "id": "%s", "occurred": "2023-10-01", "actor": "%s", "names": {"en": "%s"}%s}'
"""A statement as a line: its id, the code and name of the actor, and further fields."""
_FOUGHT: Final = '{"kind": "attack-reported", "id": "clash", "occurred": "2023-10-02", "by": ["NORTH"], "against": ["GUARD"]}'


def _statement(id_: str, actor: str, name: str, more: str = "") -> str:
    return _NAMED % (id_, actor, name, f", {more}" if more else "")


UNKNOWN_ACTOR: Final = Rule(
    "PT171",
    "warning",
    "an actor whose code has no name",
    '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "AZB"}',
    "Correct the code; or name the actor: with `actor-named`, under `actors:` at the head of a "
    "YAML file, or in a registry (`check(events, registry=world().with_actors(...))`).",
)
TWO_NAMES: Final = Rule(
    "PT172",
    "warning",
    "two names in one language for one actor, for the same time",
    "\n".join(
        (
            _statement("one", "NORTH", "Northern Alliance"),
            _statement("two", "NORTH", "Northern Front"),
        )
    ),
    "Retract one; or say from when each counts (`reported`) or when each was in use "
    "(`valid`). A later statement renames an actor.",
)
BELONGS_TO_ITSELF: Final = Rule(
    "PT173",
    "error",
    "an actor that is an organ of itself, or within itself",
    "\n".join(
        (
            _statement("guard", "GUARD", "Border Guard", '"organ_of": "NORTH"'),
            _statement("north", "NORTH", "Northern Alliance", '"within": "GUARD"'),
        )
    ),
    "Correct the statement that closes the circle; until then each actor acts for itself.",
)
TWO_RELATIONS: Final = Rule(
    "PT174",
    "error",
    "an actor that is an organ of another, but also within an actor and acts for itself",
    _statement("guard", "GUARD", "Border Guard", '"organ_of": "ARM", "within": "ARM"'),
    "Remove one of the two: the acts of an organ count as those of the other actor, the acts of "
    "a faction do not.",
)
SHARED_ID: Final = Rule(
    "PT175",
    "warning",
    "an id in one scheme that two actors have",
    "\n".join(
        (
            _statement("north", "NORTH", "Northern Alliance", '"ids": {"ucdp-actor": "291"}'),
            _statement("south", "SOUTH", "Southern Alliance", '"ids": {"ucdp-actor": "291"}'),
        )
    ),
    "Correct the id; if both are one actor, use one code; if one had the id after the other, "
    "say when (`valid`).",
)
UNKNOWN_RELATION: Final = Rule(
    "PT176",
    "warning",
    "an actor that belongs to, or became, an unknown actor",
    _statement("guard", "GUARD", "Border Guard", '"within": "NORTH"'),
    "Correct the code, or name that actor too.",
)
SHARED_NAME: Final = Rule(
    "PT177",
    "note",
    "a name that means two actors",
    "\n".join(
        (
            _statement("north", "NORTH", "People's Front"),
            _statement("south", "SOUTH", "People's Front"),
        )
    ),
    "Nothing, if both have this name: they are shown with their codes, and the name alone "
    "matches neither. If they are one actor, use one code.",
)
AGAINST_ITS_OWN: Final = Rule(
    "PT178",
    "warning",
    "force between two actors of which one acts for the other",
    "\n".join(
        (
            _statement("north", "NORTH", "Northern Alliance"),
            _statement("guard", "GUARD", "Border Guard", '"organ_of": "NORTH"'),
            _FOUGHT,
        )
    ),
    "Use `within` instead of `organ_of`: an actor does not act for one that it fights. Or correct "
    "who fought whom.",
)
BECAME_ITSELF: Final = Rule(
    "PT179",
    "warning",
    "an actor that became only itself",
    _statement("north", "NORTH", "Northern Alliance")
    + '\n{"kind": "actor-split", "id": "split", "occurred": "2023-10-02", "actor": "NORTH", "into": ["NORTH"]}',
    "Name in `into` the actors that it became, or retract the statement.",
)
SAYS_NOTHING: Final = Rule(
    "PT180",
    "warning",
    "a blank name, or a statement that says nothing about its actor",
    _statement("north", "ARM", " "),
    "Write the name, or leave out the language. A statement without a name must give ids, a "
    "sort, a relation or days.",
)
