"""The codes of what a check can find about actors: a part of the table in ``codes.py``."""

from __future__ import annotations

from typing import Final

from peacetalks.checks.rule import Rule

__all__ = ["ACTORS"]

_NAMED: Final = '{"kind": "actor-named", "id": "%s", "occurred": "2023-10-01", "actor": "%s", "names": {"en": "%s"}%s}'
"""A statement as a line: its id, the code of the actor, its name, and what else it says."""
_FOUGHT: Final = '{"kind": "attack-reported", "id": "clash", "occurred": "2023-10-02", "by": ["NORTH"], "against": ["GUARD"]}'


def _stated(name: str, actor: str, called: str, more: str = "") -> str:
    return _NAMED % (name, actor, called, f", {more}" if more else "")


ACTORS: Final = (
    Rule(
        "PT171",
        "warning",
        "an actor whose code has no name",
        '{"kind": "statement-made", "id": "said", "occurred": "2023-10-01", "by": "AZB"}',
        "Correct the code; or name the actor, by an `actor-named`, under `actors:` at the head of a "
        "file of YAML, or in a registry: `check(events, registry=world().with_actors(...))`.",
    ),
    Rule(
        "PT172",
        "warning",
        "two names of one language for one actor, at one time",
        "\n".join(
            (
                _stated("one", "NORTH", "Northern Alliance"),
                _stated("two", "NORTH", "Northern Front"),
            )
        ),
        "Retract one; or say from when each counts, by `reported`, or when each was in use, by "
        "`valid`. A later statement renames an actor.",
    ),
    Rule(
        "PT173",
        "error",
        "an actor that is an organ of itself, or stands within itself",
        "\n".join(
            (
                _stated("guard", "GUARD", "Border Guard", '"organ_of": "NORTH"'),
                _stated("north", "NORTH", "Northern Alliance", '"within": "GUARD"'),
            )
        ),
        "Correct the statement that closes the circle; until then each acts for itself.",
    ),
    Rule(
        "PT174",
        "error",
        "an actor that is an organ of another, and stands on its own account within one",
        _stated("guard", "GUARD", "Border Guard", '"organ_of": "ARM", "within": "ARM"'),
        "Leave one out: the acts of an organ count for the other, those of a faction do not.",
    ),
    Rule(
        "PT175",
        "warning",
        "an id of one scheme that two actors have",
        "\n".join(
            (
                _stated("north", "NORTH", "Northern Alliance", '"ids": {"ucdp-actor": "291"}'),
                _stated("south", "SOUTH", "Southern Alliance", '"ids": {"ucdp-actor": "291"}'),
            )
        ),
        "Correct the id; if both are one actor, use one code; if one had it after the other, say "
        "when, by `valid`.",
    ),
    Rule(
        "PT176",
        "warning",
        "an actor that belongs to, or became, one whom nobody knows",
        _stated("guard", "GUARD", "Border Guard", '"within": "NORTH"'),
        "Correct the code, or name that actor too.",
    ),
    Rule(
        "PT177",
        "note",
        "a name that means two actors",
        "\n".join(
            (
                _stated("north", "NORTH", "People's Front"),
                _stated("south", "SOUTH", "People's Front"),
            )
        ),
        "Nothing, if both are called so: they are shown with their codes, and the name alone "
        "means neither. If they are one actor, use one code.",
    ),
    Rule(
        "PT178",
        "warning",
        "force between two actors of which one acts for the other",
        "\n".join(
            (
                _stated("north", "NORTH", "Northern Alliance"),
                _stated("guard", "GUARD", "Border Guard", '"organ_of": "NORTH"'),
                _FOUGHT,
            )
        ),
        "State it as `within`: what fights an actor does not act for it. Or correct who fought whom.",
    ),
    Rule(
        "PT179",
        "warning",
        "an actor that became nobody but itself",
        _stated("north", "NORTH", "Northern Alliance")
        + '\n{"kind": "actor-split", "id": "split", "occurred": "2023-10-02", "actor": "NORTH", "into": ["NORTH"]}',
        "Name the others that it became, in `into`; or retract the statement.",
    ),
    Rule(
        "PT180",
        "warning",
        "a blank name, or a statement that says nothing of its actor",
        _stated("north", "ARM", " "),
        "Write the name; or leave the language out. Without a name, a statement gives ids, a sort, "
        "a relation or days.",
    ),
)
"""What each code about actors means."""
