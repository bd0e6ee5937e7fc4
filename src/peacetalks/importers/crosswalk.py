"""The crosswalk maps the codes of data sets to our vocabulary, with reasons for doubtful choices.

The table is data: ``crosswalk.csv`` in this package. A code is looked up in its scheme **and
dialect**, since the same code can mean different things: CAMEO's 107 is "demand settling of
dispute" in ICEWS and "demand ceasefire" in GDELT's list. A row with the dialect ``*`` holds in
every dialect that has no row of its own. A code with several rows makes several events.

Columns: ``scheme, dialect, code, label``; ``kind``, the class of the event, empty if none is made;
``fields``, as ``name=value; name=value``; ``stated_as``, whether the row states a *fact* or a *claim*;
``reason``.

Sources: the CAMEO codebook 1.1b3 with the list of codes that ICEWS publishes, GDELT's list
``CAMEO.eventcodes.txt``; ACLED's codebook, for its event types before and since 2019.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Final, Literal, TypeAlias, cast, final

from attrs import evolve, frozen

from peacetalks.errors import none_of
from peacetalks.events import Event
from peacetalks.events.kinds import CORE
from peacetalks.primitives.frozenmap import FrozenMap

__all__ = ["Act", "Rule", "StatedAs", "dialects", "rules"]

StatedAs: TypeAlias = Literal["fact", "claim"]
"""Whether a row states what happened, or what somebody says about somebody else."""

_EVERY: Final = "*"


@final
@frozen
class Act:
    """An event that a code stands for.

    Attributes:
        kind: its kind.
        fields: what the code itself says, by field; all values are texts.
    """

    kind: type[Event]
    fields: Mapping[str, str]


@final
@frozen
class Rule:
    """The meaning of a code in our vocabulary.

    Attributes:
        code: the code.
        label: its label in the data set.
        acts: the events it stands for; if empty, ``reason`` says why.
        stated_as: whether a row with it states a fact or a claim.
        reason: why it is mapped in this way, if there was a choice.
    """

    code: str
    label: str
    acts: tuple[Act, ...]
    stated_as: StatedAs
    reason: str


def rules(scheme: str, dialect: str) -> Mapping[str, Rule]:
    """Return the rules of the codes of a dialect, by code.

    Args:
        scheme: the scheme, as ``"CAMEO"``.
        dialect: the dialect, as ``"icews"``.

    Raises:
        InvalidValue: if the crosswalk has no such dialect.

    >>> rules("CAMEO", "icews")["107"].label, rules("CAMEO", "gdelt")["107"].label
    ('Demand settling of dispute', 'Demand ceasefire')
    >>> rules("CAMEO", "gdelt")["126"].acts[0].kind.__name__
    'MediationRejected'
    """
    by_code = _table().get((scheme, dialect))
    if by_code is None:
        known = [f"{one} {other}" for one, other in dialects()]
        raise none_of("no such dialect in the crosswalk", f"{scheme} {dialect}", known)
    return by_code


def dialects() -> tuple[tuple[str, str], ...]:
    """Return the schemes and dialects of the crosswalk.

    >>> ("CAMEO", "gdelt") in dialects()
    True
    """
    return tuple(_table())


@functools.cache
def _table() -> Mapping[tuple[str, str], Mapping[str, Rule]]:
    kinds = {kind.__name__: kind for kind in CORE.kinds}
    text = resources.files("peacetalks.importers").joinpath("crosswalk.csv").read_text("utf-8")
    by_dialect: dict[tuple[str, str], dict[str, Rule]] = {}
    for row in csv.DictReader(text.splitlines()):
        by_code = by_dialect.setdefault((row["scheme"], row["dialect"]), {})
        by_code[row["code"]] = _joined(by_code.get(row["code"]), _rule(row, kinds))
    return FrozenMap(_complete(by_dialect))


def _rule(row: Mapping[str, str], kinds: Mapping[str, type[Event]]) -> Rule:
    acts = (Act(kinds[row["kind"]], fields(row["fields"])),) if row["kind"] else ()
    stated_as = cast(
        "StatedAs", row["stated_as"] or "fact"
    )  # a test checks the values in the table
    return Rule(row["code"], row["label"], acts, stated_as, row["reason"])


def _joined(before: Rule | None, rule: Rule) -> Rule:
    return rule if before is None else evolve(before, acts=before.acts + rule.acts)


def _complete(
    by_dialect: Mapping[tuple[str, str], Mapping[str, Rule]],
) -> Iterable[tuple[tuple[str, str], Mapping[str, Rule]]]:
    """Yield the rules of each dialect, with those that hold in every dialect of its scheme."""
    for (scheme, dialect), rules_ in by_dialect.items():
        if dialect != _EVERY:
            shared = by_dialect.get((scheme, _EVERY), {})
            yield (scheme, dialect), FrozenMap({**shared, **rules_})


def fields(text: str) -> Mapping[str, str]:
    """Return fields written as ``name=value; name=value``.

    >>> fields("force=appeal; content=release of persons")["content"]
    'release of persons'
    """
    pairs = (pair.partition("=") for pair in text.split(";") if pair.strip())
    return FrozenMap({name.strip(): value.strip() for name, _, value in pairs})
